"""What the need models say of one applicant, on the day of its last record or on one that is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workstation.domain.assessment import ModelOutput
from workstation.domain.records import ApplicantFile
from workstation.services.currency import CurrencyTable

if TYPE_CHECKING:
    from workstation.scoring import ModelSuite


def need_of(
    file: ApplicantFile, suite: ModelSuite, currencies: CurrencyTable, as_of: date | None
) -> tuple[ModelOutput, ...]:
    """The answers of every model whose role is need, those that do not speak included; none for a file
    without a day. Raises `KnownError` (`currency.unknown`)."""
    from workstation.features import compute_features
    from workstation.portfolio import last_record

    day = as_of or last_record(file.ledgers) or file.applicant.observed_until
    if day is None:
        return ()
    rate = currencies.rate(file.applicant.currency, day)
    features = compute_features(file.ledgers, file.applicant, day, rate=rate)
    return tuple(output for output in suite.outputs(features) if output.role == "need")
