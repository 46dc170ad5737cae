#!/usr/bin/env python3
"""One script for people who work on the program: `python3 dev.py` lists what it can do.

It makes `.venv` from `requirements.lock` when that is missing or out of date, finds the system
libraries that a Debian or Ubuntu lacks, and then runs the word it was given; further arguments go
to the tool behind the word. Standard library only, the same on Linux, Windows and macOS. It never
downloads a Python, never installs a file whose hash is not in the lock, and never writes outside
the checkout except for system packages.
"""

from __future__ import annotations

import sys

SUPPORTED = ((3, 11), (3, 13))
if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
    sys.exit(
        "error: this needs Python 3.11, 3.12 or 3.13; this is Python %d.%d (%s).\n"
        "Run it with one of them: python3.12 dev.py" % (*sys.version_info[:2], sys.executable)
    )

import ast
import contextlib
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
LOCK = "requirements.lock"
TOOLS_LOCK = "tools.lock"
READY = ".ready"
"""Name of the stamp inside an environment: it is written last, so a half-made one never counts."""

QT_LIBRARIES = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libfontconfig1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libgomp1",  # lightgbm's
)
X11_LIBRARIES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-util1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
READERS_OF_LETTERS = ("poppler-utils", "qpdf", "zbar-tools")
"""Second opinions the tests ask for: pdftotext, qpdf --check, zbarimg."""

PRINTING = ("libcups2", "cups", "cups-client", "printer-driver-cups-pdf")
"""A print queue that ends in a file, for the test that really prints."""

MOST_WORKERS = 4
"""Processes among which the whole suite is spread; each makes hubs and loads models of its own."""

ONE_PROCESS = {"--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co"}
"""Options of pytest that want one process before the person who asks."""

NOT_INHERITED = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONDONTWRITEBYTECODE")
"""Variables that would lead to other packages; the last, which containers like to set, would have hundreds of
processes of a test run compile the libraries and the program anew, more than doubling each start."""

WITHOUT_WHEELS = {
    ("darwin", "x86_64"): "cryptography publishes no wheels for Intel Macs any more",
    ("win32", "arm64"): "lightgbm publishes no wheels for Windows on ARM; a Python for x64 works there",
}

LIBOMP_PLACES = ("/opt/homebrew/opt/libomp/lib/libomp.dylib", "/opt/local/lib/libomp/libomp.dylib")
"""Where lightgbm's wheel for Macs looks: Homebrew's folder and that of MacPorts."""

PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""uv does not read pip's configuration; who has set a mirror or a certificate for pip means it for us too."""


class SetupError(Exception):
    """Set-up cannot go on; the text says what to do."""


# --- the words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """One thing `dev.py` can do: its line in the list, the Debian packages it needs, and the doing."""

    help: str
    run: Callable[[list[str]], int]
    packages: Callable[[], Sequence[str]] = lambda: QT_LIBRARIES
    needs_environment: bool = True


def demo(arguments: list[str]) -> int:
    headless = [] if has_display() or "--headless" in arguments else ["--headless"]
    return python("-m", "workstation", "demo", *headless, *arguments)


def test(arguments: list[str]) -> int:
    return python("-m", "pytest", *spread(arguments), *arguments, QT_QPA_PLATFORM="offscreen")


def spread(arguments: Sequence[str]) -> list[str]:
    """pytest's options for the whole suite on several cores: file by file, so that what a file makes for
    itself is made once, in the order of the folders, since the slow files are not the last. A part that is
    named, and what is looked into by hand, stays in one process."""
    named = any(os.path.exists(ROOT / argument.partition("::")[0]) for argument in arguments)
    workers = min(cores(), MOST_WORKERS)
    if named or ONE_PROCESS & set(arguments) or workers == 1:
        return []
    return ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]


