"""Verbs of loans after approval: show, check, draw, statement, contact, promise, reschedule.

Each opens the profile, calls one use-case and prints what it says.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import msgspec

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_amount, read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.money import yuan


def _of_file(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _of_loan(parser: ArgumentParser) -> None:
    _of_file(parser)
    parser.add_argument("loan", help="the id of the application that the loan was granted on")


def _show(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        views = desk.loans.of(desk.cases.resolve(arguments.id))
    lines = [
        f"{v.account.loan_id}  {yuan(v.account.balances.total):>14}  {v.account.days_past_due:>4}  "
        f"{v.account.bucket}  {v.account.loan_class}"
        for v in views
    ]
    return Answer(msgspec.to_builtins(views), lines or ["No loan was drawn on this file."])


def _check_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("code", help="the condition")
    parser.add_argument("--how", required=True, help="how it was found")
    parser.add_argument("--unmet", action="store_true")


def _check(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        applicant = desk.cases.resolve(arguments.id)
        desk.loans.check_condition(
            applicant, arguments.loan, arguments.code, not arguments.unmet, arguments.how
        )
        rows = desk.loans.conditions(applicant, arguments.loan)
    data = [{"code": row.code, "met": row.met} for row in rows]
    return Answer(data, [f"{row.code}: {'met' if row.met else 'not met'}" for row in rows])


def _draw_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("--amount", metavar="YUAN", help="less than was approved")


def _draw(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        amount = read_amount(arguments.amount) if arguments.amount else None
        desk.loans.draw(desk.cases.resolve(arguments.id), arguments.loan, amount=amount)
    return _saved(arguments, "draw")


def _statement_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("--from", dest="first", required=True, metavar="DATE")
    parser.add_argument("--to", dest="last", required=True, metavar="DATE")


def _statement(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        rows = desk.loans.statement(
            desk.cases.resolve(arguments.id),
            arguments.loan,
            read_day(arguments.first),
            read_day(arguments.last),
        )
    lines = [f"{r.on}  {r.what:<14} {yuan(r.amount):>14}  {yuan(r.balance):>14}" for r in rows]
    return Answer(msgspec.to_builtins(rows), lines)


def _promise_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("--amount", required=True, metavar="YUAN")
    parser.add_argument("--by", required=True, metavar="DATE")


def _promise(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        desk.loans.take_promise(
            desk.cases.resolve(arguments.id),
            arguments.loan,
            read_day(arguments.by),
            read_amount(arguments.amount),
        )
    return _saved(arguments, "promise")


def _reschedule_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("--months", type=int, required=True)
    parser.add_argument("--reason", required=True)


def _reschedule(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        desk.loans.reschedule(
            desk.cases.resolve(arguments.id), arguments.loan, arguments.months, arguments.reason
        )
    return _saved(arguments, "rescheduling")


def _saved(arguments: Namespace, what: str) -> Answer:
    return Answer({"loan": arguments.loan, "saved": True}, [f"{arguments.loan}: {what} saved, not yet sent."])


VERBS = (
    Verb(("loan", "show"), "a file's loans with their accounts as of today", _of_file, _show),
    Verb(("loan", "check"), "record a disbursement condition", _check_arguments, _check),
    Verb(("loan", "draw"), "pay an approved loan out", _draw_arguments, _draw),
    Verb(("loan", "statement"), "statement of account", _statement_arguments, _statement),
    Verb(("loan", "promise"), "take a promise to pay", _promise_arguments, _promise),
    Verb(("loan", "reschedule"), "put a loan on a new schedule", _reschedule_arguments, _reschedule),
)
