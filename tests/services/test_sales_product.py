"""A share of sales at the desk: tried, decided, frozen with its share, and put on paper by the month."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import msgspec
import pytest

from tests.factories import block, ledgers, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from tests.services.test_papers import text_of, with_account
from workstation.clock import FixedClock
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Decision, Outcome, RepaymentMethod
from workstation.domain.money import round_fen
from workstation.domain.records import Application
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.errors import KnownError
from workstation.lending.collateral.courses import sales_by_day
from workstation.lending.servicing import NewTerms
from workstation.lending.servicing.permitted import OfferDays
from workstation.services.hub_loan_rules import loan_rules
from workstation.services.loan_permits import LoanAtHand, LoanChange, refusals
from workstation.services.offer_terms import agreed_sales
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S001"
ASKED = Application(
    "ask-sales", SELLER, "sales", 1_000_000, 3, RepaymentMethod.SHARE_OF_SALES.value, "备货", BUSINESS_DAY
)


@pytest.fixture
def made(office: Office, books: Books) -> Decision:
    """Approved on the seller's own request."""
    books.hub_files[SELLER] = replace(books.hub_files[SELLER], applications=(ASKED,))
    appraisal = office.appraise("S001")
    offer = appraisal.proposal.offer
    assert offer is not None, [found.code for found in appraisal.proposal.findings]
    preview = office.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
    assert preview.sales is not None
    decided = office.decisions.decide(appraisal, Outcome.APPROVE, preview)
    return books.decision(decided.decision_id).decision


def drawn(made: Decision, office: Office) -> tuple[str, str]:
    """Paid out, every condition met; the applicant's id and the loan's."""
    office.books.hub_takes_all()
    loan = (SELLER, made.application_id)
    for condition in office.drawing.conditions(*loan):
        office.drawing.check_condition(*loan, condition.code, True, "看过原件")
    office.drawing.draw(*loan)
    return loan


def test_a_decision_freezes_what_is_agreed_and_replays(made: Decision, office: Office) -> None:
    agreed = agreed_sales(made)
    assert agreed is not None and made.offer is not None
    share = Fraction(agreed.share)
    assert share in (Fraction("0.10"), Fraction("0.08"))
    daily = made.offer.schedule.rows[0].payment
    assert abs(daily - agreed.yearly_sales * share / 365) <= 1
    assert office.decisions.replay(made.id).differences == ()


def test_papers_name_the_share_and_show_months(made: Decision, office: Office, books: Books) -> None:
    offer = made.offer
    assert offer is not None
    with_account(books)
    agreed = agreed_sales(made)
    assert agreed is not None
    share = f"每日销售额的{float(Fraction(agreed.share)) * 100:.2f}%用于还款"
    letter = text_of(office.letters.issue(made.id).pdf)
    for said in (letter, *(text_of(office.papers.issue(k, SELLER).pdf) for k in ("contract", "cost_sheet"))):
        assert share in said
        assert "固定费用" in said
    fee = f"{offer.schedule.total_interest / 100:,.2f}"
    months = {(row.due.year, row.due.month) for row in offer.schedule.rows}
    assert fee in letter and f"约{len(offer.schedule.rows)}日还清" in letter
    for year, month in sorted(months)[:-1]:
        last = max(row.due for row in offer.schedule.rows if (row.due.year, row.due.month) == (year, month))
        assert last.isoformat() in letter
    schedule = text_of(office.papers.issue("schedule", SELLER).pdf)
    assert len(schedule) < 4_000  # by the month, and no row for each day


def test_what_stays_owed_when_it_is_settled_early_is_printed(
    made: Decision, sit_down: OpenOffice, books: Books
) -> None:
    kept = {**made.inputs["sales"], "unearned_share": "1/2", "earliest_day": 30}
    from workstation.services.offer_terms import early_words

    rules = sit_down().decisions.rules
    assert made.offer is not None
    assert early_words(made.offer, rules, agreed_sales(made)) is None
    words = early_words(made.offer, rules, agreed_sales(replace(made, inputs={"sales": kept})))
    assert words is not None
    assert "未摊销的固定费用收取 50.00%" in words.zh and "第 30 日" in words.zh


