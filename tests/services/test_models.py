"""The bundles of an installation: the newest speaks today, older ones for the decisions made under them."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.helpers.logfail import ExpectLog
from tests.scoring.conftest import INVOICE, SHOP, Keys, make_bundle, train
from workstation import crypto
from workstation.clock import FixedClock
from workstation.domain.assessment import BundleRef
from workstation.errors import KnownError
from workstation.scoring import load_bundle, read_trust, sign_bundle
from workstation.services.models import Models


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Versions 7 and 8 of a small bundle, and the keys that they are trusted under."""
    folder = tmp_path_factory.mktemp("models")
    keys = Keys(*(crypto.new_keypair()[0] for _ in range(3)))
    texts = {"retail": train(SHOP, 1), "invoice": train(INVOICE, 2)}
    make_bundle(folder, texts, keys, 7)
    make_bundle(folder, {**texts, "retail": train(SHOP, 3)}, keys, 8)
    (folder / "trust.json").write_bytes(keys.trust.to_bytes())
    return folder


@pytest.fixture
def folder(delivered: Path, tmp_path: Path) -> Path:
    """A copy that a story may change."""
    return Path(shutil.copytree(delivered, tmp_path / "models"))


@pytest.fixture
def models(folder: Path) -> Models:
    return Models(folder)


@pytest.fixture
def seven(delivered: Path) -> BundleRef:
    return load_bundle(delivered / "test-7", read_trust(delivered / "trust.json")).ref


def missing(models: Models, ref: BundleRef) -> KnownError:
    with pytest.raises(KnownError) as caught:
        models.of(ref)
    return caught.value


def test_the_newest_is_opened_once_whoever_asks(models: Models) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: models.current(), range(8)))
    assert {id(suite) for suite in opened} == {id(models.current())}
    assert models.current().ref.version == 8


def test_an_older_one_answers_for_its_own_decisions(models: Models, seven: BundleRef) -> None:
    suite = models.of(seven)
    assert suite.ref == seven
    assert suite is not models.current()
    assert models.of(seven) is suite, "it is opened once"


def test_the_one_in_force_is_not_opened_a_second_time(models: Models) -> None:
    assert models.of(models.current().ref) is models.current()


def test_one_that_is_not_here_is_named(models: Models, seven: BundleRef) -> None:
    error = missing(models, replace(seven, version=6))
    assert error.code == "replay.models"
    assert error.where == f"test-6, {seven.sha256[:12]}"


def test_another_one_under_the_same_name_does_not_pass_for_it(models: Models, seven: BundleRef) -> None:
    for _ in range(2):
        assert missing(models, replace(seven, sha256="0" * 64)).code == "replay.models"
    assert models.of(seven).ref == seven


class TestTheLastDay:
    @pytest.fixture
    def eight_ends(self, tmp_path: Path) -> Path:
        """Version 7 without a last day, 8 with one."""
        folder = tmp_path / "ending"
        keys = Keys(*(crypto.new_keypair()[0] for _ in range(3)))
        texts = {"retail": train(SHOP, 1), "invoice": train(INVOICE, 2)}
        make_bundle(folder, texts, keys, 7)
        ends = make_bundle(folder, texts, keys, 8)
        manifest = json.loads((ends / "manifest.json").read_bytes())
        manifest["expires"] = "2026-07-31"
        (ends / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        sign_bundle(ends, [keys.algorithms, keys.business])
        (folder / "trust.json").write_bytes(keys.trust.to_bytes())
        return folder

    def test_past_it_the_older_one_speaks_and_says_why(self, eight_ends: Path, expect_log: ExpectLog) -> None:
        assert Models(eight_ends, FixedClock(date(2026, 7, 31))).current().ref.version == 8
        with expect_log("WARNING", "test-8 passed over: bundle.expired"):
            suite = Models(eight_ends, FixedClock(date(2026, 8, 1))).current()
        assert suite.ref.version == 7
        assert [error.code for error in suite.refused] == ["bundle.expired"]

    def test_it_may_come_while_the_program_runs(self, eight_ends: Path, expect_log: ExpectLog) -> None:
        models = Models(eight_ends, FixedClock(date(2026, 7, 31)))
        decided_under = models.current().ref
        models.clock = FixedClock(date(2026, 8, 1))
        with expect_log("WARNING", "test-8 passed over: bundle.expired"):
            assert models.current().ref.version == 7
        assert models.of(decided_under).ref.version == 8, "what was decided replays"

    def test_where_none_is_left_what_was_decided_still_replays(
        self, eight_ends: Path, expect_log: ExpectLog
    ) -> None:
        shutil.rmtree(eight_ends / "test-7")
        decided_under = Models(eight_ends).current().ref
        models = Models(eight_ends, FixedClock(date(2027, 1, 1)))
        with expect_log("WARNING", "test-8 passed over: bundle.expired"):
            assert models.of(decided_under).ref == decided_under
        with expect_log("WARNING", "test-8 passed over"), pytest.raises(KnownError, match="until 2026-07-31"):
            models.current()


def test_one_whose_file_was_changed_is_refused(models: Models, seven: BundleRef) -> None:
    model = models.folder / "test-7" / "retail.txt"
    model.write_bytes(model.read_bytes()[:-1] + b"?")
    assert missing(models, seven).code == "bundle.damaged"
    assert models.current().ref.version == 8
