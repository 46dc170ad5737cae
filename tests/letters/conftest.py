"""One golden letter, rendered once, and the outside tools that read it with other eyes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from workstation.letters import (
    ApprovalLetter,
    PaperFonts,
    load_fonts,
    render_approval,
    render_paper,
    sample_letter,
    sample_papers,
)

Tool = Callable[..., str]


@pytest.fixture(scope="session")
def fonts() -> PaperFonts:
    return load_fonts()


@pytest.fixture(scope="session")
def letter() -> ApprovalLetter:
    return sample_letter()


@pytest.fixture(scope="session")
def pdf(letter: ApprovalLetter, fonts: PaperFonts) -> bytes:
    return render_approval(letter, fonts)


@pytest.fixture(scope="session")
def papers(fonts: PaperFonts) -> dict[str, bytes]:
    """One golden paper of every kind."""
    return {kind: render_paper(value, fonts) for kind, value in sample_papers().items()}


@pytest.fixture
def pdf_file(pdf: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    return path


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Run a program of the system and give its output; skipped where the program is not installed.

    What these tests prove is proved a second time, with pdfium, in tests that always run.
    """

    def run(*command: str | Path) -> str:
        if shutil.which(str(command[0])) is None:
            pytest.skip(f"{command[0]} is not installed")
        done = subprocess.run([str(c) for c in command], capture_output=True, check=True, timeout=60)
        return done.stdout.decode()

    return run
