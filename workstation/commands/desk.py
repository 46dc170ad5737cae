"""The officer's verbs: worklist, file, history, request, assess, decide, replay, sync, enrol.

Each opens the profile, calls one use-case and prints what it says. Ids in any output are the source's own.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from workstation.commands.explained import explained_json, explained_lines
from workstation.commands.reading import read_amount, read_count, read_day, read_method
from workstation.commands.shown import (
    appraisal_json,
    appraisal_lines,
    file_json,
    file_lines,
    history_json,
    sync_json,
    worklist_json,
    worklist_line,
)
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.domain.money import yuan
from workstation.errors import KnownError
from workstation.ports import WorklistQuery, WorklistView
from workstation.services.desk import Desk
from workstation.sync.report import SyncProgress


@contextmanager
def desk_of(arguments: Namespace) -> Iterator[Desk]:
    """The desk of the profile that the arguments name, closed afterwards."""
    from workstation.app import open_desk, read_passphrase

    with open_desk(arguments.profile, read_passphrase(arguments.passphrase_file)) as desk:
        yield desk


def _worklist_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--view", choices=[v.value for v in WorklistView], default=WorklistView.ALL.value)
    parser.add_argument("--search", default="", metavar="TEXT")
    parser.add_argument("--limit", type=read_count, default=200)


def _worklist(arguments: Namespace) -> Answer:
    query = WorklistQuery(WorklistView(arguments.view), arguments.search, limit=arguments.limit)
    with desk_of(arguments) as desk:
        rows = desk.cases.worklist(query).rows
    return Answer(
        [worklist_json(row) for row in rows], [worklist_line(row) for row in rows] or ["No file matches."]
    )


def _id_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _file_arguments(parser: ArgumentParser) -> None:
    _id_arguments(parser)
    parser.add_argument("--at", type=str, metavar="DATE", help="look from this day")


def _at(arguments: Namespace) -> date | None:
    return read_day(arguments.at) if arguments.at else None


def _file(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        view = desk.files.open(desk.cases.resolve(arguments.id), _at(arguments))
    return Answer(file_json(view), file_lines(view))


def _history(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        data = history_json(desk.files.history(desk.cases.resolve(arguments.id)))
    if not data["buckets"]:
        raise KnownError(
            "history.empty",
            "this file has no ledgers yet",
            where=arguments.id,
            remedy="Have an export of the seller imported at the hub, then sync.",
        )
    return Answer(
        data, ["  ".join(f"{name} {value}" for name, value in row.items()) for row in data["buckets"]]
    )


def _request_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("--amount", required=True, metavar="YUAN")
    parser.add_argument("--months", type=int, required=True)
    parser.add_argument("--product", default="credit")
    parser.add_argument(
        "--method", choices=[m.value for m in RepaymentMethod], default=RepaymentMethod.EQUAL_INSTALMENT.value
    )
    parser.add_argument("--purpose", default="采购备货")


def _request(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        applicant = desk.cases.resolve(arguments.id)
        desk.appraisals.rules.product(arguments.product)  # an unknown one could never be assessed
        desk.files.request(
            applicant,
            product=arguments.product,
            amount=read_amount(arguments.amount),
            months=arguments.months,
            method=RepaymentMethod(arguments.method),
            purpose=arguments.purpose,
        )
    return Answer({"applicant": arguments.id, "saved": True}, [f"{arguments.id}: request saved."])


def _assess_arguments(parser: ArgumentParser) -> None:
    _file_arguments(parser)
    parser.add_argument("--product", default="", help="the newest request where it is left out")


def _assess_what_arguments(parser: ArgumentParser) -> None:
    _assess_arguments(parser)
    parser.add_argument(
        "--scenario", action="append", default=[], metavar="S",
        help="what it would be under a scenario, by its id or its file, whatever its days",
    )  # fmt: skip
    parser.add_argument(
        "--explain", action="store_true",
        help="also what would change it, who is comparable, what missing records cost",
    )  # fmt: skip


def _assess(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        appraisal = desk.appraisals.appraise(
            desk.cases.resolve(arguments.id),
            arguments.product,
            at=_at(arguments),
            supposing=[desk.scenarios.find(name) for name in arguments.scenario],
        )
        explained = desk.explanations.explain(appraisal) if arguments.explain else None
        own = desk.explanations.decided_here(appraisal) if arguments.explain else ()
    if not appraisal.assessment.coverage.covered and not appraisal.withheld:
        raise KnownError(
            "assess.no_evidence",
            f"there is nothing to assess {appraisal.applicant_name} by: no orders, no invoices, no payments",
            where=arguments.id,
            remedy="Have an export of the seller imported at the hub, or refer the case to a visit.",
        )
    data, lines = appraisal_json(appraisal), appraisal_lines(appraisal)
    if explained is not None:
        data["explained"] = explained_json(explained, own, appraisal.assessment.output)
        lines += explained_lines(explained)
    return Answer(data, lines)


def _decide_arguments(parser: ArgumentParser) -> None:
    _assess_arguments(parser)
    parser.add_argument("--outcome", choices=[o.value for o in Outcome], help="default: as proposed")
    parser.add_argument("--amount", metavar="YUAN", help="default: the proposed offer's")
    parser.add_argument("--months", type=int, help="default: the proposed offer's")
    parser.add_argument(
        "--method", choices=[m.value for m in RepaymentMethod], help="default: the proposed offer's"
    )
    parser.add_argument("--reason", default="", help="why it differs from the proposal")


def _decide(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        appraisal = desk.appraisals.appraise(
            desk.cases.resolve(arguments.id), arguments.product, at=_at(arguments)
        )
        proposal = appraisal.proposal
        outcome = Outcome(arguments.outcome) if arguments.outcome else proposal.outcome
        preview = None
        if outcome.lends:
            usual = proposal.offer or appraisal.case.application
            preview = desk.appraisals.try_offer(
                appraisal,
                read_amount(arguments.amount) if arguments.amount else usual.amount,
                arguments.months or usual.months,
                read_method(arguments.method or usual.method),
            )
        decided = desk.decisions.decide(appraisal, outcome, preview, reason=arguments.reason)
        kept = desk.cases.decision(decided.decision_id).decision
    data = {
        "decision": kept.id,
        "applicant": arguments.id,
        "outcome": kept.outcome.value,
        "amount": yuan(kept.offer.amount, grouped=False) if kept.offer else None,
        "provisional": True,
    }
    return Answer(data, [f"{arguments.id}: {kept.outcome.value}, decision {kept.id} saved, not yet sent."])


def _replay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("decision")


def _replay(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        replayed = desk.decisions.replay(arguments.decision)
    if not replayed.same:
        raise KnownError(
            "replay.differs",
            f"computed again, it differs in: {', '.join(replayed.differences)}",
            where=arguments.decision,
            remedy="Report it: the frozen decision stands.",
        )
    return Answer({"decision": replayed.decision_id, "same": True}, ["The same, bit for bit."])


def _show_progress(progress: SyncProgress) -> None:
    total = f"/{progress.total}" if progress.total is not None else ""
    print(f"{progress.phase} {progress.done}{total}, {progress.rows:,} rows", file=sys.stderr)


def _sync(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        report = desk.sync.run(_show_progress)
    return Answer(sync_json(report), [report.words.en])


def _enrol_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("hub", metavar="URL", help="the hub's address")
    parser.add_argument("--code", required=True, help="the one-time code")
    parser.add_argument("--ca", metavar="FILE", help="the lender's certificate authority, for https")


def _enrol(arguments: Namespace) -> Answer:
    from workstation.app import enrol, read_passphrase

    passphrase = read_passphrase(arguments.passphrase_file)
    officer = enrol(arguments.profile, passphrase, arguments.hub, arguments.code, arguments.ca)
    data: dict[str, Any] = {"officer": officer.id, "name": officer.name, "role": officer.role}
    return Answer(data, [f"Enrolled for {officer.name} ({officer.role})."])


VERBS = (
    Verb(("enrol",), "set up this device with a one-time code", _enrol_arguments, _enrol),
    Verb(("sync",), "send what waits, fetch what is new", no_arguments, _sync),
    Verb(("worklist",), "list applicant files", _worklist_arguments, _worklist),
    Verb(("file",), "one applicant file", _file_arguments, _file),
    Verb(("history",), "what the seller has really done, by week or month", _id_arguments, _history),
    Verb(("request",), "take down a request for credit", _request_arguments, _request),
    Verb(("assess",), "what the models and the rules say", _assess_what_arguments, _assess),
    Verb(("decide",), "decide, as proposed or otherwise", _decide_arguments, _decide),
    Verb(("replay",), "compute a frozen decision again", _replay_arguments, _replay),
)
