"""The feature dictionary: every feature by name, in the order in which they are shown and stored.

Goes in: nothing. Comes out: the definitions, and the fingerprint by which a model bundle proves that it was
trained on these rules. It never imports numpy, so that a screen may read it before the first window is up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from workstation.features.borrower_definitions import BORROWER_FEATURES
from workstation.features.fake_definitions import FAKE_FEATURES
from workstation.features.feature import Family, Feature
from workstation.features.firm_definitions import ECONOMY_FEATURES, FIRM_FEATURES
from workstation.features.invoice_definitions import INVOICE_FEATURES
from workstation.features.order_definitions import ORDER_FEATURES
from workstation.features.pace_definitions import PACE_FEATURES
from workstation.features.shop_definitions import SHOP_FEATURES
from workstation.features.survey_definitions import SURVEY_FEATURES
from workstation.features.trade_definitions import STOCK_FEATURES, TRADE_FEATURES

_OF_APPLICANTS = (
    *SHOP_FEATURES,
    *INVOICE_FEATURES,
    *FIRM_FEATURES,
    *TRADE_FEATURES,
    *SURVEY_FEATURES,
    *STOCK_FEATURES,
    *FAKE_FEATURES,
    *BORROWER_FEATURES,
    *ECONOMY_FEATURES,
    *PACE_FEATURES,
)
FEATURES: Mapping[str, Feature] = MappingProxyType({f.name: f for f in _OF_APPLICANTS})
"""The features of an applicant, all of which an assessment freezes."""

DICTIONARY: Mapping[str, Feature] = MappingProxyType({**FEATURES, **{f.name: f for f in ORDER_FEATURES}})
"""Every feature that a model may read, whatever its subject."""


def features_of(family: Family) -> tuple[Feature, ...]:
    """The features of one family, in dictionary order."""
    return tuple(f for f in DICTIONARY.values() if f.family == family)


def schema_sha256(names: Iterable[str]) -> str:
    """Fingerprint of the rules behind `names`, in any order. Raises `KeyError` for an unknown name."""
    rows = [DICTIONARY[name].schema() for name in sorted(set(names))]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
