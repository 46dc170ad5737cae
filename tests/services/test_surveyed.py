"""What a visit found is in the assessment: its figures, its maker, and what is open in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from tests.helpers.surveying import contradiction, review, survey
from tests.services.office import OFFICER, Office
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import Outcome
from workstation.domain.records import Withdrawal
from workstation.domain.surveying import Survey, SurveyReview, Verdict
from workstation.lending import LendingCase
from workstation.services.values import Appraisal
from workstation.training.sample import BUSINESS_DAY

SELLER = "S002"
"""Approved as the rules propose it."""
WHO = f"sample:{SELLER}"
ON = BUSINESS_DAY - timedelta(days=3)

Look = Callable[..., Appraisal]


@pytest.fixture
def look(office: Office) -> Look:
    """The assessment with these surveys and reviews in the file."""

    def appraise(*records: Survey | SurveyReview, **options: Any) -> Appraisal:
        surveys = tuple(one for one in records if isinstance(one, Survey))
        reviews = tuple(one for one in records if isinstance(one, SurveyReview))
        office.books.hub_changes(WHO, surveys=surveys, survey_reviews=reviews)
        return office.appraise(SELLER, **options)

    return appraise


def sales(found: Appraisal) -> float | None:
    return found.assessment.features.get("survey_sales_month")


def test_without_a_visit_the_case_says_nothing_of_one(look: Look) -> None:
    found = look()
    assert (sales(found), found.case.visited_on, found.case.contradictions) == (None, None, ())


def test_its_figures_its_day_and_its_evidence_are_in_the_case(look: Look) -> None:
    found = look(survey(WHO, ON))
    assert sales(found) == 120_000
    assert found.assessment.features.get("survey_days_since") == 3
    assert found.case.visited_on == ON
    told = found.assessment.coverage.of(EvidenceDomain.FINANCIALS)
    assert (told.records, told.last, told.sources) == (7, ON, ("visit",))


def test_who_made_it_needs_a_second_person(look: Look, office: Office) -> None:
    found = look(survey(WHO, ON))
    assert OFFICER.id in found.case.evidence_by
    preview = office.preview(found)
    made = office.decisions.decide(found, found.proposal.outcome, preview)
    assert "own_evidence" in office.books.decision(made.decision_id).decision.inputs["second"]


def test_what_nobody_explained_refers_and_says_so(look: Look) -> None:
    assert look().proposal.outcome is Outcome.APPROVE
    found = look(survey(WHO, ON, checks=(contradiction(), contradiction("sales", "大客户现金付款"))))
    assert [one.check for one in found.case.contradictions] == ["equity"]
    assert found.proposal.outcome is Outcome.REFER
    finding = next(f for f in found.proposal.findings if f.code == "refer.contradiction")
    assert ON.isoformat() in finding.text.en and found.case.contradictions[0].name.en in finding.text.en
    assert "equity" not in finding.applicant_text.en and "矛盾" not in finding.applicant_text.zh


def test_an_explanation_that_was_not_taken_is_open_again(look: Look) -> None:
    made = survey(WHO, ON, checks=(contradiction("sales", "大客户现金付款"),))
    assert look(made).case.contradictions == ()
    again = look(made, review(made, Verdict.ASKED_AGAIN, reopened=("sales",)))
    assert [one.check for one in again.case.contradictions] == ["sales"]
    assert sales(again) == 120_000


def test_a_rejected_survey_counts_for_nothing_and_the_one_before_does(look: Look) -> None:
    earlier = survey(WHO, ON - timedelta(days=90), "survey-0")
    made = survey(WHO, ON, checks=(contradiction(),))
    found = look(earlier, made, review(made, Verdict.REJECTED))
    assert found.case.visited_on == earlier.visited_on
    assert found.case.contradictions == ()


def test_a_form_that_feeds_nothing_takes_nothing_away(look: Look) -> None:
    """As a lender's own short form does, filled in after a whole survey."""
    made = survey(WHO, ON - timedelta(days=2), checks=(contradiction(),))
    short = survey(WHO, ON, "survey-2", figures=(), made_by="officer-9")
    found = look(made, short)
    assert (sales(found), found.case.visited_on) == (120_000, made.visited_on)
    assert [one.check for one in found.case.contradictions] == ["equity"]
    assert found.case.evidence_by == ("officer-1",)
    alone = look(short)
    assert (sales(alone), alone.case.visited_on) == (None, None)


def test_a_correction_takes_the_place_of_what_it_corrects(look: Look) -> None:
    made = survey(WHO, ON, checks=(contradiction(),))
    corrected = survey(WHO, ON, "survey-2", corrects=made.id, reason="库存数错", made_by="officer-9")
    found = look(made, corrected)
    assert (found.case.contradictions, sales(found)) == ((), 120_000)
    assert found.case.evidence_by == ("officer-1", "officer-9"), "it began with the answers of the first"


def test_without_an_authorisation_for_data_none_is_read(look: Look, office: Office) -> None:
    given = office.books.applicant_file(WHO).authorisations
    taken_back = tuple(Withdrawal(f"w-{one.id}", WHO, one.id, ON, "officer-1") for one in given)
    office.books.hub_changes(WHO, withdrawals=taken_back)
    found = look(survey(WHO, ON, checks=(contradiction(),)))
    assert (sales(found), found.case.visited_on, found.case.contradictions) == (None, None, ())


def test_a_visit_after_the_last_export_is_known_and_one_after_the_day_asked_for_is_not(
    look: Look, office: Office
) -> None:
    """An assessment looks from the day up to which the source was read; what was seen on the spot since then
    is not older than that."""
    applicant = office.books.applicant_file(WHO).applicant
    read_until = BUSINESS_DAY - timedelta(days=20)
    office.books.hub_changes(WHO, applicant=replace(applicant, observed_until=read_until))
    found = look(survey(WHO, ON))
    assert (found.as_of, found.case.visited_on, sales(found)) == (read_until, ON, 120_000)
    assert found.assessment.features.get("survey_days_since") == 0
    earlier = look(survey(WHO, ON), at=read_until - timedelta(days=1))
    assert (earlier.case.visited_on, sales(earlier)) == (None, None)


def test_a_visit_is_forgotten_after_a_year(look: Look) -> None:
    assert look(survey(WHO, BUSINESS_DAY - timedelta(days=364))).case.visited_on is not None
    assert look(survey(WHO, BUSINESS_DAY - timedelta(days=365))).case.visited_on is None


def test_the_reasons_name_what_came_from_the_visit(look: Look) -> None:
    found = look(survey(WHO, ON))
    notes = [note.en for note in found.proposal.rationale.notes]
    assert f"The assessment uses what the visit of {ON} found" in notes
    for reason in (*found.proposal.rationale.against, *found.proposal.rationale.in_favour):
        if any(name.startswith("survey_") for name in reason.features[:1]):
            assert f"(visit of {ON})" in reason.officer.en


def test_a_decision_on_a_visit_replays_and_one_without_has_not_changed(look: Look, office: Office) -> None:
    found = look(survey(WHO, ON, checks=(contradiction("sales", "现金"),)))
    made = office.decisions.decide(found, found.proposal.outcome, office.preview(found))
    assert office.decisions.replay(made.decision_id).same
    case = msgspec.convert(office.books.decision(made.decision_id).decision.inputs["case"], LendingCase)
    assert case.visited_on == ON
    plain = msgspec.to_builtins(case)
    del plain["visited_on"], plain["contradictions"]
    assert msgspec.convert(plain, LendingCase).contradictions == ()
