"""Valid lending cases: a strong seller by default, from which a story changes what it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.factories import applicant
from workstation.domain.assessment import Assessment, BundleRef, Contribution, FeatureVector, ModelOutput
from workstation.domain.evidence import Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.lending import CashInputs, Exposure
from workstation.domain.records import Application, Authorisation, ConsentScope
from workstation.lending import LendingCase

TODAY = date(2026, 7, 1)
AS_OF = date(2026, 6, 30)
DRAW_ON = date(2026, 7, 4)
YUAN = 100

GRADE_PROBABILITIES = {
    "A": 0.0015,
    "B": 0.004,
    "C": 0.007,
    "D": 0.015,
    "E": 0.03,
    "F": 0.06,
    "G": 0.12,
    "H": 0.25,
}


def coverage(*domains: EvidenceDomain, last: date = AS_OF) -> Coverage:
    """What a file covers: every named domain has records up to `last`."""
    held = {
        domain: DomainCoverage(domain, 120, date(2024, 1, 1), last, ("test",))
        for domain in domains or (EvidenceDomain.TRADING, EvidenceDomain.PAYMENT_ACCOUNT)
    }
    return Coverage(tuple(held.get(domain, DomainCoverage(domain)) for domain in EvidenceDomain))


CONTRIBUTIONS = (
    Contribution("shop_refund_share", 0.082, -6.5),
    Contribution("shop_dispute_share", 0.01, -1.25),
    Contribution("shop_sales_growth_90d", -0.12, -3.0),
    Contribution("shop_monthly_sales_q10", 200_000.0, 9.0),
    Contribution("shop_months_trading", 40.0, 4.0),
    Contribution("shop_stars_mean", None, -0.75),
    Contribution("shop_top_buyer_share", 0.02, 0.1),
)


def output(grade: str = "B", **values: Any) -> ModelOutput:
    usual: dict[str, Any] = {
        "model": "pd_shop",
        "version": "1",
        "target": "default",
        "horizon_days": 365,
        "applies": True,
        "margin": -5.5,
        "probability": GRADE_PROBABILITIES[grade],
        "points": 640.0,
        "grade": grade,
        "base_points": 600.0,
        "contributions": CONTRIBUTIONS,
    }
    return ModelOutput(**{**usual, **values})


def assessment(grade: str = "B", **values: Any) -> Assessment:
    spoken = output(grade)
    features = {c.feature: c.value for c in spoken.contributions}
    usual: dict[str, Any] = {
        "applicant_id": "test:S1",
        "as_of": AS_OF,
        "features": FeatureVector(AS_OF, features),
        "coverage": coverage(),
        "outputs": (spoken,),
        "leading": spoken.model,
        "bundle": BundleRef("test", 1, "0" * 64),
    }
    return Assessment(**{**usual, **values})


def request(yuan: int = 100_000, months: int = 12, method: str = "equal-instalment") -> Application:
    return Application("app-1", "test:S1", "credit", yuan * YUAN, months, method, "stock", AS_OF)


STRONG_CASH = CashInputs(
    basis="orders",
    monthly_inflow_q10=200_000 * YUAN,
    turnover_12m=3_600_000 * YUAN,
    months_seen=12,
)


def case(**changes: Any) -> LendingCase:
    """A strong seller of apparel before an officer, who asks for 100,000 yuan over twelve months."""
    usual: dict[str, Any] = {
        "applicant": applicant(trade="apparel", opened_on=date(2022, 3, 1)),
        "application": request(),
        "assessment": assessment(),
        "cash": STRONG_CASH,
        "exposure": Exposure(),
        "consents": (consent(),),
        "officer_role": "officer",
        "today": TODAY,
        "draw_on": DRAW_ON,
    }
    return LendingCase(**{**usual, **changes})


def consent(**values: Any) -> Authorisation:
    usual: dict[str, Any] = {
        "id": "auth-1",
        "applicant_id": "test:S1",
        "scopes": (ConsentScope.DATA,),
        "signed_on": date(2026, 1, 1),
        "expires_on": date(2026, 12, 31),
    }
    return Authorisation(**{**usual, **values})


any_case = st.builds(
    case,
    application=st.builds(
        request,
        yuan=st.integers(1, 1_500_000),
        months=st.sampled_from([6, 12, 24]),
        method=st.sampled_from(["equal-instalment", "bullet", "gift"]),
    ),
    assessment=st.sampled_from("ABCDEFGH").map(assessment),
    cash=st.builds(
        CashInputs,
        basis=st.sampled_from(["orders", "invoices", ""]),
        monthly_inflow_q10=st.none() | st.integers(0, 10**9),
        turnover_12m=st.none() | st.integers(0, 10**10),
        months_seen=st.integers(0, 12),
        goods_share=st.none() | st.floats(0, 1).map(lambda share: round(share, 4)),
    ),
    exposure=st.builds(
        Exposure,
        own=st.integers(0, 10**8),
        related=st.integers(0, 10**8),
        monthly_service=st.integers(0, 10**6),
        worst_days_past_due=st.integers(0, 40),
    ),
    officer_role=st.sampled_from(["officer", "supervisor", "committee", "analyst", "auditor"]),
    draw_on=st.integers(0, 900).map(lambda days: DRAW_ON + timedelta(days=days)),
)
"""Cases of every kind, sound and unsound."""
