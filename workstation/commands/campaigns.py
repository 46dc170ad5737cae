"""Campaigns of visits, over a hub's folder: list, plan, start, progress, call off, report."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.clock import Clock, FixedClock, SystemClock
from workstation.commands.hub import add_place, place_of
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.visiting import VisitStep

if TYPE_CHECKING:
    from workstation.services.campaigns import Progress, Started
    from workstation.surveys.campaigns import CampaignPlan

_DAYS = 31
_LEAST_FIRMS = 5


def _clock(arguments: Namespace) -> Clock:
    return FixedClock(read_day(arguments.business_day)) if arguments.business_day else SystemClock()


def _place_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--business-day", metavar="DATE", help="as given to `hub serve`")


def _one_arguments(parser: ArgumentParser) -> None:
    _place_arguments(parser)
    parser.add_argument("campaign", help="the campaign's id")


def _plan_arguments(parser: ArgumentParser) -> None:
    _one_arguments(parser)
    parser.add_argument("--zh", required=True, metavar="TITLE", help="its title in Chinese")
    parser.add_argument("--en", required=True, metavar="TITLE", help="its title in English")
    parser.add_argument("--size", type=int, required=True, metavar="N", help="how many sellers to visit")
    parser.add_argument("--starts", metavar="DATE", help="the first day, today where none is named")
    parser.add_argument("--due", metavar="DATE", help=f"the last day, {_DAYS} days on where none is named")
    parser.add_argument(
        "--by", default="shop_kind,trade,region", metavar="NAMES", help="what to spread the visits over"
    )
    parser.add_argument("--least", type=int, default=1, metavar="N", help="at least so many of each")
    parser.add_argument("--not-since", metavar="DATE", help="leave out who was visited on this day or later")
    parser.add_argument(
        "--form", default="", metavar="ID", help="a form for all, not that of each kind of shop"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same sellers")
    parser.add_argument(
        "--officer", action="append", default=[], metavar="ID", help="takes files nobody has; may be repeated"
    )


def _start_arguments(parser: ArgumentParser) -> None:
    _plan_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would be drawn, and change nothing")


def _plan(arguments: Namespace, clock: Clock) -> CampaignPlan:
    from workstation.surveys.campaigns import CampaignPlan

    starts = read_day(arguments.starts) if arguments.starts else clock.today()
    return CampaignPlan(
        id=arguments.campaign,
        title_zh=arguments.zh,
        title_en=arguments.en,
        size=arguments.size,
        starts_on=starts,
        due_on=read_day(arguments.due) if arguments.due else starts + timedelta(days=_DAYS),
        seed=arguments.seed,
        by=tuple(name.strip() for name in arguments.by.split(",")),
        least=arguments.least,
        rested_since=read_day(arguments.not_since) if arguments.not_since else None,
        form=arguments.form,
    )


def _start(arguments: Namespace) -> Answer:
    from workstation.app import open_campaigns

    clock = _clock(arguments)
    plan = _plan(arguments, clock)
    with open_campaigns(place_of(arguments), clock) as campaigns:
        run = campaigns.draw if arguments.dry_run else campaigns.start
        started = run(plan, arguments.officer)
    return Answer(_drawn_data(started, arguments.dry_run), _drawn_lines(started, arguments.dry_run))


def _drawn_data(started: Started, dry_run: bool) -> Any:
    return {
        "dry_run": dry_run,
        "strata": [
            {"key": list(s.key), "frame": s.frame, "drawn": [one.applicant_id for one in s.drawn]}
            for s in started.strata
        ],
        "visits": [
            {"id": v.id, "applicant": v.applicant_id, "officer": v.assigned_to, "due": v.due_on.isoformat()}
            for v in started.visits
        ],
    }


def _drawn_lines(started: Started, dry_run: bool) -> Sequence[str]:
    lines = [f"{' / '.join(s.key) or '-':<44}{len(s.drawn):>6} of {s.frame:,}" for s in started.strata]
    lines += [f"{v.assigned_to:<16}{v.applicant_id}" for v in started.visits]
    words = "would be drawn; nothing was changed" if dry_run else "drawn and handed out"
    return [*lines, f"{len(started.visits)} visits {words}."]


def _list(arguments: Namespace) -> Answer:
    from workstation.app import open_campaigns

    with open_campaigns(place_of(arguments), _clock(arguments)) as campaigns:
        found = campaigns.campaigns()
    lines = [line for one in found for line in _progress_lines(one)[:2]]
    return Answer([_progress_data(one) for one in found], lines or ["No campaign yet: see `campaign start`."])


def _progress(arguments: Namespace) -> Answer:
    from workstation.app import open_campaigns

    with open_campaigns(place_of(arguments), _clock(arguments)) as campaigns:
        found = campaigns.progress(arguments.campaign)
    return Answer(_progress_data(found), _progress_lines(found))


def _progress_data(found: Progress) -> Any:
    return {
        "campaign": found.campaign,
        "title": {"zh": found.title_zh, "en": found.title_en},
        "starts": found.starts_on.isoformat(),
        "due": found.due_on.isoformat(),
        "steps": {step.value: found.steps.get(step, 0) for step in VisitStep},
        "officers": {
            name: {step.value: steps.get(step, 0) for step in VisitStep}
            for name, steps in found.by_officer.items()
        },
    }


_STEPS = {
    VisitStep.OVERDUE: "overdue",
    VisitStep.OPEN: "to visit",
    VisitStep.ASKED_AGAIN: "asked again",
    VisitStep.TO_REVIEW: "to review",
    VisitStep.DONE: "done",
}


def _progress_lines(found: Progress) -> list[str]:
    lines = [
        f"{found.campaign}: {found.title_en} ({found.title_zh}), {found.starts_on} to {found.due_on}",
        f"  {sum(found.steps.values())} visits: {_counts(found.steps)}",
    ]
    return lines + [f"  {name:<16}{_counts(steps)}" for name, steps in found.by_officer.items()]


def _counts(steps: Any) -> str:
    return ", ".join(f"{steps[step]} {words}" for step, words in _STEPS.items() if steps.get(step))


def _call_off(arguments: Namespace) -> Answer:
    from workstation.app import open_campaigns

    with open_campaigns(place_of(arguments), _clock(arguments)) as campaigns:
        count = campaigns.call_off(arguments.campaign)
    return Answer({"campaign": arguments.campaign, "called_off": count}, [f"{count} visits called off."])


def _report_arguments(parser: ArgumentParser) -> None:
    _one_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="a .pdf or .xlsx")
    parser.add_argument(
        "--least", type=int, default=_LEAST_FIRMS, metavar="N", help="no figure on fewer firms than this"
    )


def _report(arguments: Namespace) -> Answer:
    from workstation.app import open_campaigns
    from workstation.errors import KnownError
    from workstation.files import write_whole
    from workstation.letters import load_fonts, load_lender
    from workstation.letters.working import render_upward
    from workstation.services.upward_papers import upward_paper, upward_workbook

    kind = arguments.out.suffix.lower()
    if kind not in (".pdf", ".xlsx") or arguments.least < _LEAST_FIRMS:
        raise KnownError(
            "campaign.report",
            f"a report is a .pdf or .xlsx file, with at least {_LEAST_FIRMS} firms behind each figure",
            where=str(arguments.out),
            remedy="Name such a file, or a larger --least.",
        )
    clock = _clock(arguments)
    with open_campaigns(place_of(arguments), clock) as campaigns:
        found = campaigns.found(arguments.campaign, arguments.least)
    if kind == ".pdf":
        data = render_upward(upward_paper(found, clock.today(), load_lender()), load_fonts())
    else:
        data = upward_workbook(found, clock.today())
    write_whole(arguments.out, data, private=False)
    words = f"{arguments.out}: firms {found.upward.surveyed}, tables {len(found.upward.cells)}"
    return Answer({"file": str(arguments.out), "firms": found.upward.surveyed}, [words])


VERBS = (
    Verb(("campaign", "list"), "every campaign of visits", _place_arguments, _list),
    Verb(("campaign", "start"), "draw sellers to visit and hand the visits out", _start_arguments, _start),
    Verb(("campaign", "progress"), "how far a campaign has come", _one_arguments, _progress),
    Verb(("campaign", "call-off"), "take back the visits still to be made", _one_arguments, _call_off),
    Verb(("campaign", "report"), "what small firms say, as PDF or XLSX", _report_arguments, _report),
)
