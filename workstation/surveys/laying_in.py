"""Answers from a file, laid into a survey as an officer would give them: what is not asked waits until
another answer brings it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.run import FormRun
from workstation.surveys.tree import MOST_ROWS

DEEPEST = 60
_ROW = re.compile(r"\[([0-9]{1,6})\]")


def flatten(answers: Mapping[str, Any], root: str) -> dict[str, str]:
    """Refs and texts of answers in JSON: objects are groups, lists of objects are the rows of a repeat; a
    name may also be a whole ref. A list of plain values is several choices; true and false are yes and no.

    KnownError survey.answers for what is none of these.
    """
    found: dict[str, str] = {}
    _flatten(answers, root, found, 0)
    return found


def _flatten(value: Any, ref: str, found: dict[str, str], depth: int) -> None:
    if depth > DEEPEST:
        raise _wrong(ref, "it lies too deep")
    if isinstance(value, Mapping):
        for name, inner in value.items():
            place = name if str(name).startswith("/") else f"{ref}/{name}"
            _flatten(inner, place, found, depth + 1)
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for row, one in enumerate(value, 1):
            if not isinstance(one, Mapping):
                raise _wrong(ref, "a list has either rows or choices")
            _flatten(one, f"{ref}[{row}]", found, depth + 1)
    elif isinstance(value, list):
        found[ref] = " ".join(_plain(one, ref) for one in value)
    else:
        found[ref] = _plain(value, ref)


def _plain(value: Any, ref: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
    raise _wrong(ref, f"a {type(value).__name__} is no answer")


def lay_in(run: FormRun, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Give each answer once its question is asked, adding the rows that it needs. The refs of those that were
    never asked are returned. KnownError survey.place for a ref that the form does not have."""
    for ref in answers:
        if _ROW.sub("", ref) not in run.form.spots:
            raise KnownError(
                "survey.place",
                "the form has no such question",
                where=ref,
                remedy="Mend the name in the file.",
            )
    waiting = dict(answers)
    moved = True
    while waiting and moved:
        moved = False
        for ref in list(waiting):
            _grow(run, ref)
            if run.is_open(ref):
                run.answer(ref, waiting.pop(ref))
                moved = True
    return tuple(waiting)


def _grow(run: FormRun, ref: str) -> None:
    """Add the rows that a ref needs, where rows are added by hand."""
    for found in _ROW.finditer(ref):
        repeat, wanted = ref[: found.start()], int(found[1])
        while run.is_growing(repeat) and run.row_count(repeat) < min(wanted, MOST_ROWS):
            run.add_row(repeat)


def _wrong(ref: str, what: str) -> KnownError:
    return KnownError(
        "survey.answers", f"the answers cannot be used: {what}", where=ref, remedy="Mend the file."
    )
