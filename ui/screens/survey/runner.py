"""An open survey on the screen: its sections, the one in view, the cross-checks, and what is kept.

Each answer goes to the form, and only what it changed is drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.screen import Navigator
from ui.screens.survey.checks import ChecksPanel
from ui.screens.survey.ending import Ending
from ui.screens.survey.filling import NOTHING_CHANGED, Filling
from ui.screens.survey.form_words import form_title
from ui.screens.survey.hands import Hands
from ui.screens.survey.page import SectionPage
from ui.screens.survey.reason import ReasonStrip
from ui.screens.survey.repeat.box import RepeatBox
from ui.screens.survey.saved import SavedLine
from ui.screens.survey.sections import FINISH, SectionList, lines_of
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import language
from ui.widgets.layout import column, frame, label, row
from ui.widgets.pieces import tool
from ui.widgets.scroll import Scroller
from workstation.clock import Clock
from workstation.domain.drafting import answer_left, left_at
from workstation.errors import KnownError
from workstation.services.open_survey import Lack
from workstation.surveys.views import GroupView, Item, QuestionView

if TYPE_CHECKING:
    from workstation.surveys.views import Changed, SectionRef

_SECTIONS_WIDTH = 232
_LEAST_WIDTH_OF_THREE = 1060
_CHECK_MS = 150
"""Checks and what is missing are looked at once the typing pauses so long."""


class Runner(QWidget):
    """`begin` brings the place into view where the survey was left. `frozen(Survey)` once it is finished."""

    frozen = Signal(object)

    def __init__(
        self,
        filling: Filling,
        hands: Hands,
        clock: Clock,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.filling, self._clock, self._navigator = filling, clock, navigator
        self.survey = filling.survey
        self._sections: tuple[SectionRef, ...] = ()
        self._section = ""
        self._missing_count = self._contradictions = 0
        self._arranged = False  # contradictions stand first, as they were when the section was entered
        self._who, self._form = label("heading"), label("soft")
        self.sections, self.checks = SectionList(), ChecksPanel()
        self.reason, self.saved = ReasonStrip(), SavedLine()
        self.checks_button = tool("scales")
        self.checks_button.setCheckable(True)
        self.page, self.ending = SectionPage(filling.asked, hands), Ending(filling, hands)
        self._ending_view, self._middle = Scroller(self.ending), QStackedWidget()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_CHECK_MS)
        self._lay_out()
        self._connect()
        self._speak()

    def _lay_out(self) -> None:
        head = row(self._who, self._form, None, self.checks_button, margin=(tokens.ROOM, tokens.SNUG))
        self._side = frame("side", column(self.sections, gap=0, margin=(0, tokens.SNUG, 0, 0)))
        self._side.setFixedWidth(theme().breadth(_SECTIONS_WIDTH))
        self._middle.addWidget(self.page)
        self._middle.addWidget(self._ending_view)
        middle = column(gap=0)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self.reason)
        body = row(self._side, gap=0)
        body.addLayout(middle, 1)
        body.addWidget(self.checks)
        whole = column(frame("bar", head), gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(self.saved)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._later.timeout.connect(self._look_over)
        self.sections.chosen.connect(self.show_section)
        self.checks.explained.connect(self.filling.explain)
        self.checks_button.toggled.connect(self.checks.setVisible)
        self.reason.given.connect(self.filling.give_reason)
        self.page.turned.connect(self.turn)
        self.ending.page.wanted.connect(self._go_to_lack)
        self.ending.frozen.connect(self.frozen)
        self.filling.changed.connect(self._show_changed)
        self.filling.kept.connect(lambda: self.saved.show_saved(self._clock.now().astimezone()))
        self.filling.trouble.connect(self._say_trouble)

    @property
    def settled(self) -> bool:
        """What follows from the last answer is on the screen."""
        return not self._later.isActive()

    @property
    def section(self) -> str:
        """The section in view, `FINISH` for the end."""
        return self._section

    def begin(self) -> None:
        self._retranslate()
        self._sections = self.survey.run.sections()
        section, ref = left_at(self.survey.steps)
        keys = [one.ref for one in self._sections]
        if section in keys:
            self._enter(section, ref)
        elif keys:
            self._enter(keys[0], "")
        if self.survey.unplaced:
            text = self.tr("Earlier answers that are asked no more, since the file has changed: {0}")
            self._navigator.say(text.format(len(self.survey.unplaced)), kind="warn")

    def put_away(self) -> None:
        """Hand on what the editors still have, and put everything on the disk."""
        self._later.stop()
        self.saved.stop()
        self.page.items.close_items()
        self.ending.put_away()
        self.filling.close()

    def retranslate(self) -> None:
        """The language changed: the form speaks another too."""
        self._speak()
        self._sections = self.survey.run.sections()
        self._retranslate()
        self._show_lines()
        if self._section and self._section != FINISH:
            self._show_items()
        self._later.start()

    def _retranslate(self) -> None:
        self.sections.setAccessibleName(self.tr("Sections of the survey"))
        self._ending_view.setAccessibleName(self.tr("Finish the visit"))
        self._show_contradictions()
        self._who.setText(self.survey.applicant.name)
        corrects = self.tr("corrects an earlier survey") if self.survey.corrects else ""
        title = form_title(self.survey.draft.form_id, self.survey.form.title)
        self._form.setText(" · ".join(part for part in (title, corrects) if part))

    def _speak(self) -> None:
        """The form's own language that is nearest to the one in force."""
        code, run = language().value, self.survey.run
        name = {"zh": "中文", "en": "english"}[code]
        for one in self.survey.form.languages:
            if f"({code}" in one.lower() or one.lower() == code or name in one.lower():
                run.language = one
                return
        run.language = self.survey.form.default_language

    # Going through the sections.

    def show_section(self, key: str) -> None:
        """Bring a section, or the end, into view."""
        if key == self._section:
            return
        if self._section != FINISH:
            self.page.items.drop_untouched()
        if key == FINISH:
            self._section = FINISH
            self._middle.setCurrentWidget(self._ending_view)
            self.reason.put_away()
            self._look_over()
            self._show_lines()
            self.ending.page.freeze.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._enter(key, "")

    def _enter(self, key: str, ref: str) -> None:
        if not key:
            return
        self._section = key
        self.reason.put_away()
        self._middle.setCurrentWidget(self.page)
        self._show_items()
        self.page.to_top()
        self.saved.start_section()
        self._focus_question(ref)
        self.filling.enter_section(key)
        self._arranged = False
        self._show_lines()

    def _show_items(self) -> None:
        """The section as it is now; where it is asked no more, the first that is."""
        keys = [one.ref for one in self._sections]
        if self._section not in keys:
            self._enter(keys[0] if keys else "", "")
            return
        view = self.survey.run.view(self._section)
        place = keys.index(self._section)
        self.page.show_section(view, first=place == 0, last=place == len(keys) - 1)

    def focus_here(self) -> None:
        """The keyboard to the question where it was, else to the first."""
        if self._section != FINISH:
            self._focus_question(self.page.items.current_ref())

    def turn(self, step: int) -> None:
        """To the next section (+1) or the one before; behind the last is the end."""
        keys = [*(one.ref for one in self._sections), FINISH]
        if self._section in keys:
            place = min(max(keys.index(self._section) + step, 0), len(keys) - 1)
            self.show_section(keys[place])

    def _focus_question(self, ref: str) -> None:
        if not (ref and self.page.focus_ref(ref)) and not self.page.items.focus_first():
            self.page.after.setFocus()

    def go_to(self, ref: str) -> None:
        """Bring a question into view, in whichever section it is."""
        section = self._section_of(ref)
        if section and section != self._section:
            self._enter(section, ref)
        else:
            self.page.focus_ref(ref)

    def _section_of(self, ref: str) -> str:
        """The section that holds a question; loose ones are looked through."""
        inside = [one.ref for one in self._sections if ref.startswith((f"{one.ref}/", f"{one.ref}["))]
        if inside:
            return max(inside, key=len)
        loose = [one.ref for one in self._sections if "#" in one.ref]
        run = self.survey.run
        found = next((key for key in loose if _holds(run.view(key).items, ref)), "")
        if self._section in loose:
            run.view(self._section)  # the form tells changes of structure for the section it showed last
        return found

    def go_to_problem(self, step: int) -> None:
        """The next answer that is to be mended (F8), or the one before; around the end to the beginning."""
        problems = [one.ref for one in self.survey.run.problems(complete=False)]
        if not problems:
            self._navigator.say(self.tr("No answer is wrong"))
            return
        here = self.page.items.current_ref()
        place = problems.index(here) + step if here in problems else (0 if step > 0 else -1)
        self.go_to(problems[place % len(problems)])

    def add_row(self) -> None:
        """A line behind the one in which the keyboard is, or at the end of the section's first repeat."""
        repeat = self._repeat()
        if repeat is not None:
            repeat.add_line(repeat.current_line() or len(repeat.lines))

    def remove_row(self) -> None:
        repeat = self._repeat()
        if repeat is not None:
            repeat.remove_line()

    def _repeat(self) -> RepeatBox | None:
        if self._section == FINISH:
            return None
        here = self.window().focusWidget()
        repeats = list(self.page.items.repeats.values())
        near = (one for one in repeats if here is not None and one.isAncestorOf(here))
        return next(near, repeats[0] if repeats else None)

    # What follows from an answer.

    def _show_changed(self, changed: Changed) -> None:
        run = self.survey.run
        if self.survey.unkept:
            self.saved.show_saving()
        if changed is NOTHING_CHANGED:
            self._later.start()
            return
        self._sections = run.sections()
        if self._section != FINISH:
            if changed.structure:
                self._show_items()
            else:
                self._show_questions(changed)
            self._ask_reason()
        self._show_lines()
        self._later.start()

    def _show_questions(self, changed: Changed) -> None:
        for ref in changed.refs:
            if self.page.items.holds(ref):
                view = self._question(ref)
                if view is not None:
                    self.page.show_question(view)
            elif ref.startswith(self._section):
                self._show_items()  # words of a group, which is no question
                return

    def _question(self, ref: str) -> QuestionView | None:
        try:
            return self.survey.run.question(ref)
        except KnownError:
            return None

    def _ask_reason(self) -> None:
        steps = self.survey.steps
        ref = steps[-1].ref if steps else ""
        old = answer_left(steps, ref)
        if old is None:
            return
        view = self._question(ref)
        if view is not None:
            labels = {choice.value: choice.label for choice in view.choices}
            told = " · ".join(labels.get(one, one) for one in old.split()) if labels else old
            self.reason.ask(ref, view.label or view.name, told)

    def _show_lines(self) -> None:
        lines = lines_of(self._sections, self.tr("Finish the visit"), self._missing_count)
        self.sections.show_lines(lines, self._section)

    def _show_contradictions(self) -> None:
        """How many wait, on the button that shows them: in a narrow window they are out of sight."""
        waiting, told = self._contradictions, self.tr("Show or hide the cross-checks")
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if waiting else styles.ToolButtonIconOnly
        self.checks_button.setToolButtonStyle(style)
        self.checks_button.setText(str(waiting) if waiting else "")
        self.checks_button.setToolTip(told)
        more = self.tr("contradictions to explain: {0}").format(waiting)
        self.checks_button.setAccessibleName(f"{told}, {more}" if waiting else told)

    def _look_over(self) -> None:
        """The checks, and what is missing, as the answers stand now."""
        self._later.stop()
        if self.survey.closed or self.ending.freezing:
            return
        results = self.survey.checks()
        self.checks.show_results(results)
        self._contradictions = sum(one.open for one in results)
        self._show_contradictions()
        if not self._arranged:
            self._arranged = True
            self.checks.arrange()
        missing = self.survey.what_is_missing()
        self._missing_count = sum(one.forbids for one in missing)
        self._show_lines()
        if self._section == FINISH:
            self.ending.show_missing(missing)

    def _say_trouble(self, error: BaseException) -> None:
        if self.survey.unkept:
            self.saved.show_trouble()
        self._navigator.say_error(error)

    # The end.

    def _go_to_lack(self, lack: Lack, ref: str) -> None:
        if lack is Lack.ANSWER:
            self.go_to(ref)
        elif lack is Lack.EXPLANATION:
            self.checks_button.setChecked(True)
            self.checks.focus_check(ref)
        elif lack is Lack.SECOND:
            self.ending.page.second_name.setFocus()
        else:
            self._navigator.open_applicant(self.survey.draft.applicant_id, "documents")

    # Room.

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= theme().px(_LEAST_WIDTH_OF_THREE)
        if event.oldSize().width() < 0 or wide != (
            event.oldSize().width() >= theme().px(_LEAST_WIDTH_OF_THREE)
        ):
            self.checks_button.setChecked(wide)
            self.checks.setVisible(wide)
        self._side.setFixedWidth(theme().breadth(_SECTIONS_WIDTH))
        super().resizeEvent(event)


def _holds(items: Sequence[Item], ref: str) -> bool:
    return any(
        one.ref == ref
        if isinstance(one, QuestionView)
        else isinstance(one, GroupView) and _holds(one.items, ref)
        for one in items
    )
