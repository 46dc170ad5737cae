"""Verbs that bring others in: a second person's word on a decision, and referral to a partner bank.

Each opens the profile, calls one use-case and prints what it says.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb
from workstation.files import write_whole


def _endorse_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("decision", help="the decision's id")
    parser.add_argument("--dissent", action="store_true", help="say no to it")
    parser.add_argument("--note", default="", help="why; a dissent needs it")


def _endorse(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        desk.endorsements.endorse(arguments.decision, not arguments.dissent, arguments.note)
    word = "dissent" if arguments.dissent else "approval"
    data = {"decision": arguments.decision, "approves": not arguments.dissent, "saved": True}
    return Answer(data, [f"{arguments.decision}: {word} saved, not yet sent."])


def _refer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("--partner", required=True, metavar="NAME", help="the bank that it goes to")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _refer(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        referred = desk.referrals.refer(desk.cases.resolve(arguments.id), arguments.partner)
    write_whole(arguments.output, referred.archive)
    data = {
        "applicant": arguments.id,
        "partner": referred.export.partner,
        "file": str(arguments.output),
        "sha256": referred.export.file_sha256,
        "parts": list(referred.parts),
        "absent": list(referred.absent),
    }
    lines = [f"{arguments.id}: {len(referred.parts)} parts for {referred.export.partner}: {arguments.output}"]
    lines += [f"  not on this workstation: {name}" for name in referred.absent]
    return Answer(data, lines)


VERBS = (
    Verb(("endorse",), "give a second person's word on a decision", _endorse_arguments, _endorse),
    Verb(("refer",), "hand the whole file to a partner bank", _refer_arguments, _refer),
)
