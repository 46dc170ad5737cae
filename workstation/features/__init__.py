"""Features: from an applicant's ledgers to named figures with a definition, a unit and a direction.

Takes ledgers and a day, gives a `FeatureVector`, the file's `Coverage` of the nine evidence domains, and the
`CashInputs` of the limit. Nothing dated after that day moves any figure; a figure without evidence is None,
never zero. Numpy and pandas are loaded with the first figure, not with this package.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from workstation.features.dictionary import DICTIONARY, FEATURES, features_of, schema_sha256
from workstation.features.feature import Direction, Family, Feature, Unit

if TYPE_CHECKING:
    from workstation.domain.assessment import FeatureVector
    from workstation.domain.evidence import Coverage
    from workstation.domain.ledger import Ledgers
    from workstation.domain.lending import CashInputs
    from workstation.domain.records import Applicant, ApplicantFile

__all__ = [
    "DICTIONARY",
    "FEATURES",
    "Direction",
    "Family",
    "Feature",
    "Unit",
    "cash_inputs",
    "compute_features",
    "coverage_of",
    "features_of",
    "schema_sha256",
]


def compute_features(
    ledgers: Ledgers, applicant: Applicant, as_of: date, *, rate: float | Fraction = 1
) -> FeatureVector:
    """Every feature of the dictionary as of the end of `as_of`, None where there is no evidence.

    `rate` is yuan per unit of the ledgers' currency; a float counts as its shortest decimal text.
    Raises `KnownError` `features.rate` where it is not above zero.
    """
    from workstation.features.compute import compute

    return compute(ledgers, applicant, as_of, rate)


def coverage_of(file: ApplicantFile, as_of: date) -> Coverage:
    """What the file holds in each evidence domain up to the end of `as_of`; empty domains are listed too."""
    from workstation.features.coverage import coverage

    return coverage(file, as_of)


def cash_inputs(ledgers: Ledgers, as_of: date, rate: float | Fraction = 1) -> CashInputs:
    """What the ledgers say about cash, in fen of the lending currency; `rate` as in `compute_features`."""
    from workstation.features.cash import cash

    return cash(ledgers, as_of, rate)
