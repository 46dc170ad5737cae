"""The simulated sellers: made of causes, the same for the same seed, and like real ones in the large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER
from workstation.training.sample import making
from workstation.training.sample.cases import CASE_BY_ID
from workstation.training.simulator import TRAINING_WORLD, SimulatedSeller, View, simulate
from workstation.training.simulator.blocks import day_start, make_block
from workstation.training.simulator.cash import run_cash
from workstation.training.simulator.causes import draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.trades import TRADE_BY_KEY

SELLERS = 250


@pytest.fixture(scope="module")
def shops() -> list[SimulatedSeller]:
    return list(simulate(TRAINING_WORLD, View.SHOP, seed=11, sellers=SELLERS))


@pytest.fixture(scope="module")
def firms() -> list[SimulatedSeller]:
    return list(simulate(TRAINING_WORLD, View.INVOICE, seed=11, sellers=SELLERS))


def test_the_same_seed_gives_the_same_sellers_however_many_are_asked_for(
    shops: list[SimulatedSeller],
) -> None:
    again = list(simulate(TRAINING_WORLD, View.SHOP, seed=11, sellers=3))
    for seller, twin in zip(shops, again, strict=False):
        assert seller.applicant == twin.applicant
        assert seller.defaulted == twin.defaulted
        for kind, block in seller.ledgers.blocks.items():
            for name, column in block.columns.items():
                assert np.array_equal(column, twin.ledgers.blocks[kind].columns[name]), (kind, name)


def test_another_seed_gives_other_sellers(shops: list[SimulatedSeller]) -> None:
    other = next(iter(simulate(TRAINING_WORLD, View.SHOP, seed=12, sellers=1)))
    assert other.causes["sales"] != shops[0].causes["sales"]


@pytest.fixture(scope="module", params=View)
def seen_so(request: pytest.FixtureRequest) -> list[SimulatedSeller]:
    return list(simulate(TRAINING_WORLD, request.param, seed=12, sellers=120))


def test_nothing_in_a_ledger_is_later_than_the_day_of_the_loan(seen_so: list[SimulatedSeller]) -> None:
    for seller in seen_so:
        end = day_start(seller.as_of.toordinal() + 1)
        for kind, block in seller.ledgers.blocks.items():
            for column in LEDGERS[kind].columns:
                if column.type == "time" and column.name not in ("due_at", "promised_at"):
                    assert block.columns[column.name].max() < end, (seller.applicant.id, kind, column.name)


def test_blocks_keep_the_ledgers_contract(seen_so: list[SimulatedSeller]) -> None:
    for seller in seen_so:
        for kind, block in seller.ledgers.blocks.items():
            ledger = LEDGERS[kind]
            assert set(block.columns) == set(ledger.column_names)
            ids, times = block.columns["source_id"], block.columns[ledger.when]
            assert len(set(ids)) == len(ids)
            assert list(zip(times, ids, strict=True)) == sorted(zip(times, ids, strict=True))
            for column in ledger.columns:
                values = block.columns[column.name]
                assert not values.flags.writeable
                if column.values:
                    assert set(values) <= set(column.values)
                if column.required:
                    assert (values != MISSING_INTEGER).all() if column.is_integer else None not in set(values)


def test_every_line_of_a_shop_belongs_to_an_order(shops: list[SimulatedSeller]) -> None:
    for seller in shops[:60]:
        held = seller.ledgers.blocks
        orders = set(held["orders"].columns["source_id"]) if "orders" in held else set()
        for kind in {"items", "payments", "shipments", "reviews"} & set(held):
            assert set(seller.ledgers.blocks[kind].columns["order_id"]) <= orders


def test_about_one_loan_in_thirteen_fails(shops: list[SimulatedSeller], firms: list[SimulatedSeller]) -> None:
    for sellers in (shops, firms):
        assert 0.03 < np.mean([s.defaulted for s in sellers]) < 0.14


def test_defaults_come_from_causes(shops: list[SimulatedSeller]) -> None:
    """Those who fail had less of a buffer, less diligence and spent more of what they earned."""

    def gap(cause: str) -> float:
        of = {bad: np.mean([s.causes[cause] for s in shops if s.defaulted is bad]) for bad in (True, False)}
        return float(of[True] - of[False])

    assert gap("buffer") < 0
    assert gap("diligence") < 0
    assert gap("household") > 0


SHARES: dict[str, tuple[str, Callable[[SimulatedSeller], float | None], float, float]] = {
    # what: (whose fact it is like, how it is measured for one seller, from, to)
    "late shipments": ("olist: 8 % late", lambda s: _share_late(s), 0.05, 0.13),
    "mean stars": ("olist: 4.1", lambda s: _mean(s, "reviews", "stars"), 3.9, 4.3),
    "void invoices": ("VAT invoices of real firms: mean 11 %", lambda s: _share_void(s), 0.05, 0.14),
    "largest buyer": ("the same: mean 35 % of sales", lambda s: _largest_buyer(s), 0.15, 0.40),
}


@pytest.mark.parametrize("what", SHARES)
def test_sellers_are_like_real_ones_in_the_large(
    what: str, shops: list[SimulatedSeller], firms: list[SimulatedSeller]
) -> None:
    _, measure, low, high = SHARES[what]
    found = [value for s in (*shops, *firms) if (value := measure(s)) is not None]
    assert low < float(np.mean(found)) < high


def _mean(seller: SimulatedSeller, kind: str, column: str) -> float | None:
    block = seller.ledgers.get(kind)
    return None if block is None else float(block.columns[column].mean())


def _share_late(seller: SimulatedSeller) -> float | None:
    block = seller.ledgers.get("shipments")
    return None if block is None else float((block.columns["shipped_at"] > block.columns["due_at"]).mean())


def _sales(seller: SimulatedSeller) -> dict[str, np.ndarray] | None:
    block = seller.ledgers.get("invoices")
    if block is None or not (sold := block.columns["direction"] == "sale").any():
        return None
    return {name: column[sold] for name, column in block.columns.items()}


def _share_void(seller: SimulatedSeller) -> float | None:
    sales = _sales(seller)
    return None if sales is None else float((sales["status"] == "void").mean())


def _largest_buyer(seller: SimulatedSeller) -> float | None:
    sales = _sales(seller)
    if sales is None:
        return None
    _, buyer = np.unique(sales["counterparty_id"].astype(str), return_inverse=True)
    bought = np.bincount(buyer, np.maximum(sales["net_amount"], 0))
    return float(bought.max() / bought.sum())


def test_double_eleven_is_the_best_day_of_a_shop_that_takes_part() -> None:
    seller = making.make_seller(CASE_BY_ID["S002"])
    days = seller.ledgers.blocks["orders"].columns["ordered_at"] // 86_400
    busiest, counts = np.unique(days, return_counts=True)
    best = date.fromordinal(int(busiest[counts.argmax()]) + date(1970, 1, 1).toordinal())
    assert (best.month, best.day) == (11, 11)


def test_spring_festival_leaves_a_gap() -> None:
    causes = draw_causes(TRAINING_WORLD, View.SHOP, np.random.default_rng(3), 400)
    calm = replace(TRAINING_WORLD, festival_gap=0.0)
    sold = {
        world.festival_gap: draw_demand(world, View.SHOP, causes, np.random.default_rng(4)).expected
        for world in (TRAINING_WORLD, calm)
    }
    share = sold[TRAINING_WORLD.festival_gap] / np.maximum(sold[0.0], 1e-12)
    traded = sold[0.0] > 0
    assert share[traded].min() == pytest.approx(1.0 - TRAINING_WORLD.festival_gap)
    assert 0.02 < (share[traded] < 0.999).mean() < 0.05


def test_apparel_is_bought_a_quarter_ahead_and_shoes_a_month() -> None:
    assert TRADE_BY_KEY["apparel"].stocks_ahead == 80
    assert TRADE_BY_KEY["shoes_hats"].stocks_ahead == 30


def test_a_supplier_that_fails_is_felt_for_a_month() -> None:
    causes = draw_causes(TRAINING_WORLD, View.SHOP, np.random.default_rng(3), 400)
    demand = draw_demand(TRAINING_WORLD, View.SHOP, causes, np.random.default_rng(4))
    bought = {}
    for chance in (0.0, 0.3):
        failing = replace(causes, supply_failure=np.full(400, chance))
        bought[chance] = run_cash(View.SHOP, failing, demand, np.random.default_rng(5)).alone
    assert bought[0.3].served.mean() < bought[0.0].served.mean() - 0.05


def test_fake_orders_made_with_craft_look_more_like_real_ones(shops: list[SimulatedSeller]) -> None:
    """Among those who fake much, the crude ones have more stars of five."""
    fakers = [s for s in shops if s.causes["brushing"] > 0.25 and "reviews" in s.ledgers.blocks]
    five = np.array([(s.ledgers.blocks["reviews"].columns["stars"] == 5).mean() for s in fakers])
    craft = np.array([s.causes["craft"] for s in fakers])
    assert len(fakers) >= 6
    assert five[craft < np.median(craft)].mean() > five[craft >= np.median(craft)].mean()


def test_who_buys_again_sends_less_back(shops: list[SimulatedSeller]) -> None:
    back: dict[bool, list[bool]] = {True: [], False: []}
    for seller in shops:
        block = seller.ledgers.get("orders")
        if block is None or seller.causes["brushing"]:
            continue
        first = np.unique(block.columns["buyer_id"].astype(str), return_index=True)[1]
        known = np.isin(block.columns["status"], ("confirmed", "refunded"))
        sent_back = block.columns["status"] == "refunded"
        newly = np.zeros(len(block), dtype=bool)
        newly[first] = True
        for is_first in (True, False):
            back[is_first].extend(sent_back[known & (newly == is_first)])
    assert np.mean(back[True]) > 1.2 * np.mean(back[False])


def test_no_invoice_is_above_what_the_firm_may_write(firms: list[SimulatedSeller]) -> None:
    for seller in firms:
        block = seller.ledgers.get("invoices")
        if block is not None:
            sold = block.columns["direction"] == "sale"
            assert block.columns["net_amount"][sold].max(initial=0) <= seller.causes["face_limit"] * 100


def test_some_files_lack_ledgers_and_some_are_thin(shops: list[SimulatedSeller]) -> None:
    held = [set(s.ledgers.blocks) for s in shops]
    assert any("reviews" not in kinds for kinds in held)
    assert any("shipments" not in kinds for kinds in held)
    assert any("invoices" in kinds for kinds in held)
    assert min(len(s.ledgers.blocks["orders"]) for s in shops if "orders" in s.ledgers.blocks) < 12


def _figure(seller: SimulatedSeller, figure: str, basis: str) -> float | None:
    """The latest figure of a visit, in yuan or pieces."""
    block = seller.ledgers.get("survey_figures")
    if block is None:
        return None
    named = (block.columns["figure"] == figure) & (block.columns["basis"] == basis)
    return float(block.columns["value"][named][-1]) / 100 if named.any() else None


def test_papers_show_whose_word_is_false() -> None:
    makers = list(simulate(TRAINING_WORLD, View.MANUFACTURER, seed=4, sellers=400))
    over: dict[bool, list[float]] = {True: [], False: []}
    for seller in makers:
        stated, shown = _figure(seller, "sales_month", "stated"), _figure(seller, "sales_month", "documented")
        if stated and shown:
            over[seller.outcomes.survey_misstated].append(stated / shown)
    assert 0.9 < np.median(over[False]) < 1.1
    assert np.median(over[True]) > 1.4


def test_a_visit_counts_machines_where_things_are_made_and_nowhere_else() -> None:
    for view in (View.SHOP, View.MANUFACTURER):
        for seller in simulate(TRAINING_WORLD, view, seed=4, sellers=120):
            block = seller.ledgers.get("survey_figures")
            if block is None:
                continue
            rows = zip(*map(block.columns.get, ("survey_id", "figure", "value")), strict=True)
            counted = {(visit, figure): value for visit, figure, value in rows if "machines" in figure}
            if seller.applicant.shop_kind in ("reseller", "exporter"):
                assert not counted
            for (visit, figure), value in counted.items():
                assert value <= counted.get((visit, "machines"), value), figure


@pytest.mark.parametrize("view", View)
def test_every_file_has_something_and_few_have_everything(view: View) -> None:
    held = [frozenset(s.ledgers.blocks) for s in simulate(TRAINING_WORLD, view, seed=4, sellers=120)]
    assert len(set(held)) >= 4
    assert sum(not kinds for kinds in held) <= 4


def test_a_column_that_the_ledger_has_not_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        make_block("orders", source_id=np.array(["o1"], dtype=object), colour=np.array([1]))
