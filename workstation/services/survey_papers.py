"""What leaves the desk of a finished survey: its report on paper, and its answers for other systems.

A report is a paper like any other: numbered, archived, verifiable. Answers go out as OpenRosa files that an
ODK server takes, as JSON, or as tables; each time a record says what went to whom, under which authorisation.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.crypto import sha256
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConsentScope, FileExport
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import StandingSurvey, surveys_of
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import BlobStore, CaseStore
from workstation.services.acting import Hand
from workstation.services.archive import About
from workstation.services.letters import DRAFT_NUMBER, Letters
from workstation.services.survey_forms import Forms
from workstation.services.values import Issued

if TYPE_CHECKING:
    from workstation.letters.values import SurveyReport
    from workstation.surveys.form import Form

_MOMENT = (1980, 1, 1, 0, 0, 0)


class SurveyFormat(StrEnum):
    """As what answers go out."""

    OPENROSA = "openrosa"  # a ZIP of `submission.xml` and the files that it names, as ODK's tools keep it
    JSON = "json"
    CSV = "csv"  # a ZIP of tables, one for the survey and one for each repeat

    @property
    def ending(self) -> str:
        return ".json" if self is SurveyFormat.JSON else ".zip"


@dataclass(frozen=True, slots=True)
class SurveyExport:
    """`absent` are files that this workstation does not hold."""

    data: bytes
    absent: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class SurveyPapers:
    cases: CaseStore
    blobs: BlobStore
    hand: Hand
    letters: Letters
    catalogue: Forms

    def draft(self, applicant_id: str, survey_id: str) -> bytes:
        """The report as it would print, numbered DRAFT. Raises as `report`."""
        from workstation.letters import load_fonts, render_paper

        file = self.cases.applicant_file(applicant_id, ledgers=False)
        return render_paper(self._value(file, survey_id, DRAFT_NUMBER), load_fonts())

    def report(self, applicant_id: str, survey_id: str) -> Issued:
        """Number, render and archive the report. Raises `KnownError`: `survey.unknown`, `form.unknown`,
        `letter.no_numbers`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        self._value(file, survey_id, DRAFT_NUMBER)  # what cannot be made costs no number
        value = self._value(file, survey_id, self.letters.press.next_number())
        return self.letters.press.keep(value, About(applicant_id, file.version, subject=survey_id))

    def export(self, applicant_id: str, survey_id: str, to: str, kind: SurveyFormat) -> SurveyExport:
        """The answers for `to`, and the act that they went out. Raises `KnownError`: `survey.unknown`,
        `form.unknown`, `referral.partner` without a name, `consent.referral` and `consent.data` without an
        authorisation in force."""
        from workstation.lending.consent import require_consent

        file = self.cases.applicant_file(applicant_id, ledgers=False)
        found, today = _found(file, survey_id), self.hand.clock.today()
        if not to.strip():
            raise KnownError(
                "referral.partner",
                "a survey is handed on to somebody who is named",
                where=file.applicant.source_id,
                remedy="Name who gets it.",
            )
        consent = require_consent(file, ConsentScope.REFERRAL, today)
        require_consent(file, ConsentScope.DATA, today)
        form = self.catalogue.form(found.survey.form.sha256)
        files, absent = self._files(found)
        data = _exported(found, form, kind, files)
        record = FileExport(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            partner=to.strip(),
            file_sha256=sha256(data),
            exported_by=self.hand.officer.id,
            exported_at=self.hand.moment(),
            authorisation_id=consent.id,
        )
        changes = self.hand.act(ActKind.EXPORT_FILE, applicant_id, encode(record), base_version=file.version)
        return SurveyExport(data, absent if kind is SurveyFormat.OPENROSA else (), changes)

    def _value(self, file: ApplicantFile, survey_id: str, number: str) -> SurveyReport:
        from workstation.letters.values import PaperHead
        from workstation.letters.wording_file import SHOP_KINDS
        from workstation.services.survey_paper import ReportWords, survey_paper
        from workstation.services.survey_words import check_words

        found, who = _found(file, survey_id), file.applicant
        head = PaperHead(number, self.hand.clock.today(), who.name, who.address, self.letters.lender)
        words = ReportWords(self.letters.name_of, SHOP_KINDS[who.shop_kind], who.address, check_words())
        return survey_paper(found, self.catalogue.form(found.survey.form.sha256), head, words)

    def _files(self, found: StandingSurvey) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
        held = {one.name: one.sha256 for one in found.survey.attachments}
        here = {name: self.blobs.get(digest) for name, digest in held.items() if self.blobs.has(digest)}
        return here, tuple(sorted(held.keys() - here.keys()))


def _found(file: ApplicantFile, survey_id: str) -> StandingSurvey:
    standing = surveys_of(file.surveys, file.survey_reviews)
    found = next((one for one in standing if one.survey.id == survey_id), None)
    if found is None:
        raise KnownError(
            "survey.unknown",
            "this file has no such survey",
            where=file.applicant.source_id,
            remedy="Look at the file's surveys again.",
        )
    return found


def _exported(found: StandingSurvey, form: Form, kind: SurveyFormat, files: Mapping[str, bytes]) -> bytes:
    from workstation.surveys.as_table import as_csv, as_json

    instance = found.survey.instance.encode()
    if kind is SurveyFormat.JSON:
        answers = as_json(form, instance)
        return json.dumps(answers, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    if kind is SurveyFormat.CSV:
        return _archive(as_csv(form, [instance]))
    return _archive({**files, "submission.xml": instance})


def _archive(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP without a moment in it: the same survey gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return out.getvalue()
