"""The report of a survey: every answer, how it was come by, both sides of every check, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.surveys.forms import form_of, surroundings
from workstation.domain.surveying import (
    Attachment,
    AttachmentKind,
    CheckResult,
    CheckSide,
    FormRef,
    Position,
    SecondInvestigator,
    Survey,
    SurveyReview,
    Verdict,
    surveys_of,
)
from workstation.domain.text import Bilingual
from workstation.letters import PaperFonts, load_fonts, load_lender, page_count, page_text, render_paper
from workstation.letters.values import PaperHead, SurveyReport
from workstation.services.survey_paper import CheckWords, ReportWords, survey_paper
from workstation.surveys.run import FormRun

VISITED = date(2026, 11, 28)
HEAD = PaperHead("SR-0001", VISITED, "欧阳𬭸", "浙江省义乌市", load_lender())

SURVEY = """
type                 | name     | label::中文 (zh) | label::English (en)  | calculation   | hint::中文 (zh) | hint::English (en) | bind::ws:basis | read_only
begin group          | trade    | 经营            | Trade                |               |                |                    |                |
select_one yes_no    | open     | 门店开门         | Shop open            |               |                |                    |                |
decimal              | sales    | 月销售额         | Sales a month        |               |                |                    | documented     |
text                 | plans    | 店主打算         | The owner's plan     |               |                |                    |                |
decimal              | unseen   | 未答            | Not answered         |               |                |                    |                |
end group            |          |                 |                      |               |                |                    |                |
begin repeat         | stock    | 存货            | Stock                |               |                |                    |                |
text                 | item     | 品名            | Item                 |               |                |                    |                |
integer              | qty      | 数量            | Quantity             |               |                |                    |                |
decimal              | cost     | 进价            | Cost                 |               |                |                    |                |
decimal              | worth    | 金额            | Worth                | ${qty}*${cost} | 数量×进价       | quantity × cost    |                | yes
end repeat           |          |                 |                      |               |                |                    |                |
begin group          | proof    | 凭证            | Evidence             |               |                |                    |                |
image                | front    | 门头            | Shop front           |               |                |                    |                |
decimal              | total    | 存货合计         | Stock in all         | sum(${worth}) | 各行金额之和     | sum of the rows    |                | yes
end group            |          |                 |                      |               |                |                    |                |
"""  # noqa: E501
CHOICES = """
list_name | name | label::中文 (zh) | label::English (en)
yes_no    | yes  | 是              | Yes
yes_no    | no   | 否              | No
"""
SETTINGS = """
form_title | form_id | default_language | namespaces
访店       | visit   | 中文 (zh)        | ws="http://workstation/forms"
"""
EQUITY = (CheckSide("expected", "373680"), CheckSide("actual", "519000"))
ROADS = (CheckSide("platform", "168000"), CheckSide("courier", "160000"), CheckSide("wages", "90000"))
CHECKS = (
    CheckResult("equity", EQUITY, "-0.2989", "0.1", False, "三年前买房，未登记。"),
    CheckResult("roads", ROADS, "0.46", "0.2", False),
)
PLANS = (
    "<b>明年</b>开第二家店，先在杭州租仓库。\n已与房东谈妥，押金三万元，六月交付；货架与打包台沿用现有的。"
)


@pytest.fixture(scope="module")
def survey() -> Survey:
    form = form_of(SURVEY, CHOICES, SETTINGS)
    run = FormRun.start(form, surroundings())
    answers = {
        "trade/open": "yes",
        "trade/sales": "168000.50",
        "trade/plans": PLANS,
        "stock[1]/item": "童鞋",
        "stock[1]/qty": "120",
        "stock[1]/cost": "35.5",
        "stock[2]/qty": "1000",
        "stock[2]/cost": "12",
        "proof/front": "front.jpg",
    }
    repeat = f"{form.root.path}/stock"
    for _ in range(2 - len([v for v in run.view(repeat).items if hasattr(v, "rows") for _ in v.rows])):
        run.add_row(repeat)
    for ref, value in answers.items():
        run.answer(f"{form.root.path}/{ref}", value)
    photo = Attachment(
        "front.jpg", f"{form.root.path}/proof/front", AttachmentKind.PHOTO, "ab" * 32, "image/jpeg", 9,
        "2026-11-28T14:03:22", Position(29_306_000, 120_075_000),
    )  # fmt: skip
    return Survey(
        "s1", "test:S1", FormRef(form.id, form.version, form.sha256), VISITED, "", "", "zhou", "d1",
        run.finish().decode(), checks=CHECKS, attachments=(photo,),
        position=Position(29_306_100, 120_075_200),
        second=SecondInvestigator("顾岚", "cd" * 32), opinion="建议授信十五万元。",
    )  # fmt: skip


WORDS = ReportWords(
    person=lambda one: {"zhou": "周宁", "chief": "陆主管"}[one],
    shop_kind=Bilingual("进货卖货型", "Buys and resells"),
    place="义乌市北苑街道",
    checks={
        "equity": CheckWords(
            Bilingual("权益检验", "Equity test"),
            {"expected": Bilingual("应有", "expected"), "actual": Bilingual("实有", "actual")},
            lambda _road, value: f"{int(value):,}",
            lambda share: f"{float(share):.1%}",
        )
    },
)


def paper(survey: Survey, review: SurveyReview | None = None) -> SurveyReport:
    (found,) = surveys_of([survey], [] if review is None else [review])
    return survey_paper(found, form_of(SURVEY, CHOICES, SETTINGS), HEAD, WORDS)


def test_each_answer_stands_in_its_section_with_how_it_was_come_by(survey: Survey) -> None:
    trade, stock, proof = paper(survey).sections

    assert trade.title == Bilingual("经营", "Trade")
    assert [(f.name.en, f.value, f.derivation and f.derivation.en) for f in trade.figures] == [
        ("Shop open", "是", None),
        ("Sales a month", "168,000.50", "documented"),
    ]
    assert trade.notes[0].startswith("店主打算：<b>明年</b>开第二家店")
    assert [(f.name.zh, f.value, f.derivation and f.derivation.zh) for f in stock.figures] == [
        ("童鞋", "4,260", "数量 120；进价 35.5"),
        ("存货 2", "12,000", "数量 1,000；进价 12"),
    ]
    assert [(f.name.zh, f.value, f.derivation and f.derivation.zh) for f in proof.figures] == [
        ("存货合计", "16,260", "各行金额之和")
    ]


def test_both_sides_of_each_check_and_every_road_of_one_with_several(survey: Survey) -> None:
    checks = paper(survey).checks

    assert [(c.name.zh, c.one_value, c.other_value, c.deviation, c.within) for c in checks] == [
        ("权益检验", "373,680", "519,000", "-29.9%", False),
        ("roads", "168,000", "160,000", "0.46", False),
        ("roads", "168,000", "90,000", "0.46", False),
    ]
    assert checks[0].explanation == "三年前买房，未登记。"


def test_a_photo_is_told_by_what_it_shows_when_and_where(survey: Survey) -> None:
    (photo,) = paper(survey).photos

    assert (photo.caption, photo.taken_at, photo.place) == (
        "门头",
        "2026-11-28 14:03:22",
        "29.30600, 120.07500",
    )
    assert paper(survey).place == "义乌市北苑街道 (29.30610, 120.07520)"


def test_both_investigators_sign_and_a_supervisor_only_after_an_accepted_review(survey: Survey) -> None:
    review = SurveyReview("r", "test:S1", "s1", Verdict.ACCEPTED, "", "chief", "")

    assert paper(survey).investigators == ("周宁", "顾岚")
    assert [paper(survey).reviewed_by, paper(survey, review).reviewed_by] == ["", "陆主管"]
    assert paper(survey, replace(review, verdict=Verdict.REJECTED)).reviewed_by == ""


def test_it_prints_with_markup_in_an_answer_as_plain_text(survey: Survey) -> None:
    fonts: PaperFonts = load_fonts()
    pdf = render_paper(paper(survey), fonts)
    text = "".join("".join(page_text(pdf, page).split()) for page in range(page_count(pdf)))

    for words in (
        "线下调研报告",
        "待复核",
        "168,000.50",
        "<b>明年</b>",
        "童鞋",
        "-29.9%",
        "建议授信十五万元",
    ):
        assert words in text, words
    assert text.count("roads：") == 1, "a check of several roads is explained once"
