"""`score`: the rows of a table by a model that `train --data` made. No profile."""

from __future__ import annotations

import csv
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.reading import read_count
from workstation.commands.verb import Answer, Verb, tell
from workstation.errors import KnownError
from workstation.files import text_appearing
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.scoring import TrustRoot
    from workstation.scoring.drift import Drift
    from workstation.training.book.new_rows import Scorer, Tally
    from workstation.training.book.verified import OpenModel

_FEW = 10  # values and columns that are told by name


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--model", type=Path, required=True, metavar="DIR", help="the folder that train --data wrote"
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FILE", help="the rows: CSV, gz, zip or Parquet"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a line for each row, as CSV")
    parser.add_argument("--id", default="", metavar="COLUMN", help="the column that names a row")
    parser.add_argument("--names", metavar="A,B,C", help="the columns of a file without header")
    parser.add_argument("--target", default="", metavar="COLUMN", help="outcomes, to judge the model by them")
    parser.add_argument(
        "--bad", action="append", default=[], metavar="VALUE", help="a bad outcome; default: training's"
    )
    parser.add_argument(
        "--reasons", type=int, choices=range(5), default=4, help="how many for a row; 0 is quicker"
    )
    parser.add_argument(
        "--trust", type=Path, metavar="FILE",
        help="public keys that must have signed the model; without it an unsigned one is taken, and said",
    )  # fmt: skip
    parser.add_argument("--part", type=read_count, default=20_000, metavar="ROWS", help="rows held at once")


