"""A paper that contradicts itself cannot be made, and the lender's texts are checked when they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.letters.extremes import schedule_of
from workstation.domain.assessment import Reason
from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Cost, Finding, Offer
from workstation.domain.records import ApplicantFile
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.reasons import load_reasons
from workstation.lending.rulebook import load_rulebook
from workstation.letters import content_sha256, load_lender, load_texts, sample_papers
from workstation.letters.layouts.binding import ordinal
from workstation.letters.values import GivenReason, charges_of, given_reasons
from workstation.paths import resources
from workstation.services.paper_making import MAKERS, PaperCase

DAY = timedelta(days=1)
Change = Callable[[Any], dict[str, Any]]

REFUSED: list[tuple[str, str, Change]] = [
    ("letter.number", "receipt", lambda v: {"head": replace(v.head, number="收 1")}),
    ("letter.empty", "receipt", lambda v: {"head": replace(v.head, applicant_name=" ")}),
    ("letter.empty", "receipt", lambda v: {"reference": ""}),
    ("letter.sum", "receipt", lambda v: {"amount": v.amount + 1}),
    ("letter.sum", "receipt", lambda v: {"amount": 0, "allotted": ()}),
    ("letter.dates", "receipt", lambda v: {"received_on": v.head.issued_on + DAY}),
    ("letter.dates", "reminder", lambda v: {"pay_by": v.as_of - DAY}),
    ("letter.empty", "reminder", lambda v: {"overdue": ()}),
    ("letter.sum", "statement", lambda v: {"closing": v.closing + 1}),
    ("letter.sum", "statement", lambda v: {"rows": v.rows[1:]}),
    ("letter.dates", "statement", lambda v: {"until": v.since}),
    ("letter.dates", "settlement", lambda v: {"settled_on": v.granted_on - DAY}),
    ("letter.sum", "settlement", lambda v: {"principal": 0}),
    ("letter.offer", "counter_offer", lambda v: {"offer": replace(v.offer, amount=1)}),
    ("letter.dates", "counter_offer", lambda v: {"accept_by": v.valid_until + DAY}),
    ("letter.sum", "decline", lambda v: {"requested": 0}),
    ("letter.reasons", "decline", lambda v: {"reasons": ()}),
    ("letter.reasons", "decline", lambda v: {"reasons": v.reasons[:1] * 2}),
    ("letter.dates", "decline", lambda v: {"asked_on": v.head.issued_on + DAY}),
    ("letter.empty", "grade_sheet", lambda v: {"grade": "Z"}),
    ("letter.offer", "contract", lambda v: {"offer": replace(v.offer, amount=1)}),
    ("letter.empty", "contract", lambda v: {"articles": ()}),
    ("letter.empty", "loan_note", lambda v: {"account": " "}),
    ("letter.empty", "cost_sheet", lambda v: {"defaults": ()}),
    ("letter.empty", "schedule", lambda v: {"schedule": replace(v.schedule, rows=())}),
    ("letter.empty", "authorisation", lambda v: {"scopes": ()}),
    ("letter.dates", "authorisation", lambda v: {"expires_on": v.head.issued_on - DAY}),
    ("letter.dates", "file_summary", lambda v: {"as_of": v.head.issued_on + DAY}),
    ("letter.empty", "survey_report", lambda v: {"investigators": ()}),
]


@pytest.fixture(scope="module")
def samples() -> dict[str, Any]:
    return dict(sample_papers())


@pytest.mark.parametrize(("code", "kind", "change"), REFUSED)
def test_what_contradicts_itself_is_refused(
    samples: dict[str, Any], code: str, kind: str, change: Change
) -> None:
    value = samples[kind]
    with pytest.raises(KnownError) as caught:
        replace(value, **change(value))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不符合内部政策", "Something"),
        ("综合评分不足", "Something"),
        ("评分过低", "Something"),
        ("某事", "Internal policy"),
        ("某事", "Your score was too low"),
    ],
)
def test_a_policy_or_a_score_is_no_reason(samples: dict[str, Any], zh: str, en: str) -> None:
    with pytest.raises(KnownError, match=r"letter\.reasons"):
        replace(samples["decline"], reasons=(GivenReason(Bilingual(zh, en)),))


def test_every_reason_of_the_table_may_be_given(samples: dict[str, Any]) -> None:
    rows = load_reasons(resources() / "reasons" / "reasons.toml")
    wordings = [row.against.applicant for row in rows.reasons if row.against is not None]
    wordings += [row.applicant for row in rows.findings]
    assert len(wordings) > 30
    for words in wordings:
        text = Bilingual(words.zh, words.en)
        assert replace(samples["decline"], reasons=(GivenReason(text),)).reasons[0].text == text


def test_what_buyers_give_a_shop_may_be_a_reason(samples: dict[str, Any]) -> None:
    words = Bilingual("店铺评分偏低（4.2）", "Buyers rate the shop low (4.2)")
    assert replace(samples["decline"], reasons=(GivenReason(words),)).reasons


def test_a_letter_gives_at_most_four_reasons_a_rule_first_and_none_twice() -> None:
    def words(text: str) -> Bilingual:
        return Bilingual(text, text)

    against = [
        Reason("hard.court", 0.0, (), words("o"), words("court")),
        *(Reason(f"r{n}", -n, (), words("o"), words(f"reason {n}"), words("do")) for n in range(5)),
    ]
    findings = [
        Finding("hard.court", words("officer"), words("court")),
        Finding("cap.over", words("officer"), words("cap"), words("shorter")),
    ]
    given = given_reasons(against, findings)
    assert [reason.text.en for reason in given] == ["cap", "court", "reason 0", "reason 1"]
    assert given[0].remedy == words("shorter")


def test_the_charges_of_a_cost_sheet_are_its_nominal_cost(samples: dict[str, Any]) -> None:
    sheet = samples["cost_sheet"]
    levels = [Decimal(charge.yearly) for charge in sheet.charges]
    assert sum(levels) == Decimal(sheet.offer.cost.nominal)
    assert levels[1] > 0 == levels[2]


def test_a_summary_names_the_products_that_the_rulebook_knows(samples: dict[str, Any]) -> None:
    summary, rules = samples["file_summary"], load_rulebook(resources())
    asked = summary.applications[0]
    file = ApplicantFile(
        summary.applicant,
        applications=(asked, replace(asked, product="no-longer-sold")),
        loans=summary.loans,
    )
    view: Any = SimpleNamespace(as_of=summary.as_of, coverage=summary.coverage, exposure=summary.exposure)
    day = summary.head.issued_on
    case = PaperCase(file, summary.head.lender, load_texts(), rules, day, "周静", view=view)
    made: Any = MAKERS["file_summary"].make(case, summary.head)
    assert made.product_names == (("credit", rules.product("credit").name.fill()),)


def test_what_is_not_charged_is_not_said_to_be_collected(samples: dict[str, Any]) -> None:
    dear: Offer = samples["cost_sheet"].offer
    free = replace(dear, schedule=schedule_of(dear.schedule, 3), cost=Cost("0.0000", "0.0000"))
    assert [charge.how.en for charge in charges_of(free)] == ["Not charged"] * 3
    said = [charge.how.en for charge in charges_of(dear)]
    assert said == ["With each instalment", "Once, on the draw date", "Not charged"]


def test_the_hash_is_of_the_words_and_not_of_the_looks(samples: dict[str, Any]) -> None:
    for value in samples.values():
        if not hasattr(value, "head"):
            continue
        looks = replace(value.head, verification_code="WSL1.x", lender=replace(value.head.lender, seal=None))
        other = replace(value.head, applicant_name="别人")
        assert content_sha256(replace(value, head=looks)) == content_sha256(value)
        assert content_sha256(replace(value, head=other)) != content_sha256(value)


def test_articles_are_numbered_as_a_contract_is() -> None:
    assert [ordinal(n) for n in (1, 9, 10, 11, 20, 34)] == ["一", "九", "十", "十一", "二十", "三十四"]


class TestTexts:
    def copied(self, root: Path, tmp_path: Path, name: str, find: str, put: str) -> Path:
        for each in ("clauses.toml", "notices.toml"):
            text = (root / "resources" / "letters" / each).read_text(encoding="utf-8")
            if each == name:
                assert find in text
                text = text.replace(find, put, 1)
            (tmp_path / each).write_text(text, encoding="utf-8")
        return tmp_path

    @pytest.mark.parametrize(
        ("name", "find", "put", "where", "says"),
        [
            ("clauses.toml", "用于：{purpose}", "用于：{purposes}", "field contract[1]", "{purposes}"),
            ("clauses.toml", 'zh = "借款", en', 'zh = " ", en', "field contract[0].title", "both languages"),
            ("clauses.toml", ', en = "The loan" }', " }", "field contract[0].title", "en"),
            ("clauses.toml", "[[loan_note]]", "[[loan_notes]]", "clauses.toml", "loan_notes"),
            ("clauses.toml", "paragraphs = [", "paragraphs = [[", "clauses.toml, line", ""),
            (
                "clauses.toml",
                "{late_per_day}；不计复利",
                "{contract}；不计复利",
                "clauses.toml",
                "{contract}",
            ),
            ("clauses.toml", "；不另收违约金", "；自 {account} 扣收", "clauses.toml", "{account}"),
            ("notices.toml", "贵方编号 {loan}", "贵方编号 {loans}", "field reminder", "{loans}"),
            ("notices.toml", "scopes.photos]", "scopes.pictures]", "notices.toml", "pictures"),
            ("notices.toml", "retention =", "kept =", "scopes", "kept"),
            ("notices.toml", "settlement = [", "settled = [", "field notes", "settled"),
            ("notices.toml", "请核对", "请核对{amount}", "field notes", "{amount}"),
        ],
    )
    def test_a_broken_text_is_named_by_file_and_field(
        self, root: Path, tmp_path: Path, name: str, find: str, put: str, where: str, says: str
    ) -> None:
        with pytest.raises(KnownError) as caught:
            load_texts(self.copied(root, tmp_path, name, find, put))
        assert caught.value.code == "lender.damaged"
        assert name in caught.value.where
        assert where in caught.value.where
        assert says in str(caught.value)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(KnownError) as caught:
            load_texts(tmp_path)
        assert (caught.value.code, caught.value.where) == ("lender.unreadable", "clauses.toml")

    def test_a_stage_that_is_not_there_lists_those_that_are(self) -> None:
        with pytest.raises(KnownError) as caught:
            load_texts().reminder("harsh", {})
        assert caught.value.code == "letter.stage"
        assert "courtesy, overdue, final" in caught.value.remedy

    def test_scopes_come_in_one_order_whatever_was_asked(self) -> None:
        texts = load_texts()
        asked = texts.scopes((ConsentScope.PHOTOS, ConsentScope.DATA))
        assert [text.scope for text in asked] == [ConsentScope.DATA, ConsentScope.PHOTOS]

    def test_every_stage_can_be_filled(self) -> None:
        from workstation.letters import debt

        texts = load_texts()
        places = debt(load_lender(), borrower="王", loan="JK-1", amount=100, days=3, pay_by=date(2027, 1, 1))
        for stage in texts.stages:
            title, paragraphs = texts.reminder(stage, places)
            assert title.zh
            assert any("JK-1" in words.en for words in paragraphs)


class TestSeal:
    def test_a_lender_may_have_none(self, root: Path, tmp_path: Path) -> None:
        text = (root / "resources" / "letters" / "lender.toml").read_text(encoding="utf-8")
        path = tmp_path / "lender.toml"
        head, rest = text.split("[seal]")
        path.write_text(head + "# A sail" + rest.split("# A sail", 1)[1], encoding="utf-8")
        assert load_lender(path).seal is None
        assert load_lender().seal is not None

    def test_broken_toml_names_the_line(self, tmp_path: Path) -> None:
        path = tmp_path / "lender.toml"
        path.write_text('phone = "1"\nwebsite = \n', encoding="utf-8")
        with pytest.raises(KnownError) as caught:
            load_lender(path)
        assert caught.value.where == "lender.toml, line 2"
