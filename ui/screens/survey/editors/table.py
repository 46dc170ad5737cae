"""Which editor a question gets: by its kind, its appearance, and how many choices there are."""

from __future__ import annotations

from collections.abc import Callable

from ui.screens.survey.editors.acknowledge import AcknowledgeEditor
from ui.screens.survey.editors.audio import AudioEditor
from ui.screens.survey.editors.barcode import BarcodeEditor
from ui.screens.survey.editors.buttons import ButtonsEditor
from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.editors.files import FileEditor
from ui.screens.survey.editors.lists import DropEditor, SearchEditor
from ui.screens.survey.editors.moments import DayEditor, MomentEditor, TimeEditor
from ui.screens.survey.editors.number import NumberEditor
from ui.screens.survey.editors.photo import PhotoEditor
from ui.screens.survey.editors.points import PointsEditor
from ui.screens.survey.editors.position import PositionEditor
from ui.screens.survey.editors.ranges import RangeEditor
from ui.screens.survey.editors.rank import RankEditor
from ui.screens.survey.editors.signature import SignatureEditor
from ui.screens.survey.editors.text import LineEditor, LinesEditor, ShownEditor
from ui.screens.survey.hands import Hands
from workstation.surveys.views import SIGNED, AnswerKind, QuestionView

_MANY, _MOST_SHORT, _SHORT_LABEL = 9, 16, 8
"""So many choices have a digit each; a few more stand side by side if they are short; others are searched."""
_WORDS = frozenset({AnswerKind.TEXT, AnswerKind.INTEGER, AnswerKind.DECIMAL, AnswerKind.BARCODE})
_SHORT = frozenset({"number", "day", "time", "moment", "drop", "shown", "acknowledge"})


def editor_name(view: QuestionView) -> str:
    """The row of `_MAKERS`; a question whose name changes gets another editor."""
    looks, kind = view.appearance, view.kind
    if kind in _WORDS and view.readonly:
        return "shown"
    if kind is AnswerKind.TEXT:
        return "lines" if "multiline" in looks else "line"
    if kind is AnswerKind.CHOICE and "minimal" in looks and not looks & {"autocomplete", "search"}:
        return "drop"
    if kind in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        searched = looks & {"autocomplete", "search", "minimal"} or _are_many(view)
        asked = any(look.startswith("columns") for look in looks) or "likert" in looks
        return "search" if searched and not asked else "buttons"
    if kind is AnswerKind.PHOTO and looks & SIGNED:
        return "signature"
    if kind is AnswerKind.RANGE and "picker" in looks:
        return "number"
    return _BY_KIND[kind]


def _are_many(view: QuestionView) -> bool:
    short = all(len(choice.label) <= _SHORT_LABEL for choice in view.choices)
    return len(view.choices) > (_MOST_SHORT if short else _MANY)


def stands_beside(view: QuestionView) -> bool:
    """Whether the answer is so short that it stands beside its label."""
    return editor_name(view) in _SHORT


def editor_for(view: QuestionView, hands: Hands) -> Editor:
    return _MAKERS[editor_name(view)](view, hands)


_BY_KIND = {
    AnswerKind.INTEGER: "number",
    AnswerKind.DECIMAL: "number",
    AnswerKind.RANGE: "range",
    AnswerKind.DATE: "day",
    AnswerKind.TIME: "time",
    AnswerKind.MOMENT: "moment",
    AnswerKind.RANK: "rank",
    AnswerKind.ACKNOWLEDGE: "acknowledge",
    AnswerKind.POSITION: "position",
    AnswerKind.TRACE: "points",
    AnswerKind.SHAPE: "points",
    AnswerKind.PHOTO: "photo",
    AnswerKind.AUDIO: "audio",
    AnswerKind.VIDEO: "file",
    AnswerKind.FILE: "file",
    AnswerKind.BARCODE: "barcode",
    AnswerKind.NOTE: "shown",
}

_MAKERS: dict[str, Callable[[QuestionView, Hands], Editor]] = {
    "shown": lambda view, _: ShownEditor(view),
    "line": lambda view, _: LineEditor(view),
    "lines": lambda view, _: LinesEditor(view),
    "number": lambda view, _: NumberEditor(view),
    "range": lambda view, _: RangeEditor(view),
    "day": lambda view, hands: DayEditor(view, hands.today()),
    "time": lambda view, _: TimeEditor(view),
    "moment": lambda view, hands: MomentEditor(view, hands.today()),
    "buttons": lambda view, _: ButtonsEditor(view),
    "drop": lambda view, _: DropEditor(view),
    "search": lambda view, _: SearchEditor(view),
    "rank": lambda view, _: RankEditor(view),
    "acknowledge": lambda view, _: AcknowledgeEditor(view),
    "position": PositionEditor,
    "points": lambda view, _: PointsEditor(view),
    "photo": PhotoEditor,
    "signature": SignatureEditor,
    "audio": AudioEditor,
    "file": FileEditor,
    "barcode": BarcodeEditor,
}
