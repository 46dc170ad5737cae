"""The features of the SBA loans as the peers had them, made from the file's own columns.

In: the file's columns as text. Out: those of the request alone. The tenor, the day and amount of the
charge-off and of the disbursement are not among them: they are written, or written anew, when a loan fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from workstation.training.book.kinds import understood
from workstation.training.book.out_of_time import Days
from workstation.training.book.reading import TextColumn

YEAR = "ApprovalFY"
_MADE, _FAILED = "ApprovalDate", "ChgOffDate"
_AS_THEY_ARE = ("NoEmp", "CreateJob", "RetainedJob", "GrAppv", "RevLineCr", "LowDoc", "State", "MIS_Status")


def fiscal_years(columns: Sequence[TextColumn]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The fiscal year of each loan's approval; the file writes 1976 also as 1976A."""
    column = next(c for c in columns if c.name == YEAR)
    years = np.array([int(re.sub(r"\D", "", level) or 0) for level in column.levels], dtype=np.int64)
    return years[column.codes]


def sba_days(columns: Sequence[TextColumn]) -> Days:
    """When each loan was approved, and when it was charged off, where it was."""
    named = {c.name: understood(c).numbers for c in columns if c.name in (_MADE, _FAILED)}
    return Days(named[_MADE], named[_FAILED])


def sba_columns(columns: Sequence[TextColumn]) -> tuple[TextColumn, ...]:
    """Number of staff and jobs, new or not, franchise, amount, guaranteed share, bank in the same state,
    urban or rural, line of credit, low documents, trade in two digits, state."""
    named = {c.name: c for c in columns}
    kept = [named[name] for name in _AS_THEY_ARE]
    made = [
        _mapped("NewBusiness", named["NewExist"], lambda said: {"1": "0", "2": "1"}.get(said, "")),
        _mapped("Franchise", named["FranchiseCode"], lambda said: "no" if said in ("0", "1") else "yes"),
        _mapped("UrbanRural", named["UrbanRural"], {"0": "unknown", "1": "urban", "2": "rural"}.__getitem__),
        _mapped("NAICS2", named["NAICS"], lambda said: said[:2] if len(said) == 6 else "none"),
        _joined("GuaranteedShare", named["SBA_Appv"], named["GrAppv"], _share),
        _joined("BankInState", named["State"], named["BankState"], _same),
    ]
    return (*kept, *made)


def _mapped(name: str, column: TextColumn, rule: Callable[[str], str]) -> TextColumn:
    return _column(name, [rule(level) for level in column.levels], column.codes)


def _joined(name: str, one: TextColumn, other: TextColumn, rule: Callable[[str, str], str]) -> TextColumn:
    pairs: dict[tuple[int, int], int] = {}
    codes = [
        pairs.setdefault(pair, len(pairs))
        for pair in zip(one.codes.tolist(), other.codes.tolist(), strict=True)
    ]
    return _column(name, [rule(one.levels[a], other.levels[b]) for a, b in pairs], np.array(codes))


def _column(name: str, texts: Sequence[str], codes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> TextColumn:
    levels = sorted(set(texts))
    place: Mapping[str, int] = {level: number for number, level in enumerate(levels)}
    moved = np.array([place[text] for text in texts], dtype=np.int64)
    return TextColumn(name, tuple(levels), moved[codes])


def _yuan(text: str) -> float:
    return float(re.sub(r"[$, ]", "", text) or "nan")


def _share(part: str, whole: str) -> str:
    share = _yuan(part) / _yuan(whole)
    return "" if np.isnan(share) else f"{share:.6f}"


def _same(state: str, bank: str) -> str:
    return "" if not state or not bank else ("yes" if state == bank else "no")
