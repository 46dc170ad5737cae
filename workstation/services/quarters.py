"""Eight quarters of lending, simulated: a shift is planted, and the lender has to notice and to answer.

Goes in: a plan, the rules and a folder. Comes out: a story, quarter by quarter: how many asked and were lent
to by the bundle in force, what the monitor said, which challengers were tried once loans had matured, which
was promoted, how it was rolled back, and whether every decision ever kept still replays. Outcomes reach
nobody before the day on which a loan's time is over. Nothing forces the challenger to win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.assessment import FeatureVector
from workstation.domain.decided import Decided
from workstation.domain.lending import Outcome
from workstation.domain.text import Bilingual
from workstation.services.currency import CurrencyTable
from workstation.services.models import Models
from workstation.services.portfolio_assessing import BookTerms, appraise_alone
from workstation.services.quarter_values import Quarter, QuarterStory

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.portfolio import PortfolioPolicy, Segment
    from workstation.ports import KeptDecision
    from workstation.scoring import ModelSuite
    from workstation.services.challenges import Tried
    from workstation.training.gate import GatePolicy
    from workstation.training.quarters import QuarterPlan
    from workstation.training.simulator import SimulatedSeller
    from workstation.training.table import Progress, Table

NAME = "quarters"
_SURE = 0.99  # where nothing moves, about one quarter in fifty alarms: the score or any of the figures
_SIMULATED = Bilingual(
    "以模拟卖家的模拟贷款训练，未经真实贷款验证。",
    "Trained on simulated loans of simulated sellers; not validated on real loans.",
)


@dataclass(frozen=True)
class QuarterTerms:
    """`kept` decisions a quarter are frozen whole, to be replayed; `private_keys` sign what is promoted and
    rolled back."""

    rules: Rulebook
    currencies: CurrencyTable
    product: str
    rules_file: bytes
    policy: PortfolioPolicy
    gate: GatePolicy
    private_keys: Sequence[bytes]
    kept: int = 10
    threads: int = 1


@dataclass
class _Cohort:
    """Who asked in one quarter. In the quiet year everybody was lent to, later those up to the cut-off."""

    quarter: int
    rows: list[Decided]
    vectors: list[FeatureVector]
    bad: list[bool]

    def known_by(self, day: date) -> bool:
        return all(due is None or due <= day for due in (row.matures_on() for row in self.rows))

    def with_outcomes(self) -> list[Decided]:
        return [
            replace(row, bad=bad) if row.drawn_on is not None else row
            for row, bad in zip(self.rows, self.bad, strict=True)
        ]

    def loans(self) -> Table:
        """What training reads: loans alone, features as their decisions froze them."""
        from workstation.training.table import table_of

        quiet = self.quarter <= 0
        lent = [at for at, row in enumerate(self.rows) if quiet or row.drawn_on is not None]
        return table_of(
            [self.vectors[at] for at in lent],
            [self.bad[at] for at in lent],
            [self.rows[at].shop_kind for at in lent],
        )


@dataclass
class _Run:
    plan: QuarterPlan
    terms: QuarterTerms
    models_folder: Path
    progress: Progress
    cohorts: dict[int, _Cohort] = field(default_factory=dict)
    kept: list[KeptDecision] = field(default_factory=list)
    alarm_in: int = 0
    moved_since: int = 0
    promoted_in: int = 0

    def suite(self) -> ModelSuite:
        """What is in force now, opened as any desk would open it."""
        return Models(self.models_folder).current()


def run_quarters(plan: QuarterPlan, terms: QuarterTerms, out: Path, progress: Progress) -> QuarterStory:
    """Play the whole story in `out`, whose `models` folder holds the bundles afterwards. The same plan and
    keys give the same story, but for the microseconds. Raises `KnownError` as training and promoting do."""
    run = _Run(plan, terms, out / "models", progress)
    model_id = _first_bundle(run)
    quarters: list[Quarter] = []
    for number in range(1, plan.quarters + 1):
        cohort, quarter = _lend(run, number, model_id)
        run.cohorts[number] = cohort
        matured, segments = _matured(run, number)
        quarter = replace(quarter, matured=matured, calibration=segments)
        if not run.alarm_in and (quarter.watched.alarms or quarter.off):
            # Figures move at once; that loans fare otherwise is known when their quarter has had its time.
            run.alarm_in = number
            run.moved_since = number if quarter.watched.alarms else quarter.matured
        if run.alarm_in and not run.promoted_in:
            tried = _challenge(run, number, model_id)
            quarter = replace(quarter, tried=tried)
            if any(one.promoted for one in tried):
                run.promoted_in = number
        quarter = replace(quarter, replayed=_replay_all(run))
        quarters.append(quarter)
        progress(quarter.line())
    return _ending(run, quarters)


def _first_bundle(run: _Run) -> str:
    """Train the champion on the quiet year and put it into a folder of its own, signed."""
    from workstation.training.first_bundle import write_first_bundle

    plan, terms = run.plan, run.terms
    for quarter in (-3, -2, -1, 0):
        run.progress(f"quiet year: quarter {quarter}")
        run.cohorts[quarter] = _asked(run, quarter)
    learned = [run.cohorts[quarter] for quarter in (-3, -2, -1, 0)]
    model_id = write_first_bundle(
        run.models_folder,
        NAME,
        plan,
        [cohort.loans() for cohort in learned],
        terms.private_keys,
        created=plan.days(0)[1],
        statement=_SIMULATED,
        threads=terms.threads,
    )
    suite = run.suite()
    for cohort in learned:
        cohort.rows = _scored(run, cohort.rows, cohort.vectors, suite, model_id)
    return model_id


def _asked(run: _Run, quarter: int, kept: list[SimulatedSeller] | None = None) -> _Cohort:
    """Everybody who asks in a quarter, before any model spoke; the first few sellers go into `kept` whole."""
    from workstation.training.quarters import sellers_of

    rows, vectors, bad = [], [], []
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
    return _Cohort(quarter, rows, vectors, bad)


def _scored(
    run: _Run, rows: list[Decided], vectors: list[FeatureVector], suite: ModelSuite, model_id: str
) -> list[Decided]:
    """The rows as the bundle in force decides them: lent to up to the product's cut-off, else declined, and
    referred where the model does not speak."""
    rules = run.terms.rules
    cutoff = float(rules.policy.admission_of(rules.product(run.terms.product)).cutoff)
    entry = suite.model(model_id).entry
    found = suite.assess_many(vectors)[model_id]
    bundle = f"{suite.ref.name}-{suite.ref.version}"
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


def _lend(run: _Run, number: int, model_id: str) -> tuple[_Cohort, Quarter]:
    """One quarter's requests, decided by the bundle in force, and how they compare with a year before."""
    from workstation.portfolio import watch

    suite = run.suite()
    kept: list[SimulatedSeller] = []
    cohort = _asked(run, number, kept)
    cohort.rows = _scored(run, cohort.rows, cohort.vectors, suite, model_id)
    run.kept += [_frozen(run, seller, suite) for seller in kept]
    before = _reference(run, number)
    # Scored by the same bundle: what is compared is who asks, not two bundles.
    earlier = _scored(run, before.rows, before.vectors, suite, model_id)
    watched = watch(earlier, cohort.rows, suite.model(model_id).entry.features, _SURE)
    lent = [row for row in cohort.rows if row.lends]
    first, last = run.plan.days(number)
    return cohort, Quarter(
        number=number,
        first=first,
        last=last,
        bundle=f"{suite.ref.name}-{suite.ref.version}",
        asked=len(cohort.rows),
        lent=len(lent),
        watched=watched,
        against=before.quarter,
        kept=len(kept),
    )


