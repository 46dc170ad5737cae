"""What may be drawn of an approval: once, or as a line (循环额度) that what is repaid fills again.

Goes in: the product, the decision, the loan's account where there is one, what there is to lend against.
Comes out: a `Line`, whose `refusal` is a code where nothing may be drawn. The desk asks it before a draw, the
hub when the draw arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.lending import Decision
from workstation.domain.money import yuan
from workstation.errors import KnownError
from workstation.lending.duedates import months_after
from workstation.lending.product import Product
from workstation.lending.servicing import LoanAccount


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts in fen. `outstanding` is the principal that is out; `base` what can be lent against what there
    is beyond what rests on it, None for a product that rests on a record; `until` the last day of drawing
    again, None where it is drawn once; `refusal` why nothing can be drawn, empty where something can."""

    approved: int
    outstanding: int
    base: int | None
    until: date | None
    refusal: str = ""

    @property
    def free(self) -> int:
        """What the approval leaves."""
        return max(self.approved - self.outstanding, 0)

    @property
    def promised(self) -> int:
        """What can be drawn still, if not today: being overdue passes."""
        return self.free if self.refusal in ("", "loan.overdue") else 0

    @property
    def available(self) -> int:
        """What can be drawn today."""
        if self.refusal:
            return 0
        return self.free if self.base is None else min(self.free, self.base)


def line_of(
    product: Product,
    decision: Decision,
    today: date,
    account: LoanAccount | None,
    base: int | None = None,
) -> Line:
    """The line of an approval. `account` is the loan's as of `today`, None before the first draw."""
    offer = decision.offer
    if offer is None:
        raise ValueError("a line is of an approval")
    decided_on = date.fromisoformat(decision.decided_at[:10])
    until = months_after(decided_on, product.line_months or offer.months) if product.revolving else None
    if account is None:
        return Line(offer.amount, 0, base, until)
    refusals = {
        "loan.drawn": until is None,
        "loan.closed": account.closed_on is not None,
        "loan.line_ended": until is not None and today > until,
        "loan.restructured": account.restructured or account.written_off_on is not None,
        "loan.overdue": account.days_past_due > 0,
    }
    refusal = next((code for code, holds in refusals.items() if holds), "")
    return Line(offer.amount, account.balances.principal, base, until, refusal)


def require_drawable(line: Line, amount: int, where: str) -> None:
    """`amount` fen can be drawn. Raises `KnownError`: the line's refusal, `loan.amount` for nothing or more
    than the approval leaves, `loan.collateral` for more than there is to lend against."""
    _require_unrefused(line, where)
    _require_left(line.free, line, amount, where)
    if line.base is not None and amount > line.base:
        raise KnownError(
            "loan.collateral",
            f"only {yuan(line.base)} yuan may be lent against what there is today",
            where=where,
            remedy="Draw less, or have newer records of it imported at the hub.",
        )


def require_promised(line: Line, amount: int, where: str) -> None:
    """A line as it stood later leaves `amount` fen too, overdue or not, so that it could be drawn before.
    Raises `KnownError`: the line's refusal, `loan.amount`."""
    if not line.promised:
        _require_unrefused(line, where)
    _require_left(line.promised, line, amount, where)


def _require_unrefused(line: Line, where: str) -> None:
    if line.refusal:
        why, remedy = _REFUSALS[line.refusal]
        raise KnownError(line.refusal, why, where=where, remedy=remedy)


def _require_left(left: int, line: Line, amount: int, where: str) -> None:
    if not 0 < amount <= left:
        raise KnownError(
            "loan.amount",
            f"up to {yuan(left)} yuan of {yuan(line.approved)} approved can be drawn",
            where=where,
            remedy="Correct the amount.",
        )


_REFUSALS = {
    "loan.drawn": ("this loan was drawn before", "There is nothing to do."),
    "loan.closed": ("the loan is closed", "Take down a new request."),
    "loan.line_ended": ("the time in which it could be drawn is over", "Take down a new request."),
    "loan.restructured": ("it was put on a new schedule or written off", "Take down a new request."),
    "loan.overdue": ("something of it is overdue", "Collect what is overdue first."),
}
