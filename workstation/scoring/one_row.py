"""LightGBM's quickest way for one row: its C interface for single rows, set up once for each booster.

Goes in: a booster and a kind of answer. Comes out: a function from one row to the very bits that
`Booster.predict` gives, in half its time. The library is the one that lightgbm itself has loaded. Where that
has no such entry there is no function, and the caller asks `predict`. Not safe from two threads: the buffers
are shared, so the caller holds its lock.
"""

from __future__ import annotations

import ctypes
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FLOAT64 = 1
_ALL_TREES = -1
_ONE_THREAD = b"num_threads=1"
_restraint = threading.Lock()


class Kind(IntEnum):
    """LightGBM's own numbers for what is asked, from its `include/LightGBM/c_api.h`."""

    RAW = 1
    CONTRIBUTIONS = 3


class OneRow:
    """Answers of `kind` for one row of `width` columns; made by `one_row`."""

    def __init__(self, library: ctypes.CDLL, config: ctypes.c_void_p, width: int, answers: int) -> None:
        self._predict, self._config, self._width = (
            library.LGBM_BoosterPredictForMatSingleRowFast,
            config,
            width,
        )
        self._row, self._answer = np.empty(width), np.empty(answers)
        self._length = ctypes.c_int64()
        self._arguments = (
            config,
            self._row.ctypes.data_as(ctypes.c_void_p),
            ctypes.byref(self._length),
            self._answer.ctypes.data_as(ctypes.c_void_p),
        )
        weakref.finalize(self, library.LGBM_FastConfigFree, config)

    def __call__(self, row: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """The answer, in an array of its own; None where the library refuses, so that `predict` says why."""
        if row.shape != (self._width,):
            return None
        self._row[:] = row
        if self._predict(*self._arguments) != 0 or self._length.value != len(self._answer):
            return None
        return self._answer.copy()


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Hold LightGBM to one thread while a model is read: its threads wait for each other by spinning, so that
    on a busy machine two milliseconds of reading become twelve. Another model that is read or trained at
    the same time shares the restraint for that moment."""
    try:
        from lightgbm.libpath import _LIB as library

        get, put = library.LGBM_GetMaxThreads, library.LGBM_SetMaxThreads
    except (ImportError, AttributeError):
        yield
        return
    with _restraint:  # whoever came second would take the restraint for the rule
        before = ctypes.c_int()
        get(ctypes.byref(before))
        put(ctypes.c_int(1))
        try:
            yield
        finally:
            put(before)


def one_row(booster: Any, kind: Kind) -> OneRow | None:
    """The quick way of `booster`; None where the library has none."""
    try:
        from lightgbm.libpath import _LIB as library

        begin = library.LGBM_BoosterPredictForMatSingleRowFastInit
        library.LGBM_BoosterPredictForMatSingleRowFast  # noqa: B018 - asks whether it is there
        library.LGBM_FastConfigFree  # noqa: B018
        handle = booster._handle
    except (ImportError, AttributeError):
        return None
    width = int(booster.num_feature())
    config = ctypes.c_void_p()
    refused = begin(
        handle,
        ctypes.c_int(int(kind)),
        ctypes.c_int(0),
        ctypes.c_int(_ALL_TREES),
        ctypes.c_int(_FLOAT64),
        ctypes.c_int32(width),
        ctypes.c_char_p(_ONE_THREAD),
        ctypes.byref(config),
    )
    if refused != 0:
        return None
    return OneRow(library, config, width, width + 1 if kind is Kind.CONTRIBUTIONS else 1)
