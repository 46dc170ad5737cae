"""Forms that nobody here wrote, each compiled and filled in with answers made up; a table of what came of it.
`python -m tests.surveys.others FOLDER` prints it."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.surveys.forms import surroundings
from tests.surveys.sequences import check
from workstation.errors import KnownError
from workstation.surveys.as_table import as_csv, as_json
from workstation.surveys.checking import check_form
from workstation.surveys.form import compile_form
from workstation.surveys.generating import generate
from workstation.surveys.laying_in import flatten, lay_in
from workstation.surveys.run import FormRun
from workstation.surveys.support import Standing

SEEDS = range(5)
_SHOWN = ("type ", "function ", "appearance ")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`complete` of the `tried` surveys could be finished; `why` says what is refused, or what is left."""

    name: str
    supported: str
    refused: str
    tried: int = 0
    complete: int = 0
    answers: int = 0
    why: str = ""


def outcome(path: Path) -> Outcome:
    """Check, compile, fill in, hold against the second reckoning, finish, take up again, export."""
    data = path.read_bytes()
    files = {one.name: one.read_bytes() for one in path.parent.glob("*.csv")}
    report = check_form(data, path.name, files=files)
    used = Counter(one.what for one in report.findings if one.standing is Standing.SUPPORTED)
    supported = ", ".join(one for one in used if one.startswith(_SHOWN))
    refused = ", ".join(dict.fromkeys(f"{one.what} (row {one.row}): {one.why}" for one in report.refused))
    try:
        form = compile_form(data, path.name, files=files)
    except KnownError as error:
        return Outcome(path.name, supported, refused, why=error.message)
    complete = answers = 0
    left = ""
    for seed in SEEDS:
        run = FormRun.start(form, surroundings())
        generate(run, seed)
        reckoned = check(run)
        if reckoned.wrong or reckoned.missing:
            left = ", ".join([*reckoned.wrong, *reckoned.missing])
            continue
        complete += 1
        answers += _taken_round(run)
    return Outcome(path.name, supported, refused, len(SEEDS), complete, answers, left)


def _taken_round(run: FormRun) -> int:
    """The finished survey again from its own JSON: the same answers. Gives how many there are."""
    instance = run.finish()
    flat = flatten(as_json(run.form, instance), run.form.root.path)
    again = FormRun.start(run.form, surroundings())
    lay_in(again, {ref: text for ref, text in flat.items() if run.is_open(ref)})
    assert as_json(run.form, again.finish()) == as_json(run.form, instance)
    assert as_csv(run.form, [instance])
    return len(flat)


def table(folder: Path) -> list[Outcome]:
    return [outcome(path) for path in sorted(folder.glob("*.xls*"))]


def lines(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{one.name:<42} {one.complete}/{one.tried} complete, {one.answers:>4} answers   {one.supported}"
        + (f"\n{'':<42} refused: {one.refused}" if one.refused else "")
        + (f"\n{'':<42} {one.why}" if one.why else "")
        for one in outcomes
    ]


if __name__ == "__main__":
    print("\n".join(lines(table(Path(sys.argv[1])))))
