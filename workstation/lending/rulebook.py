"""The rulebook: products, policy and reason table, loaded together and checked against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.businessdays import load_calendar
from workstation.lending.collateral.policy import CollateralPolicy, load_collateral_policy
from workstation.lending.policy import Policy, load_policy
from workstation.lending.product import Product, load_products
from workstation.lending.product_parts import ProductKind
from workstation.lending.reasons import ReasonTable, load_reasons
from workstation.lending.scenarios.definition import Scenario
from workstation.lending.scenarios.effects import Effect

PRODUCTS, POLICY, REASONS = "products", "policies/lending.toml", "reasons/reasons.toml"
COLLATERAL = "policies/collateral.toml"
CALENDARS = "calendars"
_OF_SALES = frozenset({"capacity", "turnover"})
"""Steps without which nothing would say what a shop sells and can remit."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that turns a case into a proposal. `version_hash` is the sha256 over the hashes of all its
    files: two rulebooks with one hash propose the same.

    `scenarios` are those that a case may name, by id. `acting` is what they changed in this rulebook for one
    case, in a rulebook that was made for it (`scenarios.applying`); `heard` is what models beside those of
    default changed in it, None where they were not asked yet (`heard`)."""

    products: Mapping[str, Product]
    policy: Policy
    reasons: ReasonTable
    collateral: CollateralPolicy
    scenarios: Mapping[str, Scenario] = field(default_factory=lambda: MappingProxyType({}))
    acting: tuple[Effect, ...] = ()
    heard: tuple[Bilingual, ...] | None = None
    version_hash: str = field(init=False)

    def __post_init__(self) -> None:
        for product in self.products.values():
            self._check(product)
        self._check_words()
        lines = [f"{name} {digest}" for name, digest in sorted(self.file_hashes().items())]
        object.__setattr__(self, "version_hash", hashlib.sha256("\n".join(lines).encode()).hexdigest())

    def _check(self, product: Product) -> None:
        """Every product that lends or promises has its admission row and its steps in the policy."""
        if product.kind is ProductKind.REFERRAL:
            return
        if not {product.code, product.family} & set(self.policy.admission):
            lacking, remedy = "admission", f"Add a table [admission.{product.family}]."
        elif product.basis not in self.policy.steps:
            lacking, remedy = "steps", f"Add a row for {product.basis.value} to the table [steps]."
        elif product.sales is not None and _OF_SALES - set(self.policy.steps[product.basis]):
            lacking, remedy = "steps", f"A share of sales needs the steps {', '.join(sorted(_OF_SALES))}."
        else:
            return
        raise KnownError(
            "policy.damaged",
            f"the policy has no row of {lacking} for the product {product.code}",
            where=f"{Path(POLICY).name}, field {lacking}",
            remedy=remedy,
        )

    def _check_words(self) -> None:
        """What the policy hears of models beside those of default, the reason table can say."""
        policy, table = self.policy, self.reasons
        needed = {
            "macro": policy.models.macro_points > 0,
            "early_repayment": policy.models.prepaid_at is not None,
            "loss_by_model": any(row.least_loss is not None for row in policy.admission.values()),
            "refer.brushing": policy.models.brushing is not None,
            "refer.survey": policy.models.survey is not None,
        }
        for code, asked in needed.items():
            if asked and not (table.can_note(code) or table.can_find(code)):
                raise KnownError(
                    "policy.damaged",
                    f"the policy hears a model of which the reason table has no words ({code})",
                    where=f"{Path(POLICY).name}, table models or admission",
                    remedy=f"Add {code} to {Path(REASONS).name}, or let the policy leave the model out.",
                )

    def file_hashes(self) -> dict[str, str]:
        """sha256 of each definition file by what it defines."""
        products = {f"product:{code}": product.version_hash for code, product in self.products.items()}
        used = {c.code: c for product in self.products.values() if (c := product.calendar) is not None}
        calendars = {f"calendar:{code}": calendar.version_hash for code, calendar in used.items()}
        scenarios = {f"scenario:{one.id}": one.version_hash for one in self.scenarios.values()}
        return {
            **products,
            **calendars,
            **scenarios,
            "policy": self.policy.version_hash,
            "reasons": self.reasons.version_hash,
            "collateral": self.collateral.version_hash,
        }

    def with_scenarios(self, scenarios: Iterable[Scenario]) -> Rulebook:
        """The same rules with these scenarios for cases to name, in place of those that were there."""
        return replace(self, scenarios=MappingProxyType({one.id: one for one in scenarios}))

    def product(self, code: str) -> Product:
        """Raises `KnownError` (`product.unknown`)."""
        if code not in self.products:
            raise KnownError(
                "product.unknown",
                f"there is no product called {code}",
                remedy=f"Known: {', '.join(sorted(self.products))}.",
            )
        return self.products[code]


def load_rulebook(resources: Path) -> Rulebook:
    """Read every definition under the resources folder. Raises `KnownError` naming file and field."""
    found = [load_calendar(path) for path in sorted((resources / CALENDARS).glob("*.toml"))]
    return Rulebook(
        load_products(resources / PRODUCTS, {calendar.code: calendar for calendar in found}),
        load_policy(resources / POLICY),
        load_reasons(resources / REASONS),
        load_collateral_policy(resources / COLLATERAL),
    )
