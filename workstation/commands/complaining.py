"""Complaints, headless: take one down, settle it, list those of a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.complaining import SETTLED, ComplaintKind, ComplaintStep, Grievance


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _record_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("--kind", choices=[kind.value for kind in ComplaintKind], required=True)
    parser.add_argument("--text", required=True, help="what was wrong")
    parser.add_argument("--on", metavar="DATE", help="the day on which it was heard, if not today")
    parser.add_argument("--about", default="", metavar="REQUEST", help="id of the request it is about")


def _record(arguments: Namespace) -> Answer:
    day = read_day(arguments.on) if arguments.on else None
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        kind = ComplaintKind(arguments.kind)
        desk.complaints.take(who, kind, arguments.text, on=day, about=arguments.about)
        made = desk.complaints.of(who)[0]
    return Answer({"applicant": arguments.id, **_json(made)}, [f"{arguments.id}: {_line(made)}"])


def _settle_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("complaint", help="the complaint's id")
    parser.add_argument("--step", choices=sorted(step.value for step in SETTLED), required=True)
    parser.add_argument("--text", required=True, help="what was found and done")


def _settle(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        step = ComplaintStep(arguments.step)
        desk.complaints.settle(who, arguments.complaint, step, arguments.text)
    return Answer({"applicant": arguments.id, "saved": True}, [f"{arguments.id}: recorded."])


def _show(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        found = desk.complaints.of(desk.cases.resolve(arguments.id))
    data = {"applicant": arguments.id, "complaints": [_json(one) for one in found]}
    return Answer(data, [_line(one) for one in found] or ["Nobody complained."])


def _json(one: Grievance) -> dict[str, Any]:
    settled = one.settled
    return {
        "id": one.first.id,
        "kind": one.first.kind.value,
        "on": one.first.on.isoformat(),
        "by": one.first.made_by,
        "about": one.first.about,
        "text": one.first.text,
        "settled": None
        if settled is None
        else {"step": settled.step.value, "on": settled.on.isoformat(), "text": settled.text},
    }


def _line(one: Grievance) -> str:
    state = "open" if one.settled is None else f"{one.settled.step.value} {one.settled.on}"
    return f"{one.first.id} {one.first.on} {one.first.kind.value}: {one.first.text} ({state})"


VERBS = (
    Verb(("complaint", "record"), "take down what an applicant found wrong", _record_arguments, _record),
    Verb(("complaint", "settle"), "record what was found and done", _settle_arguments, _settle),
    Verb(("complaint", "show"), "an applicant's complaints", _id, _show),
)
