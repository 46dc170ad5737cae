"""Figures by which a model of default is judged: ranking, separation, closeness, calibration.

In: outcomes (1 = bad) and scores or margins of equal length. Out: plain floats. Higher scores mean higher
risk throughout. Nothing here fits a model except the two-parameter logistic used to read calibration.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
_MARGIN_LIMIT = 35.0
_NEWTON_STEPS = 50


def _midranks(values: Floats) -> Floats:
    """Ranks from 1, ties sharing the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Floats = (last - (counts - 1) / 2.0)[inverse]
    return ranks


def auc(bad: Any, score: Any) -> float:
    """Area under the ROC curve, ties counted half. NaN where one of the classes is empty."""
    truth, values = np.asarray(bad, bool), np.asarray(score, float)
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return float("nan")
    ranked = _midranks(values)[truth].sum() - positives * (positives + 1) / 2.0
    return float(ranked / (positives * negatives))


def auc_interval(bad: Any, score: Any, z: float = 1.959964) -> tuple[float, float]:
    """95 % interval of the AUC by DeLong's variance (DeLong et al. 1988, doi:10.2307/2531595)."""
    truth, values = np.asarray(bad, bool), np.asarray(score, float)
    positives, negatives = values[truth], values[~truth]
    m, n = len(positives), len(negatives)
    if m < 2 or n < 2:
        return float("nan"), float("nan")
    ranks = _midranks(np.concatenate([positives, negatives]))
    above = (ranks[:m] - _midranks(positives)) / n
    below = 1.0 - (ranks[m:] - _midranks(negatives)) / m
    spread = np.sqrt(above.var(ddof=1) / m + below.var(ddof=1) / n)
    middle = float(above.mean())
    return float(max(middle - z * spread, 0.0)), float(min(middle + z * spread, 1.0))


def ks(bad: Any, score: Any) -> float:
    """Kolmogorov–Smirnov: the widest gap between the score's distributions of good and bad."""
    truth, values = np.asarray(bad, bool), np.asarray(score, float)
    cuts = np.unique(values)
    left = np.searchsorted(np.sort(values[truth]), cuts, side="right") / max(truth.sum(), 1)
    right = np.searchsorted(np.sort(values[~truth]), cuts, side="right") / max((~truth).sum(), 1)
    return float(np.abs(left - right).max())


def probability(margin: Any) -> Floats:
    """Log-odds to probability."""
    p: Floats = 1.0 / (1.0 + np.exp(-np.clip(np.asarray(margin, float), -_MARGIN_LIMIT, _MARGIN_LIMIT)))
    return p


def brier(bad: Any, p: Any) -> float:
    """Mean squared difference between probability and outcome."""
    return float(np.mean((np.asarray(p, float) - np.asarray(bad, float)) ** 2))


def log_loss(bad: Any, p: Any) -> float:
    """Mean negative log likelihood, natural logarithm."""
    truth, chance = np.asarray(bad, float), np.clip(np.asarray(p, float), 1e-12, 1 - 1e-12)
    return float(-np.mean(truth * np.log(chance) + (1 - truth) * np.log(1 - chance)))


def expected_calibration_error(bad: Any, p: Any, bins: int = 10) -> float:
    """Mean gap between probability and observed rate over `bins` bins of equal count."""
    truth, chance = np.asarray(bad, float), np.asarray(p, float)
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(truth[part].mean() - chance[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(truth))


def wmape(truth: Any, told: Any) -> float:
    """Weighted mean absolute percentage error: the sum of absolute errors over the sum of what was true."""
    right, said = np.asarray(truth, float), np.asarray(told, float)
    return float(np.abs(right - said).sum() / np.abs(right).sum())


def logistic_line(bad: Any, margin: Any) -> tuple[float, float]:
    """(a, b) of p = sigmoid(a + b·margin) by maximum likelihood (Platt's line without his priors).

    Newton's method on the standardised margin, from the line that knows only the bad rate. Outcomes of one
    class alone, or a margin that never varies, leave b at 0.
    """
    truth, m = np.asarray(bad, float), np.asarray(margin, float)
    middle, spread = float(m.mean()), float(m.std())
    rate = float(np.clip(truth.mean(), 1e-6, 1 - 1e-6))
    line = np.array([np.log(rate / (1 - rate)), 0.0])
    if spread == 0 or truth.min() == truth.max():
        return float(line[0]), 0.0
    design = np.stack([np.ones_like(m), (m - middle) / spread], axis=1)
    for _ in range(_NEWTON_STEPS):
        p = probability(design @ line)
        weight = np.maximum(p * (1 - p), 1e-9)
        step = np.linalg.solve(
            design.T @ (design * weight[:, None]) + 1e-9 * np.eye(2), design.T @ (truth - p)
        )
        line = line + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-10:
            break
    b = line[1] / spread
    return float(line[0] - b * middle), float(b)
