"""`train --outcomes`: challengers of a model of default, learned from decided loans, tried on later ones."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.clock import SystemClock
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.domain.decided import Decided
    from workstation.training.table import Table


def challenge_arguments(parser: ArgumentParser) -> None:
    """What `train` takes beside `--outcomes FILE`."""
    parser.add_argument("--model", default="", metavar="ID", help="which model of the bundle in force")
    parser.add_argument(
        "--tried-from", metavar="DATE", help="decisions from this day on are not learned from, but tried on"
    )
    parser.add_argument("--models", type=Path, metavar="DIR", help="where the bundle challenged lies")


def challenge_from_outcomes(arguments: Namespace) -> Answer:
    """The gate's table for both challengers; a bundle is written where one of them passes.

    Raises `KnownError`: `outcomes.*` for a table that cannot be read or holds too little, `train.model`,
    `bundle.signature`."""
    from workstation.decided_table import read_decided
    from workstation.lending import load_rulebook
    from workstation.portfolio import load_portfolio_policy
    from workstation.services.challenges import challenge, gate_of
    from workstation.training.pipeline import read_key
    from workstation.training.promotion import REAL

    if not arguments.model or not arguments.tried_from or arguments.out is None:
        raise KnownError(
            "outcomes.split", "model, first day of the trial, or folder is not said",
            remedy="Give --model ID, --tried-from DATE and --out DIR.",
        )  # fmt: skip
    keys, day = [read_key(path) for path in arguments.key], read_day(arguments.tried_from)
    policy = load_portfolio_policy(resources() / "policies/portfolio.toml")
    decided = read_decided(arguments.outcomes)
    loans = [row for row in decided if row.bad is not None]
    early = [row for row in loans if row.decided_on < day]
    late = [row for row in loans if row.decided_on >= day]
    for rows, word in ((early, "before"), (late, "from")):
        _both_kinds(rows, f"{word} {day}", arguments.outcomes)
    tried = challenge(
        models_folder=arguments.models or resources() / "models",
        out=arguments.out,
        model_id=arguments.model,
        older=[],
        recent=[_table(early)],
        tested=_table(late),
        last_learned=max(row.decided_on for row in early),
        first_tested=min(row.decided_on for row in late),
        learned=_span(early),
        rules=load_rulebook(resources()),
        product=late[0].product,
        gate=gate_of(policy),
        requests=decided,
        policy=policy,
        private_keys=keys,
        created=SystemClock().today(),
        trained_on=REAL,
        seed=arguments.seed,
        threads=arguments.threads,
    )
    promoted = next((one.promoted for one in tried if one.promoted), None)
    data = {
        "model": arguments.model,
        "learned": {"loans": len(early), "bad": sum(row.bad is True for row in early)},
        "tried": {"loans": len(late), "bad": sum(row.bad is True for row in late)},
        "challengers": [
            {
                "way": one.way,
                "passes": one.verdict.passes,
                "auc": list(one.auc),
                "conditions": [asdict(condition) for condition in one.verdict.conditions],
            }
            for one in tried
        ],
        "promoted": promoted,
    }
    lines = [line for one in tried for line in one.verdict.lines()]
    ending = f"{arguments.out / promoted} is written and signed." if promoted else "Nothing was written."
    return Answer(data, [*lines, ending])


def _both_kinds(rows: Sequence[Decided], when: str, path: Path) -> None:
    if not any(row.bad for row in rows) or all(row.bad for row in rows):
        raise KnownError(
            "outcomes.too_few",
            f"of the loans decided {when} that have had their time, none is bad or none is good",
            where=str(path),
            remedy="Wait until more loans are a year old, or choose another day.",
        )


def _table(rows: Sequence[Decided]) -> Table:
    from workstation.domain.assessment import FeatureVector
    from workstation.training.table import table_of

    vectors = [FeatureVector(row.decided_on, row.features) for row in rows]
    return table_of(vectors, [row.bad is True for row in rows], [row.shop_kind for row in rows])


def _span(rows: Sequence[Decided]) -> str:
    days: list[date] = [row.decided_on for row in rows]
    return f"own loans decided from {min(days)} to {max(days)}"
