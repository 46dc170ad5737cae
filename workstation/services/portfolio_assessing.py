"""Assessing every applicant of an export, as the desk would assess each: same features, models and rules.

Goes in: what a source hands out, seller by seller. Comes out: one line for each of them, whether a model
could speak or not. Nothing is kept, nobody is decided on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile
from workstation.errors import BugError, KnownError
from workstation.services.appraisals import appraise
from workstation.services.currency import CurrencyTable
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.portfolio import AssessedLine, StandardRequest
    from workstation.scoring import ModelSuite

_ROLE = "committee"  # the widest authority: who may approve is no question of an export


@dataclass(frozen=True, slots=True)
class BookTerms:
    """`as_of` is one day for all; without it each applicant is assessed on the day of its own last record,
    and one without any record on the day up to which its source had been read."""

    suite: ModelSuite
    rules: Rulebook
    currencies: CurrencyTable
    product: str
    as_of: date | None = None

    def request(self) -> StandardRequest:
        """Raises `KnownError` (`product.unknown`, `portfolio.product`)."""
        from workstation.portfolio import standard_request

        return standard_request(self.rules.product(self.product))


def assess_files(files: Iterable[ApplicantFile], terms: BookTerms) -> Iterator[AssessedLine]:
    """One line a file, in their order. What cannot be assessed is a line too, with the reason. Raises
    `KnownError` (`product.unknown`, `portfolio.product`) before the first."""
    request = terms.request()
    return (_assessed(file, terms, request) for file in files)


def _assessed(file: ApplicantFile, terms: BookTerms, request: StandardRequest) -> AssessedLine:
    from workstation.portfolio import last_record, line_of, unassessed

    applicant = file.applicant
    as_of = terms.as_of or last_record(file.ledgers) or applicant.observed_until
    try:
        if as_of is None:
            raise KnownError(
                "portfolio.no_day", "the export holds no record and names no day",
                where=applicant.source_id, remedy="Name a day with --as-of.",
            )  # fmt: skip
        appraisal = _appraised(file, terms, request, as_of)
    except KnownError as error:
        return unassessed(applicant, request.product, request.amount, error)
    return line_of(applicant, appraisal.assessment, appraisal.proposal, appraisal.case.cash)


def appraise_alone(file: ApplicantFile, terms: BookTerms, *, amount: int) -> Appraisal:
    """One file on the day of the terms, asking for `amount` fen on otherwise standard terms. Raises
    `KnownError` (`product.unknown`, `portfolio.product`, `currency.unknown`)."""
    if terms.as_of is None:
        raise BugError("one file alone is appraised on a day that is named")
    return _appraised(file, terms, replace(terms.request(), amount=amount), terms.as_of)


def _appraised(file: ApplicantFile, terms: BookTerms, request: StandardRequest, as_of: date) -> Appraisal:
    from workstation.portfolio import assumed_consent

    return appraise(
        replace(file, authorisations=(assumed_consent(file.applicant.id, as_of),)),
        (),
        request.application(file.applicant.id, as_of),
        as_of=as_of,
        today=as_of,
        role=_ROLE,
        suite=terms.suite,
        rules=terms.rules,
        currencies=terms.currencies,
    )
