"""Making the sample: cases to ledgers by the simulator, records beside them, all into one folder.

In: a folder and a seed. Out: `sellers.json` with the records and one Parquet file for each kind of ledger.
The same seed gives the same bytes. The sample is for showing; no model is trained on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from workstation.domain.ledger import LedgerBlock, Ledgers
from workstation.domain.records import (
    Applicant,
    ApplicantKind,
    Application,
    Authorisation,
    ConsentScope,
    Loan,
    Shop,
)
from workstation.training.sample.cases import BUSINESS_DAY, CASES, Case, Consent, Seen
from workstation.training.sample.folder import SampleSeller, write_folder
from workstation.training.sample.places import PLACES, Place
from workstation.training.sample.written import written_ledgers
from workstation.training.simulator.cash import run_cash
from workstation.training.simulator.causes import Causes, draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.invoice_ledgers import invoice_ledgers
from workstation.training.simulator.life import Life, life_of
from workstation.training.simulator.shop_ledgers import shop_ledgers
from workstation.training.simulator.trades import TRADES
from workstation.training.simulator.views import KINDS, View
from workstation.training.simulator.world import TRAINING_WORLD

SOURCE = "sample"
_FEN = 100
_WORLD = replace(
    TRAINING_WORLD,
    name=SOURCE,
    first_as_of=BUSINESS_DAY,
    last_as_of=BUSINESS_DAY,
    level_noise=0.22,
    shock_rate=0.0,
    brushing_share=0.0,
    festival_gap=0.0,
)
_TRADE_NUMBER = {trade.key: number for number, trade in enumerate(TRADES)}
_SETTLED: Mapping[str, float] = {
    # What the demonstration's sellers have in common unless their row says otherwise.
    "growth": 0.08,
    "carried": 0.0,
    "ahead": 2,
    "supply_failure": 0.0,
    "distance": 1.0,
    "weekend": 0.0,
    "circle": 1.0,
    "supply": 1.0,
    "invoiced_share": 1.0,
    "face_limit": 0.0,
    "craft": 0.0,
    "impulse": 0.0,
    "volatility": 0.8,
    "dispersion": 6.0,
    "promotion": 0.5,
    "bare_needs": 0.0,
    "household": 0.25,
    "optimism": 1.0,
    "buffer": 70.0,
    "concentration": 0.3,
    "seen_share": 1.0,
    "ship_within": 48.0,
}


def write_sample(folder: Path, seed: int = 2026) -> tuple[SampleSeller, ...]:
    """Make every case and write it to `folder`, made where it is missing. Returns what was written."""
    sellers = tuple(make_seller(case, seed) for case in CASES)
    write_folder(folder, sellers)
    return sellers


def make_seller(case: Case, seed: int = 2026) -> SampleSeller:
    """One case as records and ledgers."""
    return SampleSeller(
        applicant=_applicant(case),
        shops=_shops(case),
        authorisations=(_authorisation(case),),
        applications=(_application(case),),
        loans=_loans(case),
        ledgers=Ledgers(_ledgers(case, seed) | written_ledgers(case.id)),
    )


def _ledgers(case: Case, seed: int) -> dict[str, LedgerBlock]:
    if case.seen is Seen.NOTHING:
        return {}
    if case.seen is Seen.INVOICES:
        return invoice_ledgers(_life(case, View.INVOICE, seed), _rng(case, seed, 3))
    shop = _life(case, View.SHOP, seed)
    blocks = shop_ledgers(shop, _rng(case, seed, 2), tuple(s.id for s in _shops(case)))
    blocks = {kind: block for kind, block in blocks.items() if kind not in case.lacks}
    if case.seen is Seen.SHOP_AND_PURCHASES:
        blocks |= invoice_ledgers(shop, _rng(case, seed, 3), sales=False)
    if case.seen is Seen.SHOP_AND_INVOICES:
        blocks |= invoice_ledgers(_life(case, View.INVOICE, seed), _rng(case, seed, 3))
    return blocks


def _rng(case: Case, seed: int, stream: int) -> np.random.Generator:
    return np.random.default_rng([seed, case.seed, stream])


def _life(case: Case, view: View, seed: int) -> Life:
    rng = _rng(case, seed, 0 if view is View.SHOP else 1)
    causes = _causes_of(case, view, draw_causes(_WORLD, view, rng, 1))
    demand = draw_demand(_WORLD, view, causes, rng)
    return life_of(causes, demand, run_cash(view, causes, demand, rng), 0)


def _causes_of(case: Case, view: View, drawn: Causes) -> Causes:
    """The drawn causes with what the case's row says in their place."""
    trade = TRADES[_TRADE_NUMBER[case.trade]]
    invoiced = view is View.INVOICE
    said: dict[str, float] = {
        "trade": _TRADE_NUMBER[case.trade],
        "kind": KINDS.index(case.kind),
        "as_of": case.ends.toordinal(),
        "age": min(case.days, int(case.opened * 365)),
        "diligence": case.health,
        "sales": case.invoice_sales if invoiced else case.sales,
        "price": case.invoice_price if invoiced else case.price,
        "margin": trade.margin * (0.62 if invoiced else 1.0),
        "fixed_cost": 0.2 * trade.margin,
        "refunds": trade.refunds * (0.15 if invoiced else 1.0),
        "debt": 0.0,
        **_SETTLED,
        **case.causes,
    }
    values: dict[str, Any] = {
        name: np.array([value]).astype(getattr(drawn, name).dtype) for name, value in said.items()
    }
    return replace(drawn, **values)


