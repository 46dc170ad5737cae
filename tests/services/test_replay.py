"""A frozen decision computed again: the same to the bit, by its own rules and models, or what differs."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.codec import encode
from workstation.domain.lending import Decision
from workstation.errors import KnownError
from workstation.lending import LendingCase, Rulebook, load_rulebook
from workstation.paths import resources
from workstation.ports import KeptDecision
from workstation.services.decisions import replay
from workstation.services.models import Models
from workstation.services.rulebooks import pack, unpack

OF_EVERY_KIND = ["S001", "S006", "S009", "S011", "S015", "S017", "S020", "S021", "S026"]


@pytest.mark.parametrize("seller", OF_EVERY_KIND)
def test_a_decision_of_any_kind_comes_out_the_same(office: Office, seller: str) -> None:
    made = office.decide(seller)
    replayed = office.decisions.replay(made.id)
    assert (replayed.decision_id, replayed.same, replayed.differences) == (made.id, True, ())


def test_an_unknown_decision_is_named(office: Office) -> None:
    with pytest.raises(KnownError) as caught:
        office.decisions.replay("no-such")
    assert (caught.value.code, caught.value.where) == ("decision.unknown", "no-such")


class TestTampering:
    """Somebody changed the frozen record; its bytes were made anew, so that only the sums can tell."""

    @pytest.fixture
    def replayed(
        self, office: Office, models: Models, rules: Rulebook
    ) -> Callable[[Callable[[Any], None]], Any]:
        made = office.decide("S006")

        def tamper(change: Callable[[Any], None]) -> set[str]:
            plain = msgspec.to_builtins(made)
            change(plain)
            forged = msgspec.convert(plain, Decision)
            case = msgspec.convert(copy.deepcopy(forged.inputs["case"]), LendingCase)
            return set(
                replay(KeptDecision(forged, encode(forged), True), case, models.current(), rules).differences
            )

        return tamper

    def test_nothing_changed_is_nothing_found(self, replayed: Any) -> None:
        assert replayed(lambda _: None) == set()

    def test_a_feature(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            made["inputs"]["case"]["assessment"]["features"]["values"]["shop_refund_share"] = 0.0

        assert "assessment" in replayed(change)

    def test_a_probability(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            for output in made["inputs"]["case"]["assessment"]["outputs"]:
                output["probability"] = 0.001 if output["applies"] else None

        assert {"assessment", "proposal"} <= replayed(change)

    def test_the_amount_asked_for(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            made["inputs"]["case"]["application"]["amount"] += 100_000

        assert replayed(change) >= {"proposal", "reasons"}

    def test_what_was_owed(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            made["inputs"]["case"]["exposure"]["own"] += 90_000_000

        assert "proposal" in replayed(change)

    def test_a_reason_that_was_taken_away(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            made["findings"] = []

        assert replayed(change) == {"reasons"}

    def test_the_interest(self, replayed: Any) -> None:
        def change(made: Any) -> None:
            made["offer"]["schedule"]["rows"][3]["interest"] -= 1

        assert replayed(change) == {"offer"}

    def test_bytes_that_are_not_the_record_s(self, office: Office, models: Models, rules: Rulebook) -> None:
        made = office.decide("S006")
        kept = office.books.decision(made.id)
        case = msgspec.convert(made.inputs["case"], LendingCase)
        spaced = replace(kept, body=kept.body + b" ")
        assert replay(spaced, case, models.current(), rules).differences == ("bytes",)


@pytest.fixture
def stricter(tmp_path: Path) -> tuple[Rulebook, bytes]:
    """Next year's rules: half the share of turnover, and dearer."""
    for name in (
        "products/credit.toml",
        "policies/lending.toml",
        "policies/collateral.toml",
        "reasons/reasons.toml",
    ):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        text = (resources() / name).read_text(encoding="utf-8")
        target.write_text(
            text.replace('A = "0.1080"', 'A = "0.1170"').replace("0.1440", "0.1530"), encoding="utf-8"
        )
    return load_rulebook(tmp_path), pack(tmp_path)


