"""The figures by which models are judged, against sums that can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.training import metrics


def test_auc_is_the_share_of_pairs_in_the_right_order_with_ties_counted_half() -> None:
    bad = [1, 1, 0, 0]
    assert metrics.auc(bad, [4, 2, 3, 1]) == 3 / 4
    assert metrics.auc(bad, [2, 1, 1, 0]) == (1 + 1 + 0.5 + 1) / 4
    assert metrics.auc(bad, [5, 5, 5, 5]) == 0.5


def test_auc_of_one_class_alone_is_no_number() -> None:
    assert np.isnan(metrics.auc([0, 0, 0], [1, 2, 3]))


def test_auc_interval_holds_the_auc_and_narrows_with_more_rows() -> None:
    rng = np.random.default_rng(1)
    bad = rng.random(4000) < 0.2
    score = rng.standard_normal(4000) + bad
    wide = metrics.auc_interval(bad[:400], score[:400])
    narrow = metrics.auc_interval(bad, score)
    assert narrow[0] < metrics.auc(bad, score) < narrow[1]
    assert narrow[1] - narrow[0] < 0.5 * (wide[1] - wide[0])


def test_ks_is_the_widest_gap_between_the_two_distributions() -> None:
    assert metrics.ks([0, 0, 1, 1], [1, 2, 3, 4]) == 1.0
    assert metrics.ks([0, 1, 0, 1], [1, 1, 2, 2]) == 0.0
    assert metrics.ks([0, 0, 0, 1, 1], [1, 2, 3, 3, 4]) == pytest.approx(2 / 3)


def test_brier_and_log_loss_by_hand() -> None:
    assert metrics.brier([1, 0], [0.8, 0.4]) == pytest.approx((0.04 + 0.16) / 2)
    assert metrics.log_loss([1, 0], [0.5, 0.5]) == pytest.approx(np.log(2))


def test_calibration_error_is_zero_where_rates_are_as_said() -> None:
    p = np.repeat([0.1, 0.5], 10)
    bad = np.array([1] + [0] * 9 + [1] * 5 + [0] * 5)
    assert metrics.expected_calibration_error(bad, p, bins=2) == pytest.approx(0.0)
    assert metrics.expected_calibration_error(bad, p + 0.2, bins=2) == pytest.approx(0.2)


def test_the_logistic_line_is_found_again_wherever_the_margins_lie() -> None:
    rng = np.random.default_rng(2)
    for middle in (-3.0, 0.0, 14.0):
        margin = middle + rng.standard_normal(40_000)
        bad = rng.random(40_000) < metrics.probability(-2.0 + 0.7 * (margin - middle))
        a, b = metrics.logistic_line(bad, margin)
        assert b == pytest.approx(0.7, abs=0.06)
        assert a + b * middle == pytest.approx(-2.0, abs=0.06)


def test_a_margin_that_never_varies_gives_the_bad_rate_and_no_slope() -> None:
    a, b = metrics.logistic_line([1, 0, 0, 0], [3.0, 3.0, 3.0, 3.0])
    assert b == 0.0
    assert metrics.probability(a) == pytest.approx(0.25)
