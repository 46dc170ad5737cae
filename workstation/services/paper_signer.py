"""The profile's own key for signing papers: made once, kept encrypted beside the cache, never leaves it.

Goes in: the profile's data key. Comes out: a function that signs a paper's bytes. A profile that is restored
on another computer makes a new key; papers signed before keep their signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from workstation import crypto
from workstation.clock import Clock
from workstation.errors import KnownError
from workstation.files import write_whole

_CONTEXT = b"workstation paper signer"


class _Kept(msgspec.Struct):
    key: bytes
    certificate: bytes


def paper_signer(
    file: Path,
    data_key: bytes,
    name: str,
    clock: Clock,
) -> Callable[[bytes], bytes]:
    """Sign papers in this name (the lender's and the device's). The key is read or made when the first paper
    is signed. Certificates live in real time, whatever day a profile plays. Raises `KnownError`
    (`letter.signer`) where the file is damaged."""
    return partial(_sign, file, data_key, name, clock)


def _sign(file: Path, data_key: bytes, name: str, clock: Clock, pdf: bytes) -> bytes:
    from workstation.letters.signing import PaperSigner, new_signer, sign_pdf

    if file.is_file():
        kept = _read(file, data_key)
        return sign_pdf(pdf, PaperSigner(kept.key, kept.certificate))
    made = new_signer(name, clock.now())
    plain = msgspec.msgpack.encode(_Kept(made.key, made.certificate))
    write_whole(file, crypto.encrypt(data_key, plain, _CONTEXT))
    return sign_pdf(pdf, made)


def _read(file: Path, data_key: bytes) -> _Kept:
    try:
        return msgspec.msgpack.decode(crypto.decrypt(data_key, file.read_bytes(), _CONTEXT), type=_Kept)
    except (OSError, ValueError, KnownError) as error:
        raise KnownError(
            "letter.signer",
            "the key that signs papers cannot be read",
            where=file.name,
            remedy="Move the file away; a new key is made with the next paper.",
        ) from error
