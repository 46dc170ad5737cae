"""What models foresee over all files here, and what came of the invitations: for who watches the book.

Goes in: the outlooks and the files of a scope, and a day. Comes out: sums by trade, and how invitations
stand. It reads what is kept; nothing is drawn or decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.domain.decided import Decided
from workstation.domain.inviting import Course, InvitationStep, courses_of
from workstation.domain.outlook import Outlook
from workstation.domain.records import ApplicantFile
from workstation.ports import CaseStore, OutlookStore, WorklistQuery, WorklistRow, WorklistView
from workstation.services.invitations import InvitationOutcome, outcomes_of
from workstation.services.watching import decided_in, monitor_of

if TYPE_CHECKING:
    from workstation.portfolio import Monitor
    from workstation.services.desk import Desk

_ROWS_AT_ONCE = 500
_NEED = "need"


@dataclass(frozen=True, slots=True)
class TradeAhead:
    """One trade. `expected` sellers run short within so many days, by days: the sum of what the models say
    of the `spoken_of`; `listed` stand in the list of those who are likely to need money; `taken` want to
    borrow."""

    trade: str
    spoken_of: int
    expected: tuple[tuple[int, float], ...]
    listed: int
    invited: int
    taken: int

    def within(self, days: int) -> float | None:
        return dict(self.expected).get(days)


@dataclass(frozen=True, slots=True)
class Invited:
    """How the invitations stand on a day: `waiting` can still be taken, `lapsed` ran out without an answer;
    `asked` and `drew` within the horizon of what was foreseen."""

    made: int = 0
    waiting: int = 0
    taken: int = 0
    refused: int = 0
    lapsed: int = 0
    asked: int = 0
    drew: int = 0


@dataclass(frozen=True, slots=True)
class BookAhead:
    """`looked_at`: files of which a model foresaw anything. `horizons`: the days ahead that are spoken of."""

    looked_at: int
    listed: int
    warned: int
    horizons: tuple[int, ...]
    trades: tuple[TradeAhead, ...]
    invited: Invited


@dataclass(frozen=True, slots=True)
class Overview:
    """What the monitor shows: `monitor` is None where nothing was decided yet."""

    monitor: Monitor | None
    ahead: BookAhead


@dataclass
class _Sum:
    spoken_of: int = 0
    invited: int = 0
    taken: int = 0
    expected: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))


def overview_here(desk: Desk) -> Overview:
    """For a worker: it reads every file, and its ledgers where something was drawn. Raises `KnownError`
    (`portfolio_policy.*`, `loan.terms`)."""
    today, decided = desk.clock.today(), list[Decided]()

    def note(file: ApplicantFile) -> None:
        decided.extend(decided_in(desk.cases, desk.loans, file, today))

    ahead = book_ahead(desk.cases, desk.outlooks.store, today, note)
    return Overview(monitor_of(decided, today, desk.appraisals.models) if decided else None, ahead)


def book_ahead(
    cases: CaseStore,
    outlooks: OutlookStore,
    today: date,
    note: Callable[[ApplicantFile], None] = lambda file: None,
) -> BookAhead:
    """Sums over the files in the officer's scope; a trade is told by its code. `note(file)` hears of
    each as it is read, without its ledgers."""
    sums: dict[str, _Sum] = {}
    made: list[tuple[Course, InvitationOutcome]] = []
    looked_at = 0
    for row in _rows(cases, WorklistView.ALL):
        own = sums.setdefault(row.trade, _Sum())
        outlook = outlooks.of(row.applicant_id)
        looked_at += outlook is not None and bool(outlook.said)
        _add(own, outlook, today)
        file = cases.applicant_file(row.applicant_id, ledgers=False)
        note(file)
        courses = courses_of(file.invitations)
        own.invited += bool(courses)
        own.taken += any(course.newest.step is InvitationStep.TAKEN for course in courses)
        made += zip(courses, outcomes_of(file), strict=True)
    listed = Counter(row.trade for row in _rows(cases, WorklistView.NEEDS_MONEY))
    warned = cases.view_counts()[WorklistView.WARNED]
    horizons = tuple(sorted({days for own in sums.values() for days in own.expected}))
    trades = [_trade(name, own, listed[name], horizons) for name, own in sums.items()]
    shown = [one for one in trades if one.spoken_of or one.listed or one.invited]
    shown.sort(key=lambda one: (-one.listed, -sum(number for _, number in one.expected), one.trade))
    return BookAhead(looked_at, listed.total(), warned, horizons, tuple(shown), _invited(made, today))


def _rows(cases: CaseStore, view: WorklistView) -> Iterator[WorklistRow]:
    query: WorklistQuery | None = WorklistQuery(view=view, limit=_ROWS_AT_ONCE)
    while query is not None:
        page = cases.worklist(query)
        yield from page.rows
        after = page.after
        query = None if after is None else WorklistQuery(view=view, limit=_ROWS_AT_ONCE, after=after)


def _add(own: _Sum, outlook: Outlook | None, today: date) -> None:
    """What was foreseen counts until the end of its horizon."""
    said = [] if outlook is None else [
        one for one in outlook.said
        if one.role == _NEED and today <= outlook.as_of + timedelta(days=one.horizon_days)
    ]  # fmt: skip
    own.spoken_of += bool(said)
    for one in said:
        own.expected[one.horizon_days] += one.probability


def _trade(name: str, own: _Sum, listed: int, horizons: tuple[int, ...]) -> TradeAhead:
    expected = tuple((days, round(own.expected[days], 2)) for days in horizons)
    return TradeAhead(name, own.spoken_of, expected, listed, own.invited, own.taken)


def _invited(made: Sequence[tuple[Course, InvitationOutcome]], today: date) -> Invited:
    answers = Counter(course.newest.step for course, _ in made)
    waiting = sum(course.open_on(today) for course, _ in made)
    return Invited(
        made=len(made),
        waiting=waiting,
        taken=answers[InvitationStep.TAKEN],
        refused=answers[InvitationStep.REFUSED],
        lapsed=sum(not course.ended for course, _ in made) - waiting,
        asked=sum(outcome.asked for _, outcome in made),
        drew=sum(outcome.drew for _, outcome in made),
    )
