"""The feature dictionary: every feature by name, in the order in which they are shown and stored.

Goes in: nothing. Comes out: the definitions, and the fingerprint by which a model bundle proves that it was
trained on these rules. It never imports numpy, so that a screen may read it before the first window is up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from workstation.features.feature import Family, Feature
from workstation.features.invoice_definitions import INVOICE_FEATURES
from workstation.features.shop_definitions import SHOP_FEATURES

FEATURES: Mapping[str, Feature] = MappingProxyType({f.name: f for f in (*SHOP_FEATURES, *INVOICE_FEATURES)})

DICTIONARY: Mapping[str, Feature] = FEATURES
"""Every feature that a model may read, whatever its subject."""


def features_of(family: Family) -> tuple[Feature, ...]:
    """The features of one family, in dictionary order."""
    return tuple(f for f in FEATURES.values() if f.family == family)


def schema_sha256(names: Iterable[str]) -> str:
    """Fingerprint of the rules behind `names`, in any order. Raises `KeyError` for an unknown name."""
    rows = [DICTIONARY[name].schema() for name in sorted(set(names))]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
