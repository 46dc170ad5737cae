"""How a finished survey is frozen: one hash over everything it says, signed by the device it was made on.

The hash is that of the canonical record with itself and the signature left empty. What is signed begins with
words of its own, so that no other signature of the device can stand under a survey.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace

from workstation import crypto
from workstation.codec import encode
from workstation.domain.surveying import Survey

_SIGNED = b"workstation survey "


def content_hash(survey: Survey) -> str:
    return crypto.sha256(encode(replace(survey, content_sha256="", signature="")))


def sealed(survey: Survey, sign: Callable[[bytes], bytes]) -> Survey:
    """The survey with its hash and the device's signature; `sign` signs with the device's key."""
    digest = content_hash(survey)
    signature = base64.b64encode(sign(_SIGNED + digest.encode())).decode()
    return replace(survey, content_sha256=digest, signature=signature)


def is_whole(survey: Survey) -> bool:
    """Whether the hash that it names is that of what it says."""
    return content_hash(survey) == survey.content_sha256


def is_signed(survey: Survey, public_key: bytes) -> bool:
    """Whether the device of this key signed the hash that the survey names."""
    try:
        signature = base64.b64decode(survey.signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return crypto.verify(public_key, _SIGNED + survey.content_sha256.encode(), signature)
