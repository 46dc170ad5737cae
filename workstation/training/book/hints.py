"""What a lender says of its columns beforehand: the sign of each with its reason, and what its codes mean.

A TOML file with a table for each column, or a CSV file with the columns `column`, `sign`, `reason`:

    [DebtRatio]
    sign = "+"                       # a higher value raises the risk; "-" lowers it
    reason = "debt service"
    codes = { "98" = "blank", "-7" = "best" }
    order = ["C", "B", "A"]          # ranks of words, the lowest first

A code is `blank` (as if nothing stood there), `best` or `worst` (beyond the good or the bad end), or
`value` (a figure like any other).
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workstation.errors import KnownError

SIGNS: Mapping[str, int] = {
    **dict.fromkeys(("+", "1", "+1", "raises", "升"), 1),
    **dict.fromkeys(("-", "−", "-1", "−1", "lowers", "降"), -1),
    **dict.fromkeys(("", "0", "free", "无"), 0),
}
MEANINGS = ("blank", "best", "worst", "value")


@dataclass(frozen=True, slots=True)
class Hint:
    """`sign` +1 where a higher value raises the risk, −1 where it lowers it, 0 free."""

    sign: int = 0
    reason: str = ""
    codes: Mapping[float, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()


def read_hints(path: Path) -> Mapping[str, Hint]:
    """Hints by column. Raises `KnownError` `book.hints` naming the file and the column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = _from_csv(text) if path.suffix.lower() == ".csv" else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise _fault(f"{path.name}: {str(error).splitlines()[0]}") from None
    return {name: _hint(row, f"{path.name}: {name}") for name, row in rows.items()}


def _from_csv(text: str) -> dict[str, Any]:
    rows = csv.DictReader(io.StringIO(text))
    if not {"column", "sign"} <= set(rows.fieldnames or ()):
        raise csv.Error("the columns column and sign are needed")
    return {row["column"].strip(): {"sign": row["sign"], "reason": row.get("reason") or ""} for row in rows}


def _hint(row: Any, where: str) -> Hint:
    if not isinstance(row, dict) or not set(row) <= {"sign", "reason", "codes", "order"}:
        raise _fault(where)
    sign = SIGNS.get(str(row.get("sign", "")).strip().lower())
    if sign is None:
        raise _fault(f"{where}: sign {row['sign']!r}")
    try:
        codes = {float(code): str(meaning) for code, meaning in dict(row.get("codes", {})).items()}
        order = tuple(map(str, row.get("order", ())))
    except (TypeError, ValueError):
        raise _fault(where) from None
    if not set(codes.values()) <= set(MEANINGS):
        raise _fault(f"{where}: codes mean {', '.join(MEANINGS)}")
    if not sign and not {"best", "worst"}.isdisjoint(codes.values()):
        raise _fault(f"{where}: best and worst need a sign")
    return Hint(sign, str(row.get("reason", "")), codes, order)


def _fault(where: str) -> KnownError:
    return KnownError(
        "book.hints",
        "a hint about a column cannot be read",
        where=where,
        remedy='Give sign "+" or "-", and a reason.',
    )