class TestYearsLater:
    def test_the_rules_of_that_day_are_used(
        self, office: Office, sit_down: OpenOffice, stricter: tuple[Rulebook, bytes], models: Models
    ) -> None:
        rules, rules_file = stricter
        made = office.decide("S006")
        later = sit_down(rules=rules, rules_file=rules_file)
        assert later.decisions.replay(made.id).same
        case = msgspec.convert(made.inputs["case"], LendingCase)
        by_the_new_rules = replay(office.books.decision(made.id), case, models.current(), rules)
        assert "proposal" in by_the_new_rules.differences, "the story needs rules that matter"

    def test_and_decisions_of_then_and_now_stand_side_by_side(
        self, office: Office, sit_down: OpenOffice, stricter: tuple[Rulebook, bytes]
    ) -> None:
        rules, rules_file = stricter
        later = sit_down(rules=rules, rules_file=rules_file)
        made = [office.decide("S006"), later.decide("S001")]
        assert made[0].inputs["rules"] != made[1].inputs["rules"]
        for desk in (office, later):
            assert all(desk.decisions.replay(decision.id).same for decision in made)

    def test_rules_that_are_lost_are_named(
        self, office: Office, books: Books, sit_down: OpenOffice, stricter: tuple[Rulebook, bytes]
    ) -> None:
        made = office.decide("S006")
        books.blobs.clear()
        later = sit_down(rules=stricter[0], rules_file=stricter[1])
        with pytest.raises(KnownError) as caught:
            later.decisions.replay(made.id)
        assert (caught.value.code, caught.value.where) == ("blob.missing", made.inputs["rules_file"])

    def test_models_that_are_lost_are_named(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        case = msgspec.to_builtins(made.inputs["case"])
        case["assessment"]["bundle"]["version"] = 99
        forged = replace(made, inputs={**made.inputs, "case": case})
        books.acts[0] = replace(books.acts[0], body=encode(forged))
        with pytest.raises(KnownError) as caught:
            office.decisions.replay(made.id)
        assert caught.value.code == "replay.models"
        assert caught.value.where.startswith("sellers-99, ")


class TestPacks:
    def test_give_back_the_rulebook(self, rules: Rulebook) -> None:
        assert unpack(pack(resources())).version_hash == rules.version_hash

    def test_of_the_same_rules_are_the_same_bytes(self, stricter: tuple[Rulebook, bytes]) -> None:
        assert pack(resources()) == pack(resources())
        assert pack(resources()) != stricter[1]
        assert unpack(stricter[1]).version_hash == stricter[0].version_hash

    def test_of_before_the_collateral_rules_had_days_are_still_read(self, root: Path) -> None:
        """Decisions of that time carry the texts of that time, and are computed again by them."""
        texts = json.loads(pack(resources()))
        old = (root / "tests/lending/collateral/old/collateral-1.toml").read_text(encoding="utf-8")
        packed = json.dumps({**texts, "policies/collateral.toml": old}).encode()
        rules = unpack(packed)
        assert rules.collateral.version == 1
        assert rules.collateral.version_hash == hashlib.sha256(old.encode()).hexdigest()

    @pytest.mark.parametrize(
        "packed",
        [
            b"",
            b"\xff",
            b"[]",
            b'"products/credit.toml"',
            b'{"products/credit.toml": 1}',
            b'{"../credit.toml": ""}',
            b'{"/etc/credit.toml": ""}',
            b'{"products/../../credit.toml": ""}',
            b'{"products\\\\credit.toml": ""}',
            b'{"products/credit.toml\\n": ""}',
        ],
    )
    def test_that_are_none_or_lead_elsewhere_are_refused(self, packed: bytes) -> None:
        with pytest.raises(KnownError) as caught:
            unpack(packed)
        assert caught.value.code == "rules.damaged"

    def test_without_a_policy_are_no_rulebook(self) -> None:
        with pytest.raises(KnownError) as caught:
            unpack(b"{}")
        assert caught.value.code.endswith((".unreadable", ".missing", ".none", ".damaged"))
