"""Definitions of models: what is shipped loads and makes sense, and a slip is named by file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.features.prohibited import prohibited_words
from workstation.errors import KnownError
from workstation.features import DICTIONARY
from workstation.paths import resources
from workstation.scoring import Kind, Subject
from workstation.training.definitions import Definition, load_definitions, read_definition
from workstation.training.suite.rows import OUTCOMES

FOLDER = resources() / "models" / "definitions"
PROMISED = {
    "pd_retail", "pd_wholesale", "pd_invoice", "pd_export", "pd_manufacturing", "order_confirmation", "lgd",
    "early_warning", "brushing", "sales_month",
    "sales_forecast", "need_month", "need_quarter", "sell_through", "survey_consistency",
    "limit_inputs", "price_inputs", "macro",
}  # fmt: skip


@pytest.fixture(scope="module")
def definitions() -> dict[str, Definition]:
    return {d.id: d for d in load_definitions(FOLDER)}


def test_every_model_that_was_promised_is_defined(definitions: dict[str, Definition]) -> None:
    assert set(definitions) == PROMISED


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_each_says_what_it_answers_and_reads_nothing_prohibited(
    definitions: dict[str, Definition], name: str
) -> None:
    found = definitions[name]
    assert found.outcome in {*OUTCOMES, "order_came_back"}
    assert found.applies_when
    assert not prohibited_words(*found.features, found.target, found.title.en, found.purpose.en)
    families = {DICTIONARY[n].family.value for n in found.features}
    assert ("order" in families) == (found.subject is Subject.ORDER)


def test_default_keeps_the_dictionarys_signs_and_never_needs_what_routes_alone(
    definitions: dict[str, Definition],
) -> None:
    for found in definitions.values():
        if found.role == "pd":
            assert found.directions == tuple(int(DICTIONARY[n].direction) for n in found.features)
            assert any(not n.feature.startswith("firm_") for n in found.applies_when), found.id


def test_no_quantile_is_asked_to_keep_a_sign(definitions: dict[str, Definition]) -> None:
    """LightGBM refuses to grow quantiles under monotone constraints, and rightly so."""
    for found in definitions.values():
        if found.kind is Kind.QUANTILES:
            assert not any(found.directions)


def test_a_forecast_of_sales_reads_nothing_that_has_a_scale(definitions: dict[str, Definition]) -> None:
    """A count or an amount would tell trees of simulated shops how large a real one is, and that it must
    shrink."""
    forecasts = [d for d in definitions.values() if d.role == "forecast"]
    assert {d.horizon_days for d in forecasts} == {30, 90}
    for found in forecasts:
        assert found.learns_on == "days"
        assert not [
            n for n in found.features if n.startswith(("pace_counted", "pace_level", "pace_expected"))
        ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "pd_retail"', 'id = "pd_retial"', "its id is pd_retial"),
        ('role = "pd"', 'role = "oracle"', "no role oracle"),
        ('kind = "probability"', 'kind = "hunch"', "kind"),
        ("horizon_days = 365", "horizon_days = 0", "a day"),
        ("horizon_days = 365", 'horizon_days = "a year"', "horizon_days"),
        ("shop_refund_share = { sign", "shop_owner_shoe_size = { sign", "shop_owner_shoe_size"),
        ('shop_refund_share = { sign = "+"', 'shop_refund_share = { sign = "-"', "shop_refund_share"),
        ('shop_refund_share = { sign = "+"', 'shop_refund_share = { sign = "free"', "shop_refund_share"),
        ('why = "refunds take back what sales brought"', 'why = " "', "reason"),
        ('reviews = ["shop_stars_mean"', 'reviews = ["shop_category_count"', "does not read"),
        ("[evidence]", "[evidences]", "evidences"),
        ('outcome = "defaulted"', 'outcome = "defaulted"\nlearns_on = "days"', "the pace of sales alone"),
        ('id = "pd_retail"', "id = ", "line"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (FOLDER / "pd_retail.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "pd_retail.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        read_definition(path)
    assert caught.value.code == "models.definition"
    assert caught.value.where == "pd_retail.toml"
    assert said in caught.value.message


def test_an_empty_folder_is_no_suite(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no definition"):
        load_definitions(tmp_path)
