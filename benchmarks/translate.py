"""Gathers the texts of the window into the .ts file and compiles it: `python3 dev.py translate`.

New texts come into the file as unfinished, texts that are gone leave it, and translations are kept. The
context of a text is the class that says it, which lupdate knows by the name `self`. Never shipped.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "translations" / "workstation_zh_CN.ts"


def gather() -> None:
    """Bring the .ts file in step with the code."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.py"))
    _run("pyside6-lupdate", "-no-obsolete", "-locations", "none", "-target-language", "zh_CN",
         *files, "-ts", str(SOURCE))  # fmt: skip


def compile_texts() -> None:
    _run("pyside6-lrelease", "-silent", str(SOURCE), "-qm", str(SOURCE.with_suffix(".qm")))


def unfinished(path: Path = SOURCE) -> list[tuple[str, str]]:
    """(context, text) of everything that has no translation yet."""
    return [
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
        if _is_open(message.find("translation"))
    ]


def _is_open(translation: ET.Element | None) -> bool:
    return translation is None or translation.get("type") == "unfinished" or not translation.text


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools; its words go to standard error. Raises `CalledProcessError`."""
    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(sys.executable).parent / f"{tool}{suffix}"
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, stdout=sys.stderr)


def main(arguments: Sequence[str]) -> int:
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    gather()
    compile_texts()
    open_texts = unfinished()
    for context, text in open_texts:
        print(f"{context}: {text}")
    print(f"{len(open_texts)} texts without a translation", file=sys.stderr)
    return 1 if open_texts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
