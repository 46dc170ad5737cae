"""What a scan or photo is, by its bytes and not its name: PDF, JPEG, PNG or WEBP within limits."""

from __future__ import annotations

import io

from workstation.errors import KnownError

_PDF = "application/pdf"
_IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def media_type_of(data: bytes, *, most_bytes: int, most_pixels: int) -> str:
    """The media type of the bytes. Raises `KnownError`: `document.size`, `document.type`,
    `document.pixels`."""
    if not data or len(data) > most_bytes:
        raise KnownError(
            "document.size",
            f"the file has {len(data):,} bytes; it may have 1 to {most_bytes:,}",
            remedy="Scan it again with a lower resolution.",
        )
    if data.startswith(b"%PDF-"):
        return _PDF
    return _image_type(data, most_pixels)


def _image_type(data: bytes, most_pixels: int) -> str:
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(io.BytesIO(data), formats=tuple(_IMAGES)) as picture:
                pixels, kind = picture.width * picture.height, str(picture.format)
                if pixels <= most_pixels:
                    picture.verify()
    except Image.DecompressionBombError:
        pixels, kind = most_pixels + 1, ""
    except (OSError, SyntaxError, ValueError):
        raise KnownError(
            "document.type",
            "the file is no PDF, JPEG, PNG or WEBP",
            remedy="Save it as one of these and add it again.",
        ) from None
    if pixels > most_pixels:
        raise KnownError(
            "document.pixels",
            f"the picture has more than {most_pixels:,} pixels",
            remedy="Scan it again with a lower resolution.",
        )
    return _IMAGES[kind]
