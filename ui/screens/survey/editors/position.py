"""A place: typed, copied from a map, from a receiver on a port, or as the camera wrote it into a photo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.editors.photo import PICTURES
from ui.screens.survey.hands import Hands
from ui.screens.survey.typed import number_text, position_text, typed_pair
from ui.tasks import Task
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.domain.surveying import Position
from workstation.errors import KnownError
from workstation.surveys.views import QuestionView

_MILLIONTHS = 1_000_000


class PositionEditor(Editor):
    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.hands = hands
        self._task: Task[Position] | None = None
        self._sent = ""
        self.latitude, self.longitude = QLineEdit(), QLineEdit()
        self._north, self._east, self.accuracy = label("soft"), label("soft"), label("faint")
        self.device, self.photo = button("", "map-pin"), button("", "camera")
        self.notice = Notice()
        for line in (self.latitude, self.longitude):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setMaxLength(40)
            line.setFixedWidth(theme().px(120))
            line.textEdited.connect(self._typed)
        self.device.clicked.connect(self._ask_port)
        self.photo.clicked.connect(self._ask_photo)
        lines = row(self._north, self.latitude, self._east, self.longitude, self.accuracy, None)
        acts = row(self.device, self.photo, None)
        self._hold(column(lines, acts, self.notice, gap=tokens.SNUG))
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.latitude

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.latitude.setAccessibleName(f"{name}: {self._north.text()}")
        self.longitude.setAccessibleName(f"{name}: {self._east.text()}")
        for made in (self.device, self.photo):
            made.setAccessibleName(f"{made.text()}: {name}")

    def retranslate(self) -> None:
        self._north.setText(self.tr("Latitude"))
        self._east.setText(self.tr("Longitude"))
        self.device.setText(self.tr("From a receiver…"))
        self.photo.setText(self.tr("From a photo…"))
        self._show_accuracy()

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        for line in (self.latitude, self.longitude):
            line.setReadOnly(view.readonly)
        for made in (self.device, self.photo):
            made.setEnabled(not view.readonly)
        if view.value != self._sent:
            self._sent = view.value
            parts = [*view.value.split(), "", ""]
            self.latitude.setText(parts[0].replace("?", ""))
            self.longitude.setText(parts[1].replace("?", ""))
        self._show_accuracy()

    def _show_accuracy(self) -> None:
        parts = self.view.value.split()
        known = len(parts) == 4 and number_text(parts[3]).strip("0.") != ""
        self.accuracy.setText(self.tr("± {0} m").format(parts[3]) if known else "")

    def _typed(self, text: str) -> None:
        pair = typed_pair(text)
        if pair is not None:
            self.latitude.setText(pair[0])
            self.longitude.setText(pair[1])
        self._sent = position_text(self.latitude.text(), self.longitude.text())
        self.answered.emit(self._sent)

    def take(self, position: Position) -> None:
        """A place that a device found."""
        self.notice.show_notice("soft", "")
        latitude, longitude = position.latitude / _MILLIONTHS, position.longitude / _MILLIONTHS
        self.answered.emit(f"{latitude:.6f} {longitude:.6f} 0 {position.accuracy}")

    def _ask_port(self) -> None:
        ports = self.hands.devices.ports()
        if len(ports) == 1:
            self.read_port(ports[0])
        elif ports:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for port in ports:
                menu.addAction(port, partial(self.read_port, port))
            menu.popup(self.device.mapToGlobal(self.device.rect().bottomLeft()))
        else:
            self.notice.show_notice(
                "warn", self.tr("No receiver is plugged in"), self.tr("Type the position, or take a photo's.")
            )

    def read_port(self, port: str) -> None:
        self.notice.show_notice("soft", self.tr("Waiting for the receiver at {0}…").format(port))
        devices = self.hands.devices
        self._task = self.hands.tasks.long(
            lambda cancelled, _: devices.position(port, cancelled.is_set),
            self.take,
            lambda _: None,
            self._not_found,
        )

    def _ask_photo(self) -> None:
        dialog = QFileDialog(self, self.photo.text(), "", self.tr("Photos ({0})").format(PICTURES))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read_photo(Path(chosen)))
        dialog.open()

    def read_photo(self, path: Path) -> None:
        devices = self.hands.devices

        def found() -> Position:
            position = devices.photo(path).position
            if position is None:
                raise KnownError(
                    "photo.no_position", "the camera wrote no position into this photo", where=path.name,
                    remedy="Choose another, or type the position.",
                )  # fmt: skip
            return position

        self._task = self.hands.tasks.read(found, self.take, self._not_found)

    def _not_found(self, error: BaseException) -> None:
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)

    def put_away(self) -> None:
        if self._task is not None:
            self._task.cancel()
