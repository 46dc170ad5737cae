"""Surveys of a profile, headless: list them, show one, say a supervisor's word on one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb
from workstation.domain.drafting import Draft
from workstation.domain.surveying import CheckResult, StandingSurvey, Verdict
from workstation.errors import KnownError
from workstation.services.desk import Desk
from workstation.services.survey_papers import SurveyFormat


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _list(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        found, drafts = desk.surveys.of(who), desk.surveys.drafts(who)
    data = {
        "applicant": arguments.id,
        "surveys": [_short(one) for one in found],
        "drafts": [_draft(one) for one in drafts],
    }
    lines = [*(_line(one) for one in found), *(f"{one.id} {one.form_id}: being filled in" for one in drafts)]
    return Answer(data, lines or ["Nobody has been there."])


def _show_arguments(parser: ArgumentParser) -> None:
    _list_arguments(parser)
    parser.add_argument("survey", help="the survey's id")


def _show(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        one = _of(desk, desk.cases.resolve(arguments.id), arguments.survey)
    survey = one.survey
    data = {
        "applicant": arguments.id,
        **_short(one),
        "figures": [
            {"figure": f.figure, "value": f"{f.value / 100:.2f}", "basis": f.basis.value}
            for f in survey.figures
        ],
        "checks": [_check(check, one) for check in survey.checks],
        "attachments": [
            {"name": a.name, "kind": a.kind.value, "sha256": a.sha256, "size": a.size}
            for a in survey.attachments
        ],
        "edits": [
            {"ref": e.ref, "old": e.old, "new": e.new, "at": e.at, "reason": e.reason} for e in survey.edits
        ],
        "sections": {s.section: s.seconds for s in survey.sections},
        "opinion": survey.opinion,
        "content_sha256": survey.content_sha256,
    }
    figures = [f"  {f['figure']}: {f['value']} ({f['basis']})" for f in data["figures"]]
    checks = [f"  {c['check']}: {c['deviation']}, {c['standing']}" for c in data["checks"]]
    return Answer(data, [_line(one), *figures, *checks])


def _review_arguments(parser: ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("verdict", choices=[one.value for one in Verdict])
    parser.add_argument("--text", default="", help="why; not needed to accept")
    parser.add_argument(
        "--reopen", action="append", default=[], metavar="CHECK", help="a check whose explanation does not do"
    )
    parser.add_argument(
        "--quote", action="append", default=[], metavar="WORDS", help="words of the owner that may be quoted"
    )


def _review(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        desk.surveys.review(
            who,
            arguments.survey,
            Verdict(arguments.verdict),
            arguments.text,
            reopened=arguments.reopen,
            quotes=arguments.quote,
        )
        one = _of(desk, who, arguments.survey)
    return Answer({"applicant": arguments.id, **_short(one)}, [_line(one)])


def _report_arguments(parser: ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the PDF")
    parser.add_argument("--draft", action="store_true", help="number it DRAFT and archive nothing")


def _report(arguments: Namespace) -> Answer:
    from workstation.files import write_whole

    with desk_of(arguments) as desk:
        who = desk.cases.resolve(arguments.id)
        if arguments.draft:
            number, data = "DRAFT", desk.survey_papers.draft(who, arguments.survey)
        else:
            issued = desk.survey_papers.report(who, arguments.survey)
            number, data = issued.record.number, issued.pdf
    write_whole(arguments.out, data)
    return Answer({"number": number, "file": str(arguments.out)}, [f"{number}: {arguments.out}"])


def _export_arguments(parser: ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("--to", required=True, metavar="NAME", help="who gets it; this is kept on record")
    parser.add_argument("--as", dest="kind", choices=[k.value for k in SurveyFormat], default="openrosa")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help=".zip, or .json")


def _export(arguments: Namespace) -> Answer:
    from workstation.files import write_whole

    with desk_of(arguments) as desk:
        made = desk.survey_papers.export(
            desk.cases.resolve(arguments.id), arguments.survey, arguments.to, SurveyFormat(arguments.kind)
        )
    write_whole(arguments.out, made.data)
    lines = [str(arguments.out), *(f"not on this workstation: {name}" for name in made.absent)]
    return Answer({"file": str(arguments.out), "absent": list(made.absent)}, lines)


def _of(desk: Desk, who: str, survey_id: str) -> StandingSurvey:
    """Raises `KnownError` (`survey.unknown`)."""
    found = next((one for one in desk.surveys.of(who) if one.survey.id == survey_id), None)
    if found is None:
        raise KnownError(
            "survey.unknown", "this file has no such survey", where=survey_id, remedy="List its surveys."
        )
    return found


def _short(one: StandingSurvey) -> dict[str, Any]:
    survey, review = one.survey, one.review
    return {
        "id": survey.id,
        "form": survey.form.id,
        "version": survey.form.version,
        "visited_on": survey.visited_on.isoformat(),
        "by": survey.made_by,
        "standing": one.standing.value,
        "counts": one.counts,
        "open": [check.check for check in one.contradictions],
        "corrects": survey.corrects,
        "reason": survey.reason,
        "visit": survey.visit,
        "review": None
        if review is None
        else {"verdict": review.verdict.value, "by": review.reviewed_by, "text": review.text},
    }


def _draft(one: Draft) -> dict[str, Any]:
    return {"id": one.id, "form": one.form_id, "opened_at": one.opened_at, "corrects": one.corrects}


def _check(check: CheckResult, one: StandingSurvey) -> dict[str, Any]:
    still = check.check in {c.check for c in one.contradictions}
    return {
        "check": check.check,
        "sides": {side.road: side.value for side in check.sides},
        "deviation": check.deviation,
        "tolerance": check.tolerance,
        "standing": "within" if check.within else "open" if still else "explained",
        "explanation": check.explanation,
    }


def _line(one: StandingSurvey) -> str:
    survey = one.survey
    more = f", open: {', '.join(check.check for check in one.contradictions)}" if one.contradictions else ""
    return f"{survey.id} {survey.visited_on} {survey.form.id} by {survey.made_by}: {one.standing.value}{more}"


VERBS = (
    Verb(("survey", "list"), "an applicant's surveys, and what is being filled in", _list_arguments, _list),
    Verb(("survey", "show"), "one survey: figures, checks, files, edits", _show_arguments, _show),
    Verb(("survey", "review"), "accept a survey, ask for it again, or reject it", _review_arguments, _review),
    Verb(("survey", "report"), "the report of a survey as a PDF", _report_arguments, _report),
    Verb(("survey", "export"), "hand on the answers of a survey", _export_arguments, _export),
)
