"""A photo: from a file, a camera's card, or dropped here; shown small with its time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QListView, QListWidget, QListWidgetItem, QWidget

from ui.screens.survey.editors.files import FileEditor
from ui.screens.survey.hands import Hands, Taken
from ui.tasks import Task
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.on_screen import resize_on_screen
from ui.widgets.pieces import button
from workstation.domain.surveying import Attachment, AttachmentKind

if TYPE_CHECKING:
    from workstation.surveys.media.cards import CardPicture
    from workstation.surveys.views import QuestionView

PICTURES = "*.jpg *.jpeg *.png *.webp"
_SIDE = 160
_PATH = Qt.ItemDataRole.UserRole


class PhotoEditor(FileEditor):
    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        self.picture = QLabel()
        self.card = button("", "camera")
        self._shown_sha, self._looking = "", None
        self._looking: Task[bytes] | None
        super().__init__(view, hands, parent)
        self.card.clicked.connect(self._look_at_cards)

    def _above(self) -> tuple[QWidget, ...]:
        return (self.picture,)

    def _add_acts(self) -> None:
        self.acts.addWidget(self.card)

    def _own_acts(self) -> tuple[QWidget, ...]:
        return (self.card,)

    def retranslate(self) -> None:
        super().retranslate()
        self.choose.setText(self.tr("Choose a photo…"))
        self.card.setText(self.tr("From a camera card…"))

    def _nothing(self) -> str:
        return self.tr("No photo yet. Choose one, take it from a card, or drop it here.")

    def _filter(self) -> str:
        return self.tr("Photos ({0})").format(PICTURES)

    def _make(self, path: Path) -> Taken:
        photo = self.hands.devices.photo(path)
        return Taken(
            AttachmentKind.PHOTO, photo.data, ".jpg", "image/jpeg", photo.taken_at, photo.position
        )  # fmt: skip

    def _show_there(self) -> None:
        super()._show_there()
        held = self.hands.held(self.view.ref) if self.view.value else None
        self.picture.setVisible(held is not None)
        if held is None:
            self._shown_sha = ""
        elif held.sha256 != self._shown_sha:
            self._shown_sha = held.sha256
            self._draw(held)

    def _draw(self, held: Attachment) -> None:
        side = theme().px(_SIDE) * 2
        hands = self.hands

        def small() -> bytes:
            return hands.devices.thumbnail(hands.read(held), side)

        self._looking = hands.tasks.read(small, partial(self._drawn, held.sha256), lambda _: None)

    def _drawn(self, sha256: str, data: bytes) -> None:
        picture = QPixmap()
        if sha256 == self._shown_sha and picture.loadFromData(data):
            side = theme().px(_SIDE)
            mode, way = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaled(QSize(side * 2, side), mode, way))
            self.picture.setAccessibleName(self.there.text())

    def _look_at_cards(self) -> None:
        self.card.setEnabled(False)
        self.hands.tasks.read(self.hands.devices.card_pictures, self._found, self._not_found)

    def _found(self, pictures: tuple[CardPicture, ...]) -> None:
        self.card.setEnabled(not self.view.readonly)
        if not pictures:
            self.notice.show_notice(
                "warn", self.tr("No camera card is plugged in"), self.tr("Put one in, or choose a file.")
            )
            return
        self.notice.show_notice("soft", "")
        CardDialog(self.hands, pictures, self.take, self).open()

    def _not_found(self, error: BaseException) -> None:
        self.card.setEnabled(not self.view.readonly)
        self._not_taken(error)

    def put_away(self) -> None:
        super().put_away()
        if self._looking is not None:
            self._looking.cancel()


class CardDialog(QDialog):
    """The newest pictures of a card, each small; Enter or a double click takes one."""

    def __init__(
        self, hands: Hands, pictures: tuple[CardPicture, ...], then: object, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pictures on the card"))
        resize_on_screen(self, 720, 480)
        self._hands, self._then = hands, then
        self._tasks: list[Task[bytes]] = []
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(theme().px(_SIDE), theme().px(120)))
        self.list.setGridSize(QSize(theme().px(_SIDE + 16), theme().px(160)))
        self.list.setAccessibleName(self.windowTitle())
        self.take, self.cancel = button("primary"), button()
        self.take.setText(self.tr("Take this one"))
        self.cancel.setText(self.tr("Cancel"))
        for picture in pictures:
            item = QListWidgetItem(picture.path.name)
            item.setData(_PATH, picture.path)
            self.list.addItem(item)
            self._tasks.append(
                hands.tasks.read(partial(self._small, picture.path), partial(self._show, item))
            )
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self._take())
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        heading = label("heading", self.windowTitle())
        buttons = row(None, self.cancel, self.take)
        self.setLayout(column(heading, self.list, buttons, gap=tokens.GAP, margin=tokens.WIDE))

    def _small(self, path: Path) -> bytes:
        try:
            return self._hands.devices.thumbnail(self._hands.devices.photo(path).data, _SIDE * 2)
        except Exception:  # noqa: BLE001  a picture that cannot be read has no small one; taking it says why
            return b""

    def _show(self, item: QListWidgetItem, data: bytes) -> None:
        picture = QPixmap()
        if picture.loadFromData(data):
            item.setIcon(QIcon(picture))

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None and callable(self._then):
            self.accept()
            self._then(item.data(_PATH))

    def done(self, result: int) -> None:
        for task in self._tasks:
            task.cancel()
        super().done(result)
