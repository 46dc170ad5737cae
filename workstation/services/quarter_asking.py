"""Who asks in a simulated quarter, and what the bundle in force makes of each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import log
from typing import TYPE_CHECKING

from workstation.domain.assessment import FeatureVector
from workstation.domain.decided import Decided
from workstation.domain.lending import Outcome
from workstation.services.quarter_run import Cohort, Run

if TYPE_CHECKING:
    from workstation.scoring import ModelSuite
    from workstation.training.simulator import SimulatedSeller


def asked(run: Run, quarter: int, kept: list[SimulatedSeller] | None = None) -> Cohort:
    """Everybody who asks in a quarter, before any model spoke; the first few sellers go into `kept` whole."""
    from workstation.training.quarters import sellers_of

    rows, vectors, bad, late_on = [], [], [], []
    for seller, vector in sellers_of(run.plan, quarter):
        if kept is not None and len(kept) < run.terms.kept:
            kept.append(seller)
        rows.append(
            Decided(
                id=seller.applicant.id,
                applicant=seller.applicant.id,
                decided_on=seller.as_of,
                product=run.terms.product,
                outcome=Outcome.REFER.value,
                proposed=Outcome.REFER.value,
                bundle="",
                model="",
                probability=None,
                score=None,
                grade="",
                asked=round(seller.principal * 100),
                shop_kind=seller.applicant.shop_kind.value,
                trade=seller.applicant.trade,
            )
        )
        vectors.append(vector)
        bad.append(seller.defaulted)
        days = seller.outcomes.late_after_days
        late_on.append(None if days is None else seller.as_of + timedelta(days=days))
    return Cohort(quarter, rows, vectors, bad, late_on)


def scored(
    run: Run, rows: list[Decided], vectors: list[FeatureVector], suite: ModelSuite, model_id: str
) -> list[Decided]:
    """The rows as the bundle in force decides them: lent to up to the product's cut-off, else declined, and
    referred where the model does not speak."""
    rules = run.terms.rules
    cutoff = float(rules.policy.admission_of(rules.product(run.terms.product)).cutoff)
    found = suite.assess_many(vectors)[model_id]
    entry, bundle = suite.model(model_id).entry, f"{suite.ref.name}-{suite.ref.version}"
    decided = []
    for row, vector, probability in zip(rows, vectors, found, strict=True):
        known = {name: vector.get(name) for name in entry.features}
        row = replace(row, bundle=bundle, model=model_id, features=known)
        if probability is not None:
            lends = probability <= cutoff
            word = (Outcome.APPROVE if lends else Outcome.DECLINE).value
            row = replace(
                row,
                outcome=word,
                proposed=word,
                probability=probability,
                score=entry.scale.points(log(probability / (1.0 - probability))),
                grade=entry.scale.grade(probability),
                amount=row.asked if lends else 0,
                drawn_on=row.decided_on if lends else None,
            )
        decided.append(row)
    return decided


def lent_to_all(run: Run, cohort: Cohort, suite: ModelSuite, model_id: str) -> list[Decided]:
    """The rows of a quarter of the quiet year, in which everybody was lent to, with what the model says of
    each."""
    return [
        replace(
            row,
            outcome=Outcome.APPROVE.value,
            proposed=Outcome.APPROVE.value,
            amount=row.asked,
            drawn_on=row.decided_on,
        )
        for row in scored(run, cohort.rows, cohort.vectors, suite, model_id)
    ]
