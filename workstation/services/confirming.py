"""How probably each order on its way will be confirmed, by the model of single orders.

Goes in: a suite, ledgers, a day. Comes out: what `lending.collateral` asks of an order, or None where the
suite holds no such model in use. All open orders are asked for in one call; what the base makes of the
answers is frozen with the case, so that no replay asks again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.assessment import BundleRef
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Decision
from workstation.errors import KnownError
from workstation.services.models import Models

if TYPE_CHECKING:
    from workstation.lending.collateral import Confirmation
    from workstation.scoring import ModelSuite

ORDERS = "orders"
"""The basis whose items are single orders."""

_PLACES = 9


def confirmation_by(suite: ModelSuite, ledgers: Ledgers, as_of: date) -> Confirmation | None:
    """The probability that an open order is confirmed, nine places; None for an order that the model does not
    speak of. A model whose answer is worse the higher it is tells of orders that come back: what is left of
    it is confirmed."""
    from workstation.features.order_figures import open_orders

    model = suite.of_order()
    if model is None:
        return None
    found, entry = open_orders(ledgers, as_of), model.entry
    chances: dict[str, float] = {}
    if found.ids:
        needs = found.columns([need.feature for need in entry.applies_when])
        spoken = [
            all(need.met_by(float(value)) for need, value in zip(entry.applies_when, row, strict=True))
            for row in needs
        ]
        answers = suite.probabilities(entry.id, found.columns(entry.features))
        chances = {
            order: round(answer if entry.worse < 0 else 1 - answer, _PLACES)
            for order, answer, speaks in zip(found.ids, answers, spoken, strict=True)
            if speaks
        }
    return chances.get


def confirmation_here(
    models: Models, basis: str, ledgers: Ledgers, as_of: date, decision: Decision | None = None
) -> Confirmation | None:
    """The same by the models that a decision rests on, which a scenario may have chosen, or by those in force
    on this computer; for a basis of orders. Where they are not here or none may be used, no model speaks: an
    order then counts by the policy's share for that."""
    if basis != ORDERS:
        return None
    named = None if decision is None else models_of(decision)
    try:
        suite = models.current() if named is None else models.of(named)
    except KnownError:
        return None
    return confirmation_by(suite, ledgers, as_of)


def models_of(decision: Decision) -> BundleRef | None:
    """The models that a decision rests on, None where it names none."""
    try:
        return msgspec.convert(decision.inputs["case"]["assessment"]["bundle"], BundleRef)
    except (KeyError, TypeError, msgspec.ValidationError):
        return None
