"""Makes the golden letter's record and text again, after a change that was meant and looked at.

    python tests/letters/remake_golden.py [FILE.pdf]

Writes `resources/letters/golden.json` and `tests/golden/letters/approval.txt`; with a path, the PDF too.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from workstation.letters import load_fonts, page_count, page_text, render_approval, sample_letter
from workstation.letters.model import content_sha256

ROOT = Path(__file__).resolve().parent.parent.parent


def readable(pdf: bytes) -> str:
    """The text of every page under a line that names the page."""
    pages = [f"--- page {n + 1} ---\n{page_text(pdf, n).strip()}\n" for n in range(page_count(pdf))]
    return "\n".join(pages)


def main() -> None:
    letter = sample_letter()
    pdf = render_approval(letter, load_fonts())
    record = {
        "number": letter.number,
        "content_sha256": content_sha256(letter),
        "file_sha256": hashlib.sha256(pdf).hexdigest(),
        "pages": page_count(pdf),
    }
    kept = ROOT / "resources" / "letters" / "golden.json"
    kept.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")
    text = ROOT / "tests" / "golden" / "letters" / "approval.txt"
    text.parent.mkdir(parents=True, exist_ok=True)
    text.write_text(readable(pdf), encoding="utf-8", newline="\n")
    for path in sys.argv[1:]:
        Path(path).write_bytes(pdf)
    print(record["file_sha256"])


if __name__ == "__main__":
    main()
