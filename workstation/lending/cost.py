"""The all-in annual cost of a loan: the IRR of what the borrower really receives and pays, fees included.

Goes in: a schedule. Comes out: nominal (monthly rate × 12) and effective (compounded) cost, in per cent with
four decimals. Monthly schedules are solved per month on equal periods.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workstation.domain.lending import Cost, Schedule
from workstation.errors import KnownError
from workstation.lending.returns import compounded, irr

_MONTHS = 12
_FOUR_PLACES = Decimal("0.0001")


def all_in_cost(schedule: Schedule) -> Cost:
    """Cost of a loan that is repaid as scheduled. Raises `KnownError` as `irr`."""
    return _cost(borrower_flows(schedule))


def cost_if_repaid(schedule: Schedule, number: int) -> Cost:
    """Cost where the whole balance is repaid with instalment `number` (from 1): an up-front fee is then
    borne over a shorter time. Raises `KnownError` (`cost.instalment`) for a number it does not have."""
    if not 1 <= number <= len(schedule.rows):
        raise KnownError(
            "cost.instalment", f"there is no instalment {number}", remedy=f"Choose 1 to {len(schedule.rows)}."
        )
    flows = borrower_flows(schedule)[: number + 1]
    flows[-1] -= schedule.rows[number - 1].balance
    return _cost(flows)


def borrower_flows(schedule: Schedule) -> list[int]:
    """What the borrower receives (+) and pays (−) month by month, in fen, the draw first."""
    return [schedule.principal - schedule.upfront_fee, *(-row.payment for row in schedule.rows)]


def _cost(flows: list[int]) -> Cost:
    monthly = irr(flows)
    return Cost(_percent(monthly * _MONTHS), _percent(compounded(monthly, _MONTHS)))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(_FOUR_PLACES, ROUND_HALF_UP) + 0:f}"
