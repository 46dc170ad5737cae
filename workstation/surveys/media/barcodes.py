"""Barcodes and QR codes in a photo."""

from __future__ import annotations

import io

from workstation.errors import KnownError

_MOST_TEXT = 4_096


def barcodes_in(photo: bytes, name: str = "") -> tuple[str, ...]:
    """The texts of every code in a photo that `photo_of` made, each once, from the top down. Raises
    `KnownError` `barcode.none` where there is none that can be read."""
    import zxingcpp
    from PIL import Image

    with Image.open(io.BytesIO(photo), formats=("JPEG",)) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    ordered = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    texts = tuple(dict.fromkeys(code.text for code in ordered if 0 < len(code.text) <= _MOST_TEXT))
    if not texts:
        raise KnownError(
            "barcode.none",
            "no barcode can be read in this photo",
            where=name,
            remedy="Take it closer and straight on, or type the number under it.",
        )
    return texts
