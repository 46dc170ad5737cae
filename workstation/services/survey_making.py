"""Makes the record of a finished survey: frozen, complete, signed, and small enough to be sent.

Goes in: an open survey, who made it and what signs. Comes out: the record, or a `KnownError` before anything
was closed. Also turns a finished survey into the beginning of its correction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from workstation import survey_seal
from workstation.codec import encode
from workstation.domain.acts import MOST_BODY_BYTES
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import FormRef, Survey, is_same_visit, surveys_of, visit_for
from workstation.errors import KnownError
from workstation.services.open_survey import OpenSurvey, is_consented
from workstation.services.reading import seen_here
from workstation.services.survey_judging import Judging, opinion_of, position_of
from workstation.services.values import Officer

if TYPE_CHECKING:
    from workstation.surveys.form import Form

_META = "{http://openrosa.org/xforms}meta"
_INSTANCE_ID = "{http://openrosa.org/xforms}instanceID"


def survey_of(
    open_survey: OpenSurvey,
    file: ApplicantFile,
    officer: Officer,
    moment: str,
    sign: Callable[[bytes], bytes],
    judging: Judging,
) -> Survey:
    """The finished survey, checked against `file` as it is now. Raises `KnownError`: `survey.incomplete`,
    `survey.consent`, `survey.correction_day`, `survey.second`, `survey.too_large`."""
    run, draft, judge = open_survey.run, open_survey.draft, judging.of(file)
    instance = run.finish()
    held, visited_on = open_survey.held(), open_survey.visited_on
    if lost := {name for _, name in run.files()} - {one.name for one in held}:
        raise KnownError(
            "survey.no_file",
            "an answer names a file that is not attached",
            where=min(lost),
            remedy="Take the photo or choose the file again.",
        )
    if not is_consented(file, held, visited_on, moment):
        raise KnownError(
            "survey.consent",
            "photos or sound were taken, and no authorisation allows them on the day of the visit and since",
            where=file.applicant.source_id,
            remedy="Take an authorisation for photos and sound, or take them out.",
        )
    corrected = next((one for one in file.surveys if one.id == draft.corrects), None)
    if corrected is not None and not is_same_visit(visited_on, corrected.visited_on):
        raise KnownError(
            "survey.correction_day",
            f"the visit that it corrects was on {corrected.visited_on}, and this one is of long before",
            where=file.applicant.source_id,
            remedy="Correct the day, or let a supervisor reject the other.",
        )
    if open_survey.second is None and judge.needs_second(run, draft.opened_at):
        raise KnownError(
            "survey.second",
            "this visit takes two investigators, and the second has not signed",
            where=file.applicant.source_id,
            remedy="Let the second investigator sign.",
        )
    made = Survey(
        id=draft.id,
        applicant_id=draft.applicant_id,
        form=form_ref(open_survey.form),
        visited_on=visited_on,
        started_at=draft.opened_at,
        finalised_at=moment,
        made_by=officer.id,
        device_id=officer.device,
        instance=instance.decode(),
        figures=judge.figures(run),
        checks=judge.checks(run, open_survey.span(moment), open_survey.explanations),
        attachments=held,
        position=position_of(run),
        sections=open_survey.times(moment),
        edits=open_survey.edits(),
        second=open_survey.second,
        opinion=opinion_of(run),
        visit=draft.visit or _visit_of(file, draft.corrects, visited_on),
        corrects=draft.corrects,
        reason=draft.reason,
        seen=seen_here(file),
        policy=judging.policy.version_hash,
    )
    sealed = survey_seal.sealed(made, sign)
    if len(encode(sealed)) > MOST_BODY_BYTES:
        raise KnownError(
            "survey.too_large",
            f"the survey is longer than the {MOST_BODY_BYTES >> 10} KiB that can be sent",
            where=file.applicant.source_id,
            remedy="Shorten what was written, or leave out rows.",
        )
    return sealed


def _visit_of(file: ApplicantFile, corrects: str, on: date) -> str:
    """The planned visit that it fulfils: that of the survey it corrects, else one that is open."""
    if corrects:
        return next((one.visit for one in file.surveys if one.id == corrects), "")
    return visit_for(file.visits, surveys_of(file.surveys, file.survey_reviews), on)


def form_ref(form: Form) -> FormRef:
    return FormRef(form.id, form.version, form.sha256)


def as_beginning(instance: str, instance_id: str) -> bytes:
    """The answers of a finished survey as those of a new one, under an id of its own."""
    from lxml import etree

    from workstation.surveys.xml import parse_xml

    root = parse_xml(instance.encode(), "survey.instance")
    named = root.find(f"{_META}/{_INSTANCE_ID}")
    if named is not None:
        named.text = f"uuid:{instance_id}"
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return text
