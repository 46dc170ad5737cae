"""The items of a section below one another: headings of groups, questions, repeats.

Shown again it keeps every box that still has its place, so that neither the keyboard nor a cursor moves; only
what came or went is made or put away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.screens.survey.asked import Asked
from ui.screens.survey.hands import Hands
from ui.screens.survey.question import QuestionBox
from ui.screens.survey.repeat.box import RepeatBox
from ui.theme import tokens
from ui.widgets.layout import column, hairline, label
from ui.widgets.tabbing import tab_through
from workstation.surveys.views import GroupView, Item, QuestionView, RepeatView


class GroupHead(QWidget):
    """The heading of a group within a section."""

    def __init__(self, text: str, depth: int) -> None:
        super().__init__()
        self._label = label("heading" if depth < 1 else "soft", text, wrap=True)
        self.setLayout(column(self._label, hairline(), gap=tokens.TIGHT, margin=(0, tokens.SNUG, 0, 0)))

    def show_text(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    item: Item
    depth: int


class Items(QWidget):
    """`show_items` for the whole, `show_question` for one that changed."""

    def __init__(self, asked: Asked, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked, self._hands = asked, hands
        self._shown: list[str] = []
        self._widgets: dict[str, QWidget] = {}
        self.boxes: dict[str, QuestionBox] = {}
        self.repeats: dict[str, RepeatBox] = {}
        self._column = column(gap=tokens.ROOM)
        self.setLayout(self._column)

    def show_items(self, items: Iterable[Item]) -> None:
        entries = list(_entries(items, 0))
        wanted = {entry.key for entry in entries}
        for key in [key for key in self._shown if key not in wanted]:
            self._put_away(key)
        for place, entry in enumerate(entries):
            if entry.key not in self._widgets:
                self._widgets[entry.key] = self._made(entry)
            widget = self._widgets[entry.key]
            if self._column.indexOf(widget) != place:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)
                widget.show()
            self._show(widget, entry.item)
        self._shown = [entry.key for entry in entries]
        self._order_tabs()

    def show_question(self, view: QuestionView) -> bool:
        """One question as it is now; False where it is not among these."""
        box = self.boxes.get(view.ref)
        if box is not None:
            box.show_question(view)
            return True
        return any(repeat.show_question(view) for repeat in self.repeats.values())

    def holds(self, ref: str) -> bool:
        """Whether a question, by its ref, is among these."""
        return ref in self.boxes or any(ref.startswith(f"{name}[") for name in self.repeats)

    def drop_untouched(self) -> None:
        """Before another section comes: lines that nobody filled in go."""
        for repeat in list(self.repeats.values()):
            repeat.drop_untouched()

    def close_items(self) -> None:
        """Nothing is shown any more: what the editors still have to tell is told first."""
        for key in list(self._shown):
            self._put_away(key)
        self._shown = []

    # Going through the questions.

    def stops(self) -> list[QuestionBox | RepeatBox]:
        """What the keyboard goes through, in reading order."""
        found = (self._widgets[key] for key in self._shown)
        return [widget for widget in found if isinstance(widget, (QuestionBox, RepeatBox))]

    def focus_first(self) -> bool:
        return any(stop.focus() for stop in self.stops())

    def step(self, step: int) -> bool:
        """To the next or the one before that takes an answer; False where there is none."""
        stops, here = self.stops(), self.window().focusWidget()
        place = next((n for n, stop in enumerate(stops) if here is not None and stop.isAncestorOf(here)), -1)
        if place < 0 and step < 0:
            return False
        ahead = stops[place + 1 :] if step > 0 else stops[:place][::-1]
        return any(stop.focus() for stop in ahead)

    def focus_ref(self, ref: str) -> bool:
        box = self.boxes.get(ref)
        if box is not None:
            return box.focus()
        return any(repeat.focus_ref(ref) for repeat in self.repeats.values())

    def box_at(self, ref: str) -> QWidget | None:
        """Where a question is seen."""
        if ref in self.boxes:
            return self.boxes[ref]
        return next((repeat for name, repeat in self.repeats.items() if ref.startswith(f"{name}[")), None)

    def current_ref(self) -> str:
        """The question at which the keyboard is; empty where it is at none."""
        here = self.window().focusWidget()
        for ref, box in self.boxes.items():
            if here is not None and box.isAncestorOf(here):
                return ref
        return next((ref for repeat in self.repeats.values() if (ref := repeat.current_ref())), "")

    # Within.

    def _made(self, entry: _Entry) -> QWidget:
        item = entry.item
        if isinstance(item, QuestionView):
            box = QuestionBox(item, self._hands)
            box.answered.connect(self._asked.answer)
            box.onward.connect(lambda _: self.step(1))
            self.boxes[item.ref] = box
            return box
        if isinstance(item, RepeatView):
            repeat = RepeatBox(item, self._asked, self._hands, lambda: Items(self._asked, self._hands))
            self.repeats[item.ref] = repeat
            return repeat
        return GroupHead(item.label, entry.depth)

    def _show(self, widget: QWidget, item: Item) -> None:
        if isinstance(widget, QuestionBox) and isinstance(item, QuestionView):
            self.boxes[item.ref] = widget
            if widget.view != item:
                widget.show_question(item)
        elif isinstance(widget, RepeatBox) and isinstance(item, RepeatView):
            widget.show_repeat(item)
        elif isinstance(widget, GroupHead) and isinstance(item, GroupView):
            widget.show_text(item.label)

    def _put_away(self, key: str) -> None:
        widget = self._widgets.pop(key)
        if isinstance(widget, QuestionBox):
            widget.editor.put_away()
            if self.boxes.get(widget.view.ref) is widget:
                del self.boxes[widget.view.ref]
        elif isinstance(widget, RepeatBox):
            widget.put_away()
            self.repeats.pop(widget.view.ref, None)
        self._column.removeWidget(widget)
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()

    def _order_tabs(self) -> None:
        tab_through(self._widgets[key] for key in self._shown)


def _entries(items: Iterable[Item], depth: int) -> Iterator[_Entry]:
    for item in items:
        if isinstance(item, QuestionView):
            yield _Entry(f"question {QuestionBox.name_of(item)}", item, depth)
        elif isinstance(item, RepeatView):
            yield _Entry(f"repeat {item.ref}", item, depth)
        else:
            if item.label:
                yield _Entry(f"group {depth} {item.ref} {item.name}", item, depth)
            yield from _entries(item.items, depth + 1)
