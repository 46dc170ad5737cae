"""What a scenario changes and what it cannot: admission, limits, prices, evidence, and who wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import applicant
from tests.lending.cases import TODAY, YUAN, assessment, case, output, request
from tests.lending.scenes import EMERGENCY, graded, scenario, under_scenarios
from workstation.codec import encode
from workstation.domain.lending import Exposure, Offer, Outcome
from workstation.errors import KnownError
from workstation.lending import LendingCase, Rulebook, check_offer, make_offer, propose
from workstation.lending.scenarios.applying import effects_on, under
from workstation.lending.scenarios.budget import budget_uses, expected_loss
from workstation.lending.scenarios.definition import GrowthStage, Scenario
from workstation.lending.scenarios.effects import EffectCode
from workstation.lending.scenarios.loading import check_against, check_together
from workstation.lending.scenarios.precedence import points_of
from workstation.lending.scenarios.standing import stage_of

SMALL = request(yuan=10_000)
POINTS = '[admission]\npoints = {}\n[budget]\nexpected_loss_yuan = 9\nofficer_share = "1"\n'


def codes(rules: Rulebook, *scenarios: Scenario, **changes: object) -> list[str]:
    named, book = under_scenarios(rules, *scenarios, **changes)
    return [effect.code.value for effect in effects_on(named, book)]


def offered(named: LendingCase, book: Rulebook) -> Offer:
    offer = propose(named, book).offer
    assert offer is not None
    return offer


class TestEmergencyFunds:
    """Double Eleven: who is declined by the score alone gets a little, at the price of the riskiest grade."""

    def test_a_declined_seller_is_lent_to_while_it_lasts(self, rules: Rulebook) -> None:
        ordinary = propose(case(application=SMALL, **graded("H")), rules)
        named, book = under_scenarios(rules, scenario(EMERGENCY), application=SMALL, **graded("H"))
        proposal = propose(named, book)
        assert ordinary.outcome is Outcome.DECLINE
        assert proposal.outcome is Outcome.APPROVE, [f.code for f in proposal.findings]
        assert proposal.offer is not None and proposal.offer.yearly_rate == "0.2340"

    def test_each_change_is_a_line_of_its_own_that_names_the_scenario_and_its_last_day(
        self, rules: Rulebook
    ) -> None:
        named, book = under_scenarios(rules, scenario(EMERGENCY), application=SMALL, **graded("H"))
        acting = effects_on(named, book)
        assert [e.code for e in acting] == [
            EffectCode.CUTOFF, EffectCode.MOST, EffectCode.GRADE_FACTOR,
            EffectCode.LOSS_BUDGET, EffectCode.RATE, EffectCode.FLOOR,
        ]  # fmt: skip
        notes = propose(named, book).rationale.notes
        assert notes[: len(acting)] == tuple(e.text for e in acting)
        assert all("Test test" in e.text.en and "2026-07-11" in e.text.zh for e in acting)

    def test_a_good_seller_is_not_touched_and_not_spoken_to(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario(EMERGENCY))
        assert effects_on(named, book) == ()
        assert propose(named, book) == propose(case(), rules)

    def test_too_risky_stays_too_risky(self, rules: Rulebook) -> None:
        risky = replace(assessment("H"), outputs=(output("H", probability=0.41),))
        named, book = under_scenarios(rules, scenario(EMERGENCY), application=SMALL, assessment=risky)
        assert [f.code for f in propose(named, book).findings] == ["decline.score"]

    def test_the_cap_on_the_amount_holds(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario(EMERGENCY), **graded("H"))
        proposal = propose(named, book)
        assert proposal.offer is not None and proposal.offer.amount <= 20_000 * YUAN
        more = make_offer(
            under(named, book)[1].product("credit"), book.policy, under(named, book)[0], 21_000 * YUAN, 12,
            proposal.offer.method,
        )  # fmt: skip
        assert "product.over_maximum" in [f.code for f in check_offer(more, proposal, named, book)]

    @pytest.mark.parametrize("today", [date(2026, 6, 19), date(2026, 7, 12)])
    def test_not_yet_begun_or_expired_it_has_no_effect(self, rules: Rulebook, today: date) -> None:
        named, book = under_scenarios(
            rules, scenario(EMERGENCY), application=SMALL, today=today, draw_on=today, **graded("H")
        )
        plain = case(application=SMALL, today=today, draw_on=today, **graded("H"))
        assert named == plain
        assert propose(named, book) == propose(plain, rules)

    @pytest.mark.parametrize("today", [date(2026, 6, 20), date(2026, 7, 11)])
    def test_it_holds_on_its_first_and_on_its_last_day(self, rules: Rulebook, today: date) -> None:
        changes = {"application": SMALL, "today": today, "draw_on": today, **graded("H")}
        assert "cutoff" in codes(rules, scenario(EMERGENCY), **changes)

    def test_an_approval_uses_the_loss_that_is_to_be_expected_of_it(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario(EMERGENCY), application=SMALL, **graded("H"))
        # 25 % over 365 days × 62 % × 10,000 yuan, and the tenor from 4 July has 365 days.
        assert budget_uses(named, book, offered(named, book)) == {"test": 1_550 * YUAN}
        assert expected_loss(named, book, 10_000 * YUAN, 12) == 1_550 * YUAN

    def test_whom_it_does_not_act_on_uses_nothing(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario(EMERGENCY), application=SMALL)
        assert budget_uses(named, book, offered(named, book)) == {}

    def test_an_offer_that_the_rules_allow_anyway_uses_nothing(self, rules: Rulebook) -> None:
        """One loan may be expected to lose more; who asks for little is lent to by the policy alone."""
        roomy = scenario(EMERGENCY.replace("H = 2_500", "G = 6_000, H = 6_000"))
        for yuan, uses in ((5_000, False), (60_000, True)):
            named, book = under_scenarios(rules, roomy, application=request(yuan=yuan), **graded("G"))
            assert [e.code.value for e in effects_on(named, book)] == ["loss_budget"]
            assert bool(budget_uses(named, book, offered(named, book))) is uses

    def test_two_budgets_that_each_would_do_are_both_charged(self, rules: Rulebook) -> None:
        wide, special = scenario(EMERGENCY, "a"), scenario(EMERGENCY.replace('"0.50"', '"0.60"'), "b")
        named, book = under_scenarios(rules, wide, special, application=SMALL, **graded("H"))
        acting = {effect.scenario_id for effect in effects_on(named, book)}
        uses = budget_uses(named, book, offered(named, book))
        assert set(uses) == acting and set(uses.values()) == {1_550 * YUAN}


class TestOtherChanges:
    def test_points_move_what_the_rules_see_and_stand_among_the_reasons(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario(POINTS.format(20)), **graded("F"))
        seen = under(named, book)[0].assessment
        # 20 points double the odds: 0.06 / 0.94 becomes half of it.
        assert seen.probability == pytest.approx(0.03 / 0.97 / (1 + 0.03 / 0.97) * 1.0, abs=2e-3)
        assert (seen.grade, named.assessment.grade) == ("E", "F")
        reason = next(r for r in propose(named, book).rationale.in_favour if r.code == "scenario.test")
        assert (reason.points, reason.features) == (20.0, ())

    def test_an_applicant_reads_of_points_by_their_scenario_and_reads_no_score(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario("[admission]\npoints = -6\n"), **graded("F"))
        reason = next(r for r in propose(named, book).rationale.against if r.code == "scenario.test")
        assert "-6 points" in reason.officer.en
        for text in (reason.applicant.en, reason.applicant.zh):
            assert "%" not in text and "-6" not in text

    def test_evidence_is_asked_for(self, rules: Rulebook) -> None:
        asks = scenario('[evidence]\nrequire = [["bank_loans", "financials"]]')
        named, book = under_scenarios(rules, asks)
        assert "refer.missing_evidence" in [f.code for f in propose(named, book).findings]

    def test_evidence_is_waived_unless_another_asks_for_it(self, rules: Rulebook) -> None:
        waives = scenario('[evidence]\nwaive = [["trading", "trades_around"]]', "a")
        asks = scenario('[evidence]\nrequire = [["trading", "trades_around"]]', "b")
        assert codes(rules, waives) == ["waive"]
        assert codes(rules, waives, asks) == []

    def test_a_share_of_sales_is_changed(self, rules: Rulebook) -> None:
        thin = replace(case().cash, turnover_12m=300_000 * YUAN)
        more = scenario('[limits]\nturnover_share = "0.30"')
        named, book = under_scenarios(rules, more, cash=thin)
        before, after = propose(case(cash=thin), rules), propose(named, book)
        assert before.offer and after.offer
        assert (before.offer.amount, after.offer.amount) == (60_000 * YUAN, 90_000 * YUAN)

    def test_a_price_is_moved(self, rules: Rulebook) -> None:
        named, book = under_scenarios(rules, scenario('[price]\nadd = "-0.009"'), **graded("B"))
        before, after = propose(case(**graded("B")), rules), propose(named, book)
        assert before.offer and after.offer
        assert Fraction(before.offer.yearly_rate) - Fraction(after.offer.yearly_rate) == Fraction("0.009")

    def test_what_has_no_price_is_left_as_it_is(self, rules: Rulebook) -> None:
        one = scenario('[price]\nrates = { B = "0.2" }\n')
        check_against(one, rules)
        assert codes(rules, one, application=replace(SMALL, product="guarantee")) == []

    def test_a_reckoned_price_moves_by_its_margin(self, rules: Rulebook) -> None:
        goods = replace(request(), product="order")
        assert codes(rules, scenario('[price]\nadd = "0.009"'), application=goods) == ["rate"]


class TestWhoWins:
    def test_of_two_cutoffs_the_more_special_holds_and_they_do_not_add_up(self, rules: Rulebook) -> None:
        budget = '[budget]\nexpected_loss_yuan = 9\nofficer_share = "1"\n'
        wide = scenario('[admission]\ncutoff = "0.20"\n' + budget, "wide")
        special = scenario(
            '[scope]\ntrades = ["apparel"]\n[admission]\ncutoff = "0.30"\n' + budget, "special"
        )
        named, book = under_scenarios(rules, wide, special, **graded("H"))
        assert [e.scenario_id for e in effects_on(named, book)] == ["special"]
        assert under(named, book)[1].policy.admission["credit"].cutoff == Fraction("0.30")

    def test_of_two_equally_special_ones_the_more_prudent_holds(self, rules: Rulebook) -> None:
        strict = scenario('[admission]\ncutoff = "0.05"', "z")
        budget = '[budget]\nexpected_loss_yuan = 9\nofficer_share = "1"\n'
        lax = scenario('[admission]\ncutoff = "0.30"\n' + budget, "a")
        assert codes(rules, strict, lax, **graded("H")) == []
        assert codes(rules, strict, lax, **graded("F")) == ["cutoff"]

    def test_the_lowest_cap_holds_whoever_names_it(self, rules: Rulebook) -> None:
        special = scenario('[scope]\ntrades = ["apparel"]\n[limits]\nmost_yuan = { "*" = 90_000 }', "special")
        wide = scenario('[limits]\nmost_yuan = { "*" = 30_000 }', "wide")
        named, book = under_scenarios(rules, special, wide)
        offer = propose(named, book).offer
        assert offer is not None and offer.amount == 30_000 * YUAN

    def test_points_add_up_to_the_policys_most(self) -> None:
        def asked(*points: int) -> list[int]:
            many = [scenario(POINTS.format(p), f"s{i}") for i, p in enumerate(points)]
            return [points for _, points in points_of(many, 20)]

        assert asked(15, 15) == [15, 5]
        assert asked(-30, 5) == [-25, 5]
        assert asked(10, -4) == [10, -4]
        assert asked(20, 20, -5) == [20, 5, -5]

    def test_two_that_choose_other_models_for_one_seller_are_refused(self, rules: Rulebook) -> None:
        def choosing(digit: str, id: str, trade: str = "apparel", **days: str) -> Scenario:
            scope = f'[scope]\ntrades = ["{trade}"]\n'
            weights = scope + f'[weights]\nbundle = "b"\nversion = 1\nsha256 = "{digit * 64}"'
            return scenario(weights, id, **days)

        with pytest.raises(KnownError, match=r"scenario\.conflict.*other models than b.*a, field weights"):
            check_together([choosing("1", "a"), choosing("2", "b")], rules.products)
        for fine in (
            choosing("1", "b"),
            choosing("2", "b", trade="toys"),
            choosing("2", "b", starts="2026-07-12", until="2026-08-01"),
        ):
            check_together([choosing("1", "a"), fine], rules.products)


class TestGrowth:
    @pytest.mark.parametrize(
        ("features", "stage"),
        [
            ({"shop_months_trading": 5.0, "shop_sales_growth_90d": 2.0}, GrowthStage.NEW),
            ({"shop_months_trading": 40.0, "shop_sales_growth_90d": 0.2}, GrowthStage.GROWING),
            ({"invoice_months_seen": 40.0}, GrowthStage.MATURE),
            ({"shop_months_trading": 40.0, "shop_sales_drop_yoy": 0.2}, GrowthStage.DECLINING),
            ({}, None),
        ],
    )
    def test_a_stage_is_read_off_what_a_seller_sold(
        self, rules: Rulebook, features: dict[str, float], stage: GrowthStage | None
    ) -> None:
        assert stage_of(features, rules.policy.scenarios) is stage


class TestSlips:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ('[admission]\ncutof = "0.2"', r"unknown field `cutof`.*test\.toml, line \d+, field admission"),
            ("[admission]\ncutoff = 0.2", r"expected a decimal in quotes.*field admission\.cutoff"),
            ('[admission]\ncutoff = "1.2"', r"cutoff must be above 0.*field admission"),
            ("[admission]\npoints = 5", r"need a \[budget\]"),
            ("[scope]\nstages = ['old']", r"Invalid enum value 'old'.*field scope\.stages"),
            ('[limits]\ngrade_factors = { Z = "0.5" }', r"there is no grade Z.*field limits"),
            ('[price]\nadd = "0.2"', r"add must be from.*field price"),
            ('[output]\nprobability = "0.01"', r"unknown field `output`"),
            ("[evidence]\nrequire = [[]]", r"cannot be empty.*field evidence"),
            ("", "it changes nothing"),
        ],
    )
    def test_a_slip_in_a_file_names_file_and_field(self, body: str, words: str) -> None:
        with pytest.raises(KnownError, match=rf"scenario\.damaged.*{words}"):
            scenario(body)

    def test_it_must_not_end_before_it_begins(self) -> None:
        with pytest.raises(KnownError, match="from must not be after until"):
            scenario("[admission]\npoints = -1", until="2026-06-19")

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ('[scope]\nproducts = ["loan"]\n[price]\nadd = "0.01"', r"damaged.*no product or family loan"),
            ("[admission]\npoints = -21", r"damaged.*20 points.*field admission\.points"),
            ("[limits]\nmost_yuan = { H = 100 }", r"damaged.*lends .* yuan at least.*limits\.most_yuan"),
            (
                '[scope]\nproducts = ["order"]\n[price]\nrates = { H = "0.2" }',
                r"damaged.*is reckoned; use add",
            ),
            (
                '[admission]\ncutoff = "0.2"',
                r"unbudgeted.*20\.00%.*16\.00%.*field budget.*Add a table \[budget\]",
            ),
        ],
    )
    def test_what_makes_no_sense_under_the_rules_is_refused(
        self, rules: Rulebook, body: str, words: str
    ) -> None:
        with pytest.raises(KnownError, match=rf"scenario\.{words}"):
            check_against(scenario(body), rules)

    def test_a_case_made_under_another_version_is_not_proposed_for(self, rules: Rulebook) -> None:
        named, _ = under_scenarios(rules, scenario(EMERGENCY), **graded("H"))
        later = rules.with_scenarios([scenario(EMERGENCY, version=2)])
        with pytest.raises(KnownError, match=r"scenario\.unknown.*version 1 of the scenario test"):
            propose(named, later)


def test_rules_without_scenarios_keep_their_name(rules: Rulebook) -> None:
    """The hash of a rulebook is compared by decisions that were made before there were scenarios."""
    assert not any(name.startswith("scenario") for name in rules.file_hashes())
    assert rules.with_scenarios([]).version_hash == rules.version_hash
    assert rules.with_scenarios([scenario(EMERGENCY)]).version_hash != rules.version_hash


_cutoffs = st.none() | st.sampled_from(["0.02", "0.20", "0.60", "0.99"])
_any_scenario = st.builds(
    lambda cutoff, points, factor, share, add, require: scenario(
        "[admission]\n"
        + (f'cutoff = "{cutoff}"\n' if cutoff else "")
        + f"points = {points}\n"
        + f'[limits]\nturnover_share = "{share}"\nmost_yuan = {{ "*" = 500_000 }}\n'
        + "grade_factors = {" + ", ".join(f'{g} = "{factor}"' for g in "ABCDEFGH") + "}\n"
        + 'loss_budget_yuan = { G = 9_000, H = 9_000 }\n'
        + f'[price]\nadd = "{add}"\nrates = {{ H = "0.2" }}\n'
        + (f'[evidence]\nrequire = [["{require}"]]\n' if require else "")
        + '[budget]\nexpected_loss_yuan = 100\nofficer_share = "1"\n'
        + ("bears_loss = true\n" if cutoff else "")
    ),
    _cutoffs,
    st.integers(-20, 20),
    st.sampled_from(["0", "0.5", "1"]),
    st.sampled_from(["0", "0.2", "1"]),
    st.sampled_from(["-0.05", "0", "0.05"]),
    st.none() | st.just("bank_loans"),
)  # fmt: skip

_against_a_hard_rule = st.sampled_from(
    [
        {"applicant": applicant(trade="apparel", listed_as=("sanctioned",))},
        {"applicant": applicant(trade="apparel", listed_as=("dishonest_debtor",))},
        {"applicant": applicant(trade="apparel", opened_on=TODAY)},
        {"exposure": Exposure(worst_days_past_due=31)},
        {"consents": ()},
    ]
)


@given(made=_any_scenario, hard=_against_a_hard_rule, grade=st.sampled_from("ABCDEFGH"))
def test_no_scenario_lends_against_a_hard_rule(
    rules: Rulebook, made: Scenario, hard: dict[str, object], grade: str
) -> None:
    named, book = under_scenarios(rules, made, application=SMALL, **hard, **graded(grade))
    proposal, ordinary = (
        propose(named, book),
        propose(case(application=SMALL, **hard, **graded(grade)), rules),
    )
    assert proposal.outcome is Outcome.DECLINE
    assert [f for f in proposal.findings if f.code.startswith("hard.")] == [
        f for f in ordinary.findings if f.code.startswith("hard.")
    ]


@given(made=_any_scenario, grade=st.sampled_from("ABCDEFGH"))
def test_what_the_models_said_is_byte_for_byte_the_same(rules: Rulebook, made: Scenario, grade: str) -> None:
    named, book = under_scenarios(rules, made, **graded(grade))
    before = encode(named.assessment)
    proposal = propose(named, book)
    under(named, book)
    assert encode(named.assessment) == before == encode(assessment(grade))
    assert proposal == propose(msgspec.convert(msgspec.to_builtins(named), type(named)), book)


@given(made=_any_scenario, grade=st.sampled_from("ABCDEFGH"), days=st.integers(1, 4000))
def test_out_of_its_days_a_scenario_has_no_effect(
    rules: Rulebook, made: Scenario, grade: str, days: int
) -> None:
    for day in (made.starts.toordinal() - days, made.until.toordinal() + days):
        today = date.fromordinal(day)
        plain = case(today=today, draw_on=today, consents=(), **graded(grade))
        named, book = under_scenarios(rules, made, today=today, draw_on=today, consents=(), **graded(grade))
        assert propose(named, book) == propose(plain, rules)


@given(made=_any_scenario, grade=st.sampled_from("ABCDEFGH"))
def test_ceilings_and_caps_hold_under_any_scenario(rules: Rulebook, made: Scenario, grade: str) -> None:
    owed = Exposure(own=970_000 * YUAN)
    named, book = under_scenarios(rules, made, exposure=owed, **graded(grade))
    offer = propose(named, book).offer
    assert offer is None or offer.amount <= 30_000 * YUAN
    assert offer is None or Fraction(offer.cost.nominal) <= 24
