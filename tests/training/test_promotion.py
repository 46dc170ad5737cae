"""Promotion into the shipped suite: one model changes, every other one is carried over byte for byte."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from workstation import crypto
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.scoring import TrustRoot, load_bundle, open_suite, put_in_force, read_trust, sign_bundle
from workstation.training.challenger import Contender, recalibrated
from workstation.training.gate import Condition, Verdict
from workstation.training.promotion import REAL, Passed, champion_of, promote
from workstation.training.simulator import TRAINING_WORLD, View
from workstation.training.table import Table, simulated_table

CREATED = date(2026, 12, 1)
MODEL = "pd_wholesale"
KEYS = [crypto.new_keypair()[0] for _ in range(2)]
PASSES = Verdict("recalibrated", ())


@pytest.fixture(scope="module")
def table() -> Table:
    return simulated_table(TRAINING_WORLD, View.WHOLESALE, seed=3, sellers=300)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The shipped bundles under keys of the story's own."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name in ("sellers-1", "sellers-2"):
        shutil.copytree(resources() / "models" / name, folder / name)
        sign_bundle(folder / name, KEYS)
    root = TrustRoot.of([crypto.public_key(key) for key in KEYS])
    (folder / "trust.json").write_bytes(root.to_bytes())
    return folder


def challenger(models: Path, table: Table) -> Contender:
    return recalibrated(champion_of(models / "sellers-2", open_suite(models), MODEL), table)


def promoted(models: Path, passed: Passed, keys: list[bytes]) -> Path:
    return promote(models, models / "sellers-2", [passed], keys, created=CREATED, trained_on=REAL)


def test_only_the_challenged_model_changes(models: Path, table: Table) -> None:
    won = challenger(models, table)
    folder = promoted(models, Passed(won, PASSES, "own loans of 2025", "later ones"), KEYS)
    assert folder.name == "sellers-3"
    before = load_bundle(models / "sellers-2", read_trust(models / "trust.json")).manifest
    suite = open_suite(models)
    assert suite.ref.version == 3 and suite.golden_check() > 20
    for old, new in zip(before.models, suite.manifest.models, strict=True):
        same = (models / "sellers-2" / old.file.name).read_bytes() == (folder / new.file.name).read_bytes()
        assert same and old.neighbours == new.neighbours  # recalibrating leaves the trees as they are
        assert (old.scale == new.scale) is (old.id != MODEL)
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert card.startswith("Trained on the lender's own matured loans")
    assert f"`{MODEL}`, recalibrated" in card and "`lgd`" in card


def test_what_does_not_pass_is_never_written(models: Path, table: Table) -> None:
    unmet = Verdict("recalibrated", (Condition("bads", "risk", "150", "12", met=False),))
    with pytest.raises(KnownError, match="bads") as refused:
        promoted(models, Passed(challenger(models, table), unmet, "", ""), KEYS)
    assert refused.value.code == "gate.not_met"
    assert not (models / "sellers-3").exists()


def test_one_signature_puts_nothing_in_force(models: Path, table: Table) -> None:
    with pytest.raises(KnownError) as refused:
        promoted(models, Passed(challenger(models, table), PASSES, "", ""), KEYS[:1])
    assert refused.value.code == "bundle.signature"


def test_an_older_order_does_not_pass_the_new_bundle_over(models: Path, table: Table) -> None:
    put_in_force(models, 2, KEYS, since=CREATED, reason="as it was")
    promoted(models, Passed(challenger(models, table), PASSES, "", ""), KEYS)
    suite = open_suite(models)
    assert suite.ref.version == 3 and suite.order is not None
    put_in_force(models, None, KEYS, since=CREATED, reason="back")
    assert open_suite(models).ref.version == 2


def test_a_model_that_gives_no_probability_is_not_challenged(models: Path) -> None:
    with pytest.raises(KnownError) as refused:
        champion_of(models / "sellers-2", open_suite(models), "sales_forecast")
    assert refused.value.code == "train.model"
