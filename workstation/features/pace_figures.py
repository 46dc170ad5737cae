"""Figures of the pace of sales that know no scale: a stall and a department store can be told alike.

Goes in: a `Pace`, the trade's code and a day. Comes out: a level with what the season makes of it in the next
30 and 90 days, and ratios to that level on the logarithmic scale, each side divided by its own season: 0 is
"as the season has it", 0.69 twice as much.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from workstation.features.arithmetic import held
from workstation.features.course import QUARTER, YEAR
from workstation.features.money import Conversion
from workstation.features.pace import LAGS, Pace, Stretch, week_sums
from workstation.features.seasons import season_days
from workstation.features.shop_sales import Figures
from workstation.features.windows import MONTH_DAYS

_MOST = 3.0  # a ratio beyond twenty times is held there
_WEEKS = 13
_MOST_VARIATION = 5.0
_AHEAD, _STEP = 120, 10


def pace_figures(pace: Pace, trade: str, as_of: date, money: Conversion) -> Figures:
    """Every feature of the family; those that the record does not reach are left out."""
    now = _Calendar(trade, as_of.toordinal())
    base = pace.quarters[0]
    level = money.yuan(round(base.amount)) if pace.money else base.amount / 100
    usual = now.of(base) * (QUARTER / (base.first - base.last + 1))
    ahead = {days: now.days(-days, -1) for days in (MONTH_DAYS, QUARTER)}
    figures: Figures = {
        "pace_record_days": min(pace.record, YEAR + QUARTER),
        "pace_settled": 1.0 if pace.settled else None,
        "pace_level_90d": level,
        "pace_counted_90d": pace.counted,
        "pace_expected_30d": None if level is None else level * ahead[MONTH_DAYS] / usual,
        "pace_expected_90d": None if level is None else level * ahead[QUARTER] / usual,
        "pace_season_30d": math.log(ahead[MONTH_DAYS] / usual * (QUARTER / MONTH_DAYS)),
        "pace_season_90d": math.log(ahead[QUARTER] / usual),
        **_peak(now, usual),
    }
    if base.amount <= 0:
        return figures
    rate = base.amount / usual
    for lag in LAGS[1:]:
        if lag in pace.quarters:
            then = pace.quarters[lag]
            per_day = then.amount / (now.of(then) * (QUARTER / (then.first - then.last + 1)))
            figures[f"pace_back_{lag}d"] = _ratio(per_day, rate)
    if pace.daily is not None:
        figures |= _of_days(pace, now, rate)
    return figures


class _Calendar:
    """The trade's season in ages: days before the assessment, negative after it."""

    def __init__(self, trade: str, today: int) -> None:
        self._trade, self._today = trade, today

    def days(self, oldest: int, newest: int) -> float:
        """Usual days between two ages, both counted."""
        first, last = sorted((self._today - oldest, self._today - newest))
        return season_days(self._trade, first, last)

    def of(self, stretch: Stretch) -> float:
        return self.days(stretch.first, stretch.last)


def _ratio(part: float, whole: float) -> float | None:
    """Logarithm of a ratio, held within three; `whole` is above zero."""
    return -_MOST if part <= 0 else held(math.log(part / whole), -_MOST, _MOST)


def _of_days(pace: Pace, now: _Calendar, rate: float) -> Figures:
    """What only a source with days tells."""
    assert pace.daily is not None
    daily = pace.daily
    figures: Figures = {}
    for name, days in (("pace_week", 7), ("pace_month", MONTH_DAYS)):
        figures[name] = _ratio(float(daily[:days].sum()) / now.days(days - 1, 0), rate)
    near = daily[: min(pace.record, QUARTER)]
    figures["pace_active_share"] = int(np.count_nonzero(near > 0)) / len(near)
    figures["pace_silent_days"] = int(np.argmax(daily > 0)) if (daily > 0).any() else len(daily)
    weeks = min(pace.record // 7, _WEEKS)
    factors = np.array([now.days(7 * week + 6, 7 * week) for week in range(weeks)])
    sums = week_sums(daily, weeks) / factors
    mean = math.fsum(sums.tolist()) / weeks
    if mean > 0:
        spread = math.fsum(((sums - mean) ** 2).tolist()) / weeks
        figures["pace_variation"] = held(math.sqrt(spread) / mean, 0.0, _MOST_VARIATION)
    a_year_ago = pace.quarters.get(YEAR)
    if a_year_ago is not None and a_year_ago.amount > 0:
        base = a_year_ago.amount / now.of(a_year_ago)
        for days in (MONTH_DAYS, QUARTER):
            after = float(daily[YEAR - days : YEAR].sum()) / now.days(YEAR - 1, YEAR - days)
            figures[f"pace_year_{days}d"] = _ratio(after, base)
    return figures


def _peak(now: _Calendar, usual: float) -> Figures:
    """The best thirty days that begin within 120, against the season of the last ninety, and how far off."""
    best, start = max((now.days(-s - MONTH_DAYS, -s - 1), -s) for s in range(0, _AHEAD + 1, _STEP))
    return {
        "pace_peak_120d": math.log(best / usual * (QUARTER / MONTH_DAYS)),
        "pace_days_to_peak": -start,
    }
