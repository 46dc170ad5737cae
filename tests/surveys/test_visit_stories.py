"""Visits as they happen: what the shipped forms make of an owner's words, counts and papers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.surveys.forms import surroundings
from tests.surveys.whole import filled
from workstation.domain.surveying import CheckResult
from workstation.paths import resources
from workstation.surveys.checks import NOTHING_SEEN, SeenFigures, cross_checks, parts_of
from workstation.surveys.form import Form, compile_form
from workstation.surveys.policy import load_survey_policy
from workstation.surveys.run import FormRun

RULES = load_survey_policy(resources() / "policies" / "survey.toml").on(date(2026, 7, 1))
KINDS = ("reseller", "workshop", "exporter", "manufacturer")
_FORMS: dict[str, Form] = {}


def form(kind: str) -> Form:
    if kind not in _FORMS:
        _FORMS[kind] = compile_form((resources() / "forms" / f"{kind}.xlsx").read_bytes(), f"{kind}.xlsx")
    return _FORMS[kind]


class Visit:
    """A form of one kind of shop, filled in whole; what is told differently is laid over it."""

    def __init__(self, kind: str, **told: str) -> None:
        self.run = filled(FormRun.start(form(kind), surroundings({})))
        self.tell(**told)

    def tell(self, **told: str) -> None:
        """By section and name, `__` between; a row is counted from 1, as in `debts__debt[1]__debt_left`."""
        for place, value in told.items():
            self.run.answer(self.ref(place), value)

    def ref(self, place: str) -> str:
        return f"{self.run.form.root.path}/{place.replace('__', '/')}"

    def says(self, place: str) -> str:
        return self.run.value(self.ref(place))

    def figures(self, name: str) -> list[tuple[str, str]]:
        bases = {ref: basis for basis, pairs in self.run.values("basis").items() for ref, _ in pairs}
        return [(text, bases[ref]) for ref, text in self.run.values("figure").get(name, ())]

    def checks(self, seen: SeenFigures = NOTHING_SEEN) -> dict[str, CheckResult]:
        return {one.check: one for one in cross_checks(parts_of(self.run), seen, RULES)}


COSTS = {
    "profit__p_power": "900",
    "profit__p_freight": "7200",
    "profit__p_ads": "5000",
    "profit__p_platform": "1680",
    "profit__p_tax": "620",
    "profit__p_interest": "1000",
    "profit__p_other": "800",
}


def test_a_reseller_whose_assets_nobody_can_explain() -> None:
    """Profit 168,000 × 0.35 − 21,000 wages − 8,000 rent − 3,600 packaging − 17,200 = 9,000; with nothing else
    and 4,000 for the household 5,000 are left a month. Actual equity is 138,000 stock + 69,800 − 4,800 lost +
    46,000 cash + 300,000 home − 52,000 − 150,000, expected 373,680."""
    visit = Visit("reseller", premises__tenure="rented", premises__rent_month="8000", **COSTS)
    visit.tell(household__other_income="0", household__household_month="4000", owing__bad_debts="4800")
    visit.tell(**{"assets__asset[1]__asset_worth": "300000"})

    assert visit.says("profit__p_profit") == "9000" and visit.says("household__disposable") == "5000"
    assert visit.says("equity__equity_expected") == "373680"
    assert visit.says("equity__equity_actual") == "347000"
    assert visit.says("equity__equity_months") == "23.98"
    assert visit.says("equity__household_since") == "95920"
    found = visit.checks()["equity"]
    expected = Fraction(373_680 - 347_000) / Fraction("23.98") / 5_000
    assert float(found.deviation) == pytest.approx(float(expected), abs=5e-5)
    assert not found.within, "22 % of a month's income, every month, went where nobody told of"


@pytest.mark.parametrize("kind", KINDS)
def test_no_debts_are_the_owners_word_and_a_paper_is_better(kind: str) -> None:
    visit = Visit(kind)
    assert visit.figures("debts") == [("150000", "documented")]
    visit.tell(**{"debts__debt[1]__debt_paper": "no"})
    assert visit.figures("debts") == [("150000", "stated")]
    visit.tell(debts__has_debts="no")
    assert visit.figures("debts") == [("0", "stated")]


def test_orders_count_by_paper_where_there_is_any() -> None:
    visit = Visit("manufacturer")
    assert visit.figures("orders_on_hand") == [("240000", "documented")]
    visit.tell(**{"orders__order[1]__order_paper": "no"})
    assert visit.figures("orders_on_hand") == [("240000", "stated")]
    visit.tell(orders__has_orders="no")
    assert visit.figures("orders_on_hand") == [("0", "stated")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_rest_of_the_stock_is_worth_nothing_known_before_a_sample_is_drawn(kind: str) -> None:
    visit = Visit(kind)
    assert visit.says("stock__stock_worth") == "138000"
    visit.run.remove_row(visit.ref("stock__sample[1]"))

    assert visit.says("stock__stock_worth") == "" and visit.figures("stock") == []
    assert "stock_turn" not in visit.checks() and "equity" not in visit.checks()
    visit.tell(stock__rest_pieces="0")
    assert visit.figures("stock") == [("90000", "counted")]


def test_a_lent_machine_makes_nobody_richer() -> None:
    visit = Visit("workshop", **{"machines__machine[1]__machine_worth": "200000"})
    own = int(visit.says("equity__equity_actual"))
    visit.tell(**{"machines__machine[1]__machine_held": "lent"})

    assert own - int(visit.says("equity__equity_actual")) == 200_000
    assert visit.figures("machines") == [("12", "counted")], "it still runs"


@pytest.mark.parametrize("kind", KINDS)
def test_each_cost_is_asked_once_and_none_is_left_out(kind: str) -> None:
    visit = Visit(kind)
    before = Fraction(visit.says("profit__p_profit"))
    more = {"staff__wages_month": 21_100, "profit__p_freight": 101}
    more |= (
        {"machines__power_month": 8_900} if kind in ("workshop", "manufacturer") else {"profit__p_power": 101}
    )
    more |= {"courier__packaging": 3_700} if kind != "manufacturer" else {}
    visit.tell(**{place: str(value) for place, value in more.items()})

    assert before - Fraction(visit.says("profit__p_profit")) == 100 * len(more)


def test_an_exporters_customs_papers_are_a_road_to_sales_and_refunds_of_tax_an_asset() -> None:
    visit = Visit("exporter", export__export_share="0.8", export__tax_refund="0")
    visit.tell(**{"export__shipment[1]__shipment_amount": "393600"})
    own = int(visit.says("equity__equity_actual"))
    roads = {side.road: side.value for side in visit.checks()["roads"].sides}

    assert roads["customs"] == "164000", "393,600 in three months, four fifths of all sales"
    visit.tell(export__tax_refund="26000")
    assert int(visit.says("equity__equity_actual")) - own == 26_000
    visit.tell(export__has_papers="no")
    assert "customs" not in {side.road for side in visit.checks()["roads"].sides}, (
        "no papers are not no sales"
    )


def test_parcels_for_others_are_packed_here_and_sold_elsewhere() -> None:
    seen = SeenFigures(orders_day=Fraction(60))
    visit = Visit("reseller", courier__parcels_foreign="0.25")
    slips = {side.road: side.value for side in visit.checks(seen)["courier"].sides}

    assert slips == {"slips": "60", "platform": "60"}
    assert visit.figures("parcels_day") == [("80", "counted")]


def test_pages_that_were_not_shown_live_are_no_road_to_sales() -> None:
    visit = Visit("reseller", **{"shops__shop[1]__shop_month": "165000", "shops__shop[1]__shop_live": "yes"})
    assert "shown" in {side.road for side in visit.checks()["roads"].sides}
    visit.tell(**{"shops__shop[1]__shop_live": "no"})
    assert "shown" not in {side.road for side in visit.checks()["roads"].sides}


@pytest.mark.parametrize("kind", KINDS)
def test_no_photo_is_asked_for_before_the_owner_allows_it(kind: str) -> None:
    made = form(kind)
    run = FormRun.start(made, surroundings({}))
    photos = [
        ref
        for spot, asked in made.questions.items()
        if asked.kind.value == "photo" and run.is_asked(ref := spot.path)
    ]

    assert photos == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_machine_of_next_year_or_more_lost_than_is_owed_is_a_slip(kind: str) -> None:
    visit = Visit(kind, owing__bad_debts="69801")
    problem = visit.run.question(visit.ref("owing__bad_debts")).problem
    assert problem is not None and "应收款" in problem.text
    if kind in ("workshop", "manufacturer"):
        visit.tell(**{"machines__machine[1]__machine_year": "2027"})
        problem = visit.run.question(visit.ref("machines__machine[1]__machine_year")).problem
        assert problem is not None and "今年" in problem.text
