"""What the model of single orders does to what is lent on them: less or no more, frozen, asked once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AS_OF, ledgers, moment
from tests.helpers.words_of_models import a_word, models_with, suite_with
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.codec import encode
from workstation.domain.ledger import Ledgers
from workstation.lending import Rulebook
from workstation.lending.collateral import collateral_base, load_collateral_policy, reckoned_base
from workstation.paths import resources
from workstation.scoring.entry import Need
from workstation.services.confirming import confirmation_by, confirmation_here
from workstation.services.models import Models

POLICY = load_collateral_policy(resources() / "policies" / "collateral.toml")
SELLER = "S001"


def shipped(*ids: str) -> Ledgers:
    orders = [
        {"source_id": i, "status": "shipped", "ordered_at": moment(4), "buyer_id": f"b-{i}",
         "goods_amount": 100_000, "refund_amount": None}
        for i in ids
    ]  # fmt: skip
    sent = [{"source_id": f"w-{i}", "order_id": i, "shipped_at": moment(3)} for i in ids]
    return ledgers(orders=orders, shipments=sent)


def test_what_comes_back_is_not_confirmed(tmp_path: Path) -> None:
    chance = confirmation_by(suite_with(tmp_path, a_word("order", 0.3)), shipped("A"), AS_OF)
    assert chance is not None
    assert chance("A") == pytest.approx(0.7, abs=1e-6)
    assert chance("another") is None


def test_a_model_may_also_tell_of_what_is_confirmed(tmp_path: Path) -> None:
    chance = confirmation_by(suite_with(tmp_path, a_word("order", 0.3, worse=-1)), shipped("A"), AS_OF)
    assert chance is not None
    assert chance("A") == pytest.approx(0.3, abs=1e-6)


def test_of_an_order_without_its_evidence_the_model_does_not_speak(tmp_path: Path) -> None:
    word = a_word("order", 0.3, applies_when=(Need("order_shop_stars", 1.0),))
    chance = confirmation_by(suite_with(tmp_path, word), shipped("A"), AS_OF)
    assert chance is not None
    assert chance("A") is None


def test_a_suite_without_such_a_model_in_use_says_nothing(tmp_path: Path) -> None:
    assert confirmation_by(suite_with(tmp_path / "none"), shipped("A"), AS_OF) is None
    lost = suite_with(tmp_path / "lost", a_word("order", 0.3, enabled=False))
    assert confirmation_by(lost, shipped("A"), AS_OF) is None


def test_models_that_may_not_be_used_leave_the_share_of_the_policy(tmp_path: Path) -> None:
    assert confirmation_here(Models(tmp_path / "nowhere"), "orders", shipped("A"), AS_OF) is None
    assert confirmation_here(models_with(tmp_path), "supply-chain", shipped("A"), AS_OF) is None


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=6))
def test_a_models_word_only_makes_a_base_smaller(words: list[float | None]) -> None:
    names = [f"O{i}" for i in range(len(words))]
    said = dict(zip(names, words, strict=True))
    without = reckoned_base("orders", shipped(*names), AS_OF, POLICY)
    found = reckoned_base("orders", shipped(*names), AS_OF, POLICY, confirmation=said.get)
    assert found.gross == without.gross
    assert all(a <= b for a, b in zip(found.advances, without.advances, strict=True))
    assert found.gross == found.concentration_cut + found.haircut + found.base


def test_a_policy_may_let_a_sure_order_count_for_more() -> None:
    row = POLICY.on(AS_OF)
    lifting = msgspec.structs.replace(row.orders, model_may_lift=True)
    policy = msgspec.structs.replace(POLICY, rows=(msgspec.structs.replace(row, orders=lifting),))
    ten = [f"O{i}" for i in range(10)]
    held = collateral_base("orders", shipped(*ten), AS_OF, POLICY, confirmation=lambda _: 0.99)
    lifted = collateral_base("orders", shipped(*ten), AS_OF, policy, confirmation=lambda _: 0.99)
    assert held is not None
    assert lifted is not None
    assert (held.base, lifted.base) == (720_000, 800_000)


class TestInACase:
    @pytest.fixture(autouse=True)
    def asks_for_an_order_loan(self, books: Books) -> None:
        asked = books.hub_files[f"sample:{SELLER}"].applications[-1]
        asked = replace(asked, product="order", amount=1_000_000, months=1, method="order")
        books.hub_changes(f"sample:{SELLER}", applications=(asked,))

    @pytest.fixture
    def doubtful(self, sit_down: OpenOffice, tmp_path: Path) -> Office:
        """An office whose model holds every order on its way for doubtful."""
        return sit_down(models=models_with(tmp_path, a_word("order", 0.15)))

    def test_the_base_is_smaller_and_says_why(self, office: Office, doubtful: Office) -> None:
        plain, wary = office.appraise(SELLER).case.collateral, doubtful.appraise(SELLER).case.collateral
        assert plain is not None
        assert wary is not None
        assert wary.gross == plain.gross
        assert 0 < wary.base < plain.base
        assert "confirmation model" in wary.explanation.en
        assert "确认模型" in wary.explanation.zh

    def test_it_replays_to_the_bit_without_asking_the_model_again(
        self, doubtful: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = doubtful.decide(SELLER)
        monkeypatch.setattr("workstation.services.appraisals.confirmation_by", None)
        assert doubtful.decisions.replay(made.id).same

    def test_the_draw_is_held_to_the_same_word(self, office: Office, doubtful: Office, books: Books) -> None:
        file = books.applicant_file(f"sample:{SELLER}")
        made = doubtful.decide(SELLER)
        wary, plain = (desk.drawing.line_in(file, made, None) for desk in (doubtful, office))
        assert wary.base is not None
        assert plain.base is not None
        assert wary.base < plain.base

    def test_two_desks_find_the_same(self, doubtful: Office, sit_down: OpenOffice, rules: Rulebook) -> None:
        other = sit_down(models=doubtful.appraisals.models, rules=replace(rules))
        one, two = doubtful.appraise(SELLER), other.appraise(SELLER)
        assert encode(one.case) == encode(two.case)
