"""Two hundred thousand sellers through every model, against bare `Booster.predict` on the same rows.

Rows are figures of the bundle's own reference results, shuffled column by column, in blocks of ten thousand;
some sellers lack what a model needs, as in a real book. Both sides take each block in turn, on one thread, so
that a busy machine slows both. Contributions are made where a person will look and not here. Memory is the
growth of the process's peak after the first block.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from benchmarks.figures import Figure, seconds
from workstation.paths import resources
from workstation.scoring import ModelSuite, Subject, open_suite
from workstation.scoring.booster import Matrix, row_of
from workstation.scoring.golden import golden_cases
from workstation.scoring.many import answers
from workstation.scoring.model import Model, QuantileModel

NAME = "batch"
SELLERS = 200_000
_BLOCK = 10_000
_KINDS_OF_BLOCK = 4
_KILO = 1_024


def run(rounds: int) -> list[Figure]:
    """Totals over `rounds` books."""
    suite = open_suite(resources() / "models")
    names, blocks = _blocks(suite)
    bare = [_bare_calls(suite, names, block) for block in blocks]
    ours, theirs, first_peak = 0.0, 0.0, 0
    count = rounds * SELLERS // _BLOCK
    for number in range(count):
        kind = number % _KINDS_OF_BLOCK

        def whole(kind: int = kind) -> object:
            return next(answers(suite, names, [blocks[kind]]))

        def calls(kind: int = kind) -> object:
            return [booster.predict(rows, raw_score=True, num_threads=1) for booster, rows in bare[kind]]

        if number % 2:
            ours, theirs = ours + seconds(whole), theirs + seconds(calls)
        else:
            theirs, ours = theirs + seconds(calls), ours + seconds(whole)
        if number == _KINDS_OF_BLOCK - 1:
            first_peak = _peak_bytes()
    models = len(bare[0])
    label = f"{SELLERS:,} sellers through {models} boosters"
    return [
        Figure(label, ours / rounds, "s", ours / theirs, "bare Booster.predict on the same rows"),
        Figure("bare Booster.predict", theirs / rounds, "s"),
        Figure("memory beyond the first blocks", (_peak_bytes() - first_peak) / _KILO / _KILO, "MB"),
    ]


def _blocks(suite: ModelSuite) -> tuple[tuple[str, ...], list[Matrix]]:
    """The names of the columns, and a few blocks of sellers who are nobody."""
    folder = resources() / "models" / f"{suite.ref.name}-{suite.ref.version}"
    cases = golden_cases((folder / suite.manifest.golden.name).read_bytes())
    asked = [m.entry for m in suite.models if m.entry.subject is not Subject.ORDER]
    names = tuple(dict.fromkeys(name for entry in asked for name in entry.read_features))
    table = np.array([row_of(vector, names) for vector, _ in cases])
    random = np.random.default_rng(7)
    return names, [
        np.column_stack([random.choice(column, _BLOCK) for column in table.T]) for _ in range(_KINDS_OF_BLOCK)
    ]


def _bare_calls(suite: ModelSuite, names: tuple[str, ...], block: Matrix) -> list[tuple[Any, Matrix]]:
    """LightGBM's boosters, each with the rows of those to whom its model applies."""
    place = {name: column for column, name in enumerate(names)}
    calls = []
    for model in suite.models:
        if model.entry.subject is Subject.ORDER or not model.entry.enabled:
            continue
        speaks = np.all([block[:, place[n.feature]] >= n.at_least for n in model.entry.applies_when], axis=0)
        rows = np.ascontiguousarray(block[speaks][:, [place[name] for name in model.entry.features]])
        if isinstance(model, Model):
            calls.append((model.booster.bare, rows))
        elif isinstance(model, QuantileModel):
            calls += [(booster.bare, rows) for booster in model.boosters]
    return calls


def _peak_bytes() -> int:
    """The most memory this process has held; kilobytes on Linux, bytes on a Mac. Windows does not tell: 0."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * _KILO
