"""A small file beside the bundles: a text, and signatures over its bytes by keys of the trust root.

Goes in: canonical JSON and private keys. Comes out: one file that holds both, and later the very bytes that
were signed. As many keys must have signed as a bundle needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation import crypto
from workstation.crypto import key_id
from workstation.files import write_whole
from workstation.scoring.trust import TrustRoot, check_signatures


def write_signed(path: Path, word: str, body: bytes, keys: Sequence[bytes], trust: TrustRoot) -> None:
    """Put the file in place of an older one; its text stands under `word`. Raises `KnownError`
    (`bundle.signature`) where the keys are not enough keys of the trust root; nothing is written then."""
    signatures = _signatures(body, keys)
    check_signatures(body, signatures, trust, path.name)
    plain = {word: body.decode(), **json.loads(signatures)}
    data = json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(path, data.encode(), private=False)


def read_signed(path: Path, word: str, trust: TrustRoot) -> bytes | None:
    """The bytes that were signed; None where there is no file. Raises `KnownError`: `bundle.damaged` where it
    cannot be read, `bundle.signature`."""
    data = bytes_of(path)
    return signed_in(data, path.name, word, trust) if data else None


def bytes_of(path: Path) -> bytes:
    """The file as it lies there; empty where there is none. Raises `KnownError` (`bundle.damaged`)."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError:
        raise refuse.damaged(path.name, "cannot be read") from None


def signed_in(data: bytes, where: str, word: str, trust: TrustRoot) -> bytes:
    """The bytes that were signed, out of a file's. Raises `KnownError` as `read_signed`."""
    try:
        plain = json.loads(data.decode())
        body = str(plain[word]).encode()
        signatures = json.dumps({"signatures": plain["signatures"]}).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refuse.damaged(where, "is malformed") from None
    check_signatures(body, signatures, trust, where)
    return body


def _signatures(body: bytes, keys: Iterable[bytes]) -> bytes:
    signed = {key_id(crypto.public_key(key)): crypto.sign(key, body).hex() for key in keys}
    return json.dumps(
        {"signatures": [{"key": k, "signature": s} for k, s in sorted(signed.items())]}
    ).encode()
