"""`workstation demo`: the officer's whole day on sample or real sellers, with or without a window.

Headless it prints what it did with counts and paths and leaves letters and screenshots; with a display it
opens the window on the same profile, the hub running beside it.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workstation.commands.demo_day import DEMO_PASSPHRASE, DemoSource, Progress, prepare_demo
from workstation.commands.shown import amount
from workstation.commands.verb import Answer, Verb
from workstation.domain.lending import Decision, Outcome, RepaymentMethod
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.domain.visit_list import ASKS_FOR_A_VISIT
from workstation.errors import KnownError
from workstation.files import write_whole
from workstation.paths import default_demo
from workstation.ports import WorklistQuery, WorklistRow, WorklistView
from workstation.services.desk import Desk
from workstation.services.values import Appraisal, OfferPreview, Officer

_LEAST_REQUEST, _MOST_REQUEST, _REQUEST_STEP = 1_000_000, 20_000_000, 100_000  # fen

_FOR_A_BANK = {"refer.partner_bank"}


@dataclass
class Day:
    """What the day came to, for the report."""

    cases: list[dict[str, Any]] = field(default_factory=list)
    letters: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    sync: list[str] = field(default_factory=list)
    in_need: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    replayed: int = 0
    verified: int = 0
    waiting: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def outcomes(self) -> dict[str, int]:
        return dict(Counter(case["outcome"] for case in self.cases))

    def as_json(self, folder: Path) -> dict[str, Any]:
        return {
            "folder": str(folder),
            "sellers": len(self.cases),
            "outcomes": self.outcomes,
            "letters": [str(path) for path in self.letters],
            "letters_verified": self.verified,
            "decisions_replayed": self.replayed,
            "still_waiting": self.waiting,
            "in_need": self.in_need,
            "invited": self.invited,
            "screenshots": [str(path) for path in self.pictures],
            "cases": self.cases,
            "sync": self.sync,
            "seconds": {name: round(spent, 2) for name, spent in self.seconds.items()},
        }


def all_rows(desk: Desk, view: WorklistView = WorklistView.ALL) -> list[WorklistRow]:
    """A whole view of the worklist, page by page."""
    rows: list[WorklistRow] = []
    query = WorklistQuery(view=view, descending=False)
    while True:
        page = desk.cases.worklist(query)
        rows += page.rows
        if page.after is None:
            return sorted(rows, key=lambda row: row.source_id)
        query = WorklistQuery(view=view, descending=False, after=page.after)


def take_down_request(desk: Desk, applicant_id: str) -> None:
    """For sellers of a real export, who have asked for nothing yet: a month and a half of their sales, within
    what an officer may decide alone, in whole thousands of yuan."""
    features = desk.files.open(applicant_id).features
    yearly = features.get("shop_settled_sales_365d") or features.get("invoice_sales_365d") or 0.0
    wanted = int(yearly * 100 / 8)
    fen = max(min(wanted, _MOST_REQUEST), _LEAST_REQUEST) // _REQUEST_STEP * _REQUEST_STEP
    desk.files.request(
        applicant_id,
        product="credit",
        amount=fen,
        months=12,
        method=RepaymentMethod.EQUAL_INSTALMENT,
        purpose="采购备货",
    )


def decide(desk: Desk, appraisal: Appraisal) -> tuple[str, OfferPreview | None]:
    """Decide as proposed; an offer beyond the officer's authority is referred. Returns the decision's id."""
    proposal = appraisal.proposal
    if proposal.outcome.lends and proposal.offer is not None:
        offer = proposal.offer
        preview = desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
        return desk.decisions.decide(appraisal, proposal.outcome, preview).decision_id, preview
    return desk.decisions.decide(appraisal, proposal.outcome).decision_id, None


def why(appraisal: Appraisal) -> str:
    """The first reason in one line: the finding that decided, else what binds the limit."""
    proposal = appraisal.proposal
    if proposal.findings:
        return proposal.findings[0].text.en
    if proposal.staircase:
        return f"within the limit of {yuan(proposal.staircase.limit)}, bound by {proposal.staircase.binding}"
    return "as asked"


def who(decision: Decision, officer: Officer) -> str:
    """Who decided and in what role, and to whom a referred case goes next."""
    decided = f"by {officer.name}, {decision.role}"
    if decision.outcome is not Outcome.REFER:
        return decided
    codes = {finding.code for finding in decision.findings}
    if codes & _FOR_A_BANK:
        return f"{decided}, to a partner bank"
    return f"{decided}, {'to a visit' if codes & ASKS_FOR_A_VISIT else 'to a supervisor'}"


def _print(desk: Desk, decision_id: str, source_id: str, day: Day, letters: Path) -> Path:
    """The letter of a decision as it stands: provisional before the hub has it, firm afterwards."""
    issued = desk.letters.issue(decision_id)
    path = letters / f"{source_id}-{issued.record.number}.pdf"
    write_whole(path, issued.pdf, private=False)
    day.letters.append(path)
    return path


def _case(desk: Desk, row: WorklistRow, day: Day, letters: Path) -> None:
    if row.asked_on is None:
        take_down_request(desk, row.applicant_id)
    appraisal = desk.appraisals.appraise(row.applicant_id)
    decision_id, preview = decide(desk, appraisal)
    decision = desk.cases.decision(decision_id).decision
    letter = None
    if preview is not None:
        letter = _print(desk, decision_id, row.source_id, day, letters)
    assessment = appraisal.assessment
    day.cases.append(
        {
            "applicant": row.source_id,
            "applicant_id": row.applicant_id,
            "name": row.name,
            "outcome": decision.outcome.value,
            "requested": amount(appraisal.proposal.requested),
            "amount": amount(decision.offer.amount) if decision.offer else None,
            "probability": assessment.probability,
            "grade": assessment.grade or None,
            "covered": [domain.value for domain in assessment.coverage.covered],
            "missing": [domain.value for domain in assessment.coverage.missing],
            "findings": [finding.code for finding in decision.findings],
            "who": who(decision, desk.officer),
            "why": why(appraisal),
            "decision": decision_id,
            "letter": letter.name if letter else None,
        }
    )


def invite_all(desk: Desk, day: Day) -> None:
    """Let the models look ahead, and invite those who are likely to need money as far as the rules would lend
    today, after what was decided."""
    desk.outlooks.refresh()
    for row in all_rows(desk, WorklistView.NEEDS_MONEY):
        day.in_need.append(row.source_id)
        try:
            desk.invitations.invite(row.applicant_id, note="电话告知")
        except KnownError as refused:
            if refused.code != "invitation.not_lendable":
                raise
        else:
            day.invited.append(row.source_id)


def work_a_day(desk: Desk, folder: Path, progress: Progress) -> Day:
    """Sync, assess and decide every seller, print, send back, then prove it: replay and verify everything.

    Raises `KnownError` (`demo.day`) where something that was done does not hold."""
    day, marks = Day(), [time.perf_counter()]

    def mark(name: str) -> None:
        marks.append(time.perf_counter())
        day.seconds[name] = marks[-1] - marks[-2]

    progress(Bilingual("正在同步…", "Syncing…"))
    day.sync.append(desk.sync.run().words.en)
    mark("first sync")
    rows = all_rows(desk)
    for row in rows:
        progress(Bilingual(f"评估 {row.name}", f"Assessing {row.name}"))
        _case(desk, row, day, folder / "letters")
    mark("assess, decide, print")
    progress(Bilingual("正在邀请可能需要资金的卖家…", "Inviting those likely to need money…"))
    invite_all(desk, day)
    mark("look ahead, invite")
    progress(Bilingual("正在发送决定…", "Sending the decisions…"))
    day.sync.append(desk.sync.run().words.en)
    mark("send back")
    for case in day.cases:
        if case["letter"]:
            _print(desk, case["decision"], case["applicant"], day, folder / "letters")
    day.sync.append(desk.sync.run().words.en)
    mark("firm letters")
    day.waiting = len(desk.sync.status().outbox)
    for case in day.cases:
        replayed = desk.decisions.replay(case["decision"])
        if not replayed.same:
            raise KnownError(
                "demo.day", f"the decision differs in {replayed.differences}", where=case["applicant"]
            )
        day.replayed += 1
    for path in day.letters:
        desk.letters.verify(path.read_bytes())
        day.verified += 1
    mark("replay and verify")
    return day


def shown_in_pictures(day: Day) -> list[str]:
    """The file that the pictures open: a counter-offer if there is one, since it shows the most."""
    wanted = ("counter", "approve", "refer", "decline")
    ranked = sorted(day.cases, key=lambda case: wanted.index(case["outcome"]))
    return [case["applicant_id"] for case in ranked[:1]]


def _lines(day: Day, folder: Path) -> list[str]:
    marks = {"approve": "✓", "counter": "≈", "refer": "→", "decline": "✗"}
    lines = [
        f"{marks[c['outcome']]} {c['applicant']:<10} {c['outcome']:<8} asked {c['requested']:>12}  "
        f"given {c['amount'] or '–':>12}  {c['grade'] or '–'}  {c['who']}: {c['why']}"
        for c in day.cases
    ]
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(day.outcomes.items()))
    times = ", ".join(f"{name} {spent:.1f} s" for name, spent in day.seconds.items())
    return [
        *lines,
        "",
        f"{len(day.cases)} sellers: {counts}.",
        f"{len(day.in_need)} likely to need money, {len(day.invited)} of them invited.",
        f"{len(day.letters)} letters under {folder / 'letters'}, {day.verified} verified.",
        f"{day.replayed} decisions computed again: the same, bit for bit.",
        f"Synchronised {len(day.sync)} times, {day.waiting} acts still waiting:",
        *(f"  {number}. {words}" for number, words in enumerate(day.sync, 1)),
        f"{len(day.pictures)} screenshots under {folder / 'screenshots'}.",
        times,
    ]


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="no window: do the day and report")
    parser.add_argument("--dir", type=Path, metavar="D", help="where it keeps what it makes")
    parser.add_argument(
        "--source",
        nargs=2,
        metavar=("NAME", "PATH"),
        help="real sellers: olist, cumcm, jdd or koubei, and the folder",
    )
    parser.add_argument("--no-screenshots", action="store_true")


def _say(words: Bilingual) -> None:
    print(words.en, file=sys.stderr)


def _demo(arguments: Namespace) -> Answer:
    from workstation.app import demo_means, open_desk, run_desktop, take_pictures

    folder = (arguments.dir or default_demo()).resolve()
    source = DemoSource(arguments.source[0], Path(arguments.source[1])) if arguments.source else DemoSource()
    with prepare_demo(demo_means(), folder, _say, source) as profile:
        with open_desk(profile, DEMO_PASSPHRASE) as desk:
            day = work_a_day(desk, folder, _say)
            if arguments.headless and not arguments.no_screenshots:
                day.pictures = take_pictures(desk, profile, folder / "screenshots", shown_in_pictures(day))
        if day.waiting:
            raise KnownError(
                "demo.day", f"{day.waiting} acts did not reach the hub", where=str(folder),
                remedy="See `workstation doctor`.",
            )  # fmt: skip
        answer = Answer(day.as_json(folder), _lines(day, folder))
        if not arguments.headless:
            print("\n".join(answer.lines))
            print(f"Opening the window; the passphrase is “{DEMO_PASSPHRASE}”.")
            return Answer({}, (), run_desktop(profile))
    return answer


VERBS = (Verb(("demo",), "an embedded hub, sample or real sellers, the whole job", _demo_arguments, _demo),)
