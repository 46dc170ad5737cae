"""A letter really printed: the program's own way to a printer, through a CUPS queue that ends in a PDF.

A scheduler with a configuration of its own runs for these tests alone. The queue's backend runs as root only,
so the test asks for a bare container or root; where CI is set it must run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from workstation.letters import load_fonts, page_count, render_approval, render_page, sample_letter
from workstation.letters.pages import PageImage

PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
SECONDS = 30

_CUPSD = """LogLevel warn
Listen {folder}/cups.sock
DefaultAuthType None
WebInterface No
Browsing Off
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES = """ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/spool
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
SystemGroup root
"""
_PRINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.printing import a4_printer, dpi_of, pages_for_print, print_pages
application = QApplication([])
printer = a4_printer(sys.argv[2])
printer.setPrinterName("PDF")
print_pages(printer, pages_for_print(Path(sys.argv[1]).read_bytes(), dpi_of(printer)))
"""


def cannot(why: str) -> None:
    """Skip with a word, or fail where everything is meant to be there."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def queue() -> Iterator[dict[str, str]]:
    """A running scheduler with a queue named PDF: the environment in which its clients find it."""
    server = shutil.which("cupsd") or "/usr/sbin/cupsd"
    if not (Path(server).exists() and shutil.which("lpadmin") and PPD.exists()):
        cannot("cups, cups-client and printer-driver-cups-pdf are not installed")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        cannot("the queue that prints to a file runs as root only")
    folder = Path(tempfile.mkdtemp(prefix="cups"))  # pytest's folders are closed to the filters' user
    folder.chmod(0o755)
    for name in ("root", "spool", "cache", "state"):
        (folder / name).mkdir()
    files, settings = folder / "root" / "cups-files.conf", folder / "root" / "cupsd.conf"
    files.write_text(_FILES.format(folder=folder))
    settings.write_text(_CUPSD.format(folder=folder))
    here = {**os.environ, "CUPS_SERVER": f"{folder}/cups.sock", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [server, "-f", "-c", str(settings), "-s", str(files)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as scheduler:
        try:
            ready = "until lpstat -r | grep -q 'is running'; do sleep 0.1; done"
            made = f"{ready}; lpadmin -p PDF -v cups-pdf:/ -E -P {PPD}"
            subprocess.run(["sh", "-c", made], env=here, check=True, timeout=SECONDS, capture_output=True)
            yield here
        finally:
            scheduler.terminate()
            scheduler.wait(SECONDS)
            shutil.rmtree(folder)


def grey(image: PageImage) -> np.ndarray:
    pixels = np.frombuffer(image.data, np.uint8).reshape(image.height, image.width, 4)
    return pixels[..., :3].mean(axis=2)


def test_a_printed_letter_is_the_archived_letter(queue: dict[str, str], tmp_path: Path) -> None:
    archived = render_approval(sample_letter(), load_fonts())
    (tmp_path / "letter.pdf").write_bytes(archived)
    name = f"letter{uuid.uuid4().hex}"
    folder = Path.home() / "PDF"
    before = set(folder.glob("*.pdf"))
    command = [sys.executable, "-c", _PRINT, str(tmp_path / "letter.pdf"), name]
    subprocess.run(command, env=queue, check=True, timeout=SECONDS)
    empty = "while lpstat -o | grep -q .; do sleep 0.1; done"
    subprocess.run(["sh", "-c", empty], env=queue, check=True, timeout=SECONDS)

    (landed,) = set(folder.glob("*.pdf")) - before
    printed = landed.read_bytes()
    landed.unlink()
    assert page_count(printed) == page_count(archived) == 2
    with pypdfium2.PdfDocument(printed) as document:
        width, height = document[0].get_size()
    assert abs(width - 595.28) < 2 and abs(height - 841.89) < 2, "A4"
    was, now = ([grey(render_page(pdf, n, 40)) for n in range(2)] for pdf in (archived, printed))
    for number in range(2):
        own, other = apart(was[number], now[number]), apart(was[1 - number], now[number])
        # Lines of text that lie a fraction of a point elsewhere make about 5 of 255 steps of grey.
        assert own < 8 and own * 1.5 < other, (own, other)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The mean difference of two pages in steps of grey."""
    rows, columns = (min(sizes) for sizes in zip(one.shape, other.shape, strict=True))
    return float(np.abs(one[:rows, :columns] - other[:rows, :columns]).mean())
