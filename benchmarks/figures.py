"""What a benchmark reports, and how it times: alternating rounds, the median of each side."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `ratio` is the value over that of `baseline`, None where it stands alone."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    baseline: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_ms(samples: list[float]) -> float:
    """Median of seconds, in milliseconds."""
    return statistics.median(samples) * 1_000
