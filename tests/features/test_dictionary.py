"""The dictionary keeps the promises that reasons, screens and models build on."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.features.prohibited import prohibited_words
from workstation.domain.evidence import EvidenceDomain
from workstation.features import FEATURES, Direction, Family, Unit, features_of, schema_sha256


@pytest.mark.parametrize("name", FEATURES)
def test_no_feature_is_a_prohibited_input_or_its_plain_proxy(name: str) -> None:
    feature = FEATURES[name]
    assert not prohibited_words(
        name, feature.title.en, feature.definition.en, feature.title.zh, feature.definition.zh
    )


def test_the_scan_would_find_one() -> None:
    assert prohibited_words("shop_share_of_female_buyers") == ["female"]
    assert prohibited_words("Owner age in years") == ["age"]
    assert prohibited_words("店主年龄") == ["年龄"]
    assert not prohibited_words("average order", "shop_top_buyer_share")


@pytest.mark.parametrize("name", FEATURES)
def test_each_feature_is_explained_in_both_languages(name: str) -> None:
    feature = FEATURES[name]
    assert re.search(r"[\u4e00-\u9fff]", feature.title.zh)
    assert re.search(r"[\u4e00-\u9fff]", feature.definition.zh)
    assert feature.title.en.isascii()
    assert len(feature.definition.en) > 20
    assert name.startswith(feature.family.value + "_")


def test_signs_are_those_of_the_credit_policy() -> None:
    """Set beforehand by the trade, not found in data: a wrong sign costs more than any method."""
    raises = ("refund", "dispute", "cancel", "late", "negative", "volatility", "drop", "days_since", "void",
              "concentration", "top_", "top5", "gap", "settlement_days", "ship_hours")  # fmt: skip
    for name, feature in FEATURES.items():
        if any(word in name for word in raises):
            assert feature.direction is Direction.RAISES_RISK, name
    lowers = ("months_trading", "settled_sales", "repeat_buyer", "stars", "months_seen", "buyers_365d")
    for name in filter(lambda n: any(word in n for word in lowers), FEATURES):
        assert FEATURES[name].direction is Direction.LOWERS_RISK


def test_families_have_enough_to_go_on_and_name_the_evidence_they_stand_on() -> None:
    assert len(features_of(Family.SHOP)) >= 28
    assert len(features_of(Family.INVOICE)) >= 22
    covered_by_shops = {f.domain for f in features_of(Family.SHOP)}
    assert covered_by_shops == {EvidenceDomain.TRADING, EvidenceDomain.PAYMENT_ACCOUNT}
    covered_by_invoices = {f.domain for f in features_of(Family.INVOICE)}
    assert covered_by_invoices == {EvidenceDomain.TRADES_AROUND, EvidenceDomain.SUPPLY_CHAIN}


def test_fingerprint_is_of_the_rules_and_not_of_their_order() -> None:
    names = ["shop_refund_share", "shop_stars_mean"]
    assert schema_sha256(names) == schema_sha256(reversed(names)) == schema_sha256([*names, names[0]])
    assert schema_sha256(names) != schema_sha256(names[:1])
    with pytest.raises(KeyError):
        schema_sha256(["shop_owner_shoe_size"])


def test_values_are_shown_with_their_unit_and_a_missing_one_is_called_missing() -> None:
    refunds = FEATURES["shop_refund_share"]
    assert refunds.shown(0.0825).en == "8.2%"
    assert refunds.shown(0.0).en == "0.0%"
    assert refunds.shown(None).zh == "无记录"
    assert FEATURES["shop_sales_growth_90d"].shown(0.5).zh == "+50.0%"
    assert FEATURES["shop_settled_sales_365d"].shown(1234567.8).zh == "1,234,568 元"
    assert FEATURES["shop_days_since_last_order"].shown(3).en == "3 days"
    assert {f.unit for f in FEATURES.values()} == set(Unit)


def test_rounding_leaves_no_negative_zero_and_no_invented_figure() -> None:
    growth = FEATURES["shop_sales_growth_90d"]
    assert str(growth.rounded(-0.000001)) == "0.0"
    assert growth.rounded(0.123456) == 0.1235
    assert growth.rounded(None) is None


def test_reading_the_dictionary_loads_no_heavy_library() -> None:
    """A screen names features before the first window is up."""
    code = (
        "import sys, workstation.features; "
        "print([m for m in ('numpy', 'pandas', 'lightgbm') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
