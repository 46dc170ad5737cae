"""The command line as a person or a script meets it: words in; a status, an answer and perhaps an error out.

Every run is held to what the front end promises of all its verbs: status 0, 1 or 2, an error of one line, no
traceback. Warnings of the program are faults here as they are in the tests themselves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = (sys.executable, "-m", "workstation")


@dataclass(frozen=True, slots=True)
class Ran:
    """One command line that was run to its end."""

    words: tuple[str, ...]
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer to `--json` of a verb that succeeded."""
        assert self.status == 0, f"{self.words} failed: {self.err}"
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The error to `--json`: the last line, after what progress there was."""
        assert self.status == 1, f"{self.words} gave status {self.status}: {self.out[:400]}"
        assert self.out == ""
        error: dict[str, str] = json.loads(self.err.splitlines()[-1])["error"]
        return error


@cache
def surroundings() -> dict[str, str]:
    """The environment of every process: as here, with warnings as faults.

    Where Python is told to keep no compiled files, they go to a folder of these tests: a process that has to
    compile all its libraries anew takes three times as long."""
    environment = os.environ | {"PYTHONWARNINGS": "error"}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        compiled = Path(tempfile.gettempdir()) / f"workstation-compiled-{sys.version_info[1]}"
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    return environment


def workstation(*words: str | Path, typed: str = "") -> Ran:
    """Run `workstation WORDS`, `typed` on its standard input."""
    words_ = tuple(map(str, words))
    done = subprocess.run(
        [*PROGRAM, *words_],
        input=typed,
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    ran = Ran(words_, done.returncode, done.stdout, done.stderr)
    _keep_promises(ran)
    return ran


def _keep_promises(ran: Ran) -> None:
    assert ran.status in (0, 1, 2), f"{ran.words} ended with {ran.status}: {ran.err}"
    assert "Traceback" not in ran.out + ran.err, f"{ran.words} broke: {ran.err}"
    if ran.status == 1:
        assert ran.err.strip(), f"{ran.words} failed without a word"
    if ran.status == 1 and "sync" not in ran.words and "demo" not in ran.words:  # those tell how far they are
        assert ran.err.count("\n") == 1, f"{ran.words} said more than one line: {ran.err}"
