"""Writes `srgb.icc`, the colour space of every paper: `.venv/bin/python resources/letters/make_srgb.py`.

Little CMS builds the profile of sRGB (IEC 61966-2.1) out of its definition. The moment of its making, which
would make every run another file, is set to that of the papers.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PIL import ImageCms

_MADE_AT, _PROFILE_ID = slice(24, 36), slice(84, 100)  # ICC.1:2010, table 17


def main() -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_MADE_AT] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[_PROFILE_ID] = bytes(16)
    Path(__file__).with_name("srgb.icc").write_bytes(bytes(profile))


if __name__ == "__main__":
    main()
