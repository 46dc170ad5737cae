"""Screenshots of every screen, in both languages and both themes, taken of the real window on a real desk.

For the demonstration, for README and for whoever wants to see what changed. The window is driven as a person
would drive it; a picture is taken when nothing is under way any more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QDialog, QWidget

from ui.application import build_application
from workstation.config import Settings
from workstation.domain.places import metres_between, position_of
from workstation.services.launching import ProfileState

if TYPE_CHECKING:
    from ui.screens.survey.screen import SurveyScreen
    from ui.screens.visits import VisitsScreen
    from ui.screens.worklist import WorklistScreen
    from ui.shell.window import MainWindow
    from workstation.domain.drafting import Draft
    from workstation.services.desk import Desk
    from workstation.services.launching import Progress

WIDTH, HEIGHT = 1440, 900
LANGUAGES = ("zh", "en")
LOOKS = ("light", "dark")
_DESK_SCREENS = ("worklist", "visits", "sync", "letters", "scenarios", "monitor", "settings")
_BRANCH = ("示范支行", "23.0215, 113.1214", "08:00", 45, 60)
"""Where the day of visits that is pictured begins: name, position, hour, minutes a visit, km/h."""
_VISITS = 6
_FORESEEN_LISTS = ("warned", "needs_money")
"""Views of the worklist, pictured with the preview beside them, and the second with what it invites to."""
_INVITATION = "dialog-invitation"
_FILE_TABS = ("overview", "history", "assessment", "decide", "trail", "loans", "documents", "surveys")
IDLE_WORDS = "This plugin does not support propagateSizeHints()"
_QUIET_MS = 400
"""A picture waits until nothing has been under way for so long: results may ask for more."""


@dataclass
class StillLauncher:
    """Stands in at the gate for a profile that is open already; keeps no settings and closes nothing."""

    profile_folder: Path
    there: ProfileState
    now: Settings

    def state(self) -> ProfileState:
        return self.there

    def settings(self) -> Settings:
        return self.now

    def save_settings(self, settings: Settings) -> None:
        self.now = settings

    def sign_in(self, passphrase: str) -> Desk:
        raise AssertionError("nobody signs in at a picture")

    def enrol(self, hub_url: str, code: str, passphrase: str, progress: Progress) -> Desk:
        raise AssertionError("nobody enrols at a picture")

    def open_demo(self, progress: Progress) -> Desk:
        raise AssertionError("nobody opens the demonstration at a picture")

    def close(self) -> None:
        """The profile belongs to somebody else."""


def settle(window: MainWindow) -> None:
    """Let the window work until nothing is under way, nothing new has come for a moment, and the page in view
    has been built to its last piece."""
    tasks, loop, quiet = window.tasks, QEventLoop(), QTimer()
    quiet.setSingleShot(True)
    quiet.setInterval(_QUIET_MS)

    def watch(busy: bool) -> None:
        if busy:
            quiet.stop()
        else:
            quiet.start()

    def look() -> None:
        if _page_settled(window):
            QTimer.singleShot(0, loop.quit)  # a turn later: what the last piece added is not yet shown
        else:
            quiet.start()

    quiet.timeout.connect(look)
    tasks.busy_changed.connect(watch)
    watch(tasks.busy)
    loop.exec()
    tasks.busy_changed.disconnect(watch)
    quiet.stop()


def _page_settled(window: MainWindow) -> bool:
    view = window.desk_view
    if view is None or view.here is None or view.here.screen not in ("applicant", "survey"):
        return True
    if view.here.screen == "survey":
        return bool(view.current().settled)  # type: ignore[attr-defined]
    page = view.current().page(view.here.tab)  # type: ignore[attr-defined]
    return bool(getattr(page, "settled", True))


def _take(widget: QWidget, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"the picture cannot be written: {path}")
    return path


def _gate_pictures(
    profile: Path, folder: Path, suffix: str, settings: Settings, only: Sequence[str]
) -> Iterator[Path]:
    for name, state in (("first-run", ProfileState.EMPTY), ("sign-in", ProfileState.LOCKED)):
        if not _is_wanted(name, only):
            continue
        _, window = build_application(StillLauncher(profile, state, settings))
        window.resize(WIDTH, HEIGHT)
        window.show()
        settle(window)
        yield _take(window, folder / f"{name}-{suffix}.png")
        _shut(window)


def _desk_pictures(
    window: MainWindow, folder: Path, suffix: str, applicants: Sequence[str], only: Sequence[str]
) -> Iterator[Path]:
    view = window.desk_view
    assert view is not None, "the desk is open"
    for name in _DESK_SCREENS:
        if _is_wanted(name, only):
            view.open_screen(name)
            settle(window)
            yield _take(window, folder / f"{name}-{suffix}.png")
    if _is_wanted("visits-route", only):
        yield from _route_pictures(window, folder, suffix)
    for listed in _FORESEEN_LISTS:
        if _is_wanted(f"worklist-{listed}", only) or _is_wanted(_INVITATION, only):
            yield from _foreseen_pictures(window, folder, suffix, listed, only)
    for applicant_id in applicants:
        short = applicant_id.rpartition(":")[2]
        for tab in _FILE_TABS:
            if _is_wanted(f"file-{short}-{tab}", only):
                view.open_applicant(applicant_id, tab)
                settle(window)
                yield _take(window, folder / f"file-{short}-{tab}-{suffix}.png")


def _survey_pictures(
    window: MainWindow, folder: Path, suffix: str, drafts: Sequence[Draft], only: Sequence[str]
) -> Iterator[Path]:
    """Every section of every visit that is being filled in, and its end."""
    view = window.desk_view
    assert view is not None, "the desk is open"
    for draft in drafts:
        short = draft.applicant_id.rpartition(":")[2]
        if only and not any(word.startswith("survey") for word in only):
            continue
        view.open_survey(draft.id)
        settle(window)
        screen: SurveyScreen = view.current()  # type: ignore[assignment]
        runner = screen.runner
        assert runner is not None, "the survey is open"
        for number, line in enumerate(runner.sections.sections.lines, 1):
            name = f"survey-{short}-{number:02}-{line.key.rpartition('/')[2]}"
            if _is_wanted(name, only):
                runner.show_section(line.key)
                settle(window)
                yield _take(window, folder / f"{name}-{suffix}.png")


def _route_pictures(window: MainWindow, folder: Path, suffix: str) -> Iterator[Path]:
    """The route of a day through the sellers nearest to where it begins, and one whose place nobody knows;
    nothing where there are no visits."""
    view = window.desk_view
    assert view is not None, "the desk is open"
    view.open_screen("visits")
    settle(window)
    visits: VisitsScreen = view.current()  # type: ignore[assignment]
    rows = visits.model.rows()
    visits.route.form.begin_with(*_BRANCH)
    plan = visits.route.form.plan()
    if not rows or plan is None:
        return
    placed = [(at, row.applicant.id) for row in rows if (at := position_of(row.applicant.position))]
    near = sorted(placed, key=lambda one: metres_between(plan.start, one[0]))[:_VISITS]
    unplaced = [row.applicant.id for row in rows if not row.placed]
    visits.model.check([*(who for _, who in near), *unplaced[:1]], on=True)
    settle(window)
    hidden = not visits.route.isVisible()
    if hidden:
        visits.show_or_hide_route()
        settle(window)
    yield _take(window, folder / f"visits-route-{suffix}.png")
    if hidden:
        visits.show_or_hide_route()
    visits.clear_choice()
    settle(window)


def _foreseen_pictures(
    window: MainWindow, folder: Path, suffix: str, listed: str, only: Sequence[str]
) -> Iterator[Path]:
    """A view of what models foresee with the preview beside it; the dialog that its button opens, if any."""
    view = window.desk_view
    assert view is not None, "the desk is open"
    view.open_list(listed)
    worklist: WorklistScreen = view.current()  # type: ignore[assignment]
    worklist.toggle_preview()
    settle(window)
    if _is_wanted(f"worklist-{listed}", only):
        yield _take(window, folder / f"worklist-{listed}-{suffix}.png")
    if _is_wanted(_INVITATION, only) and worklist.preview.invite.isVisible():
        worklist.preview.invite.click()
        settle(window)
        dialog = window.findChild(QDialog)
        if dialog is not None:
            yield _take(dialog, folder / f"{_INVITATION}-{suffix}.png")
            dialog.close()
    worklist.toggle_preview()
    worklist.show_list("all")
    settle(window)


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    """Whether a picture's name holds one of the words; all are wanted where none is given."""
    return not only or any(word in name for word in only)


