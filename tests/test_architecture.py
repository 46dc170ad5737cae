"""The import rules of the house, one row each, and the few sizes and habits that keep it readable.

The rows look at what a module imports itself, wherever in the file. What a start really loads is proved by
starting: a fresh process builds the first window and is asked what it holds.
"""

from __future__ import annotations

import ast
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.collect import ImportMap, collect_imports, walk, walk_runtime

OURS = ("workstation", "ui", "db")
MOST_LINES = 400

HEAVY = ("pandas", "numpy", "lightgbm", "reportlab", "pyqtgraph", "httpx", "sqlalchemy", "cryptography")
"""Libraries that would double the time to the first window; workers load them after it is up."""

logging.getLogger("pytest_archon.collect").setLevel(logging.ERROR)
# It warns of what it cannot tell apart inside libraries, according to which of them are loaded already.

ROOMS = {
    "sources": (),
    "hub": ("features", "scoring", "services"),
    "sync": (),
    "features": (),
    "scoring": ("features",),
    "lending": (),
    "surveys": ("features", "lending"),
    "letters": ("lending",),
    "services": (
        "sources",
        "hub",
        "sync",
        "features",
        "scoring",
        "lending",
        "surveys",
        "letters",
        "training",
        "portfolio",
    ),
    "training": ("features", "scoring"),
    "portfolio": ("features", "scoring", "lending"),
}
"""Which rooms of `workstation/` a room may reach into; ground floor and small files are open to all."""

FRONT = tuple(f"workstation.{name}" for name in ("app", "cli", "commands", "__main__", "startup"))
"""What stands before the rooms: it calls into them, they never call back."""


@dataclass(frozen=True)
class Rule:
    """Modules that match `who`, except some, must not import `never`, unless it is among `only`."""

    name: str
    who: tuple[str, ...]
    never: tuple[str, ...]
    only: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    late_is_fine: bool = False

    def __str__(self) -> str:
        return self.name


def package(*names: str) -> tuple[str, ...]:
    """Patterns for packages and what is in them."""
    return tuple(pattern for name in names for pattern in (name, f"{name}.*"))


RULES = (
    Rule(
        "the core knows neither Qt nor the window nor the tables",
        ("workstation*",),
        package("PySide6", "shiboken6", "pyqtgraph", "qtawesome", "ui", "db"),
        besides=("workstation.app",),
    ),
    Rule("the core writes no SQL", ("workstation*",), package("sqlalchemy", "alembic", "sqlcipher3")),
    Rule("the tables know no window", ("db*",), package("PySide6", "shiboken6", "ui")),
    Rule(
        "the tables know of the core only domain, ports and errors",
        ("db*",),
        ("workstation*",),
        only=("workstation.domain*", "workstation.ports", "workstation.errors"),
    ),
    Rule(
        "a migration writes out the tables of its day and needs nothing of ours",
        ("db.*.migrations.versions*",),
        package(*OURS),
    ),
    Rule(
        "the window is handed its services and never reaches past them",
        ("ui*",),
        package("db", "sqlalchemy", "alembic", "sqlcipher3", "workstation.app"),
    ),
    # The charts subclass what they are drawn with; they are themselves loaded late, in a worker.
    Rule(
        "the window loads what is heavy late",
        ("ui*",),
        package(*HEAVY),
        late_is_fine=True,
        besides=("ui.screens.applicant.history.charts", "ui.screens.applicant.history.panel"),
    ),
    Rule(
        "services load training and portfolio late",
        ("workstation.services*",),
        package("workstation.training", "workstation.portfolio"),
        late_is_fine=True,
    ),
    Rule(
        "one place for ciphers and keys, and the letter signer",
        ("workstation*", "ui*", "db*"),
        package("cryptography"),
        besides=("workstation.crypto", "workstation.letters.sign*"),
    ),
    Rule(
        "nothing shipped needs what is not",
        ("workstation*", "ui*", "db*"),
        package("benchmarks", "tests", "pytest", "hypothesis", "fontTools", "sklearn", "matplotlib"),
    ),
)


