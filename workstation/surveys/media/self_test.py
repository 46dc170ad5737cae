"""Proves that the libraries for photos, codes, sound and receivers load and work on this machine."""

from __future__ import annotations

import io

from workstation.errors import BugError
from workstation.surveys.media.barcodes import barcodes_in
from workstation.surveys.media.photos import photo_of
from workstation.surveys.media.receiver import fix_in
from workstation.surveys.media.sound import RATE, sound_of

_TEXT = "WORKSTATION"
_FIX = "$GPGGA,123519,3113.8240,N,12128.4220,E,1,08,0.9,545.4,M,46.9,M,,*47"


def media_work() -> str:
    """Raises `BugError` where one of them does not do what it is there for."""
    import numpy as np
    import segno
    import soundfile

    drawn, heard = io.BytesIO(), io.BytesIO()
    segno.make(_TEXT).save(drawn, kind="png", scale=8, border=4)
    if barcodes_in(photo_of(drawn.getvalue()).data) != (_TEXT,):
        raise BugError("a code in a photo is not read")
    soundfile.write(heard, np.zeros(RATE, np.float32), RATE, format="WAV")
    if round(sound_of(heard.getvalue()).seconds) != 1:
        raise BugError("a sound is not written as it was read")
    if fix_in([_FIX]) is None:
        raise BugError("a receiver's words are not understood")
    return "photo, code, sound and position read"
