"""The nine kinds of evidence about a seller and how far a file covers each.

Eight domains are weighed together (综合判断); trading behaviour on the platforms stands under all of them.
A domain without records is *not covered*: missing is never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.domain.text import Bilingual


class EvidenceDomain(StrEnum):
    TRADING = "trading"
    FIRM_CREDIT = "firm_credit"
    BANK_LOANS = "bank_loans"
    PERSONAL_LOANS = "personal_loans"
    PAYMENT_ACCOUNT = "payment_account"
    FINANCIALS = "financials"
    SUPPLY_CHAIN = "supply_chain"
    TRADES_AROUND = "trades_around"
    ECONOMY = "economy"


DOMAIN_NAMES: dict[EvidenceDomain, Bilingual] = {
    EvidenceDomain.TRADING: Bilingual("平台交易", "Platform trading"),
    EvidenceDomain.FIRM_CREDIT: Bilingual("第三方征信", "Credit checks on the firm"),
    EvidenceDomain.BANK_LOANS: Bilingual("银行贷款", "Bank loans"),
    EvidenceDomain.PERSONAL_LOANS: Bilingual("个人贷款", "Personal loans"),
    EvidenceDomain.PAYMENT_ACCOUNT: Bilingual("支付账户使用", "Payment-account use"),
    EvidenceDomain.FINANCIALS: Bilingual("财务信息", "Financial statements"),
    EvidenceDomain.SUPPLY_CHAIN: Bilingual("供应链信息", "Supply chain"),
    EvidenceDomain.TRADES_AROUND: Bilingual("上下游产业", "Upstream and downstream trades"),
    EvidenceDomain.ECONOMY: Bilingual("经济大环境", "The economy at large"),
}


@dataclass(frozen=True, slots=True)
class DomainCoverage:
    """What one file holds in one domain: how many records, from when to when, from which sources."""

    domain: EvidenceDomain
    records: int = 0
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()

    @property
    def covered(self) -> bool:
        return self.records > 0

    def age_days(self, as_of: date) -> int | None:
        """Whole days between the newest record and `as_of`; None where there is no record."""
        return None if self.last is None else max((as_of - self.last).days, 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One entry for every domain, in the order of `EvidenceDomain`."""

    domains: tuple[DomainCoverage, ...]

    def of(self, domain: EvidenceDomain) -> DomainCoverage:
        return next((d for d in self.domains if d.domain is domain), DomainCoverage(domain))

    @property
    def covered(self) -> tuple[EvidenceDomain, ...]:
        return tuple(d.domain for d in self.domains if d.covered)

    @property
    def missing(self) -> tuple[EvidenceDomain, ...]:
        return tuple(d.domain for d in self.domains if not d.covered)

    @property
    def share(self) -> float:
        """Covered domains over all domains, 0–1."""
        return len(self.covered) / len(self.domains) if self.domains else 0.0
