"""Publishes signed scenarios, reserves shares of their risk budgets, and takes approvals off them.

All of it is one sum: what approvals use and what is reserved for workstations together never exceed a budget,
since the hub has one writer at a time. A workstation that synchronises has sent everything, so what was
reserved for it is free again and is reserved anew; what others are away with is not touched, nor what another
of the same person is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.clock import Clock, iso
from workstation.domain.lending import Decision
from workstation.domain.money import yuan
from workstation.domain.scenarios import BudgetShare, KeptScenario, ScenarioTerms
from workstation.domain.workshop import Device
from workstation.errors import KnownError
from workstation.hub.decision_rules import DECIDING_ROLES, day_of
from workstation.hub.exposures import loans_of
from workstation.hub.ports import Workshop, Writing
from workstation.hub.refusal import Refusal
from workstation.hub.services import ScenarioRules

MOST_BYTES = 64 << 10
"""The largest scenario file: the shipped ones are a thirtieth of it."""

_LATER = timedelta(days=1)
"""A workstation's day may not have ended when the hub's has."""


def publish(
    workshop: Workshop, rules: ScenarioRules, clock: Clock, body: bytes, signatures: bytes, by: str
) -> ScenarioTerms:
    """Keep a scenario for every workstation to fetch. Raises `KnownError`: `scenario.signature`,
    `scenario.damaged`, `scenario.unbudgeted`, `scenario.conflict`, `scenario.trust`, and `scenario.version`
    where this or a later version was published before."""
    if len(body) > MOST_BYTES or len(signatures) > MOST_BYTES:
        raise KnownError("scenario.damaged", f"a scenario of more than {MOST_BYTES:,} bytes")
    terms = rules.read(body, signatures)
    now = iso(clock.now())
    with workshop.writing() as writing:
        newest = {kept.terms.id: kept for kept in writing.scenarios.newest()}
        before = newest.pop(terms.id, None)
        if before is not None and before.terms.version >= terms.version:
            raise KnownError(
                "scenario.version",
                f"version {before.terms.version} of it is published already, this is version {terms.version}",
                where=terms.id,
                remedy="Give the changed file a higher version, and have both makers sign it.",
            )
        rules.check_together([*(kept.body for kept in newest.values()), body])
        writing.scenarios.add(KeptScenario(terms, body, signatures, now))
        writing.audit.append(
            at=now, who=by, what="scenario.publish", applicant_id="",
            subject=f"{terms.id} {terms.version}", detail=terms.sha256,
        )  # fmt: skip
    return terms


@dataclass(frozen=True, slots=True)
class _Use:
    """What an approval takes off a budget, in fen, and the day by which it counts."""

    amount: int
    day: date


def _named(writing: Writing, sha256: str, day: date) -> KeptScenario:
    """A scenario that a decision was made under. Raises `Refusal` (`scenario.unknown`,
    `scenario.expired`)."""
    kept = writing.scenarios.called(sha256)
    if kept is None:
        words = "it was made under a scenario that the hub has not published; synchronise and assess it anew"
        raise Refusal("scenario.unknown", words)
    if not kept.terms.in_force(day):
        words = f"the scenario {kept.terms.id} was not in force on the day of the decision"
        raise Refusal("scenario.expired", words)
    return kept


class Budgets:
    """Risk budgets by the rules, on the day of the hub's clock."""

    def __init__(self, rules: ScenarioRules, clock: Clock) -> None:
        self._rules, self._clock = rules, clock

    def renew(self, workshop: Workshop, device: Device) -> None:
        """A workstation synchronises, and has sent everything: reserve anew of every budget in force."""
        day = self._clock.today()
        if not any(kept.terms.budget and kept.terms.in_force(day) for kept in workshop.scenarios()):
            return
        with workshop.writing() as writing:
            deciding = _deciding(writing)
            if device.id not in deciding:
                return
            for kept in writing.scenarios.newest():
                if kept.terms.budget and kept.terms.in_force(day):
                    self._grant(writing, kept.terms, device.id, deciding)

    def charge(
        self, writing: Writing, device: Device, decision: Decision, reckoned: Decision | None = None
    ) -> None:
        """A decision arrived and is otherwise in order: take what it uses off the budgets of its scenarios,
        in place of what an earlier one on the request took; where money is out on it, never less than that.
        First off what is reserved for the workstation it was made on, then off what is free. Where the hub
        `reckoned` another case than the decision's, the larger use of the two counts. Raises `Refusal`:
        `scenario.budget` where neither reaches so far, `scenario.unknown`, `scenario.expired`,
        `scenario.unnamed`, `scenario.unreadable`."""
        uses = self._uses(writing, decision, reckoned) if decision.outcome.lends else []
        paid = self._paid_out(writing, decision)
        asked = {terms.id: use.amount for terms, use in uses}
        keep = {one for one, amount in paid.items() if asked.get(one, 0) <= amount}
        writing.scenarios.free(decision.applicant_id, decision.application_id, keep)
        for terms, use in uses:
            if terms.id not in keep:
                self._take(writing, terms, device, decision, use)

    @staticmethod
    def _paid_out(writing: Writing, decision: Decision) -> Mapping[str, int]:
        """What the request has taken where its money is out: no later decision gives that back."""
        loans = loans_of(writing, (decision.applicant_id,))
        if all(loan.id != decision.application_id for loan in loans):
            return {}
        return writing.scenarios.taken(decision.applicant_id, decision.application_id)

    def _uses(
        self, writing: Writing, decision: Decision, reckoned: Decision | None
    ) -> list[tuple[ScenarioTerms, _Use]]:
        """What an approval uses, each with the terms by which it is counted. Raises as `charge`."""
        stated, published = self._rules.named(decision), writing.scenarios.newest()
        if not stated and not published:
            return []
        day = self._day(decision)
        named = [_named(writing, sha256, day) for sha256 in stated]
        newest = {kept.terms.id: kept for kept in published if kept.terms.in_force(day)}
        bodies = [kept.body for kept in named]
        others = [newest[one].body for one in sorted(newest.keys() - {kept.terms.id for kept in named})]
        if any(self._rules.lets_in(one, bodies, others) for one in (decision, reckoned) if one is not None):
            words = "only a scenario lets this applicant in, and the decision does not name it"
            raise Refusal("scenario.unnamed", words)
        found = []
        amounts = dict(self._rules.uses(decision, bodies))
        for scenario_id, amount in (self._rules.uses(reckoned, bodies) if reckoned else {}).items():
            amounts[scenario_id] = max(amount, amounts.get(scenario_id, 0))
        for scenario_id, amount in sorted(amounts.items()):
            under = next(kept for kept in named if kept.terms.id == scenario_id)
            current = newest.get(scenario_id, under)
            terms = current.terms if current.terms.budget else under.terms
            found.append((terms, _Use(amount, day)))
        return found

    def _day(self, decision: Decision) -> date:
        """The day by which the desk chose the scenarios; it is the decision's own, wherever the desk lies."""
        made = day_of(decision)
        day = self._rules.day(decision) or made
        if abs(day - made) > _LATER:
            raise Refusal("scenario.expired", "it was assessed on another day than it was decided on")
        return day

    def _take(
        self, writing: Writing, terms: ScenarioTerms, device: Device, decision: Decision, use: _Use
    ) -> None:
        shares = writing.scenarios.shares(terms.id)
        own = shares.get(device.id)
        reserved = own.amount if own is not None and self._holds(own) else 0
        if use.amount > self._most(writing, terms, shares, reserved):
            words = f"{yuan(use.amount)} yuan are expected to be lost of this, more than is left of the risk"
            raise Refusal("scenario.budget", f"{words} budget of {terms.id}")
        if own is not None:
            # It ends today, so that it is granted anew when its holder fetches what is new.
            left = BudgetShare(max(reserved - use.amount, 0), min(own.until, self._clock.today()))
            writing.scenarios.put_share(terms.id, device.id, left)
        writing.scenarios.use(
            terms.id,
            applicant_id=decision.applicant_id,
            application_id=decision.application_id,
            decision_id=decision.id,
            officer_id=device.officer.id,
            amount=use.amount,
            day=use.day,
        )

    def _most(
        self, writing: Writing, terms: ScenarioTerms, shares: Mapping[str, BudgetShare], reserved: int
    ) -> int:
        """What one approval may use: what is `reserved` for its workstation and what is free, and no more
        than is left of the budget. Where more is reserved than there is (migration 0009, a later version
        with a lower budget), what is missing is not taken off the workstation that comes first."""
        free = self._free(writing, terms, shares, _deciding(writing))
        return min(reserved + max(free, 0), (terms.budget or 0) - writing.scenarios.used(terms))

    def _free(
        self,
        writing: Writing,
        terms: ScenarioTerms,
        shares: Mapping[str, BudgetShare],
        deciding: Mapping[str, str],
    ) -> int:
        """What of a budget is neither used nor reserved for a workstation that may still send something."""
        away = sum(share.amount for one, share in shares.items() if one in deciding and self._holds(share))
        return (terms.budget or 0) - writing.scenarios.used(terms) - away

    def _holds(self, share: BudgetShare) -> bool:
        return self._clock.today() <= share.until + _LATER

    def _grant(
        self, writing: Writing, terms: ScenarioTerms, device_id: str, deciding: Mapping[str, str]
    ) -> None:
        """Divide what is free by the workstations that have nothing of it yet, this one among them; what one
        person may have is divided by that person's, less what the others of them are away with."""
        shares = dict(writing.scenarios.shares(terms.id))
        before = shares.pop(device_id, None)
        holding = {one for one, share in shares.items() if self._holds(share)}
        free = max(self._free(writing, terms, shares, deciding), 0) // len(deciding.keys() - holding)
        own = {one for one, person in deciding.items() if person == deciding[device_id]}
        elsewhere = sum(shares[one].amount for one in own & holding)
        most = max(min(terms.most_each // len(own), terms.most_each - elsewhere), 0)
        until = min(self._clock.today() + timedelta(days=self._rules.days), terms.until)
        share = BudgetShare(min(most, free), until)
        if share != before:
            writing.scenarios.put_share(terms.id, device_id, share)


def _deciding(writing: Writing) -> Mapping[str, str]:
    """The workstations of those who decide, each with its person."""
    return {
        device.id: device.officer.id
        for device in writing.staff.devices()
        if not device.revoked_at and device.officer.role in DECIDING_ROLES
    }
