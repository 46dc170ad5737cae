"""Run a form without a window: answers from a file, or made up; out come the submission, JSON and tables. No
profile, no sign-in; times and ids are those of the moment."""

from __future__ import annotations

import json
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.forms import lists_beside, read_workbook_file
from workstation.commands.verb import Answer, Verb, tell_error
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun, Surroundings
    from workstation.surveys.views import Problem

LARGEST_ANSWERS = 16 * 1024 * 1024


def _run_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("form", type=Path, metavar="FORM", help=".xlsx or .xls; lists lie in its folder")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--answers", type=Path, metavar="FILE.json", help="objects are groups, lists are rows")
    given.add_argument("--generate", type=int, metavar="SEED", help="make answers up; a seed fixes them")
    parser.add_argument("--language", default="", help="one of the form's, for labels and messages")
    parser.add_argument("--out", type=Path, metavar="DIR", help="submission.xml, answers.json, CSV tables")


def _run(arguments: Namespace) -> Answer:
    from workstation.surveys.form import compile_form
    from workstation.surveys.generating import generate
    from workstation.surveys.laying_in import flatten, lay_in
    from workstation.surveys.run import FormRun

    path = arguments.form
    data = read_workbook_file(path)
    form = compile_form(data, path.name, files=lists_beside(path, data))
    run = FormRun.start(form, _surroundings())
    run.language = arguments.language or form.default_language
    unasked: tuple[str, ...] = ()
    if arguments.answers is not None:
        unasked = lay_in(run, flatten(_answers(arguments.answers), form.root.path))
    else:
        generate(run, arguments.generate)
    return _told(run, unasked, arguments)


def _surroundings() -> Surroundings:
    from workstation.surveys.run import Surroundings

    return Surroundings(
        now=lambda: datetime.now().astimezone(), device_id="", user="", uuid=lambda: str(uuid.uuid4())
    )


def _answers(path: Path) -> Mapping[str, Any]:
    """KnownError survey.answers for what cannot be read or is no JSON object."""
    try:
        if path.stat().st_size > LARGEST_ANSWERS:
            raise _unusable(path, f"the file is larger than {LARGEST_ANSWERS >> 20} MiB")
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from None
    except (ValueError, RecursionError) as error:
        raise _unusable(path, f"the file is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise _unusable(path, "the file holds no JSON object")
    return found


def _unusable(path: Path, what: str) -> KnownError:
    return KnownError(
        "survey.answers", f"the answers cannot be used: {what}", where=str(path), remedy="Mend the file."
    )


def _told(run: FormRun, unasked: tuple[str, ...], arguments: Namespace) -> Answer:
    from workstation.surveys.as_table import as_json
    from workstation.surveys.submission import attachment_names

    form, problems = run.form, run.problems(complete=True)
    if problems:
        tell_error(run.incomplete(problems), arguments.json)
    instance = run.submission() if problems else run.finish()
    told: dict[str, Any] = {
        "form": {"id": form.id, "version": form.version, "title": form.title, "sha256": form.sha256},
        "complete": not problems,
        "problems": [_problem(run, one) for one in problems],
        "not_asked": list(unasked),
        "sections": [
            {"ref": one.ref, "title": one.title, "asked": one.asked, "answered": one.answered}
            for one in run.sections()
        ],
        "answers": as_json(form, instance),
        "attachments": list(attachment_names(form, instance)),
        "submission": None if problems else instance.decode(),
        "written": [],
    }
    if arguments.out is not None and not problems:
        told["written"] = _written(run, instance, told["answers"], arguments.out)
    return Answer(told, _lines(told), status=1 if problems else 0)


def _problem(run: FormRun, problem: Problem) -> dict[str, str]:
    label = run.question(problem.ref).label
    return {"ref": problem.ref, "label": label, "kind": problem.kind.value, "text": problem.text}


def _written(run: FormRun, instance: bytes, answers: Any, out: Path) -> list[str]:
    from workstation.files import write_whole
    from workstation.surveys.as_table import as_csv

    files = {
        "submission.xml": instance,
        "answers.json": json.dumps(answers, ensure_ascii=False, indent=1).encode() + b"\n",
        **as_csv(run.form, [instance]),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(out / name, data, private=False)
    return [str(out / name) for name in files]


def _lines(told: Mapping[str, Any]) -> list[str]:
    form = told["form"]
    lines = [f"{form['title'] or form['id']} (id {form['id']})"]
    lines += [
        f"  {one['title'] or one['ref']}: {one['answered']} of {one['asked']} answered"
        for one in told["sections"]
    ]
    lines += [f"  not asked: {ref}" for ref in told["not_asked"]]
    lines += [
        f"  {one['kind']}: {one['label'] or one['ref']} [{one['ref']}] {one['text']}".rstrip()
        for one in told["problems"]
    ]
    lines += [f"  {path}" for path in told["written"]]
    lines.append("Complete." if told["complete"] else f"Not complete: {len(told['problems'])} to mend.")
    return lines


VERBS = (Verb(("survey", "run"), "fill in a form without a window", _run_arguments, _run),)