def _reference(run: _Run, number: int) -> _Cohort:
    """The same season of the time that the bundle in force was made for: the quiet year, and after a
    promotion the newest such quarter of the time that moved."""
    since = run.moved_since if run.promoted_in else number
    same = [q for q in run.cohorts if q % 4 == number % 4 and since <= q < number]
    quiet = next(q for q in (-3, -2, -1, 0) if q % 4 == number % 4)
    return run.cohorts[max(same, default=quiet)]


def _matured(run: _Run, number: int) -> tuple[int, tuple[Segment, ...]]:
    """The newest quarter whose last loan's time is over by the end of this one, and its calibration; 0 and
    nothing before there is one."""
    from workstation.portfolio import calibration

    known = [c for q, c in run.cohorts.items() if q > 0 and c.known_by(run.plan.days(number)[1])]
    if not known:
        return 0, ()
    newest = max(known, key=lambda c: c.quarter)
    return newest.quarter, calibration(newest.with_outcomes(), lambda _: f"quarter {newest.quarter}")


def _challenge(run: _Run, number: int, model_id: str) -> tuple[Tried, ...]:
    """Two challengers, tried on the newest quarter whose outcomes are known and learned from those before it,
    once at least one of these is of the time that moved. Of those that pass, the likelier one is promoted."""
    from workstation.scoring import TrainedOn
    from workstation.services.challenges import challenge

    day = run.plan.days(number)[1]
    known = sorted(q for q, c in run.cohorts.items() if q > 0 and c.known_by(day))
    recent = [q for q in known[:-1] if q >= run.moved_since]
    if not recent:
        return ()
    older = [-3, -2, -1, 0, *(q for q in known[:-1] if q < run.moved_since)]
    return challenge(
        models_folder=run.models_folder,
        out=run.models_folder,
        model_id=model_id,
        older=[run.cohorts[q].loans() for q in older],
        recent=[run.cohorts[q].loans() for q in recent],
        tested=run.cohorts[known[-1]].loans(),
        last_learned=run.plan.days(known[-2])[1],
        first_tested=run.plan.days(known[-1])[0],
        learned=f"quarters {older[0]} to {known[-2]}, their level from {recent[0]} to {recent[-1]}",
        rules=run.terms.rules,
        product=run.terms.product,
        gate=run.terms.gate,
        requests=[row for q in known for row in run.cohorts[q].rows],
        policy=run.terms.policy,
        private_keys=run.terms.private_keys,
        created=day,
        trained_on=TrainedOn("simulated", _SIMULATED),
        seed=run.plan.seed,
        threads=run.terms.threads,
    )


