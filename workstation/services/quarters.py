"""Eight quarters of lending, simulated: a shift is planted, and the lender has to notice and to answer.

Goes in: a plan, the rules and a folder. Comes out: a story, quarter by quarter: how many asked and were lent
to by the bundle in force, what the monitor said, which challengers were tried once loans had matured, which
was promoted, how it was rolled back, and whether every decision ever kept still replays. Outcomes reach
nobody before the day on which a loan's time is over. Nothing forces the challenger to win.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.text import Bilingual
from workstation.services.models import Models
from workstation.services.portfolio_assessing import BookTerms, appraise_alone
from workstation.services.quarter_asking import asked, lent_to_all, scored
from workstation.services.quarter_run import QUIET_YEAR, QuarterTerms, Run
from workstation.services.quarter_signs import alarm_now, begun, matured, watched_in
from workstation.services.quarter_values import Quarter, QuarterStory

if TYPE_CHECKING:
    from workstation.ports import KeptDecision
    from workstation.scoring import ModelSuite
    from workstation.services.challenges import Tried
    from workstation.training.quarters import QuarterPlan
    from workstation.training.simulator import SimulatedSeller
    from workstation.training.table import Progress

NAME = "quarters"
_SIMULATED = Bilingual(
    "以模拟卖家的模拟贷款训练，未经真实贷款验证。",
    "Trained on simulated loans of simulated sellers; not validated on real loans.",
)


def run_quarters(plan: QuarterPlan, terms: QuarterTerms, out: Path, progress: Progress) -> QuarterStory:
    """Play the whole story in `out`, whose `models` folder holds the bundles afterwards. The same plan and
    keys give the same story, but for the microseconds. Raises `KnownError` as training and promoting do."""
    run = Run(plan, terms, out / "models", progress)
    model_id = _first_bundle(run)
    quarters: list[Quarter] = []
    for number in range(1, plan.quarters + 1):
        quarter = _lend(run, number, model_id)
        number_over, segments, fares = matured(run, number)
        quarter = replace(quarter, matured=number_over, calibration=segments, fares=fares)
        if not run.alarm_in and quarter.sounds:
            run.alarm_in = number
            # Figures move at once; that loans fare otherwise is known when their quarter has had its time.
            run.moved_since = begun(run) if quarter.alarm.sounds else quarter.matured
        if run.alarm_in and not run.promoted_in:
            tried = _challenge(run, number, model_id)
            quarter = replace(quarter, tried=tried)
            if any(one.promoted for one in tried):
                run.promoted_in = number
                run.signs.clear()
        quarter = replace(quarter, replayed=_replay_all(run))
        quarters.append(quarter)
        progress(quarter.line())
    return _ending(run, quarters)


def _first_bundle(run: Run) -> str:
    """Train the champion on half of the quiet year and put it into a folder of its own, signed."""
    from workstation.training.first_bundle import write_first_bundle

    plan, terms = run.plan, run.terms
    for quarter in QUIET_YEAR:
        run.progress(f"quiet year: quarter {quarter}")
        everybody = asked(run, quarter)
        everybody.rows = [replace(row, drawn_on=row.decided_on) for row in everybody.rows]
        run.learned.append(everybody.half(0).loans())
        run.cohorts[quarter] = everybody.half(1)
    model_id = write_first_bundle(
        run.models_folder,
        NAME,
        plan,
        run.learned,
        terms.private_keys,
        created=plan.days(0)[1],
        statement=_SIMULATED,
        threads=terms.threads,
    )
    suite = run.suite()
    for quarter in QUIET_YEAR:
        cohort = run.cohorts[quarter]
        cohort.rows = lent_to_all(run, cohort, suite, model_id)
    return model_id


def _lend(run: Run, number: int, model_id: str) -> Quarter:
    """One quarter's requests, decided by the bundle in force, and how they compare with a year before."""
    suite = run.suite()
    kept: list[SimulatedSeller] = []
    cohort = asked(run, number, kept)
    cohort.rows = scored(run, cohort.rows, cohort.vectors, suite, model_id)
    run.cohorts[number] = cohort
    run.kept += [_frozen(run, seller, suite) for seller in kept]
    against, watched = watched_in(run, cohort, suite, model_id)
    first, last = run.plan.days(number)
    return Quarter(
        number=number,
        first=first,
        last=last,
        bundle=f"{suite.ref.name}-{suite.ref.version}",
        asked=len(cohort.rows),
        lent=sum(row.lends for row in cohort.rows),
        watched=watched,
        alarm=alarm_now(run),
        sure=float(run.terms.policy.alarm.outcome_confidence),
        against=against,
        kept=len(kept),
    )


def _challenge(run: Run, number: int, model_id: str) -> tuple[Tried, ...]:
    """Two challengers, tried on the newest quarter whose outcomes are known and learned from those before it,
    once at least one of these is of the time that moved. Of those that pass, the likelier one is promoted."""
    from workstation.scoring import TrainedOn
    from workstation.services.challenges import challenge

    day = run.plan.days(number)[1]
    known = sorted(q for q, c in run.cohorts.items() if q > 0 and c.known_by(day))
    recent = [q for q in known[:-1] if q >= run.moved_since]
    if not recent:
        return ()
    older = [*QUIET_YEAR, *(q for q in known[:-1] if q < run.moved_since)]
    return challenge(
        models_folder=run.models_folder,
        out=run.models_folder,
        model_id=model_id,
        older=[*run.learned, *(run.cohorts[q].loans() for q in older)],
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


def _frozen(run: Run, seller: SimulatedSeller, suite: ModelSuite) -> KeptDecision:
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


def _replay_all(run: Run) -> tuple[int, int]:
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


def _ending(run: Run, quarters: list[Quarter]) -> QuarterStory:
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


def _first_few(run: Run, quarter: int) -> list[SimulatedSeller]:
    from workstation.training.quarters import sellers_of

    return [seller for seller, _ in islice(sellers_of(run.plan, quarter), run.terms.kept)]
