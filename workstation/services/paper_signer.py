"""The profile's own key for signing papers: made once, kept encrypted beside the cache, never leaves it.

Goes in: the profile's data key. Comes out: signed papers, and the fingerprint by which the hub and every
workstation know whose signature that is. A profile that is restored on another computer makes a new key;
papers signed before keep their signatures.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation import crypto
from workstation.clock import Clock
from workstation.errors import KnownError
from workstation.files import write_whole

if TYPE_CHECKING:
    from workstation.letters.signing import PaperSigner

log = logging.getLogger(__name__)

_CONTEXT = b"workstation paper signer"


class _Kept(msgspec.Struct):
    key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class PaperKey:
    """The key in its file, for a certificate in this name (the device's). It is read or made when it is first
    needed. Certificates live in real time, whatever day a profile plays: `clock` is the real one.

    Every use raises `KnownError` (`letter.signer`) where the file is damaged.
    """

    file: Path
    data_key: bytes
    name: str
    clock: Clock
    _making: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def sign(self, pdf: bytes) -> bytes:
        """The paper with an electronic signature over all its bytes."""
        from workstation.letters.signing import sign_pdf

        return sign_pdf(pdf, self._signer())

    def certificate_sha256(self) -> str:
        """The fingerprint of the certificate."""
        return crypto.sha256(self._signer().certificate)

    def _signer(self) -> PaperSigner:
        from workstation.letters.signing import new_signer

        with self._making:  # a paper may be signed while a sync asks for the fingerprint
            if self.file.is_file():
                return self._read()
            made: PaperSigner = new_signer(self.name, self.clock.now())
            plain = msgspec.msgpack.encode(_Kept(made.key, made.certificate))
            write_whole(self.file, crypto.encrypt(self.data_key, plain, _CONTEXT))
            return made

    def _read(self) -> PaperSigner:
        from workstation.letters.signing import PaperSigner

        try:
            plain = crypto.decrypt(self.data_key, self.file.read_bytes(), _CONTEXT)
            kept = msgspec.msgpack.decode(plain, type=_Kept)
        except (OSError, ValueError, KnownError) as error:
            raise KnownError(
                "letter.signer",
                "the key that signs papers cannot be read",
                where=self.file.name,
                remedy="Move the file away; a new key is made with the next paper.",
            ) from error
        return PaperSigner(kept.key, kept.certificate)


def make_known(key: PaperKey, register: Callable[[str], None]) -> None:
    """Tell the hub, just after enrolment, whose papers these will be. Where that does not come through, the
    first sync does it."""
    try:
        register(key.certificate_sha256())
    except KnownError as error:
        log.warning("the signing certificate was not registered yet: %s", error.code)
