"""Whatever is done to a survey in whatever order: opened again, it stands as it stood.

The draft is kept in memory here; that the steps reach the disk one by one is told in `services`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.filling import (
    ALLOWED,
    DEVICE_KEY,
    JUDGING,
    OFFICER,
    OPINION,
    SALES,
    SECTIONS,
    SELLER,
    SHELF,
    STAFF,
    STOCK,
    TODAY,
    WHY,
    write_form,
)
from workstation import crypto
from workstation.clock import FixedClock
from workstation.domain.drafting import Draft, DraftStep
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import AttachmentKind
from workstation.errors import KnownError
from workstation.events import Bell, Changes
from workstation.ids import SortableIds
from workstation.services.acting import Hand
from workstation.services.open_survey import OpenSurvey
from workstation.services.proving_surveys import survey_rules
from workstation.services.survey_forms import Forms
from workstation.services.survey_making import survey_of
from workstation.services.surveys import Surveys

FILE = ApplicantFile(SELLER, authorisations=(ALLOWED,))


class Memory:
    """Cases, drafts and blobs of one file, as far as filling in asks for them."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self.kept: list[DraftStep] = []

    def applicant_file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        return FILE

    def open(self, draft: Draft, steps: Any = ()) -> tuple[Draft, bool]:
        self.draft, self.kept = draft, list(steps)
        return draft, True

    def get(self, draft_id: str) -> Draft:
        assert self.draft is not None
        return self.draft

    def of(self, applicant_id: str | None = None) -> tuple[Draft, ...]:
        return ()

    def steps(self, draft_id: str) -> tuple[DraftStep, ...]:
        return tuple(self.kept)

    def keep(
        self, draft_id: str, step: DraftStep, *, snapshot: bytes | None = None, data: bytes | None = None
    ) -> None:
        assert self.draft is not None
        assert step.seq in (len(self.kept), len(self.kept) + 1)
        self.kept[step.seq - 1 :] = [step]
        if snapshot is not None:
            self.draft = replace(self.draft, snapshot=snapshot, snapshot_seq=step.seq)

    def keep_act(self, *_: Any, **__: Any) -> Changes:
        raise AssertionError("nothing is finished here")


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return Forms(write_form(tmp_path_factory.mktemp("forms")))


def at_a_desk(memory: Memory, forms: Forms) -> Surveys:
    hand = Hand(OFFICER, FixedClock(TODAY), SortableIds(), memory, Bell())  # type: ignore[arg-type]
    return Surveys(memory, memory, memory, hand, forms, SIGN, JUDGING)  # type: ignore[arg-type]


SIGN = partial(crypto.sign, DEVICE_KEY)
_EXAMPLES = 4 * (settings.default.max_examples if settings.default else 25)
_ROWS = st.integers(1, 4)
_PLACES = st.one_of(
    st.sampled_from([SALES, STAFF, WHY, OPINION]),
    st.tuples(_ROWS, st.sampled_from(["item", "qty", "price"])).map(lambda at: f"{STOCK}[{at[0]}]/{at[1]}"),
)
_PHOTOS = st.one_of(st.just(SHELF), _ROWS.map(lambda row: f"{STOCK}[{row}]/label"))
_DOING = st.one_of(
    st.tuples(st.just("answer"), _PLACES, st.sampled_from(["", "1", "60", "-3", "x", "1500", "旺季"])),
    st.tuples(st.just("add_row"), st.just(STOCK), st.none() | st.integers(0, 3)),
    st.tuples(st.just("remove_row"), _ROWS.map(lambda row: f"{STOCK}[{row}]")),
    st.tuples(st.just("enter_section"), st.sampled_from(SECTIONS)),
    st.tuples(st.just("explain"), st.sampled_from(["roads", "equity"]), st.sampled_from(["甲", "乙"])),
    st.tuples(st.just("attach"), _PHOTOS, st.binary(min_size=1, max_size=2)),
    st.tuples(st.just("detach"), st.integers(0, 5)),
    st.tuples(st.just("set_second"), st.sampled_from(["李明", "王芳"]), st.binary(min_size=1, max_size=2)),
)


def do(survey: OpenSurvey, what: str, *words: Any) -> None:
    """What the form does not take now is not done."""
    try:
        if what == "attach":
            survey.attach(words[0], AttachmentKind.PHOTO, words[1], "image/jpeg")
        elif what == "detach":
            names = [one.name for one in survey.attachments]
            survey.detach(names[words[0] % len(names)] if names else "none")
        else:
            getattr(survey, what)(*words)
    except KnownError as error:
        if error.code not in ("survey.place", "survey.no_file"):
            raise


def state(survey: OpenSurvey) -> dict[str, Any]:
    return {
        "answers": survey.run.snapshot(),
        "files": survey.attachments,
        "held": survey.held(),
        "explained": survey.explanations,
        "second": survey.second,
        "edits": survey.edits(),
        "checks": survey.checks(),
        "sections": survey.run.sections(),
    }


@settings(max_examples=_EXAMPLES)
@given(doings=st.lists(_DOING, min_size=8, max_size=40))
def test_opened_again_it_stands_as_it_stood(forms: Forms, doings: list[tuple[Any, ...]]) -> None:
    memory = Memory()
    survey = at_a_desk(memory, forms).open(SELLER.id)
    for doing in doings:
        do(survey, *doing)
    assert memory.draft is not None
    again = at_a_desk(memory, forms).reopen(memory.draft.id)
    assert again.unplaced == ()
    assert state(again) == state(survey)


@settings(max_examples=_EXAMPLES)
@given(doings=st.lists(_DOING, min_size=8, max_size=30))
def test_every_file_that_an_answer_holds_is_attached_and_no_other_is_held(
    forms: Forms, doings: list[tuple[Any, ...]]
) -> None:
    survey = at_a_desk(Memory(), forms).open(SELLER.id)
    for doing in doings:
        do(survey, *doing)
    assert {(one.ref, one.name) for one in survey.held()} == set(survey.run.files())


@settings(max_examples=_EXAMPLES)
@given(doings=st.lists(_DOING, min_size=8, max_size=30))
def test_what_the_desk_finishes_the_hub_takes(forms: Forms, doings: list[tuple[Any, ...]]) -> None:
    """Also after rows came and went, and what was not asked any more was left behind."""
    survey = at_a_desk(Memory(), forms).open(SELLER.id)
    for doing in [*doings, ("answer", SALES, "120000"), ("answer", STAFF, "6")]:
        do(survey, *doing)
    for problem in survey.run.problems(complete=True):
        do(survey, "answer", problem.ref, "")
    made = survey_of(survey, FILE, OFFICER, f"{TODAY}T14:00:00Z", SIGN, JUDGING)
    assert survey_rules(forms, JUDGING).prove(made, FILE, True) == ""
