"""What is owed and promised: each yuan once, undrawn included, by the seller and by related ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import applicant_file
from tests.lending.cases import case
from tests.services.office import decision, kept
from workstation.domain.lending import Exposure, Outcome
from workstation.domain.records import Loan
from workstation.lending import Rulebook, make_offer
from workstation.services.exposure import exposure_of

TODAY = date(2026, 6, 30)


def loan(id: str = "loan-1", owner: str = "test:S1", **values: Any) -> Loan:
    usual: dict[str, Any] = {
        "id": id,
        "applicant_id": owner,
        "product": "credit",
        "lender": "示例银行",
        "granted_on": date(2026, 1, 1),
        "due_on": date(2026, 12, 27),
        "principal": 1_000_000,
        "outstanding": 600_000,
    }
    return Loan(**{**usual, **values})


def serviced(known: Loan) -> int:
    """What is paid on it a month, in fen."""
    return exposure_of(applicant_file(loans=(known,)), (), TODAY).monthly_service


class TestLoans:
    def test_count_with_what_may_still_be_drawn(self) -> None:
        file = applicant_file(loans=(loan(), loan("loan-2", outstanding=0, undrawn=50_000)))
        assert exposure_of(file, (), TODAY) == Exposure(own=650_000, monthly_service=100_000)

    def test_of_related_sellers_stand_apart_and_are_named_once(self) -> None:
        related = (loan("r1", "test:S9"), loan("r2", "test:S9"), loan("r3", "test:S2", undrawn=1))
        found = exposure_of(applicant_file(loans=(loan(),), related_loans=related), (), TODAY)
        assert (found.own, found.related, found.total) == (600_000, 1_800_001, 2_400_001)
        assert found.related_names == ("test:S2", "test:S9")
        assert found.monthly_service == 400_000

    def test_the_worst_arrears_count_whoever_has_them(self) -> None:
        file = applicant_file(
            loans=(loan(days_past_due=3),), related_loans=(loan("r", "x", days_past_due=40),)
        )
        assert exposure_of(file, (), TODAY).worst_days_past_due == 40

    def test_nobody_owes_anything(self) -> None:
        assert exposure_of(applicant_file(), (), TODAY) == Exposure()

    @pytest.mark.parametrize(
        ("due_on", "service"),
        [
            (date(2026, 7, 30), 600_000),  # 30 days: one month
            (date(2026, 7, 31), 300_000),  # 31 days: two
            (date(2026, 6, 30), 600_000),  # due today
            (date(2026, 1, 1), 600_000),  # overdue: all of it, at once
            (date(2027, 6, 25), 50_000),  # 360 days
        ],
    )
    def test_are_paid_back_over_the_months_left(self, due_on: date, service: int) -> None:
        assert serviced(loan(due_on=due_on)) == service

    def test_a_fen_that_does_not_divide_is_owed_too(self) -> None:
        assert serviced(loan(outstanding=100, due_on=date(2026, 9, 28))) == 34


class TestPromises:
    @pytest.fixture
    def approval(self, rules: Rulebook) -> Any:
        offer = make_offer(
            rules.product("credit"), rules.policy, case(), 300_000, 12, rules.product("credit").methods[0]
        )

        def make(
            id: str, application: str = "app-1", outcome: Outcome = Outcome.APPROVE, amount: int = 300_000
        ) -> Any:
            lent = replace(offer, amount=amount) if outcome.lends else None
            return kept(decision(id, application_id=application, outcome=outcome, offer=lent))

        return make

    def test_an_approval_counts_before_it_is_drawn(self, approval: Any) -> None:
        found = exposure_of(applicant_file(), [approval("d1")], TODAY)
        assert found == Exposure(own=300_000)

    @pytest.mark.parametrize("outcome", [Outcome.REFER, Outcome.DECLINE])
    def test_what_was_not_approved_is_no_promise(self, approval: Any, outcome: Outcome) -> None:
        assert exposure_of(applicant_file(), [approval("d1", outcome=outcome)], TODAY).own == 0

    def test_the_newest_decision_on_a_request_stands_for_it(self, approval: Any) -> None:
        smaller = [approval("d2", outcome=Outcome.COUNTER, amount=200_000), approval("d1")]
        declined = [approval("d3", outcome=Outcome.DECLINE), *smaller]
        again = [approval("d4", amount=100_000), *declined]
        assert [exposure_of(applicant_file(), d, TODAY).own for d in (smaller, declined, again)] == [
            200_000,
            0,
            100_000,
        ]

    def test_two_requests_are_two_promises(self, approval: Any) -> None:
        decisions = [approval("d2", "app-2"), approval("d1", "app-1")]
        assert exposure_of(applicant_file(), decisions, TODAY).own == 600_000

    def test_the_request_that_is_being_decided_again_does_not_stand_in_its_own_way(
        self, approval: Any
    ) -> None:
        decisions = [approval("d2", "app-2"), approval("d1", "app-1")]
        assert exposure_of(applicant_file(), decisions, TODAY, but_for="app-1").own == 300_000
        assert exposure_of(applicant_file(), decisions, TODAY, but_for="app-3").own == 600_000

    def test_once_drawn_it_counts_as_the_loan_alone(self, approval: Any) -> None:
        file = applicant_file(loans=(loan("app-1", outstanding=250_000, undrawn=50_000),))
        assert exposure_of(file, [approval("d1", "app-1")], TODAY).own == 300_000

    @given(data=st.data())
    def test_any_run_of_decisions_promises_the_last_word_on_each_request(
        self, rules: Rulebook, data: Any
    ) -> None:
        offer = make_offer(
            rules.product("credit"), rules.policy, case(), 100, 12, rules.product("credit").methods[0]
        )
        words = data.draw(
            st.lists(
                st.tuples(st.sampled_from("abc"), st.sampled_from(Outcome), st.integers(1, 10**6)), max_size=8
            )
        )
        decisions = [
            kept(
                decision(
                    f"d{n}",
                    application_id=request,
                    outcome=outcome,
                    offer=replace(offer, amount=amount) if outcome in ("approve", "counter") else None,
                )
            )
            for n, (request, outcome, amount) in enumerate(words)
        ]
        last = {
            request: amount if outcome in ("approve", "counter") else 0 for request, outcome, amount in words
        }
        assert exposure_of(applicant_file(), decisions[::-1], TODAY).own == sum(last.values())
