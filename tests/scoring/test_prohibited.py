"""No bundle reads a person's traits: not by name, not by its words, not by the record behind a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.features.prohibited import prohibited_words
from tests.services.office import file_of
from workstation.domain.records import Applicant
from workstation.features import DICTIONARY, compute_features
from workstation.paths import resources
from workstation.scoring import ModelSuite, load_bundle, open_suite, read_trust
from workstation.scoring.entry import ModelEntry
from workstation.training.sample import BUSINESS_DAY, SampleSeller, read_sample

MODELS = resources() / "models"
BUNDLES = sorted(manifest.parent for manifest in MODELS.glob("*/manifest.json"))
DEFINITIONS = sorted((MODELS / "definitions").glob("*.toml"))


def suite_in(folder: Path) -> ModelSuite:
    return load_bundle(folder, read_trust(MODELS / "trust.json"))


def words_about(name: str) -> tuple[str, ...]:
    """A feature's name and everything that the dictionary says of it."""
    feature = DICTIONARY[name]
    return name, *(t for words in (feature.title, feature.definition) for t in (words.zh, words.en))


def read_by(entry: ModelEntry) -> set[str]:
    """Every feature that the model reads, needs, or asks after for its uncertainty."""
    widths = () if entry.widths is None else entry.widths.groups
    return {*entry.read_features, *(name for group in widths for name in group)}


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
class TestBundles:
    def test_no_feature_of_any_model_is_a_trait_or_its_plain_proxy(self, folder: Path) -> None:
        for model in suite_in(folder).models:
            for name in read_by(model.entry):
                assert prohibited_words(*words_about(name)) == [], (model.entry.id, name)

    def test_no_file_names_a_column_that_the_manifest_does_not(self, folder: Path) -> None:
        """What LightGBM splits on is what was declared, in every text that a file holds."""
        for entry in suite_in(folder).manifest.models:
            content = (folder / entry.file.name).read_text("utf-8")
            for columns in _columns(entry, content):
                assert columns == list(entry.features), entry.id
                assert prohibited_words(*columns) == []

    def test_comparable_cases_hold_ranks_and_nothing_else(self, folder: Path) -> None:
        for entry in suite_in(folder).manifest.models:
            if entry.neighbours is None:
                continue
            plain = json.loads((folder / entry.neighbours.name).read_bytes())
            assert set(plain) == {"simulated", "knots", "ranks", "bad", "weights"}
            assert {len(row) for row in plain["ranks"]} == {len(entry.features)}


def _columns(entry: ModelEntry, content: str) -> list[list[str]]:
    if entry.file.name.endswith(".txt"):
        texts = [content]
    else:
        plain = json.loads(content)
        if "coefficients" in plain:
            return [sorted(plain["coefficients"], key=entry.features.index)]
        texts = plain["texts"]
    return [text.split("\nfeature_names=", 1)[1].split("\n", 1)[0].split(" ") for text in texts]


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_no_definition_asks_for_one(path: Path) -> None:
    """Names only: what a definition says in prose may name what it keeps away from."""
    names = [line.split(" = ", 1)[0] for line in path.read_text("utf-8").splitlines() if " = { sign" in line]
    assert names
    assert prohibited_words(*names) == []


SELLERS = {seller.applicant.source_id: seller for seller in read_sample(resources() / "sample")}


def another_person(applicant: Applicant) -> Applicant:
    """The same trade by somebody of whom everything personal is different."""
    return replace(
        applicant, name="王秀英", region="西藏拉萨", address="拉萨市城关区 1 号", phone="13900000000",
        external_rating="C", controller_id="somebody-else",
    )  # fmt: skip


@pytest.mark.parametrize("seller", SELLERS.values(), ids=SELLERS)
def test_who_somebody_is_moves_no_figure_and_no_answer(seller: SampleSeller) -> None:
    """Name, region, address, phone, rating and relations are in the record and reach no model."""
    file = file_of(seller)
    own = compute_features(file.ledgers, file.applicant, BUSINESS_DAY)
    other = compute_features(file.ledgers, another_person(file.applicant), BUSINESS_DAY)
    assert dict(own.values) == dict(other.values)
    suite = open_suite(MODELS)
    assert suite.outputs(own) == suite.outputs(other)


def test_the_scan_would_find_a_proxy_in_either_language() -> None:
    assert prohibited_words("buyers_by_phone_brand", "Device of the owner") == ["phone", "device"]
    assert prohibited_words("经营者身份证前六位") == ["身份证"]
