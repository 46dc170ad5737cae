"""Who may publish a scenario: the two makers of it, the algorithm side and the business side, both of them.

Each side holds keys of its own in the trust root; a scenario is signed over its file's very bytes by at least
one key of each. Which side a signature speaks for is said by the root, never by the signature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workstation import crypto
from workstation.crypto import key_id
from workstation.errors import KnownError

TRUST = "trust.json"
SIGNATURES = ".sig.json"
"""Signatures lie beside their file: `double-eleven.toml`, `double-eleven.sig.json`."""

_CONTEXT = b"workstation scenario\n"


class Side(StrEnum):
    ALGORITHM = "algorithm"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Makers:
    """The trust root: public keys by id with the side that holds each. `demo` marks one that came with the
    program: good for showing, never for lending."""

    keys: Mapping[str, tuple[Side, bytes]]
    demo: bool = False

    def side_of(self, key: str) -> Side | None:
        return self.keys[key][0] if key in self.keys else None


def read_makers(path: Path) -> Makers:
    """Read a trust root. Raises `KnownError` (`scenario.trust`) where it is missing, makes no sense, or one
    side has no key: then nothing could ever be published."""
    try:
        plain = json.loads(path.read_bytes())
        found = [(Side(row["side"]), bytes.fromhex(row["public"])) for row in plain["keys"]]
        makers = Makers({key_id(public): (side, public) for side, public in found}, plain["demo"] is True)
    except OSError:
        raise _untrusted(path.name, "there is no trust root") from None
    except (ValueError, KeyError, TypeError):
        raise _untrusted(path.name, "the trust root is malformed") from None
    if len(makers.keys) != len(found):
        raise _untrusted(path.name, "one key stands twice in the trust root")
    if {side for side, _ in makers.keys.values()} != set(Side):
        raise _untrusted(path.name, "a side has no key in the trust root")
    return makers


def signed_by(data: bytes, signatures: bytes, makers: Makers) -> frozenset[Side]:
    """The sides whose signature over these bytes is valid; empty where there is none."""
    return frozenset(
        makers.keys[key][0]
        for key, signature in _claimed(signatures).items()
        if key in makers.keys and _valid(data, key, signature, makers)
    )


def check_signed(data: bytes, signatures: bytes, makers: Makers, where: str) -> None:
    """Raises `KnownError` (`scenario.signature`) unless both sides signed these very bytes, and says what is
    lacking: nobody signed, one side alone, or the file is not the one that was signed."""
    claimed = {key: signature for key, signature in _claimed(signatures).items() if key in makers.keys}
    broken = sorted(key for key, signature in claimed.items() if not _valid(data, key, signature, makers))
    if broken:
        side = makers.keys[broken[0]][0].value
        raise _refused(where, f"it was changed after the {side} side signed it (key {broken[0]})")
    sides = {makers.keys[key][0] for key in claimed}
    if not sides:
        raise _refused(where, "nobody whom we trust has signed it")
    if lacking := set(Side) - sides:
        signed, missing = min(sides).value, min(lacking).value
        raise _refused(where, f"only the {signed} side has signed it, the {missing} side has not")


def add_signature(data: bytes, signatures: bytes, private: bytes, makers: Makers, where: str) -> bytes:
    """The signatures with one more, in place of an older one of the same key. What no longer fits the file is
    left out: it was signed before the file was changed. Raises `KnownError` (`scenario.key`) for a key that
    is not in the trust root."""
    key = key_id(crypto.public_key(private))
    if key not in makers.keys:
        raise KnownError(
            "scenario.key",
            f"the key {key} belongs to neither side of the trust root",
            where=where,
            remedy="Have its public key put into trust.json, under its side.",
        )
    held = {k: s for k, s in _claimed(signatures).items() if k in makers.keys and _valid(data, k, s, makers)}
    held[key] = crypto.sign(private, _CONTEXT + data)
    plain = {"signatures": [{"key": k, "signature": s.hex()} for k, s in sorted(held.items())]}
    return (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode()


def signatures_beside(path: Path) -> Path:
    return path.with_suffix(SIGNATURES)


def read_signatures(path: Path) -> bytes:
    """The signatures beside a scenario file; empty where there are none."""
    try:
        return signatures_beside(path).read_bytes()
    except FileNotFoundError:
        return b""


def _claimed(signatures: bytes) -> dict[str, bytes]:
    """Signatures by key, whatever they are worth; what cannot be read signs nothing."""
    try:
        return {s["key"]: bytes.fromhex(s["signature"]) for s in json.loads(signatures)["signatures"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _valid(data: bytes, key: str, signature: bytes, makers: Makers) -> bool:
    return crypto.verify(makers.keys[key][1], _CONTEXT + data, signature)


def _untrusted(where: str, what: str) -> KnownError:
    return KnownError(
        "scenario.trust",
        f"no scenario can be checked: {what}",
        where=where,
        remedy="Put the lender's trust.json back into resources/scenarios.",
    )


def _refused(where: str, what: str) -> KnownError:
    return KnownError(
        "scenario.signature",
        f"the scenario is not published: {what}",
        where=where,
        remedy="Have both makers, the algorithm side and the business side, sign the file as it is.",
    )
