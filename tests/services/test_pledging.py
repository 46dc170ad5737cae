"""Pledging at the desk: what is pledged is left out of every base, and refused a second time at once."""

from __future__ import annotations

import pytest

from tests.services.office import Books, Office
from workstation.errors import KnownError
from workstation.lending.collateral import load_collateral_policy
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
