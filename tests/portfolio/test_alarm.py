"""The alarm of a book: young loans in arrears, who asks, and both gathered over quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from tests.portfolio.test_monitor import row
from workstation.domain.decided import Decided
from workstation.paths import resources
from workstation.portfolio import Span, load_portfolio_policy
from workstation.portfolio.early import early_arrears, outcomes_moved
from workstation.services.watching import watch_rows

POLICY = load_portfolio_policy(resources() / "policies/portfolio.toml")
DAY = date(2025, 1, 1)
AS_OF = date(2026, 12, 31)


def loans(
    first: date, number: int, seed: int, *, early: float = 0.02, highest: float = 0.16
) -> Iterator[Decided]:
    """Loans of one quarter at odds up to `highest`; of those at one in ten `early` are late within ninety
    days, of safer ones fewer."""
    rng = np.random.default_rng(seed)
    for at, said in enumerate(rng.uniform(0.005, highest, number).tolist()):
        day = first + timedelta(days=at % 90)
        late = rng.random() < early * said / 0.1
        yield row(
            id=f"{first}-{at}", applicant=f"a{at}", decided_on=day, drawn_on=day, probability=said,
            score=600 - 100 * said + rng.standard_normal(),
            late_on=day + timedelta(days=70) if late else None, bad=None,
            features={"one": rng.standard_normal(), "two": rng.standard_normal()},
        )  # fmt: skip


def test_twice_as_many_in_early_arrears_are_told_from_chance_a_quarter_later() -> None:
    before, now = list(loans(DAY, 4000, 1)), list(loans(date(2026, 1, 1), 2000, 2, early=0.05))
    found = early_arrears(before, now, AS_OF, 90)
    assert found is not None and found.loans == 2000
    assert found.happened > 1.7 * found.expected and found.p < 1e-4
    as_before = early_arrears(before, list(loans(date(2026, 1, 1), 2000, 3)), AS_OF, 90)
    assert as_before is not None and as_before.p > 0.01


def test_who_lends_to_safer_sellers_than_before_hears_no_alarm() -> None:
    """Nor one who lent to everybody before: loans beyond today's cut-off are left out."""
    before = list(loans(DAY, 4000, 4, highest=0.6))
    found = early_arrears(before, list(loans(date(2026, 1, 1), 2000, 5, highest=0.08)), AS_OF, 90)
    assert found is not None and found.p > 0.01


def test_a_loan_speaks_once_it_is_ninety_days_old_and_of_nothing_later() -> None:
    before, now = list(loans(DAY, 900, 6, early=0.1)), list(loans(date(2026, 1, 1), 900, 7, early=0.1))
    young = early_arrears(before, now, date(2026, 4, 10), 90)
    assert young is not None and 0 < young.loans < 200
    later = [replace(one, late_on=one.drawn_on and one.drawn_on + timedelta(days=95)) for one in now]
    found = early_arrears(before, later, AS_OF, 90)
    assert found is not None and found.happened == 0


def test_where_nobody_was_ever_late_nothing_is_said() -> None:
    none = list(loans(DAY, 100, 8, early=0.0))
    assert early_arrears(none, none, AS_OF, 90) is None
    assert early_arrears(none, [], AS_OF, 90) is None
    assert outcomes_moved(none, none) is None


def test_without_a_shift_early_arrears_alarm_no_more_often_than_they_say() -> None:
    loud = 0
    for seed in range(120):
        sides = [list(loans(DAY, 300, 100 + 2 * seed + side, early=0.05)) for side in (0, 1)]
        found = early_arrears(*sides, AS_OF, 90)
        loud += found is not None and found.p < 0.05
    assert loud <= 12


def test_outcomes_are_held_against_what_became_of_loans_at_the_same_odds_before() -> None:
    """A model that understates from the first day is off, and has not shifted."""

    def known(seed: int, rate: float) -> list[Decided]:
        rng = np.random.default_rng(seed)
        return [replace(one, bad=bool(rng.random() < rate)) for one in loans(DAY, 1500, seed)]

    same, worse = outcomes_moved(known(1, 0.2), known(2, 0.2)), outcomes_moved(known(1, 0.2), known(3, 0.3))
    assert same is not None and same.p > 0.01
    assert worse is not None and worse.p < 1e-4 and worse.happened > worse.expected


def year_and_quarters(**newest: Any) -> list[Decided]:
    """A year of quarters, and three of the next, in which `newest` holds."""
    firsts = [DAY + timedelta(days=90 * number) for number in range(8)]
    return [
        one
        for number, first in enumerate(firsts)
        for one in loans(first, 500, 40 + number, **(newest if number >= 5 else {}))
    ]


def test_the_monitor_gathers_the_signs_of_a_year() -> None:
    quiet = watch_rows(year_and_quarters(), POLICY, AS_OF)
    assert not quiet.alarm.sounds and not any(name.startswith("signs.") for name in quiet.alarms)
    assert [len(q.signs) for q in quiet.alarm.quarters] == [4, 4, 4, 4]
    loud = watch_rows(year_and_quarters(early=0.08), POLICY, AS_OF)
    assert loud.alarm.sounds and loud.alarms[0] == "signs.early"
    rising = [quarter.so_far for quarter in loud.alarm.quarters]
    assert rising[0] < 20 < rising[-1]
    plain = loud.to_json()["alarm"]
    assert plain["sounds"] is True and plain["sounds_at"] == 20.0 and len(plain["quarters"]) == 4


def test_a_new_bundle_begins_anew_until_it_has_loans_of_its_own() -> None:
    """What asked for another bundle is answered by it; its odds are no measure of loans that others made."""
    loud = year_and_quarters(early=0.08)
    last = max(one.decided_on for one in loud) - timedelta(days=89)
    answered = [replace(one, bundle="sellers-9") if one.decided_on >= last else one for one in loud]
    (quarter,) = watch_rows(answered, POLICY, AS_OF).alarm.quarters
    assert [sign.name for sign in quarter.signs] == ["together", "largest"]


def test_a_quarter_that_is_looked_at_later_is_told_as_it_was() -> None:
    """Another bundle decides since; what was gathered by the end of that quarter stays."""
    rows = year_and_quarters(early=0.08)
    last = max(one.decided_on for one in rows) - timedelta(days=89)
    answered = [replace(one, bundle="sellers-9") if one.decided_on >= last else one for one in rows]
    quarter = Span(last - timedelta(days=90), last - timedelta(days=1))
    then = watch_rows([one for one in rows if one.decided_on < last], POLICY, AS_OF, now=quarter)
    found = watch_rows(answered, POLICY, AS_OF, now=quarter)
    assert found.alarm == then.alarm
    assert len(found.alarm.quarters) == 4 and len(found.alarm.quarters[-1].signs) == 4
