"""Which evidence domains a file covers: how many records, from when to when, from which source.

What a ledger is evidence of is a table. Invoices show whom a firm trades with and what it buys; they are
not financial statements, which stand in for FINANCIALS only where a visit made them: sales, costs, stock and
debts as they were told, counted and shown. FIRM_CREDIT and ECONOMY stay uncovered, of which no record exists
in a file. A void invoice is evidence of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from workstation.domain.evidence import Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.ledger import DAY
from workstation.domain.records import ApplicantFile, ApplicantKind
from workstation.features.windows import Integers, seen

_EPOCH = date(1970, 1, 1)

_LEDGER_DOMAINS: dict[str, tuple[EvidenceDomain, ...]] = {
    "orders": (EvidenceDomain.TRADING,),
    "items": (EvidenceDomain.TRADING,),
    "shipments": (EvidenceDomain.TRADING,),
    "reviews": (EvidenceDomain.TRADING,),
    "takings": (EvidenceDomain.TRADING,),
    "payments": (EvidenceDomain.PAYMENT_ACCOUNT,),
    "survey_figures": (EvidenceDomain.FINANCIALS,),
}
_SOURCES = {"survey_figures": "visit"}
"""Who says it where that is not the source of the file."""
_INVOICE_DOMAINS: dict[str, tuple[EvidenceDomain, ...]] = {
    "sale": (EvidenceDomain.TRADES_AROUND,),  # downstream: whom it sells to
    "purchase": (EvidenceDomain.TRADES_AROUND, EvidenceDomain.SUPPLY_CHAIN),  # upstream: whom it buys from
}
_LOAN_DOMAINS = {
    ApplicantKind.FIRM: EvidenceDomain.BANK_LOANS,
    ApplicantKind.PERSON: EvidenceDomain.PERSONAL_LOANS,
}


@dataclass(frozen=True, slots=True)
class _Evidence:
    domain: EvidenceDomain
    records: int
    first: date
    last: date
    source: str


def coverage(file: ApplicantFile, as_of: date) -> Coverage:
    """See `workstation.features.coverage_of`."""
    found = [*_of_ledgers(file, as_of), *_of_invoices(file, as_of), *_of_loans(file, as_of)]
    return Coverage(tuple(_gather(domain, found) for domain in EvidenceDomain))


def _gather(domain: EvidenceDomain, found: list[_Evidence]) -> DomainCoverage:
    own = [e for e in found if e.domain is domain]
    if not own:
        return DomainCoverage(domain)
    return DomainCoverage(
        domain,
        sum(e.records for e in own),
        min(e.first for e in own),
        max(e.last for e in own),
        tuple(sorted({e.source for e in own})),
    )


def _dated(domains: tuple[EvidenceDomain, ...], times: Integers, source: str) -> Iterator[_Evidence]:
    """Evidence of rows in order of time, one entry for each domain."""
    if len(times):
        first, last = (_EPOCH + timedelta(days=int(t) // DAY) for t in (times[0], times[-1]))
        yield from (_Evidence(d, len(times), first, last, source) for d in domains)


def _of_ledgers(file: ApplicantFile, as_of: date) -> Iterator[_Evidence]:
    for kind, domains in _LEDGER_DOMAINS.items():
        rows = seen(file.ledgers, kind, as_of)
        if rows is not None:
            yield from _dated(domains, rows.times, _SOURCES.get(kind, file.applicant.source))


def _of_invoices(file: ApplicantFile, as_of: date) -> Iterator[_Evidence]:
    rows = seen(file.ledgers, "invoices", as_of)
    if rows is None:
        return
    valid = rows.words("status") == "valid"
    for direction, domains in _INVOICE_DOMAINS.items():
        side = np.asarray(rows.words("direction") == direction) & valid
        yield from _dated(domains, rows.times[side], file.applicant.source)


def _of_loans(file: ApplicantFile, as_of: date) -> Iterator[_Evidence]:
    for loan in file.loans:
        if loan.granted_on <= as_of:
            domain = _LOAN_DOMAINS[file.applicant.kind]
            yield _Evidence(domain, 1, loan.granted_on, loan.granted_on, loan.lender)
