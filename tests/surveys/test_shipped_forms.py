"""The four forms that the program brings along: what their workbooks hold, and that each can be filled in
whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from resources.forms.make_forms import FORMS, Shipped, workbook
from resources.forms.sections.rows import EN, ZH
from tests.surveys.forms import NOW, surroundings
from tests.surveys.whole import filled, questions
from workstation.domain.ledger import VISIT_FIGURES
from workstation.domain.records import ShopKind
from workstation.paths import resources
from workstation.surveys.checks import CHECKS, NOTHING_SEEN, cross_checks, parts_of
from workstation.surveys.form import Form, compile_form
from workstation.surveys.policy import load_survey_policy
from workstation.surveys.run import FormRun
from workstation.surveys.xpath import Table

FOLDER = resources() / "forms"
RULES = load_survey_policy(resources() / "policies" / "survey.toml").on(date(2026, 7, 1))
KNOWN = Table(
    ("name", "value"), (("name", "义乌鑫达鞋业"), ("address", "义乌市北苑街道"), ("shops", "鑫达鞋店"))
)

forms = pytest.mark.parametrize("shipped", FORMS, ids=lambda one: one.id)


def form(shipped: Shipped) -> Form:
    return compile_form((FOLDER / f"{shipped.id}.xlsx").read_bytes(), f"{shipped.id}.xlsx")


@forms
def test_the_workbook_is_what_its_sections_make(shipped: Shipped, tmp_path: Path) -> None:
    assert (FOLDER / f"{shipped.id}.xlsx").read_bytes() == workbook(shipped)


def test_each_kind_of_shop_has_its_form() -> None:
    assert {shipped.id for shipped in FORMS} == {kind.value for kind in ShopKind} - {"unknown"}


@forms
def test_every_word_is_there_in_both_languages_and_no_figure_or_part_is_unknown(shipped: Shipped) -> None:
    known_parts = set(
        re.findall(r'"([a-z]+\.[a-z_]+)"', Path("workstation/surveys/checks/rules.py").read_text())
    )
    known_parts |= {f"equity.{name}" for name in ("opening", "profit", "actual", "months")}
    for row in shipped.rows:
        for column in ("label", "hint", "constraint_message"):
            assert bool(row.get(f"{column}::{ZH}")) == bool(row.get(f"{column}::{EN}")), row
        if row["type"] not in ("calculate", "start", "end", "deviceid", "end_group", "end_repeat"):
            assert row[f"label::{ZH}"], row
        assert row.get("bind::ws:figure", "stock") in VISIT_FIGURES, row
        assert row.get("bind::ws:part", "opinion") in known_parts | {"opinion", "visit.day"}, row


@forms
def test_a_form_asks_a_good_officers_questions_and_its_sections_fit_the_desk(shipped: Shipped) -> None:
    made = form(shipped)

    assert 150 <= len(made.questions) <= 260
    assert made.languages == (ZH, EN)
    run = FormRun.start(made, surroundings({"file": KNOWN}))
    titles = [section.title for section in run.sections()]
    assert titles[0] == "走访概况" and titles[-1] == "调研意见" and len(titles) == len(set(titles))
    run.language = EN
    assert [s.title for s in run.sections()][-1] == "Opinion"


@forms
def test_what_the_file_knows_is_there_before_anybody_types(shipped: Shipped) -> None:
    run = FormRun.start(form(shipped), surroundings({"file": KNOWN}))
    shown = {q.name: q.value for q in questions(run.view(run.sections()[0].ref).items)}

    assert shown["known_name"] == "义乌鑫达鞋业" and shown["known_address"] == "义乌市北苑街道"
    assert shown["visit_day"] == NOW.date().isoformat()


@forms
def test_each_form_can_be_filled_in_whole_and_its_figures_and_checks_come_out(shipped: Shipped) -> None:
    run = filled(FormRun.start(form(shipped), surroundings({"file": KNOWN})))

    assert run.problems(complete=True) == ()
    assert run.finish().startswith(b"<?xml")
    figures = {name: [text for _, text in pairs] for name, pairs in run.values("figure").items()}
    assert figures["sales_month"] == ["168000"] and figures["gross_margin"] == ["0.35"]
    assert figures["stock"] == ["138000"], "1,000 at 90 counted in full, 4,000 by a sample of 12"
    assert figures["cash"] == ["46000"] and figures["debts"] == ["150000"]
    checks = {one.check: one for one in cross_checks(parts_of(run), NOTHING_SEEN, RULES)}
    assert checks["receivables"].within and {s.value for s in checks["receivables"].sides} == {
        "69800",
        "77175",
    }
    assert {s.road: s.value for s in checks["equity"].sides}["expected"] == "373680"
    assert {s.road for s in checks["roads"].sides} >= {"stated", "purchases", "payments", "wages"}
    assert checks.keys() <= CHECKS.keys()


def test_a_manufacturer_tells_of_machines_and_orders_and_a_reseller_of_parcels() -> None:
    told = {
        shipped.id: run.values("figure").keys()
        for shipped in FORMS
        for run in [filled(FormRun.start(form(shipped), surroundings({"file": KNOWN})))]
    }

    assert {"machines", "machines_running", "power_bill_month", "orders_on_hand"} <= told["manufacturer"]
    assert "parcels_day" in told["reseller"] and "machines" not in told["reseller"]
    assert {"orders_on_hand", "parcels_day"} <= told["exporter"] and "machines" not in told["exporter"]
    assert {"machines", "parcels_day", "orders_on_hand"} <= told["workshop"]


@forms
def test_consignment_goods_are_left_out_of_the_stock(shipped: Shipped) -> None:
    run = filled(FormRun.start(form(shipped), surroundings({"file": KNOWN})))
    root = form(shipped).root.path
    run.answer(f"{root}/stock/item[1]/item_foreign", "yes")

    assert run.value(f"{root}/stock/stock_worth") == "48000"
    assert run.value(f"{root}/stock/consignment") == "90000"


@forms
def test_a_slip_is_caught_where_it_is_typed(shipped: Shipped) -> None:
    run = FormRun.start(form(shipped), surroundings({"file": KNOWN}))
    root = form(shipped).root.path
    for ref, wrong, words in (
        ("visit/visit_day", "2030-01-01", "不能晚于今天"),
        ("sales/sales_month", "-5", "不能为负"),
        ("sales/margin", "35", "0 至 1"),
    ):
        run.answer(f"{root}/{ref}", wrong)
        problem = run.question(f"{root}/{ref}").problem
        assert problem is not None and words in problem.text
