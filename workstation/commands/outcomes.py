"""`hub outcomes`: every decision of the hub with the features it froze and what became of it, as a table."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.clock import SystemClock
from workstation.commands.hub import place_of
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.domain.decided import Decided
    from workstation.hub.admin import HubAdmin

_TOLD_EVERY = 1000


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the hub's folder")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL instead of SQLite")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table, as Parquet")
    parser.add_argument(
        "--as-of", metavar="DATE", help="as it was known at the end of another day than today"
    )


def _outcomes(arguments: Namespace) -> Answer:
    from workstation.app import open_admin
    from workstation.decided_table import write_decided
    from workstation.features import DICTIONARY

    day = read_day(arguments.as_of) if arguments.as_of else SystemClock().today()
    found: Counter[str] = Counter()
    with open_admin(place_of(arguments)) as admin:
        count = write_decided(arguments.out, _counted(_rows(admin, day), found), tuple(DICTIONARY))
    data = {"out": str(arguments.out), "as_of": day.isoformat(), "decisions": count, **found}
    told = ", ".join(f"{number:,} {word}" for word, number in found.items())
    return Answer(data, [f"{arguments.out}: {count:,} decisions as of {day}; {told or 'nothing was lent'}"])


def _rows(admin: HubAdmin, day: date) -> Iterator[Decided]:
    from workstation.lending import load_rulebook
    from workstation.lending.servicing import load_servicing
    from workstation.services.outcomes import decided_of

    rules, policy = load_rulebook(resources()), load_servicing(resources() / "policies/servicing.toml")
    for number, file in enumerate(admin.files(), 1):
        if number % _TOLD_EVERY == 0:
            print(f"{number:,} files", file=sys.stderr)
        yield from decided_of(file, rules, policy, day)


def _counted(rows: Iterator[Decided], found: Counter[str]) -> Iterator[Decided]:
    for row in rows:
        if row.drawn_on is not None:
            found["drawn"] += 1
            found["too young"] += row.bad is None
            found["bad"] += row.bad is True
        yield row


VERBS = (
    Verb(("hub", "outcomes"), "decisions with their frozen features and outcomes", _arguments, _outcomes),
)
