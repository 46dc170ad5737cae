"""Forms and surroundings for the stories: a form is written as a table, as its author would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count

from workstation.surveys.form import Form
from workstation.surveys.reading import read_form
from workstation.surveys.run import FormRun, Surroundings
from workstation.surveys.xpath import Table

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def surroundings(tables: Mapping[str, Table] | None = None, *, last_saved: bytes = b"") -> Surroundings:
    numbers = count(1)
    return Surroundings(
        now=lambda: NOW,
        device_id="tablet-7",
        user="officer",
        uuid=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
        tables=tables or {},
        last_saved=last_saved,
        position="31.230416 121.473701 4 12",
    )


def form_of(
    survey: str,
    choices: str = "",
    settings: str = "",
    files: Mapping[str, bytes] | None = None,
    entities: str = "",
) -> Form:
    """Each sheet as lines of cells apart by ` | `, the first line its columns."""
    from pyxform.xls2xform import convert

    sheets = (("survey", survey), ("choices", choices), ("settings", settings), ("entities", entities))
    text = "\n".join(_sheet(name, lines) for name, lines in sheets if lines)
    return read_form(convert(text, file_type=".md").xform, sha256="0" * 64, files=files or {})


def _sheet(name: str, lines: str) -> str:
    rows = [line.strip() for line in lines.strip().splitlines()]
    return "\n".join([f"| {name} |", *(f"| | {row} |" for row in rows)])


def started(survey: str, choices: str = "", settings: str = "", **prefill: str) -> FormRun:
    return FormRun.start(form_of(survey, choices, settings), surroundings(), prefill=prefill)
