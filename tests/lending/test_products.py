"""The products of the lender: every row of its table is a file, and a new file is a new product."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from tests.factories import applicant
from tests.lending.cases import YUAN, assessment, case, coverage, request
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import CollateralBase, Exposure, Outcome, Proposal, RepaymentMethod
from workstation.domain.records import ApplicantKind, ShopKind
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import LendingCase, Rulebook, load_rulebook, make_offer, proposal_digest, propose
from workstation.lending.fees import FeeBasis, FeeWhen
from workstation.lending.product_parts import EventFee, Fees, ProductKind
from workstation.services import rulebooks

FULL = coverage(EvidenceDomain.TRADING, EvidenceDomain.SUPPLY_CHAIN, EvidenceDomain.TRADES_AROUND)
ON_TAOBAO = {"platforms": ("taobao",)}


def base(kind: str, yuan: int) -> CollateralBase:
    """So much to lend against, after a tenth of haircut and nothing for concentration."""
    gross = yuan * YUAN * 10 // 9
    return CollateralBase(kind, gross, gross - yuan * YUAN, 0, yuan * YUAN, Bilingual("合格", "as evidenced"))


def asks(product: str, yuan: int, months: int, method: str, **changes: object) -> LendingCase:
    application = replace(request(yuan, months, method), product=product)
    return case(**{"application": application, **changes})


def codes(proposal: Proposal) -> list[str]:
    return [finding.code for finding in proposal.findings]


def test_every_row_of_the_product_table_is_a_file(rules: Rulebook) -> None:
    kinds = {code: product.kind for code, product in rules.products.items()}
    loan = ProductKind.LOAN
    assert kinds == {
        "order": loan,
        "credit": loan,
        "ali": loan,
        "supply-chain": loan,
        "goods": loan,
        "consumer": loan,
        "sales": loan,
        "guarantee": ProductKind.COMMITMENT,
        "insurance": ProductKind.COMMITMENT,
        "payment-credit": ProductKind.COMMITMENT,
        "referral": ProductKind.REFERRAL,
    }
    assert [code for code, product in rules.products.items() if not product.enabled] == [
        "consumer",
        "insurance",
    ]


def test_every_product_says_what_must_be_met_and_which_papers_it_has(rules: Rulebook) -> None:
    for product in rules.products.values():
        assert product.papers
        assert product.conditions or product.kind is ProductKind.REFERRAL
        assert product.notes.zh
        assert product.name.en


def test_a_new_product_is_a_file_and_goes_through_the_rules(root: Path, tmp_path: Path) -> None:
    """A stall loan, written by somebody who knows no code: found, priced, limited, offered and frozen."""
    shipped = root / "resources"
    for folder in ("products", "policies", "reasons", "calendars"):
        shutil.copytree(shipped / folder, tmp_path / folder)
    (tmp_path / "products" / "stall.toml").write_text(
        """
code = "stall"
version = 1
kind = "loan"
enabled = true
family = "credit"
basis = "trading-record"
day_count = "30/360"
tenors = [3, 9]
methods = ["equal-principal", "single-payment"]
name = { zh = "摊位贷", en = "Stall loan" }
notes = { zh = "面向夜市摊主", en = "For night-market stalls" }

[who]
applicants = ["person", "firm"]
shop_kinds = ["reseller"]

[amounts]
minimum_yuan = 1_000
maximum_yuan = 30_000
step_yuan = 500

[computed_price]
reference_yuan = 10_000
margins = { A = "0.02", B = "0.02" }
grid_daily = "0.00005"
maximum = "0.18"

[fees]
period_share = "0.001"

