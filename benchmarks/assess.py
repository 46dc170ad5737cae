"""One assessment of a seller with 10,000 orders, against LightGBM's own calls in it.

Timed from column blocks in memory to the finished `Assessment`: features, coverage, every model that
applies; reading the file from the cache is told apart. The baseline is `Booster.predict` and `pred_contrib`
on the same row, bare, on one thread. Blocks are made anew for each round, so that no text's hash is already
known.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, median_ms, seconds
from benchmarks.seller import AS_OF, seller
from db.cache import open_cache
from workstation.codec import encode
from workstation.crypto import random_key
from workstation.domain.assessment import FeatureVector
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock
from workstation.domain.records import ApplicantFile
from workstation.features import compute_features, coverage_of
from workstation.paths import resources
from workstation.ports import FilePart, RecordPut
from workstation.scoring import ModelSuite, open_suite
from workstation.scoring.booster import Matrix, row_of
from workstation.toolbox import TOOLBOX

NAME = "assess"
ORDERS = 10_000


def run(rounds: int) -> list[Figure]:
    """Medians over `rounds`, each with blocks of its own."""
    suite = open_suite(resources() / "models")
    first = seller(ORDERS)
    features = compute_features(first.ledgers, first.applicant, AS_OF)
    bare = _bare_calls(suite, features)
    whole, computing, covering, scoring, baseline = [], [], [], [], []
    for number in range(rounds):
        file = seller(ORDERS, seed=number)
        pair = [(whole, partial(_assess, suite, file)), (baseline, partial(_call, bare))]
        # Whoever comes second finds the trees in the processor's cache: they take turns.
        for samples, work in pair if number % 2 else reversed(pair):
            samples.append(seconds(work))
        again = seller(ORDERS, seed=number)
        computing.append(seconds(partial(compute_features, again.ledgers, again.applicant, AS_OF)))
        covering.append(seconds(partial(coverage_of, again, AS_OF)))
        scoring.append(seconds(partial(suite.outputs, features)))
    against = median_ms(baseline)

    def figure(name: str, samples: list[float]) -> Figure:
        return Figure(name, median_ms(samples), "ms", median_ms(samples) / against, "LightGBM's own calls")

    return [
        figure(f"assess a seller with {ORDERS:,} orders", whole),
        figure("… of which features", computing),
        figure("… of which coverage", covering),
        figure("… of which models, contributions included", scoring),
        Figure("LightGBM's own calls in it", against, "ms"),
        Figure("apart: reading that file from the encrypted cache", _cache_read(first, rounds), "ms"),
    ]


def _cache_read(file: ApplicantFile, rounds: int) -> float:
    """Median milliseconds from the encrypted cache to column blocks in memory."""
    part = FilePart(
        file.applicant.id,
        [RecordPut("applicant", file.applicant.id, 1, 1, encode(file.applicant))],
        {kind: [(*row, 1) for row in _rows(block)] for kind, block in file.ledgers.blocks.items()},
        cursor=1,
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = open_cache(folder / "c.db", random_key(), folder / "blobs", TOOLBOX, lambda: AS_OF)
        cache.sync.store_parts([part])
        read = partial(cache.cases.applicant_file, file.applicant.id)
        samples = [seconds(read) for _ in range(rounds)]
        cache.close()
    return median_ms(samples)


def _rows(block: LedgerBlock) -> list[tuple[Any, ...]]:
    columns = [block.columns[name].tolist() for name in LEDGERS[block.kind].column_names]
    return [
        tuple(None if value == MISSING_INTEGER else value for value in row)
        for row in zip(*columns, strict=True)
    ]


def _assess(suite: ModelSuite, file: Any) -> object:
    features = compute_features(file.ledgers, file.applicant, AS_OF)
    return suite.assess(features, coverage_of(file, AS_OF), file.applicant.id)


def _bare_calls(suite: ModelSuite, features: FeatureVector) -> list[tuple[Any, Matrix]]:
    """LightGBM's boosters of the models that apply, each with its row."""
    return [
        (model.booster.bare, np.array([row_of(features, model.entry.features)]))
        for model in suite.models
        if not model.unmet(features)
    ]


def _call(bare: list[tuple[Any, Matrix]]) -> None:
    for booster, row in bare:
        booster.predict(row, raw_score=True, num_threads=1)
        booster.predict(row, pred_contrib=True, num_threads=1)
