"""The archive of letters as a table: number, whose, which paper, when, and whether it is final."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import count, moment
from ui.widgets.rows import Column
from ui.widgets.words import paper_name
from workstation.domain.records import LetterRecord
from workstation.domain.standing import PaperStanding, Standing
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.desk import Desk

CONTEXT = "Letters"


@dataclass(frozen=True, slots=True)
class ArchivedLetter:
    """A letter of the archive, the name of the applicant it was written to, and how it stands."""

    record: LetterRecord
    name: str
    standing: PaperStanding


def read_archive(desk: Desk) -> tuple[ArchivedLetter, ...]:
    """Every letter, newest first. For a worker. A file that left this device leaves its id as the name."""
    archive = desk.letters.archive_with_standing()
    names = dict(_names(desk, {record.applicant_id for record, _ in archive}))
    return tuple(ArchivedLetter(record, names[record.applicant_id], stands) for record, stands in archive)


def _names(desk: Desk, applicant_ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    for applicant_id in applicant_ids:
        try:
            yield applicant_id, desk.cases.applicant_file(applicant_id, ledgers=False).applicant.name
        except KnownError:
            yield applicant_id, applicant_id


_STANDINGS: Mapping[Standing, tuple[str, str, str]] = {
    Standing.FIRM: (QT_TRANSLATE_NOOP("Letters", "Final"), "good", "check-circle"),
    Standing.PROVISIONAL: (QT_TRANSLATE_NOOP("Letters", "Provisional"), "warn", "hourglass-medium"),
    Standing.SUPERSEDED: (QT_TRANSLATE_NOOP("Letters", "Superseded"), "plain", "arrows-clockwise"),
    Standing.VOID: (QT_TRANSLATE_NOOP("Letters", "Void"), "bad", "x-circle"),
    Standing.HELD: (QT_TRANSLATE_NOOP("Letters", "On hold"), "bad", "warning-circle"),
}


def standing(letter: ArchivedLetter) -> Mark:
    """A letter made before the hub confirmed its decision says so on its face; so does one that no longer
    holds."""
    text, tone, symbol = _STANDINGS[letter.standing.standing]
    return Mark(translate(CONTEXT, text), tone, symbol)


COLUMNS: tuple[Column[ArchivedLetter], ...] = (
    Column(QT_TRANSLATE_NOOP("Letters", "Number"), lambda a: a.record.number, 176, strong=True),
    Column(QT_TRANSLATE_NOOP("Letters", "Applicant"), lambda a: a.name, 0),
    Column(QT_TRANSLATE_NOOP("Letters", "Paper"), lambda a: paper_name(a.record.kind), 210),
    Column(QT_TRANSLATE_NOOP("Letters", "Issued"), lambda a: moment(a.record.issued_at), 150, spare=3),
    Column(QT_TRANSLATE_NOOP("Letters", "Pages"), lambda a: count(a.record.pages), 70, right=True, spare=4),
    Column(QT_TRANSLATE_NOOP("Letters", "Standing"), lambda a: standing(a).text, 128, mark=standing),
)
