"""An order loan at the hub: what the approval says it may be drawn against, and what a draw lends on what.

Both are reckoned anew at the hub, by the model of single orders in the very bundle of the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.functional.forging import decide, delivered, forged, sent, workshop_of
from tests.functional.house import PASSPHRASE, Hub, Officer
from workstation.app import open_desk
from workstation.codec import decode, encode
from workstation.domain.acts import ActKind
from workstation.domain.lending import RepaymentMethod
from workstation.domain.servicing import LoanEvent
from workstation.lending import LendingCase
from workstation.services.desk import Desk

SELLER = "sample:S001"


@pytest.fixture(scope="module")
def desk(hub: Hub, traveller: Officer) -> Iterator[Desk]:
    with open_desk(traveller.profile, PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(desk: Desk) -> str:
    """A request for an order loan that the hub has."""
    desk.files.request(
        SELLER, product="order", amount=3_000_00, months=1, method=RepaymentMethod.ORDER, purpose="备货"
    )
    assert sent(desk) == []
    found = desk.cases.applicant_file(SELLER, ledgers=False).application
    assert found is not None and found.product == "order"
    return found.id


def larger_base(case: LendingCase) -> LendingCase:
    assert case.collateral is not None
    return replace(case, collateral=replace(case.collateral, base=case.collateral.base * 2))


def test_a_base_that_the_orders_do_not_carry_is_refused(desk: Desk, asked: str) -> None:
    decide(desk, forged(desk.appraisals.appraise(SELLER), larger_base))
    [(code, reason)] = sent(desk)
    assert code == "case.collateral_differs" and "collateral.base is" in reason


@pytest.fixture(scope="module")
def approved(desk: Desk, asked: str) -> str:
    """The order loan, approved on an honest base and firm, with every condition met."""
    decision_id = decide(desk, desk.appraisals.appraise(SELLER))
    assert sent(desk) == []
    assert desk.cases.decision(decision_id).firm
    for condition in desk.drawing.conditions(SELLER, asked):
        desk.drawing.check_condition(SELLER, asked, condition.code, True, "原件已核对")
    assert sent(desk) == []
    return decision_id


Terms = dict[str, Any]


def on_fewer_orders(terms: Terms) -> Terms:
    """All of it on the first order, at the whole share."""
    first = terms["advances"][0]
    whole = sum(advance["amount"] for advance in terms["advances"])
    return {**terms, "advances": [{**first, "amount": whole}]}


def at_a_better_share(terms: Terms) -> Terms:
    first, *others = terms["advances"]
    more = {**first, "amount": first["amount"] + others[-1]["amount"], "rate": "0.80"}
    return {**terms, "advances": [more, *others[:-1]]}


def drawn(desk: Desk, asked: str, forge: Callable[[Terms], Terms]) -> None:
    """Draw honestly, and send other terms under the draw's name."""
    desk.drawing.draw(SELLER, asked)
    draw = next(one.act for one in desk.acts.outbox() if one.act.kind is ActKind.RECORD_LOAN_EVENT)
    event: LoanEvent = decode("loan_event", draw.body)
    assert event.terms is not None and len(event.terms["advances"]) > 1
    desk.sync.put_away(draw.id)
    desk.acts.keep_act(replace(draw, body=encode(replace(event, terms=forge(dict(event.terms))))))


def given_back(desk: Desk, asked: str) -> None:
    """What the draw that was refused had pledged is free for the next."""
    for pledge in desk.drawing.pledging.of(desk.cases.applicant_file(SELLER, ledgers=False), asked):
        desk.drawing.pledging.release(SELLER, pledge.id)
    assert sent(desk) == []


@pytest.mark.parametrize("forge", [on_fewer_orders, at_a_better_share])
def test_a_draw_on_what_an_order_does_not_carry_is_refused(
    desk: Desk, asked: str, approved: str, forge: Callable[[Terms], Terms]
) -> None:
    drawn(desk, asked, forge)
    [(code, reason)] = sent(desk)
    assert code == "loan.collateral" and "by the hub's reckoning carries" in reason
    given_back(desk, asked)


def test_a_draw_from_before_its_decision_was_seen_is_refused(desk: Desk, asked: str, approved: str) -> None:
    """Whoever says to have seen less cannot have drawn on what was decided after that."""
    before = desk.cases.decision(approved).decision.inputs["case"]["seen"]
    drawn(desk, asked, lambda terms: {**terms, "seen": before})
    [(code, reason)] = sent(desk)
    assert code == "loan.collateral" and "a decision that this workstation" in reason
    given_back(desk, asked)


def test_an_honest_draw_is_proved_whatever_came_since(
    hub: Hub, desk: Desk, asked: str, approved: str
) -> None:
    desk.drawing.draw(SELLER, asked)
    file = desk.cases.applicant_file(SELLER, ledgers=False)
    lent_on = file.loan_events[-1].terms["advances"][0]["asset"].partition(":")[2]
    delivered(
        hub,
        SELLER,
        lambda rows: [
            {**row, "status": "confirmed", "confirmed_at": row["ordered_at"] + 20 * 86_400}
            for row in rows
            if row["source_id"] == lent_on
        ],
    )
    assert sent(desk) == []
    assert [event.loan_id for event in desk.cases.applicant_file(SELLER, ledgers=False).loan_events] == [
        asked
    ]
    with workshop_of(hub) as workshop:
        marks = [entry.what for entry in workshop.audit(0, 10_000) if entry.what.endswith(".unproved")]
    assert marks == []
