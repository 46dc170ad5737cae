"""Schedules to the fen, against `numpy_financial` for the plain case.

The plain case is twelve equal instalments in months of one twelfth. The baseline is bare `pmt`, `ipmt` and
`ppmt` on the same loan: binary floats, no fen, no dates, no last instalment. Both sides take turns; a round
is a hundred loans of different principals.
"""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np
import numpy_financial as npf

from benchmarks.figures import Figure, median_ms, seconds
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.lending import all_in_cost, make_schedule

NAME = "schedule"
LOANS = 100
_MONTHS = 12
_BASELINE = "numpy_financial"
_CASES = (
    ("equal instalments, 30/360", RepaymentMethod.EQUAL_INSTALMENT, DayCount.THIRTY_360),
    ("equal instalments, act/360", RepaymentMethod.EQUAL_INSTALMENT, DayCount.ACT_360),
    ("equal instalments, act/act", RepaymentMethod.EQUAL_INSTALMENT, DayCount.ACT_ACT),
    ("equal principal, act/360", RepaymentMethod.EQUAL_PRINCIPAL, DayCount.ACT_360),
)


def run(rounds: int) -> list[Figure]:
    """Schedules a second, medians over `rounds`, and how many bare baselines one costs."""
    samples: dict[str, list[float]] = {name: [] for name, _, _ in _CASES}
    baseline: list[float] = []
    cost: list[float] = []
    for number in range(rounds):
        works = [
            (samples[name], partial(_schedules, method, count, number)) for name, method, count in _CASES
        ]
        works += [(baseline, partial(_bare, number)), (cost, partial(_costs, number))]
        for taken, work in works if number % 2 else reversed(works):
            taken.append(seconds(work))
    against = median_ms(baseline)

    def figure(name: str, taken: list[float]) -> Figure:
        spent = median_ms(taken)
        return Figure(name, LOANS * 1_000 / spent, "a second", spent / against, f"time of {_BASELINE}")

    return [
        *(figure(f"{_MONTHS} {name}", samples[name]) for name, _, _ in _CASES),
        figure("the same with all-in cost, 30/360", cost),
        Figure(f"{_BASELINE}: pmt, ipmt and ppmt in floats", LOANS * 1_000 / against, "a second"),
    ]


def _principals(number: int) -> range:
    first = 5_000_000 + 1_000 * number
    return range(first, first + LOANS)


def _schedules(method: RepaymentMethod, day_count: DayCount, number: int) -> None:
    for principal in _principals(number):
        make_schedule(principal, "0.18", _MONTHS, method, date(2026, 1, 15), day_count)


def _costs(number: int) -> None:
    for principal in _principals(number):
        all_in_cost(
            make_schedule(
                principal,
                "0.18",
                _MONTHS,
                RepaymentMethod.EQUAL_INSTALMENT,
                date(2026, 1, 15),
                DayCount.THIRTY_360,
            )
        )


def _bare(number: int) -> None:
    periods = np.arange(1, _MONTHS + 1)
    for principal in _principals(number):
        yuan = -principal / 100
        npf.pmt(0.015, _MONTHS, yuan)
        npf.ipmt(0.015, periods, _MONTHS, yuan)
        npf.ppmt(0.015, periods, _MONTHS, yuan)
