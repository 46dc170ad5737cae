"""A survey that is being filled in, for the window: does what the page asks, says what changed.

Answers go to the form here and now; the steps go to the disk behind them, in order, in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.screens.survey.asked import Asked
from ui.screens.survey.hands import Taken
from ui.tasks import Tasks
from workstation.crypto import sha256
from workstation.errors import KnownError
from workstation.surveys.views import Changed

if TYPE_CHECKING:
    from workstation.domain.surveying import Attachment
    from workstation.services.open_survey import OpenSurvey

NOTHING_CHANGED = Changed(frozenset())
EVERYTHING = Changed(frozenset(), structure=True)


class Filling(QObject):
    """`changed(Changed)` after everything that is done; `kept` when all of it is on the disk;
    `trouble(error)` for what the form or the disk does not take."""

    changed = Signal(object)
    kept = Signal()
    trouble = Signal(object)

    def __init__(
        self,
        survey: OpenSurvey,
        tasks: Tasks,
        stored: Callable[[str], bytes],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.survey, self._tasks, self._stored = survey, tasks, stored
        self._on_the_way: dict[str, bytes] = {}  # files that the disk has not got yet, by their hash
        self.asked = Asked(self.answer, self.add_row, self.remove_row, self.paste)
        survey.keep_through(self._through)

    # What the page asks.

    def answer(self, ref: str, value: str) -> None:
        self._do(lambda: self.survey.answer(ref, value))

    def add_row(self, repeat_ref: str, after: int | None) -> None:
        self._do(lambda: self.survey.add_row(repeat_ref, after))

    def remove_row(self, row_ref: str) -> None:
        self._do(lambda: self.survey.remove_row(row_ref))

    def paste(self, repeat_ref: str, first: int, lines: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Fill lines from a spreadsheet; it is shown once at the end."""

        def fill() -> Changed:
            there = self.survey.run.row_count(repeat_ref)
            for place, cells in enumerate(lines, first):
                if place >= there:
                    self.survey.add_row(repeat_ref)
                    there += 1
                for path, text in cells:
                    self._lay(f"{repeat_ref}[{place + 1}]{path}", text)
            return EVERYTHING

        self._do(fill)

    def _lay(self, ref: str, text: str) -> None:
        """One cell of many: what this line does not ask is left out."""
        try:
            self.survey.answer(ref, text)
        except KnownError as error:
            if error.code != "survey.place":
                raise

    def keep_file(self, ref: str, taken: Taken) -> None:
        self._on_the_way[sha256(taken.data)] = taken.data
        self._do(
            lambda: self.survey.attach(
                ref, taken.kind, taken.data, taken.media_type,
                taken_at=taken.taken_at, position=taken.position,
            )
        )  # fmt: skip

    def drop_file(self, ref: str) -> None:
        held = self.held(ref)
        if held is not None:
            self._do(lambda: self.survey.detach(held.name))
        else:
            self.answer(ref, "")

    def held(self, ref: str) -> Attachment | None:
        """The file under a question."""
        return next((one for one in self.survey.attachments if one.ref == ref), None)

    def read(self, held: Attachment) -> bytes:
        """The bytes of a file, those that are being written too; for a worker. Raises `KnownError`."""
        return self._on_the_way.get(held.sha256) or self._stored(held.sha256)

    def explain(self, check: str, text: str) -> None:
        self._note(lambda: self.survey.explain(check, text))

    def give_reason(self, ref: str, text: str) -> None:
        self._note(lambda: self.survey.give_reason(ref, text))

    def enter_section(self, ref: str) -> None:
        self._note(lambda: self.survey.enter_section(ref))

    def set_second(self, name: str, signature: bytes) -> None:
        self._on_the_way[sha256(signature)] = signature
        self._note(lambda: self.survey.set_second(name, signature))

    # Within.

    def _note(self, do: Callable[[], object]) -> None:
        def done() -> Changed:
            do()
            return NOTHING_CHANGED

        self._do(done)

    def _do(self, do: Callable[[], Changed]) -> None:
        try:
            changed = do()
        except KnownError as error:
            self.trouble.emit(error)
            changed = EVERYTHING
        self.changed.emit(changed)

    def _through(self, write: Callable[[], None]) -> None:
        self._tasks.write(write, lambda _: self._written(), self.trouble.emit)

    def _written(self) -> None:
        if self.survey.unkept == 0:
            self._on_the_way.clear()
            self.kept.emit()

    def close(self) -> None:
        """Put what is still under way on the disk, before the window goes."""
        self.survey.keep_through(lambda write: write())
        if self.survey.closed:
            return
        try:
            self.survey.flush()
        except KnownError as error:
            self.trouble.emit(error)
