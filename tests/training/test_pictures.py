"""Pictures of figures: what is drawn, what breaks a line, what stands beside it, and that nothing moves."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest

from workstation.training.pictures import (
    HEIGHT,
    WIDTH,
    Band,
    Bars,
    CalibrationBin,
    Curve,
    Mark,
    bar_chart,
    calibration_chart,
    line_chart,
    percent,
    plain,
    profit_curve,
    ticks_of,
)

SVG = "{http://www.w3.org/2000/svg}"
RISING = [(0.0, 0.0), (0.5, 0.8), (1.0, 1.0)]


def shapes(picture: str, kind: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(SVG + kind))


def words(picture: str) -> list[str]:
    return [text.text or "" for text in shapes(picture, "text")]


def roc(**more: object) -> str:
    curves = [Curve("model", RISING), Curve("朴素", [(0.0, 0.0), (1.0, 1.0)])]
    return line_chart(curves, title="ROC <5 folds>", x="false alarms", y="hits", **more)  # type: ignore[arg-type]


def test_a_picture_is_an_svg_with_its_title_axes_and_names() -> None:
    picture = roc(x_ticks=percent)
    said = words(picture)
    assert ET.fromstring(picture).get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert {"ROC <5 folds>", "false alarms", "hits", "model", "朴素", "100%"} <= set(said)
    assert [t.text for t in shapes(picture, "title")] == ["ROC <5 folds>"]


def test_the_same_figures_give_the_same_text_and_no_id_that_another_picture_could_have() -> None:
    assert roc() == roc()
    assert " id=" not in roc() and "None" not in roc()


def test_two_curves_have_dashes_of_their_own() -> None:
    styles = [line.get("style", "") for line in shapes(roc(), "polyline")]
    assert len(styles) == 2 and ["dasharray" in style for style in styles] == [False, True]


def test_a_curve_breaks_where_a_figure_is_missing() -> None:
    holed = [(0.0, 1.0), (1.0, 2.0), (2.0, math.nan), (3.0, 2.0), (4.0, 1.0), (5.0, math.nan), (6.0, 3.0)]
    picture = line_chart([Curve("", holed)], title="t", x="x", y="y")
    assert len(shapes(picture, "polyline")) == 2
    assert len(shapes(picture, "circle")) == 1, "a point alone would not be seen as a line"


def test_a_band_lies_under_its_curve_and_a_mark_says_its_words() -> None:
    picture = roc(bands=[Band("90 %", [(x, y / 2, y) for x, y in RISING])], marks=[Mark(0.3, "cut-off")])
    assert len(shapes(picture, "polygon")) == 1
    assert "cut-off" in words(picture) and "90 %" in words(picture)


def test_bars_stand_on_zero_and_a_missing_height_has_none() -> None:
    groups = [Bars("simulated", [0.1, math.nan]), Bars("real", [0.2, -0.1])]
    picture = bar_chart(["A", "B"], groups, title="t", y="share", y_ticks=percent)
    drawn = [r for r in shapes(picture, "rect") if "0%,45%" in r.get("style", "") or r.get("height") != "7"]
    assert len(drawn) == 1 + 3, "the sheet and three bars"
    assert {"A", "B", "simulated", "real", "0%"} <= set(words(picture))


def test_many_labels_are_thinned_until_they_can_be_read() -> None:
    labels = [f"2025-{month:02}" for month in range(1, 61)]
    picture = bar_chart(labels, [Bars("", [1.0] * 60)], title="t", y="y")
    shown = [w for w in words(picture) if w in labels]
    assert 5 <= len(shown) <= 15


def test_calibration_shows_each_bin_with_its_interval_beside_the_diagonal() -> None:
    bins = [CalibrationBin(p, p * 1.1, p * 0.9, p * 1.3) for p in (0.01, 0.05, 0.2)]
    picture = calibration_chart(bins, title="Calibration", x="said", y="happened")
    assert len(shapes(picture, "circle")) == 3
    assert len(shapes(picture, "polyline")) == 1 + 3 + 1


def test_profit_names_the_cut_off_in_force() -> None:
    picture = profit_curve(
        [(0.0, 0.0), (0.1, 5.0), (0.5, -20.0)], title="t", x="PD", y="yuan", in_force=[(0.08, "in force")]
    )
    assert "in force" in words(picture)


@pytest.mark.parametrize(
    "picture",
    [
        line_chart([], title="empty", x="", y=""),
        line_chart([Curve("a", [(math.nan, 1.0)])], title="empty", x="", y=""),
        bar_chart([], [], title="empty", y=""),
        calibration_chart([], title="empty", x="", y=""),
    ],
)
def test_nothing_to_draw_is_said(picture: str) -> None:
    assert any("no data" in said for said in words(picture))


def test_one_point_and_one_height_have_room_around_them() -> None:
    assert len(shapes(line_chart([Curve("", [(1.0, 1.0)])], title="t", x="x", y="y"), "circle")) == 1
    assert "NaN" not in bar_chart(["A"], [Bars("", [0.0])], title="t", y="y")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.0, 0.06, [0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06]),
        (-30.0, 95.0, [0.0, 50.0]),
    ],
)
def test_ticks_are_round_numbers_inside_the_axis(low: float, high: float, ticks: list[float]) -> None:
    assert ticks_of(low, high) == pytest.approx(ticks)


def test_numbers_read_as_a_person_writes_them() -> None:
    assert [plain(v) for v in (0.0, 0.25, 1500.0, 2e-6, 3e8, -0.0)] == [
        "0",
        "0.25",
        "1,500",
        "2e-06",
        "3e+08",
        "0",
    ]
    assert percent(0.125) == "12.5%"
