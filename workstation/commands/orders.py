"""What may be lent against, and order loans event by event, so that anybody can check either.

`orders base` opens a file and says what is eligible and why the rest is not; `orders replay` runs a file of
events through the order loan's ledger and needs no profile and no sign-in.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from workstation.commands.desk import desk_of
from workstation.commands.order_file import read_order_file
from workstation.commands.reading import read_day
from workstation.commands.shown import amount, both
from workstation.commands.verb import Answer, Verb
from workstation.domain.money import yuan

_BASES = ("orders", "goods-documents", "supply-chain")  # of `lending.collateral`, which loads numpy


def _base_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("--basis", choices=_BASES, default=_BASES[0])
    parser.add_argument("--at", metavar="DATE", help="the day of the assessment")


def _base(arguments: Namespace) -> Answer:
    from workstation.lending.collateral import REASONS
    from workstation.services.confirming import confirmation_here
    from workstation.services.files import as_of_day
    from workstation.services.pledging import reckon_base
    from workstation.services.reading import read_ledgers

    with desk_of(arguments) as desk:
        at = read_day(arguments.at) if arguments.at else None
        applicant, today = desk.cases.resolve(arguments.id), desk.clock.today()
        file = read_ledgers(desk.cases, applicant, today)
        as_of = as_of_day(file, at, today)
        policy = desk.appraisals.rules.collateral
        chance = confirmation_here(desk.appraisals.models, arguments.basis, file.ledgers, as_of)
        found = reckon_base(file, arguments.basis, as_of, policy, confirmation=chance)
    figures = {
        "gross": found.gross,
        "concentration_cut": found.concentration_cut,
        "haircut": found.haircut,
        "base": found.base,
    }
    data = {
        "applicant": arguments.id,
        "basis": arguments.basis,
        "as_of": as_of.isoformat(),
        **{name: amount(fen) for name, fen in figures.items()},
        "eligible": [
            {"asset": item.asset, "value": amount(item.value), "rate": str(float(item.rate))}
            for item in found.items
        ],
        "refused": {code: {"rows": n, "why": both(REASONS[code])} for code, n in found.refused.items()},
    }
    lines = [
        f"{arguments.id}, {arguments.basis} on {as_of}: {len(found.items):,} eligible",
        *(f"  {name.replace('_', ' '):<18}{yuan(fen):>16}" for name, fen in figures.items()),
        *(f"  {n:,} {REASONS[code].en}" for code, n in found.refused.items()),
    ]
    return Answer(data, lines)


def _replay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON of terms and events")


def _replay(arguments: Namespace) -> Answer:
    from workstation.lending.order_loan import OrderLedger

    asked = read_order_file(arguments.file)
    ledger = OrderLedger(asked.terms, asked.haircuts)
    today = min(event.on for event in asked.events)
    for event in asked.events:  # in the order of the file, which is that of arrival
        today = max(today, event.on)
        ledger.receive(event, today)
    until = asked.until or today
    ledger.pass_time(until)
    state = ledger.state(until)
    sums: Counter[str] = Counter()
    for entry in ledger.entries:
        sums[entry.line.event_id] += entry.line.amount
    data = {
        "on": until.isoformat(),
        "postings": [
            {
                "number": entry.number,
                "event": entry.line.event_id,
                "on": entry.line.on.isoformat(),
                "account": entry.line.account.value,
                "amount": amount(entry.line.amount),
                "order": entry.line.order_id or None,
                "because_of": entry.because_of,
                "correction": entry.correction and entry.because_of != "time",
            }
            for entry in ledger.entries
        ],
        "balances": {account.value: amount(fen) for account, fen in ledger.balances().items()},
        "balanced": not any(sums.values()),
        "state": {
            "outstanding": amount(state.outstanding),
            "fallen_due": amount(state.fallen_due),
            "interest_due": amount(state.interest_due),
            "accrued": amount(state.accrued),
            "base": amount(state.base),
            "available": amount(state.available),
        },
        "refused": [{"event": r.event_id, "code": r.code, "why": r.why} for r in state.refusals],
    }
    lines = [
        f"{e.number:>4} {e.line.on} {e.line.account.value:<13}{yuan(e.line.amount):>16}  {e.line.event_id}"
        for e in ledger.entries
    ]
    lines += [f"{account.value:<29}{yuan(fen):>16}" for account, fen in ledger.balances().items()]
    lines += [f"{r.event_id} moved nothing: {r.why}" for r in state.refusals]
    return Answer(data, lines)


VERBS = (
    Verb(
        ("orders", "base"), "what of a file may be lent against, and why not the rest", _base_arguments, _base
    ),
    Verb(("orders", "replay"), "run a file of events through an order loan", _replay_arguments, _replay),
)
