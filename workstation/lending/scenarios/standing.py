"""What a scenario may ask of a seller: trade, shop kind, platforms, product, and the stage of its growth.

The stage is read off two features that every file with sales has; without either there is no stage, and a
scenario that asks for one does not speak of the seller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workstation.domain.records import Applicant, ShopKind
from workstation.lending.policy_limits import ScenarioRules
from workstation.lending.product import Product
from workstation.lending.scenarios.definition import GrowthStage, Scenario

_MONTHS = ("shop_months_trading", "invoice_months_seen")
_GROWTH = ("shop_sales_growth_90d", "invoice_sales_growth_90d")
_DROP = ("shop_sales_drop_yoy", "invoice_sales_drop_yoy")


@dataclass(frozen=True, slots=True)
class Standing:
    """One seller who asks for one product, as far as a scope can see."""

    trade: str
    shop_kind: ShopKind
    products: frozenset[str]
    platforms: frozenset[str]
    stage: GrowthStage | None

    def within(self, scenario: Scenario) -> bool:
        scope = scenario.scope
        return (
            (not scope.trades or self.trade in scope.trades)
            and (not scope.shop_kinds or self.shop_kind in scope.shop_kinds)
            and (not scope.products or not self.products.isdisjoint(scope.products))
            and (not scope.platforms or not self.platforms.isdisjoint(scope.platforms))
            and (not scope.stages or self.stage in scope.stages)
        )


def standing_of(
    applicant: Applicant,
    platforms: Iterable[str],
    product: Product,
    features: Mapping[str, float | None],
    rules: ScenarioRules,
) -> Standing:
    return Standing(
        applicant.trade,
        applicant.shop_kind,
        frozenset({product.code, product.family}),
        frozenset(platforms),
        stage_of(features, rules),
    )


def stage_of(features: Mapping[str, float | None], rules: ScenarioRules) -> GrowthStage | None:
    """New before so many months of trading; declining where a quarter sold so much less than a year before;
    growing where it sold so much more than the quarter before; else mature. A drop goes before growth."""
    months, growth, drop = (_first(features, names) for names in (_MONTHS, _GROWTH, _DROP))
    if months is None:
        return None
    if months < rules.new_months:
        return GrowthStage.NEW
    if drop is not None and drop >= rules.declining_drop:
        return GrowthStage.DECLINING
    if growth is not None and growth >= rules.growing_growth:
        return GrowthStage.GROWING
    return GrowthStage.MATURE


def _first(features: Mapping[str, float | None], names: tuple[str, ...]) -> Fraction | None:
    """The first of these features that has a value, as it is written."""
    values = (features.get(name) for name in names)
    return next((Fraction(repr(value)) for value in values if value is not None), None)
