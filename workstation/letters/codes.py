"""The short printable code that ties a paper to its record: `WSL1.<number>.<24 hex>.<signature>`.

The second part is the beginning of the content's hash; the last is whatever the signer gave, in base64url
without padding, and is left out where nobody signs. A code proves that a paper was issued; whether it still
holds is asked of the hub.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass

from workstation.errors import KnownError

SCHEME = "WSL1"
_HASH_LENGTH = 24
_CODE = re.compile(
    rf"{SCHEME}\.(?P<number>[A-Za-z0-9][A-Za-z0-9-]{{2,39}})\.(?P<hash>[0-9a-f]{{{_HASH_LENGTH}}})"
    r"(?:\.(?P<signature>[A-Za-z0-9_-]{16,400}))?"
)


@dataclass(frozen=True, slots=True)
class VerificationCode:
    """A code taken apart. `signed_part` is what the signature covers."""

    number: str
    content_prefix: str
    signature: bytes | None

    @property
    def signed_part(self) -> bytes:
        return f"{SCHEME}.{self.number}.{self.content_prefix}".encode()

    def names(self, content_sha256: str) -> bool:
        """Whether this is a code of the content with that hash."""
        return content_sha256.startswith(self.content_prefix)


def verification_code(number: str, content_sha256: str, sign: Callable[[bytes], bytes] | None) -> str:
    """The code of a letter. `sign` gets `WSL1.<number>.<24 hex>` and returns the signature's bytes."""
    stem = f"{SCHEME}.{number}.{content_sha256[:_HASH_LENGTH]}"
    if sign is None:
        return stem
    signature = base64.urlsafe_b64encode(sign(stem.encode())).rstrip(b"=").decode()
    return f"{stem}.{signature}"


def is_code(text: str) -> bool:
    """Whether a text is meant as a code, and not as the name of a file."""
    return text.strip().startswith(f"{SCHEME}.")


def read_code(text: str) -> VerificationCode:
    """Take a code apart, as scanned from the QR or typed from the paper (blanks and line ends are allowed).

    Raises `KnownError` `letter.code` where it is none.
    """
    match = _CODE.fullmatch("".join(text.split()))
    if match is None:
        raise _not_a_code()
    signature = match["signature"]
    try:
        data = (
            None if signature is None else base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        )
    except binascii.Error as error:
        raise _not_a_code() from error
    return VerificationCode(match["number"], match["hash"], data)


def _not_a_code() -> KnownError:
    return KnownError(
        "letter.code",
        "this is not a verification code of a letter",
        remedy="Scan the QR code on the last page again, or type the code under it.",
    )
