"""Makes the golden papers' record and texts again, after a change that was meant and looked at.

    python tests/letters/remake_golden.py [FOLDER]

Writes `resources/letters/golden.json` and `tests/golden/letters/<kind>.txt`; with a folder, the PDFs too.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from workstation.letters import load_fonts, page_count, page_text, render_paper, sample_papers
from workstation.letters.model import content_sha256
from workstation.letters.papers import head_of

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = ROOT / "tests" / "golden" / "letters"


def readable(pdf: bytes) -> str:
    """The text of every page under a line that names the page."""
    pages = [f"--- page {n + 1} ---\n{page_text(pdf, n).strip()}\n" for n in range(page_count(pdf))]
    return "\n".join(pages)


def main() -> None:
    fonts = load_fonts()
    records = {}
    TEXTS.mkdir(parents=True, exist_ok=True)
    for kind, value in sorted(sample_papers().items()):
        pdf = render_paper(value, fonts)
        records[kind] = {
            "number": head_of(value).number,
            "content_sha256": content_sha256(value),
            "file_sha256": hashlib.sha256(pdf).hexdigest(),
            "pages": page_count(pdf),
        }
        (TEXTS / f"{kind}.txt").write_text(readable(pdf), encoding="utf-8", newline="\n")
        for folder in sys.argv[1:]:
            (Path(folder) / f"{kind}.pdf").write_bytes(pdf)
        print(kind, records[kind]["pages"], records[kind]["file_sha256"])
    kept = ROOT / "resources" / "letters" / "golden.json"
    kept.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
