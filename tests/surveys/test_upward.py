"""The report upward: what small firms say, and nobody to be recognised in it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workstation.surveys.upward import ALL, OTHER, SurveyedFirm, upward


def firms(trade: str, region: str, *sales: int) -> list[SurveyedFirm]:
    """Firms with these monthly sales in yuan."""
    return [SurveyedFirm(trade, region, {"sales_month": yuan * 100}) for yuan in sales]


def test_each_figure_comes_with_the_number_of_firms_behind_it() -> None:
    report = upward(firms("shoes", "Zhejiang", 10_000, 20_000, 30_000, 40_000, 50_000))

    whole, shoes = report.cells
    assert (whole.trade, whole.region, shoes.trade, shoes.region) == (ALL, ALL, "shoes", ALL)
    spread = shoes.spreads["sales_month"]
    assert (spread.firms, spread.low, spread.median, spread.high) == (5, 20_000, 30_000, 40_000)


def test_three_digits_are_enough() -> None:
    report = upward(firms("shoes", "Zhejiang", *[123_456] * 5) + firms("shoes", "Zhejiang"))

    assert report.cells[0].spreads["sales_month"].median == Decimal(123_000)


def test_too_few_firms_of_a_region_are_pooled_with_others_of_their_trade() -> None:
    report = upward(
        firms("shoes", "Zhejiang", *range(6))
        + firms("shoes", "Fujian", 1, 2)
        + firms("shoes", "Anhui", 3, 4, 5)
    )

    assert [(c.region, c.firms) for c in report.cells if c.trade == "shoes"] == [
        (ALL, 11),
        ("Zhejiang", 6),
        (OTHER, 5),
    ]


def test_one_firm_alone_takes_a_larger_region_into_its_pool_so_that_no_difference_tells_it() -> None:
    report = upward(
        firms("shoes", "Zhejiang", *range(6))
        + firms("shoes", "Fujian", *range(9))
        + firms("shoes", "Anhui", 3)
    )

    assert [(c.region, c.firms) for c in report.cells if c.trade == "shoes"] == [
        (ALL, 16),
        ("Fujian", 9),
        (OTHER, 7),
    ]


def test_a_figure_that_few_of_a_cell_gave_is_not_shown() -> None:
    many = firms("shoes", "Zhejiang", *range(1, 7))
    some = [SurveyedFirm("shoes", "Zhejiang", dict(firm.figures) | {"debts": 1}) for firm in many[:4]]

    assert set(upward(some + many[4:]).cells[0].spreads) == {"sales_month"}


def test_with_hardly_any_firms_there_is_nothing_to_say() -> None:
    report = upward(firms("shoes", "Zhejiang", 1, 2, 3, 4))

    assert (report.surveyed, report.cells, report.quotes) == (4, (), ())


def test_words_of_owners_stand_under_their_trade_and_not_beside_their_firm() -> None:
    quoted = [
        SurveyedFirm("shoes", "Zhejiang", {"sales_month": 100}, ("Freight has doubled.",)),
        SurveyedFirm("hats", "Fujian", {"sales_month": 100}, ("Nobody buys hats.",)),
    ]
    report = upward(quoted + firms("shoes", "Zhejiang", *range(5)))

    assert [(q.trade, q.words) for q in report.quotes] == [
        (OTHER, "Freight has doubled."),
        (OTHER, "Nobody buys hats."),
    ]


firm = st.builds(
    SurveyedFirm,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["x", "y", "z"]),
    st.dictionaries(st.sampled_from(["sales_month", "debts"]), st.integers(0, 10**9)),
)


@given(st.lists(firm, max_size=60), st.integers(3, 8))
def test_nothing_stands_on_fewer_firms_than_asked_for_and_no_two_numbers_give_one_away(
    drawn: list[SurveyedFirm], least: int
) -> None:
    report = upward(drawn, least)

    for cell in report.cells:
        assert cell.firms >= least
        assert all(spread.firms >= least for spread in cell.spreads.values())
    for trade in {cell.trade for cell in report.cells} - {ALL}:
        whole = next(c.firms for c in report.cells if c.trade == trade and c.region == ALL)
        parts = [c.firms for c in report.cells if c.trade == trade and c.region != ALL]
        assert not parts or whole - sum(parts) == 0
    trades = [c.firms for c in report.cells if c.trade != ALL and c.region == ALL]
    if report.cells:
        left = report.surveyed - sum(trades)
        assert left == 0
