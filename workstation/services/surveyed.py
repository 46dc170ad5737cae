"""What a visit found, laid into the file before anything is reckoned from it: the same on desk and hub.

Goes in: a file and the day. Comes out: the file with the figures of the survey that counts in its ledger of
survey figures, and that survey. Pure: same file, same bits. A rejected survey counts for nothing, a corrected
one gives way to its correction, and without an authorisation for data none is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from workstation.domain.ledger import SURVEY_FIGURES, LedgerBlock, Ledgers, end_of
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import (
    Contradiction,
    StandingSurvey,
    Survey,
    counting,
    feeds,
    makers_of,
    surveys_of,
)
from workstation.domain.text import Bilingual
from workstation.features.course import YEAR
from workstation.services.reading import as_of_day, may_read

_KIND = SURVEY_FIGURES.name


@dataclass(frozen=True, slots=True)
class Surveyed:
    """`visit` is the survey whose figures `file` holds, None where none counts. `makers` are those whose work
    the figures are: nobody decides alone on what he found himself."""

    file: ApplicantFile
    visit: StandingSurvey | None = None
    makers: tuple[str, ...] = ()

    @property
    def visited_on(self) -> date | None:
        return None if self.visit is None else self.visit.survey.visited_on

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        if self.visit is None:
            return ()
        survey = self.visit.survey
        return tuple(
            Contradiction(survey.id, survey.visited_on, one.check, check_name(one.check))
            for one in self.visit.contradictions
        )


def with_visit(file: ApplicantFile, as_of: date, today: date) -> Surveyed:
    """`as_of` is the day an assessment looks from. The natural one, up to which the source was read, knows
    every visit up to today: what was seen on the spot is not older than the last export. Another day knows
    the visits up to it."""
    if not may_read(file, today):
        return Surveyed(file)
    until = today if as_of == as_of_day(file, None, today) else as_of
    visit = visit_of(file, until)
    if visit is None:
        return Surveyed(file)
    return Surveyed(_laid(file, visit.survey, as_of), visit, makers_of(visit.survey, file.surveys))


def visit_of(file: ApplicantFile, until: date) -> StandingSurvey | None:
    """The newest survey that counts, of the year before a day; later visits, and what corrects or rejects an
    earlier one, are known as they stand. A form that feeds nothing takes no earlier survey's place."""
    standing = [one for one in surveys_of(file.surveys, file.survey_reviews) if feeds(one.survey)]
    since = until - timedelta(days=YEAR)
    return counting([one for one in standing if since < one.survey.visited_on <= until])


def check_name(code: str) -> Bilingual:
    """The name of a check; of one that this version does not know, its code."""
    from workstation.surveys.checks import CHECKS

    return CHECKS[code].name if code in CHECKS else Bilingual(code, code)


def _laid(file: ApplicantFile, survey: Survey, as_of: date) -> ApplicantFile:
    """The file with the survey's figures behind those that its sources gave for earlier days. They are of the
    last second of their day, so that what somebody saw comes after what was told the same day."""
    if not survey.figures:
        return file
    measured_at = end_of(min(survey.visited_on, as_of)) - 1
    rows = {
        "source_id": [f"{survey.id}:{number:03}" for number in range(len(survey.figures))],
        "survey_id": [survey.id] * len(survey.figures),
        "measured_at": [measured_at] * len(survey.figures),
        "figure": [one.figure for one in survey.figures],
        "value": [one.value for one in survey.figures],
        "basis": [one.basis.value for one in survey.figures],
    }
    before = file.ledgers.get(_KIND)
    columns = {}
    for column in SURVEY_FIGURES.columns:
        name = column.name
        added = np.array(rows[name], dtype=np.int64 if column.is_integer else object)
        columns[name] = added if before is None else np.concatenate((before.columns[name], added))
    order = np.lexsort((columns["source_id"].astype(str), columns[SURVEY_FIGURES.when]))
    block = LedgerBlock(_KIND, {name: _frozen(values[order]) for name, values in columns.items()})
    return replace(file, ledgers=Ledgers({**file.ledgers.blocks, _KIND: block}))


def _frozen(values: np.ndarray) -> np.ndarray:
    values.flags.writeable = False
    return values
