"""Reads scenario files and checks them: each by itself, against the rules, and against the others.

Every fault is a `KnownError` that names the file, the field and what to do: `scenario.unreadable`,
`scenario.damaged` (a field), `scenario.unbudgeted`, `scenario.conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path

from workstation.errors import KnownError
from workstation.lending.definitions import parse_definition, read_definition
from workstation.lending.positions import line_of
from workstation.lending.product import Product
from workstation.lending.product_parts import ProductKind
from workstation.lending.rulebook import Rulebook
from workstation.lending.scenarios.definition import Scenario, Scope

FOLDER = "scenarios"
_CORRECT = "Correct the file and check it again."


def read_scenario(path: Path) -> Scenario:
    """Raises `KnownError` (`scenario.unreadable`, `scenario.damaged`)."""
    return read_definition(path, Scenario, "scenario")


def parse_scenario(data: bytes, where: str) -> Scenario:
    """Raises `KnownError` (`scenario.damaged`)."""
    return parse_definition(data, Scenario, "scenario", where=where)


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """Every scenario of a folder by its file's name. Raises as `read_scenario`, and `scenario.conflict` for
    an id that two files bear."""
    found: dict[str, Scenario] = {}
    for path in sorted(folder.glob("*.toml")):
        scenario = read_scenario(path)
        if scenario.id in found:
            raise _conflict(f"another file defines the scenario {scenario.id} already", path.name, "id")
        found[scenario.id] = scenario
    return tuple(found.values())


Place = Callable[[str], str]
"""Where a field of a scenario stands, as an error says it."""


def place_in(path: Path) -> Place:
    """The file, the line and the field."""
    text = path.read_text(encoding="utf-8")
    return lambda field: f"{path.name}, line {line_of(text, field)}, field {field}"


def check_against(scenario: Scenario, rules: Rulebook, place: Place | None = None) -> None:
    """Whether the scenario makes sense under these rules. Raises `KnownError`: `scenario.damaged` for a
    product that is not there, a set rate where prices are reckoned, a cap below what a product lends at
    least, or too many points; `scenario.unbudgeted` where it admits more than the policy and states no
    budget of expected loss."""
    where = place or (lambda field: f"{scenario.id}, field {field}")
    known = {name for one in rules.products.values() for name in (one.code, one.family)}
    if unknown := sorted(set(scenario.scope.products) - known):
        raise _damaged(f"there is no product or family {unknown[0]}", where("scope.products"))
    most = rules.policy.scenarios.most_points
    if abs(scenario.admission.points) > most:
        words = f"the policy lets scenarios move a score by {most} points"
        raise _damaged(words, where("admission.points"))
    for product in products_of(scenario.scope, rules.products):
        _check_product(scenario, product, rules, where)


def _check_product(scenario: Scenario, product: Product, rules: Rulebook, where: Place) -> None:
    least = min(scenario.limits.most_yuan.values(), default=product.amounts.minimum_yuan)
    if least < product.amounts.minimum_yuan:
        what = f"{product.code} lends {product.amounts.minimum_yuan} yuan at least"
        raise _damaged(what, where("limits.most_yuan"))
    if scenario.price.rates and not product.price and scenario.scope.products:
        raise _damaged(f"the price of {product.code} is reckoned; use add", where("price.rates"))
    cutoff = scenario.admission.cutoff
    if cutoff is None or scenario.budget is not None or product.kind is ProductKind.REFERRAL:
        return
    ordinary = rules.policy.admission_of(product).cutoff
    if cutoff > ordinary:
        raise KnownError(
            "scenario.unbudgeted",
            f"it admits {product.code} up to a default probability of {float(cutoff):.2%}, the policy up to "
            f"{float(ordinary):.2%}, and it states no budget of expected loss",
            where=where("budget"),
            remedy="Add a table [budget] with expected_loss_yuan and officer_share.",
        )


def check_together(scenarios: Iterable[Scenario], products: Mapping[str, Product]) -> None:
    """Raises `KnownError` (`scenario.conflict`) for two that choose different models for one seller on one
    day: nothing else of two scenarios contradicts, `precedence` says which holds."""
    choosing = [one for one in scenarios if one.weights is not None]
    for left, right in combinations(choosing, 2):
        apart = left.until < right.starts or right.until < left.starts or left.id == right.id
        if apart or left.weights == right.weights or not _meet(left.scope, right.scope, products):
            continue
        words = f"it chooses other models than {right.id} for the same sellers on the same days"
        raise _conflict(words, left.id, "weights")


def products_of(scope: Scope, products: Mapping[str, Product]) -> tuple[Product, ...]:
    """The products that a scope speaks of: all where it names none."""
    return tuple(
        one for one in products.values() if not scope.products or {one.code, one.family} & set(scope.products)
    )


def _meet(left: Scope, right: Scope, products: Mapping[str, Product]) -> bool:
    """Whether a seller can be within both."""
    pairs = (
        (left.trades, right.trades),
        (left.shop_kinds, right.shop_kinds),
        (left.stages, right.stages),
        (
            [one.code for one in products_of(left, products)],
            [one.code for one in products_of(right, products)],
        ),
    )  # a seller may have shops on two platforms, so those never keep two scopes apart
    return all(not a or not b or not set(a).isdisjoint(b) for a, b in pairs)


def _damaged(what: str, where: str) -> KnownError:
    return KnownError("scenario.damaged", what, where=where, remedy=_CORRECT)


def _conflict(what: str, where: str, field: str) -> KnownError:
    return KnownError(
        "scenario.conflict",
        what,
        where=f"{where}, field {field}",
        remedy="Give them other days or another scope, or withdraw one of the two.",
    )
