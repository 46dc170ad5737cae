"""The quick way for one row: the same bits as `Booster.predict`, from any thread, and a way round it."""

from __future__ import annotations

import ctypes
from concurrent.futures import ThreadPoolExecutor

import lightgbm
import numpy as np
import pytest

import workstation.scoring.booster as booster_module
from tests.scoring.conftest import SHOP, train
from workstation.scoring.booster import LockedBooster, Matrix
from workstation.scoring.one_row import Kind, on_one_thread, one_row


@pytest.fixture(scope="module")
def text() -> str:
    return train(SHOP, 4)


def probes(count: int) -> Matrix:
    random = np.random.default_rng(11)
    rows = random.normal(size=(count, len(SHOP)))
    rows[random.random(rows.shape) < 0.2] = np.nan
    return rows


def test_gives_the_bits_of_predict(text: str) -> None:
    rows = probes(300)
    quick, bare = LockedBooster(text), lightgbm.Booster(model_str=text)
    one_by_one = np.concatenate([quick.raw(rows[[n]]) for n in range(len(rows))])
    assert (one_by_one == bare.predict(rows, raw_score=True, num_threads=1)).all()
    shares = np.concatenate([quick.contributions(rows[[n]]) for n in range(len(rows))])
    assert (shares == bare.predict(rows, pred_contrib=True, num_threads=1)).all()


def test_is_taken_where_the_library_has_it(text: str) -> None:
    bare = lightgbm.Booster(model_str=text)
    assert one_row(bare, Kind.RAW) is not None
    assert one_row(bare, Kind.CONTRIBUTIONS) is not None


def test_answers_are_the_callers_own(text: str) -> None:
    """A second question does not change the answer to the first."""
    quick = LockedBooster(text)
    rows = probes(2)
    first = quick.contributions(rows[:1])
    kept = first.copy()
    quick.contributions(rows[1:])
    assert (first == kept).all()


def test_many_threads_at_once_get_what_each_asked_for(text: str) -> None:
    quick, rows = LockedBooster(text), probes(200)
    alone = [quick.raw(rows[[n]])[0] for n in range(len(rows))]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: quick.raw(rows[[n]])[0], list(range(len(rows))) * 4))
    assert together == alone * 4


def test_without_the_entry_predict_answers_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = probes(20)
    expected = [LockedBooster(text).raw(rows[[n]])[0] for n in range(len(rows))]
    monkeypatch.setattr(booster_module, "one_row", lambda *_: None)
    slow = LockedBooster(text)
    assert [slow.raw(rows[[n]])[0] for n in range(len(rows))] == expected


def test_a_library_without_the_entry_is_noticed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lightgbm.libpath._LIB", object())
    assert one_row(lightgbm.Booster(model_str=text), Kind.RAW) is None


def test_a_row_of_the_wrong_width_is_for_predict_to_refuse(text: str) -> None:
    with pytest.raises(lightgbm.basic.LightGBMError):
        LockedBooster(text).raw(np.zeros((1, len(SHOP) + 1)))


def test_reading_a_model_leaves_lightgbm_its_threads(text: str) -> None:
    from lightgbm.libpath import _LIB as library

    def most() -> int:
        found = ctypes.c_int()
        library.LGBM_GetMaxThreads(ctypes.byref(found))
        return found.value

    before = most()
    LockedBooster(text)
    assert most() == before
    with on_one_thread():
        assert most() == 1
    assert most() == before
