"""What a camera wrote into a picture (EXIF): when and where it was taken. Whatever is odd counts as not
said."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workstation.domain.places import MILLION
from workstation.domain.surveying import Position, PositionSource

if TYPE_CHECKING:
    from PIL.Image import Image

_EXIF, _GPS = 0x8769, 0x8825
_ORIGINAL, _OFFSET = 0x9003, 0x9011
_DATE_TIME = 0x0132
_LAT_REF, _LAT, _LON_REF, _LON, _ERROR = 1, 2, 3, 4, 31
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")


def camera_words(picture: Image) -> tuple[str, Position | None]:
    """The local moment (`2026-11-28T14:03:22`, with `+08:00` where the camera says so) and the position."""
    try:
        exif = picture.getexif()
        inner, place = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
        moment = _moment(inner.get(_ORIGINAL) or exif.get(_DATE_TIME), inner.get(_OFFSET))
    except Exception:  # noqa: BLE001  metadata of any camera, or of somebody who wants us to stumble
        return "", None
    return moment, _position(place)


def _moment(written: object, offset: object) -> str:
    try:
        taken = datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  local time
    except ValueError:
        return ""
    zone = str(offset).strip("\0 ")
    return taken.isoformat() + (zone if _ZONE.fullmatch(zone) else "")


def _position(place: Mapping[int, Any]) -> Position | None:
    try:
        latitude = _angle(place[_LAT]) * {"N": 1, "S": -1}[str(place[_LAT_REF]).strip("\0 ").upper()]
        longitude = _angle(place[_LON]) * {"E": 1, "W": -1}[str(place[_LON_REF]).strip("\0 ").upper()]
        error = float(place.get(_ERROR, 0))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude, longitude) == (0.0, 0.0):
        return None
    accuracy = round(error) if math.isfinite(error) and 0 <= error < MILLION else 0
    return Position(round(latitude * MILLION), round(longitude * MILLION), accuracy, PositionSource.PHOTO)


def _angle(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
