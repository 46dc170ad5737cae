"""Definition files: what is shipped loads, and a lender's slip is named by file, field and line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from workstation.errors import KnownError
from workstation.features import FEATURES
from workstation.lending import (
    GRADES,
    Rulebook,
    load_policy,
    load_product,
    load_products,
    load_reasons,
    load_rulebook,
)


@pytest.fixture
def edited(root: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of a shipped file with one text replaced by another."""

    def edit(name: str, old: str, new: str) -> Path:
        source = root / "resources" / name
        text = source.read_text(encoding="utf-8")
        assert old in text
        target = tmp_path / source.name
        target.write_text(text.replace(old, new, 1), encoding="utf-8")
        return target

    return edit


Edited = Callable[[str, str, str], Path]


def test_a_version_is_the_hash_of_the_files_bytes(root: Path, rules: Rulebook) -> None:
    path = root / "resources" / "products" / "credit.toml"
    assert rules.products["credit"].version_hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_one_changed_byte_is_another_rulebook(rules: Rulebook, edited: Edited) -> None:
    product = load_product(edited("products/credit.toml", 'E = "0.1800"', 'E = "0.1801"'))
    changed = replace(rules, products={"credit": product})
    assert changed.version_hash != rules.version_hash
    assert changed.policy.version_hash == rules.policy.version_hash


def test_a_product_is_added_without_code(root: Path, tmp_path: Path, edited: Edited) -> None:
    copy = edited("products/credit.toml", 'code = "credit"', 'code = "stall"')
    copy.rename(tmp_path / "stall.toml")
    (tmp_path / "credit.toml").write_bytes((root / "resources/products/credit.toml").read_bytes())
    assert sorted(load_products(tmp_path)) == ["credit", "stall"]


def test_a_product_takes_the_admission_of_its_family(rules: Rulebook, edited: Edited) -> None:
    product = load_product(edited("products/credit.toml", 'code = "credit"', 'code = "stall"'))
    book = replace(rules, products={"stall": product})
    assert book.policy.admission_of(product) == rules.policy.admission["credit"]


def test_two_files_cannot_define_one_product(root: Path, tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_bytes((root / "resources/products/credit.toml").read_bytes())
    with pytest.raises(KnownError, match=r"product\.duplicate.*b\.toml"):
        load_products(tmp_path)


def test_a_product_without_admission_is_refused(rules: Rulebook, edited: Edited) -> None:
    product = load_product(edited("products/credit.toml", 'family = "credit"', 'family = "stall"'))
    product = msgspec.structs.replace(product, code="stall")
    with pytest.raises(KnownError, match=r"policy\.damaged.*stall.*field admission"):
        replace(rules, products={"stall": product})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[6, 12]", '[6, "12"]', r"Expected `int`.*credit\.toml, line 9, field tenors\[1\]"),
        ("tenors = [6, 12]", "tenors = [6, 12, 24]", r"one price row for each tenor.*credit\.toml"),
        ("tenors = [6, 12]", "tenors = [", r"credit\.toml, line \d+"),
        ("version = 1", "version = 1\ncolour = 3", r"unknown field `colour`.*credit\.toml"),
        ("version = 1", 'version = 1\nversion_hash = "0"', r"version_hash.*credit\.toml"),
        ("step_yuan = 1_000", "", r"missing required field `step_yuan`.*field amounts"),
        ("minimum_yuan = 5_000", "minimum_yuan = 5_000_000", r"minimum_yuan <= maximum_yuan.*amounts"),
        ('methods = ["equal-instalment", "bullet"]', 'methods = ["gift"]', r"Invalid enum value 'gift'"),
        ('"bullet"]', '"share-of-sales"]', r"share-of-sales do not follow.*credit\.toml"),
        ("version = 1", "version = 1\ngrace_months = 6", r"below the shortest tenor.*credit\.toml"),
        ('kind = "loan"', 'kind = "gift"', r"Invalid enum value 'gift'.*line 4, field kind"),
        ('kind = "loan"', 'kind = "referral"', r"referral has neither methods nor a price"),
        ('basis = "trading-record"', 'basis = "rumour"', r"Invalid enum.*line 7, field basis"),
        ('"contract_signed"', '"identity_checked"', r"condition identity_checked stands twice"),
        ('rate_factor = "1.5"', 'rate_factor = "3"', r"from 1 to 2.*line \d+, field late"),
        ("[evidence]", '[due_days]\nrule = "following"\n[evidence]', r"needs a calendar.*field due_days"),
        ('E = "0.1800"', 'E = "lots"', r"grade E: not a yearly rate.*line 3\d, field price\[0\]"),
        ('E = "0.1800"', 'Z = "0.1800"', r"there is no grade Z.*field price\[0\]"),
        ('upfront_share = "0"', "upfront_share = 0.01", r"decimal in quotes.*field fees\.upfront_share"),
        ('en = "Credit loan"', 'en = " "', r"both languages.*field name"),
    ],
)
def test_a_slip_in_a_product_is_named(edited: Edited, old: str, new: str, said: str) -> None:
    with pytest.raises(KnownError, match=rf"product\.damaged: .*{said}"):
        load_product(edited("products/credit.toml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('cover = "1.3"', 'cover = "0.9"', r"cover must be at least 1.*field capacity"),
        ('G = "0.60"', "", r"grade_factors lacks G"),
        ('role = "committee"', 'role = "auditor"', r"roles must be officer, supervisor, committee"),
        ('decline = "supervisor"', 'decline = "boss"', r"there is no role boss.*field authority"),
        ('measure = "nominal"', 'measure = "monthly"', r"Invalid enum value 'monthly'.*field caps\[0\]"),
        ("ends = 2027-12-30", 'ends = "soon"', r"Invalid RFC3339|Expected `date`"),
        ('margin = "0.13"', 'margin = "0.005"', r"cost < margin.*field admission"),
        ('"turnover", "expected_loss"]', '"rumour"]', r"steps: there is no step rumour"),
        ('trading-record = ["request", ', "trading-record = [", r"steps: trading-record lacks request"),
        ('single_share = "0.10"', 'single_share = "0.20"', r"single_share <= related.*concentration\[0\]"),
        ('up = "0.20"', 'up = "-1"', r"up must not be below 0.*line \d+, field review"),
        ('G = "0.16"', 'K = "0.16"', r"there is no grade K.*field pricing"),
        ('rounding = "HALF_UP"', 'rounding = "DOWN"', r"Invalid enum value 'DOWN'.*field rounding"),
    ],
)
def test_a_slip_in_a_policy_is_named(edited: Edited, old: str, new: str, said: str) -> None:
    with pytest.raises(KnownError, match=rf"policy\.damaged: .*({said})"):
        load_policy(edited("policies/lending.toml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{days}", "{dayz}", r"there is no figure \{dayz\}"),
        ('code = "hard.fraud"', 'code = "hard.frod"', r"findings: without a row: hard\.fraud"),
        ('"shop_refund_share", ', "", r"without a row|not known"),
        (
            'features = ["shop_settlement_days_median", ',
            'features = ["shop_refund_share", ',
            r"feature shop_refund_share stands twice",
        ),
        ('domain = "economy"', 'domain = "trading"', r"evidence trading stands twice"),
        ("{figures}", "{figures", r"expected '}'"),
    ],
)
def test_a_slip_in_the_reason_table_is_named(edited: Edited, old: str, new: str, said: str) -> None:
    with pytest.raises(KnownError, match=rf"reasons\.damaged: .*({said})"):
        load_reasons(edited("reasons/reasons.toml", old, new))


