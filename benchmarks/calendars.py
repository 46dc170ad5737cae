"""`python3 -m benchmarks.calendars`: write resources/calendars/cn.toml from the PyPI library `holidays`.

The file is what the program reads, so that a decision's replay needs no library and changes with no release
of one. The library follows the State Council's yearly notices, the weekends worked in place of a holiday
included; a year whose notice is not out has no such weekend and is left away.
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
    years = decreed_years()
    lines = [
        "# Public holidays of the People's Republic of China and the weekend days worked in their place, by",
        "# the yearly notices of the State Council's General Office, as the PyPI library holidays",
        f"# {holidays.__version__} has them. Written by `python3 -m benchmarks.calendars`; not by hand.",
        'code = "cn"',
        f"first_year = {years[0]}",
        f"last_year = {years[-1]}",
    ]
    for name, index in (("days_off", 0), ("workdays", 1)):
        lines.append(f"{name} = [")
        lines += [
            "    " + " ".join(f"{day.isoformat()}," for day in exceptions(year)[index]) for year in years
        ]
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
