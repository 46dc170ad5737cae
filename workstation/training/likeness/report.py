"""How like real sellers the simulated ones are: each measure's deciles on both sides, and how far apart.

In: real and simulated values, or the deciles of real ones that are kept with the program. Out: `Likeness`.
The distance is the mean difference of the deciles over the real span between the first and the ninth, taken
of logarithms where the measure is an amount, a count or a time: 0 is the same, 1 is off by the whole span.
Of a single number it is the log of the ratio, up or down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workstation.paths import resources
from workstation.training.likeness.measures import MEASURES, PUBLISHED, SOURCES, Measure, Scale
from workstation.training.likeness.real import real_values
from workstation.training.likeness.simulated import simulated_values
from workstation.training.simulator import TRAINING_WORLD
from workstation.training.simulator.causes import Floats
from workstation.training.table import Progress, quiet

DECILES = tuple(round(0.1 * n, 1) for n in range(1, 10))
_KEPT = ("training", "real_quantiles.json")
_LEAST = 1e-9  # below it a logarithm says nothing
_HEAD = ("real 10 %", "50 %", "90 %", "made 10 %", "50 %", "90 %", "apart")
_NAME_WIDTH, _FIGURE_WIDTH = 33, 11


@dataclass(frozen=True, slots=True)
class Side:
    """`deciles` are nine, or one where the measure is a single number; `n` is how many values they are of."""

    n: int
    deciles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure on both sides."""

    measure: Measure
    real: Side
    simulated: Side
    distance: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """`from_data`: whether the real deciles were reckoned now, else they are those kept with the program."""

    rows: tuple[Compared, ...]
    sellers: int
    seed: int
    from_data: bool

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`, a row with its source."""
        rows = [
            {
                "id": row.measure.id,
                "title": row.measure.title.en,
                "source": SOURCES[row.measure.source],
                "scale": row.measure.scale.value,
                "real": asdict(row.real),
                "simulated": asdict(row.simulated),
                "distance": row.distance,
            }
            for row in self.rows
        ]
        told = {"sellers": self.sellers, "seed": self.seed, "real_from_data": self.from_data}
        return {**told, "measures": rows}


def side_of(measure: Measure, values: Floats) -> Side:
    """The deciles of a measure's values, rounded to six digits."""
    quantiles = values[:1] if measure.scale is Scale.NUMBER else np.quantile(values, DECILES)
    return Side(len(values), tuple(float(f"{q:.6g}") for q in quantiles))


def distance(measure: Measure, real: Sequence[float], simulated: Sequence[float]) -> float:
    """See the head of this file. Rounded to four places."""
    a, b = np.array(real), np.array(simulated)
    if measure.scale is not Scale.PLAIN:
        a, b = np.log(np.maximum(a, _LEAST)), np.log(np.maximum(b, _LEAST))
    span = 1.0 if measure.scale is Scale.NUMBER else max(float(a[-1] - a[0]), _LEAST)
    return round(float(np.abs(a - b).mean()) / span, 4)


def compare(*, sellers: int, seed: int, real: Path | None = None, progress: Progress = quiet) -> Likeness:
    """Simulate `sellers` of each compared view and hold them against the real deciles: of the data in the
    folder `real`, or those kept with the program. Raises `KnownError` `report.real` for a folder without any
    of the sets."""
    if real is None:
        known = kept_sides()
    else:
        progress(f"reading real data from {real}")
        known = _sides(real_values(real) | {name: np.array([v]) for name, v in PUBLISHED.items()})
    made = _sides(simulated_values(TRAINING_WORLD, seed=seed, sellers=sellers, progress=progress))
    rows = [
        Compared(m, known[m.id], made[m.id], distance(m, known[m.id].deciles, made[m.id].deciles))
        for m in MEASURES
        if m.id in known and m.id in made
    ]
    return Likeness(tuple(rows), sellers, seed, real is not None)


def _sides(values: Mapping[str, Floats]) -> dict[str, Side]:
    return {m.id: side_of(m, values[m.id]) for m in MEASURES if m.id in values and len(values[m.id])}


def kept_sides() -> dict[str, Side]:
    """The real deciles that travel with the program, reckoned once from the sets named in `SOURCES`."""
    stored = json.loads(resources().joinpath(*_KEPT).read_text(encoding="utf-8"))
    return {name: Side(side["n"], tuple(side["deciles"])) for name, side in stored["measures"].items()}


def kept_text(likeness: Likeness) -> str:
    """The real side as the program keeps it, to be put in the place of the kept one."""
    measures = {row.measure.id: asdict(row.real) for row in likeness.rows}
    return json.dumps({"sources": dict(SOURCES), "measures": measures}, ensure_ascii=False, indent=1) + "\n"


def lines_of(likeness: Likeness) -> list[str]:
    """The table for a person: first decile, median and ninth on both sides, and the distance."""
    lines = [_line("", _HEAD)]
    source = ""
    for row in likeness.rows:
        if row.measure.source != source:
            source = row.measure.source
            lines.append(SOURCES[source])
        figures = [*_three(row.real), *_three(row.simulated), f"{row.distance:.2f}"]
        lines.append(_line(f"  {row.measure.title.en}", figures))
    return lines


def _line(name: str, figures: Sequence[str]) -> str:
    return f"{name:{_NAME_WIDTH}}" + "".join(f"{f:>{_FIGURE_WIDTH}}" for f in figures)


def _three(side: Side) -> tuple[str, str, str]:
    if len(side.deciles) == 1:
        return "", _shown(side.deciles[0]), ""
    return _shown(side.deciles[0]), _shown(side.deciles[4]), _shown(side.deciles[8])


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