def test_a_reason_table_from_before_a_note_still_reads(edited: Edited, root: Path) -> None:
    """Decisions were packed with it. A note that was always there may not be left out."""
    text = (root / "resources/reasons/reasons.toml").read_text(encoding="utf-8")

    def without(code: str) -> Path:
        start = text.index(f'[[notes]]\ncode = "{code}"\n')
        block = text[start : text.index("[[", start + 2)]
        return edited("reasons/reasons.toml", block, "")

    before = load_reasons(without("method_against"))
    assert not before.can_note("method_against")
    assert before.can_note("method")
    with pytest.raises(KnownError, match=r"notes: without a row: method"):
        load_reasons(without("method"))


def test_a_missing_file_and_a_file_in_gbk_are_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"product\.unreadable.*none\.toml"):
        load_product(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes('code = "credit"\nname = "信用"\n'.encode("gbk"))
    with pytest.raises(KnownError, match=r"product\.damaged: the file is not UTF-8.*gbk\.toml, line 2"):
        load_product(tmp_path / "gbk.toml")


def test_every_feature_of_the_dictionary_has_exactly_one_reason(rules: Rulebook) -> None:
    """The loader refuses a feature with two reasons; here none may be left out or made up."""
    assert set(rules.reasons.features) == set(FEATURES)
    for name in FEATURES:
        assert rules.reasons.reason_of(name) is not None


def test_titles_and_units_are_those_of_the_dictionary(rules: Rulebook) -> None:
    for name, feature in FEATURES.items():
        words = rules.reasons.features[name]
        assert (words.zh, words.en, words.unit) == (feature.title.zh, feature.title.en, feature.unit.value)


def test_fraud_and_money_laundering_are_not_told_to_the_applicant(rules: Rulebook) -> None:
    for code in ("hard.fraud", "hard.sanctioned"):
        told = rules.reasons.finding(code).applicant_text
        for word in ("fraud", "launder", "sanction", "list"):
            assert word not in told.en.lower()
        for word in ("欺诈", "洗钱", "制裁", "名单"):
            assert word not in told.zh


def test_the_shipped_policy_says_what_it_is_derived_from(rules: Rulebook) -> None:
    admission = rules.policy.admission["credit"]
    assert admission.cutoff == Fraction("0.16")
    pd = admission.cutoff
    assert (1 - pd) * admission.margin - pd * admission.loss_given_default - admission.cost == 0


def test_every_admissible_grade_has_a_price_that_rises_with_risk(rules: Rulebook) -> None:
    product = rules.products["credit"]
    for months in product.tenors:
        rates = [product.rate(grade, months) for grade in GRADES[:-1]]
        assert None not in rates
        assert rates == sorted(rates, key=lambda rate: Fraction(rate or "0"))
        assert product.rate(GRADES[-1], months) is None


def test_the_rulebook_is_the_same_on_every_load(root: Path, rules: Rulebook) -> None:
    assert load_rulebook(root / "resources").version_hash == rules.version_hash
