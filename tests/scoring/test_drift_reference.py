"""Drift from the first day on: a bundle says how applicants lay, by quarter, when it was trained."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, Keys, retailer, trained
from workstation import crypto
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.scoring import TrainedOn, load_bundle, sign_bundle, write_bundle
from workstation.scoring.drift import drift_of
from workstation.scoring.drift_reference import (
    DriftReference,
    LedBy,
    drift_text,
    season_of,
    seasons_of,
    spread_of,
)

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
ROWS = 4000


def seen(seed: int, rows: int = ROWS) -> tuple[np.ndarray, np.ndarray]:
    """A figure that is one higher in the fourth quarter, and the quarter of each row; a tenth have none."""
    rng = np.random.default_rng(seed)
    seasons = rng.integers(0, 4, rows)
    values = rng.standard_normal(rows) + (seasons == 3)
    return np.where(rng.random(rows) < 0.1, np.nan, values), seasons


def reference() -> DriftReference:
    spread = spread_of(*seen(1))
    return DriftReference(FIRST, LAST, {"retail": LedBy(spread, dict.fromkeys(SHOP, spread))})


@pytest.fixture
def folder(texts: dict[str, str], keys: Keys, tmp_path: Path) -> Path:
    return written(tmp_path, texts, keys, drift_text(reference()))


def written(models: Path, texts: dict[str, str], keys: Keys, drift: str) -> Path:
    found = write_bundle(
        models,
        name="test",
        version=1,
        created=date(2026, 7, 1),
        trained_on=TrainedOn("simulated", Bilingual("模拟", "simulated")),
        models=[trained("retail", SHOP, texts["retail"])],
        golden=[retailer()],
        card="",
        drift=drift,
    )
    sign_bundle(found, [keys.algorithms, keys.business])
    return found


def test_it_comes_back_as_it_was_written(folder: Path, keys: Keys) -> None:
    assert load_bundle(folder, keys.trust).drift == reference()


def test_an_older_bundle_has_none_and_loads(signed: Path, keys: Keys) -> None:
    assert load_bundle(signed, keys.trust).drift is None


def test_a_fourth_quarter_is_held_against_a_fourth_quarter() -> None:
    values, seasons = seen(2)
    now = values[seasons == 3]
    found = reference()
    alike = found.score("retail", [3])
    mixed = found.score("retail", [0, 1, 2])
    assert alike is not None and mixed is not None
    assert not drift_of(alike, now).alarms
    assert drift_of(mixed, now).alarms
    assert sum(r.rows for r in (alike, mixed)) == ROWS


def test_every_feature_of_the_model_is_watched_and_of_a_stranger_none() -> None:
    assert [r.name for r in reference().figures("retail", range(4))] == sorted(SHOP)
    assert reference().figures("invoice", range(4)) == ()
    assert reference().score("invoice", range(4)) is None
    assert reference().without({"retail"}).models == {}


@pytest.mark.parametrize(
    ("first", "last", "quarters"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), (3,)),
        (date(2026, 12, 31), date(2027, 1, 1), (0, 3)),
        (date(2026, 3, 31), date(2026, 7, 1), (0, 1, 2)),
        (date(2026, 11, 11), date(2026, 11, 11), (3,)),
        (date(2025, 1, 1), date(2026, 12, 31), (0, 1, 2, 3)),
    ],
)
def test_a_span_of_days_touches_quarters(first: date, last: date, quarters: tuple[int, ...]) -> None:
    assert seasons_of(first, last) == quarters
    assert season_of(first) in quarters and season_of(last) in quarters


def refusal(folder: Path, keys: Keys) -> KnownError:
    with pytest.raises(KnownError) as caught:
        load_bundle(folder, keys.trust)
    assert (caught.value.code, caught.value.where) == ("bundle.damaged", "test-1/drift.json")
    return caught.value


@pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
def test_one_changed_byte_is_refused_by_name(folder: Path, keys: Keys, place: float) -> None:
    path = folder / "drift.json"
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1
    path.write_bytes(bytes(data))
    assert "not the one that was signed" in refusal(folder, keys).message


def test_a_missing_file_is_refused_by_name(folder: Path, keys: Keys) -> None:
    (folder / "drift.json").unlink()
    assert "missing" in refusal(folder, keys).message


def changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    plain = json.loads(text)
    change(plain)
    return json.dumps(plain)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.pop("first"),
        lambda p: p.update(first="2024-06-30"),
        lambda p: p["models"].update(stranger=p["models"]["retail"]),
        lambda p: p["models"]["retail"]["features"].pop(SHOP[0]),
        lambda p: p["models"]["retail"]["features"].update(owner_age=p["models"]["retail"]["score"]),
        lambda p: p["models"]["retail"]["score"]["counts"].pop(),
        lambda p: p["models"]["retail"]["score"]["counts"][0].pop(),
        lambda p: p["models"]["retail"]["score"]["counts"][0].__setitem__(0, -1),
        lambda p: p["models"]["retail"]["score"]["edges"].reverse(),
        lambda p: p["models"]["retail"]["score"]["edges"].__setitem__(8, float("inf")),
    ],
)
def test_what_makes_no_sense_is_not_written_and_not_read(
    folder: Path, texts: dict[str, str], keys: Keys, change: Callable[[dict[str, Any]], None]
) -> None:
    wrong = changed(drift_text(reference()), change)
    with pytest.raises(KnownError) as caught:
        written(folder.parent / "other", texts, keys, wrong)
    assert caught.value.code == "bundle.damaged"
    assert not (folder.parent / "other").exists()

    (folder / "drift.json").write_text(wrong)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["drift"]["sha256"] = crypto.sha256(wrong.encode())
    (folder / "manifest.json").write_text(json.dumps(manifest))
    sign_bundle(folder, [keys.algorithms, keys.business])
    assert "malformed" in refusal(folder, keys).message
