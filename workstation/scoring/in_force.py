"""The order that says which bundle is in force, where that is not simply the newest: how one is rolled back.

An order is one small file beside the bundles, signed by as many keys of the trust root as a bundle needs. It
names a bundle by version and hash; newer ones are passed over and stay where they are, older ones stay to
replay what was decided by them. Without an order the newest good bundle is in force.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation.domain.assessment import BundleRef
from workstation.errors import KnownError
from workstation.scoring.signed_file import read_signed, write_signed
from workstation.scoring.trust import TrustRoot

ORDER = "in-force.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Order:
    """`bundle` is in force from `since` on, because of `reason`."""

    bundle: BundleRef
    since: date
    reason: str

    def to_bytes(self) -> bytes:
        """What is signed: canonical JSON."""
        plain = {
            "format": _FORMAT,
            "bundle": asdict(self.bundle),
            "since": self.since.isoformat(),
            "reason": self.reason,
        }
        return (json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write_order(models_folder: Path, order: Order, private_keys: Sequence[bytes], trust: TrustRoot) -> None:
    """Put the order in place of an older one. Raises `KnownError` (`bundle.signature`) where the keys are not
    enough keys of the trust root; nothing is written then."""
    write_signed(models_folder / ORDER, "order", order.to_bytes(), private_keys, trust)


def read_order(models_folder: Path, trust: TrustRoot) -> Order | None:
    """The order in this folder; None where there is none. Raises `KnownError`: `bundle.damaged` where it
    cannot be read, `bundle.version` where it is of another format, `bundle.signature`."""
    body = read_signed(models_folder / ORDER, "order", trust)
    return None if body is None else _order(body)


def _order(body: bytes) -> Order:
    """An order whose signatures are good, and which may still be of another format than ours."""
    try:
        plain = json.loads(body)
        if plain["format"] != _FORMAT:
            raise refuse.newer(ORDER, plain["format"])
        bundle = plain["bundle"]
        ref = BundleRef(str(bundle["name"]), int(bundle["version"]), str(bundle["sha256"]))
        return Order(ref, date.fromisoformat(plain["since"]), str(plain["reason"]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise refuse.damaged(ORDER, "is malformed") from None


def no_such_version(version: int, known: Sequence[int]) -> KnownError:
    """There is no bundle of the version that was asked for, or none older than the one in force."""
    there = ", ".join(map(str, known)) or "none"
    return KnownError(
        "bundle.none",
        f"there is no bundle of version {version} to put in force" if version else "there is no older bundle",
        remedy=f"Versions here: {there}.",
    )
