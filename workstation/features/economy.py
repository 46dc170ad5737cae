"""The trade's calendar and outlook on a day, from a dated table in `resources/economy/`.

In: a trade's key and a day. Out: figures. The table is the lender's to keep; a decision freezes the figures
and not the table, so that a later row changes no earlier decision.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from workstation.errors import KnownError
from workstation.features.shop_sales import Figures
from workstation.paths import resources

_PAST = 90
_ALL = "all"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Economy:
    """`outlook` rows are (from when, by trade), the oldest first; `season` twelve factors by trade."""

    outlook: tuple[tuple[date, Mapping[str, float]], ...]
    season: Mapping[str, tuple[float, ...]]

    def outlook_of(self, trade: str, day: date) -> float | None:
        """Of the row in force; None before the first row or where it names neither the trade nor all."""
        rows = [row for start, row in self.outlook if start <= day]
        return rows[-1].get(trade, rows[-1].get(_ALL)) if rows else None

    def season_ahead(self, trade: str, day: date, days: int) -> float | None:
        """Mean factor of the `days` after `day` over that of the 90 up to it, less 1."""
        months = self.season.get(trade)
        if months is None:
            return None
        behind = _mean(months, day - timedelta(days=_PAST - 1), _PAST)
        return _mean(months, day + timedelta(days=1), days) / behind - 1


def _mean(months: tuple[float, ...], first: date, days: int) -> float:
    return sum(months[(first + timedelta(days=n)).month - 1] for n in range(days)) / days


def economy_figures(trade: str, day: date) -> Figures:
    """The family ECONOMY; raises `KnownError` (`economy.damaged`) where the table makes no sense."""
    return dict(_figures(resources() / "economy" / "trades.toml", trade, day))


@lru_cache(maxsize=4096)
def _figures(path: Path, trade: str, day: date) -> Mapping[str, float | None]:
    table = read_economy(path)
    return {
        "economy_outlook": table.outlook_of(trade, day),
        "economy_season_ahead_30d": table.season_ahead(trade, day, 30),
        "economy_season_ahead_90d": table.season_ahead(trade, day, 90),
    }


@lru_cache(maxsize=4)
def read_economy(path: Path) -> Economy:
    """The table in `path`. Raises `KnownError` `economy.damaged`."""
    try:
        return _economy(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError(
            "economy.damaged",
            f"the table of trades cannot be used: {error}",
            where=path.name,
            remedy="Correct the file and start again.",
        ) from None


def _economy(plain: Mapping[str, Any]) -> Economy:
    rows = []
    for row in plain["outlook"]:
        figures = {str(k): float(v) for k, v in row.items() if k != "from"}
        if not isinstance(row["from"], date) or not all(abs(v) < 1 for v in figures.values()):
            raise ValueError("an outlook has a day and changes below 1")
        rows.append((row["from"], figures))
    season = {str(k): tuple(float(f) for f in v) for k, v in plain["season"].items()}
    if any(len(v) != _MONTHS or not all(f > 0 for f in v) for v in season.values()):
        raise ValueError("a season has twelve factors above zero")
    return Economy(tuple(sorted(rows, key=lambda r: r[0])), season)
