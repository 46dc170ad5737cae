"""Pledging at the desk: what is pledged is left out of every base, and refused a second time at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.clock import FixedClock
from workstation.domain.acts import ActKind
from workstation.domain.ledger import Ledgers
from workstation.errors import KnownError
from workstation.lending.collateral import Reckoned, load_collateral_policy
from workstation.paths import resources
from workstation.services.pledging import Pledging, reckon_base
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S002"


def pledging(office: Office) -> Pledging:
    return Pledging(office.books, office.hand)


def test_an_order_pledged_at_the_desk_is_refused_a_second_time(office: Office, books: Books) -> None:
    pledging(office).pledge(SELLER, "order-loan", {"orders:A": 80_000})
    acts = len(books.acts)
    with pytest.raises(KnownError) as caught:
        pledging(office).pledge(SELLER, "supply-chain-loan", {"orders:B": 1, "orders:A": 80_000})
    assert (caught.value.code, len(books.acts)) == ("pledge.taken", acts)


def test_a_released_one_may_be_pledged_again_and_only_once_released(office: Office, books: Books) -> None:
    pledging(office).pledge(SELLER, "order-loan", {"orders:A": 80_000})
    (made,) = books.applicant_file(SELLER).pledges
    pledging(office).release(SELLER, made.id)
    pledging(office).pledge(SELLER, "another-loan", {"orders:A": 80_000})
    with pytest.raises(KnownError) as caught:
        pledging(office).release(SELLER, made.id)
    assert caught.value.code == "pledge.not_pledged"


def test_what_is_pledged_is_left_out_of_the_base(office: Office, books: Books) -> None:
    policy = load_collateral_policy(resources() / "policies" / "collateral.toml")
    before = reckon_base(books.applicant_file("sample:S004"), "supply-chain", BUSINESS_DAY, policy)
    first = before.items[0]
    pledging(office).pledge("sample:S004", "chain-loan", {first.asset: first.value})
    after = reckon_base(books.applicant_file("sample:S004"), "supply-chain", BUSINESS_DAY, policy)
    assert first.asset not in {item.asset for item in after.items}
    assert after.refused["pledged"] == 1


@pytest.mark.parametrize("assets", [{}, {"house:1": 100}, {"orders:": 100}])
def test_what_names_no_row_is_refused(office: Office, assets: dict[str, int]) -> None:
    with pytest.raises(KnownError) as caught:
        pledging(office).pledge(SELLER, "order-loan", assets)
    assert caught.value.code == "pledge.asset"


CHAIN = "sample:S004"


@pytest.fixture
def approved(office: Office, books: Books) -> str:
    """A supply-chain loan of 20,000 yuan, approved, at the hub, its conditions met; its id."""
    file = books.hub_files[CHAIN]
    asked = replace(
        file.applications[-1], product="supply-chain", amount=2_000_000, months=3, method="single-payment"
    )
    books.hub_changes(CHAIN, applications=(asked,))
    made = office.decide("S004")
    books.hub_takes_all()
    for condition in office.drawing.conditions(CHAIN, made.application_id):
        office.drawing.check_condition(CHAIN, made.application_id, condition.code, True, "看过原件")
    return made.application_id


def base(books: Books, but_for: str = "") -> Reckoned:
    policy = load_collateral_policy(resources() / "policies" / "collateral.toml")
    return reckon_base(books.applicant_file(CHAIN), "supply-chain", BUSINESS_DAY, policy, but_for)


def test_a_draw_pledges_no_more_than_it_rests_on_and_before_the_money_goes(
    office: Office, books: Books, approved: str
) -> None:
    before = base(books)
    office.drawing.draw(CHAIN, approved)
    (pledge,) = books.applicant_file(CHAIN).pledges
    assert [act.kind for act in books.acts[-2:]] == [ActKind.PLEDGE_ASSETS, ActKind.RECORD_LOAN_EVENT]
    advances = dict(zip((item.asset for item in before.items), before.advances, strict=True))
    lent = [advances[asset] for asset in pledge.assets]
    assert sum(lent) >= 2_000_000 > sum(lent[:-1])
    assert pledge.loan_id == approved
    assert not {item.asset for item in base(books).items} & set(pledge.assets)
    assert base(books, but_for=approved) == before


def test_what_another_loan_rests_on_is_not_lent_on_again(office: Office, books: Books, approved: str) -> None:
    pledging(office).pledge(CHAIN, "another", {item.asset: item.value for item in base(books).items})
    acts = len(books.acts)
    with pytest.raises(KnownError) as caught:
        office.drawing.draw(CHAIN, approved)
    assert (caught.value.code, len(books.acts)) == ("loan.collateral", acts)


def test_a_closed_loan_sets_everything_free(
    office: Office, books: Books, approved: str, sit_down: OpenOffice
) -> None:
    before = base(books)
    office.drawing.draw(CHAIN, approved)
    due = office.loans.account(CHAIN, approved).schedule.rows[-1]
    rows = [
        {"source_id": "T1", "reference": approved, "paid_at": moment(due.due), "amount": due.payment,
         "channel": "bank", "payer": ""}
    ]  # fmt: skip
    file = books.hub_files[CHAIN]
    blocks = {**file.ledgers.blocks, "repayments": block("repayments", rows)}
    books.hub_files[CHAIN] = replace(file, ledgers=Ledgers(blocks))
    sit_down(clock=FixedClock(due.due)).loans.close(CHAIN, approved)
    assert base(books) == before


@pytest.mark.parametrize("amount", [1, 250_000, 10**12])
def test_an_amount_is_allotted_to_what_carries_it_in_order(books: Books, amount: int) -> None:
    found = base(books)
    advances = dict(zip((item.asset for item in found.items), found.advances, strict=True))
    parts = [(advances[item.asset], part) for item, part in found.allot(amount)]
    assert sum(part for _, part in parts) == min(amount, found.base)
    assert all(part == room > 0 for room, part in parts[:-1])
    assert 0 < parts[-1][1] <= parts[-1][0]


def test_what_rests_on_an_item_is_not_allotted_again(books: Books) -> None:
    found = base(books)
    first = found.items[0].asset
    resting = {first: found.advances[0]}
    assert first not in {item.asset for item, _ in found.allot(found.base, resting)}
    assert sum(found.rooms(resting)) == found.base - found.advances[0]
