"""What authority an approval needs is reckoned at the hub anew: a workstation's own word is not enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest

from tests.services.office import decision
from workstation.domain.lending import (
    AuthorityNeed,
    DayCount,
    Decision,
    Offer,
    Outcome,
    RepaymentMethod,
)
from workstation.domain.text import Bilingual
from workstation.hub.decision_rules import within_authority
from workstation.hub.services import Ceilings
from workstation.lending import Rulebook, all_in_cost, load_rulebook, make_schedule
from workstation.paths import resources
from workstation.services.hub_rules import decision_rules

STATED = AuthorityNeed("officer", Bilingual("权限之内", "within authority"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook(resources())


def approved(fen: int) -> Decision:
    method = RepaymentMethod.EQUAL_INSTALMENT
    schedule = make_schedule(fen, "0.144", 12, method, date(2026, 11, 23), DayCount.ACT_360)
    offer = Offer("credit", fen, 12, method, "0.144", schedule, all_in_cost(schedule))
    return decision("d-1", outcome=Outcome.APPROVE, offer=offer, authority=STATED)


def allowed(rulebook: Rulebook, role: str, fen: int, total: int = 0) -> bool:
    decisions = decision_rules(rulebook)
    case = SimpleNamespace(decisions=decisions, device=SimpleNamespace(officer=SimpleNamespace(role=role)))
    return within_authority(case, approved(fen), total or fen)  # type: ignore[arg-type]


def test_a_small_approval_stands_on_the_officers_own_word(rulebook: Rulebook) -> None:
    assert allowed(rulebook, "officer", 1_000_000)


def test_a_large_one_that_says_an_officer_suffices_is_refused(rulebook: Rulebook) -> None:
    assert not allowed(rulebook, "officer", 60_000_000)


def test_a_supervisor_may_approve_it(rulebook: Rulebook) -> None:
    assert allowed(rulebook, "supervisor", 40_000_000)


def test_a_small_one_on_top_of_a_large_exposure_is_not(rulebook: Rulebook) -> None:
    assert not allowed(rulebook, "officer", 1_000_000, total=40_000_000)
    assert allowed(rulebook, "supervisor", 1_000_000, total=40_000_000)


def test_a_supervisor_may_put_to_the_committee_what_it_decides_by_vote(rulebook: Rulebook) -> None:
    assert allowed(rulebook, "supervisor", 90_000_000)
    assert not allowed(rulebook, "officer", 90_000_000)


def test_a_lender_of_little_capital_has_a_lower_ceiling_at_the_hub(rulebook: Rulebook) -> None:
    small = replace(rulebook, policy=msgspec.structs.replace(rulebook.policy, capital_yuan=2_000_000))
    today = date(2026, 11, 23)
    assert decision_rules(rulebook).ceilings(today) == Ceilings(single=100_000_000, group=100_000_000)
    assert decision_rules(small).ceilings(today) == Ceilings(single=20_000_000, group=30_000_000)


def test_a_share_of_capital_counts_from_its_day(rulebook: Rulebook) -> None:
    policy = rulebook.policy
    [row] = policy.concentration
    from_2027 = msgspec.structs.replace(row, starts=date(2027, 1, 1))
    dated = msgspec.structs.replace(policy, capital_yuan=2_000_000, concentration=(from_2027,))
    ceilings = decision_rules(replace(rulebook, policy=dated)).ceilings
    assert ceilings(date(2026, 12, 31)) == Ceilings(single=100_000_000, group=100_000_000)
    assert ceilings(date(2027, 1, 1)) == Ceilings(single=20_000_000, group=30_000_000)
