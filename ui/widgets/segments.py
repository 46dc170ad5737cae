"""A choice of a few, side by side: one is always chosen, the arrow keys move through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.flow import FlowLayout
from ui.widgets.pieces import button


class Segments(QWidget):
    """Buttons of which one is down. `chosen(key)` comes when a person chooses."""

    chosen = Signal(object)

    def __init__(
        self, keys: Sequence[object], symbols: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self._group = QButtonGroup(self)
        line = FlowLayout(tokens.TIGHT, tokens.TIGHT)
        for number, _ in enumerate(self._keys):
            made = button("", symbols[number] if symbols else "")
            made.setCheckable(True)
            self._group.addButton(made, number)
            line.addWidget(made)
        self.setLayout(line)
        holder().changed.connect(self._fit)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    def set_texts(self, texts: Sequence[str], name: str) -> None:
        """The words on the buttons, and what the choice as a whole is called."""
        self.setAccessibleName(name)
        for made, text in zip(self._group.buttons(), texts, strict=True):
            made.setText(text)
            made.setAccessibleName(f"{name}: {text}")
        self._fit()

    def _fit(self) -> None:
        """Room for the word in bold, so that choosing moves nothing."""
        look = theme()
        metrics = QFontMetrics(look.font(bold=True))
        for made in self._group.buttons():
            icon = look.px(26) if not made.icon().isNull() else 0
            made.setMinimumWidth(metrics.horizontalAdvance(made.text()) + icon + look.px(2 * tokens.ROOM + 8))

    def key(self) -> object | None:
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else None

    def choose(self, key: object) -> None:
        """Set the choice without a signal; a key that is not there leaves all up."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(False)
        self._group.setExclusive(True)

    def show_only(self, keys: Iterable[object]) -> None:
        """Leave only these to choose from. Where the one that was chosen is not among them, the first is."""
        shown = [key for key in self._keys if key in frozenset(keys)]
        for key, made in zip(self._keys, self._group.buttons(), strict=True):
            made.setVisible(key in shown)
        if shown and self.key() not in shown:
            self.choose(shown[0])

    def shown(self) -> list[object]:
        """What can be chosen, in its order."""
        pairs = zip(self._keys, self._group.buttons(), strict=True)
        return [key for key, made in pairs if not made.isHidden()]

    def set_enabled(self, key: object, enabled: bool) -> None:
        self._group.button(self._keys.index(key)).setEnabled(enabled)

    def focus(self) -> None:
        made = self._group.checkedButton() or self._group.button(0)
        if made is not None:
            made.setFocus()
