"""A campaign at a real hub's database: drawn, handed out, followed, called off and reported upward."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.hub.living import LivingHub, found
from tests.hub.sellers import seller
from tests.surveys.workbooks import form
from workstation.clock import FixedClock
from workstation.codec import encode
from workstation.domain.surveying import (
    Basis,
    FormRef,
    Survey,
    SurveyReview,
    Verdict,
    Visit,
    VisitFigure,
)
from workstation.domain.visiting import VisitStep
from workstation.errors import KnownError
from workstation.hub.stamps import by_hub
from workstation.letters import load_fonts, load_lender, page_count, page_text
from workstation.letters.working import render_upward
from workstation.services.campaigns import Campaigns
from workstation.services.hub_forms import form_to_publish
from workstation.services.upward_papers import upward_paper, upward_workbook
from workstation.surveys.campaigns import CampaignPlan

TODAY = date(2026, 12, 1)
PLAN = CampaignPlan(
    "h2-2026", "下半年走访", "Second half", 12, TODAY, date(2026, 12, 31), seed=3, by=("trade",)
)
TRADES = ("shoes_hats", "apparel")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LivingHub]:
    """Twenty sellers of two trades in two provinces; Anna has the first ten in scope, nobody the others."""
    with found(tmp_path / "hub") as hub:
        hub.deliver(
            seller(n, orders=0, trade=TRADES[n % 2], region=("浙江", "福建")[n // 10], shop_kind="reseller")
            for n in range(20)
        )
        hub.officer("anna", [f"S{n}" for n in range(10)])
        hub.officer("bo", [])
        hub.officer("chief", None, "supervisor")
        yield hub


def campaigns(hub: LivingHub, today: date = TODAY) -> Campaigns:
    return Campaigns(hub.workshop, FixedClock(today), by="administrator")


def surveyed(hub: LivingHub, visit: Visit, number: int, verdict: Verdict | None, *quotes: str) -> None:
    """The visit was made, with sales that grow by number; a supervisor said this of it, if anything."""
    made = Survey(
        f"survey-{number:02}", visit.applicant_id, FormRef("reseller", "1", "0" * 64), TODAY, "", "", "anna",
        "d", "<data/>", figures=(VisitFigure("sales_month", (number + 1) * 1_000_000, Basis.DOCUMENTED),
                            VisitFigure("gross_margin", 25, Basis.STATED)), visit=visit.id,
    )  # fmt: skip
    with hub.workshop.writing() as writing:
        writing.records.put(made.applicant_id, "survey", made.id, encode(made), by_hub("now"))
        if verdict is not None:
            said = SurveyReview(
                f"r{number}", made.applicant_id, made.id, verdict, "", "chief", "", quotes=quotes
            )
            writing.records.put(made.applicant_id, "survey_review", said.id, encode(said), by_hub("now"))


def test_a_campaign_is_drawn_and_each_visit_stands_in_its_file_and_in_its_officers_scope(
    hub: LivingHub,
) -> None:
    started = campaigns(hub).start(PLAN, ["bo"])

    assert {s.key[0]: len(s.drawn) for s in started.strata} == {"apparel": 6, "shoes_hats": 6}
    for visit in started.visits:
        file = hub.workshop.applicant_file(visit.applicant_id)
        assert file.visits == (visit,)
        assert hub.workshop.assigned(visit.assigned_to, visit.applicant_id)
        nobody_had_it = int(visit.applicant_id.rpartition("S")[2]) >= 10
        assert visit.assigned_to == ("bo" if nobody_had_it else "anna")
    assert hub.admin.verify_audit().broken is None


def test_a_draw_to_look_at_changes_nothing_and_says_what_the_start_will_do(hub: LivingHub) -> None:
    looked = campaigns(hub).draw(PLAN, ["bo"])

    assert campaigns(hub).campaigns() == ()
    assert campaigns(hub).start(PLAN, ["bo"]) == looked


@pytest.mark.parametrize(
    ("officers", "code"),
    [([], "campaign.officers"), (["eve"], "officer.unknown"), (["chief"], "officer.role")],
)
def test_a_campaign_without_officers_for_it_starts_nothing(
    hub: LivingHub, officers: list[str], code: str
) -> None:
    with pytest.raises(KnownError) as refused:
        campaigns(hub).start(replace(PLAN, size=20), officers)

    assert refused.value.code == code and refused.value.where
    assert campaigns(hub).campaigns() == ()


def test_a_campaign_is_drawn_once(hub: LivingHub) -> None:
    campaigns(hub).start(PLAN, ["bo"])

    with pytest.raises(KnownError, match=r"campaign\.exists"):
        campaigns(hub).start(replace(PLAN, seed=4), ["bo"])


def test_a_campaign_may_ask_for_one_published_form_of_everybody(hub: LivingHub) -> None:
    plan = replace(PLAN, form="own")
    with pytest.raises(KnownError, match=r"campaign\.form.*own"):
        campaigns(hub).draw(plan, ["bo"])
    hub.admin.publish_form(form_to_publish(form(["text", "a", "A"]), "own.xlsx", {}, "own"))
    assert {visit.form for visit in campaigns(hub).draw(plan, ["bo"]).visits} == {"own"}
    hub.admin.withdraw_form("own")
    with pytest.raises(KnownError, match=r"campaign\.form.*own"):
        campaigns(hub).start(plan, ["bo"])
    assert {visit.form for visit in campaigns(hub).start(PLAN, ["bo"]).visits} == {"reseller"}


def test_progress_tells_what_is_done_and_by_whom_and_what_is_late(hub: LivingHub) -> None:
    visits = campaigns(hub).start(PLAN, ["bo"]).visits
    for number, verdict in enumerate((Verdict.ACCEPTED, Verdict.ASKED_AGAIN, Verdict.REJECTED, None)):
        surveyed(hub, visits[number], number, verdict)

    now, later = campaigns(hub).progress("h2-2026"), campaigns(hub, date(2027, 1, 1)).progress("h2-2026")

    assert now.steps == {
        VisitStep.DONE: 1,
        VisitStep.ASKED_AGAIN: 1,
        VisitStep.TO_REVIEW: 1,
        VisitStep.OPEN: 9,
    }
    assert later.steps[VisitStep.OVERDUE] == 9 and VisitStep.OPEN not in later.steps
    assert sum(sum(steps.values()) for steps in now.by_officer.values()) == 12
    with pytest.raises(KnownError, match=r"campaign\.unknown"):
        campaigns(hub).progress("h1-2026")


def test_calling_off_leaves_what_was_visited(hub: LivingHub) -> None:
    visits = campaigns(hub).start(PLAN, ["bo"]).visits
    surveyed(hub, visits[0], 0, None)

    assert campaigns(hub).call_off("h2-2026") == 11
    assert campaigns(hub).progress("h2-2026").steps == {VisitStep.TO_REVIEW: 1}
    assert hub.workshop.applicant_file(visits[1].applicant_id).visits == ()


def test_the_next_campaign_leaves_out_who_was_visited_lately(hub: LivingHub) -> None:
    visits = campaigns(hub).start(PLAN, ["bo"]).visits
    for number, visit in enumerate(visits):
        surveyed(hub, visit, number, Verdict.ACCEPTED)
    again = replace(PLAN, id="h1-2027", size=8, rested_since=TODAY)

    drawn = {visit.applicant_id for visit in campaigns(hub).draw(again, ["bo"]).visits}

    assert len(drawn) == 8 and not drawn & {visit.applicant_id for visit in visits}


def reported(hub: LivingHub) -> Campaigns:
    visits = campaigns(hub).start(PLAN, ["bo"]).visits
    for number, visit in enumerate(visits[:11]):
        verdict = Verdict.REJECTED if number == 0 else Verdict.ACCEPTED
        surveyed(hub, visit, number, verdict, "=运费涨了一倍。" if number == 1 else "")
    return campaigns(hub)


def test_the_report_tells_medians_with_the_number_behind_each_and_names_nobody(hub: LivingHub) -> None:
    found = reported(hub).found("h2-2026", 5)
    pdf = render_upward(upward_paper(found, TODAY, load_lender()), load_fonts())
    text = "".join("".join(page_text(pdf, page).split()) for page in range(page_count(pdf)))

    assert found.upward.surveyed == 10
    assert "全部行业（10户）" in text and "65,000" in text and "25%" in text
    assert "=运费涨了一倍。" in text
    assert "测试百货店" not in text and "test:S" not in text
    assert render_upward(upward_paper(found, TODAY, load_lender()), load_fonts()) == pdf


def test_the_workbook_holds_numbers_as_numbers_and_no_formula(hub: LivingHub) -> None:
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(upward_workbook(reported(hub).found("h2-2026", 5), TODAY))
    )
    figures = book.get_sheet_by_name("数字 Figures").to_python()
    words = book.get_sheet_by_name("原话 Words").to_python()

    sales = next(row for row in figures if row[0].startswith("全部行业") and row[2].startswith("月销售额"))
    assert sales[4:] == [10.0, 42_500.0, 65_000.0, 87_500.0]
    assert [row[1] for row in words[1:] if row[1]] == ["'=运费涨了一倍。"]


def test_a_report_on_hardly_anybody_says_so_and_holds_no_figure(hub: LivingHub) -> None:
    visits = campaigns(hub).start(PLAN, ["bo"]).visits
    surveyed(hub, visits[0], 0, Verdict.ACCEPTED)
    found = campaigns(hub).found("h2-2026", 5)
    pdf = render_upward(upward_paper(found, TODAY, load_lender()), load_fonts())

    assert found.upward.cells == ()
    assert "不足 5 户" in page_text(pdf, 0) and "10,000" not in page_text(pdf, 0)
