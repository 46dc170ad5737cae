"""Cross-checks: the worked cases of the method, and what holds of each check whatever the figures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories import AS_OF, applicant, applicant_file, ledgers, moment
from workstation.domain.ledger import Ledgers
from workstation.domain.surveying import CheckResult, Position
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.surveys.checks import (
    CHECKS,
    NOTHING_SEEN,
    Parts,
    SeenFigures,
    SideUnit,
    Visited,
    cross_checks,
    seen_of,
    with_explanations,
)
from workstation.surveys.checks.judged import Measure, said
from workstation.surveys.policy import SurveyRules, load_survey_policy

POLICY = load_survey_policy(resources() / "policies" / "survey.toml")
RULES = POLICY.on(AS_OF)
SHANGHAI = timezone(timedelta(hours=8))


def parts(**given: object) -> Parts:
    """Parts by name, with `__` for the point; several values of one part as a list."""
    return Parts(
        {
            name.replace("__", "."): tuple(map(str, value)) if isinstance(value, list) else (str(value),)
            for name, value in given.items()
        }
    )


def checked(
    name: str,
    given: Parts,
    seen: SeenFigures = NOTHING_SEEN,
    visited: Visited | None = None,
    rules: SurveyRules = RULES,
) -> CheckResult:
    return next(one for one in cross_checks(given, seen, rules, visited) if one.check == name)


def sides(result: CheckResult) -> dict[str, str]:
    return {side.road: side.value for side in result.sides}


def test_the_worked_equity_test_leaves_assets_of_thirty_per_cent_unexplained(shared: Path) -> None:
    case = json.loads((shared / "vectors/loan_vectors.json").read_text(encoding="utf-8"))["ipc_equity_test"]
    found = checked(
        "equity",
        parts(
            equity__opening=case["opening_equity"],
            equity__profit=case["profit"],
            equity__injections=case["injections"],
            equity__drawings=case["drawings"],
            equity__actual=case["actual_equity"],
            equity__months=case["months"],
            equity__disposable=case["avg_monthly_disposable"],
        ),
    )

    assert sides(found) == {"expected": str(case["expected_equity"]), "actual": str(case["actual_equity"])}
    assert float(found.deviation) == pytest.approx(case["deviation"], abs=5e-5)
    assert (found.deviation, found.within) == ("-0.2989", False)


EQUITY = {"opening": 60_000, "profit": 486_180, "drawings": 172_500, "actual": 519_000, "months": 24}


def equity(**changed: object) -> Parts:
    given = {**EQUITY, "disposable": 20_258, **changed}
    return parts(**{f"equity__{name}": value for name, value in given.items() if value is not None})


def test_household_spending_is_taken_off_once_and_a_revaluation_counts_either_way() -> None:
    plain = sides(checked("equity", equity()))["expected"]

    assert sides(checked("equity", equity(household=12_000)))["expected"] == str(int(plain) - 12_000)
    assert sides(checked("equity", equity(revaluation=-9_000)))["expected"] == str(int(plain) - 9_000)


@pytest.mark.parametrize("income", [None, 0, -100])
def test_without_an_income_equity_cannot_be_judged_and_somebody_has_to_look(income: int | None) -> None:
    found = checked("equity", equity(disposable=income))

    assert (found.deviation, found.within, found.open) == ("", False, True)


def test_the_worked_receivables_stand_within_the_terms(shared: Path) -> None:
    case = json.loads((shared / "vectors/loan_vectors.json").read_text(encoding="utf-8"))[
        "ipc_receivables_check"
    ]
    found = checked(
        "receivables",
        parts(
            receivables__stated=case["stated"],
            receivables__sales_month=case["month_sales"],
            receivables__sales_last_month=case["prev_month_sales"],
            receivables__open_share=case["share_this"],
            receivables__open_share_last=case["share_prev"],
        ),
    )

    assert sides(found) == {"stated": "69800", "expected": "77175"}
    assert found.deviation == "-0.0956" and found.within


def test_a_markup_above_the_trades_ceiling_restates_sales_to_what_it_allows() -> None:
    given = parts(
        sales__month=20_000, purchases__month=16_000, stock__change_month=1_000, markup__ceiling="0.15"
    )
    found = checked("markup", given)

    assert sides(found) == {"found": "0.3333", "ceiling": "0.15", "restated": "17250"}
    assert not found.within


def test_a_markup_below_the_ceiling_restates_nothing() -> None:
    found = checked(
        "markup",
        parts(sales__month=17_000, purchases__month=15_000, stock__change_month=0),
        replace(NOTHING_SEEN, trade="apparel"),
    )

    assert "restated" not in sides(found) and found.within and sides(found)["ceiling"] == "1"


SALES = {
    "sales__month": 100_000,
    "purchases__month": 68_000,
    "stock__change_month": 2_000,
    "sales__margin": "0.34",
}


def test_every_road_to_sales_is_shown_and_the_spread_between_them() -> None:
    given = parts(**SALES, courier__slips_day=40, cost__wages=12_000, cost__packaging=2_400)
    found = checked(
        "roads", given, replace(NOTHING_SEEN, sales_month=Fraction(98_000), order_value=Fraction(80))
    )

    assert sides(found) == {
        "stated": "100000",
        "platform": "98000",
        "courier": "96000",
        "purchases": "100000",
        "packaging": "96000",
        "wages": "96000",
    }
    assert (found.deviation, found.within) == ("0.0412", True)


def test_fewer_than_three_roads_are_not_enough_to_believe_a_figure() -> None:
    found = checked("roads", parts(**SALES))

    assert (len(found.sides), found.deviation, found.within) == (2, "", False)


def test_sales_that_one_road_contradicts_have_to_be_explained() -> None:
    given = parts(**SALES, courier__slips_day=20, cost__wages=12_000)
    found = checked(
        "roads", given, replace(NOTHING_SEEN, sales_month=Fraction(98_000), order_value=Fraction(80))
    )

    assert not found.within and found.open
    (explained,) = with_explanations([found], {"roads": " 代发不经本店快递。 "})
    assert explained.explanation == "代发不经本店快递。" and not explained.open


def test_margin_stock_staff_and_slips_each_against_its_other_road() -> None:
    given = parts(
        sales__month=100_000, sales__margin="0.40", purchases__month=70_000, stock__change_month=5_000,
        stock__counted=330_000, courier__slips_day=900, staff__packers=2,
    )  # fmt: skip
    seen = replace(NOTHING_SEEN, orders_day=Fraction(1_000), trade="apparel")

    margin, turn, staff, slips = (
        checked(name, given, seen) for name in ("margin", "stock_turn", "staff", "courier")
    )

    assert (sides(margin), margin.deviation, margin.within) == (
        {"stated": "0.4", "purchases": "0.35"}, "0.05", True,
    )  # fmt: skip
    assert (sides(turn), turn.within) == ({"counted": "5.08", "usual": "4"}, False)
    assert (sides(staff), staff.within) == ({"each": "450", "usual": "300"}, False)
    assert (sides(slips), slips.deviation, slips.within) == (
        {"slips": "900", "platform": "1000"}, "-0.1", True,
    )  # fmt: skip


def test_invoices_and_payments_are_held_against_what_the_owner_states() -> None:
    seen = replace(NOTHING_SEEN, invoiced_month=Fraction(40_000), payments_month=Fraction(90_000))
    given = parts(sales__month=100_000)

    assert not checked("invoices", given, seen).within
    assert checked("payments", given, seen).within
    assert (
        sides(checked("payments", parts(sales__month=100_000, inflow__month=50_000), seen))["paid"] == "50000"
    )


def test_a_visit_elsewhere_than_the_file_says_is_a_contradiction_in_metres() -> None:
    seen = replace(NOTHING_SEEN, declared=Position(31_230_000, 121_470_000))
    near = checked("place", parts(visit__position="31.2310 121.4700 0 8"), seen)
    far = checked("place", parts(visit__position="31.2400 121.4700"), seen)

    assert (sides(near), near.within) == ({"apart": "111"}, True)
    assert (sides(far), far.within, far.tolerance) == ({"apart": "1112"}, False, "500")


def test_a_photo_of_another_day_is_a_contradiction_whatever_zone_its_camera_was_in() -> None:
    began = datetime(2026, 6, 30, 14, 0, tzinfo=SHANGHAI)
    ended = began + timedelta(hours=2)
    fine = ("2026-06-30T13:30:00", "2026-06-30T07:10:00+00:00")
    visit = Visited(began, ended, fine)

    assert checked("time", parts(), visited=visit).within
    old = checked("time", parts(), visited=replace(visit, photos=(*fine, "2026-06-28T15:00:00")))
    assert not old.within and sides(old) == {"photo": "2026-06-28T15:00", "visit": "2026-06-30T14:00"}
    assert old.deviation == str(47 * 60)


def test_a_check_without_its_inputs_says_nothing() -> None:
    assert cross_checks(parts(), NOTHING_SEEN, RULES) == ()


def checks_of(given: Parts, seen: SeenFigures = NOTHING_SEEN) -> set[str]:
    return {one.check for one in cross_checks(given, seen, RULES)}


def test_a_change_of_stock_that_nobody_told_of_is_not_none() -> None:
    told = {"sales__month": 100_000, "purchases__month": 66_000, "stock__counted": 1_000}
    needing = {"markup", "stock_turn"}

    assert not checks_of(parts(**told)) & needing
    assert checks_of(parts(**told, stock__change_month=0)) >= needing


def test_equity_is_not_tested_before_it_is_told_what_went_to_the_owners() -> None:
    assert "equity" not in checks_of(equity(drawings=None))
    assert "equity" in checks_of(equity(drawings=0)) and "equity" in checks_of(
        equity(drawings=None, household=0)
    )


def test_money_that_did_not_come_in_is_a_road_and_not_a_gap_that_other_data_fill() -> None:
    seen = replace(NOTHING_SEEN, payments_month=Fraction(100_000), sales_month=Fraction(0))
    given = parts(**SALES, inflow__month=0)

    assert sides(checked("payments", given, seen)) == {"stated": "100000", "paid": "0"}
    assert sides(checked("roads", given, seen)) == {
        "stated": "100000", "platform": "0", "purchases": "100000", "payments": "0",
    }  # fmt: skip


def test_who_pays_no_wages_cannot_be_reckoned_by_them() -> None:
    assert "wages" not in sides(checked("roads", parts(**SALES, cost__wages=0, inflow__month=90_000)))


def test_pages_shown_live_and_the_platforms_own_report_are_one_road_to_sales() -> None:
    seen = replace(NOTHING_SEEN, sales_month=Fraction(100_000))
    both = checked("roads", parts(**SALES, shops__month=101_000), seen)
    three = checked("roads", parts(**SALES, shops__month=101_000, inflow__month=99_000), seen)

    assert {"platform", "shown"} <= sides(both).keys() and both.deviation == ""
    assert (three.deviation, three.within) == ("0.02", True)


def test_parcels_shipped_for_others_are_no_sales_but_somebody_packs_them() -> None:
    seen = replace(NOTHING_SEEN, orders_day=Fraction(60), trade="apparel")
    given = parts(
        **SALES,
        courier__slips_day=80,
        courier__foreign_share="0.25",
        courier__order_value=50,
        staff__packers=2,
    )

    assert sides(checked("courier", given, seen)) == {"slips": "60", "platform": "60"}
    assert sides(checked("roads", given, seen))["courier"] == "90000"
    assert sides(checked("staff", given, seen))["each"] == "40"


def test_purchases_are_held_against_the_invoices_for_them() -> None:
    seen = replace(NOTHING_SEEN, purchases_month=Fraction(34_000))
    result = checked("purchases", parts(**SALES), seen)

    assert (sides(result), result.deviation, result.within) == (
        {"stated": "68000", "invoiced": "34000"}, "-0.5", False,
    )  # fmt: skip


def test_every_road_of_every_result_has_its_words() -> None:
    given = parts(
        **SALES, courier__slips_day=20, courier__order_value=80,
        cost__wages=1, cost__packaging=1, cost__power=1,
        inflow__month=1, stock__counted=1, staff__packers=1, visit__position="31 121",
        receivables__stated=1, receivables__sales_month=1, receivables__sales_last_month=1,
        receivables__open_share=1, receivables__open_share_last=1, equity__opening=1, equity__profit=1,
        equity__actual=1, equity__months=1, equity__household=1, shops__month=1, customs__month=1,
    )  # fmt: skip
    seen = SeenFigures(*[Fraction(1)] * 6, Position(0, 0), "hardware")
    at = datetime(2026, 6, 30, tzinfo=SHANGHAI)
    results = cross_checks(given, seen, RULES, Visited(at, at, ("2026-06-30T00:00:00",)))

    assert [one.check for one in results] == list(CHECKS)
    for one in results:
        assert {side.road for side in one.sides} <= CHECKS[one.check].roads.keys()
        words = CHECKS[one.check]
        assert all(text for both in (words.name, words.means, words.ask) for text in (both.zh, both.en))


numbers = st.decimals(min_value=1, max_value=10**7, places=2)


@given(numbers, numbers, numbers, numbers, st.integers(1, 60), numbers)
def test_the_same_sum_on_both_sides_of_the_equity_test_changes_nothing(
    opening: Decimal, profit: Decimal, actual: Decimal, more: Decimal, months: int, income: Decimal
) -> None:
    plain = equity(opening=opening, profit=profit, actual=actual, months=months, disposable=income)
    moved = equity(
        opening=opening,
        profit=profit,
        actual=actual + more,
        months=months,
        disposable=income,
        injections=more,
    )

    assert checked("equity", plain).deviation == checked("equity", moved).deviation


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=6), st.integers(2, 50))
def test_a_spread_knows_no_unit(values: list[int], factor: int) -> None:
    def spread(figures: list[int]) -> CheckResult:
        given = parts(sales__month=figures[0], inflow__month=figures[1])
        seen = replace(
            NOTHING_SEEN,
            sales_month=Fraction(figures[2]),
            order_value=Fraction(figures[3 % len(figures)], 30),
        )
        return checked("roads", Parts({**given.given, "courier.slips_day": ("1",)}), seen)

    plain, scaled = spread(values), spread([value * factor for value in values])

    assert plain.deviation == scaled.deviation


@given(st.permutations([81_000, 96_000, 99_000, 120_000]))
def test_a_spread_does_not_care_which_road_found_which_figure(figures: list[int]) -> None:
    stated, platform, paid, sent = figures
    seen = replace(NOTHING_SEEN, sales_month=Fraction(platform))
    given = parts(
        sales__month=stated, inflow__month=paid, courier__slips_day=sent // 30, courier__order_value=1
    )

    assert checked("roads", given, seen).deviation == "0.4", "39,000 of 97,500"


@given(st.fractions(), st.sampled_from([*SideUnit, *Measure]))
@example(Fraction(10**40, 3), SideUnit.YUAN)
@example(Fraction(-1, 1000), SideUnit.YUAN)
@example(Fraction(-5, 1000), SideUnit.YUAN)
def test_a_figure_is_written_half_up_and_read_back_within_half_a_place(
    value: Fraction, unit: SideUnit | Measure
) -> None:
    if unit is SideUnit.MOMENT:
        return
    text = said(value, unit)
    places = {"yuan": 2, "share": 4, "count": 2, "months": 2, "metres": 0, "minutes": 0}[unit]

    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**places)
    assert "E" not in text and "e" not in text and text != "-0"


class TestWhatTheLedgersShow:
    def test_a_month_is_the_mean_of_ninety_days_and_the_future_is_not_looked_at(self) -> None:
        book = ledgers(
            orders=[{"ordered_at": moment(day), "goods_amount": 10_000} for day in range(90)]
            + [{"ordered_at": moment(5), "goods_amount": 10**9, "status": "cancelled"}]
            + [{"ordered_at": moment(-3), "goods_amount": 10**9}],
            payments=[{"paid_at": moment(day), "amount": 9_000} for day in range(90)],
            invoices=[{"issued_at": moment(day), "gross_amount": 5_000} for day in range(90)],
        )
        seen = seen_of(applicant_file(book), AS_OF, Fraction(1))

        assert (seen.sales_month, seen.orders_day, seen.order_value) == (3_000, 1, 100)
        assert (seen.payments_month, seen.invoiced_month, seen.purchases_month) == (2_700, 1_500, None)

    def test_a_few_days_are_no_month(self) -> None:
        book = ledgers(orders=[{"ordered_at": moment(day)} for day in range(20)])

        assert seen_of(applicant_file(book), AS_OF, Fraction(1)).sales_month is None

    def test_amounts_of_another_currency_count_in_yuan(self) -> None:
        book = ledgers(orders=[{"ordered_at": moment(day), "goods_amount": 10_000} for day in range(90)])

        assert seen_of(applicant_file(book), AS_OF, Fraction("1.25")).sales_month == 3_750

    def test_an_empty_file_shows_nothing_but_where_it_says_the_shop_is(self) -> None:
        file = applicant_file(Ledgers(), applicant=applicant(position="31.23, 121.47", trade="toys"))

        assert seen_of(file, AS_OF, Fraction(1)) == replace(
            NOTHING_SEEN, declared=Position(31_230_000, 121_470_000), trade="toys"
        )


class TestThePolicy:
    def test_two_investigators_from_an_amount_on_and_always_for_a_manufacturer(self) -> None:
        assert RULES.needs_second(30_000_000, "reseller") and not RULES.needs_second(29_999_999, "reseller")
        assert RULES.needs_second(None, "manufacturer") and not RULES.needs_second(None, "exporter")

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('markup = "0.60"', 'markup = "-1"', "markup of the trade (any)"),
            ('markup = "0.60"', 'markup = "a lot"', "markup of the trade (any)"),
            ("since = 2020-01-01", "since = 2020-01-01\nunknown = 1", "unknown"),
            ('[rows.trades.""]', "[rows.trades.any]", "trades not named"),
            ('tolerance = "0.10"', "tolerance = 0.10", "tolerance"),
        ],
    )
    def test_a_slip_in_the_file_is_named(self, tmp_path: Path, old: str, new: str, words: str) -> None:
        text = (resources() / "policies" / "survey.toml").read_text(encoding="utf-8")
        path = tmp_path / "survey.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

        with pytest.raises(KnownError) as refused:
            load_survey_policy(path)

        assert refused.value.code == "survey_policy.damaged"
        assert words in refused.value.one_line()

    def test_a_row_counts_from_its_day_on(self) -> None:
        later = replace_row(RULES, date(2027, 1, 1))
        policy = type(POLICY)(version=1, version_hash="", rows=(RULES, later))

        assert policy.on(date(2026, 12, 31)) is RULES and policy.on(date(2027, 1, 1)) is later
        assert policy.on(date(2000, 1, 1)) is RULES


def replace_row(rules: SurveyRules, since: date) -> SurveyRules:
    import msgspec

    return msgspec.structs.replace(rules, since=since)


@pytest.mark.parametrize("text", ["1e999999999", "-1e999999999", "NaN", "Infinity", "1e16"])
def test_a_number_beyond_reason_is_not_given_and_fills_no_memory(text: str) -> None:
    assert Parts({"sales.month": (text,)}).number("sales.month") is None


def test_a_number_too_small_to_be_told_from_nothing_is_nothing() -> None:
    assert Parts({"sales.month": ("1e-999999999", "7")}).number("sales.month") == 7
