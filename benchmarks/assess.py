"""One assessment of a seller with 10,000 orders, against the LightGBM calls that it has to make.

Timed from column blocks in memory: features, coverage, every model that applies with contributions and points
against the reference, the reasons, and what would change it, each way scored again through the whole suite.
The baseline is `Booster.predict`, bare, on one thread, on the very matrices that LightGBM was given in that
assessment: answers, contributions, the steps tried. Blocks are made anew for each round, so that no text's
hash is already known. Told apart: the lending rules (the proposal with its search for an offer; each way out
proposed anew), reading the file from the cache, a what-if frame of 64 rows, and loading twelve models.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from benchmarks.figures import Figure, median_ms, seconds
from benchmarks.seller import AS_OF, seller
from db.cache import open_cache
from workstation import crypto
from workstation.codec import encode
from workstation.crypto import random_key
from workstation.domain.assessment import Rationale
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock
from workstation.domain.lending import Outcome
from workstation.domain.records import ApplicantFile, Application
from workstation.features import compute_features, coverage_of
from workstation.lending import LendingCase, Rulebook, load_rulebook
from workstation.lending.rationale import rationale
from workstation.paths import resources
from workstation.portfolio import assumed_consent
from workstation.ports import FilePart, RecordPut
from workstation.scoring import (
    Model,
    ModelSuite,
    TrainedModel,
    TrustRoot,
    load_bundle,
    open_suite,
    sign_bundle,
    write_bundle,
)
from workstation.scoring.booster import LockedBooster, Matrix, row_of
from workstation.services.appraisals import appraise, imagined_with
from workstation.services.currency import CurrencyTable, load_currencies
from workstation.services.explained import Advice
from workstation.services.levers import Levers, load_levers
from workstation.services.values import Appraisal
from workstation.services.ways_out import Changed, advise
from workstation.toolbox import TOOLBOX

NAME = "assess"
ORDERS = 10_000
_FRAME = 64
_TWELVE = 12

Call: TypeAlias = tuple[Any, Matrix, bool]
"""LightGBM's booster, the rows it was given, and whether contributions were asked for."""


class Desk:
    """What an assessment rests on, loaded once, and the case that `first` makes under the lending rules."""

    def __init__(self, first: ApplicantFile) -> None:
        self.suite: ModelSuite = open_suite(resources() / "models")
        self.rules: Rulebook = load_rulebook(resources())
        self.currencies: CurrencyTable = load_currencies(resources() / "policies" / "currencies.toml")
        self.levers: Levers = load_levers(resources() / "reasons" / "levers.toml")
        self.case: Appraisal = self.appraise(first)

    def assess(self, file: ApplicantFile) -> tuple[Rationale, Advice]:
        """The whole: from the ledgers to reasons and ways out."""
        features = compute_features(file.ledgers, file.applicant, AS_OF)
        assessment = self.suite.assess(features, coverage_of(file, AS_OF), file.applicant.id)
        case: LendingCase = replace(self.case.case, assessment=assessment)
        reasons = self.reasons(case)
        return reasons, self.advise(replace(self.case, assessment=assessment, case=case))

    def reasons(self, case: LendingCase) -> Rationale:
        product = self.rules.product(self.case.product)
        findings = self.case.proposal.findings
        return rationale(case, findings, product, self.rules.policy, self.rules.reasons)

    def advise(self, appraisal: Appraisal) -> Advice:
        """Ways out, each scored again; the proposal stays as it is but for its outcome, so that the search
        ends where it would with the lending rules."""

        lent = replace(appraisal.proposal, outcome=Outcome.COUNTER)

        def imagine(appraisal: Appraisal, changed: Changed) -> Appraisal:
            before = appraisal.assessment
            features = replace(before.features, values={**before.features.values, **changed})
            again = self.suite.assess(features, before.coverage, before.applicant_id, explained=False)
            return replace(appraisal, assessment=again, proposal=lent)

        return advise(appraisal, self.suite, self.rules, self.levers, imagine)

    def appraise(self, file: ApplicantFile) -> Appraisal:
        """With the lending rules, as the desk does."""
        asked = "bench", file.applicant.id, "credit", 10_000_000, 12, "equal-instalment", "", AS_OF
        return appraise(
            file,
            (),
            Application(*asked),
            as_of=AS_OF,
            today=AS_OF,
            role="committee",
            suite=self.suite,
            rules=self.rules,
            currencies=self.currencies,
        )

    def advise_by_rules(self) -> Advice:
        """Ways out as the desk tells them: each proposed anew."""
        imagine = partial(imagined_with, suite=self.suite, rules=self.rules, explained=False)
        return advise(self.case, self.suite, self.rules, self.levers, imagine)


def file_of(seed: int) -> ApplicantFile:
    """The seller, with the consent without which nothing is read."""
    made = seller(ORDERS, seed=seed)
    return replace(made, authorisations=(assumed_consent(made.applicant.id, AS_OF),))


