"""`portfolio monitor` and `portfolio needs`: how a book moves, and what sellers will need next.

The monitor reads a table that `hub outcomes` wrote, or the files of a profile; needs are read from an export.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.clock import SystemClock
from workstation.commands.desk import desk_of
from workstation.commands.reading import read_amount, read_day
from workstation.commands.verb import Answer, Verb
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from datetime import date

    from workstation.domain.decided import Decided
    from workstation.portfolio import Alarm, Monitor, Span
    from workstation.portfolio.conduct import Complained

_SHOWN = 8
_TOLD_EVERY = 1000


def _monitor_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--outcomes", type=Path, metavar="FILE", help="a table of `hub outcomes`; no profile")
    parser.add_argument("--now", metavar="FIRST..LAST", help="the days watched; the last 90 with decisions")
    parser.add_argument("--before", metavar="FIRST..LAST", help="compared with; the same days a year before")
    parser.add_argument("--as-of", metavar="DATE", help="another day than today")


def _monitor(arguments: Namespace) -> Answer:
    from workstation.portfolio import load_portfolio_policy
    from workstation.services.models import Models
    from workstation.services.watching import drift_of_bundle, watch_rows

    policy = load_portfolio_policy(resources() / "policies/portfolio.toml")
    now, before = (_span(text) if text else None for text in (arguments.now, arguments.before))
    rows, day = _rows(arguments)
    bundle = drift_of_bundle(Models(resources() / "models", SystemClock()))
    found = watch_rows(rows, policy, day, now, before, bundle)
    return Answer(found.to_json(), _lines(found))


def _rows(arguments: Namespace) -> tuple[list[Decided], date]:
    from workstation.decided_table import read_decided
    from workstation.services.watching import decided_here

    day = read_day(arguments.as_of) if arguments.as_of else None
    if arguments.outcomes is not None:
        return read_decided(arguments.outcomes), day or SystemClock().today()
    with desk_of(arguments) as desk:
        day = day or desk.clock.today()
        return list(decided_here(desk.cases, desk.loans, day)), day


def _span(text: str) -> Span:
    from workstation.portfolio import Span

    first, dots, last = text.partition("..")
    if not dots:
        raise KnownError(
            "usage.span", f"{text} is not a span of days", remedy="Write it like 2026-01-01..2026-03-31."
        )
    return Span(read_day(first), read_day(last))


def _lines(found: Monitor) -> list[str]:
    watched, served, waited = found.watched, found.served, found.waited
    spans = [f"{span.first} to {span.last}" for span in (found.now, found.before)]
    if watched.of_bundle:
        spans[1] = "those for whom the bundle was trained"
    lines = [
        f"{spans[0]} ({watched.now:,} decided) against {spans[1]} ({watched.before:,}), as of {found.as_of}",
        f"alarms: {', '.join(found.alarms) or 'none'}",
    ]
    lines += _signs(found.alarm)
    if watched.score is None:
        lines.append("score: too few decisions to say whether it drifted")
    for drift in (*((watched.score,) if watched.score else ()), *watched.figures):
        if drift.alarms or drift.name == "score":
            word = "DRIFT" if drift.alarms else "steady"
            lines.append(f"  {drift.name:<32}PSI {drift.psi:.3f}, critical {drift.critical:.3f}  {word}")
    for s in found.calibration[:_SHOWN]:
        said = f"{s.bads} of {s.loans} bad, {s.rate:.3f} ({s.low:.3f} to {s.high:.3f}), said {s.expected:.3f}"
        lines.append(f"  {s.name:<32}{said}  {'OFF' if s.off else ''}".rstrip())
    for fared in found.overrides:
        rate = "–" if fared.rate is None else f"{fared.rate:.3f} ({fared.low:.3f} to {fared.high:.3f})"
        lines.append(f"  {fared.what:<32}{fared.decisions:,} decisions, bad {rate}")
    for v in found.vintages:
        lines.append(
            f"  {v.name:<32}{v.loans:,} loans, bad by month: {' '.join(f'{s:.3f}' for s in v.shares)}"
        )
    cost = "unknown" if served.cost_yuan is None else f"{served.cost_yuan:.2f}"
    lines.append(
        f"{served.requests:,} requests, {served.customers:,} customers, {served.rejected:,} declined, "
        f"{served.referred:,} referred; {cost} yuan a request (reference {served.target_yuan:.2f})"
    )
    known = {"days": waited.waiting_mean, "visits": waited.visits, "documents": waited.documents}
    told = ", ".join(f"{word} {'not recorded' if v is None else f'{v:.2f}'}" for word, v in known.items())
    lines.append(f"the customer's time: {told}, {_complaints(waited.complaints)}")
    return lines


def _complaints(found: Complained | None) -> str:
    if found is None:
        return "complaints not recorded"
    return f"complaints {found.per_100:.2f} in 100 requests ({found.low:.2f} to {found.high:.2f})"


def _signs(alarm: Alarm) -> list[str]:
    """What each quarter's signs weigh, and what that had come to by its end."""
    word = "ALARM" if alarm.sounds else "quiet"
    lines = [
        f"signs gathered: {word}; it sounds at {alarm.sounds_at:g}, falsely once in so many quarters",
        "  at worst, where each is compared with rows of its own and looked at once",
    ]
    for quarter in alarm.quarters:
        told = ", ".join(f"{sign.name} p {sign.p:.2g}" for sign in quarter.signs) or "too few decisions"
        lines.append(f"  {quarter.first} to {quarter.last}: gathered {quarter.so_far:.3g}; {told}")
    return lines


def _needs_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--source", nargs=2, required=True, metavar=("NAME", "PATH"))
    parser.add_argument(
        "--as-of", metavar="DATE", help="one day for all; each applicant's last record without"
    )
    parser.add_argument(
        "--typical", default="67000", metavar="YUAN", help="what one who is short asks for (default: 67000)"
    )
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")


def _needs(arguments: Namespace) -> Answer:
    from workstation.portfolio import Gathered, NeedTally
    from workstation.scoring import open_suite
    from workstation.services.currency import load_currencies
    from workstation.services.needs import need_of
    from workstation.sources import ImportReport, read_source

    suite = open_suite(arguments.models or resources() / "models", today=SystemClock().today())
    day = read_day(arguments.as_of) if arguments.as_of else None
    tally = NeedTally(read_amount(arguments.typical))
    currencies = load_currencies(resources() / "policies/currencies.toml")
    name, path = arguments.source
    with Gathered.of(read_source(name, Path(path), ImportReport(), as_of=day)) as gathered:
        for number, file in enumerate(gathered.files(), 1):
            if number % _TOLD_EVERY == 0:
                print(f"{number:,} looked at", file=sys.stderr)
            tally.add(file.applicant.trade, need_of(file, suite, currencies, day))
    rows = tally.rows()
    data = {
        "bundle": f"{suite.ref.name}-{suite.ref.version}",
        "models": sorted(tally.models),
        "typical_yuan": arguments.typical,
        "needs": rows,
    }
    lines = [
        f"{row['days_ahead']:>4} days  {row['trade']:<24}{row['expected_borrowers']:>10.1f} of "
        f"{row['spoken_of']:,} spoken of, {row['expected_yuan']} yuan"
        for row in rows
    ]
    return Answer(data, lines or [f"{data['bundle']} holds no model of need that speaks here."])


VERBS = (
    Verb(("portfolio", "monitor"), "drift, calibration, overrides, vintages", _monitor_arguments, _monitor),
    Verb(
        ("portfolio", "needs"),
        "expected need by trade, a month and a quarter ahead",
        _needs_arguments,
        _needs,
    ),
)
