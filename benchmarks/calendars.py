"""`python3 -m benchmarks.calendars`: write resources/calendars/cn.toml from the PyPI library `holidays`.

The file is what the program reads, so that a decision's replay needs no library and changes with no release
of one. The library follows the State Council's yearly notices, the weekends worked in place of a holiday
included. Of a year whose notice is not out it knows the statutory holidays, and the weekday that stands for
one on a weekend; a few such years follow, marked as not announced, and no weekend is worked in them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays

FIRST_YEAR = 2010
TARGET = Path(__file__).resolve().parent.parent / "resources" / "calendars" / "cn.toml"
_SATURDAY = 5
_FURTHEST = 2100
_UNANNOUNCED = 3
"""Years after the last notice: a loan of a year or two, drawn in the next one, ends within them."""


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def exceptions(year: int) -> tuple[list[date], list[date]]:
    """Weekdays off, and weekend days worked."""
    calendar = holidays.country_holidays("CN", years=(year - 1, year, year + 1))
    off = [d for d in days_of(year) if d.weekday() < _SATURDAY and not calendar.is_working_day(d)]
    worked = [d for d in days_of(year) if d.weekday() >= _SATURDAY and calendar.is_working_day(d)]
    return off, worked


def decreed_years() -> list[int]:
    """Years from the first on for which the notice is known: every one moves some weekend."""
    years: list[int] = []
    for year in range(FIRST_YEAR, _FURTHEST):
        if not exceptions(year)[1]:
            break
        years.append(year)
    return years


def written() -> str:
    decreed = decreed_years()
    announced = decreed[-1]
    years = [*decreed, *range(announced + 1, announced + 1 + _UNANNOUNCED)]
    lines = [
        "# Public holidays of the People's Republic of China and the weekend days worked in their place, by",
        "# the yearly notices of the State Council's General Office, as the PyPI library holidays",
        f"# {holidays.__version__} has them. Of the years after {announced} no notice is out: they have the",
        "# statutory holidays alone. Written by `python3 -m benchmarks.calendars`; not by hand.",
        'code = "cn"',
        f"first_year = {years[0]}",
        f"last_year = {years[-1]}",
        f"announced_to = {announced}",
    ]
    for name, index in (("days_off", 0), ("workdays", 1)):
        lines.append(f"{name} = [")
        found = [exceptions(year)[index] for year in years]
        lines += ["    " + " ".join(f"{day.isoformat()}," for day in days) for days in found if days]
        lines.append("]")
    lines += ["", "[name]", 'zh = "中国法定节假日"', 'en = "Public holidays of mainland China"', ""]
    return "\n".join(lines)


def main() -> int:
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(written(), encoding="utf-8")
    print(f"wrote {TARGET.name}, {', '.join(map(str, decreed_years()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
