"""An order loan day by day: draw, confirmation, refill, clawback, expiry, and what comes late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.lending.order_loan.stories import (
    DAY_0,
    TERMS,
    confirmed,
    drawn,
    event,
    on,
    paid,
    refunded,
    settled,
    shipped,
)
from workstation.errors import KnownError
from workstation.lending.order_loan import Account, Event, EventKind, OrderLedger, fold

PATIENT = replace(TERMS, confirm_days=60)
"""Orders that do not confirm themselves within a story."""


def moved(state_events: list[Event], what: Event, account: Account, until: date) -> int:
    """What one event moved on one account, in fen."""
    lines = fold(PATIENT, state_events, until).lines
    return sum(line.amount for line in lines if (line.event_id, line.account) == (what.id, account))


class TestWorkedCase:
    """Orders of 1,000 and 500, advance 80 %, 1,200 drawn on day 0 at 0.05 % a day."""

    def test_draw_confirmation_and_refund_to_the_fen(self) -> None:
        first, second = shipped(0, "A", 1000), shipped(0, "B", 500)
        draw, confirmation, refund = drawn(0, 1200), confirmed(5, "A"), refunded(8, "B", 500)
        others, account = settled(8, 300), paid(8, 101.60)
        events = [first, second, draw, confirmation, refund, others, account]

        assert fold(PATIENT, events, on(0)).outstanding == 120_000
        assert fold(PATIENT, events[:2], on(0)).available == 120_000

        # Day 5: the first is confirmed: 800.00 + 2.00 taken, 198.00 released to the seller.
        assert moved(events, confirmation, Account.PRINCIPAL, on(5)) == -80_000
        assert moved(events, confirmation, Account.INTEREST, on(5)) == -200
        assert moved(events, confirmation, Account.TAKEN, on(5)) == 80_200
        assert moved(events, confirmation, Account.RELEASED, on(5)) == 19_800

        # Day 8: the second is refunded: 400.00 + 1.60 due that day …
        after_refund = fold(PATIENT, events[:5], on(8))
        assert (after_refund.fallen_due, after_refund.interest_due) == (40_000, 160)
        # … from other settlements, then from the account.
        assert moved(events, others, Account.TAKEN, on(8)) == 30_000
        assert moved(events, others, Account.RELEASED, on(8)) == 0
        assert moved(events, account, Account.CASH, on(8)) == 10_160
        end = fold(PATIENT, events, on(8))
        assert (end.outstanding, end.interest_due, end.accrued) == (0, 0, 0)
        assert -end.balance(Account.INTEREST) == 200 + 160

    def test_the_draw_day_counts_and_the_repayment_day_does_not(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800), confirmed(1, "A")]
        assert -fold(PATIENT, events, on(1)).balance(Account.INTEREST) == 40  # one day of 800 at 0.05 %


class TestDraw:
    def test_of_more_than_the_orders_carry_moves_nothing(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800.01)]
        state = fold(PATIENT, events, on(0))
        assert state.outstanding == 0
        assert [r.code for r in state.refusals] == ["order_loan.over_base"]

    def test_refills_with_new_orders(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800), shipped(3, "B", 500)]
        assert fold(PATIENT, events[:2], on(0)).available == 0
        assert fold(PATIENT, events, on(3)).available == 40_000
        assert fold(PATIENT, [*events, drawn(3, 400)], on(3)).outstanding == 120_000

    def test_stays_within_the_limit(self) -> None:
        terms = replace(PATIENT, limit=50_000)
        assert fold(terms, [shipped(0, "A", 1000)], on(0)).available == 50_000

    def test_a_haircut_lowers_what_one_order_carries(self) -> None:
        state = fold(PATIENT, [shipped(0, "A", 1000), shipped(0, "B", 1000)], on(0), {"A": Fraction(1, 4)})
        assert state.base == 60_000 + 80_000

    @pytest.mark.parametrize(("kind", "yuan"), [(EventKind.DISPUTE_OPENED, 0), (EventKind.REFUNDED, 1000)])
    def test_a_disputed_or_refunded_order_carries_nothing(self, kind: EventKind, yuan: int) -> None:
        events = [shipped(0, "A", 1000), event(1, kind, "A", yuan)]
        assert fold(PATIENT, events, on(1)).base == 0

    def test_an_old_order_carries_nothing_new(self) -> None:
        events = [shipped(0, "A", 1000)]
        assert fold(PATIENT, events, on(30)).base == 80_000
        assert fold(PATIENT, events, on(31)).base == 0

    def test_nothing_while_something_that_fell_due_is_unpaid(self) -> None:
        events = [shipped(0, "A", 1000), shipped(0, "B", 1000), drawn(0, 800), refunded(2, "A", 1000)]
        state = fold(PATIENT, events, on(2))
        assert (state.fallen_due, state.base, state.available) == (80_000, 80_000, 0)


class TestConfirmation:
    def test_takes_the_commission_first(self) -> None:
        confirmation = confirmed(5, "A", commission=50)
        events = [shipped(0, "A", 1000), drawn(0, 800), confirmation]
        lines = {line.account: line.amount for line in fold(PATIENT, events, on(5)).lines
                 if line.event_id == confirmation.id}  # fmt: skip
        assert lines[Account.COMMISSION] == 5_000
        assert lines[Account.RELEASED] == 100_000 - 5_000 - 80_200

    def test_happens_by_itself_after_the_days_of_the_terms(self) -> None:
        terms = replace(TERMS, confirm_days=10, commission_share=Fraction("0.05"))
        events = [shipped(0, "A", 1000), drawn(0, 800)]
        assert fold(terms, events, on(9)).outstanding == 80_000
        state = fold(terms, events, on(10))
        assert (state.outstanding, state.balance(Account.COMMISSION)) == (0, 5_000)
        assert state.balance(Account.RELEASED) == 100_000 - 5_000 - 80_400

    def test_waits_while_the_order_is_disputed(self) -> None:
        opened, closed = event(4, EventKind.DISPUTE_OPENED, "A"), event(20, EventKind.DISPUTE_CLOSED, "A")
        events = [shipped(0, "A", 1000), drawn(0, 800), opened, closed]
        assert fold(TERMS, events, on(19)).outstanding == 80_000
        assert fold(TERMS, events, on(20)).outstanding == 0

    def test_pays_what_fell_due_elsewhere_before_the_seller(self) -> None:
        events = [
            shipped(0, "A", 1000), shipped(0, "B", 1000), drawn(0, 800), refunded(4, "A", 1000),
            confirmed(4, "B"),
        ]  # fmt: skip
        # The refund counts after the confirmation on one day, so the seller had the whole of B.
        assert fold(PATIENT, events, on(4)).fallen_due == 80_000
        later = [*events[:-1], confirmed(5, "B")]
        assert fold(PATIENT, later, on(5)).outstanding == 0


class TestRefund:
    def test_of_a_part_claws_back_only_what_the_rest_no_longer_carries(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 600), refunded(3, "A", 200)]
        assert fold(PATIENT, events, on(3)).fallen_due == 0  # 800 × 80 % = 640 still carries 600
        more = [*events, refunded(3, "A", 100)]
        state = fold(PATIENT, more, on(3))
        assert state.fallen_due == 4_000  # 700 × 80 % = 560
        assert state.interest_due == 6  # 40.00 × 3 × 0.05 %

    def test_what_neither_settlements_nor_account_cover_stays_due_and_bears_interest(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800), refunded(2, "A", 1000), settled(2, 100.80)]
        state = fold(PATIENT, events, on(12))
        assert (state.fallen_due, state.interest_due, state.accrued) == (70_000, 0, 350)


class TestExpiry:
    def test_an_advance_falls_due_on_its_last_day(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800)]
        assert fold(PATIENT, events, on(29)).fallen_due == 0
        state = fold(PATIENT, events, on(30))
        assert (state.fallen_due, state.interest_due) == (80_000, 1_200)

    def test_a_confirmation_after_it_still_pays(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800), confirmed(35, "A")]
        state = fold(PATIENT, events, on(35))
        assert (state.outstanding, -state.balance(Account.INTEREST)) == (0, 1_200 + 200)


class TestPayment:
    def test_before_its_day_repays_the_oldest_first(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 500), drawn(4, 300), paid(6, 501.50)]
        state = fold(PATIENT, events, on(6))
        assert state.outstanding == 30_000

    def test_of_more_than_is_owed_is_not_taken(self) -> None:
        events = [shipped(0, "A", 1000), drawn(0, 800), paid(1, 900)]
        state = fold(PATIENT, events, on(1))
        assert state.outstanding == 80_000
        assert [r.code for r in state.refusals] == ["order_loan.overpaid"]

    def test_counts_an_advance_that_runs_and_owes_interest_once(self) -> None:
        """8,000 drawn and one fen paid on day 10: 8,039.99 are owed, and 13,039.99 is too much."""
        before = [shipped(0, "A", 10_000), drawn(0, 8000), paid(10, 0.01)]
        state = fold(PATIENT, [*before, paid(10, 13_039.99)], on(10))
        assert [r.code for r in state.refusals] == ["order_loan.overpaid"]
        assert (state.outstanding, state.interest_due) == (800_000, 3_999)
        whole = fold(PATIENT, [*before, paid(10, 8039.99)], on(10))
        assert (whole.outstanding, whole.interest_due, whole.refusals) == (0, 0, ())


class TestLedger:
    def test_a_late_event_is_posted_as_a_correction_and_the_past_stays(self) -> None:
        ledger = OrderLedger(PATIENT)
        events = [shipped(0, "A", 1000), drawn(0, 800), settled(6, 500), paid(7, 804)]
        for one in events:
            ledger.receive(one, one.on)
        before = tuple(ledger.entries)
        assert ledger.balances()[Account.RELEASED] == 50_000
        late = refunded(5, "A", 1000)  # told on day 9: the settlement of day 6 should have been taken
        posted = ledger.receive(late, on(9))
        assert tuple(ledger.entries[: len(before)]) == before
        assert any(entry.correction for entry in posted)
        assert ledger.balances() == {a: fold(PATIENT, [*events, late], on(9)).balance(a) for a in Account}

    def test_the_same_event_twice_posts_nothing(self) -> None:
        ledger = OrderLedger(PATIENT)
        one = shipped(0, "A", 1000)
        draw = drawn(0, 800)
        ledger.receive(one, DAY_0)
        assert ledger.receive(draw, DAY_0)
        assert ledger.receive(draw, DAY_0) == ()


class TestBadEvents:
    @pytest.mark.parametrize(
        ("kind", "order", "amount"),
        [
            (EventKind.DRAWN, "", 0),
            (EventKind.DRAWN, "A", 100),
            (EventKind.CONFIRMED, "", 0),
            (EventKind.CONFIRMED, "A", 100),
            (EventKind.REFUNDED, "A", -1),
            (EventKind.EXPIRED, "A", 0),
        ],
    )
    def test_name_themselves(self, kind: EventKind, order: str, amount: int) -> None:
        with pytest.raises(KnownError) as caught:
            Event("bad-1", DAY_0, kind, order, amount)
        assert (caught.value.code, caught.value.where) == ("order_loan.event", "bad-1")

    def test_of_an_order_that_nobody_shipped_wait_for_it(self) -> None:
        confirmation = confirmed(3, "A")
        assert [r.code for r in fold(PATIENT, [confirmation], on(3)).refusals] == ["order_loan.unknown"]
        with_order = [confirmation, shipped(0, "A", 1000), drawn(1, 800)]
        assert fold(PATIENT, with_order, on(3)).outstanding == 0
