"""Whatever the order in which officers take shares along, approve, send and come back: no budget is
overdrawn."""

from __future__ import annotations

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
from workstation.domain.scenarios import KeptScenario, ScenarioTerms, StatedUse, plain_use, stated_uses
from workstation.domain.workshop import Device, HubIdentity, Role, StaffMember
from workstation.hub.ports import Workshop
from workstation.hub.refusal import Refusal
from workstation.hub.scenarios import Budgets
from workstation.hub.services import ScenarioRules

TODAY = date(2026, 11, 11)
DEVICES = {
    name: Device(name, StaffMember(name[0], name[0], Role.OFFICER), "laptop", b"k" * 32, name)
    for name in ("a1", "a2", "b", "c")
}
"""The first of three officers has two laptops."""
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
    """Three officers who decide, with their workstations."""
    hub = opened(tmp_path_factory.mktemp("hub") / "hub.db", IDENTITY)
    with hub.writing() as writing:
        for device in DEVICES.values():
            writing.staff.add(device.officer)
            writing.staff.add_device(device)
    yield hub
    hub.close()


@dataclass
class Laptop:
    """What an officer knows and has not sent: as the desk counts, without a hub."""

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


def push(workshop: Workshop, device: str, made: Decision) -> bool:
    """Whether the hub takes it; a refusal leaves nothing behind."""
    try:
        with workshop.writing() as writing:
            BUDGETS.charge(writing, DEVICES[device], made)
    except Refusal as refusal:
        if refusal.code != "scenario.budget":
            raise
        return False
    return True


def test_of_a_case_that_is_not_proved_the_larger_use_counts(workshop: Workshop) -> None:
    terms = ScenarioTerms(name := f"s{next(_numbers)}", 1, name, TODAY, TODAY, 1_000, 500)
    stated = approval(terms, f"r{next(_numbers)}", 10)
    for reckoned, taken in ((approval(terms, stated.application_id, 70), 70), (None, 10)):
        with workshop.writing() as writing:
            if not writing.scenarios.called(name):
                writing.scenarios.add(KeptScenario(terms, b"", b"", ""))
            BUDGETS.charge(writing, DEVICES["b"], stated, reckoned)
            assert writing.scenarios.used(terms) == taken
    with workshop.writing() as writing:
        BUDGETS.charge(writing, DEVICES["b"], stated, approval(terms, stated.application_id, 5))
        assert writing.scenarios.used(terms) == 10, "less than it says itself is never charged"


_step = st.tuples(
    st.sampled_from(["sync", "approve", "approve", "overdo", "decide again"]),
    st.sampled_from(tuple(DEVICES)),
    st.integers(1, 400),
)


@given(budget=st.integers(1, 1_000), each=st.integers(1, 1_000), steps=st.lists(_step, max_size=30))
def test_no_order_of_events_overdraws_a_budget(
    workshop: Workshop, budget: int, each: int, steps: list[tuple[str, str, int]]
) -> None:
    name = f"s{next(_numbers)}"
    terms = ScenarioTerms(name, 1, name, TODAY, TODAY, budget, min(each, budget))
    with workshop.writing() as writing:
        for other in writing.scenarios.newest():  # the one of the example before is over
            if not other.terms.in_force(TODAY):
                continue
            over = ScenarioTerms(other.terms.id, other.terms.version + 1, f"{other.terms.id}!", *_GONE)
            writing.scenarios.add(KeptScenario(over, b"", b"", ""))
        writing.scenarios.add(KeptScenario(terms, b"", b"", ""))
    laptops = {one: Laptop() for one in DEVICES}
    honest = True
    for what, device, loss in steps:
        laptop = laptops[device]
        if what == "sync":
            taken = [push(workshop, device, made) for made in laptop.unsent]
            assert all(taken) or not honest, "what is within a share is never refused"
            laptop.unsent.clear()
            BUDGETS.renew(workshop, DEVICES[device])
            share = workshop.scenario_budgets(DEVICES[device])[name].share
            assert share is not None
            laptop.share, laptop.counted = share.amount, share.counted
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
        away = sum(share.amount for share in writing.scenarios.shares(terms.id).values())
    assert 0 <= taken <= taken + away <= (terms.budget or 0)
