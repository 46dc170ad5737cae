"""Small tables of invented loans, written as lenders write theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

ROWS = 600
TIMED = 1200


def loans(rows: int = ROWS, seed: int = 3) -> dict[str, list[str]]:
    """Debts raise the risk, income lowers it, one trade is worse than the others; some incomes are blank."""
    rng = np.random.default_rng(seed)
    debt = rng.gamma(2.0, 0.2, rows)
    income = rng.lognormal(8.5, 0.5, rows)
    trade = rng.choice(["toys", "shoes", "food"], rows)
    risk = -1.6 + 2.2 * debt - 1.0 * (np.log(income) - 8.5) + 0.9 * (trade == "shoes")
    bad = rng.random(rows) < 1 / (1 + np.exp(-risk))
    blank = rng.random(rows) < 0.05
    return {
        "debt": [f"{value:.4f}" for value in debt],
        "income": ["" if gone else f"{value:.0f}" for value, gone in zip(income, blank, strict=True)],
        "trade": trade.tolist(),
        "bad": ["1" if is_bad else "0" for is_bad in bad],
    }


def timed(seed: int = 3) -> dict[str, list[str]]:
    """Four years of loans in no order; in the last year a fifth of the good ones turn bad."""
    rng = np.random.default_rng(seed)
    day = rng.permutation(TIMED)
    table = loans(TIMED, seed)
    worse = (day >= 900) & (rng.random(TIMED) < 0.2)
    bad = ["1" if turned or cell == "1" else "0" for cell, turned in zip(table["bad"], worse, strict=True)]
    issued = [str(np.datetime64("2019-01-01") + int(d)) for d in day]
    return {"issued": issued, **table, "bad": bad}


def as_text(table: Mapping[str, Sequence[str]], separator: str = ",", header: bool = True) -> str:
    lines = [separator.join(table)] if header else []
    lines += [separator.join(cells) for cells in zip(*table.values(), strict=True)]
    return "\n".join(lines) + "\n"


def written(folder: Path, table: Mapping[str, Sequence[str]], name: str = "loans.csv") -> Path:
    path = folder / name
    path.write_text(as_text(table), encoding="utf-8")
    return path
