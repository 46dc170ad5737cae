"""The trades that simulated sellers are in: season, prices, margins, returns, promotions, as rows of data.

Season factors are relative to a mean month of 1; they say when a trade sells, not how much. The figures are
round, made to be plausible side by side, and are calibrated only in the sum (see `calibration` in the
decision page); no row is a measurement of its trade.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade. `price` is the median order in yuan and `invoice` the median sale invoice; `margin` the
    gross margin; `refunds` the share of orders refunded; `promotion` the lift of the best promotion day;
    `lead_days` from buying stock to having it; `season` twelve factors, January first."""

    key: str
    name: Bilingual
    price: float
    invoice: float
    margin: float
    refunds: float
    promotion: float
    lead_days: int
    season: tuple[float, ...]
    weight: float = 1.0


TRADES: tuple[Trade, ...] = (
    Trade(
        "apparel", Bilingual("服装", "Apparel"), 128, 16_000, 0.42, 0.110, 7.0, 25,
        (0.95, 0.65, 1.00, 1.05, 1.05, 1.00, 0.80, 0.80, 1.05, 1.15, 1.40, 1.10), 1.6,
    ),
    Trade(
        "shoes_hats", Bilingual("鞋帽", "Shoes and hats"), 156, 18_000, 0.38, 0.095, 5.5, 20,
        (0.90, 0.65, 1.05, 1.10, 1.05, 0.95, 0.85, 0.90, 1.10, 1.10, 1.30, 1.05), 1.2,
    ),
    Trade(
        "toys", Bilingual("玩具", "Toys"), 79, 12_000, 0.40, 0.040, 5.0, 25,
        (1.05, 0.70, 0.80, 0.85, 1.15, 1.20, 0.90, 0.90, 0.95, 0.95, 1.25, 1.30),
    ),
    Trade(
        "home_textiles", Bilingual("家纺", "Home textiles"), 189, 24_000, 0.36, 0.055, 6.5, 20,
        (0.85, 0.65, 0.95, 0.95, 0.95, 1.00, 0.85, 0.95, 1.15, 1.20, 1.45, 1.05),
    ),
    Trade(
        "cosmetics", Bilingual("美妆", "Cosmetics"), 118, 20_000, 0.48, 0.045, 6.5, 15,
        (0.85, 0.85, 1.10, 0.90, 1.05, 1.20, 0.85, 0.90, 0.95, 0.95, 1.35, 1.05),
    ),
    Trade(
        "small_appliances", Bilingual("小家电", "Small appliances"), 219, 38_000, 0.24, 0.060, 6.0, 20,
        (0.90, 0.65, 0.85, 0.85, 1.00, 1.30, 1.05, 0.90, 0.90, 0.95, 1.50, 1.15),
    ),
    Trade(
        "snacks", Bilingual("休闲食品", "Snacks"), 66, 9_000, 0.27, 0.025, 4.0, 10,
        (1.65, 0.90, 0.75, 0.75, 0.80, 0.85, 0.80, 0.85, 1.10, 0.95, 1.15, 1.45),
    ),
    Trade(
        "phone_accessories", Bilingual("手机配件", "Phone accessories"), 45, 11_000, 0.46, 0.060, 3.5, 10,
        (0.90, 0.80, 0.95, 0.95, 1.00, 1.10, 0.95, 0.95, 1.15, 1.05, 1.15, 1.05),
    ),
    Trade(
        "luggage", Bilingual("箱包", "Luggage"), 169, 21_000, 0.39, 0.070, 5.5, 20,
        (1.10, 0.75, 0.90, 0.95, 0.95, 1.15, 1.10, 1.15, 0.95, 0.85, 1.15, 1.00), 0.8,
    ),
    Trade(
        "mother_baby", Bilingual("母婴用品", "Mother and baby"), 138, 16_000, 0.33, 0.040, 5.0, 15,
        (0.90, 0.80, 0.95, 0.95, 1.00, 1.15, 0.90, 0.95, 1.00, 1.00, 1.35, 1.05), 0.8,
    ),
    Trade(
        "hardware", Bilingual("五金工具", "Hardware tools"), 96, 26_000, 0.31, 0.035, 2.5, 15,
        (0.80, 0.60, 1.10, 1.10, 1.10, 1.05, 1.00, 1.00, 1.05, 1.00, 1.15, 1.05), 0.8,
    ),
    Trade(
        "crafts_gifts", Bilingual("工艺礼品", "Crafts and gifts"), 88, 14_000, 0.43, 0.045, 3.5, 20,
        (1.20, 0.85, 0.80, 0.85, 1.00, 0.90, 0.85, 0.95, 1.20, 1.00, 1.10, 1.30), 0.8,
    ),
)  # fmt: skip

TRADE_BY_KEY: dict[str, Trade] = {trade.key: trade for trade in TRADES}
