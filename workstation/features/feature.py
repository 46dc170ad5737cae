"""What a feature is: one row of the dictionary, with everything that a reader or a model needs to know of it.

The rows themselves are data in `shop_definitions` and `invoice_definitions`. Nothing here computes a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.text import Bilingual


class Family(StrEnum):
    """Which ledgers a feature is computed from."""

    SHOP = "shop"  # orders, items, payments, shipments, reviews
    INVOICE = "invoice"  # VAT invoices, both directions
    FIRM = "firm"  # what kind of firm it is, by its file
    TRADE = "trade"  # the course of sales, whichever ledger shows it
    SURVEY = "survey"  # what a visit measured
    FAKE = "fake"  # marks of fake orders: orders, shipments, reviews
    STOCK = "stock"  # buying against selling: invoices, purchase orders, sales
    BORROWER = "borrower"  # how an earlier loan is repaid
    ECONOMY = "economy"  # the trade's calendar and outlook, from a dated table
    ORDER = "order"  # one order on its way
    PACE = "pace"  # the course of sales without its scale: orders, takings or invoices


class Unit(StrEnum):
    YUAN = "yuan"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"  # of thirty days
    SHARE = "share"  # 0–1, shown in per cent
    CHANGE = "change"  # relative change, −1 and up, shown in per cent with its sign
    RATIO = "ratio"
    COUNT = "count"
    STARS = "stars"


class Direction(IntEnum):
    """What a higher value may do to the risk of default. A model is held to it by a monotone constraint."""

    LOWERS_RISK = -1
    FREE = 0
    RAISES_RISK = 1


_SUFFIXES: dict[Unit, Bilingual] = {
    Unit.YUAN: Bilingual(" 元", " yuan"),
    Unit.DAYS: Bilingual(" 天", " days"),
    Unit.HOURS: Bilingual(" 小时", " hours"),
    Unit.MONTHS: Bilingual(" 个月", " months"),
    Unit.SHARE: Bilingual("%", "%"),
    Unit.CHANGE: Bilingual("%", "%"),
    Unit.RATIO: Bilingual("", ""),
    Unit.COUNT: Bilingual("", ""),
    Unit.STARS: Bilingual(" 星", " stars"),
}
_SHOWN_PLACES: dict[Unit, int] = {Unit.SHARE: 1, Unit.CHANGE: 1, Unit.RATIO: 2, Unit.STARS: 2, Unit.HOURS: 1}
_NO_EVIDENCE = Bilingual("无记录", "no record")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature.

    `places` is the number of decimals the value is rounded to before it leaves this room. `definition` says
    the rule in words, windows and denominators included; `source` where the rule comes from, where it is
    not plain counting. `revision` goes up whenever the rule changes, so that a model trained on the old
    rule is refused.
    """

    name: str
    family: Family
    unit: Unit
    places: int
    domain: EvidenceDomain
    direction: Direction
    title: Bilingual
    definition: Bilingual
    source: str = ""
    revision: int = 1

    @classmethod
    def row(
        cls,
        family: Family,
        domain: EvidenceDomain,
        name: str,
        unit: Unit,
        places: int,
        direction: Direction,
        title_zh: str,
        title_en: str,
        definition_zh: str,
        definition_en: str,
        source: str = "",
    ) -> Feature:
        """A row whose name begins with its family's."""
        return cls(
            f"{family.value}_{name}",
            family,
            unit,
            places,
            domain,
            direction,
            Bilingual(title_zh, title_en),
            Bilingual(definition_zh, definition_en),
            source,
        )

    def rounded(self, value: float | None) -> float | None:
        """`value` as it leaves this room; negative zero becomes zero, None stays None."""
        return None if value is None else round(float(value), self.places) + 0.0

    def shown(self, value: float | None) -> Bilingual:
        """`value` as a person reads it, unit included: 0.0825 → "8.2%", None → "no record"."""
        if value is None:
            return _NO_EVIDENCE
        suffix = _SUFFIXES[self.unit]
        percent = self.unit in (Unit.SHARE, Unit.CHANGE)
        places = _SHOWN_PLACES.get(self.unit, 0)
        sign = "+" if self.unit is Unit.CHANGE else ""
        text = format(value * 100 if percent else value, f"{sign},.{places}f")
        return Bilingual(text + suffix.zh, text + suffix.en)

    def schema(self) -> dict[str, str | int]:
        """The part of the row that a trained model depends on, as plain data; wordings are not in it."""
        return {
            "name": self.name,
            "family": self.family.value,
            "unit": self.unit.value,
            "places": self.places,
            "direction": int(self.direction),
            "revision": self.revision,
        }
