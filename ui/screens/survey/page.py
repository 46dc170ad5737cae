"""The middle of a survey: one section, its items and the ways to the one before and the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.screens.survey.asked import Asked
from ui.screens.survey.hands import Hands
from ui.screens.survey.items import Items
from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button
from ui.widgets.scroll import Scroller
from ui.widgets.turns import held
from workstation.surveys.views import QuestionView, RepeatView, SectionView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SectionPage(QWidget):
    """`turned(+1 or -1)` asks for the next or the last section. Enter goes to the next question."""

    turned = Signal(int)

    def __init__(self, asked: Asked, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("title", wrap=True)
        self.items = Items(asked, hands)
        self._last, self._ref = False, ""
        self.before, self.after = button("", "arrow-left"), button("primary", "arrow-right")
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        inner = QWidget()
        turning = row(self.before, None, self.after, margin=(0, tokens.GAP, 0, 0))
        parts = column(self._title, self.items, turning, None, gap=tokens.WIDE, margin=tokens.WIDE)
        inner.setLayout(parts)
        self.scroller = Scroller(inner)
        self.setLayout(column(self.scroller, gap=0))
        self.retranslate()

    def show_section(self, view: SectionView, *, first: bool, last: bool) -> None:
        self._title.setText(view.section.title)
        heads = [one.label for one in view.items[:1] if isinstance(one, RepeatView)]
        self._title.setVisible(heads != [view.section.title])  # a repeat of that name says it itself
        self.setAccessibleName(view.section.title)
        self.scroller.setAccessibleName(view.section.title)
        self.before.setVisible(not first)
        self._last = last
        self.retranslate()
        if view.section.ref == self._ref:
            self.items.show_items(view.items)
            return
        self._ref = view.section.ref
        with held(self.items):
            self.items.show_items(view.items)

    def to_top(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)

    def show_question(self, view: QuestionView) -> bool:
        return self.items.show_question(view)

    def focus_ref(self, ref: str) -> bool:
        """Bring the keyboard to a question, and the question into view."""
        found = self.items.focus_ref(ref)
        box = self.items.box_at(ref)
        if box is not None:
            self.scroller.ensureWidgetVisible(box, 0, 60)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next question, and on one of the ways out of the section takes it."""
        if event.key() not in _ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        here = self.window().focusWidget()
        for way in (self.before, self.after):
            if here is way:
                way.click()
                return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.items.step(-1 if back else 1):
            here = self.window().focusWidget()
            if here is not None:
                self.scroller.ensureWidgetVisible(here, 0, 80)
        elif not back:
            self.after.setFocus()

    def retranslate(self) -> None:
        self.before.setText(self.tr("Section before"))
        self.after.setText(self.tr("To the end") if self._last else self.tr("Next section"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
