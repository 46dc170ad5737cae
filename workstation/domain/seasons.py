"""When trades sell: twelve factors a trade and the promotions of a year, as rows of data.

Factors are relative to a mean month of 1, January first; they say when a trade sells, not how much. Those of
goods sold online are round and made to be plausible side by side. Those of whole markets are reckoned from
the monthly figures of the National Bureau of Statistics of China for 2016 (retail sales of consumer goods, of
which catering, and online retail sales; January and February 2017 for the first two months), a day's mean of
each stretch that is published, with the year's growth taken out. Nothing here is fitted to a seller.
"""

from __future__ import annotations

from collections.abc import Mapping

_ONLINE = (0.86, 0.86, 0.97, 0.97, 0.97, 0.97, 0.89, 0.89, 1.16, 1.16, 1.16, 1.16)
_CATERING = (1.01, 1.01, 0.95, 0.95, 0.95, 0.95, 0.95, 0.99, 1.08, 1.08, 1.08, 1.06)
_RETAIL = (1.02, 1.02, 0.95, 0.95, 0.95, 0.95, 0.95, 0.97, 1.06, 1.06, 1.06, 1.08)

SEASONS: Mapping[str, tuple[float, ...]] = {
    "apparel": (0.95, 0.65, 1.00, 1.05, 1.05, 1.00, 0.80, 0.80, 1.05, 1.15, 1.40, 1.10),
    "shoes_hats": (0.90, 0.65, 1.05, 1.10, 1.05, 0.95, 0.85, 0.90, 1.10, 1.10, 1.30, 1.05),
    "toys": (1.05, 0.70, 0.80, 0.85, 1.15, 1.20, 0.90, 0.90, 0.95, 0.95, 1.25, 1.30),
    "home_textiles": (0.85, 0.65, 0.95, 0.95, 0.95, 1.00, 0.85, 0.95, 1.15, 1.20, 1.45, 1.05),
    "cosmetics": (0.85, 0.85, 1.10, 0.90, 1.05, 1.20, 0.85, 0.90, 0.95, 0.95, 1.35, 1.05),
    "small_appliances": (0.90, 0.65, 0.85, 0.85, 1.00, 1.30, 1.05, 0.90, 0.90, 0.95, 1.50, 1.15),
    "snacks": (1.65, 0.90, 0.75, 0.75, 0.80, 0.85, 0.80, 0.85, 1.10, 0.95, 1.15, 1.45),
    "phone_accessories": (0.90, 0.80, 0.95, 0.95, 1.00, 1.10, 0.95, 0.95, 1.15, 1.05, 1.15, 1.05),
    "luggage": (1.10, 0.75, 0.90, 0.95, 0.95, 1.15, 1.10, 1.15, 0.95, 0.85, 1.15, 1.00),
    "mother_baby": (0.90, 0.80, 0.95, 0.95, 1.00, 1.15, 0.90, 0.95, 1.00, 1.00, 1.35, 1.05),
    "hardware": (0.80, 0.60, 1.10, 1.10, 1.10, 1.05, 1.00, 1.00, 1.05, 1.00, 1.15, 1.05),
    "crafts_gifts": (1.20, 0.85, 0.80, 0.85, 1.00, 0.90, 0.85, 0.95, 1.20, 1.00, 1.10, 1.30),
    "bakery": _CATERING,
    "restaurant": _CATERING,
    "tea_coffee": _CATERING,
    "convenience_store": _RETAIL,
    "supermarket": _RETAIL,
    "": _ONLINE,  # a shop online whose trade nobody tells
}
"""Factors by the code of the trade (`domain.words.TRADES`). A trade without a row has no season here."""

PROMOTIONS: tuple[tuple[int, int, int, float], ...] = (
    (6, 1, 15, 0.10), (6, 16, 17, 0.45), (6, 18, 18, 0.90),
    (11, 1, 9, 0.12), (11, 10, 10, 0.40), (11, 11, 11, 1.00),
    (12, 12, 12, 0.50), (3, 6, 8, 0.20),
)  # fmt: skip
"""Month, first and last day, share of the full lift: 6.18 and Double Eleven with their run-up, two lesser
ones."""

LIFTS: Mapping[str, float] = {
    "apparel": 7.0, "shoes_hats": 5.5, "toys": 5.0, "home_textiles": 6.5, "cosmetics": 6.5,
    "small_appliances": 6.0, "snacks": 4.0, "phone_accessories": 3.5, "luggage": 5.5, "mother_baby": 5.0,
    "hardware": 2.5, "crafts_gifts": 3.5,
}  # fmt: skip
"""How much more a shop that takes part in full sells on the best promotion day, in usual days. The figures of
whole markets hold their promotions already."""
