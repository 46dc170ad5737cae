"""A pad to sign on, with a pen, a finger or the mouse. What was drawn is kept when the pen has rested."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.hands import Hands, Taken
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.domain.surveying import AttachmentKind
from workstation.surveys.views import QuestionView

_WIDTH, _HEIGHT = 420, 140
_REST_MS = 700
_PAPER, _INK = "#ffffff", "#101418"
"""Ink on paper, whatever the theme: it is the picture that is kept."""


class Pad(QWidget):
    """Takes strokes; `changed` after each."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strokes: list[list[tuple[float, float]]] = []
        self.picture = QPixmap()
        self.locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(_HEIGHT))

    def show_picture(self, picture: QPixmap) -> None:
        self.picture = picture
        self.update()

    def wipe(self) -> None:
        self.strokes, self.picture = [], QPixmap()
        self.update()

    def _add(self, at: QPointF) -> None:
        self.strokes[-1].append((at.x() / max(self.width(), 1), at.y() / max(self.height(), 1)))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.locked and event.button() == Qt.MouseButton.LeftButton:
            if not self.picture.isNull():
                self.wipe()
            self.strokes.append([])
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.locked and self.strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.locked and self.strokes:
            self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "line_strong"), 2))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if not self.picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect().adjusted(3, 3, -3, -3), self.picture)
        painter.setPen(QPen(Qt.GlobalColor.black, look.px(2), c=Qt.PenCapStyle.RoundCap))
        for stroke in self.strokes:
            painter.drawPolyline([QPointF(x * self.width(), y * self.height()) for x, y in stroke])
        painter.end()


class SignatureEditor(Editor):
    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.hands = hands
        self.pad, self.again = Pad(), button("quiet", "arrow-counter-clockwise")
        self.there, self.notice = label("faint"), Notice()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._keep)
        self._kept_sha = ""
        self.pad.changed.connect(self._rest.start)
        self.again.clicked.connect(self._start_again)
        self._hold(
            column(row(self.pad, None), row(self.there, self.again, None), self.notice, gap=tokens.TIGHT)
        )
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.pad

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.again.setAccessibleName(f"{self.again.text()}: {name}")

    def retranslate(self) -> None:
        self.again.setText(self.tr("Sign again"))
        self._show_there()

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.pad.locked = view.readonly
        held = self.hands.held(view.ref) if view.value else None
        if held is not None and held.sha256 != self._kept_sha and not self.pad.strokes:
            self._kept_sha = held.sha256
            self.hands.tasks.read(partial(self.hands.read, held), self._draw, self.hands.say_error)
        self._show_there()

    def _show_there(self) -> None:
        signed = bool(self.view.value)
        self.there.setText(self.tr("Signed") if signed else self.tr("Sign in the box"))
        self.again.setVisible(signed and not self.view.readonly)

    def _draw(self, data: bytes) -> None:
        picture = QPixmap()
        if picture.loadFromData(data) and not self.pad.strokes:
            self.pad.show_picture(picture)

    def _keep(self) -> None:
        strokes = [tuple(stroke) for stroke in self.pad.strokes]
        ref = self.view.ref
        self.hands.tasks.read(
            partial(self.hands.devices.signature, strokes), partial(self._kept, ref), self._not_kept
        )

    def _kept(self, ref: str, data: bytes) -> None:
        self.notice.show_notice("soft", "")
        self.hands.keep(ref, Taken(AttachmentKind.SIGNATURE, data, ".png", "image/png"))

    def _not_kept(self, error: BaseException) -> None:
        words = said_error(error)
        self.notice.show_notice("warn", words.what, words.now)

    def _start_again(self) -> None:
        self._rest.stop()
        self.pad.wipe()
        if self.view.value:
            self.hands.drop(self.view.ref)
        self.pad.setFocus()

    def put_away(self) -> None:
        """What was drawn a moment ago is kept all the same."""
        if self._rest.isActive():
            self._rest.stop()
            self._keep()
