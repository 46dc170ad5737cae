"""`evaluate --suite`: every model of the bundle in force beside its naive baseline, as judged or anew."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from workstation.commands.verb import Answer
from workstation.errors import KnownError
from workstation.paths import resources

_ANEW = 500
_SHOWN = ("auc", "ks", "brier", "slope", "ece", "recall_at_1pct", "rmse", "wmape", "pinball")


def evaluate_suite(arguments: Namespace) -> Answer:
    """What the bundle's own evaluation says; with `--again`, what sellers drawn anew say."""
    from workstation.scoring import open_suite

    folder = arguments.models or resources() / "models"
    suite = open_suite(folder)
    name = f"{suite.ref.name}-{suite.ref.version}"
    if arguments.again:
        from workstation.training.definitions import FOLDER, load_definitions
        from workstation.training.suite.again import judge_again

        sellers = arguments.sellers or _ANEW
        definitions = load_definitions(resources() / "models" / FOLDER)
        found = judge_again(suite, definitions, seed=arguments.seed, sellers=sellers, progress=_tell)
        plain: dict[str, Any] = {
            "seed": arguments.seed,
            "sellers": sellers,
            "models": [j.to_json() for j in found],
        }
    else:
        if suite.manifest.evaluation is None:
            raise KnownError(
                "evaluate.unjudged",
                "this bundle carries no evaluation",
                where=name,
                remedy="Judge it again with --again, or train a newer one.",
            )
        plain = json.loads((folder / name / suite.manifest.evaluation.name).read_bytes())
    return Answer({"bundle": name, **plain}, [name, *lines_of(plain["models"])])


def lines_of(models: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line a model, and under it the figures of its parts."""
    lines: list[str] = []
    for m in models:
        naive = m["naive"]
        figures = ", ".join(f"{k} {m['figures'][k]:.3f}" for k in _SHOWN if m["figures"].get(k) is not None)
        use = "in use" if m["enabled"] else "OUT OF USE: it does not beat its baseline"
        held = f"{naive['figure']} {naive['model']:.4f} against {naive['naive']:.4f} ({naive['baseline']})"
        counted = f"{m['horizon_days']} days; n {m['rows']}, events {m['events']}"
        lines.append(f"{m['id']}: {m['target']}; {counted}; {held}; {use}")
        lines += [f"  {figures}"] if figures else []
        lines += [f"  {_part(part)}" for part in m["segments"]]
    return lines


def _part(part: Mapping[str, Any]) -> str:
    told = ", ".join(f"{k} {v:.3f}" for k, v in part["figures"].items() if v is not None)
    return f"{part['by']} {part['name']}: n {part['rows']}, events {part['events']}, {told}"


def _tell(words: str) -> None:
    """Progress goes to standard error, so that standard output stays the answer."""
    print(words, file=sys.stderr)
