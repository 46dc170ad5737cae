"""Verbs of loans after approval: accounts and statements, and one verb for every act on a loan.

Each opens the profile, calls one use-case and prints what it says.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

import msgspec

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_amount, read_day, read_moment
from workstation.commands.shown import amount
from workstation.commands.verb import Answer, Verb
from workstation.domain.money import yuan
from workstation.domain.servicing import ContactChannel
from workstation.events import Changes
from workstation.services.desk import Desk


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


def _line(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        line = desk.drawing.line(desk.cases.resolve(arguments.id), arguments.loan)
    amounts = {
        "approved": line.approved,
        "outstanding": line.outstanding,
        "base": line.base,
        "available": line.available,
    }
    data = {
        "loan": arguments.loan,
        **{name: None if fen is None else amount(fen) for name, fen in amounts.items()},
        "until": line.until.isoformat() if line.until else None,
        "refusal": line.refusal or None,
    }
    lines = [f"{name:<12}{yuan(fen):>16}" for name, fen in amounts.items() if fen is not None]
    return Answer(data, [*lines, *([f"nothing can be drawn: {line.refusal}"] if line.refusal else [])])


def _check_arguments(parser: ArgumentParser) -> None:
    _of_loan(parser)
    parser.add_argument("code", help="the condition")
    parser.add_argument("--how", required=True, help="how it was found")
    parser.add_argument("--unmet", action="store_true")


def _check(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        applicant = desk.cases.resolve(arguments.id)
        desk.drawing.check_condition(
            applicant, arguments.loan, arguments.code, not arguments.unmet, arguments.how
        )
        rows = desk.drawing.conditions(applicant, arguments.loan)
    data = [{"code": row.code, "met": row.met} for row in rows]
    return Answer(data, [f"{row.code}: {'met' if row.met else 'not met'}" for row in rows])


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


Does = Callable[[Desk, str, Namespace], Changes]


def _act(name: str, about: str, options: Callable[[ArgumentParser], None], do: Does) -> Verb:
    """A verb that keeps one act on a loan: `do` is told the applicant's id."""

    def arguments_of(parser: ArgumentParser) -> None:
        _of_loan(parser)
        options(parser)

    def run(arguments: Namespace) -> Answer:
        with desk_of(arguments) as desk:
            do(desk, desk.cases.resolve(arguments.id), arguments)
        said = f"{arguments.loan}: {name.replace('-', ' ')} saved, not yet sent."
        return Answer({"loan": arguments.loan, "saved": True}, [said])

    return Verb(("loan", name), about, arguments_of, run)


def _needs(*names: str) -> Callable[[ArgumentParser], None]:
    """Options that cannot be left out, each with the word for its value."""

    def add(parser: ArgumentParser) -> None:
        for name in names:
            parser.add_argument(f"--{name}", required=True, **_OPTIONS[name])

    return add


_OPTIONS: dict[str, dict[str, Any]] = {
    "amount": {"metavar": "YUAN"},
    "by": {"metavar": "DATE"},
    "paid-on": {"metavar": "DATE"},
    "months": {"type": int},
    "reason": {},
    "found": {"help": "what was found"},
    "channel": {"choices": [channel.value for channel in ContactChannel]},
    "way": {"choices": ["bank", "platform", "cash"]},
    "at": {"metavar": "MOMENT", "help": "local, like 2026-11-23T10:30"},
    "with": {"dest": "whom", "metavar": "WHOM"},
    "result": {},
}


def _draw_options(parser: ArgumentParser) -> None:
    parser.add_argument("--amount", metavar="YUAN", help="less than can be drawn")


def _funds_options(parser: ArgumentParser) -> None:
    _needs("found")(parser)
    parser.add_argument("--not-as-agreed", action="store_true")


_ACTS = (
    _act("draw", "pay out, the first time or from a line again", _draw_options,
         lambda desk, who, a: desk.drawing.draw(
             who, a.loan, amount=read_amount(a.amount) if a.amount else None)),
    _act("promise", "take a promise to pay", _needs("amount", "by"),
         lambda desk, who, a: desk.loans.take_promise(who, a.loan, read_day(a.by), read_amount(a.amount))),
    _act("contact", "log a contact with the borrower", _needs("channel", "at", "with", "result"),
         lambda desk, who, a: desk.loans.log_contact(
             who, a.loan, ContactChannel(a.channel), read_moment(a.at), a.whom, a.result)),
    _act("claim", "note a payment that somebody claims", _needs("amount", "paid-on", "way"),
         lambda desk, who, a: desk.loans.claim_repayment(
             who, a.loan, read_day(a.paid_on), read_amount(a.amount), a.way)),
    _act("funds", "check what the money was used for", _funds_options,
         lambda desk, who, a: desk.loans.check_funds(who, a.loan, not a.not_as_agreed, a.found)),
    _act("prepay", "repay a part early out of the credit held", _needs("amount", "reason"),
         lambda desk, who, a: desk.loans.prepay(who, a.loan, read_amount(a.amount), a.reason)),
    _act("reschedule", "put a loan on a new schedule", _needs("months", "reason"),
         lambda desk, who, a: desk.loans.reschedule(who, a.loan, a.months, a.reason)),
    _act("recovery-cost", "charge a cost of recovery", _needs("amount", "reason"),
         lambda desk, who, a: desk.loans.charge(who, a.loan, read_amount(a.amount), a.reason)),
    _act("write-off", "write a loan off; it is still owed", _needs("reason"),
         lambda desk, who, a: desk.loans.write_off(who, a.loan, a.reason)),
    _act("close", "close a settled loan and free what secured it", _needs(),
         lambda desk, who, a: desk.loans.close(who, a.loan)),
)  # fmt: skip

VERBS = (
    Verb(("loan", "show"), "a file's loans with their accounts as of today", _of_file, _show),
    Verb(("loan", "line"), "what can be drawn on an approval today", _of_loan, _line),
    Verb(("loan", "check"), "record a disbursement condition", _check_arguments, _check),
    Verb(("loan", "statement"), "statement of account", _statement_arguments, _statement),
    *_ACTS,
)