def room_rule(room: str, reach: tuple[str, ...]) -> Rule:
    rooms = [f"workstation.{name}" for name in ROOMS]
    allowed = [f"workstation.{name}" for name in (room, *reach)]
    return Rule(
        f"{room} keeps to its neighbours",
        (f"workstation.{room}*",),
        package(*rooms, *FRONT),
        only=package(*allowed),
    )


def rooms_on_disk() -> list[str]:
    folders = (Path(__file__).parent.parent / "workstation").glob("*/__init__.py")
    return sorted({path.parent.name for path in folders} - {"domain", "commands"})


def test_every_room_has_a_row() -> None:
    assert set(rooms_on_disk()) <= set(ROOMS)


ROOM_RULES = tuple(room_rule(name, ROOMS.get(name, ())) for name in rooms_on_disk())


@pytest.mark.parametrize("rule", [*RULES, *ROOM_RULES], ids=str)
def test_imports_keep_to_the_house_rules(rule: Rule) -> None:
    for name in OURS:
        if not any(pattern.startswith(name) for pattern in rule.who):
            continue
        candidates = archrule(rule.name).match(*rule.who).exclude(*rule.besides)
        constraint = candidates.should_not_import(*rule.never).may_import(*rule.only)
        constraint.check(name, only_direct_imports=True, only_toplevel_imports=rule.late_is_fine)


def test_the_ground_floor_is_standard_library_only() -> None:
    for module, imports in collect_imports("workstation", walk).items():
        if module.startswith("workstation.domain"):
            own = {name for name in imports if name.startswith("workstation.domain")}
            foreign = [name for name in imports - own if not is_standard(name)]
            assert not foreign, f"{module} imports {foreign}"


@pytest.mark.parametrize("name", OURS)
def test_no_import_runs_in_a_circle(name: str) -> None:
    circles = list(circles_of(collect_imports(name, walk_runtime)))
    assert not circles, "\n".join(" → ".join(circle) for circle in circles)


@pytest.mark.parametrize("name", OURS)
def test_a_file_is_one_idea(root: Path, name: str) -> None:
    """Over 400 lines it is two ideas. Migrations are history, not prose."""
    lengths = {str(path.relative_to(root)): line_count(path) for path in python_files(root / name)}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("name", OURS)
def test_a_module_says_what_it_is_for(root: Path, name: str) -> None:
    silent = [path for path in python_files(root / name) if not ast.get_docstring(parse(path))]
    assert not silent


def test_tests_wait_for_events_and_never_for_time(root: Path) -> None:
    asleep = {"sleep", "wait", "qWait", "msleep", "usleep"}
    owners = {"time", "qtbot", "QTest", "QThread"}
    found = [
        f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)}"
        for path in python_files(root / "tests")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and node.attr in asleep
        and isinstance(node.value, ast.Name)
        and node.value.id in owners
    ]
    assert not found, "\n".join(found)


_LIGHT = ("ui.application", "workstation.app", "workstation.cli", "ui.screens.monitor")


@pytest.mark.parametrize("module", _LIGHT)
def test_neither_the_start_nor_a_page_of_figures_loads_anything_heavy(root: Path, module: str) -> None:
    """A page is loaded in the window's own thread. Asked of a fresh process, because this one has long loaded
    everything."""
    question = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", question], cwd=root, capture_output=True, text=True)
    assert (answer.returncode, answer.stdout.split()) == (0, []), answer.stderr


def is_standard(name: str) -> bool:
    return name.partition(".")[0] in {*sys.stdlib_module_names, "__future__"}


def python_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "versions" not in path.parts)


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def circles_of(imports: ImportMap) -> Iterator[list[str]]:
    """Each way from a module back to itself, found once, by walking from every module in turn."""
    finished: set[str] = set()

    def walk_from(module: str, trail: list[str]) -> Iterator[list[str]]:
        if module in trail:
            yield [*trail[trail.index(module) :], module]
            return
        if module in finished:
            return
        for target in sorted(imports.get(module, ())):
            if target in imports:
                yield from walk_from(target, [*trail, module])
        finished.add(module)

    for module in sorted(imports):
        yield from walk_from(module, [])
