"""A field for an amount in yuan that reads what people type: 50000, 50,000.00, 5万, 5.5 万, ５万元.

Goes in: typed text. Comes out: fen, or None while it is not an amount. Leaving the field prints the amount
with thousands and two decimals.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workstation.domain.money import parse_yuan, yuan

_UNITS = {"亿": 100_000_000, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "": 1}
MOST_FEN = 10_000_000_000_000
"""A hundred billion yuan: what is beyond is a slip of the hand."""


def read_money(text: str) -> int | None:
    """Fen from typed text, None where it is no amount or is finer than a fen."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace(" ", "")
    plain = plain.removeprefix("¥").removesuffix("元").removesuffix("yuan")
    unit = next(factor for ending, factor in _UNITS.items() if plain.endswith(ending))
    ending = next(ending for ending in _UNITS if plain.endswith(ending))
    number = plain.removesuffix(ending)
    try:
        if unit == 1:
            fen = parse_yuan(number)
        else:
            exact = Fraction(number.replace(",", "")) * unit * 100
            if exact.denominator != 1:
                return None
            fen = exact.numerator  # type: ignore[assignment]
    except (ValueError, ZeroDivisionError):
        return None
    return fen if 0 <= fen <= MOST_FEN else None


class MoneyField(QLineEdit):
    """A line for an amount. `fen_changed(fen or None)` comes with every key."""

    fen_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(24)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textEdited.connect(lambda text: self.fen_changed.emit(read_money(text)))

    def fen(self) -> int | None:
        return read_money(self.text())

    def set_fen(self, fen: int | None) -> None:
        """Show an amount; this is not typing, so nothing is signalled."""
        self.setText("" if fen is None else yuan(fen))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        fen = self.fen()
        if fen is not None:
            self.set_fen(fen)
        super().focusOutEvent(event)
