"""Surveys on a file's trail and in the lists, in words."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from tests.factories import applicant, applicant_file
from tests.helpers.surveying import contradiction, review, survey
from ui.screens.applicant.surveyed import happenings_of_visits
from ui.screens.sync_centre.table import kind_name
from ui.screens.worklist.why import why_mark
from ui.translation import speak
from workstation.domain.acts import ActKind
from workstation.domain.surveying import Verdict
from workstation.ports import SyncBadge, Why, WorklistRow, WorklistView

ON = date(2026, 6, 30)
WHO = applicant()


@pytest.fixture(autouse=True)
def _chinese(qapp: QApplication) -> None:
    speak("zh")


def row(*what: str, left: int = 3) -> WorklistRow:
    why = Why(ON, left, None, what)
    told = (WHO.id, "S1", "店", "exporter", "toys", "义乌", None, None, None, 0, 0, "", False)
    return WorklistRow(*told, SyncBadge.SYNCED, why)


def test_the_trail_tells_the_visit_the_word_on_it_and_what_corrects_it() -> None:
    first = survey(WHO.id, ON, checks=(contradiction(),))
    said = review(first, Verdict.ASKED_AGAIN)
    second = survey(WHO.id, ON, "survey-2", corrects=first.id, reason="补照片")
    file = applicant_file(surveys=(first, second), survey_reviews=(said,))
    told = [(one.mark.text, one.note, one.text) for one in happenings_of_visits(file, lambda who: who)]
    assert [mark for mark, _, _ in told] == ["实地调研", "实地调研", "调研须重做"]
    notes = " ".join(note for _, note, _ in told)
    assert "待复核" in notes and "已更正" in notes and "officer-1" in notes and "supervisor-1" in notes
    assert told[0][2] == "更正前一份：补照片"
    assert "未解释的矛盾：1 项" in told[1][2]


@pytest.mark.parametrize(
    ("view", "what", "words"),
    [
        (WorklistView.TO_VISIT, ("planned",), "3 天"),
        (WorklistView.TO_VISIT, ("planned", "asked_again"), "须重做"),
        (WorklistView.TO_VISIT, ("rejected",), "被否决"),
        (WorklistView.SUPERVISOR, ("survey",), "待复核"),
        (WorklistView.SUPERVISOR, ("survey", "second"), "第二人"),
    ],
)
def test_a_row_says_why_it_is_in_the_list(view: WorklistView, what: tuple[str, ...], words: str) -> None:
    mark = why_mark(view, row(*what))
    assert mark is not None and words in mark.text


def test_every_act_has_a_name_in_the_sync_centre() -> None:
    assert all(kind_name(kind) for kind in ActKind)
