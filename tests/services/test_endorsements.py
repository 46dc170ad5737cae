"""The second person: who must be asked, who may answer, and what is firm once they have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lending.cases import any_case
from tests.services.conftest import OpenOffice
from tests.services.office import SUPERVISOR, Books, Office, decision
from workstation.domain.endorsing import (
    Firmness,
    decision_standing,
    is_barred,
    second_reasons,
)
from workstation.domain.file_papers import Collateral, CollateralKind, Relation
from workstation.domain.lending import AuthorityNeed, Contest, Endorsement, Outcome, RepaymentMethod
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import Rulebook, check_offer, make_offer, may_decide, may_endorse, propose
from workstation.lending.proposal import offer_exceptions
from workstation.services.hub_rules import decision_rules

_numbers = count(1)


def word(by: str, approves: bool = True, **values: Any) -> Endorsement:
    usual: dict[str, Any] = {
        "id": f"e{next(_numbers):04}",
        "applicant_id": "test:S1",
        "decision_id": "d1",
        "endorsed_by": by,
        "role": "supervisor",
        "approves": approves,
        "endorsed_at": "2026-06-30T09:00:00Z",
    }
    return Endorsement(**{**usual, **values})


def waiting(*why: str, quorum: int = 1) -> Any:
    return decision("d1", inputs={"second": list(why), "quorum": quorum})


CONTEST = Contest("c1", "test:S1", "d1", "d2", "test:S2", "too much together", "2026-06-30T09:00:00Z")


class TestStanding:
    def test_what_rests_on_nobody_is_firm_at_once(self) -> None:
        assert decision_standing(decision("d1"), (), ()).firm

    def test_what_needs_a_second_person_waits_for_one(self) -> None:
        made = waiting("override")
        assert decision_standing(made, (), ()).firmness is Firmness.WAITING
        assert decision_standing(made, [word("gu")], ()).firm
        assert decision_standing(made, [word("gu", False)], ()).firmness is Firmness.TURNED_DOWN

    def test_the_deciders_own_word_counts_for_nothing(self) -> None:
        assert not decision_standing(waiting("override"), [word("officer-1")], ()).firm

    def test_a_word_on_another_decision_counts_for_nothing(self) -> None:
        assert not decision_standing(waiting("override"), [word("gu", decision_id="d9")], ()).firm

    def test_a_committee_needs_its_quorum_and_more_than_half(self) -> None:
        made = waiting("committee", quorum=3)
        two = [word("a"), word("b")]
        assert decision_standing(made, two, ()).firmness is Firmness.WAITING
        carried = decision_standing(made, [*two, word("c", False, note="敞口过高")], ())
        assert (carried.firm, carried.approvals, carried.dissents) == (True, 2, 1)
        lost = [word("a"), word("b", False), word("c", False)]
        assert decision_standing(made, lost, ()).firmness is Firmness.TURNED_DOWN
        split = [word("a"), word("b"), word("c", False), word("d", False)]
        assert decision_standing(made, split, ()).firmness is Firmness.TURNED_DOWN

    def test_one_person_is_one_vote_and_the_last_word_counts(self) -> None:
        made = waiting("committee", quorum=2)
        assert not decision_standing(made, [word("a"), word("a")], ()).firm
        assert decision_standing(made, [word("a", False), word("b"), word("a")], ()).firm

    def test_a_contest_holds_until_somebody_else_settles_it(self) -> None:
        made = decision("d1")
        assert decision_standing(made, (), [CONTEST]).firmness is Firmness.CONTESTED
        for nothing in (word("gu"), word("gu", False, resolves="c1"), word("officer-1", resolves="c1")):
            assert decision_standing(made, [nothing], [CONTEST]).contests == ("c1",)
        assert decision_standing(made, [word("gu", resolves="c1")], [CONTEST]).firm
        assert decision_standing(made, (), [replace(CONTEST, decision_id="d3")]).firm


class TestReasons:
    def test_nothing_lent_needs_nobody(self) -> None:
        assert second_reasons("a", Outcome.DECLINE, Outcome.APPROVE, ["refer.stale"], ["a"], "officer") == ()

    def test_each_reason_counts_by_itself(self) -> None:
        def why(
            proposed: Outcome = Outcome.APPROVE, codes: Any = (), makers: Any = (), role: str = "officer"
        ) -> Any:
            return second_reasons("a", Outcome.APPROVE, proposed, codes, makers, role)

        assert why() == why(makers=["b"]) == ()
        assert why(makers=["a", "b"]) == ("own_evidence",)
        assert why(proposed=Outcome.REFER) == ("override",)
        assert why(codes=["refer.stale"]) == ("exception",)
        assert why(role="committee") == ("committee",)


def test_a_declared_relation_bars_until_it_is_ended() -> None:
    declared = Relation("r1", "test:S1", "zhou", "姐弟", date(2026, 1, 1))
    ended = replace(declared, id="r2", ended_on=date(2026, 5, 1), supersedes="r1")
    assert is_barred("zhou", [declared]) and not is_barred("gu", [declared])
    assert not is_barred("zhou", [declared, ended]) and not is_barred("zhou", [])


def survey_value(by: str) -> Collateral:
    return Collateral(
        "k1", "sample:S001", CollateralKind.STOCK, "库存", 5_000_000, date(2026, 11, 1), valued_by=by
    )


def refused(office: Office, decision_id: str, approves: bool = True, note: str = "") -> str:
    with pytest.raises(KnownError) as caught:
        office.endorsements.endorse(decision_id, approves, note)
    return caught.value.code


class TestAtTheDesk:
    def test_a_deciders_own_survey_needs_a_second_person(self, sit_down: OpenOffice, books: Books) -> None:
        books.hub_changes("sample:S001", collateral=(survey_value("officer-1"),))
        officer, supervisor = sit_down(), sit_down(officer=SUPERVISOR)
        made = officer.decide("S001")
        assert made.inputs["second"] == ["own_evidence"]
        assert made.inputs["case"]["evidence_by"] == ("officer-1",) or made.inputs["case"]["evidence_by"] == [
            "officer-1"
        ]
        assert refused(supervisor, made.id) == "endorsement.unsent"
        books.hub_takes_all()
        assert books.decision(made.id).standing.firmness is Firmness.WAITING
        assert officer.letters.issue(made.id).record.provisional
        assert refused(officer, made.id) == "endorsement.own"
        assert refused(supervisor, made.id, approves=False) == "endorsement.note"
        supervisor.endorsements.endorse(made.id, True)
        assert books.decision(made.id).firm
        assert refused(supervisor, made.id) == "endorsement.twice"
        assert not officer.letters.issue(made.id).record.provisional

    def test_anothers_survey_needs_nobody(self, office: Office, books: Books) -> None:
        books.hub_changes("sample:S001", collateral=(survey_value("officer-2"),))
        made = office.decide("S001")
        books.hub_takes_all()
        assert made.inputs["second"] == [] and books.decision(made.id).firm

    def test_there_is_no_super_user(self, sit_down: OpenOffice, books: Books) -> None:
        """A supervisor's own work needs another supervisor."""
        books.hub_changes("sample:S001", collateral=(survey_value(SUPERVISOR.id),))
        supervisor = sit_down(officer=SUPERVISOR)
        made = supervisor.decide("S001")
        books.hub_takes_all()
        assert refused(supervisor, made.id) == "endorsement.own"
        assert refused(sit_down(), made.id) == "endorsement.authority"
        other = sit_down(officer=replace(SUPERVISOR, id="supervisor-2"))
        other.endorsements.endorse(made.id, False, "存货未盘点")
        assert books.decision(made.id).standing.firmness is Firmness.TURNED_DOWN
        with pytest.raises(KnownError) as caught:
            supervisor.letters.issue(made.id)
        assert caught.value.code == "letter.held"

    def test_a_relation_bars_from_deciding_and_from_endorsing(
        self, sit_down: OpenOffice, books: Books
    ) -> None:
        related = tuple(
            Relation(f"r-{who}", "sample:S001", who, "夫妻", date(2026, 1, 1))
            for who in ("officer-1", SUPERVISOR.id)
        )
        office = sit_down()
        books.hub_changes("sample:S001", relations=related[1:], collateral=(survey_value("officer-1"),))
        made = office.decide("S001")
        books.hub_takes_all()
        assert refused(sit_down(officer=SUPERVISOR), made.id) == "endorsement.barred"
        books.hub_changes("sample:S001", relations=related)
        with pytest.raises(KnownError) as caught:
            office.decide("S001")
        assert caught.value.code == "decision.barred"

    def test_nobody_is_asked_about_what_stands_alone(self, sit_down: OpenOffice, books: Books) -> None:
        made = sit_down().decide("S001")
        books.hub_takes_all()
        supervisor = sit_down(officer=SUPERVISOR)
        assert refused(supervisor, made.id) == "endorsement.not_needed"
        assert not supervisor.endorsements.asks_for(books.decision(made.id))