def cores() -> int:
    """How many this process may use: in a container often fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def thorough(arguments: list[str]) -> int:
    """The property tests of money, of sync and of answers to surveys alone, each with two thousand cases."""
    where = arguments or existing(
        "tests/lending",
        "tests/property",
        "tests/services/test_endorsements.py",
        "tests/surveys/test_random_answers.py",
    )
    return python(
        *("-m", "pytest", "-m", "hypothesis", "--durations=20", *where),
        QT_QPA_PLATFORM="offscreen",
        HYPOTHESIS_PROFILE="thorough",
    )


def check(arguments: list[str]) -> int:
    """Run every check, also after one has failed, so that one run shows all there is to mend."""
    steps = {
        "ruff": ("-m", "ruff", "check", "."),
        "mypy": ("-m", "mypy"),
        "architecture and translations": (
            "-m",
            "pytest",
            "-q",
            *existing("tests/test_architecture.py", "tests/ui/test_translations.py"),
        ),
    }
    failed = []
    for name, command in steps.items():
        say(f"check: {name}")
        if python(*command, *arguments, QT_QPA_PLATFORM="offscreen") != 0:
            failed.append(name)
    say("check: " + (f"failed: {', '.join(failed)}" if failed else "all clean"))
    return 1 if failed else 0


def build(arguments: list[str]) -> int:
    """Make `dist/workstation/` and let the made program prove itself, without a display."""
    status = python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *arguments, "build.spec")
    if status != 0:
        return status
    program = ROOT / "dist" / "workstation" / ("workstation.exe" if WINDOWS else "workstation")
    files = [file for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files)
    say(f"built {program.parent}: {size / 1e6:.0f} MB; now its own self-test")
    return run([program, "self-test"], QT_QPA_PLATFORM="offscreen")


def bench(arguments: list[str]) -> int:
    return python("-m", "benchmarks", *arguments, QT_QPA_PLATFORM="offscreen")


def shots(arguments: list[str]) -> int:
    return python("-m", "benchmarks.shots", *arguments, QT_QPA_PLATFORM="offscreen")


def translate(arguments: list[str]) -> int:
    return python("-m", "benchmarks.translate", *arguments, QT_QPA_PLATFORM="offscreen")


def lock(arguments: list[str]) -> int:
    """Pins stay where they are unless pyproject.toml moved them; `--upgrade` lets the rest move too."""
    contents = {LOCK: ("pyproject.toml", "--group", "dev"), TOOLS_LOCK: ("--group", "bootstrap")}
    for target, what in contents.items():
        status = run(
            [
                uv(),
                "pip",
                "compile",
                *what,
                "--output-file",
                target,
                "--quiet",
                "--universal",
                "--python-version",
                "3.11",
                "--generate-hashes",
                "--no-header",
                "--no-emit-index-url",
                *arguments,
            ]
        )
        if status != 0:
            return status
        say(f"wrote {target}")
    return 0


WORDS: Mapping[str, Word] = {
    "demo": Word(
        "the whole job on sample sellers; with a display it opens the window",
        demo,
        lambda: (*QT_LIBRARIES, *(X11_LIBRARIES if has_display() else ())),
    ),
    "test": Word(
        "the tests (arguments go to pytest: dev.py test tests/db -k upgrade)",
        test,
        lambda: (*QT_LIBRARIES, *X11_LIBRARIES, *READERS_OF_LETTERS, *PRINTING, "xvfb", "xauth"),
    ),
    "thorough": Word(
        "the property tests of money, of sync and of answers, two thousand cases each", thorough
    ),
    "check": Word("ruff, mypy --strict, the import rules, complete translations", check),
    "build": Word(
        "the one-folder program in dist/, which then runs its own self-test",
        build,
        lambda: (*QT_LIBRARIES, *X11_LIBRARIES, "binutils", *shared_python()),
    ),
    "bench": Word("benchmarks, each against a bare baseline: bench [WORD] [--json]", bench),
    "shots": Word("pictures of every screen, both languages, both themes", shots),
    "translate": Word("gather new texts of the window and compile the translations", translate),
    "lock": Word(
        "make requirements.lock and tools.lock again from pyproject.toml",
        lock,
        lambda: (),
        needs_environment=False,
    ),
}


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    word = WORDS.get(arguments[0])
    if word is None:
        print(f"error: there is no word {arguments[0]!r}\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        install_system_packages(arguments[0], word.packages())
        if word.needs_environment:
            set_up()
        return word.run(list(arguments[1:]))
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    width = max(map(len, WORDS))
    lines = [f"  {name:<{width}}  {word.help}" for name, word in WORDS.items()]
    return "\n".join(["python3 dev.py WORD [arguments for the tool behind it]", "", *lines])


# --- the environment ---------------------------------------------------------------------------


def set_up() -> None:
    """Bring `.venv` in line with the lock. Costs two hashes when it already is."""
    wanted = fingerprint()
    if is_ready(ROOT / ".venv", wanted):
        return
    with only_one_at_a_time():
        if is_ready(ROOT / ".venv", wanted):  # another run made it while this one waited
            return
        refuse_machines_without_wheels()
        started = time.monotonic()
        make_environment(wanted)
        say(f"set-up done in {time.monotonic() - started:.0f} s")


def refuse_machines_without_wheels() -> None:
    """Say at once what the resolver would say late and at length."""
    reason = WITHOUT_WHEELS.get((sys.platform, platform.machine().lower()))
    if reason:
        raise SetupError(f"the program does not run on this machine: {reason}")


def fingerprint() -> str:
    """What an environment depends on: both locks, the project's own metadata, the Python, the machine."""
    digest = hashlib.sha256()
    for name in (LOCK, TOOLS_LOCK):
        digest.update((ROOT / name).read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest.update(repr((project, sys.version_info[:2], platform.machine(), str(ROOT))).encode())
    return digest.hexdigest()


def is_ready(environment: Path, wanted: str) -> bool:
    stamp = environment / READY
    runs = executable(environment, "python").exists()  # false when the Python below it was removed
    return runs and stamp.is_file() and stamp.read_text().strip() == wanted


def make_environment(wanted: str) -> None:
    venv = ROOT / ".venv"
    fetcher = uv()
    (venv / READY).unlink(missing_ok=True)
    say(f"making {venv} for Python {platform.python_version()}")
    if not same_python(venv):
        must([fetcher, "venv", "--quiet", "--clear", "--no-project", "--python", base_python(), venv])
    target = ("--quiet", "--python", executable(venv, "python"))
    say(f"installing what {LOCK} names (about 300 MB to fetch the first time)")
    must([fetcher, "pip", "sync", *target, "--require-hashes", "--only-binary", ":all:", LOCK])
    must([fetcher, "pip", "install", *target, "--no-deps", "--no-build-isolation", "--editable", "."])
    if WINDOWS:
        put_openmp_beside_lightgbm(venv)
    write_stamp(venv, wanted)


def put_openmp_beside_lightgbm(venv: Path) -> None:
    """Windows looks for a library's libraries in its own folder, and not where msvc-runtime puts them."""
    for name in ("vcomp140.dll", "msvcp140.dll"):
        shutil.copy2(venv / name, venv / "Lib" / "site-packages" / "lightgbm" / "bin" / name)


def uv() -> Path:
    """The uv of `tools.lock`, in an environment of its own so that `.venv` holds the project's tree only."""
    tools = ROOT / ".tools"
    wanted = hashlib.sha256((ROOT / TOOLS_LOCK).read_bytes() + platform.machine().encode()).hexdigest()
    if not is_ready(tools, wanted):
        say("installing uv, which fetches and checks the rest")
        must([base_python(), "-m", "venv", "--clear", tools])
        must(
            [
                executable(tools, "python"),
                "-m",
                "pip",
                "--disable-pip-version-check",
                "install",
                "--quiet",
                "--require-hashes",
                "--no-deps",
                "--only-binary",
                ":all:",
                "-r",
                TOOLS_LOCK,
            ]
        )
        write_stamp(tools, wanted)
    return executable(tools, "uv")


def uv_environment() -> dict[str, str]:
    """Pip's mirror and certificate for uv, unless uv has been told otherwise; no search for other Pythons."""
    tools_python = executable(ROOT / ".tools", "python")
    extra = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1"}
    if not (os.environ.get("HOME") or os.environ.get("XDG_CACHE_HOME") or WINDOWS):
        extra["UV_CACHE_DIR"] = str(ROOT / ".tools" / "cache")
    if not tools_python.exists():
        return extra
    for line in output_of(tools_python, "-m", "pip", "config", "list").splitlines():
        name, _, value = line.partition("=")
        variable = PIP_TO_UV.get(name.rpartition(".")[2])
        if variable and variable not in os.environ:
            extra[variable] = str(ast.literal_eval(value))
    return extra


def same_python(venv: Path) -> bool:
    """Whether the environment runs and is of this Python; a broken or older one is made anew."""
    question = "import sys; print(sys.version_info[:2])"
    return output_of(executable(venv, "python"), "-c", question).strip() == str(sys.version_info[:2])


def base_python() -> str:
    """The interpreter below a virtual environment, if dev.py was started from one."""
    return getattr(sys, "_base_executable", None) or sys.executable


def executable(environment: Path, name: str) -> Path:
    return environment / "Scripts" / f"{name}.exe" if WINDOWS else environment / "bin" / name


def write_stamp(environment: Path, text: str) -> None:
    draft = environment / (READY + ".new")
    draft.write_text(text + "\n")
    draft.replace(environment / READY)


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two runs in one checkout must not fill one environment; the system drops the lock with the process."""
    with open(ROOT / ".dev.lock", "a+b") as file:
        if WINDOWS:
            import msvcrt

            locked = False
            while not locked:  # each call gives up after ten seconds, and a set-up may take longer
                with contextlib.suppress(OSError):
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    locked = True
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- system packages ---------------------------------------------------------------------------


def install_system_packages(word: str, wanted: Sequence[str]) -> None:
    """On Debian and Ubuntu install what is missing where that is allowed, else say the exact line."""
    if sys.platform == "darwin":
        install_openmp_on_mac()
    if not (sys.platform == "linux" and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = missing_packages((*wanted, *environment_builder()))
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    prefix = privilege()
    if prefix is None:
        raise SetupError(
            f"`dev.py {word}` needs system packages that are not here. Install them with:\n"
            f"  sudo apt-get update && sudo {line}"
        )
    say(f"installing system packages: {' '.join(missing)}")
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    # A stale or partly reachable package list may still hold what is needed, so only the install decides.
    subprocess.run([*prefix, "apt-get", "update"], check=False, **quiet)
    if subprocess.run([*prefix, *line.split()], check=False, **quiet).returncode != 0:
        raise SetupError(f"apt-get could not install them (its words are above). By hand:\n  sudo {line}")


def install_openmp_on_mac() -> None:
    """lightgbm's wheel wants a libomp.dylib that neither it nor macOS brings; Homebrew does."""
    if any(Path(place).exists() for place in LIBOMP_PLACES):
        return
    brew = shutil.which("brew")
    if brew is None:
        raise SetupError("lightgbm needs libomp.dylib. With Homebrew (see brew.sh):\n  brew install libomp")
    must([brew, "install", "--quiet", "libomp"])


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Packages that are neither installed nor provided by an installed one (as libglib2.0-0t64 provides)."""
    listing = output_of("dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n")
    present: set[str] = set()
    for row in listing.splitlines():
        status, package, provides = row.split("\t")
        if status == "installed":
            present |= {package, *(item.split()[0] for item in provides.split(",") if item.strip())}
    return [name for name in dict.fromkeys(wanted) if name not in present]


def privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "DEBIAN_FRONTEND=noninteractive"]
    return None


def environment_builder() -> tuple[str, ...]:
    """Debian takes ensurepip out of its Python and puts it into a package."""
    return () if importlib.util.find_spec("ensurepip") else ("python%d.%d-venv" % sys.version_info[:2],)


def shared_python() -> tuple[str, ...]:
    """PyInstaller needs Debian's Python as a shared library; other Pythons bring their own."""
    return ("libpython%d.%d" % sys.version_info[:2],) if base_python().startswith("/usr/bin/") else ()


# --- running things ----------------------------------------------------------------------------


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python(*arguments: str | Path, **variables: str) -> int:
    """Run the environment's Python on something."""
    return run([executable(ROOT / ".venv", "python"), *arguments], **variables)


def run(command: Sequence[str | Path], **variables: str) -> int:
    """Run a program in the checkout with a clean Python environment and return its exit status."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    extra = uv_environment() if Path(command[0]).stem == "uv" else {}
    environment = {**inherited, "PYTHONNOUSERSITE": "1", **extra, **variables}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def must(command: Sequence[str | Path]) -> None:
    """Run a step of the set-up; its own words are on the screen when it fails."""
    status = run(command)
    if status != 0:
        step = " ".join([Path(command[0]).name, *map(str, command[1:4])])
        raise SetupError(
            f"set-up stopped: `{step} …` ended with status {status} (its words are above). "
            "The same command again goes on from there."
        )


def output_of(*command: str | Path) -> str:
    """What a small question to another program prints; nothing when it cannot run."""
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def existing(*names: str) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


def say(text: str) -> None:
    """Progress goes to stderr, so that a word's own results stay alone on stdout."""
    print(f"dev: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