def run(rounds: int) -> list[Figure]:
    """Medians over `rounds`, each with blocks of its own."""
    first = file_of(3)
    desk = Desk(first)
    reasons, advice = desk.assess(first)
    if not reasons.against or not (advice.ways or advice.nearest):
        raise AssertionError("the benchmark's seller must have reasons and something to change")
    with _watched() as calls:
        desk.assess(first)
    whole: list[float] = []
    baseline: list[float] = []
    parts: dict[str, list[float]] = {}
    for number in range(rounds):
        file, again, third = file_of(number), file_of(number), file_of(number)
        pair = [(whole, partial(desk.assess, file)), (baseline, partial(_call, calls))]
        # Whoever comes second finds the trees in the processor's cache: they take turns.
        for samples, work in pair if number % 2 else reversed(pair):
            samples.append(seconds(work))
        timed = {
            "… of which features": partial(compute_features, again.ledgers, again.applicant, AS_OF),
            "… of which coverage": partial(coverage_of, again, AS_OF),
            "… of which models, contributions included": partial(
                desk.suite.outputs, desk.case.assessment.features
            ),
            "… of which reasons": partial(desk.reasons, desk.case.case),
            "… of which what would change it, scored again": partial(desk.advise, desk.case),
            "apart: an appraisal with its proposal": partial(desk.appraise, third),
            "apart: what would change it, proposed anew": desk.advise_by_rules,
        }
        for name, work in timed.items():
            parts.setdefault(name, []).append(seconds(work))
    against = median_ms(baseline)

    def figure(name: str, samples: list[float]) -> Figure:
        return Figure(name, median_ms(samples), "ms", median_ms(samples) / against, "LightGBM's own calls")

    return [
        figure(f"assess a seller with {ORDERS:,} orders", whole),
        *(figure(name, samples) for name, samples in parts.items()),
        Figure(f"LightGBM's own {len(calls)} calls in it", against, "ms"),
        _frame(desk, rounds),
        Figure("loading twelve models, verified", _twelve(desk.suite, rounds), "ms"),
        Figure(f"loading the shipped bundle, {len(desk.suite.models)} models", _shipped(rounds), "ms"),
        Figure("apart: reading that file from the encrypted cache", _cache_read(first, rounds), "ms"),
    ]


@contextmanager
def _watched() -> Iterator[list[Call]]:
    """Write down every call that goes to a booster."""
    calls: list[Call] = []
    raw, contributions = LockedBooster.raw, LockedBooster.contributions

    def watched_raw(self: LockedBooster, matrix: Matrix) -> Matrix:
        calls.append((self.bare, matrix.copy(), False))
        return raw(self, matrix)

    def watched_contributions(self: LockedBooster, matrix: Matrix) -> Matrix:
        calls.append((self.bare, matrix.copy(), True))
        return contributions(self, matrix)

    LockedBooster.raw, LockedBooster.contributions = watched_raw, watched_contributions  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        LockedBooster.raw, LockedBooster.contributions = raw, contributions  # type: ignore[method-assign]


def _call(calls: list[Call]) -> None:
    for booster, rows, contributions in calls:
        if contributions:
            booster.predict(rows, pred_contrib=True, num_threads=1)
        else:
            booster.predict(rows, raw_score=True, num_threads=1)


def _frame(desk: Desk, rounds: int) -> Figure:
    """A what-if sweep of 64 rows through the suite, against one bare call with the same rows."""
    assessment = desk.case.assessment
    model = desk.suite.model(assessment.leading)
    row = np.array(row_of(assessment.features, model.entry.features))
    rows = np.tile(row, (_FRAME, 1))
    rows[:, 0] = np.linspace(0, 2, _FRAME) * row[0]
    ours, bare = [], []
    for _ in range(rounds * 4):
        ours.append(seconds(partial(desk.suite.probabilities, model.entry.id, rows)))
        bare.append(seconds(partial(model.booster.bare.predict, rows, raw_score=True, num_threads=1)))
    ratio = median_ms(ours) / median_ms(bare)
    return Figure(f"what-if frame of {_FRAME} rows", median_ms(ours), "ms", ratio, "one predict call")


def _twelve(suite: ModelSuite, rounds: int) -> float:
    """Milliseconds to verify and load a bundle of twelve models: one of the suite's, twelve times."""
    model: Model = suite.trees[0]
    entry, keys = model.entry, [crypto.new_keypair() for _ in range(2)]
    folder = resources() / "models" / f"{suite.ref.name}-{suite.ref.version}"
    text = (folder / entry.file.name).read_text(encoding="utf-8")
    of_one = entry.version, entry.title, entry.target, entry.horizon_days, text, entry.features
    copies = [
        TrainedModel(f"m{n}", *of_one, entry.scale, entry.applies_when, reference=entry.reference)
        for n in range(_TWELVE)
    ]
    with tempfile.TemporaryDirectory() as name:
        made = write_bundle(
            Path(name),
            name="twelve",
            version=1,
            created=date(2026, 1, 1),
            trained_on=suite.manifest.trained_on,
            models=copies,
            golden=[],
            card="",
        )
        sign_bundle(made, [private for private, _ in keys])
        trust = TrustRoot.of(public for _, public in keys)
        return median_ms([seconds(partial(load_bundle, made, trust)) for _ in range(rounds)])


def _shipped(rounds: int) -> float:
    """Milliseconds to verify and load what the program starts with, LightGBM already there."""
    return median_ms([seconds(partial(open_suite, resources() / "models")) for _ in range(rounds)])


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
