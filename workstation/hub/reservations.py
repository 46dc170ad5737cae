"""Reserves an amount for each officer who holds files of a group that others may hold files of too.

What is reserved is written into each of the officer's files of the group, so that it travels with them; the
desk refuses an approval beyond it. It is granted when files are taken along, and anew when the officer
synchronises, who has sent everything by then; an approval that arrives is taken off it; it ends when the
files are given back, or after the policy's days. A file that belongs with no other, and that one officer of a
role holds, needs none: there is nobody to exceed a limit with.

A relation that shows up while somebody is away, and an officer's own second device, are the second line's:
the hub refuses the approval that exceeds the limit, and contests the others (`hub.decision_rules`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from workstation import codec
from workstation.clock import Clock, iso
from workstation.domain.lending import Decision
from workstation.domain.records import Reservation
from workstation.domain.reserving import Holder, reserve
from workstation.hub import exposures
from workstation.hub.decision_rules import DECIDING_ROLES
from workstation.hub.ports import Made, Workshop, Writing
from workstation.hub.services import ReservationRules
from workstation.hub.stamps import by_hub

KIND = "reservation"
_LATER = timedelta(days=1)
"""A workstation's day may not have ended when the hub's has."""


class Reservations:
    """What the hub reserves, by the rules, on the day of its clock."""

    def __init__(self, rules: ReservationRules, clock: Clock) -> None:
        self._rules, self._clock = rules, clock
        self._looked: dict[str, date] = {}  # officer → the day on which their files were looked through

    def take_along(self, writing: Writing, officer_id: str, ids: Collection[str] | None) -> None:
        """Files came into an officer's scope: `ids`, or any (None). What the officer is away with stays. Who
        had a file of the group alone until now shares it from the next synchronisation on."""
        shared = writing.records.shared()
        self._grant_all(writing, officer_id, shared if ids is None else shared & set(ids), synced=False)

    def give_back(self, writing: Writing, officer_id: str, ids: Collection[str] | None) -> None:
        """Files left an officer's scope: acts on them are refused from now on, so nothing is reserved for
        them, and the others of the group get what is free now."""
        left = [
            version.applicant_id
            for version in writing.records.called(KIND, officer_id)
            if version.body is not None and (ids is None or version.applicant_id in ids)
        ]
        for applicant_id in left:
            writing.records.put(applicant_id, KIND, officer_id, None, self._made)
        for applicant_id in left:
            group = writing.records.related(applicant_id)
            for other in sorted(_holders(writing, group, self._clock.today())):
                self._grant(writing, other, group, synced=False)

    def use(self, writing: Writing, officer_id: str, decision: Decision) -> None:
        """A decision arrived: take an approval off what was reserved for its maker, and let the rest end
        today, so that it is granted anew when the maker fetches what is new."""
        amount = decision.offer.amount if decision.outcome.lends and decision.offer else 0
        day = self._clock.today()
        for applicant_id in writing.records.related(decision.applicant_id):
            found = writing.records.get(applicant_id, KIND, officer_id)
            if found is not None and found.body is not None:
                was: Reservation = codec.decode(KIND, found.body)
                left = Reservation(was.id, applicant_id, max(was.amount - amount, 0), min(was.until, day))
                writing.records.put(applicant_id, KIND, officer_id, codec.encode(left), self._made)

    def renew(self, workshop: Workshop, officer_id: str) -> None:
        """The officer synchronises, and has sent everything: grant anew what is half over; and, once a day,
        for files that were found to belong with others since they were taken along."""
        day = self._clock.today()
        soon = day + timedelta(days=self._rules.days // 2)
        held = [codec.decode(KIND, v.body) for v in workshop.called(KIND, officer_id) if v.body is not None]
        due = {one.applicant_id for one in held if one.until < soon}
        if self._looked.get(officer_id) != day:
            scope = {applicant_id for applicant_id, _ in workshop.index(officer_id)}
            due |= (scope & workshop.shared()) - {one.applicant_id for one in held}
            self._looked[officer_id] = day
        if due:
            with workshop.writing() as writing:
                self._grant_all(writing, officer_id, due, synced=True)

    @property
    def _made(self) -> Made:
        return by_hub(iso(self._clock.now()))

    def _grant_all(self, writing: Writing, officer_id: str, ids: Iterable[str], *, synced: bool) -> None:
        done: set[str] = set()
        for applicant_id in sorted(ids):
            if applicant_id not in done:
                group = writing.records.related(applicant_id)
                done.update(group)
                self._grant(writing, officer_id, group, synced=synced)
                for other in sorted(_without_one(writing, group)):
                    self._grant(writing, other, group, synced=False)

    def _grant(self, writing: Writing, officer_id: str, group: tuple[str, ...], *, synced: bool) -> None:
        """Grant an officer what the others of the group leave; not less than what the officer is away with,
        unless that was fetched just now."""
        day = self._clock.today()
        holders = _holders(writing, group, day)
        holder = holders.pop(officer_id, None)
        if holder is None:
            return
        if len(group) == 1 and all(other.role != holder.role for other in holders.values()):
            if writing.records.get(group[0], KIND, officer_id) is not None:
                writing.records.put(group[0], KIND, officer_id, None, self._made)
            return
        amount = reserve(
            holder,
            holders.values(),
            group,
            owed=sum(debt.amount for debt in exposures.debts_of(writing, group)),
            limit=self._rules.limit(holder.role, day, len(group)),
            ceiling=self._rules.ceiling(day, len(group)),
        )
        if not synced:
            amount = max(amount, holder.handed_out)
        until = day + timedelta(days=self._rules.days)
        for applicant_id in sorted(holder.files):
            body = codec.encode(Reservation(officer_id, applicant_id, amount, until))
            current = writing.records.get(applicant_id, KIND, officer_id)
            if current is None or current.body != body:
                writing.records.put(applicant_id, KIND, officer_id, body, self._made)


def _without_one(writing: Writing, group: tuple[str, ...]) -> set[str]:
    """Who holds a file of the group for which nothing is reserved."""
    there = {(v.id, v.applicant_id) for v in writing.records.of_kind(group, KIND)}
    return {member.id for member, one in writing.staff.holders(group) if (member.id, one) not in there}


def _holders(writing: Writing, group: tuple[str, ...], day: date) -> dict[str, Holder]:
    """Who holds files of the group and may decide on them, with what each is away with."""
    files: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for member, applicant_id in writing.staff.holders(group):
        if member.role in DECIDING_ROLES:
            files[member.id, member.role].add(applicant_id)
    away: dict[str, int] = {}
    for version in writing.records.of_kind(group, KIND):
        if version.body is not None:
            held: Reservation = codec.decode(KIND, version.body)
            if day <= held.until + _LATER:
                away[held.id] = max(held.amount, away.get(held.id, 0))
    return {
        officer_id: Holder(officer_id, role, frozenset(ids), away.get(officer_id, 0))
        for (officer_id, role), ids in files.items()
    }