def _applicant(case: Case) -> Applicant:
    number, place = int(case.id[1:]), PLACES.get(case.id, Place(""))
    return Applicant(
        id=f"{SOURCE}:{case.id}",
        source=SOURCE,
        source_id=case.id,
        name=case.name,
        kind=ApplicantKind.PERSON if case.person else ApplicantKind.FIRM,
        shop_kind=case.kind,
        trade=case.trade,
        region=case.region,
        address=case.address,
        phone=f"100-0000-{number:04d}",  # no such numbers are given out
        opened_on=_opened_on(case),
        currency="CNY",
        observed_until=BUSINESS_DAY,
        controller_id=f"{SOURCE}:{case.controller}" if case.controller else "",
        position=place.position,
        open_hours=place.hours,
        listed_as=case.listed_as,
    )


def _opened_on(case: Case) -> date:
    return BUSINESS_DAY - timedelta(days=int(case.opened * 365))


def _shops(case: Case) -> tuple[Shop, ...]:
    return tuple(
        Shop(
            id=f"{case.id}-{number}",
            applicant_id=f"{SOURCE}:{case.id}",
            name=name,
            platform=case.platform,
            opened_on=_opened_on(case) + timedelta(days=200 * (number - 1)),
        )
        for number, name in enumerate(case.shops, 1)
    )


def _authorisation(case: Case) -> Authorisation:
    signed = date(2025, 10, 8) if case.consent is Consent.EXPIRED else BUSINESS_DAY - timedelta(days=18)
    return Authorisation(
        id=f"{SOURCE}-consent-{case.id}",
        applicant_id=f"{SOURCE}:{case.id}",
        scopes=tuple(ConsentScope),
        signed_on=signed,
        expires_on=signed + timedelta(days=365),
        withdrawn_on=BUSINESS_DAY - timedelta(days=2) if case.consent is Consent.WITHDRAWN else None,
    )


def _application(case: Case) -> Application:
    return Application(
        id=f"{SOURCE}-request-{case.id}",
        applicant_id=f"{SOURCE}:{case.id}",
        product=case.product,
        amount=case.request * _FEN,
        months=case.months,
        method=case.method,
        purpose=case.purpose,
        asked_on=BUSINESS_DAY - timedelta(days=1 + int(case.id[1:]) % 4),
    )


def _loans(case: Case) -> tuple[Loan, ...]:
    return tuple(
        Loan(
            id=f"{SOURCE}-loan-{case.id}-{number}",
            applicant_id=f"{SOURCE}:{case.id}",
            product="credit",
            lender=owed.lender,
            granted_on=owed.granted_on,
            due_on=owed.due_on,
            principal=owed.principal * _FEN,
            outstanding=owed.outstanding * _FEN,
            days_past_due=owed.days_past_due,
        )
        for number, owed in enumerate(case.owes, 1)
    )