[evidence]
required = []
""",
        encoding="utf-8",
    )
    rules = load_rulebook(tmp_path)
    seller = applicant(opened_on=date(2020, 1, 1), shop_kind=ShopKind.RESELLER)
    asked = asks("stall", 45_000, 9, "equal-principal", applicant=seller)
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.product"]
    assert proposal.offer is not None
    assert proposal.offer.amount == 30_000 * YUAN
    assert [row.fee for row in proposal.offer.schedule.rows] == [30 * YUAN] * 9
    again = rulebooks.unpack(rulebooks.pack(tmp_path))
    assert again.version_hash == rules.version_hash
    assert proposal_digest(propose(asked, again)) == proposal_digest(proposal)


@pytest.mark.parametrize(
    ("code", "changes", "said"),
    [
        ("goods", {"revolving": True, "methods": (RepaymentMethod.ON_DEMAND,)}, "drawn once"),
        ("supply-chain", {"revolving": True, "methods": (RepaymentMethod.ON_DEMAND,)}, "drawn once"),
        ("order", {"methods": (RepaymentMethod.ON_DEMAND,)}, "repaid by orders"),
        ("credit", {"methods": (RepaymentMethod.ORDER,)}, "repaid by orders"),
    ],
)
def test_what_is_lent_on_is_counted_or_lent_on_once(
    rules: Rulebook, code: str, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        msgspec.structs.replace(rules.product(code), **changes)


def test_a_product_that_is_switched_off_is_offered_to_nobody(rules: Rulebook) -> None:
    person = applicant(kind=ApplicantKind.PERSON, opened_on=date(2020, 1, 1))
    for role in ("officer", "supervisor", "committee"):
        asked = asks("consumer", 5_000, 6, "equal-instalment", applicant=person, officer_role=role)
        proposal = propose(asked, rules)
        assert proposal.outcome is Outcome.DECLINE
        assert "product.disabled" in codes(proposal)
        assert proposal.authority.role == "nobody"


def test_a_product_for_members_of_a_platform_declines_who_has_no_shop_there(rules: Rulebook) -> None:
    member = asks("ali", 50_000, 12, "equal-instalment", platforms=("1688", "taobao"))
    assert propose(member, rules).outcome is Outcome.APPROVE
    proposal = propose(replace(member, platforms=("taobao",)), rules)
    assert codes(proposal) == ["product.platform"]
    assert "1688, alibaba, aliexpress" in proposal.findings[0].text.en


def test_an_order_loan_is_limited_by_its_orders_and_not_by_a_years_income(rules: Rulebook) -> None:
    asked = asks("order", 50_000, 1, "order", collateral=base("orders", 32_040), **ON_TAOBAO)
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.collateral"]
    assert proposal.offer is not None
    assert proposal.offer.amount == 32_000 * YUAN
    assert proposal.staircase is not None
    shown = [step.code for step in proposal.staircase.steps]
    assert "capacity" not in shown
    assert "turnover" not in shown
    assert "as evidenced" in proposal.staircase.step("collateral").basis.en


def test_a_loan_on_orders_without_orders_is_referred_and_not_priced(rules: Rulebook) -> None:
    proposal = propose(asks("order", 50_000, 1, "order", **ON_TAOBAO), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.no_base"]
    assert proposal.offer is None
    assert proposal.staircase is not None
    assert proposal.staircase.step("collateral").amount is None


def test_what_is_lent_against_must_be_of_the_products_own_kind(rules: Rulebook) -> None:
    receipts = asks("order", 50_000, 1, "order", collateral=base("goods-documents", 90_000), **ON_TAOBAO)
    assert codes(propose(receipts, rules)) == ["refer.no_base"]
    goods = asks("goods", 50_000, 3, "single-payment", collateral=base("goods-documents", 90_000))
    assert propose(goods, rules).outcome is Outcome.APPROVE


def test_a_supply_chain_loan_is_called_full_loop_only_where_the_links_back_are_evidenced(
    rules: Rulebook,
) -> None:
    asked = asks(
        "supply-chain",
        50_000,
        6,
        "equal-instalment",
        collateral=base("supply-chain", 90_000),
        assessment=assessment(coverage=FULL),
    )
    notes = [note.en for note in propose(asked, rules).rationale.notes]
    assert any("may be called full-loop supply-chain finance" in note for note in notes)
    open_loop = coverage(EvidenceDomain.TRADING, EvidenceDomain.SUPPLY_CHAIN)
    lacking = replace(asked, assessment=assessment(coverage=open_loop))
    notes = [note.en for note in propose(lacking, rules).rationale.notes]
    assert any("may not be called full-loop" in note and "trades" in note for note in notes)


def test_a_guarantee_has_a_limit_and_no_schedule_and_a_higher_role_decides(rules: Rulebook) -> None:
    proposal = propose(asks("guarantee", 80_000, 12, "single-payment"), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.commitment"]
    assert "80,000.00 yuan can be promised" in proposal.findings[0].text.en
    assert proposal.offer is None
    assert proposal.staircase is not None
    assert proposal.staircase.complete
    assert proposal.authority.role == "supervisor"


def test_a_guarantee_counts_toward_the_ceiling(rules: Rulebook) -> None:
    owing = asks("guarantee", 80_000, 12, "single-payment", exposure=Exposure(own=960_000 * YUAN))
    steps = propose(owing, rules).staircase
    assert steps is not None
    assert (steps.binding, steps.limit) == ("ceiling", 40_000 * YUAN)


def test_a_referral_is_not_scored_and_still_needs_consent(rules: Rulebook) -> None:
    asked = asks("referral", 3_000_000, 24, "single-payment", assessment=assessment("H"))
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.referral"]
    assert proposal.staircase is None
    assert propose(replace(asked, consents=()), rules).outcome is Outcome.DECLINE


def test_every_rule_has_words_that_a_case_of_every_product_can_fill(rules: Rulebook) -> None:
    """Every product, with and without what it rests on, in every role: the words never lack a figure."""
    for code, product in rules.products.items():
        for held in (None, base(product.basis, 100_000)):
            for months in (1, 3, 6, 12, 24):
                for method in RepaymentMethod:
                    asked = asks(code, 60_000, months, method.value, collateral=held, platforms=("tmall",))
                    proposal = propose(asked, rules)
                    assert proposal.product == code
                    if product.kind is not ProductKind.LOAN:
                        assert proposal.offer is None


def test_fees_of_a_file_become_the_fees_of_a_schedule() -> None:
    on_prepayment = EventFee(event="prepayment", share=Fraction(1, 50))
    first, second = Fees(upfront_share=Fraction(1, 100), events=(on_prepayment,)).terms
    assert (first.when, first.share) == (FeeWhen.UPFRONT, Fraction(1, 100))
    assert (second.when, second.share) == (FeeWhen.ON_EVENT, Fraction(1, 50))
    assert (second.basis, second.event) == (FeeBasis.AMOUNT, "prepayment")


def test_in_the_months_of_grace_interest_alone_is_paid(rules: Rulebook) -> None:
    resting = msgspec.structs.replace(rules.product("credit"), grace_months=3)
    offer = make_offer(resting, rules.policy, case(), 60_000 * YUAN, 6, RepaymentMethod.EQUAL_INSTALMENT)
    assert [row.principal for row in offer.schedule.rows[:3]] == [0, 0, 0]
    assert sum(row.principal for row in offer.schedule.rows) == 60_000 * YUAN


CALENDAR = """
code = "cn"
name = { zh = "中国", en = "China" }
first_year = 2026
last_year = 2028
days_off = [2026-10-01, 2026-10-02, 2026-10-05]
workdays = [2026-10-10]
"""


@pytest.fixture
def dated(root: Path, tmp_path: Path) -> Path:
    """The shipped definitions with a credit loan that moves due days by a calendar, and none other."""
    for folder in ("products", "policies", "reasons"):
        shutil.copytree(root / "resources" / folder, tmp_path / folder)
    path = tmp_path / "products" / "credit.toml"
    text = path.read_text(encoding="utf-8")
    moved = '[due_days]\nrule = "following"\ncalendar = "cn"\n\n[fees]'
    path.write_text(text.replace("[fees]", moved, 1), encoding="utf-8")
    (tmp_path / "products" / "ali.toml").unlink()
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "cn.toml").write_text(CALENDAR, encoding="utf-8")
    return tmp_path


def test_the_ali_loan_falls_due_on_business_days_and_says_so(rules: Rulebook) -> None:
    """Firms pay from accounts that clear on business days; 3 October 2026 lies in the National holiday."""
    product = rules.product("ali")
    asked = asks("ali", 50_000, 6, "equal-principal", platforms=("1688",), draw_on=date(2026, 7, 3))
    offer = propose(asked, rules).offer
    assert offer is not None and product.calendar is not None
    due = [row.due for row in offer.schedule.rows]
    assert due[2] == date(2026, 10, 8)
    assert all(product.calendar.is_business_day(day) for day in due)
    assert product.calendar.first_unannounced(due) == due[-1] == date(2027, 1, 4)


def test_due_days_move_by_the_calendar_that_the_product_names(dated: Path) -> None:
    rules = load_rulebook(dated)
    proposal = propose(case(draw_on=date(2026, 7, 3)), rules)
    assert proposal.offer is not None
    due = [row.due for row in proposal.offer.schedule.rows]
    assert due[0] == date(2026, 8, 3)
    assert due[1] == date(2026, 9, 3)
    assert due[2] == date(2026, 10, 6)  # 3 October is a Saturday, and the Monday after it is off


def test_a_decision_carries_the_calendar_that_it_rests_on(dated: Path) -> None:
    rules, again = load_rulebook(dated), rulebooks.unpack(rulebooks.pack(dated))
    assert "calendar:cn" in rules.file_hashes()
    assert proposal_digest(propose(case(), again)) == proposal_digest(propose(case(), rules))
    path = dated / "calendars" / "cn.toml"
    path.write_text(CALENDAR.replace("2026-10-05", "2026-10-06"), encoding="utf-8")
    assert load_rulebook(dated).version_hash != rules.version_hash


def test_a_calendar_that_is_not_there_is_named_with_its_line(dated: Path) -> None:
    (dated / "calendars" / "cn.toml").unlink()
    with pytest.raises(KnownError, match=r"no calendar cn.*credit\.toml, line \d+, field due_days\.calendar"):
        load_rulebook(dated)