@given(
    given_case=any_case, amount=st.integers(1, 150_000_000), role=st.sampled_from(["officer", "supervisor"])
)
def test_nothing_over_authority_and_the_hub_reckons_the_same(
    rules: Rulebook, given_case: Any, amount: int, role: str
) -> None:
    """What the desk lets pass is within the role's reach by the desk's table and by the hub's own reckoning;
    what the hub would refuse, the desk refused."""
    given_case = replace(given_case, officer_role=role)
    product = rules.product(given_case.application.product)
    try:
        offer = make_offer(product, rules.policy, given_case, amount, 12, RepaymentMethod.EQUAL_INSTALMENT)
    except KnownError:
        return  # no price for the grade: nothing to offer
    proposal = propose(given_case, rules)
    exceptions, need = offer_exceptions(offer, proposal, given_case, rules)
    inputs = {"proposed": proposal.outcome.value, "exceptions": list(exceptions)}
    made = decision("d1", outcome=Outcome.APPROVE, offer=offer, inputs=inputs, role=role)
    hub = decision_rules(rules)
    assert hub.need_of(made, given_case.exposure.total + amount) == need
    passes = not check_offer(offer, proposal, given_case, rules) and may_decide(role, need, rules.policy)
    if passes:
        assert hub.may_approve(role, need)
        ceilings = hub.ceilings(given_case.today)
        assert amount + given_case.exposure.own <= ceilings.single
        assert amount + given_case.exposure.total <= ceilings.group
        if role == "officer":
            assert amount <= 200_000_00 and given_case.exposure.total + amount <= 300_000_00
            assert exceptions == ()


def test_who_may_be_the_second_person(rules: Rulebook) -> None:
    def need(role: str) -> AuthorityNeed:
        return AuthorityNeed(role, Bilingual("", ""))

    def may(who: str, role: str) -> bool:
        return may_endorse(who, need(role), rules.policy)

    assert may("supervisor", "officer") and may("supervisor", "committee")
    assert not may("officer", "officer") and not may("supervisor", "nobody")
    assert not any(may(who, "officer") for who in ("analyst", "auditor", "administrator", "nobody"))
