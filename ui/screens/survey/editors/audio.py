"""A note in sound: recorded here with its level and time, or from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.screens.survey.editors.files import FileEditor
from ui.screens.survey.hands import Hands, Taken
from ui.theme.icons import icon
from ui.theme.style import theme
from ui.widgets.layout import label, row
from ui.widgets.pieces import button
from workstation.domain.surveying import AttachmentKind
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.surveys.media.sound import Recorder, Sound
    from workstation.surveys.views import QuestionView

_SOUNDS = "*.ogg *.wav *.flac *.mp3"
_LOOK_MS = 120


class AudioEditor(FileEditor):
    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        self.record, self.time, self.level = button("", "microphone"), label("soft"), QProgressBar()
        self._recorder: Recorder | None = None
        self._meter = QWidget()
        super().__init__(view, hands, parent)
        self.level.setRange(0, 100)
        self.level.setTextVisible(False)
        self.level.setFixedWidth(theme().px(160))
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._show_level)
        self.record.clicked.connect(self._toggle)

    def _above(self) -> tuple[QWidget, ...]:
        self._meter.setLayout(row(self.level, self.time, None))
        self._meter.hide()
        return (self._meter,)

    def _add_acts(self) -> None:
        self.acts.insertWidget(0, self.record)

    def _own_acts(self) -> tuple[QWidget, ...]:
        return (self.record,)

    def entry(self) -> QWidget:
        return self.record

    def retranslate(self) -> None:
        super().retranslate()
        self.record.setText(self.tr("Stop and keep") if self._recorder else self.tr("Record"))
        self.level.setAccessibleName(self.tr("Level of the sound"))

    def _nothing(self) -> str:
        return self.tr("No recording yet")

    def _filter(self) -> str:
        return self.tr("Recordings ({0})").format(_SOUNDS)

    def _make(self, path: Path) -> Taken:
        return self._as_taken(self.hands.devices.sound(path))

    @staticmethod
    def _as_taken(sound: Sound) -> Taken:
        return Taken(AttachmentKind.AUDIO, sound.data, ".ogg", "audio/ogg")

    def _toggle(self) -> None:
        if self._recorder is not None:
            self._stop()
            return
        try:
            self._recorder = self.hands.devices.recorder()
        except KnownError as error:
            self._not_taken(error)
            return
        self.notice.show_notice("soft", "")
        self.record.setIcon(icon("stop-circle", "bad"))
        self._meter.show()
        self._show_level()
        self._look.start()
        self.retranslate()

    def _show_level(self) -> None:
        if self._recorder is None:
            return
        seconds = int(self._recorder.seconds)
        self.level.setValue(int(self._recorder.level * 100))
        self.time.setText(f"{seconds // 60}:{seconds % 60:02d}")
        if self._recorder.full:
            self._stop()

    def _stop(self) -> None:
        recorder, self._recorder = self._recorder, None
        self._look.stop()
        self._meter.hide()
        self.record.setIcon(icon("microphone"))
        self.retranslate()
        if recorder is not None:
            self._start(partial(lambda one: self._as_taken(one.stop()), recorder))

    def put_away(self) -> None:
        """A recording that runs is kept as far as it goes."""
        if self._recorder is not None:
            self._stop()
        else:
            super().put_away()
