"""One order or waybill is financed once: across products, sellers, and officers who were offline."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sync.field import Field
from tests.sync.station import NOW, Station, new_id
from workstation.domain.acts import ActKind
from workstation.domain.servicing import Pledge


@pytest.fixture
def officer(field: Field) -> Station:
    station = field.officer(field.sellers())
    station.sync()
    return station


@pytest.fixture
def one(officer: Station) -> str:
    return next(iter(officer.cache.sync.cursors()))


def pledge(
    station: Station, applicant_id: str, *assets: str, loan: str = "order-loan", **more: Any
) -> Pledge:
    usual: dict[str, Any] = {
        "id": new_id(), "applicant_id": applicant_id, "loan_id": loan, "assets": assets,
        "values": (100_000,) * len(assets), "pledged_by": station.officer_id, "pledged_at": NOW,
    }  # fmt: skip
    made = Pledge(**{**usual, **more})
    station.act(ActKind.PLEDGE_ASSETS, applicant_id, made)
    return made


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


def an_order() -> str:
    """An asset of its own for each story: the stories share a hub."""
    return f"orders:{new_id()}"


def test_one_order_financed_twice_is_refused_across_products(officer: Station, one: str) -> None:
    a, b, c = an_order(), an_order(), an_order()
    pledge(officer, one, a, b, loan="order-loan")
    assert refusals(officer) == []
    pledge(officer, one, c, b, loan="supply-chain-loan")
    assert refusals(officer) == ["pledge.taken"]
    pledge(officer, one, c, loan="supply-chain-loan")
    assert refusals(officer) == [], "what was refused took nothing"


def test_one_waybill_financed_twice_is_refused_across_sellers(field: Field) -> None:
    station = field.officer([*field.sellers(), *field.sellers()])
    station.sync()
    first, second = list(station.cache.sync.cursors())[:2]
    waybill = f"goods_documents:{new_id()}"
    pledge(station, first, waybill, loan="goods-1")
    pledge(station, second, waybill, loan="goods-2")
    assert refusals(station) == ["pledge.taken"]


def test_two_officers_who_were_offline_cannot_finance_one_order_twice(
    field: Field, officer: Station, one: str
) -> None:
    colleague = field.officer([one])
    colleague.sync()
    order = an_order()
    pledge(officer, one, order)
    pledge(colleague, one, order, loan="another-loan")
    assert refusals(officer) == []
    assert refusals(colleague) == ["pledge.taken"]
    assert len(colleague.cache.acts.outbox()) == 1, "the refused one stays in sight"


def test_a_release_sets_it_free_for_another_loan(officer: Station, one: str) -> None:
    order = an_order()
    first = pledge(officer, one, order)
    pledge(officer, one, order, releases=first.id)
    pledge(officer, one, order, loan="another-loan")
    assert refusals(officer) == []


def test_only_what_was_pledged_is_set_free(officer: Station, one: str) -> None:
    order = an_order()
    first = pledge(officer, one, order)
    pledge(officer, one, order, releases="no-such-pledge")
    pledge(officer, one, order, releases=first.id, loan="another-loan")
    assert refusals(officer) == ["pledge.not_pledged"] * 2


@pytest.mark.parametrize(
    ("assets", "more", "code"),
    [
        ((), {}, "pledge.asset"),
        (("orders:A", "orders:A"), {}, "pledge.asset"),
        (("houses:A",), {}, "pledge.asset"),
        (("orders:A",), {"values": ()}, "pledge.values"),
        (("orders:A",), {"pledged_by": "somebody else"}, "pledge.maker"),
    ],
)
def test_a_pledge_that_makes_no_sense(
    officer: Station, one: str, assets: tuple[str, ...], more: dict[str, Any], code: str
) -> None:
    pledge(officer, one, *assets, **more)
    assert refusals(officer) == [code]
