"""The outlook of a trade's demand on a day, from a dated table in `resources/economy/`.

In: a trade's key and a day. Out: figures. The table is the lender's to keep; a decision freezes the figures
and not the table, so that a later row changes no earlier decision.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from workstation.errors import KnownError
from workstation.features.shop_sales import Figures
from workstation.paths import resources

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Economy:
    """`outlook` rows are (from when, by trade), the oldest first."""

    outlook: tuple[tuple[date, Mapping[str, float]], ...]

    def outlook_of(self, trade: str, day: date) -> float | None:
        """Of the row in force; None before the first row or where it names neither the trade nor all."""
        rows = [row for start, row in self.outlook if start <= day]
        return rows[-1].get(trade, rows[-1].get(_ALL)) if rows else None


def economy_figures(trade: str, day: date) -> Figures:
    """The family ECONOMY; raises `KnownError` (`economy.damaged`) where the table makes no sense."""
    return {"economy_outlook": read_economy(resources() / "economy" / "outlook.toml").outlook_of(trade, day)}


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
    return Economy(tuple(sorted(rows, key=lambda r: r[0])))
