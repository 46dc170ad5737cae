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

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workstation import codec
from workstation.clock import Clock, iso
from workstation.domain.lending import Decision
from workstation.domain.records import Reservation
from workstation.domain.reserving import Holder, reserve
from workstation.domain.workshop import StaffMember
from workstation.hub import exposures
from workstation.hub.decision_rules import DECIDING_ROLES
from workstation.hub.ports import Made, Workshop, Writing
from workstation.hub.services import ReservationRules
from workstation.hub.stamps import by_hub

KIND = "reservation"
_GROUPS_AT_ONCE = 200
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
        for group, known in _groups(writing, left):
            for other in sorted(known.holders(group, self._clock.today())):
                self._grant(writing, known, other, group, synced=False)

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
        for group, known in _groups(writing, ids):
            self._grant(writing, known, officer_id, group, synced=synced)
            for other in sorted(known.without_one(group)):
                self._grant(writing, known, other, group, synced=False)

    def _grant(
        self, writing: Writing, known: _Known, officer_id: str, group: tuple[str, ...], *, synced: bool
    ) -> None:
        """Grant an officer what the others of the group leave; not less than what the officer is away with,
        unless that was fetched just now."""
        day = self._clock.today()
        holders = known.holders(group, day)
        holder = holders.pop(officer_id, None)
        if holder is None:
            return
        granted: Reservation | None = None
        alone = len(group) == 1 and all(other.role != holder.role for other in holders.values())
        amount = 0 if alone else self._share(known, holder, holders.values(), group)
        if not synced:
            amount = max(amount, holder.handed_out)
        until = day + timedelta(days=self._rules.days)
        for applicant_id in sorted(holder.files):
            granted = None if alone else Reservation(officer_id, applicant_id, amount, until)
            if known.reserved.get((applicant_id, officer_id)) != granted:
                body = None if granted is None else codec.encode(granted)
                writing.records.put(applicant_id, KIND, officer_id, body, self._made)
                known.note(applicant_id, officer_id, granted)

    def _share(self, known: _Known, holder: Holder, others: Iterable[Holder], group: tuple[str, ...]) -> int:
        day, files = self._clock.today(), len(group)
        return reserve(
            holder,
            others,
            group,
            owed=sum(known.owed[one] for one in group),
            limit=self._rules.limit(holder.role, day, files),
            ceiling=self._rules.ceiling(day, files),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the workshop says of some files, read together: who may decide on each, what is reserved of each
    for whom, and what each owes or was promised."""

    held_by: dict[str, list[StaffMember]]
    reserved: dict[tuple[str, str], Reservation]  # (applicant, officer)
    owed: dict[str, int]

    def note(self, applicant_id: str, officer_id: str, granted: Reservation | None) -> None:
        if granted is None:
            self.reserved.pop((applicant_id, officer_id), None)
        else:
            self.reserved[applicant_id, officer_id] = granted

    def holders(self, group: tuple[str, ...], day: date) -> dict[str, Holder]:
        """Who holds files of the group and may decide on them, with what each is away with."""
        members = {member.id: member for one in group for member in self.held_by[one]}
        return {
            officer_id: Holder(
                officer_id,
                member.role,
                frozenset(one for one in group if member in self.held_by[one]),
                max((self._away(one, officer_id, day) for one in group), default=0),
            )
            for officer_id, member in members.items()
        }

    def _away(self, applicant_id: str, officer_id: str, day: date) -> int:
        held = self.reserved.get((applicant_id, officer_id))
        return held.amount if held is not None and day <= held.until + _LATER else 0

    def without_one(self, group: tuple[str, ...]) -> set[str]:
        """Who holds a file of the group for which nothing is reserved."""
        return {
            member.id
            for one in group
            for member in self.held_by[one]
            if (one, member.id) not in self.reserved
        }


def _groups(writing: Writing, ids: Iterable[str]) -> Iterator[tuple[tuple[str, ...], _Known]]:
    """The groups of these files, each once, with what is known of many of them together."""
    grouped = writing.records.grouped()
    done: set[str] = set()
    waiting: list[tuple[str, ...]] = []
    for applicant_id in sorted(ids):
        if applicant_id in done:
            continue
        group = writing.records.related(applicant_id) if applicant_id in grouped else (applicant_id,)
        done.update(group)
        waiting.append(group)
        if len(waiting) == _GROUPS_AT_ONCE:
            yield from _known_of(writing, waiting)
            waiting = []
    yield from _known_of(writing, waiting)


def _known_of(
    writing: Writing, groups: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], _Known]]:
    ids = [one for group in groups for one in group]
    known = _Known({one: [] for one in ids}, {}, dict.fromkeys(ids, 0))
    for member, applicant_id in writing.staff.holders(ids):
        if member.role in DECIDING_ROLES:
            known.held_by[applicant_id].append(member)
    for version in writing.records.of_kind(ids, KIND):
        if version.body is not None:
            known.note(version.applicant_id, version.id, codec.decode(KIND, version.body))
    for debt in exposures.debts_of(writing, tuple(ids)):
        known.owed[debt.applicant_id] += debt.amount
    for group in groups:
        yield group, known