def _shut(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


@contextmanager
def without_idle_words() -> Iterator[None]:
    """Leave out what Qt's platform without a screen says of windows: a person who reads the demonstration's
    own words would take it for a fault. Everything else goes where it went."""

    def tell(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text == IDLE_WORDS:
            return
        if before is None:
            print(text, file=sys.stderr)
        else:
            before(kind, context, text)

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@without_idle_words()
def take_pictures(
    desk: Desk,
    profile: Path,
    folder: Path,
    applicants: Sequence[str],
    *,
    languages: Sequence[str] = LANGUAGES,
    looks: Sequence[str] = LOOKS,
    text_size: int = 100,
    only: Sequence[str] = (),
    height: int = HEIGHT,
) -> list[Path]:
    """Every screen of `desk`, with the files of `applicants` opened at every tab, as PNG under `folder`; the
    window says that the desk lies in `profile`. `only` names the pictures that are wanted by words that
    their names hold; a greater `height` shows a page to its foot.

    Raises `OSError` where a picture cannot be written."""
    taken: list[Path] = []
    settings = Settings(language=languages[0], theme=looks[0], text_size=text_size)
    looked = [(language, look) for language in languages for look in looks]
    for language, look in looked:
        shown = replace(settings, language=language, theme=look)
        taken += _gate_pictures(profile, folder, f"{language}-{look}", shown, only)
    _, window = build_application(StillLauncher(profile, ProfileState.LOCKED, settings))
    window.resize(WIDTH, height)
    window.show()
    QCursor.setPos(WIDTH - 1, height - 1)  # no button shows that a pointer lies on it
    window.open_desk(desk)
    settle(window)
    if window.desk_view is not None:
        window.desk_view.messages.clear()  # what the first sync said would stand over every picture
    for language, look in looked:
        window.preferences.set(language=language, theme=look)
        settle(window)
        taken += _desk_pictures(window, folder, f"{language}-{look}", applicants, only)
        taken += _survey_pictures(window, folder, f"{language}-{look}", desk.surveys.drafts(), only)
    _shut(window)
    return taken
