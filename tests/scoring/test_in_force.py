"""Rolling back is one order with two signatures: the older bundle scores, and nothing is deleted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.functional.command import warm
from tests.helpers.logfail import ExpectLog
from tests.scoring.conftest import SHOP, Keys, make_bundle, train
from workstation import crypto
from workstation.errors import KnownError
from workstation.scoring import open_suite, put_in_force, sign_bundle
from workstation.scoring.signed_file import write_signed
from workstation.services.models import Models

TODAY = date(2026, 11, 30)


@pytest.fixture
def models(signed: Path, keys: Keys, texts: dict[str, str], tmp_path: Path) -> Path:
    """Versions 7, 9 and 10 and the trust root, as a program is delivered."""
    folder = tmp_path / "models"
    shutil.copytree(signed, folder / signed.name)
    for version in (9, 10):
        make_bundle(folder, texts, keys, version)
    (folder / "trust.json").write_bytes(keys.trust.to_bytes())
    return folder


def order(models: Path, version: int | None, private_keys: Sequence[bytes], reason: str = "drift") -> None:
    put_in_force(models, version, private_keys, since=TODAY, reason=reason)


def test_the_one_before_is_put_in_force_and_the_newer_one_stays_where_it_is(models: Path, keys: Keys) -> None:
    order(models, None, keys.private[:2])
    suite = open_suite(models)
    assert suite.ref.version == 9
    assert suite.order is not None and suite.order.reason == "drift"
    assert suite.refused == ()
    assert (models / "test-10" / "manifest.json").exists()


def test_back_and_forth_each_by_an_order_of_its_own(models: Path, keys: Keys) -> None:
    for version in (7, 10, 9):
        order(models, version, keys.private[1:3])
        assert open_suite(models).ref.version == version


def test_a_bundle_past_its_last_day_is_not_put_in_force(models: Path, keys: Keys) -> None:
    path = models / "test-7" / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["expires"] = "2026-11-29"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    sign_bundle(models / "test-7", keys.private[:2])
    with pytest.raises(KnownError) as caught:
        order(models, 7, keys.private[:2])
    assert caught.value.code == "bundle.expired"
    assert open_suite(models).ref.version == 10


def test_what_was_decided_by_the_newer_one_still_finds_its_models(models: Path, keys: Keys) -> None:
    newest = open_suite(models).ref
    order(models, 7, keys.private[:2])
    found = Models(models)
    assert found.current().ref.version == 7
    assert found.of(newest).ref == newest


def test_one_signature_is_not_enough_and_the_same_one_twice_is_one(models: Path, keys: Keys) -> None:
    for private_keys in ([], keys.private[:1], [keys.private[0]] * 2, [crypto.new_keypair()[0]] * 2):
        with pytest.raises(KnownError) as refused:
            order(models, 9, private_keys)
        assert refused.value.code == "bundle.signature"
    assert not (models / "in-force.json").exists()


def test_a_bundle_that_is_damaged_is_not_put_in_force(models: Path, keys: Keys) -> None:
    (models / "test-9" / "card.md").write_text("better", encoding="utf-8")
    with pytest.raises(KnownError) as refused:
        order(models, 9, keys.private[:2])
    assert refused.value.code == "bundle.damaged"


@pytest.mark.parametrize("version", [1, 11])
def test_a_version_that_is_not_there_is_named(models: Path, keys: Keys, version: int) -> None:
    with pytest.raises(KnownError, match=f"version {version}") as refused:
        order(models, version, keys.private[:2])
    assert refused.value.code == "bundle.none"


def test_nothing_is_older_than_the_oldest(models: Path, keys: Keys) -> None:
    order(models, 7, keys.private[:2])
    with pytest.raises(KnownError, match="no older bundle"):
        order(models, None, keys.private[:2])


@pytest.mark.parametrize("change", ["version", "reason", "cut"])
def test_an_order_that_was_changed_is_not_followed_and_said_so(
    models: Path, keys: Keys, change: str, expect_log: ExpectLog
) -> None:
    order(models, 7, keys.private[:2])
    path = models / "in-force.json"
    text = path.read_text(encoding="utf-8")
    changed = {"version": text.replace(": 7", ": 9"), "reason": text.replace("drift", "draft"), "cut": "{"}
    assert changed[change] != text
    path.write_text(changed[change], encoding="utf-8")
    with expect_log("WARNING", "order of what is in force passed over"):
        suite = open_suite(models)
    assert suite.ref.version == 10 and suite.order is None
    assert [error.code for error in suite.refused] == [
        "bundle.damaged" if change == "cut" else "bundle.signature"
    ]


def test_an_order_of_no_version_is_damaged_however_well_signed(
    models: Path, keys: Keys, expect_log: ExpectLog
) -> None:
    body = b'{"format": 1, "bundle": {"name": "test", "version": 1e999, "sha256": ""}}'
    write_signed(models / "in-force.json", "order", body, keys.private[:2], keys.trust)
    with expect_log("WARNING", "bundle.damaged"):
        assert open_suite(models).ref.version == 10


def test_an_order_of_a_newer_program_is_not_guessed_at(
    models: Path, keys: Keys, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("workstation.scoring.in_force._FORMAT", 2)
        order(models, 7, keys.private[:2])
    with expect_log("WARNING", "bundle.version"):
        assert open_suite(models).ref.version == 10


def test_where_the_ordered_bundle_fails_an_older_one_scores_and_never_a_newer(
    models: Path, keys: Keys, expect_log: ExpectLog
) -> None:
    order(models, 9, keys.private[:2])
    (models / "test-9" / "retail.txt").write_bytes(b"tree\n")
    with expect_log("WARNING", "bundle test-9 passed over"):
        suite = open_suite(models)
    assert suite.ref.version == 7
    assert [error.code for error in suite.refused] == ["bundle.damaged"]


def test_another_bundle_under_the_ordered_version_is_not_the_ordered_one(
    models: Path, keys: Keys, texts: dict[str, str], expect_log: ExpectLog
) -> None:
    order(models, 9, keys.private[:2])
    shutil.rmtree(models / "test-9")
    make_bundle(models, {**texts, "retail": train(SHOP, 3)}, keys, 9)
    with expect_log("WARNING", "bundle test-9 passed over"):
        assert open_suite(models).ref.version == 7


def test_roll_back_is_one_command(models: Path, keys: Keys, tmp_path: Path) -> None:
    files = []
    for number, private in enumerate(keys.private[:2]):
        files.append(tmp_path / f"{number}.key")
        files[-1].write_bytes(private)
    signed = [word for path in files for word in ("--key", str(path))]
    words = ("bundle", "rollback", "--models", models, *signed, "--json")
    assert warm(*words).error["code"] == "bundle.reason"
    done = warm(*words, "--reason", "rank order lost in the third quarter").json
    assert done["version"] == 9
    checked = warm("bundle", "--models", models, "--json").json
    assert checked["version"] == 9
    assert checked["order"]["reason"] == "rank order lost in the third quarter"
    stored = json.loads((models / "in-force.json").read_text(encoding="utf-8"))
    assert len(stored["signatures"]) == 2
