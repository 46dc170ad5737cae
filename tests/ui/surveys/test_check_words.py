"""How far the two sides of a check lie apart, in a sentence that an officer can act on."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.screens.survey.check_words import apart_words
from ui.translation import speak
from workstation.domain.surveying import CheckResult


@pytest.mark.parametrize(
    ("check", "deviation", "tolerance", "within", "english", "chinese"),
    [
        ("roads", "0.33", "0.25", False, "33.00% apart, 25.00% allowed", "相差 33.00%，允许 25.00%"),
        ("markup", "0", "0", True, "Within the bound", "未超出界限"),
        ("markup", "0.18", "0", False, "18.00% beyond the bound", "超出界限 18.00%"),
        ("place", "820", "500", False, "820 m apart, 500 m allowed", "相差 820 米，允许 500 米"),
        (
            "equity", "", "0.1", False,
            "Cannot be judged: no disposable income to hold it against", "无法判断：没有可支配收入可比",
        ),
        ("roads", "", "0.25", False, "Cannot be judged: too few roads lead to the sales",
         "无法判断：可核对的口径太少"),
        ("of another version", "", "0.1", False, "Cannot be judged, although it must be",
         "必须核对，但无法判断"),
    ],
)  # fmt: skip
def test_a_check_says_how_far_its_sides_lie_apart(
    qtbot: QtBot, check: str, deviation: str, tolerance: str, within: bool, english: str, chinese: str
) -> None:
    result = CheckResult(check, (), deviation, tolerance, within)
    speak("en")
    assert apart_words(result) == english
    speak("zh")
    assert apart_words(result) == chinese
