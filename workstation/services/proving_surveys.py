"""What the hub proves of a survey: that its form takes the answers, and that the rest follows from them.

Goes in: a finished survey and the file as the workstation had it. Comes out: nothing, or words for what could
not be held against the ledgers, or a refusal. The form is known by the hash of its workbook and run as at the
desk, at the moment at which the survey was finished.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.domain.forms import KeptForm
from workstation.domain.ledger import Ledgers
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import CheckResult, Survey
from workstation.errors import KnownError
from workstation.hub.refusal import Refusal
from workstation.hub.services import SurveyRules
from workstation.services.proving_files import check_contents, check_kinds
from workstation.services.reading import readable
from workstation.services.survey_forms import Forms, form_in
from workstation.services.survey_judging import Judge, Judging, Span, opinion_of, position_of
from workstation.services.survey_making import form_ref
from workstation.services.survey_table import file_table
from workstation.services.surveys import day_begun, seed_of

if TYPE_CHECKING:
    from workstation.surveys.form import Form
    from workstation.surveys.run import FormRun

_DAY = timedelta(days=1)
"""Moments are UTC; where the officer sat it may have been the next day already, or still the one before."""
_AGAIN = "finish it anew, with this version of the program"


def survey_rules(forms: Forms, judging: Judging) -> SurveyRules:
    return SurveyRules(prove=partial(_prove, forms, judging), look=check_contents)


def _prove(
    forms: Forms,
    judging: Judging,
    survey: Survey,
    file: ApplicantFile,
    whole: bool,
    kept: KeptForm | None = None,
    /,
) -> str:
    form = _form(forms, survey, kept)
    _moment(survey.started_at)
    finished = _moment(survey.finalised_at)
    read = readable(file, finished.date())
    judge = judging.of(read)
    run = _run_again(form, survey, judge, finished)
    check_kinds(run, survey)
    _check_visit(run, survey)
    if encode(judge.figures(run)) != encode(survey.figures):
        raise _refusal("survey.figures", "its figures do not follow from its answers")
    if survey.second is None and judge.needs_second(run, survey.started_at):
        raise _refusal("survey.second", "this visit takes two investigators, and only one signed")
    found = _checks(judge, run, survey)
    if encode(found) == encode(survey.checks):
        return ""
    same_policy = survey.policy == judging.policy.version_hash
    if whole and same_policy:
        raise _refusal("survey.checks", "its cross-checks do not follow from its answers and the file")
    _check_own_sides(_checks(_bare(judge), run, survey), survey, same_policy)
    _check_beyond(found, survey)
    why = "what this workstation had of the file cannot be told" if same_policy else "it has another policy"
    return f"{why}, and its cross-checks differ from the hub's"


def _checks(judge: Judge, run: FormRun, survey: Survey) -> tuple[CheckResult, ...]:
    """The cross-checks anew, under the explanations that were given."""
    explained = {one.check: one.explanation for one in survey.checks}
    span = Span(survey.started_at, survey.finalised_at, survey.attachments)
    return judge.checks(run, span, explained)


def _bare(judge: Judge) -> Judge:
    """Who sees no ledgers."""
    return judge.by.of(ApplicantFile(judge.file.applicant, ledgers=Ledgers()))


def _form(forms: Forms, survey: Survey, kept: KeptForm | None) -> Form:
    """The one that the hub published, be it withdrawn since, or the program brings along. Raises `Refusal`
    (`survey.form`) for a form that the hub does not know."""
    try:
        form = forms.form(survey.form.sha256) if kept is None else form_in(kept.body, kept.form)
    except KnownError:
        raise Refusal(
            "survey.form", f"the hub knows no form {survey.form.id} of hash {survey.form.sha256[:12]}…"
        ) from None
    if form_ref(form) != survey.form:
        raise Refusal("survey.form", "the form of this hash has another name or version")
    return form


def _run_again(form: Form, survey: Survey, judge: Judge, finished: datetime) -> FormRun:
    """The form with these answers. Raises `Refusal` (`survey.answers`)."""
    trouble = ""
    for moment in (finished, finished + _DAY):
        try:
            run = _resumed(form, survey, judge, moment)
        except KnownError as error:
            raise _refusal("survey.answers", f"its answers cannot be read: {error.message}") from None
        wrong = [*(one.ref for one in run.problems(complete=True)), *run.stale()]
        if not wrong and _is_all_asked(run, survey.instance):
            return run
        trouble = trouble or next(iter(wrong), "something in them is not asked")
    raise _refusal("survey.answers", f"the form does not take its answers ({trouble})")


def _resumed(form: Form, survey: Survey, judge: Judge, moment: datetime) -> FormRun:
    from workstation.surveys.run import FormRun
    from workstation.surveys.surroundings import FILE, Surroundings

    surroundings = Surroundings(
        now=lambda: moment,
        device_id=survey.device_id,
        user=survey.made_by,
        uuid=lambda: str(uuid.uuid4()),
        tables={FILE: file_table(judge.file, judge.seen(day_begun(_moment(survey.started_at))))},
        seed=seed_of(survey.id),
    )
    return FormRun.resume(form, survey.instance.encode(), surroundings)


def _is_all_asked(run: FormRun, instance: str) -> bool:
    """Whether the answers hold what the form asks, and nothing beside it that nobody sees and that goes along
    to other systems."""
    from workstation.surveys.xml import parse_xml

    said, asked = (
        [(one.tag, one.text or "") for one in parse_xml(text, "survey.instance").iter()]
        for text in (instance.encode(), run.submission())
    )
    return said == asked and "<!--" not in instance and instance.count("<?") <= 1


def _check_visit(run: FormRun, survey: Survey) -> None:
    """Day, place and opinion are those of the answers."""
    said = Judge.day_said(run)
    begun = _moment(survey.started_at).date()
    if survey.visited_on != said if said else abs(survey.visited_on - begun) > _DAY:
        raise _refusal("survey.day", "the day of the visit is not the one that its answers give")
    if (survey.position, survey.opinion) != (position_of(run), opinion_of(run)):
        raise _refusal("survey.figures", "its place or opinion is not what its answers give")


def _check_own_sides(bare: Iterable[CheckResult], survey: Survey, same_policy: bool) -> None:
    """What the answers alone give of each check is stated, whatever the ledgers say to it; by another policy,
    that there is such a check."""
    stated = {one.check: _sides(one) for one in survey.checks}
    for one in bare:
        if one.check not in stated or (same_policy and not _sides(one) <= stated[one.check]):
            raise _refusal("survey.checks", f"the cross-check {one.check} does not follow from its answers")


def _check_beyond(found: Iterable[CheckResult], survey: Survey) -> None:
    """What is a contradiction at the hub is none that the survey keeps still about. Where the ledgers moved
    since, it is finished anew and explained: a side that nobody can hold against them is no excuse."""
    stated = {one.check: one for one in survey.checks}
    for one in found:
        said = stated.get(one.check)
        if not one.within and (said is None or said.within):
            words = f"by the lender's policy the cross-check {one.check} is a contradiction, and it says none"
            raise _refusal("survey.policy", words)


def _sides(check: CheckResult) -> frozenset[tuple[str, str]]:
    return frozenset((side.road, side.value) for side in check.sides)


def _moment(text: str) -> datetime:
    """One that names its offset, and not at the end of all time: nothing can be reckoned from another."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
        raise Refusal("record.days", "a moment of the survey is no date")
    return moment


def _refusal(code: str, words: str) -> Refusal:
    return Refusal(code, f"{words}; {_AGAIN}")
