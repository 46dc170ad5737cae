"""The monitor over what this place holds: a desk's cache, or a table that the hub wrote.

Goes in: decisions with what became of them. Comes out: the monitor's report on spans that are named or, where
they are not, on the last quarter of decisions against the same days a year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.domain.decided import Decided
from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.ports import CaseStore
from workstation.services.loan_book import all_files
from workstation.services.loans import Loans
from workstation.services.outcomes import decided_of

if TYPE_CHECKING:
    from workstation.portfolio import Monitor, PortfolioPolicy, Span
    from workstation.scoring.drift_reference import DriftReference
    from workstation.services.models import Models


def decided_here(cases: CaseStore, loans: Loans, as_of: date) -> Iterator[Decided]:
    """Every decision of every file in the officer's scope; ledgers are read where something was drawn."""
    for applicant_id in all_files(cases):
        yield from decided_in(cases, loans, cases.applicant_file(applicant_id, ledgers=False), as_of)


def decided_in(cases: CaseStore, loans: Loans, file: ApplicantFile, as_of: date) -> Iterator[Decided]:
    """Every decision of a file that was read without its ledgers."""
    if file.loan_events:
        file = cases.applicant_file(file.applicant.id)
    yield from decided_of(file, loans.rules, loans.policy, as_of)


def watch_rows(
    rows: Sequence[Decided],
    policy: PortfolioPolicy,
    as_of: date,
    now: Span | None = None,
    before: Span | None = None,
    bundle: DriftReference | None = None,
) -> Monitor:
    """Raises `KnownError` (`portfolio.nothing`) where nothing was decided."""
    from workstation.portfolio import monitor, year_before

    if not rows:
        raise KnownError(
            "portfolio.nothing", "nothing was decided yet", remedy="Come back once decisions are here."
        )
    now = now or _newest(rows)
    before = before or year_before([row.decided_on for row in rows], now)
    return monitor(rows, before, now, policy, as_of, bundle)


def _newest(rows: Sequence[Decided]) -> Span:
    from workstation.portfolio import Span
    from workstation.portfolio.awaited import SPAN_DAYS

    last = max(row.decided_on for row in rows)
    return Span(last - timedelta(days=SPAN_DAYS - 1), last)


def drift_of_bundle(models: Models | None) -> DriftReference | None:
    """How applicants lay in the time of the bundle in force; None where no bundle may be used today, or the
    one in force does not tell."""
    if models is None:
        return None
    try:
        return models.current().drift
    except KnownError:
        return None  # the assessment says what is wrong with it; a book can be watched all the same


def monitor_of(rows: Sequence[Decided], as_of: date, models: Models | None = None) -> Monitor:
    """The report by the shipped policy and the bundle in force. Raises `KnownError` (`portfolio.nothing`,
    `portfolio_policy.*`)."""
    from workstation.portfolio import load_portfolio_policy

    policy = load_portfolio_policy(resources() / "policies/portfolio.toml")
    return watch_rows(rows, policy, as_of, bundle=drift_of_bundle(models))
