"""From what is on record of a loan to its account on a day.

Goes in: the loan's events, the ledger rows matched to it, the policy, a day. Comes out: a `LoanAccount`, the
same whatever order the rows came in; an older row that comes late is simply folded in. An officer's claim of
a payment is no input, so it can change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

import msgspec

from workstation.domain.money import Rounding
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.errors import KnownError
from workstation.lending.allocation import DueKind
from workstation.lending.servicing.account import (
    Balances,
    DrawTerms,
    LoanAccount,
    NewTerms,
    Received,
    ScheduleVersion,
)
from workstation.lending.servicing.fold import Running
from workstation.lending.servicing.policy import ServicingPolicy
from workstation.lending.servicing.trade import NO_TRADE, Trade, left_by_day

T = TypeVar("T")
D = TypeVar("D", LoanEvent, Received)

_CHARGES = {LoanEventKind.FEE: "fee", LoanEventKind.RECOVERY_COST: "recovery-cost"}
_NOTES = {LoanEventKind.WRITE_OFF: "write-off", LoanEventKind.CLOSE: "close"}


def draw_terms(event: LoanEvent) -> DrawTerms:
    """Raises `KnownError` (`loan.terms`) where the event's terms are not a draw's."""
    return _terms(event, DrawTerms)


def new_terms(event: LoanEvent) -> NewTerms:
    """Raises `KnownError` (`loan.terms`) where the event's terms are not a rescheduling's."""
    return _terms(event, NewTerms)


def _terms(event: LoanEvent, shape: type[T]) -> T:
    try:
        return msgspec.convert(event.terms, shape)
    except msgspec.ValidationError as error:
        raise KnownError(
            "loan.terms", f"the event's terms cannot be read: {error}", where=event.id,
            remedy="Have the event recorded anew.",
        ) from None  # fmt: skip


def loan_account(
    events: Iterable[LoanEvent],
    received: Iterable[Received],
    policy: ServicingPolicy,
    as_of: date,
    rounding: Rounding = Rounding.HALF_UP,
    trade: Trade = NO_TRADE,
) -> LoanAccount:
    """The account of one loan. `trade` makes dues of an order loan or a share of sales. Raises `KnownError`:
    `loan.not_drawn` where no draw is on record by `as_of`, `loan.terms`."""
    known = sorted((e for e in events if e.on <= as_of), key=lambda event: (event.on, event.id))
    money = sorted({r.id: r for r in received if r.on <= as_of}.values(), key=lambda r: (r.on, r.id))
    draw = next((event for event in known if event.kind is LoanEventKind.DRAW), None)
    if draw is None:
        raise KnownError(
            "loan.not_drawn", "nothing was drawn on this loan by that day", remedy="Record the draw first."
        )
    fold = partial(_run, draw=draw, money=money, policy=policy, as_of=as_of, rounding=rounding, trade=trade)
    run = fold(known)
    settled = run.settled_on
    days = 0 if settled else max(_days(run, as_of), _days_by_first_terms(fold, known, as_of))
    states = tuple(due.frozen() for due in run.dues)
    write_off = next((e for e in known if e.kind is LoanEventKind.WRITE_OFF), None)
    row = policy.on(as_of)
    due = {kind: sum(state.owed_of(kind) for state in states) for kind in DueKind}
    return LoanAccount(
        loan_id=draw.loan_id,
        as_of=as_of,
        drawn_on=draw.on,
        drawn=sum(version.schedule.principal for version in run.schedules if version.drawn),
        terms=run.terms,
        schedules=tuple(run.schedules),
        dues=states,
        postings=tuple(run.postings),
        balances=Balances(run.balance, due[DueKind.INTEREST], due[DueKind.PENALTY], due[DueKind.COST]),
        credit=run.credit,
        accrued=run.accrued(as_of),
        to_settle=run.to_settle(as_of),
        early_fee=run.early_fee,
        days_past_due=days,
        bucket=row.bucket(days),
        loan_class=row.classes.of(days),
        to_come=run.to_come,
        resting=run.resting,
        settled_on=settled,
        closed_on=next((e.on for e in known if e.kind is LoanEventKind.CLOSE), None),
        written_off_on=write_off.on if write_off else None,
        written_off=write_off.amount if write_off else 0,
        restructured=any(not (v.drawn or v.prepayment) for v in run.schedules),
    )


def _run(
    events: Sequence[LoanEvent],
    *,
    draw: LoanEvent,
    money: Sequence[Received],
    policy: ServicingPolicy,
    as_of: date,
    rounding: Rounding,
    trade: Trade,
) -> Running:
    draws = {e.id: draw_terms(e) for e in events if e.kind is LoanEventKind.DRAW}
    lent_on = [advance.asset for terms in draws.values() for advance in terms.advances]
    left = left_by_day(trade.orders, lent_on, draw.on)
    sales = trade.sales if draws[draw.id].sales is not None else {}
    run = Running(draws[draw.id], policy, rounding)
    happened, came = _by_day(events, draw.on), _by_day(money, draw.on)
    made_due = {max(day, draw.on) for day in (*left, *sales) if day <= as_of}
    for day in sorted({*happened, *came, *made_due}):
        today = happened.get(day, ())
        run.fall_due(day)
        run.carry(day, left.get(day, {}))
        run.remit(day, sales.get(day, 0))
        if draw in today:
            run.draw(day, draws[draw.id])
        for event in today:
            if event.kind in _CHARGES:
                run.charge(day, event.amount, _CHARGES[event.kind], event.id)
        for receipt in came.get(day, ()):
            run.receive(Received(receipt.id, day, receipt.amount))
        for event in today:
            if event.id in draws and event is not draw:
                run.draw(day, draws[event.id])
        for event in today:
            if event.kind is LoanEventKind.RESCHEDULE and run.settled_on is None:
                terms = new_terms(event)
                version = ScheduleVersion(day, terms.schedule, event.reason, terms.prepayment)
                run.reschedule(day, version, event.amount)
            elif event.kind in _NOTES:
                run.note(day, _NOTES[event.kind], event.amount, event.id)
    run.finish(as_of)
    return run


def _by_day(rows: Iterable[D], since: date) -> Mapping[date, list[D]]:
    """In their order; what is from before `since` counts from then."""
    found: defaultdict[date, list[D]] = defaultdict(list)
    for row in rows:
        found[max(row.on, since)].append(row)
    return found


def _days(run: Running, as_of: date) -> int:
    """Days since the oldest due that is not wholly paid."""
    unpaid = [due.day for due in run.dues if due.frozen().owed]
    return max((as_of - min(unpaid)).days, 0) if unpaid else 0


def _days_by_first_terms(
    fold: Callable[[Sequence[LoanEvent]], Running], events: Sequence[LoanEvent], as_of: date
) -> int:
    """Days past due as if no time had been lent: a restructuring, and whatever came after it, is left out."""
    reschedulings = [e for e in events if e.kind is LoanEventKind.RESCHEDULE]
    first = next((e for e in reschedulings if not new_terms(e).prepayment), None)
    if first is None:
        return 0
    late = {e.id for e in reschedulings if (e.on, e.id) >= (first.on, first.id)}
    return _days(fold([e for e in events if e.id not in late]), as_of)
