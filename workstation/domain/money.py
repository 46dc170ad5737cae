"""Money is an integer number of fen; rates are exact fractions. No float ever holds an amount.

Goes in: fractions and typed yuan. Comes out: whole fen, printed yuan, and the financial Chinese numerals
(大写) that a paper needs beside the figures.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import NewType

Fen = NewType("Fen", int)

_YUAN = re.compile(r"(?P<sign>-?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d{1,2}))?")


class Rounding(StrEnum):
    """How a fraction of a fen becomes whole at the point where it becomes payable (a policy setting)."""

    HALF_UP = "HALF_UP"
    HALF_EVEN = "HALF_EVEN"


def round_fen(amount: Fraction | int, rule: Rounding = Rounding.HALF_UP) -> Fen:
    """Round an exact amount in fen to whole fen. Half up rounds away from zero at exactly one half."""
    exact = Fraction(amount)
    if rule is Rounding.HALF_EVEN:
        return Fen(round(exact))
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Fen(whole if exact >= 0 else -whole)


def parse_yuan(text: str) -> Fen:
    """Read "12,345.67" or "12345.6" as fen. Raises `ValueError` for anything else, more decimals included."""
    match = _YUAN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not an amount in yuan: {text!r}")
    whole = int(match["whole"].replace(",", ""))
    fen = whole * 100 + int((match["part"] or "0").ljust(2, "0"))
    return Fen(-fen if match["sign"] else fen)


def yuan(fen: int, *, grouped: bool = True) -> str:
    """Print fen as yuan with two decimals: 1234567 → "12,345.67" (or "12345.67")."""
    whole, part = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{part:02d}" if grouped else f"{sign}{whole}.{part:02d}"


def wan(fen: int) -> str:
    """Print a large sum in 万 (ten thousands of yuan) with two decimals: 12345678 → "12.35"."""
    return yuan(round_fen(Fraction(fen, 10_000)))


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def _capitals_group(group: int) -> str:
    """Up to four digits in capitals, inner runs of zeros as one 零, trailing zeros silent."""
    text, pending_zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + _DIGITS[digit] + _PLACES[place]
        pending_zero = False
    return text


def capitals(fen: int) -> str:
    """Print fen in financial Chinese numerals: 12000000 → 壹拾贰万元整.

    The rules are those of 支付结算办法 (PBOC 1997) annex 1: 整 after yuan or jiao, none after fen; one 零 for
    a run of zeros between digits. Amounts below zero or of 10¹² yuan and more raise `ValueError`.
    """
    if not 0 <= fen < 10**14:
        raise ValueError(f"no capitals for {fen} fen")
    whole, cents = divmod(fen, 100)
    text, gap = "", False
    for index in (2, 1, 0):
        group = whole // 10_000**index % 10_000
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _capitals_group(group) + _GROUPS[index]
        gap = False
    text = text + "元" if text else ""
    jiao, rest = divmod(cents, 10)
    if not cents:
        return (text or "零元") + "整"
    if jiao:
        text += ("零" if text and whole % 10 == 0 else "") + _DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (_DIGITS[rest] + "分" if rest else "整")
