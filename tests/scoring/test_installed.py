"""Which bundle the program takes when it starts: the newest that can be trusted, no older one in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers.logfail import ExpectLog
from tests.scoring.conftest import Keys, make_bundle
from workstation import crypto
from workstation.errors import KnownError
from workstation.scoring import TrustRoot, open_suite, read_trust


@pytest.fixture
def models(signed: Path, keys: Keys, texts: dict[str, str], tmp_path: Path) -> Path:
    """Versions 7, 9 and 10 and the trust root, as a program is delivered."""
    folder = tmp_path / "models"
    shutil.copytree(signed, folder / signed.name)
    for version in (9, 10):
        make_bundle(folder, texts, keys, version)
    (folder / "trust.json").write_bytes(keys.trust.to_bytes())
    return folder


def test_the_highest_version_is_a_number_and_not_a_word(models: Path) -> None:
    suite = open_suite(models)
    assert suite.ref.version == 10
    assert suite.refused == ()


def test_a_damaged_newest_is_passed_over_and_said_so(models: Path, expect_log: ExpectLog) -> None:
    (models / "test-10" / "retail.txt").write_bytes(b"tree\n")
    with expect_log("WARNING", "bundle test-10 passed over"):
        suite = open_suite(models)
    assert suite.ref.version == 9
    assert [e.code for e in suite.refused] == ["bundle.damaged"]


def test_where_none_is_good_the_newest_ones_fault_is_told(models: Path, expect_log: ExpectLog) -> None:
    for folder in models.glob("test-*"):
        (folder / "manifest.json").write_bytes(b"{}")
    with expect_log("WARNING", "passed over") as lines, pytest.raises(KnownError) as caught:
        open_suite(models)
    assert len(lines) == 3
    assert caught.value.code == "bundle.signature"
    assert caught.value.where == "test-10"


def test_no_bundle_at_all(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(KnownError) as caught:
        open_suite(tmp_path, keys.trust)
    assert caught.value.code == "bundle.none"


def test_folders_that_are_no_bundles_are_left_alone(models: Path) -> None:
    for name in ("drafts", "test-next", "-3"):
        (models / name).mkdir()
        (models / name / "manifest.json").write_text("{}")
    assert open_suite(models).ref.version == 10


class TestTrustRoot:
    def test_is_read_as_it_was_written(self, models: Path, keys: Keys) -> None:
        assert read_trust(models / "trust.json") == keys.trust

    def test_of_the_demonstration_says_so(self, models: Path, keys: Keys) -> None:
        demo = TrustRoot(keys.trust.keys, 2, demo=True)
        (models / "trust.json").write_bytes(demo.to_bytes())
        assert open_suite(models).demo

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"[]",
            b"[" * 100_000,
            b'{"keys": [], "threshold": 0, "demo": false}',
            b'{"keys": [], "threshold": 1e999, "demo": false}',
            b'{"keys": [{"public": "zz"}]}',
        ],
    )
    def test_that_makes_no_sense_trusts_nobody(self, models: Path, content: bytes) -> None:
        (models / "trust.json").write_bytes(content)
        with pytest.raises(KnownError) as caught:
            open_suite(models)
        assert caught.value.code == "bundle.signature"

    def test_that_asks_for_more_signatures_than_there_are_keys_is_refused(self, tmp_path: Path) -> None:
        root = TrustRoot.of([crypto.new_keypair()[1]], 2)
        (tmp_path / "trust.json").write_bytes(root.to_bytes())
        with pytest.raises(KnownError, match="threshold"):
            read_trust(tmp_path / "trust.json")

    def test_that_is_missing_trusts_nobody(self, tmp_path: Path) -> None:
        with pytest.raises(KnownError, match="no trust root"):
            open_suite(tmp_path)
