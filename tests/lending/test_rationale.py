"""Why: reasons out of contributions, what is missing, and what was assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.factories import applicant
from tests.lending.cases import CONTRIBUTIONS, TODAY, YUAN, assessment, case, coverage, output, request
from workstation.domain.assessment import Contribution, Rationale
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import CashInputs, Exposure
from workstation.domain.surveying import Contradiction
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import Rulebook, propose


def why(rules: Rulebook, *contributions: Contribution) -> Rationale:
    spoken = output(contributions=contributions)
    return propose(case(assessment=assessment(outputs=(spoken,))), rules).rationale


def test_contributions_are_added_by_reason_and_ordered_by_weight(rules: Rulebook) -> None:
    found = why(rules, *CONTRIBUTIONS)
    assert [(r.code, r.points) for r in found.against] == [
        ("returns", -7.75),
        ("sales_trend", -3.0),
        ("ratings", -0.75),
    ]
    assert [(r.code, r.points) for r in found.in_favour] == [("weak_month", 9.0), ("history_length", 4.0)]
    assert found.method == "TreeSHAP contributions in points, grouped by reason"


class TestAgainstTheJustApproved:
    """Where a model travels with its just-approved median, reasons are the points from it to the case."""

    AGAINST = (
        Contribution("shop_refund_share", 0.082, -2.5),
        Contribution("shop_months_trading", 40.0, -1.5),
    )

    def test_reasons_come_from_there_and_the_method_says_so(self, rules: Rulebook) -> None:
        spoken = output(contributions=CONTRIBUTIONS, against=self.AGAINST)
        found = propose(case(assessment=assessment(outputs=(spoken,))), rules).rationale
        assert [(r.code, r.points) for r in found.against] == [("returns", -2.5), ("history_length", -1.5)]
        assert found.in_favour == ()
        assert "just-approved median" in found.method
        assert "median of those just approved" in found.notes[-1].en
        assert "刚好获批" in found.notes[-1].zh

    def test_a_table_from_before_keeps_to_the_average_it_can_name(self, rules: Rulebook) -> None:
        """A decision kept with its own table must not be told in words that the table does not have."""
        notes = tuple(note for note in rules.reasons.notes if note.code != "method_against")
        before = replace(rules, reasons=msgspec.structs.replace(rules.reasons, notes=notes))
        spoken = output(contributions=CONTRIBUTIONS, against=self.AGAINST)
        found = propose(case(assessment=assessment(outputs=(spoken,))), before).rationale
        assert found == propose(case(assessment=assessment(outputs=(output(),))), before).rationale
        assert found.method == "TreeSHAP contributions in points, grouped by reason"


class TestWhatAVisitMeasured:
    """Reasons say which of their figures come from a visit, and of which day."""

    VISITED = date(2026, 6, 12)
    PULLS = (
        Contribution("survey_sales_month", 120_000.0, -3.0),
        Contribution("trade_sales_90d", 90_000.0, -2.0),
    )

    def told(self, rules: Rulebook, visited_on: date | None) -> Rationale:
        spoken = output(contributions=self.PULLS)
        return propose(case(assessment=assessment(outputs=(spoken,)), visited_on=visited_on), rules).rationale

    def test_the_figure_names_the_day_and_its_neighbour_from_a_ledger_does_not(self, rules: Rulebook) -> None:
        [reason] = self.told(rules, self.VISITED).against
        assert reason.officer.en.count("(visit of 2026-06-12)") == 1
        assert reason.officer.zh.count("（2026-06-12 实地调研）") == 1
        assert reason.officer.zh.index("实地调研") < reason.officer.zh.index("90")

    def test_without_a_visit_on_record_nothing_is_said_of_one(self, rules: Rulebook) -> None:
        found = self.told(rules, None)
        assert "visit of" not in found.against[0].officer.en
        assert not any("visit of" in note.en for note in found.notes)

    def test_a_table_from_before_says_what_it_said(self, rules: Rulebook) -> None:
        notes = tuple(note for note in rules.reasons.notes if note.code not in ("visit", "of_visit"))
        before = replace(rules, reasons=msgspec.structs.replace(rules.reasons, notes=notes))
        assert self.told(before, self.VISITED) == self.told(rules, None)

    def test_a_table_without_words_for_a_contradiction_keeps_no_silence(self, rules: Rulebook) -> None:
        open_one = Contradiction("s", self.VISITED, "equity", Bilingual("权益检验", "Equity test"))
        found = propose(case(contradictions=(open_one,)), rules)
        assert [f.code for f in found.findings] == ["refer.contradiction"]
        rows = tuple(row for row in rules.reasons.findings if row.code != "refer.contradiction")
        before = replace(rules, reasons=msgspec.structs.replace(rules.reasons, findings=rows))
        assert propose(case(), before) == propose(case(), rules)
        with pytest.raises(KnownError, match=r"reasons\.damaged"):
            propose(case(contradictions=(open_one,)), before)


def test_a_reason_shows_its_figures_in_both_languages(rules: Rulebook) -> None:
    returns = why(rules, *CONTRIBUTIONS).against[0]
    assert returns.features == ("shop_refund_share", "shop_dispute_share")
    assert "Refund share 8.2%, Dispute share 1.0%" in returns.officer.en
    assert "退款率 8.2%、纠纷率 1.0%" in returns.officer.zh
    assert returns.officer != returns.applicant
    assert returns.remedy is not None


def test_at_most_four_reasons_are_given_on_each_side(rules: Rulebook) -> None:
    names = [row.features[0] for row in rules.reasons.reasons[:7]]
    found = why(rules, *[Contribution(name, 1.0, -5.0 - index) for index, name in enumerate(names)])
    assert [r.points for r in found.against] == [-11.0, -10.0, -9.0, -8.0]
    assert found.in_favour == ()
    found = why(rules, *[Contribution(name, 1.0, 5.0 + index) for index, name in enumerate(names)])
    assert len(found.in_favour) == 4


def test_what_hardly_moved_the_score_is_no_reason(rules: Rulebook) -> None:
    found = why(rules, Contribution("shop_refund_share", 0.5, -0.49))
    assert found.against == ()


def test_pulls_that_cancel_out_are_no_reason_and_figures_are_of_one_side(rules: Rulebook) -> None:
    found = why(
        rules,
        Contribution("shop_refund_share", 0.2, -6.0),
        Contribution("shop_dispute_share", 0.0, 6.0),
        Contribution("shop_late_shipment_share", 0.3, -4.0),
        Contribution("shop_ship_hours_median", 9.5, 1.0),
    )
    assert [r.code for r in found.against] == ["shipping"]
    assert found.against[0].features == ("shop_late_shipment_share",)
    assert "9.5 hours" not in found.against[0].officer.en


def test_a_figure_without_a_record_is_called_missing_and_not_bad(rules: Rulebook) -> None:
    ratings = why(rules, Contribution("shop_stars_mean", None, -3.0)).against[0]
    assert "no usable record" in ratings.officer.en
    assert "没有可用的记录" in ratings.officer.zh


def test_a_feature_of_a_lenders_own_model_is_shown_by_its_name(rules: Rulebook) -> None:
    found = why(rules, Contribution("till_receipts", 12.0, -3.0))
    assert found.against[0].code == "till_receipts"
    assert "till_receipts" in found.against[0].officer.en


def test_a_rule_that_declined_comes_before_the_scores_reasons(rules: Rulebook) -> None:
    late = propose(case(exposure=Exposure(worst_days_past_due=45)), rules).rationale
    assert [r.code for r in late.against] == ["hard.past_due", "returns", "sales_trend", "ratings"]
    assert late.against[0].points == 0
    assert "45 days past due" in late.against[0].officer.en


def test_no_reason_speaks_of_policy_or_of_the_score(rules: Rulebook) -> None:
    for row in rules.reasons.reasons:
        for side in (row.against, row.in_favour):
            assert side is not None
            assert "policy" not in side.applicant.en.lower()
            assert "score" not in side.applicant.en.lower()
            assert "评分" not in side.applicant.zh


def test_every_domain_without_records_is_listed_with_how_to_get_it(rules: Rulebook) -> None:
    missing = propose(case(), rules).rationale.missing
    assert {m.domain for m in missing} == set(coverage().missing)
    assert all(m.how_to_get.zh and m.consequence.en for m in missing)


def test_what_the_product_waits_for_is_listed_first(rules: Rulebook) -> None:
    only_bank = assessment(coverage=coverage(EvidenceDomain.BANK_LOANS))
    missing = propose(case(assessment=only_bank), rules).rationale.missing
    assert [m.domain for m in missing[:2]] == [EvidenceDomain.TRADING, EvidenceDomain.TRADES_AROUND]


def test_what_was_assumed_is_noted(rules: Rulebook) -> None:
    def notes(**changes: object) -> str:
        return " ".join(note.en for note in propose(case(**changes), rules).rationale.notes)

    assert "goods are taken at 58.0%" in notes()
    measured = CashInputs("orders", 200_000 * YUAN, 3_600_000 * YUAN, 12, goods_share=0.5)
    assert "goods are taken" not in notes(cash=measured)
    assert "opening day is not known" in notes(applicant=applicant())
    assert "opening day is not known" not in notes()
    late = TODAY + timedelta(days=60)
    assert "61 days before today" in notes(today=late)
    assert "evidence ends" not in notes()


def test_no_finding_tells_the_applicant_of_fraud_policy_or_score(rules: Rulebook) -> None:
    """Whatever the officer reads, the applicant is told in neutral words, and in both languages."""
    for row in rules.reasons.findings:
        told = [words for words in (row.applicant, row.remedy) if words is not None]
        for words in told:
            for word in ("fraud", "launder", "sanction", "policy", "score", "suspicio"):
                assert word not in words.en.lower(), row.code
            for word in ("欺诈", "洗钱", "制裁", "评分", "可疑"):
                assert word not in words.zh, row.code


def test_a_hard_rule_is_among_the_reasons_however_many_there_are(rules: Rulebook) -> None:
    barred = case(
        applicant=applicant(listed_as=("fraud_confirmed", "dishonest_debtor"), opened_on=TODAY),
        exposure=Exposure(worst_days_past_due=90),
        application=request(1),
    )
    against = [reason.code for reason in propose(barred, rules).rationale.against]
    assert against == ["hard.fraud", "hard.dishonest_debtor", "hard.past_due", "hard.shop_young"]
