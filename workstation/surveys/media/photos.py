"""Photos as evidence: decoded, turned upright, made smaller and written anew as JPEG.

What is kept holds nothing of the file that came but its pixels: no metadata, no thumbnail, no hidden text.
When and where the camera says it was taken is kept beside it.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.domain.surveying import Position
from workstation.errors import KnownError
from workstation.surveys.media.camera_words import camera_words

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 40 << 20
"""The largest file that is looked at."""
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_560
"""Pixels of the longer side of what is kept: a label on a box across a room can be read."""
MOST_KEPT = 1 << 20
"""Bytes of what is kept: a day of visits fits through a weak link."""
_QUALITIES = (85, 75, 65, 50, 35)
_FORMATS = ("JPEG", "PNG", "WEBP")
_THUMBNAIL = 320


@dataclass(frozen=True, slots=True)
class Photo:
    """JPEG bytes of `width` × `height`; `taken_at` is the camera's local time, empty where it says none."""

    data: bytes
    width: int
    height: int
    taken_at: str = ""
    position: Position | None = None


def photo_of(data: bytes, name: str = "") -> Photo:
    """Raises `KnownError`: `photo.size`, `photo.type`, `photo.pixels`, `photo.damaged`; each names the
    file."""
    from PIL import Image, ImageOps

    if not data or len(data) > MOST_BYTES:
        raise _refused(
            "photo.size",
            f"the file has {len(data):,} bytes; it may have 1 to {MOST_BYTES:,}",
            name,
            "Take it again with a lower resolution.",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large pictures and odd metadata: the limits here are ours
        try:
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            raise _too_many(name) from None
        except Exception:  # noqa: BLE001  a decoder fed with anything may raise anything
            raise _refused(
                "photo.type",
                "the file is no JPEG, PNG or WEBP",
                name,
                "Choose a photo, or save it as one of these.",
            ) from None
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_many(name)
        taken_at, position = camera_words(picture)
        try:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _upright(picture, ImageOps.exif_transpose(picture))
            kept = _smaller(_flat(upright))
        except Exception:  # noqa: BLE001
            raise _refused(
                "photo.damaged", "the picture is damaged or cut off", name, "Take or copy it again."
            ) from None
    return Photo(_written(kept), kept.width, kept.height, taken_at, position)


def thumbnail_of(data: bytes, side: int = _THUMBNAIL) -> bytes:
    """A small JPEG of a photo that `photo_of` made."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        picture.draft("RGB", (side, side))
        picture.thumbnail((side, side))
        return _jpeg(picture, 75)


def _upright(picture: Image, turned: Image | None) -> Image:
    return picture if turned is None else turned


def _flat(picture: Image) -> Image:
    """Plain RGB on white: what is see-through does not turn black."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return picture.convert("RGB")


def _smaller(picture: Image) -> Image:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _written(picture: Image) -> bytes:
    """As good as fits; what does not fit at the lowest quality is made smaller until it does."""
    for quality in _QUALITIES:
        data = _jpeg(picture, quality)
        if len(data) <= MOST_KEPT:
            return data
    while len(data) > MOST_KEPT:
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
        data = _jpeg(picture, _QUALITIES[-1])
    return data


def _jpeg(picture: Image, quality: int) -> bytes:
    stream = io.BytesIO()
    bare = picture.copy()
    bare.info = {}  # no profile, comment or metadata is carried over
    bare.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _too_many(name: str) -> KnownError:
    return _refused(
        "photo.pixels",
        f"the picture has more than {MOST_PIXELS:,} pixels",
        name,
        "Take it again with a lower resolution.",
    )


def _refused(code: str, message: str, name: str, remedy: str) -> KnownError:
    return KnownError(code, message, where=name, remedy=remedy)
