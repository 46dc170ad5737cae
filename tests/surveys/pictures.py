"""Photos made for tests, with what a camera writes into them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image


def noise(width: int = 640, height: int = 480) -> Image.Image:
    """A picture that no encoder makes small: seen detail, no real thing."""
    return Image.effect_noise((width, height), 90).convert("RGB")


def jpeg(
    picture: Image.Image | None = None,
    *,
    taken: str = "2026:11:28 14:03:22",
    offset: str = "",
    gps: Mapping[int, Any] | None = None,
    orientation: int = 1,
) -> bytes:
    picture = picture or Image.new("RGB", (400, 300), "teal")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "a secret of the maker"
    inner: dict[int, Any] = {0x9003: taken} | ({0x9011: offset} if offset else {})
    exif._ifds[0x8769] = inner
    if gps is not None:
        exif._ifds[0x8825] = dict(gps)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif.tobytes(), comment=b"another secret")
    return stream.getvalue()


SHANGHAI: Mapping[int, Any] = {
    1: "N",
    2: (31.0, 13.0, 49.44),
    3: "E",
    4: (121.0, 28.0, 25.32),
    31: 12.0,
}