def _frozen(run: _Run, seller: SimulatedSeller, suite: ModelSuite) -> KeptDecision:
    """One request as a desk would have appraised and frozen it, by the rules' own proposal."""
    from workstation.domain.records import ApplicantFile
    from workstation.services.frozen import as_proposed

    rules = run.terms.rules
    file = ApplicantFile(seller.applicant, ledgers=seller.ledgers)
    terms = BookTerms(suite, rules, run.terms.currencies, run.terms.product, seller.as_of)
    appraisal = appraise_alone(file, terms, amount=round(seller.principal * 100))
    return as_proposed(
        appraisal,
        rules,
        run.terms.rules_file,
        decision_id=f"{seller.applicant.id}@{suite.ref.version}",
        by="simulated",
        at=f"{seller.as_of.isoformat()}T12:00:00Z",
    )


def _replay_all(run: _Run) -> tuple[int, int]:
    """How many kept decisions replay to the same bytes by the models they name, and how many there are."""
    from workstation.lending import LendingCase
    from workstation.services.decisions import replay

    models = Models(run.models_folder)
    same = 0
    for kept in run.kept:
        case = msgspec.convert(kept.decision.inputs["case"], LendingCase)
        suite = models.of(case.assessment.bundle)
        same += replay(kept, case, suite, run.terms.rules).same
    return same, len(run.kept)


def _ending(run: _Run, quarters: list[Quarter]) -> QuarterStory:
    """Roll back what was promoted, lend to the next few by the bundle before it, and replay everything."""
    from workstation.scoring import put_in_force

    promoted, rolled_back = "", False
    after = run.plan.quarters + 1
    if run.promoted_in:
        ref = run.suite().ref
        promoted = f"{ref.name}-{ref.version}"
        put_in_force(
            run.models_folder,
            None,
            run.terms.private_keys,
            since=run.plan.days(after)[0],
            reason="the end of the story: back to the bundle before",
        )
        rolled_back = True
        suite = run.suite()
        run.kept += [_frozen(run, seller, suite) for seller in _first_few(run, after)]
    now = run.suite().ref
    return QuarterStory(
        shift=run.plan.shift,
        shift_from=run.plan.shift_from,
        alarm_in=run.alarm_in,
        promoted_in=run.promoted_in,
        promoted=promoted,
        rolled_back=rolled_back,
        in_force=f"{now.name}-{now.version}",
        replayed=_replay_all(run),
        quarters=tuple(quarters),
    )


def _first_few(run: _Run, quarter: int) -> list[SimulatedSeller]:
    from workstation.training.quarters import sellers_of

    return [seller for seller, _ in islice(sellers_of(run.plan, quarter), run.terms.kept)]
