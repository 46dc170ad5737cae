"""Verbs that bring others in: a second person's word on a decision, and referral to a partner bank.

Each opens the profile, calls one use-case and prints what it says.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb


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


VERBS = (Verb(("endorse",), "give a second person's word on a decision", _endorse_arguments, _endorse),)
