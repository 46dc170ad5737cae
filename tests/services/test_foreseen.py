"""What models foresee of a file: drawn when its data changes, listed while it holds, and answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import applicant, applicant_file
from tests.helpers.caches import cache_at, loan, part, seller
from tests.helpers.following import draw, withdrawal
from tests.helpers.words_of_models import a_word, models_with
from tests.ui.desks import BUSINESS_DAY, desk_at, sample
from workstation.domain.inviting import Invitation, InvitationStep, courses_of
from workstation.domain.lending import Outcome
from workstation.domain.outlook import Foreseen, Outlook
from workstation.domain.records import ApplicantFile, Authorisation, ConsentScope
from workstation.errors import KnownError
from workstation.lending.policy_limits import ModelRules
from workstation.ports import Matter, WorklistQuery, WorklistView
from workstation.scoring import TrainedModel
from workstation.scoring.entry import Subject
from workstation.services.desk import Desk
from workstation.services.foreseen_matters import foreseen_matters
from workstation.services.invitations import VALID_DAYS, outcomes_of
from workstation.services.matters import shipped_rules

AS_OF = date(2026, 6, 30)
RULES = shipped_rules().models
WHO, SOUND = "sample:S001", "S001"


def consent(until: date = date(2027, 6, 30), **values: Any) -> Authorisation:
    return Authorisation("consent", applicant().id, (ConsentScope.DATA,), date(2026, 1, 1), until, **values)


def outlook(*said: Foreseen) -> Outlook:
    return Outlook(applicant().id, AS_OF, "models", said)


def need(days: int, probability: float, **values: Any) -> Foreseen:
    return Foreseen(f"need_{days}", "need", days, probability, **values)


def warning(probability: float, **values: Any) -> Foreseen:
    return Foreseen("early_warning", "warning", 60, probability, **values)


def step(id: str, kind: InvitationStep, on: date, continues: str = "", **values: Any) -> Invitation:
    return Invitation(id, applicant().id, kind, on, "officer", continues, **values)


def drawn(
    of: Outlook | None, *, running: bool = False, rules: ModelRules = RULES, **file: Any
) -> list[Matter]:
    usual = {"authorisations": (consent(),)}
    return list(foreseen_matters(applicant_file(**{**usual, **file}), of, rules, running=lambda: running))


class TestMatters:
    def test_the_nearest_need_is_in_the_list_until_its_horizon_ends(self) -> None:
        (found,) = drawn(outlook(need(90, 0.8), need(30, 0.42, features=("pace_peak_120d",))))
        end = AS_OF + timedelta(days=30)
        assert found == Matter(
            WorklistView.NEEDS_MONEY, AS_OF, end, end, what=("within.30", "odds.42", "feature.pace_peak_120d")
        )

    def test_a_warning_is_of_a_loan_that_runs(self) -> None:
        told = outlook(warning(0.5, points=420.4, features=("borrower_days_late",)))
        (found,) = drawn(told, running=True)
        assert (found.view, found.day) == (WorklistView.WARNED, AS_OF + timedelta(days=60))
        assert found.what == ("within.60", "odds.50", "points.420", "feature.borrower_days_late")
        assert drawn(told) == []

    def test_what_is_less_likely_than_the_policy_asks_is_not_told(self) -> None:
        assert drawn(outlook(need(30, 0.19), warning(0.19)), running=True) == []

    def test_a_policy_that_hears_nobody_tells_nothing(self) -> None:
        assert drawn(outlook(need(30, 0.9), warning(0.9)), running=True, rules=ModelRules()) == []

    def test_without_an_authorisation_nothing_is_said_and_none_is_outlived(self) -> None:
        told = outlook(need(30, 0.9))
        assert drawn(told, authorisations=()) == []
        ends = AS_OF + timedelta(days=10)
        assert [found.last for found in drawn(told, authorisations=(consent(ends),))] == [ends]
        back = (withdrawal(consent(), ends),)
        assert [found.last for found in drawn(told, withdrawals=back)] == [ends - timedelta(days=1)]
        assert drawn(None) == []

    def test_an_invitation_stands_in_the_list_and_ends_it_once_it_was_answered(self) -> None:
        told, until = outlook(need(30, 0.9)), AS_OF + timedelta(days=20)
        invited = step("a", InvitationStep.INVITED, AS_OF, valid_until=until)
        contacted = step("b", InvitationStep.CONTACTED, AS_OF, "a")
        refused = step("c", InvitationStep.REFUSED, AS_OF, "a")
        assert drawn(told, invitations=(invited,))[0].what[-1] == "invited"
        assert drawn(told, invitations=(invited, contacted))[0].what[-1] == "contacted"
        assert drawn(told, invitations=(invited, contacted, refused)) == []
        newer = replace(told, as_of=AS_OF + timedelta(days=1))
        assert len(drawn(newer, invitations=(invited, refused))) == 1

    def test_an_invitation_that_is_over_is_not_shown_as_one_and_the_need_is(self) -> None:
        told, until = outlook(need(30, 0.9)), AS_OF + timedelta(days=20)
        invited = step("a", InvitationStep.INVITED, AS_OF, valid_until=until)
        (bare,) = drawn(told)
        standing, over = drawn(told, invitations=(invited,))
        assert (standing.first, standing.last) == (AS_OF, until)
        assert over == replace(bare, first=until + timedelta(days=1))
        longer = replace(invited, valid_until=AS_OF + timedelta(days=40))
        (whole,) = drawn(told, invitations=(longer,))
        assert (whole.last, whole.what[-1]) == (bare.last, "invited")


WORDS = (
    a_word("need", 0.6, model_id="need_month"),
    a_word("need", 0.7, model_id="need_quarter", horizon_days=90),
    a_word("warning", 0.55, horizon_days=60, subject=Subject.BORROWER),
)


@contextmanager
def foreseeing(folder: Path, *words: TrainedModel, sellers: tuple[str, ...] = (SOUND,)) -> Iterator[Desk]:
    own = models_with(folder / "models", *words)
    with desk_at(folder / "desk", [sample()[one] for one in sellers], own_models=own) as desk:
        yield desk


def listed(desk: Desk, view: WorklistView = WorklistView.NEEDS_MONEY) -> list[tuple[str, ...]]:
    return [row.why.what for row in desk.cases.worklist(WorklistQuery(view)).rows if row.why]


class TestOutlooks:
    def test_every_file_is_looked_at_once_until_it_changes(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS, sellers=("S001", "S005", "S013")) as desk:
            told = desk.outlooks.refresh()
            assert told.applicants == {"sample:S001", "sample:S005", "sample:S013"}
            assert not desk.outlooks.refresh()
            found = desk.outlooks.of(WHO)
            assert found is not None
            assert {one.model for one in found.said} == {"need_month", "need_quarter", "warning"}
            desk.sync.store.store_parts([part(WHO, sample()[SOUND].applicant, seq=900, version=2)])
            assert desk.outlooks.refresh().applicants == {WHO}

    def test_it_needs_no_network_and_is_in_the_list_at_once(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS, sellers=("S001", "S013")) as desk:
            assert listed(desk) == []
            borrower = sample()["S013"].applicant
            lent = draw(borrower, BUSINESS_DAY - timedelta(days=20))
            desk.sync.store.store_parts([part(borrower.id, lent, seq=900)])
            desk.outlooks.refresh()
            needs = listed(desk)
            assert len(needs) == 2
            assert all({"within.30", "odds.60"} <= {*what} for what in needs)
            (warned,) = listed(desk, WorklistView.WARNED)
            assert "odds.55" in warned

    def test_a_stop_ends_it_and_the_rest_follows(self, tmp_path: Path) -> None:
        stop = threading.Event()
        stop.set()
        with foreseeing(tmp_path, *WORDS) as desk:
            assert not desk.outlooks.refresh(stop)
            assert desk.outlooks.refresh().applicants == {WHO}

    def test_where_nobody_may_read_nothing_is_foreseen(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS) as desk:
            (given,) = desk.cases.applicant_file(WHO, ledgers=False).authorisations
            desk.sync.store.store_parts([part(WHO, withdrawal(given, BUSINESS_DAY), seq=900)])
            desk.outlooks.refresh()
            found = desk.outlooks.of(WHO)
            assert found is not None
            assert found.said == ()
            assert listed(desk) == []

    def test_models_without_foresight_forget_what_others_foresaw(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS) as desk:
            desk.outlooks.refresh()
            blind = replace(desk.outlooks, models=models_with(tmp_path / "blind"))
            assert blind.refresh().applicants == {WHO}
            assert desk.outlooks.of(WHO) is None
            assert listed(desk) == []
            assert not blind.refresh()

    def test_what_left_the_scope_is_foreseen_no_more(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS) as desk:
            desk.outlooks.refresh()
            desk.sync.store.forget([WHO])
            assert desk.outlooks.of(WHO) is None

    def test_an_outlook_of_another_version_counts_as_none(self, tmp_path: Path) -> None:
        with cache_at(tmp_path) as cache:
            who = seller()
            cache.sync.store_parts([part(who.id, who, loan(who, "l"))])
            cache.outlooks.keep([(Outlook(who.id, AS_OF, "by"), 2)])
            with cache.database.write() as connection:
                connection.exec_driver_sql("UPDATE outlook SET body = '{}'")
            assert cache.outlooks.of(who.id) is None


class TestInviting:
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Iterator[Desk]:
        with foreseeing(tmp_path, *WORDS) as desk:
            desk.outlooks.refresh()
            yield desk

    def refused(self, desk: Desk, *of: Any, **more: Any) -> str:
        with pytest.raises(KnownError) as caught:
            desk.invitations.invite(*of, **more) if not of[1:] else desk.invitations.record(*of)
        return caught.value.code

    def test_what_the_rules_would_lend_is_offered_with_what_was_foreseen(self, desk: Desk) -> None:
        found = desk.invitations.pre_approved(WHO)
        assert found.product == "credit"
        assert 0 < found.amount <= desk.appraisals.rules.product("credit").maximum
        desk.invitations.invite(WHO, note="旺季备货")
        (course,) = desk.invitations.courses(WHO)
        made = course.first
        assert (made.amount, made.model, made.horizon_days) == (found.amount, "need_month", 30)
        assert made.probability == pytest.approx(0.6, abs=1e-5)
        assert made.bundle == found.outlook.drawn_by
        assert made.valid_until == BUSINESS_DAY + timedelta(days=VALID_DAYS)
        assert listed(desk)[0][-1] == "invited"

    def test_a_contact_and_an_answer_follow_and_end_it(self, desk: Desk) -> None:
        desk.invitations.invite(WHO, amount=500_000, days=14)
        desk.invitations.record(WHO, InvitationStep.CONTACTED, "电话,周五答复")
        assert listed(desk)[0][-1] == "contacted"
        desk.invitations.record(WHO, InvitationStep.TAKEN, "愿意借")
        (course,) = desk.invitations.courses(WHO)
        assert [one.step.value for one in course.later] == ["contacted", "taken"]
        assert self.refused(desk, WHO, InvitationStep.REFUSED, "改主意") == "invitation.ended"

    def test_only_once_and_only_what_would_be_lent(self, desk: Desk) -> None:
        most = desk.invitations.pre_approved(WHO).amount
        assert self.refused(desk, WHO, amount=most + 100) == "invitation.amount"
        assert self.refused(desk, WHO, amount=0) == "invitation.amount"
        assert self.refused(desk, WHO, product="referral") == "invitation.not_lendable"
        desk.invitations.invite(WHO, amount=most)
        assert self.refused(desk, WHO) == "invitation.open"
        assert self.refused(desk, WHO, InvitationStep.TAKEN, "  ") == "invitation.note"
        assert self.refused(desk, WHO, InvitationStep.INVITED, "x") == "invitation.unknown"

    def test_it_holds_for_a_day_to_a_year(self, desk: Desk) -> None:
        for days in (0, 366, 10**9):
            assert self.refused(desk, WHO, days=days) == "invitation.terms"

    def test_whom_no_model_expects_to_need_money_is_not_invited(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, a_word("need", 0.1)) as desk:
            desk.outlooks.refresh()
            assert self.refused(desk, WHO) == "invitation.not_foreseen"
            assert self.refused(desk, WHO, InvitationStep.TAKEN, "x") == "invitation.unknown"

    def test_what_was_foreseen_for_days_gone_by_is_no_reason_any_more(self, desk: Desk) -> None:
        found = desk.outlooks.of(WHO)
        cursors = desk.sync.store.cursors()
        assert found is not None
        old = replace(found, as_of=BUSINESS_DAY - timedelta(days=31), said=(need(30, 0.9),))
        desk.outlooks.store.keep([(old, cursors[WHO])])
        assert listed(desk) == []
        assert self.refused(desk, WHO) == "invitation.not_foreseen"

    def test_whom_the_rules_decline_is_not_invited(self, tmp_path: Path) -> None:
        with foreseeing(tmp_path, *WORDS, sellers=("S019",)) as desk:
            assert desk.appraisals.appraise("sample:S019").proposal.outcome is Outcome.DECLINE
            desk.outlooks.refresh()
            assert self.refused(desk, "sample:S019") == "invitation.not_lendable"


def test_what_came_of_an_invitation_is_a_row_to_learn_from() -> None:
    first = step("a", InvitationStep.INVITED, AS_OF, amount=5, model="need_month", bundle="b",
                 probability=0.4, horizon_days=30, as_of=AS_OF - timedelta(days=5))  # fmt: skip
    taken = step("b", InvitationStep.TAKEN, AS_OF, "a")
    asked = sample()[SOUND].applications[0]

    def row(on: date) -> tuple[str, bool, bool]:
        request = replace(asked, asked_on=on)
        file: ApplicantFile = applicant_file(invitations=(first, taken), applications=(request,))
        (found,) = outcomes_of(file)
        assert (found.probability, found.invited_on, found.amount) == (0.4, AS_OF, 5)
        return found.answer, found.asked, found.drew

    assert row(AS_OF + timedelta(days=3)) == ("taken", True, False)
    assert row(AS_OF + timedelta(days=26)) == ("taken", False, False)
    assert courses_of((taken,)) == ()
