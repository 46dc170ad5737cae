"""What a simulated quarter shows of a shift: what it is held against, its signs, and its loans' outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.domain.decided import Decided
from workstation.services.quarter_asking import scored
from workstation.services.quarter_run import QUIET_YEAR, Cohort, Run

if TYPE_CHECKING:
    from workstation.portfolio import Alarm, Fares, Segment, Watched
    from workstation.scoring import ModelSuite
    from workstation.scoring.evidence import Sign

_CLEARLY = 3.0  # evidence that chance gives a quarter once in three at most


def watched_in(run: Run, cohort: Cohort, suite: ModelSuite, model_id: str) -> tuple[int, Watched]:
    """The quarter that `cohort` is held against, and the drift between the two; its signs, with those of the
    loans that came of age in it, are put beside those of the quarters before."""
    from workstation.portfolio import signs_of_askers, watch

    number = cohort.quarter
    before = reference(run, number)
    earlier = _by_the_same(run, before, suite, model_id)
    features, sure = suite.model(model_id).entry.features, float(run.terms.policy.confidence)
    watched = watch(earlier, cohort.rows, features, sure)
    first, last = run.plan.days(number)
    signs = (*signs_of_askers(earlier, cohort.rows, watched), *_of_loans(run, number, suite, model_id))
    run.signs.append((first, last, signs))
    return before.quarter, watched


def alarm_now(run: Run) -> Alarm:
    """What has been gathered since the bundle in force was put there."""
    from workstation.portfolio import alarm_of

    return alarm_of(run.signs, run.terms.policy.alarm)


def reference(run: Run, number: int) -> Cohort:
    """The same season of the time that the bundle in force was made for: the quiet year, and after a
    promotion the newest such quarter of the time that moved."""
    since = run.moved_since if run.promoted_in else number
    same = [q for q in run.cohorts if q % 4 == number % 4 and since <= q < number]
    quiet = next(q for q in QUIET_YEAR if q % 4 == number % 4)
    return run.cohorts[max(same, default=quiet)]


def _by_the_same(run: Run, before: Cohort, suite: ModelSuite, model_id: str) -> list[Decided]:
    """Scored by the same bundle: what is compared is who asks, not two bundles."""
    if before.quarter in QUIET_YEAR and not run.promoted_in:
        return before.rows
    return scored(run, before.rows, before.vectors, suite, model_id)


def _of_loans(run: Run, number: int, suite: ModelSuite, model_id: str) -> tuple[Sign, ...]:
    """Early arrears of the loans of the quarter before, all of which have had their ninety days by now,
    against those of a whole year: so few are late so early that one season would be too small a measure. The
    odds of both are those of the bundle in force, or two bundles would be compared."""
    from workstation.portfolio import sign_of_loans

    loans, day = run.cohorts[number - 1], run.plan.days(number)[1]
    if loans.quarter in QUIET_YEAR:
        return ()
    since = [q for q in run.cohorts if run.moved_since <= q < loans.quarter]
    year = since if run.promoted_in else QUIET_YEAR

    def known(cohort: Cohort) -> list[Decided]:
        said = suite.assess_many(cohort.vectors)[model_id]
        rows = zip(cohort.as_known(day), said, strict=True)
        return [replace(row, probability=probability) for row, probability in rows]

    before = [row for q in year for row in known(run.cohorts[q])]
    return sign_of_loans(before, known(loans), day, run.terms.policy.alarm)


def matured(run: Run, number: int) -> tuple[int, tuple[Segment, ...], Fares | None]:
    """The newest quarter whose last loan's time is over by the end of this one, its calibration, and how its
    loans fared beside those of the quiet year at the same odds; 0 and nothing before there is one."""
    from workstation.portfolio import calibration, outcomes_moved

    day = run.plan.days(number)[1]
    known = [c for q, c in run.cohorts.items() if q not in QUIET_YEAR and c.known_by(day)]
    if not known:
        return 0, (), None
    newest = max(known, key=lambda c: c.quarter)
    rows = newest.as_known(day)
    quiet = [row for q in QUIET_YEAR for row in run.cohorts[q].as_known(day)]
    said = calibration(rows, lambda _: f"quarter {newest.quarter}")
    return newest.quarter, said, outcomes_moved(quiet, rows)


def begun(run: Run) -> int:
    """The first quarter of the time that moved: the earliest of those up to this one that spoke clearly, one
    after the other; a quarter before where it was loans that spoke, as these were drawn then."""
    from workstation.portfolio.alarm import LOANS

    quarters = alarm_now(run).quarters
    at = len(quarters) - 1
    while at > 0 and quarters[at - 1].evidence >= _CLEARLY:
        at -= 1
    by_loans = max(quarters[at].signs, key=lambda sign: sign.evidence).about == LOANS
    return max(max(run.cohorts) - (len(quarters) - 1 - at) - by_loans, 1)
