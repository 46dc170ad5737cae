"""What models foresee, headless: draw it, show it, invite, record the answer, export what came of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_amount, read_count
from workstation.commands.shown import amount
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.domain.inviting import Invitation, InvitationStep
from workstation.domain.money import yuan
from workstation.ports import WorklistQuery

_ALL = 1_000_000


def _look(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        looked_at = len(desk.outlooks.refresh().applicants)
    return Answer({"files": looked_at}, [f"{looked_at} files looked at; the others had not changed."])


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _show(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        outlook, courses = desk.outlooks.of(who), desk.invitations.courses(who)
    said = [] if outlook is None else [asdict(one) for one in outlook.said]
    data = {
        "applicant": arguments.id,
        "as_of": outlook.as_of.isoformat() if outlook else None,
        "foreseen": said,
        "invitations": [
            [_step_json(one) for one in (course.first, *course.later)] for course in courses
        ],
    }  # fmt: skip
    lines = [
        f"{one['model']:<16} {one['probability']:>7.1%} within {one['horizon_days']} days" for one in said
    ]
    lines += [f"{c.first.made_on} {yuan(c.first.amount)}: {c.newest.step.value}" for c in courses]
    return Answer(data, lines or ["Nothing is foreseen."])


def _step_json(step: Invitation) -> dict[str, Any]:
    return {
        "step": step.step.value,
        "on": step.made_on.isoformat(),
        "by": step.made_by,
        "product": step.product,
        "amount": amount(step.amount) if step.amount else None,
        "valid_until": step.valid_until.isoformat() if step.valid_until else None,
        "note": step.note,
    }


def _invite_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("--product", default="", help="the one last asked for where it is left out")
    parser.add_argument("--amount", metavar="YUAN", help="all that would be lent where it is left out")
    parser.add_argument("--days", type=read_count, default=30, help="for how long it holds")
    parser.add_argument("--note", default="", help="how the seller was told")


def _invite(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        fen = read_amount(arguments.amount) if arguments.amount else None
        terms = {"product": arguments.product, "amount": fen, "days": arguments.days, "note": arguments.note}
        desk.invitations.invite(who, **terms)
        made = desk.invitations.courses(who)[0].first
    line = f"{arguments.id} invited: up to {yuan(made.amount)} until {made.valid_until}; no commitment."
    return Answer({"applicant": arguments.id, **_step_json(made)}, [line])


def _answer_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    steps = [step.value for step in InvitationStep if step is not InvitationStep.INVITED]
    parser.add_argument("--step", choices=steps, required=True)
    parser.add_argument("--note", required=True, help="how it went")


def _answer(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        desk.invitations.record(who, InvitationStep(arguments.step), arguments.note)
    return Answer({"applicant": arguments.id, "saved": True}, [f"{arguments.id}: recorded."])


def _outcomes(arguments: Namespace) -> Answer:
    from workstation.services.invitations import outcomes_of

    with desk_of(arguments) as desk:
        rows = desk.cases.worklist(WorklistQuery(limit=_ALL)).rows
        files = (desk.cases.applicant_file(row.applicant_id, ledgers=False) for row in rows)
        found = [outcome for file in files for outcome in outcomes_of(file)]
    data = [
        {
            **asdict(one),
            "as_of": one.as_of.isoformat() if one.as_of else None,
            "invited_on": one.invited_on.isoformat(),
            "amount": amount(one.amount),
        }
        for one in found
    ]
    lines = [
        f"{one.applicant_id:<20} {one.model:<16} {one.probability or 0:>7.1%} {one.answer:<10}"
        f"{' asked' if one.asked else ''}{' drew' if one.drew else ''}"
        for one in found
    ]
    return Answer(data, lines or ["Nobody was invited yet."])


VERBS = (
    Verb(("need", "look"), "let the models look ahead at every file that changed", no_arguments, _look),
    Verb(("need", "show"), "what is foreseen of an applicant, and invitations", _id, _show),
    Verb(("need", "invite"), "record an invitation of what the rules would lend", _invite_arguments, _invite),
    Verb(("need", "answer"), "record what came of an invitation", _answer_arguments, _answer),
    Verb(("need", "outcomes"), "what was foreseen and what came of it", no_arguments, _outcomes),
)  # fmt: skip