def test_it_is_drawn_and_each_days_settled_sales_make_a_due(
    made: Decision, office: Office, books: Books, sit_down: OpenOffice
) -> None:
    """An order of 300 yuan, 50 of them refunded, is confirmed three days after the draw."""
    loan = drawn(made, office)
    day = BUSINESS_DAY + timedelta(days=3)
    order = {
        "source_id": "new", "status": "confirmed", "ordered_at": moment(BUSINESS_DAY), "goods_amount": 30_000,
        "confirmed_at": moment(day), "refund_amount": 5_000,
    }  # fmt: skip
    file = books.hub_files[SELLER]
    later = Ledgers({**file.ledgers.blocks, "orders": block("orders", [order])})
    books.hub_changes(SELLER, ledgers=later)
    account = sit_down(clock=FixedClock(day)).loans.account(*loan)
    agreed = agreed_sales(made)
    assert agreed is not None
    assert [(due.day, due.principal + due.interest) for due in account.dues] == [
        (day, round_fen(25_000 * Fraction(agreed.share)))
    ]
    assert account.schedule.total_interest == account.terms.schedule.total_interest > 0


def test_no_part_of_it_is_prepaid_by_hand_at_either_end(
    made: Decision, office: Office, books: Books, sit_down: OpenOffice
) -> None:
    """100 yuan are held beyond what sales made due; new terms would end the share of sales and its fee."""
    loan = drawn(made, office)
    day = BUSINESS_DAY + timedelta(days=1)
    money = {
        "source_id": "t1", "reference": made.application_id, "paid_at": moment(day), "amount": 10_000,
        "channel": "bank", "payer": None,
    }  # fmt: skip
    file = books.hub_files[SELLER]
    orders = block("orders", [])
    paid = Ledgers({**file.ledgers.blocks, "orders": orders, "repayments": block("repayments", [money])})
    books.hub_changes(SELLER, ledgers=paid)

    desk = sit_down(clock=FixedClock(day))
    account, file = desk.loans.account(*loan), books.applicant_file(SELLER)
    assert account.credit == 10_000
    rounding = desk.loans.rules.policy.rounding
    at_hand = LoanAtHand(account, file, desk.hand.officer, desk.loans.policy, rounding)
    assert refusals(at_hand)[LoanChange.PREPAY].code == "prepayment.method"
    with pytest.raises(KnownError) as at_the_desk:
        desk.loans.prepay(*loan, 5_000, "a good week")
    assert at_the_desk.value.code == "prepayment.method"

    left = account.balances.principal - 5_000
    plan = replace(account.schedule, principal=left, start=day)
    event = LoanEvent(
        "e1", SELLER, made.application_id, LoanEventKind.RESCHEDULE, day, 5_000, "officer-1", "",
        "a good week",
        msgspec.to_builtins(NewTerms(plan, prepayment=True)),
    )  # fmt: skip
    with pytest.raises(KnownError) as at_the_hub:
        loan_rules(desk.loans.rules, desk.loans.policy, OfferDays(30, 30)).check_change(
            file, event, "officer"
        )
    assert at_the_hub.value.code == "prepayment.method"


def test_a_refund_lowers_the_sales_of_its_own_day_and_of_no_day_before() -> None:
    sold, later = BUSINESS_DAY, BUSINESS_DAY + timedelta(days=2)
    orders = [
        {"source_id": "A", "ordered_at": moment(sold), "confirmed_at": moment(sold), "goods_amount": 30_000,
         "refund_amount": 12_000},
        {"source_id": "B", "ordered_at": moment(sold), "confirmed_at": moment(later), "goods_amount": 10_000},
        {"source_id": "C", "ordered_at": moment(sold), "status": "shipped", "goods_amount": 99_000},
    ]  # fmt: skip
    refunds = [
        {"source_id": "R1", "order_id": "A", "refunded_at": moment(sold), "amount": 5_000},
        {"source_id": "R2", "order_id": "A", "refunded_at": moment(later), "amount": 7_000},
    ]
    assert dict(sales_by_day(ledgers(orders=orders, refunds=refunds))) == {sold: 25_000, later: 3_000}
