"""Is this installation sound? `doctor` looks at the profile, `self-test` proves the program itself.

A frozen program passes `self-test` on the machine where it was built before it goes anywhere else.
"""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.paths import resources


def _migrates() -> str:
    """A cache is made, encrypted, and opened again."""
    from workstation.app import make_cache
    from workstation.crypto import random_key

    with tempfile.TemporaryDirectory() as folder:
        key = random_key()
        for _ in range(2):
            make_cache(Path(folder), key)
    return "cache made, encrypted and opened again"


def _scores() -> str:
    from workstation.clock import SystemClock
    from workstation.scoring import open_suite

    suite = open_suite(resources() / "models", today=SystemClock().today())
    return f"bundle {suite.ref.name}-{suite.ref.version}, {suite.golden_check()} golden rows agree"


def _prints_letters() -> str:
    from workstation.letters import check_golden

    return f"golden letter {check_golden()[:12]}"


def _loads_rules() -> str:
    from workstation.lending import load_rulebook

    return f"{len(load_rulebook(resources()).products)} product(s)"


def _draws() -> str:
    """The libraries of window and printing load."""
    from workstation.app import window_library

    return window_library()


def _runs_forms() -> str:
    """A shipped form is compiled and begun; a photo is made anew, a code in it read, a sound written."""
    from datetime import UTC, datetime

    from workstation.services.survey_forms import Forms
    from workstation.surveys.media.self_test import media_work
    from workstation.surveys.run import FormRun
    from workstation.surveys.surroundings import Surroundings

    forms = Forms(resources() / "forms")
    found = forms.all()
    form = forms.form(found[0].sha256)
    run = FormRun.start(form, Surroundings(lambda: datetime.now(UTC), "", "", str))
    return f"{len(found)} forms, {len(run.sections())} sections of {form.id}, {media_work()}"


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("database", _migrates),
    ("models", _scores),
    ("rules", _loads_rules),
    ("letters", _prints_letters),
    ("surveys", _runs_forms),
    ("window", _draws),
)


def _self_test(arguments: Namespace) -> Answer:
    found = {name: check() for name, check in _CHECKS}
    return Answer({"passed": found}, [f"{name:<10} {text}" for name, text in found.items()])


def _doctor(arguments: Namespace) -> Answer:
    """The profile's own state, offline."""
    with desk_of(arguments) as desk:
        status = desk.sync.status()
        counts = desk.cases.view_counts()
        data = {
            "officer": desk.officer.id,
            "role": desk.officer.role,
            "hub": status.hub_url,
            "files": status.files,
            "waiting": len(status.outbox),
            "letter_numbers": status.numbers_left,
            "views": {view.value: count for view, count in counts.items()},
        }
    return Answer(data, [f"{name:<16}{value}" for name, value in data.items() if name != "views"])


VERBS = (
    Verb(("doctor",), "what this profile holds and what waits", no_arguments, _doctor),
    Verb(("self-test",), "prove that the program works on this machine", no_arguments, _self_test),
)
