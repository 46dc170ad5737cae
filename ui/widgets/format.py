"""How figures read on the desk: tabular, with thousands, in the units of the trade.

Goes in: fen, shares, days, moments. Comes out: short texts. An absent figure is a dash, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from ui.translation import language
from workstation.domain.money import wan, yuan
from workstation.domain.text import Language

DASH = "–"
_WAN_FROM_FEN = 100_000_000  # a million yuan


def listed(names: Iterable[str]) -> str:
    """Names in a row, with the comma of the language in force."""
    return ("、" if language() is Language.ZH else ", ").join(names)


def money(fen: int | None) -> str:
    """12,345.67 – always with two decimals."""
    return DASH if fen is None else yuan(fen)


def money_short(fen: int | None) -> str:
    """Large sums also in 万 where Chinese is spoken: 1,234,567.00 → "123.46 万"."""
    if fen is None:
        return DASH
    if language() is Language.ZH and abs(fen) >= _WAN_FROM_FEN:
        return f"{wan(fen)} 万"
    return yuan(fen)


def percent(share: float | None, places: int = 1) -> str:
    return DASH if share is None else f"{share * 100:.{places}f}%"


def with_minus(figure: str) -> str:
    """A figure that may be below nothing, with a real minus for the hyphen."""
    return figure.replace("-", "−")


def count(number: int | None) -> str:
    return DASH if number is None else f"{number:,}"


def day(value: date | None) -> str:
    return DASH if value is None else value.isoformat()


def day_of_seconds(seconds: int) -> str:
    """The day of a ledger's time (seconds since 1970-01-01 in the source's own calendar)."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def moment(text: str) -> str:
    """An ISO moment in UTC as this computer's local day and minute."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text
