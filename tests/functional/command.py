"""The command line as a person or a script meets it: words in; a status, an answer and perhaps an error out.

Every run is a process of its own, and is held to what the front end promises of all its verbs: status 0, 1 or
2, an error of one line, no traceback. Warnings of the program are faults here as in the tests themselves.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = (sys.executable, "-m", "workstation")

_LIBRARIES = [
    "alembic", "cryptography.hazmat.primitives.ciphers.aead", "db.cache", "db.workshop", "fastapi",
    "filelock", "httpx", "keyring.backends.fail", "lightgbm", "pandas", "pypdfium2", "pypinyin",
    "reportlab.pdfgen.canvas", "reportlab.pdfbase.ttfonts", "segno", "sqlalchemy.dialects.sqlite", "stamina",
    "uvicorn",
]  # fmt: skip
_OURS = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "workstation").rglob("*.py"))
    if not path.stem.startswith("__")
]
"""Every module of the core: verbs import theirs late, and a fork that has to would do so at each start."""

_processes = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
_processes.set_forkserver_preload([*_LIBRARIES, *_OURS])


@dataclass(frozen=True, slots=True)
class Ran:
    """One command line that was run to its end."""

    words: tuple[str, ...]
    status: int
    out: str
    err: str

    def __post_init__(self) -> None:
        assert self.status in (0, 1, 2), f"{self.words} ended with {self.status}: {self.err}"
        assert "Traceback" not in self.out + self.err, f"{self.words} broke: {self.err}"
        if self.status == 1:
            said = self.err.rstrip("\n")
            assert said, f"{self.words} failed without a word"
            # These tell on the way how far they are.
            assert {"sync", "demo", "batch", "evaluate", "score"} & set(self.words) or "\n" not in said, (
                f"{self.words} said: {said}"
            )

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
        assert error["code"] and error["message"] and "\n" not in error["message"]
        return error


@cache
def surroundings() -> dict[str, str]:
    """The environment of every process: as here, with warnings as faults.

    Where Python is told to keep no compiled files, they go to a folder of these tests: a process that has to
    compile all its libraries anew takes three times as long."""
    environment = os.environ | {"PYTHONWARNINGS": "error"}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        compiled = tempfile.TemporaryDirectory(prefix="workstation-compiled-")
        atexit.register(compiled.cleanup)
        environment["PYTHONPYCACHEPREFIX"] = compiled.name
    return environment


def workstation(*words: str | Path, typed: str = "") -> Ran:
    """Run `workstation WORDS` from nothing, `typed` on its standard input."""
    return begin(*words).finish(typed)


def begin(*words: str | Path) -> Running:
    """Start `workstation WORDS` and go on meanwhile."""
    texts = tuple(map(str, words))
    process = subprocess.Popen(
        [*PROGRAM, *texts],
        cwd=ROOT,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    return Running(texts, process)


@dataclass(frozen=True, slots=True)
class Running:
    """A command line under way. `finish` reads what it says; where that fills a pipe, it waits for us."""

    words: tuple[str, ...]
    process: subprocess.Popen[str]

    def finish(self, typed: str = "") -> Ran:
        out, err = self.process.communicate(typed)
        return Ran(self.words, self.process.returncode, out, err)

    def kill(self) -> None:
        """End it, unless it has been finished."""
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.process.kill()
            self.process.communicate()


def warm(*words: str | Path) -> Ran:
    """Run `workstation WORDS` in a process forked from one that has everything loaded already (where there
    is no fork, from nothing). Loading them is most of a start, and a story has many."""
    texts = tuple(map(str, words))
    with tempfile.TemporaryDirectory(prefix="said-") as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = _processes.Process(target=_run_here, args=(texts, out, err))
        process.start()
        process.join()
        assert process.exitcode is not None
        return Ran(texts, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))


def _run_here(words: tuple[str, ...], out: Path, err: Path) -> None:
    from workstation.cli import main

    warnings.simplefilter("error")
    for stream, said in ((sys.stdout, out), (sys.stderr, err)):
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), stream.fileno())
    sys.exit(main(words))
