"""Who may publish models: the trust root, and the signatures that a bundle needs from it.

A bundle is signed over its manifest's bytes by at least `threshold` different keys of the root; the two who
make a model, the one who knows the algorithms and the one who knows the business, each hold one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation import crypto
from workstation.crypto import key_id
from workstation.files import write_whole

SIGNATURES = "manifest.sig.json"


@dataclass(frozen=True, slots=True)
class TrustRoot:
    """Public keys by id and how many of them must have signed. `demo` marks a root whose keys are of
    nobody who lends: good for showing, never for lending."""

    keys: Mapping[str, bytes]
    threshold: int
    demo: bool = False

    @classmethod
    def of(cls, public_keys: Iterable[bytes], threshold: int = 2, *, demo: bool = False) -> TrustRoot:
        return cls({key_id(k): k for k in public_keys}, threshold, demo)

    def to_bytes(self) -> bytes:
        plain = {
            "demo": self.demo,
            "threshold": self.threshold,
            "keys": [{"id": i, "public": k.hex()} for i, k in sorted(self.keys.items())],
        }
        return (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode()


def read_trust(path: Path) -> TrustRoot:
    """Read a trust root. Raises `KnownError` `bundle.signature` where it is missing or makes no sense."""
    try:
        plain = json.loads(path.read_bytes())
        public_keys = [bytes.fromhex(k["public"]) for k in plain["keys"]]
        root = TrustRoot.of(public_keys, int(plain["threshold"]), demo=plain["demo"] is True)
    except OSError:
        raise refuse.signature(str(path), "cannot be checked: there is no trust root") from None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise refuse.signature(str(path), "cannot be checked: the trust root is malformed") from None
    if not 1 <= root.threshold <= len(root.keys):
        raise refuse.signature(str(path), "cannot be checked: the trust root's threshold is impossible")
    return root


def sign_manifest(folder: Path, private_keys: Iterable[bytes]) -> None:
    """Write the signatures of `private_keys` over the manifest in `folder`, in place of older ones."""
    message = (folder / "manifest.json").read_bytes()
    signatures = [
        {"key": key_id(crypto.public_key(private)), "signature": crypto.sign(private, message).hex()}
        for private in private_keys
    ]
    plain = {"signatures": sorted(signatures, key=lambda s: s["key"])}
    data = (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode()
    write_whole(folder / SIGNATURES, data, private=False)


def check_signatures(manifest: bytes, signatures: bytes, trust: TrustRoot, where: str) -> None:
    """Raise `KnownError` `bundle.signature` unless enough different keys of the root signed `manifest`."""
    try:
        claimed = {s["key"]: bytes.fromhex(s["signature"]) for s in json.loads(signatures)["signatures"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refuse.signature(where, "has no readable signatures") from None
    good = [k for k, s in claimed.items() if k in trust.keys and crypto.verify(trust.keys[k], manifest, s)]
    if len(good) < trust.threshold:
        raise refuse.signature(
            where,
            f"bears {len(good)} of the {trust.threshold} valid signatures it needs: "
            "it was changed, or is not from whom we trust",
        )
