"""Sums that anybody can check: schedules, all-in cost, day counts. No profile, no sign-in.

Amounts are typed and printed in yuan, rates in per cent or as decimals; the figures come from the lending
room, which is exact.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from workstation.commands.reading import (
    calendar_path,
    read_amount,
    read_day,
    read_fee,
    read_flows,
    read_fraction,
    read_rate,
    read_runs,
    read_share,
)
from workstation.commands.shown import amount
from workstation.commands.verb import Answer, Verb
from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.money import Rounding, yuan
from workstation.errors import KnownError

BUSINESS_DAYS = ("none", "following", "modified-following", "preceding")


def _schedule_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--principal", required=True, metavar="YUAN")
    parser.add_argument("--rate", help="per year, as 12%% or 0.12; all methods but share-of-sales")
    parser.add_argument("--n", type=int, metavar="MONTHS", help="all methods but order and share-of-sales")
    parser.add_argument(
        "--method", choices=[m.value for m in RepaymentMethod], default=RepaymentMethod.EQUAL_INSTALMENT.value
    )
    parser.add_argument("--start", required=True, metavar="DATE")
    parser.add_argument("--day-count", choices=[d.value for d in DayCount], default=DayCount.ACT_360.value)
    parser.add_argument("--month-end", choices=("clamp", "roll"), default="clamp")
    parser.add_argument("--rounding", choices=[r.value for r in Rounding], default=Rounding.HALF_UP.value)
    parser.add_argument("--upfront-fee", default="0", metavar="YUAN")
    parser.add_argument(
        "--fee", action="append", default=[], metavar="WHEN:HOW[:BASIS]",
        help="upfront:1%%, per-period:2.00, per-period:0.05%%:balance; may stand several times",
    )  # fmt: skip
    parser.add_argument("--grace-months", type=int, default=0, help="first months that pay interest alone")
    parser.add_argument("--business-day", choices=BUSINESS_DAYS, default="none")
    parser.add_argument("--calendar", default="cn", help="of resources/calendars, or a file")
    parser.add_argument("--term-days", type=int, default=30, help="of an order loan")
    parser.add_argument("--share", metavar="SHARE", help="of sales that is remitted, as 18%% or 0.18")
    parser.add_argument("--sales", metavar="YUAN", help="expected in a year, for share-of-sales")
    parser.add_argument("--charge", default="0", metavar="YUAN", help="fixed, for share-of-sales")


def _by_terms(arguments: Namespace, method: RepaymentMethod) -> Schedule:
    from workstation.lending import load_calendar, make_schedule

    if arguments.rate is None or (arguments.n is None and method is not RepaymentMethod.ORDER):
        raise KnownError(
            "usage.schedule", f"{method.value} needs --rate and --n", remedy="Give both, as --rate 12% --n 6."
        )
    calendar = None
    if arguments.business_day != "none":
        calendar = load_calendar(calendar_path(arguments.calendar))
    return make_schedule(
        read_amount(arguments.principal),
        read_rate(arguments.rate),
        1 if arguments.n is None else arguments.n,
        method,
        read_day(arguments.start),
        DayCount(arguments.day_count),
        rounding=Rounding(arguments.rounding),
        month_end=arguments.month_end,
        upfront_fee=read_amount(arguments.upfront_fee),
        business_day=arguments.business_day,
        calendar=calendar,
        grace_months=arguments.grace_months,
        fees=[read_fee(text) for text in arguments.fee],
        term_days=arguments.term_days,
    )


def _by_sales(arguments: Namespace) -> Schedule:
    from workstation.lending import SalesShare, sales_schedule

    if arguments.share is None or arguments.sales is None:
        raise KnownError(
            "usage.schedule", "share-of-sales needs --share and --sales",
            remedy="Give both, as --share 18% --sales 100000.",
        )  # fmt: skip
    terms = SalesShare(
        read_amount(arguments.principal),
        read_amount(arguments.charge),
        read_amount(arguments.sales),
        read_share(arguments.share),
        DayCount(arguments.day_count),
        Rounding(arguments.rounding),
    )
    return sales_schedule(terms, read_day(arguments.start))


def _schedule(arguments: Namespace) -> Answer:
    method = RepaymentMethod(arguments.method)
    by_sales = method is RepaymentMethod.SHARE_OF_SALES
    schedule = _by_sales(arguments) if by_sales else _by_terms(arguments, method)
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
    parser.add_argument("--convention", choices=("irr", "eu", "reg-z"), default="irr")
    parser.add_argument("--flows", type=Path, metavar="FILE", help="CSV of day, amount (irr, eu)")
    parser.add_argument("--advance", metavar="YUAN", help="what the borrower receives (reg-z)")
    parser.add_argument("--payments", metavar="RUNS", help="such as 1x250,23x230 (reg-z)")
    parser.add_argument("--first-period", type=int, default=1)
    parser.add_argument("--odd-fraction", default="0", metavar="FRACTION")
    parser.add_argument("--periods-per-year", type=int, default=12)


def _apr(arguments: Namespace) -> Decimal:
    """The yearly cost in per cent, unrounded."""
    from workstation.lending import dated_irr, eu_apr, reg_z_apr

    if arguments.convention != "reg-z":
        if arguments.flows is None:
            raise KnownError(
                "usage.cost", f"{arguments.convention} needs --flows", remedy="Give a CSV of day and amount."
            )
        flows = read_flows(arguments.flows)
        return eu_apr(flows) if arguments.convention == "eu" else dated_irr(flows) * 100
    if arguments.advance is None or arguments.payments is None:
        raise KnownError("usage.cost", "reg-z needs --advance and --payments")
    if arguments.first_period < 0 or arguments.periods_per_year < 1:
        raise KnownError(
            "usage.cost", "the first period is 0 or more, and a year has at least one",
            remedy="Correct --first-period or --periods-per-year.",
        )  # fmt: skip
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
