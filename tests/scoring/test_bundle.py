"""A bundle is refused before LightGBM sees a byte of it: a damaged model file would kill the process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import pytest

from tests.scoring.conftest import Keys, make_bundle, retailer, train, trained, vector
from workstation import crypto
from workstation.domain.evidence import Coverage
from workstation.errors import KnownError
from workstation.scoring import Need, TrustRoot, load_bundle, sign_bundle, write_bundle
from workstation.scoring.trust import SIGNATURES


@pytest.fixture
def lightgbm_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """LightGBM that fails the test as soon as anything is given to it."""

    def touched(*args: object, **options: object) -> None:
        pytest.fail("LightGBM was given bytes that had not passed every check")

    monkeypatch.setattr(lightgbm.Booster, "__init__", touched)


def refusal(folder: Path, trust: TrustRoot) -> KnownError:
    with pytest.raises(KnownError) as caught:
        load_bundle(folder, trust)
    assert "\n" not in caught.value.one_line()
    assert caught.value.remedy
    return caught.value


def change_byte(path: Path, at: int) -> None:
    """Same length, one byte another digit or letter."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


def rewrite(folder: Path, keys: Keys, change: Callable[[dict[str, Any]], None]) -> None:
    """Publish an altered manifest properly: two people sign what `change` made of it."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    sign_bundle(folder, [keys.algorithms, keys.business])


def test_a_good_bundle_loads_and_says_which_it_is(signed: Path, keys: Keys) -> None:
    suite = load_bundle(signed, keys.trust)
    assert (suite.ref.name, suite.ref.version) == ("test", 7)
    assert suite.ref.sha256 == crypto.sha256((signed / "manifest.json").read_bytes())
    assert suite.manifest.trained_on.kind == "simulated"
    assert not suite.demo


def test_the_same_training_writes_the_same_bytes(
    texts: dict[str, str], keys: Keys, signed: Path, tmp_path: Path
) -> None:
    again = make_bundle(tmp_path, texts, keys, 7)
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {
        p.name: p.read_bytes() for p in signed.iterdir()
    }


@pytest.mark.usefixtures("lightgbm_untouched")
class TestDamage:
    @pytest.mark.parametrize("name", ["retail.txt", "invoice.txt", "golden.json", "card.md"])
    @pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
    def test_one_changed_byte_in_a_file_names_the_file(
        self, bundle: Path, keys: Keys, name: str, place: float
    ) -> None:
        path = bundle / name
        change_byte(path, int(place * path.stat().st_size))
        error = refusal(bundle, keys.trust)
        assert error.code == "bundle.damaged"
        assert error.where == f"test-7/{name}"

    def test_an_edit_of_the_same_length_that_lightgbm_would_load_silently(
        self, bundle: Path, keys: Keys
    ) -> None:
        path = bundle / "retail.txt"
        text = path.read_text()
        edited = text.replace("shrinkage=0.1", "shrinkage=0.9", 1)
        assert len(edited) == len(text)
        assert edited != text
        path.write_text(edited)
        assert refusal(bundle, keys.trust).code == "bundle.damaged"

    def test_half_a_model_file(self, bundle: Path, keys: Keys) -> None:
        path = bundle / "invoice.txt"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert refusal(bundle, keys.trust).where == "test-7/invoice.txt"

    def test_a_model_file_that_is_not_there(self, bundle: Path, keys: Keys) -> None:
        (bundle / "retail.txt").unlink()
        error = refusal(bundle, keys.trust)
        assert (error.code, error.where) == ("bundle.damaged", "test-7/retail.txt")

    def test_files_swapped_with_each_other(self, bundle: Path, keys: Keys) -> None:
        (bundle / "retail.txt").rename(bundle / "aside.txt")
        (bundle / "invoice.txt").rename(bundle / "retail.txt")
        (bundle / "aside.txt").rename(bundle / "invoice.txt")
        assert refusal(bundle, keys.trust).code == "bundle.damaged"

    def test_no_manifest(self, bundle: Path, keys: Keys) -> None:
        (bundle / "manifest.json").unlink()
        assert refusal(bundle, keys.trust).where == "test-7/manifest.json"

    def test_a_good_bundle_in_the_folder_of_another_version(self, bundle: Path, keys: Keys) -> None:
        moved = bundle.rename(bundle.parent / "test-8")
        assert refusal(moved, keys.trust).code == "bundle.damaged"


@pytest.mark.usefixtures("lightgbm_untouched")
class TestSignatures:
    @pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.999])
    def test_one_changed_byte_in_the_manifest(self, bundle: Path, keys: Keys, place: float) -> None:
        path = bundle / "manifest.json"
        change_byte(path, int(place * path.stat().st_size))
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_a_truncated_manifest(self, bundle: Path, keys: Keys) -> None:
        path = bundle / "manifest.json"
        path.write_bytes(path.read_bytes()[:-40])
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_a_manifest_and_a_model_changed_together(self, bundle: Path, keys: Keys) -> None:
        """Who mends the hash after changing the model still cannot sign."""
        model, manifest = bundle / "retail.txt", bundle / "manifest.json"
        before = crypto.sha256(model.read_bytes())
        change_byte(model, 900)
        manifest.write_text(manifest.read_text().replace(before, crypto.sha256(model.read_bytes())))
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_one_signature_of_two(self, bundle: Path, keys: Keys) -> None:
        sign_bundle(bundle, [keys.business])
        error = refusal(bundle, keys.trust)
        assert error.code == "bundle.signature"
        assert "1 of the 2" in error.message

    def test_one_person_signing_twice(self, bundle: Path, keys: Keys) -> None:
        sign_bundle(bundle, [keys.business, keys.business])
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_one_persons_signature_under_anothers_name(self, bundle: Path, keys: Keys) -> None:
        sign_bundle(bundle, [keys.business, keys.spare])
        path = bundle / SIGNATURES
        plain = json.loads(path.read_text())
        first, second = plain["signatures"]
        second["signature"] = first["signature"]
        path.write_text(json.dumps(plain))
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_a_key_that_is_not_of_the_root(self, bundle: Path, keys: Keys) -> None:
        stranger, _ = crypto.new_keypair()
        sign_bundle(bundle, [keys.business, stranger])
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    def test_another_lenders_root(self, bundle: Path) -> None:
        theirs = TrustRoot.of(crypto.new_keypair()[1] for _ in range(3))
        assert refusal(bundle, theirs).code == "bundle.signature"

    def test_no_signatures(self, bundle: Path, keys: Keys) -> None:
        (bundle / SIGNATURES).unlink()
        assert refusal(bundle, keys.trust).code == "bundle.signature"

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"signatures": [{"key": "x"}]}', b"\xff\xfe"])
    def test_signatures_that_cannot_be_read(self, bundle: Path, keys: Keys, content: bytes) -> None:
        (bundle / SIGNATURES).write_bytes(content)
        assert refusal(bundle, keys.trust).code == "bundle.signature"


def test_a_bundle_is_good_on_its_last_day_and_for_what_was_decided_under_it(bundle: Path, keys: Keys) -> None:
    rewrite(bundle, keys, lambda manifest: manifest.update(expires="2026-12-31"))
    assert load_bundle(bundle, keys.trust, today=date(2026, 12, 31)).manifest.expires == "2026-12-31"
    assert load_bundle(bundle, keys.trust).golden_check() == 4


def test_the_spare_key_may_stand_in(bundle: Path, keys: Keys) -> None:
    sign_bundle(bundle, [keys.algorithms, keys.spare])
    assert load_bundle(bundle, keys.trust).golden_check() == 4


@pytest.mark.usefixtures("lightgbm_untouched")
class TestWhatIsProperlySignedAndStillRefused:
    def test_a_feature_that_this_program_does_not_have(self, bundle: Path, keys: Keys) -> None:
        """A bundle made for a newer program: scoring it with the feature missing would be a quiet lie."""

        def newer(manifest: dict[str, Any]) -> None:
            manifest["models"][0]["features"][0] = "shop_visitor_conversion"

        rewrite(bundle, keys, newer)
        error = refusal(bundle, keys.trust)
        assert error.code == "bundle.schema"
        assert "shop_visitor_conversion" in error.message

    def test_a_need_for_a_feature_that_this_program_does_not_have(self, bundle: Path, keys: Keys) -> None:
        def newer(manifest: dict[str, Any]) -> None:
            manifest["models"][0]["applies_when"] = [{"feature": "shop_penalties", "at_least": 1}]

        rewrite(bundle, keys, newer)
        assert "shop_penalties" in refusal(bundle, keys.trust).message

    def test_features_whose_rules_have_changed_since(self, bundle: Path, keys: Keys) -> None:
        def older_rules(manifest: dict[str, Any]) -> None:
            manifest["schema_sha256"] = "0" * 64

        rewrite(bundle, keys, older_rules)
        assert refusal(bundle, keys.trust).code == "bundle.schema"

    def test_a_direction_other_than_the_dictionarys(self, bundle: Path, keys: Keys) -> None:
        def turned(manifest: dict[str, Any]) -> None:
            manifest["models"][0]["directions"][0] = -1

        rewrite(bundle, keys, turned)
        assert refusal(bundle, keys.trust).code == "bundle.schema"

    def test_a_newer_format(self, bundle: Path, keys: Keys) -> None:
        def newer(manifest: dict[str, Any]) -> None:
            manifest.clear()
            manifest.update({"format": 3, "ensemble": []})

        rewrite(bundle, keys, newer)
        error = refusal(bundle, keys.trust)
        assert error.code == "bundle.version"
        assert "format 3" in error.message

    def test_a_bundle_past_its_last_day(self, bundle: Path, keys: Keys) -> None:
        rewrite(bundle, keys, lambda manifest: manifest.update(expires="2026-12-31"))
        with pytest.raises(KnownError) as caught:
            load_bundle(bundle, keys.trust, today=date(2027, 1, 1))
        assert (caught.value.code, caught.value.where) == ("bundle.expired", "test-7")
        assert "2026-12-31" in caught.value.message

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("expires",), "next year"),
            (("models",), []),
            (("models", 0, "file", "name"), "../../retail.txt"),
            (("models", 0, "file", "sha256"), "short"),
            (("models", 0, "scale", "b"), -1.0),
            (("models", 0, "scale", "factor"), float("nan")),
            (("models", 0, "scale", "grades"), [{"name": "A", "up_to": 0.5}]),
            (("models", 0, "directions"), [1]),
            (("models", 1, "id"), "retail"),
            (("models", 1, "role"), "oracle"),
            (("models", 1, "kind"), "guess"),
            (("models", 1, "kind"), "share"),
            (("models", 1, "subject"), "owner"),
            (("models", 1, "worse"), 0),
            (("models", 1, "naive"), {"baseline": "size"}),
            (("models", 1, "widths"), {"groups": [], "down": [[0.1, 0.05]], "up": [[0.1, 0.1]]}),
            (("trained_on", "kind"), "hearsay"),
            (("leading",), "most_hopeful"),
            (("version",), "seven"),
        ],
    )
    def test_a_manifest_that_makes_no_sense(
        self, bundle: Path, keys: Keys, path: tuple[str | int, ...], value: object
    ) -> None:
        def broken(manifest: dict[str, Any]) -> None:
            inner: Any = manifest
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = value

        rewrite(bundle, keys, broken)
        error = refusal(bundle, keys.trust)
        assert (error.code, error.where) == ("bundle.damaged", "test-7/manifest.json")

    @pytest.mark.parametrize("content", [b"[]", b"null", b'{"format": 1}', b"\xff"])
    def test_a_manifest_that_is_no_manifest(self, bundle: Path, keys: Keys, content: bytes) -> None:
        (bundle / "manifest.json").write_bytes(content)
        sign_bundle(bundle, [keys.algorithms, keys.business])
        assert refusal(bundle, keys.trust).code == "bundle.damaged"


class TestPromisesOfTheModelItself:
    """Training is refused what scoring could not stand by, and no half-written bundle is left."""

    def write(self, folder: Path, text: str, features: tuple[str, ...]) -> KnownError:
        from datetime import date

        from workstation.domain.text import Bilingual
        from workstation.scoring import TrainedOn

        with pytest.raises(KnownError) as caught:
            write_bundle(
                folder,
                name="test",
                version=1,
                created=date(2026, 7, 1),
                trained_on=TrainedOn("simulated", Bilingual("模拟", "simulated")),
                models=[trained("retail", features, text)],
                golden=[retailer()],
                card="",
            )
        assert not list(folder.iterdir())
        return caught.value

    def test_it_must_not_take_missing_for_zero(self, tmp_path: Path) -> None:
        """LightGBM does exactly that for a column that had no missing value in training."""
        features = ("shop_stars_mean", "shop_refund_share")
        error = self.write(tmp_path, train(features, 3, missing=False), features)
        assert error.code == "bundle.model"
        assert "take a missing shop_refund_share for zero" in error.message

    def test_it_must_have_been_held_to_the_directions(self, tmp_path: Path) -> None:
        features = ("shop_stars_mean", "shop_refund_share")
        error = self.write(tmp_path, train(features, 3, signs=False), features)
        assert "directions" in error.message

    def test_its_columns_must_be_the_features_in_their_order(self, tmp_path: Path) -> None:
        text = train(("shop_stars_mean", "shop_refund_share"), 3)
        error = self.write(tmp_path, text, ("shop_refund_share", "shop_stars_mean"))
        assert "in their order" in error.message

    def test_it_must_be_a_model_of_a_probability(self, tmp_path: Path) -> None:
        features = ("shop_stars_mean", "shop_refund_share")
        text = train(features, 3).replace("objective=binary", "objective=regression")
        assert "probability" in self.write(tmp_path, text, features).message

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("split_feature=0", "split_feature=x"),
            ("split_feature=0", "split_feature=9"),
            ("decision_type=", "d="),
        ],
    )
    def test_its_trees_must_be_readable(self, tmp_path: Path, before: str, after: str) -> None:
        features = ("shop_stars_mean", "shop_refund_share")
        text = train(features, 3)
        assert before in text
        error = self.write(tmp_path, text.replace(before, after), features)
        assert (error.code, error.where) == ("bundle.model", "test-1/retail.txt")
        assert "not a model of LightGBM" in error.message

    def test_it_may_use_only_features_of_the_dictionary(self, tmp_path: Path) -> None:
        error = self.write(tmp_path, "", ("owner_age",))
        assert error.code == "bundle.schema"
        assert "owner_age" in error.message


def test_rewriting_a_bundle_takes_its_old_signatures_away(
    texts: dict[str, str], keys: Keys, bundle: Path
) -> None:
    other = make_bundle(bundle.parent, {**texts, "retail": train_other(texts)}, keys, 7)
    assert load_bundle(other, keys.trust).golden_check() == 4
    shutil.copy(other / SIGNATURES, bundle.parent / "kept")
    make_bundle(bundle.parent, texts, keys, 7)
    shutil.copy(bundle.parent / "kept", other / SIGNATURES)
    assert refusal(other, keys.trust).code == "bundle.signature"


def train_other(texts: dict[str, str]) -> str:
    from tests.scoring.conftest import SHOP

    other = train(SHOP, 99)
    assert other != texts["retail"]
    return other


def test_a_need_is_not_met_by_silence() -> None:
    need = Need("shop_months_trading", 0.0)
    assert not need.met_by(None)
    assert need.met_by(0.0)


def test_an_assessment_of_an_empty_file_is_possible(signed: Path, keys: Keys) -> None:
    found = load_bundle(signed, keys.trust).assess(vector(), Coverage(()), "test:S1")
    assert found.leading == ""
    assert found.probability is None
