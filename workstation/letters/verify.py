"""Says whether a paper is ours: the archived bytes, a changed copy, or nothing we know.

In: a file's bytes and two look-ups into the archive of letters. Out: the record of a genuine letter, or a
`KnownError` that says what is wrong; and, of its electronic signature, whose it is by what the hub last said
of the lender's devices. A letter's validity is another question, asked of the hub.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workstation.domain.records import LetterRecord
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError
from workstation.letters.codes import SCHEME
from workstation.letters.pages import page_count, page_text, unreadable
from workstation.letters.signing import SignatureState

Lookup = Callable[[str], LetterRecord | None]

_CLAIM = re.compile(rf"{SCHEME}\.([A-Za-z0-9][A-Za-z0-9-]{{2,39}})\.[0-9a-f]")
_CLAIM_IN_BYTES = re.compile(_CLAIM.pattern.encode())
_TAIL = 1024  # ISO 32000-1 annex H: the end mark stands in the last 1024 bytes


@dataclass(frozen=True, slots=True)
class Genuine:
    """The archived letter whose bytes these are."""

    record: LetterRecord
    file_sha256: str


def verify_letter(data: bytes, by_file: Lookup, by_number: Lookup) -> Genuine:
    """Compare a file with the archive.

    `by_file` looks a record up by the sha256 of the file's bytes, `by_number` by the letter's number. Raises
    `KnownError`: `letter.unreadable` (not a PDF, or half of one), `letter.altered` (claims a number of ours
    with other bytes), `letter.unknown` (no such letter).
    """
    file_sha256 = hashlib.sha256(data).hexdigest()
    if (record := by_file(file_sha256)) is not None:
        return Genuine(record, file_sha256)
    number = claimed_number(data)
    record = by_number(number) if number else None
    if record is not None:
        raise KnownError(
            "letter.altered",
            f"this paper claims to be letter {number}, but it is not the file that was issued",
            where=number,
            remedy="Do not rely on it; print the archived letter instead.",
        )
    raise KnownError(
        "letter.unknown",
        "no letter of ours has this number" if number else "this paper carries no number of a letter",
        where=number or file_sha256[:16],
        remedy="Synchronise and try again; if it stays unknown, treat the paper as false.",
    )


class Signing(StrEnum):
    """How a file's electronic signature stands."""

    NONE = "none"
    BROKEN = "broken"  # it does not fit the file
    UNKNOWN = "unknown"  # it fits, but no device of the lender's is known by its certificate
    KNOWN = "known"
    LOCKED_OUT = "locked_out"  # a device of the lender's signed after the hub had locked it out


@dataclass(frozen=True, slots=True)
class SignedBy:
    """How the signature stands and whose it is: the device with its officer where it is known, else the name
    that the certificate gives itself. `revoked_at` is when the device was locked out, empty if it was not."""

    signing: Signing
    name: str = ""
    officer_id: str = ""
    revoked_at: str = ""


def signed_by(state: SignatureState | None, signers: Iterable[PaperSigner]) -> SignedBy:
    """Whose signature a file carries.

    The moment of signing is the signer's word, so an earlier one does not clear a device that was locked
    out; a later one, or none, speaks against it.
    """
    if state is None:
        return SignedBy(Signing.NONE)
    if not state.valid or state.changed:
        return SignedBy(Signing.BROKEN, state.by)
    signer = next((s for s in signers if s.certificate_sha256 == state.certificate_sha256), None)
    if signer is None:
        return SignedBy(Signing.UNKNOWN, state.by)
    late = signer.revoked_at and (state.at is None or state.at >= datetime.fromisoformat(signer.revoked_at))
    signing = Signing.LOCKED_OUT if late else Signing.KNOWN
    return SignedBy(signing, signer.device_name, signer.officer_id, signer.revoked_at)


def claimed_number(data: bytes) -> str:
    """The number that a paper claims, out of its verification code, or an empty text.

    Raises `KnownError` `letter.unreadable` for what is not a whole PDF.
    """
    if not data.startswith(b"%PDF-"):
        raise unreadable("it does not begin as one")
    if b"%%EOF" not in data[-_TAIL:]:
        raise unreadable("its end is missing")
    # The code also stands among the file's key words, where damage to a page does not reach it.
    if match := _CLAIM_IN_BYTES.search(data):
        return match[1].decode("ascii")
    for index in range(page_count(data)):
        if found := _CLAIM.search(page_text(data, index)):
            return found[1]
    return ""
