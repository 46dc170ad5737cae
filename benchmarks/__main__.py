"""`python3 dev.py bench [WORD …] [--json] [--rounds N]`: what the program costs, against bare baselines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure

WORDS = (
    "schedule", "survey", "survey_window", "startup", "assess", "lists", "letters", "sync", "stalls", "batch",
)  # fmt: skip
"""Modules of this package, quickest first; each has `NAME` and `run(rounds)`."""

_USUAL_ROUNDS = {
    "schedule": 25,
    "survey": 25,
    "survey_window": 40,
    "startup": 9,
    "assess": 25,
    "lists": 15,
    "letters": 3,
    "sync": 3,
    "stalls": 1,
    "batch": 1,
}


def line(figure: Figure) -> str:
    """One figure as a line of the report, ratio last."""
    value = f"{figure.value:,.1f} {figure.unit}"
    if figure.ratio is None:
        return f"{figure.name:<58} {value:>18}"
    return f"{figure.name:<58} {value:>18}   {figure.ratio:.2f} × {figure.baseline}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help=f"of: {', '.join(WORDS)}; all without one")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often each side is timed")
    parser.add_argument("--letters", type=int, metavar="N", help="letters: how many, instead of a thousand")
    parser.add_argument(
        "--peers", type=Path, metavar="PYTHON", help="letters: where typst, fpdf2 or weasyprint is installed"
    )
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.words) - set(WORDS):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for word in chosen.words or WORDS:
        print(f"bench: {word}", file=sys.stderr)
        more: dict[str, object] = {}
        if word == "letters":
            more = {"peers": chosen.peers} | ({"count": chosen.letters} if chosen.letters else {})
        found = import_module(f"benchmarks.{word}").run(chosen.rounds or _USUAL_ROUNDS[word], **more)
        figures += found
        if not chosen.json:
            print("\n".join(map(line, found)), flush=True)
    if chosen.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
