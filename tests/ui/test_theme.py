"""What is written can be read: contrast, sizes and symbols of both themes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from ui.theme import tokens
from ui.theme.icons import icon, symbol_names
from ui.theme.style import apply_theme, theme
from ui.theme.tokens import READ_TOGETHER, THEMES, contrast

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), READ_TOGETHER)
def test_ink_stands_out_from_its_ground(name: str, ink: str, ground: str) -> None:
    colours = THEMES[name]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= LEAST_CONTRAST


def test_contrast_of_black_on_white_is_the_greatest_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_text_grows_with_the_officers_choice(qapp: QApplication, size: int) -> None:
    apply_theme("light", size)
    assert theme().font().pointSizeF() == pytest.approx(tokens.BODY * size / 100, abs=0.01)
    apply_theme("light")


def test_figures_stand_below_one_another(qapp: QApplication) -> None:
    """Every digit is as wide as every other in the bundled font, so columns of money align."""
    apply_theme("light")
    metrics = QFontMetrics(theme().font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_chinese_is_drawn_with_the_bundled_font(qapp: QApplication) -> None:
    apply_theme("light")
    assert QFontMetrics(QLabel("𬭸").font()).inFontUcs4(ord("𬭸"))


def test_every_symbol_named_in_the_window_is_in_the_font(root: Path, qapp: QApplication) -> None:
    known = set(symbol_names())
    named = {
        node.args[0].value
        for path in (root / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("icon", "Symbol", "tool", "EmptyState", "ChoiceButton")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(named) > 10 and named <= known


def test_a_symbol_that_is_not_there_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("unicorn")
