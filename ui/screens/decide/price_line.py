"""What the price of an offer is made of, as a bar and in words: funding, loss, cost, capital, margin.

Told a `PriceBreakdown`; hidden where no model says how probable a loss is. It reckons nothing itself.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.theme import tokens
from ui.translation import said
from ui.widgets.bars import PartsBar
from ui.widgets.format import money, percent
from ui.widgets.layout import column, label
from workstation.domain.lending import PriceBreakdown
from workstation.domain.text import Bilingual

_PARTS = {
    "funding": (Bilingual("资金", "funding"), "line_strong"),
    "expected_loss": (Bilingual("预期损失", "expected loss"), "bad"),
    "cost": (Bilingual("成本", "cost"), "warn"),
    "capital": (Bilingual("资本回报", "return on capital"), "accent"),
    "margin": (Bilingual("利润", "margin"), "good"),
}


class PriceLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._words = PartsBar(), label("faint", wrap=True)
        self.setLayout(column(self._bar, self._words, gap=tokens.TIGHT))

    def text(self) -> str:
        return self._words.text()

    def show_price(self, price: PriceBreakdown | None) -> None:
        self.setVisible(price is not None)
        if price is None:
            return
        rates = {part.code: float(part.rate) for part in price.parts}
        whole = max(float(price.yearly_rate), float(price.floor)) or 1.0
        shares = [(max(rate, 0.0) / whole, _PARTS[code][1]) for code, rate in rates.items()]
        self._bar.show_parts(shares, float(price.yearly_rate) / whole)
        told = [
            f"{said(_PARTS[part.code][0])} {percent(float(part.rate), 2)} ({money(part.amount)})"
            for part in price.parts
        ]
        floor = self.tr("floor {0}").format(percent(float(price.floor), 2))
        words = " · ".join([*told, floor])
        self._bar.setAccessibleName(words)
        self._words.setText(words)
