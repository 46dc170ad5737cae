"""The trades that simulated sellers are in: prices, margins, returns, lead times, as rows of data.

Their seasons and promotions are those of `domain.seasons`. The figures are round, made to be plausible side
by side, and are calibrated only in the sum (see `calibration` in the decision page); no row is a measurement
of its trade.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.seasons import LIFTS, SEASONS
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade. `price` is the median order in yuan and `invoice` the median sale invoice; `margin` the
    gross margin; `refunds` the share of orders refunded; `lead_days` from buying stock to having it;
    `stocks_ahead` days before its season it buys."""

    key: str
    name: Bilingual
    price: float
    invoice: float
    margin: float
    refunds: float
    lead_days: int
    weight: float = 1.0
    stocks_ahead: int = 20

    @property
    def season(self) -> tuple[float, ...]:
        """Twelve factors, January first."""
        return SEASONS[self.key]

    @property
    def promotion(self) -> float:
        """The lift of the best promotion day."""
        return LIFTS[self.key]


TRADES: tuple[Trade, ...] = (
    Trade("apparel", Bilingual("服装", "Apparel"), 128, 16_000, 0.42, 0.110, 25, 1.6, 80),
    Trade("shoes_hats", Bilingual("鞋帽", "Shoes and hats"), 156, 18_000, 0.38, 0.095, 20, 1.2, 30),
    Trade("toys", Bilingual("玩具", "Toys"), 79, 12_000, 0.40, 0.040, 25),
    Trade("home_textiles", Bilingual("家纺", "Home textiles"), 189, 24_000, 0.36, 0.055, 20),
    Trade("cosmetics", Bilingual("美妆", "Cosmetics"), 118, 20_000, 0.48, 0.045, 15),
    Trade("small_appliances", Bilingual("小家电", "Small appliances"), 219, 38_000, 0.24, 0.060, 20),
    Trade("snacks", Bilingual("休闲食品", "Snacks"), 66, 9_000, 0.27, 0.025, 10),
    Trade("phone_accessories", Bilingual("手机配件", "Phone accessories"), 45, 11_000, 0.46, 0.060, 10),
    Trade("luggage", Bilingual("箱包", "Luggage"), 169, 21_000, 0.39, 0.070, 20, 0.8),
    Trade("mother_baby", Bilingual("母婴用品", "Mother and baby"), 138, 16_000, 0.33, 0.040, 15, 0.8),
    Trade("hardware", Bilingual("五金工具", "Hardware tools"), 96, 26_000, 0.31, 0.035, 15, 0.8),
    Trade("crafts_gifts", Bilingual("工艺礼品", "Crafts and gifts"), 88, 14_000, 0.43, 0.045, 20, 0.8),
)

TRADE_BY_KEY: dict[str, Trade] = {trade.key: trade for trade in TRADES}
