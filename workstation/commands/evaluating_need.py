"""`evaluate --need`: whom the need models would invite, how many rightly, how long before."""

from __future__ import annotations

import sys
from argparse import Namespace

from workstation.commands.verb import Answer
from workstation.paths import resources


def evaluate_invitations(arguments: Namespace) -> Answer:
    """On simulated sellers of a world whose causes were shifted."""
    from workstation.scoring import open_suite
    from workstation.training.needing import SELLERS, evaluate_need

    suite = open_suite(arguments.models or resources() / "models")
    report = evaluate_need(suite, seed=arguments.seed, sellers=arguments.sellers or SELLERS, progress=_tell)
    return Answer(report.to_json(), report.lines())


def _tell(words: str) -> None:
    print(words, file=sys.stderr)