def _score(arguments: Namespace) -> Answer:
    from workstation.training.book.new_rows import Asked, Scorer
    from workstation.training.book.streaming import open_table
    from workstation.training.book.verified import open_model

    if arguments.out.resolve() == arguments.data.resolve():
        raise KnownError(
            "score.out", "the lines would take the place of the rows", where=str(arguments.out),
            remedy="Name another file with --out.",
        )  # fmt: skip
    model = open_model(arguments.model, _trust(arguments), must_be_signed=arguments.trust is not None)
    names = tuple(arguments.names.split(",")) if arguments.names else ()
    table = open_table(arguments.data, names, arguments.part)
    if arguments.bad and not arguments.target:
        raise KnownError(
            "score.bad", "--bad says what is bad of no column", where=", ".join(arguments.bad),
            remedy="Name the column with the outcomes with --target.",
        )  # fmt: skip
    asked = Asked(arguments.id, arguments.target, tuple(arguments.bad), arguments.reasons)
    scorer = Scorer(model, table, asked)
    with text_appearing(arguments.out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(scorer.head)
        writer.writerows(scorer.lines(tell))
    return _answer(arguments, model, scorer)


def _trust(arguments: Namespace) -> TrustRoot | None:
    from workstation.scoring import read_trust

    path = arguments.trust or resources() / "models" / "trust.json"
    return read_trust(path) if arguments.trust or path.is_file() else None


def _answer(arguments: Namespace, model: OpenModel, scorer: Scorer) -> Answer:
    tally = scorer.tally
    drift = scorer.drift()
    moved = sorted((d for d in drift[1:] if d.alarms), key=lambda d: -d.psi)
    outcomes = _outcomes(tally) if arguments.target else None
    data = {
        "out": str(arguments.out),
        "model": {"folder": str(arguments.model), "sha256": model.sha256, "signed": model.signed},
        "rows": tally.rows,
        "mean_probability": tally.probabilities / tally.rows,
        "no_likelier_than_the_book": tally.approved / tally.rows,
        "grades": dict(sorted(tally.grades.items())),
        "missing": _missing(model, tally),
        "new": [
            {"column": column, "what": what, "rows": found.total(), "values": dict(found.most_common(_FEW))}
            for (column, what), found in tally.new.items()
        ],
        "not_read": list(scorer.not_read),
        "prohibited_not_read": list(scorer.prohibited),
        "drift": {"score": _drift(drift[0]), "columns": [_drift(d) for d in drift[1:]]},
        "outcomes": outcomes,
    }
    return Answer(data, _lines(data, model, drift[0], moved))


def _lines(data: dict[str, Any], model: OpenModel, score: Drift, moved: list[Drift]) -> list[str]:
    grades = ", ".join(f"{grade} {count:,}" for grade, count in data["grades"].items())
    said = [
        f"{data['out']}: {data['rows']:,} rows, mean PD {data['mean_probability']:.4f}, grades {grades}",
        f"model {model.sha256[:12]}, "
        + ("signed" if model.signed else "not signed: whole, but by nobody known"),
        f"score: {_psi(score)}",
    ]
    said += [f"{d.name}: {_psi(d)}" for d in moved[:_FEW]]
    if not moved:
        said.append("no column has moved beyond chance")
    said += [
        f"{new['column']}: {new['what']} in {new['rows']:,} rows: {', '.join(map(repr, new['values']))}"
        for new in data["new"]
    ]
    said += [
        f"{gap['column']}: blank in {gap['share']:.1%}, in training {gap['share_in_training']:.1%}"
        for gap in data["missing"][:_FEW]
        if gap["share"] > 0
    ]
    if data["prohibited_not_read"]:
        said.append(f"prohibited and not read: {', '.join(data['prohibited_not_read'])}")
    if not model.recipe.reference:
        said.append("no reasons: nobody of the book was on the approving side")
    outcomes = data["outcomes"]
    if outcomes:
        said.append(
            f"outcomes of {outcomes['rows']:,} rows, {outcomes['bad']:,} bad: mean PD over real rate "
            f"{_or_none(outcomes['ratio'], '.2f')}, AUC {_or_none(outcomes['auc'], '.4f')}, "
            f"slope {_or_none(outcomes['calibration_slope'], '.3f')}"
        )
    return said


def _psi(drift: Drift) -> str:
    verdict = "moved beyond chance" if drift.alarms else "as in training"
    return f"{verdict}, PSI {drift.psi:.4f} (critical {drift.critical:.4f})"


def _drift(drift: Drift) -> dict[str, Any]:
    critical = drift.critical if drift.critical < float("inf") else None
    return {
        "name": drift.name, "psi": drift.psi, "critical": critical, "alarms": drift.alarms,
        "missing": list(drift.missing),
    }  # fmt: skip


def _missing(model: OpenModel, tally: Tally) -> list[dict[str, Any]]:
    before = model.recipe.missing
    shares = {column: rows / tally.rows for column, rows in tally.missing.items()}
    return [
        {"column": column, "share": share, "share_in_training": before.get(column, 0.0)}
        for column, share in sorted(shares.items(), key=lambda item: -item[1])
    ]


def _outcomes(tally: Tally) -> dict[str, Any]:
    """Every figure of the rows with an outcome; null where one outcome alone leaves none."""
    import numpy as np

    from workstation.training import metrics
    from workstation.training.book.report import figure_json
    from workstation.training.evaluation import figures

    margins, bad = np.concatenate(tally.margins), np.concatenate(tally.bad)
    rows, bads = len(bad), int(bad.sum())
    mean = float(metrics.probability(margins).mean()) if rows else None
    found: dict[str, Any] = {
        "rows": rows, "bad": bads, "without_an_outcome": tally.unlabelled,
        "bad_rate": bads / rows if rows else None, "mean_probability": mean,
        "ratio": mean * rows / bads if mean is not None and bads else None,
        "auc": None, "calibration_slope": None,
    }  # fmt: skip
    return found | figure_json(figures(bad, margins)) if 1 < bads < rows - 1 else found


def _or_none(value: float | None, form: str) -> str:
    return "none" if value is None else format(value, form)


VERBS = (Verb(("score",), "score new rows by a model of a lender's own table", _arguments, _score),)
