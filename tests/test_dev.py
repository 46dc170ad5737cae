"""`dev.py` where something is lacking: the Python, a library, the right to install, half of a set-up."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def dev(root: Path, monkeypatch: Patch) -> ModuleType:
    """A fresh copy of the script as a module, so that a test may bend it."""
    spec = importlib.util.spec_from_file_location("dev_under_test", root / "dev.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(dev: ModuleType, tmp_path: Path, monkeypatch: Patch) -> Path:
    """An empty checkout with tiny locks; its `.venv` is never really made."""
    (tmp_path / "requirements.lock").write_text("alpha==1\n")
    (tmp_path / "tools.lock").write_text("uv==1\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "workstation"\n')
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    return tmp_path


def make_ready(dev: ModuleType, checkout: Path) -> None:
    python = dev.executable(checkout / ".venv", "python")
    python.parent.mkdir(parents=True)
    python.touch()
    dev.write_stamp(checkout / ".venv", dev.fingerprint())


# --- what it says ------------------------------------------------------------------------------


def test_without_a_word_it_lists_its_words(dev: ModuleType, capsys: Capture) -> None:
    assert dev.main([]) == 0
    listed = re.findall(r"^  (\w+)  ", capsys.readouterr().out, flags=re.MULTILINE)
    assert {"demo", "test", "check", "build", "bench", "shots"} <= set(listed)


def test_an_unknown_word_is_a_usage_error(dev: ModuleType, capsys: Capture) -> None:
    assert dev.main(["dmeo"]) == 2
    assert "no word 'dmeo'" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 14), (3, 14, 0)])
def test_another_python_is_refused_before_anything_is_made(root: Path, version: tuple[int, ...]) -> None:
    pretend = f"import sys, runpy; sys.version_info = {version}; runpy.run_path('dev.py', {{}}, '__main__')"
    result = subprocess.run([sys.executable, "-c", pretend], cwd=root, capture_output=True, text=True)
    assert result.returncode == 1
    assert f"this is Python {version[0]}.{version[1]}" in result.stderr


def test_an_old_python_can_read_far_enough_to_refuse(root: Path) -> None:
    ast.parse((root / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))


# --- the environment ---------------------------------------------------------------------------


def test_a_ready_environment_is_left_alone(dev: ModuleType, checkout: Path, monkeypatch: Patch) -> None:
    make_ready(dev, checkout)
    monkeypatch.setattr(dev, "make_environment", lambda wanted: pytest.fail("it was made again"))
    dev.set_up()


@pytest.mark.parametrize("change", ["a new lock", "half a set-up", "its Python is gone"])
def test_an_environment_that_does_not_fit_is_made_again(
    dev: ModuleType, checkout: Path, monkeypatch: Patch, change: str
) -> None:
    make_ready(dev, checkout)
    spoil = {
        "a new lock": lambda: (checkout / "requirements.lock").write_text("alpha==2\n"),
        "half a set-up": (checkout / ".venv" / dev.READY).unlink,
        "its Python is gone": dev.executable(checkout / ".venv", "python").unlink,
    }
    spoil[change]()
    made: list[str] = []
    monkeypatch.setattr(dev, "make_environment", made.append)
    dev.set_up()
    assert made == [dev.fingerprint()]


def test_windows_finds_openmp_beside_lightgbm(dev: ModuleType, tmp_path: Path) -> None:
    libraries = tmp_path / "Lib" / "site-packages" / "lightgbm" / "bin"
    libraries.mkdir(parents=True)
    for name in ("vcomp140.dll", "msvcp140.dll"):
        (tmp_path / name).write_text(name)
    dev.put_openmp_beside_lightgbm(tmp_path)
    assert (libraries / "vcomp140.dll").read_text() == "vcomp140.dll"


def test_a_machine_without_wheels_is_told_so(
    dev: ModuleType, checkout: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setattr(dev.sys, "platform", "darwin")
    monkeypatch.setattr(dev.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(dev, "install_openmp_on_mac", lambda: None)
    assert dev.main(["demo"]) == 1
    assert "Intel Macs" in capsys.readouterr().err


def test_a_failed_step_leaves_no_stamp_and_says_which(
    dev: ModuleType, checkout: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    make_ready(dev, checkout)
    (checkout / "requirements.lock").write_text("alpha==2\n")
    monkeypatch.setattr(dev, "uv", lambda: checkout / "uv")
    monkeypatch.setattr(dev, "run", lambda command, **_: 7)
    monkeypatch.setattr(dev, "install_system_packages", lambda word, wanted: None)
    assert dev.main(["test"]) == 1
    assert "ended with status 7" in capsys.readouterr().err
    assert not (checkout / ".venv" / dev.READY).exists()


def test_uv_takes_over_the_mirror_set_for_pip_but_not_over_its_own(
    dev: ModuleType, checkout: Path, monkeypatch: Patch
) -> None:
    python = dev.executable(checkout / ".tools", "python")
    python.parent.mkdir(parents=True)
    python.touch()
    told = "global.index-url='https://mirror.example/simple'\n:env:.cert='/etc/own.pem'\nglobal.timeout='9'\n"
    monkeypatch.setattr(dev, "output_of", lambda *command: told)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/other.pem")
    environment = dev.uv_environment()
    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert "SSL_CERT_FILE" not in environment


# --- system packages ---------------------------------------------------------------------------

INSTALLED = "installed\tlibgl1\t\ninstalled\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0)\nconfig-files\tqpdf\t\n"


@pytest.fixture
def debian(dev: ModuleType, monkeypatch: Patch) -> SimpleNamespace:
    """A Debian of which the test knows what is installed and sees every command run on it."""
    seen = SimpleNamespace(commands=[])

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.commands.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "output_of", lambda *command: INSTALLED)
    monkeypatch.setattr(dev, "environment_builder", lambda: ())
    monkeypatch.setattr(dev.subprocess, "run", record)
    return seen


def test_a_package_under_its_newer_name_is_not_missing(dev: ModuleType, debian: SimpleNamespace) -> None:
    assert dev.missing_packages(["libgl1", "libglib2.0-0", "qpdf"]) == ["qpdf"]


def test_root_gets_the_missing_packages_at_once(
    dev: ModuleType, debian: SimpleNamespace, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(dev, "privilege", list)
    dev.install_system_packages("test", ["libgl1", "qpdf", "zbar-tools"])
    assert debian.commands == [
        "apt-get update",
        "apt-get install -y --no-install-recommends qpdf zbar-tools",
    ]


def test_without_rights_it_prints_the_exact_line(
    dev: ModuleType, debian: SimpleNamespace, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setattr(dev, "privilege", lambda: None)
    monkeypatch.setattr(dev, "set_up", lambda: pytest.fail("set-up went on without the libraries"))
    assert dev.main(["demo"]) == 1
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
    assert line in capsys.readouterr().err
    assert debian.commands == []


def test_nothing_is_asked_of_a_system_that_lacks_nothing(dev: ModuleType, debian: SimpleNamespace) -> None:
    dev.install_system_packages("demo", ["libgl1"])
    assert debian.commands == []


def test_the_demo_needs_less_of_the_system_than_the_tests(dev: ModuleType, monkeypatch: Patch) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    demo, test = (set(dev.WORDS[word].packages()) for word in ("demo", "test"))
    assert demo < test
    assert {"poppler-utils", "qpdf", "xvfb"} <= test - demo


# --- the words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("display", "arguments", "expected"),
    [
        (False, [], ["demo", "--headless"]),
        (True, [], ["demo"]),
        (True, ["--headless"], ["demo", "--headless"]),
        (False, ["--dir", "out"], ["demo", "--headless", "--dir", "out"]),
    ],
)
def test_the_demo_opens_a_window_only_where_there_is_a_display(
    dev: ModuleType, monkeypatch: Patch, display: bool, arguments: list[str], expected: list[str]
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(dev, "has_display", lambda: display)
    monkeypatch.setattr(dev, "python", lambda *command: ran.extend(command) or 0)
    assert dev.demo(arguments) == 0
    assert ran == ["-m", "workstation", *expected]


@pytest.fixture
def asked_of_pytest(dev: ModuleType, monkeypatch: Patch) -> list[str]:
    """What `dev.py test` hands to pytest on a machine with sixteen cores."""
    ran: list[str] = []
    monkeypatch.setattr(dev, "cores", lambda: 16)
    monkeypatch.setattr(dev, "python", lambda *command, **_: ran.extend(command) or 0)
    return ran


@pytest.mark.parametrize(
    "arguments",
    [["tests/db", "-k", "upgrade"], ["tests/test_dev.py::test_nothing"], ["--pdb"], ["-k", "upgrade", "-s"]],
)
def test_a_named_part_goes_to_pytest_as_it_is(
    dev: ModuleType, asked_of_pytest: list[str], arguments: list[str]
) -> None:
    dev.test(arguments)
    assert asked_of_pytest == ["-m", "pytest", *arguments]


@pytest.mark.parametrize("arguments", [[], ["-q", "--durations=9"], ["-k", "upgrade"]])
def test_the_whole_suite_is_spread_over_the_cores(
    dev: ModuleType, asked_of_pytest: list[str], arguments: list[str]
) -> None:
    dev.test(arguments)
    spread = ["-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    assert asked_of_pytest == ["-m", "pytest", *spread, *arguments]


def test_with_one_core_there_is_nothing_to_spread(
    dev: ModuleType, asked_of_pytest: list[str], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(dev, "cores", lambda: 1)
    dev.test([])
    assert asked_of_pytest == ["-m", "pytest"]


def test_what_it_runs_keeps_its_compiled_files_and_finds_no_strange_packages(
    dev: ModuleType, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    question = "import os, sys; sys.exit(sys.dont_write_bytecode or 'PYTHONPATH' in os.environ)"
    assert dev.run([sys.executable, "-c", question]) == 0


def test_check_goes_on_after_a_failure_and_remembers_it(dev: ModuleType, monkeypatch: Patch) -> None:
    ran: list[str] = []

    def only_ruff_fails(*command: str, **_: str) -> int:
        ran.append(command[1])
        return int(command[1] == "ruff")

    monkeypatch.setattr(dev, "python", only_ruff_fails)
    assert dev.check([]) == 1
    assert ran == ["ruff", "mypy", "pytest"]


# --- the locks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.lock", "tools.lock"])
def test_a_lock_pins_and_hashes_everything_and_names_no_registry(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "://" not in text
    stanzas = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    loose = [stanza.split()[0] for stanza in stanzas if not re.match(r"[\w.-]+==\S+.*--hash=sha256:", stanza)]
    assert loose == []


def test_the_lock_holds_what_the_project_asks_for(root: Path) -> None:
    metadata = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*metadata["project"]["dependencies"], *metadata["dependency-groups"]["dev"]]
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^(\S+==\S+)", lock, flags=re.MULTILINE))
    assert {pin.partition(";")[0].lower() for pin in wanted} <= locked
