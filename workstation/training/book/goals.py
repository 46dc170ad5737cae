"""What a known set must show, each goal beside what came out.

In: figures of a set and its peers. Out: `Goal` rows. Peers' figures are printed to three or four decimals, so
ours are compared at as many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workstation.training.book.judging import Judged
from workstation.training.book.known_sets import Peers
from workstation.training.book.out_of_time import OutOfTime
from workstation.training.book.reasoning import Explained

SLOPE = (0.95, 1.05)
CARD_WITHIN, LEVEL_WITHIN = 0.01, 0.10
FLIPS, MS_A_CASE = 0.85, 50.0
OUT_OF_TIME_AUC = 0.655


@dataclass(frozen=True, slots=True)
class Goal:
    """`bound` in words and numbers, `value` what came out, None where nothing could."""

    name: str
    bound: str
    value: float | None
    met: bool


def goals_of(judged: Judged, peers: Peers) -> Iterator[Goal]:
    """The goals that every set has."""
    f, kept = judged.figures, judged.kept
    near = peers.best - judged.fold_deviation
    yield Goal("auc_small_mono", f">= {peers.small_mono}", f.auc, round(f.auc, 3) >= peers.small_mono)
    yield Goal("auc_best_peer", f">= {peers.best} − fold deviation = {near:.4f}", f.auc, f.auc >= near)
    yield Goal("monotone_violations", "0", float(kept.sweeps_broken), not kept.sweeps_broken)
    yield Goal("blank_helped", "0", float(kept.blanks_broken), not kept.blanks_broken)
    yield Goal("calibration_slope", "0.95–1.05", f.slope, SLOPE[0] <= round(f.slope, 3) <= SLOPE[1])
    least = peers.woe - CARD_WITHIN
    yield Goal("scorecard_auc", f">= {least:.3f}", judged.card.auc, round(judged.card.auc, 3) >= least)


def goals_of_reasons(found: Explained) -> Iterator[Goal]:
    """The goals of issued reasons, which own several columns each; of single columns none may be absurd."""
    grouped, absurd = found.grouped, max(found.grouped.absurd_share, found.by_column.absurd_share)
    yield Goal("absurd_reasons", "0", absurd, absurd == 0)
    bound = f">= 0.85, reasons of several columns, {found.approves:.0%} approved"
    yield Goal("flips_with_top_four", bound, grouped.flip_share, grouped.flip_share >= FLIPS)
    yield Goal("ms_a_case", "<= 50", grouped.ms_per_case, grouped.ms_per_case <= MS_A_CASE)


def goals_of_time(found: OutOfTime) -> Iterator[Goal]:
    """The goals out of time. The level is held against the random fifth of the window, on the other rows: the
    levels that are moved forward rest on outcomes that nobody knew yet, and are printed beside."""
    yield Goal("out_of_time_auc", f">= {OUT_OF_TIME_AUC}", found.auc, round(found.auc, 3) >= OUT_OF_TIME_AUC)
    ratio = found.level_from_window.ratio
    bound = "0.90–1.10 of the real rate, level of a random fifth of the window"
    met = ratio is not None and abs(ratio - 1) <= LEVEL_WITHIN
    yield Goal("recalibrated_level", bound, ratio, met)
