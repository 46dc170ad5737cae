"""Whatever the order in which officers enrol laptops, take shares along, approve, send and come back: no
budget is overdrawn, and nobody is away with more than one person may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hub.living import opened
from tests.services.office import decision
from workstation.clock import FixedClock
from workstation.domain.lending import Cost, DayCount, Decision, Offer, Outcome, RepaymentMethod, Schedule
from workstation.domain.scenarios import (
    BudgetShare,
    KeptScenario,
    ScenarioTerms,
    StatedUse,
    plain_use,
    stated_uses,
)
from workstation.domain.workshop import Device, HubIdentity, Role, StaffMember
from workstation.hub.ports import Workshop
from workstation.hub.refusal import Refusal
from workstation.hub.scenarios import Budgets
from workstation.hub.services import ScenarioRules

TODAY = date(2026, 11, 11)
NAMES = ("a1", "a2", "a3", "b1", "c1")
"""Laptops of three officers, by the officer's letter."""
IDENTITY = HubIdentity("e" * 32, b"p" * 32, b"r" * 32)
BUDGETS = Budgets(
    ScenarioRules(
        read=lambda body, signatures: pytest.fail("nothing is published"),
        check_together=lambda bodies: None,
        named=lambda made: tuple(use.sha256 for use in stated_uses(made)),
        uses=lambda made, bodies: {use.id: use.expected_loss or 0 for use in stated_uses(made)},
        day=lambda made: None,
        lets_in=lambda made, bodies, others: False,
        days=14,
    ),
    FixedClock(TODAY),
)
_numbers = count(1)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Three officers who decide."""
    hub = opened(tmp_path_factory.mktemp("hub") / "hub.db", IDENTITY)
    with hub.writing() as writing:
        for officer in sorted({name[0] for name in NAMES}):
            writing.staff.add(StaffMember(officer, officer, Role.OFFICER))
    yield hub
    hub.close()


@dataclass
class Laptop:
    """What an officer knows and has not sent: as the desk counts, without a hub."""

    device: Device
    share: int = 0
    counted: tuple[str, ...] = ()
    unsent: list[Decision] = field(default_factory=list)

    def left(self, request: str) -> int:
        waiting = (d for d in self.unsent if d.id not in self.counted and d.application_id != request)
        return self.share - sum(used(one) for one in waiting)


def used(made: Decision) -> int:
    return sum(use.expected_loss or 0 for use in stated_uses(made)) if made.outcome.lends else 0


def approval(terms: ScenarioTerms, request: str, loss: int) -> Decision:
    use = plain_use(StatedUse(terms.id, terms.version, terms.sha256, loss))
    schedule = Schedule(1, "0.1", RepaymentMethod.BULLET, DayCount.ACT_360, TODAY, 0, ())
    offer = Offer("credit", 1, 12, RepaymentMethod.BULLET, "0.1", schedule, Cost("1", "1"))
    return decision(
        f"d-{next(_numbers)}", application_id=request, outcome=Outcome.APPROVE, offer=offer,
        decided_at=f"{TODAY}T09:00:00Z", inputs={"scenarios": [use]},
    )  # fmt: skip


def begun(workshop: Workshop, budget: int, each: int) -> ScenarioTerms:
    """A scenario of its own for one example: that of the one before is over, and its laptops are gone."""
    name = f"s{next(_numbers)}"
    terms = ScenarioTerms(name, 1, name, TODAY, TODAY, budget, each)
    with workshop.writing() as writing:
        for device in writing.staff.devices():
            writing.staff.revoke(device.id, "2026-11-11T00:00:00Z")
        for other in writing.scenarios.newest():
            if not other.terms.in_force(TODAY):
                continue
            over = ScenarioTerms(other.terms.id, other.terms.version + 1, f"{other.terms.id}!", *_GONE)
            writing.scenarios.add(KeptScenario(over, b"", b"", ""))
        writing.scenarios.add(KeptScenario(terms, b"", b"", ""))
    return terms


def enrol(workshop: Workshop, name: str) -> Laptop:
    officer = StaffMember(name[0], name[0], Role.OFFICER)
    number = f"{name}-{next(_numbers)}"
    device = Device(number, officer, "laptop", b"k" * 32, number)
    with workshop.writing() as writing:
        writing.staff.add_device(device)
    return Laptop(device)


def renew(workshop: Workshop, terms: ScenarioTerms, laptop: Laptop) -> None:
    BUDGETS.renew(workshop, laptop.device)
    share = workshop.scenario_budgets(laptop.device)[terms.id].share
    assert share is not None
    laptop.share, laptop.counted = share.amount, share.counted


def reserve(workshop: Workshop, terms: ScenarioTerms, laptop: Laptop, amount: int) -> None:
    """As the migration of shares to workstations left them: to each what its person had."""
    with workshop.writing() as writing:
        writing.scenarios.put_share(terms.id, laptop.device.id, BudgetShare(amount, TODAY))
    laptop.share = amount


def push(workshop: Workshop, device: Device, made: Decision) -> bool:
    """Whether the hub takes it; a refusal leaves nothing behind."""
    try:
        with workshop.writing() as writing:
            BUDGETS.charge(writing, device, made)
    except Refusal as refusal:
        if refusal.code != "scenario.budget":
            raise
        return False
    return True


def test_of_a_case_that_is_not_proved_the_larger_use_counts(workshop: Workshop) -> None:
    terms = begun(workshop, 1_000, 500)
    device = enrol(workshop, "b1").device
    stated = approval(terms, f"r{next(_numbers)}", 10)
    for reckoned, taken in ((approval(terms, stated.application_id, 70), 70), (None, 10)):
        with workshop.writing() as writing:
            BUDGETS.charge(writing, device, stated, reckoned)
            assert writing.scenarios.used(terms) == taken
    with workshop.writing() as writing:
        BUDGETS.charge(writing, device, stated, approval(terms, stated.application_id, 5))
        assert writing.scenarios.used(terms) == 10, "less than it says itself is never charged"


def test_a_second_laptop_gets_what_the_first_leaves_of_what_one_person_may_have(workshop: Workshop) -> None:
    terms = begun(workshop, 1_000, 400)
    first = enrol(workshop, "a1")
    renew(workshop, terms, first)
    assert first.share == 400
    second = enrol(workshop, "a2")
    renew(workshop, terms, second)
    assert second.share == 0, "the first is away with all that one person may have"
    renew(workshop, terms, first)
    renew(workshop, terms, second)
    assert (first.share, second.share) == (200, 200)


def test_an_approval_within_a_share_is_taken_though_more_is_reserved_than_there_is(
    workshop: Workshop,
) -> None:
    terms = begun(workshop, 1_000, 1_000)
    first, second = enrol(workshop, "a1"), enrol(workshop, "a2")
    for laptop in (first, second):
        reserve(workshop, terms, laptop, 1_000)
    assert push(workshop, first.device, approval(terms, f"r{next(_numbers)}", 300))
    assert not push(workshop, second.device, approval(terms, f"r{next(_numbers)}", 701)), (
        "of 700 that are left"
    )
    assert push(workshop, second.device, approval(terms, f"r{next(_numbers)}", 700))


_uses = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 600)), max_size=12)


@given(
    budget=st.integers(1, 1_000),
    reserved=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 1_000), min_size=1),
    uses=_uses,
)
def test_whatever_was_reserved_a_share_is_honoured_as_far_as_the_budget_reaches(
    workshop: Workshop, budget: int, reserved: dict[str, int], uses: list[tuple[str, int]]
) -> None:
    terms = begun(workshop, budget, budget)
    laptops = {name: enrol(workshop, name) for name in reserved}
    for name, laptop in laptops.items():
        reserve(workshop, terms, laptop, reserved[name])
    used = 0
    for name, loss in uses:
        if (laptop := laptops.get(name)) is None:
            continue
        taken = push(workshop, laptop.device, approval(terms, f"r{next(_numbers)}", loss))
        assert taken or loss > laptop.share or used + loss > budget
        if taken:
            used, laptop.share = used + loss, max(laptop.share - loss, 0)
        assert used <= budget


_step = st.tuples(
    st.sampled_from(["sync", "sync", "approve", "approve", "overdo", "decide again", "enrol"]),
    st.sampled_from(NAMES),
    st.integers(1, 400),
)


@given(budget=st.integers(1, 1_000), each=st.integers(1, 1_000), steps=st.lists(_step, max_size=30))
def test_no_order_of_events_overdraws_a_budget(
    workshop: Workshop, budget: int, each: int, steps: list[tuple[str, str, int]]
) -> None:
    terms = begun(workshop, budget, min(each, budget))
    laptops = {name: enrol(workshop, name) for name in ("a1", "b1", "c1")}
    honest = True
    for what, name, loss in steps:
        if what == "enrol":
            if name not in laptops:
                laptops[name] = enrol(workshop, name)
                renew(workshop, terms, laptops[name])  # enrolled, it fetches at once
        elif (laptop := laptops.get(name)) is None:
            continue
        elif what == "sync":
            taken = [push(workshop, laptop.device, made) for made in laptop.unsent]
            assert all(taken) or not honest, "what is within a share is never refused"
            laptop.unsent.clear()
            renew(workshop, terms, laptop)
        else:
            again = what == "decide again" and laptop.unsent
            request = laptop.unsent[-1].application_id if again else f"r{next(_numbers)}"
            if what != "overdo" and loss > laptop.left(request):
                continue
            honest = honest and what != "overdo"
            laptop.unsent.append(approval(terms, request, loss))
        assert_within(workshop, terms)


_GONE = (date(2000, 1, 1), date(2000, 1, 1))


def assert_within(workshop: Workshop, terms: ScenarioTerms) -> None:
    with workshop.writing() as writing:
        taken = writing.scenarios.used(terms)
        shares = writing.scenarios.shares(terms.id)
        person = {device.id: device.officer.id for device in writing.staff.devices()}
    away = sum(share.amount for share in shares.values())
    assert 0 <= taken <= taken + away <= (terms.budget or 0)
    each = Counter[str]()
    for device, share in shares.items():
        each[person[device]] += share.amount
    assert max(each.values(), default=0) <= terms.most_each
