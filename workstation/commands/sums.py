"""Sums that anybody can check: schedules, all-in cost, day counts. No profile, no sign-in.

Amounts are typed and printed in yuan, rates in per cent or as decimals; the figures come from the lending
room, which is exact.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from workstation.commands.reading import (
    read_amount,
    read_day,
    read_flows,
    read_fraction,
    read_rate,
    read_runs,
)
from workstation.commands.shown import amount
from workstation.commands.verb import Answer, Verb
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.money import Rounding, yuan
from workstation.errors import KnownError


def _schedule_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--principal", required=True, metavar="YUAN")
    parser.add_argument("--rate", required=True, help="per year, as 12%% or 0.12")
    parser.add_argument("--n", type=int, required=True, metavar="MONTHS")
    parser.add_argument(
        "--method", choices=[m.value for m in RepaymentMethod], default=RepaymentMethod.EQUAL_INSTALMENT.value
    )
    parser.add_argument("--start", required=True, metavar="DATE")
    parser.add_argument("--day-count", choices=[d.value for d in DayCount], default=DayCount.ACT_360.value)
    parser.add_argument("--month-end", choices=("clamp", "roll"), default="clamp")
    parser.add_argument("--rounding", choices=[r.value for r in Rounding], default=Rounding.HALF_UP.value)
    parser.add_argument("--upfront-fee", default="0", metavar="YUAN")


def _schedule(arguments: Namespace) -> Answer:
    from workstation.lending import make_schedule

    schedule = make_schedule(
        read_amount(arguments.principal),
        read_rate(arguments.rate),
        arguments.n,
        RepaymentMethod(arguments.method),
        read_day(arguments.start),
        DayCount(arguments.day_count),
        rounding=Rounding(arguments.rounding),
        month_end=arguments.month_end,
        upfront_fee=read_amount(arguments.upfront_fee),
    )
    rows = [
        {
            "due": row.due.isoformat(),
            "principal": amount(row.principal),
            "interest": amount(row.interest),
            "fee": amount(row.fee),
            "payment": amount(row.payment),
            "balance": amount(row.balance),
        }
        for row in schedule.rows
    ]
    totals = {
        "principal": amount(schedule.principal),
        "interest": amount(schedule.total_interest),
        "fee": amount(schedule.total_fees),
        "payment": amount(schedule.total_payment + schedule.upfront_fee),
    }
    lines = [
        f"{row.due}  "
        + " ".join(f"{yuan(a):>14}" for a in (row.principal, row.interest, row.payment, row.balance))
        for row in schedule.rows
    ]
    return Answer({"rows": rows, "totals": totals}, lines)


def _cost_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--convention", choices=("irr", "reg-z"), default="irr")
    parser.add_argument("--flows", type=Path, metavar="FILE", help="CSV of day, amount (irr)")
    parser.add_argument("--advance", metavar="YUAN", help="what the borrower receives (reg-z)")
    parser.add_argument("--payments", metavar="RUNS", help="such as 1x250,23x230 (reg-z)")
    parser.add_argument("--first-period", type=int, default=1)
    parser.add_argument("--odd-fraction", default="0", metavar="FRACTION")
    parser.add_argument("--periods-per-year", type=int, default=12)


def _apr(arguments: Namespace) -> Decimal:
    """The yearly cost in per cent, unrounded."""
    from workstation.lending import dated_irr, reg_z_apr

    if arguments.convention == "irr":
        if arguments.flows is None:
            raise KnownError("usage.cost", "irr needs --flows", remedy="Give a CSV of day and amount.")
        return dated_irr(read_flows(arguments.flows)) * 100
    if arguments.advance is None or arguments.payments is None:
        raise KnownError("usage.cost", "reg-z needs --advance and --payments")
    return reg_z_apr(
        read_amount(arguments.advance),
        read_runs(arguments.payments),
        arguments.first_period,
        read_fraction(arguments.odd_fraction),
        arguments.periods_per_year,
    )


def _cost(arguments: Namespace) -> Answer:
    apr = _apr(arguments)
    rounded = f"{apr.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return Answer({"apr": rounded, "apr_unrounded": str(apr)}, [f"{rounded} %"])


def _daycount_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--convention", choices=[d.value for d in DayCount], required=True)
    parser.add_argument("start", metavar="FROM")
    parser.add_argument("end", metavar="TO")


def _daycount(arguments: Namespace) -> Answer:
    from workstation.lending import day_count_days

    days = day_count_days(DayCount(arguments.convention), read_day(arguments.start), read_day(arguments.end))
    return Answer({"days": days}, [str(days)])


VERBS = (
    Verb(("schedule",), "a repayment schedule, to the fen", _schedule_arguments, _schedule),
    Verb(("cost",), "the all-in yearly cost of a loan", _cost_arguments, _cost),
    Verb(("daycount",), "days between two dates by a convention", _daycount_arguments, _daycount),
)
