"""The golden papers: one fixed paper of every kind whose bytes every computer must make alike.

`workstation self-test` renders them on the computer it runs on and compares; the tests do the same and show
where a text differs. Where a layout is changed on purpose the golden files are made again with
`python tests/letters/remake_golden.py`, and the change is looked at before it is kept.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from workstation.errors import BugError, KnownError
from workstation.letters import golden_values as values
from workstation.letters.golden_file import summary, survey
from workstation.letters.lender import load_lender
from workstation.letters.model import ApprovalLetter
from workstation.letters.papers import PaperValue, coded, paper_of
from workstation.letters.texts import load_texts
from workstation.paths import resources

_NUMBER = "SX-2026-000117"


def sample_letter() -> ApprovalLetter:
    """A provisional letter of twelve instalments to a person with a rare name, from the bundled lender."""
    return coded(_letter())


def _letter() -> ApprovalLetter:
    lender, decided = load_lender(), values.decided()
    return ApprovalLetter(
        number=_NUMBER,
        issued_on=values.ISSUED,
        valid_until=date(2026, 12, 23),
        accept_by=date(2026, 12, 8),
        applicant_name=values.NAME,
        applicant_address=values.ADDRESS,
        product=values.PRODUCT,
        purpose=values.PURPOSE,
        offer=values.offer(),
        conditions=lender.conditions,
        recall_events=lender.recall_events,
        decided_by=decided.name,
        role=decided.role,
        authority=decided.authority,
        provisional=True,
        verification_code="",
        lender=lender,
    )


def sample_papers() -> dict[str, PaperValue]:
    """One paper of every kind, by kind, each with the code that nobody signed."""
    texts = load_texts()
    made: list[PaperValue] = [
        _letter(),
        *values.answers(texts),
        *values.binding(texts),
        *values.servicing(texts),
        summary(values.head("DA-2026-000117")),
        survey(values.head("DY-2026-000019")),
    ]
    return {paper_of(value).kind: coded(value) for value in made}


def expected_sha256(kind: str = "approval") -> str:
    """The hash of a golden paper's bytes. Raises `KnownError` `letter.golden` where it is not kept."""
    path = resources() / "letters" / "golden.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))[kind]["file_sha256"])
    except (OSError, ValueError, KeyError) as error:
        raise KnownError(
            "letter.golden",
            "the record of the golden letter is missing or damaged",
            where=path.name,
            remedy="Install the program again.",
        ) from error


def check_golden() -> str:
    """Render every golden paper and compare. Gives the approval letter's sha256; raises `BugError` where
    the bytes of one differ."""
    from workstation.letters.fonts import load_fonts
    from workstation.letters.papers import render_paper

    fonts = load_fonts()
    for kind, value in sample_papers().items():
        found = hashlib.sha256(render_paper(value, fonts)).hexdigest()
        if found != (expected := expected_sha256(kind)):
            raise BugError(f"golden letter: {kind} has sha256 {found} instead of {expected}")
    return expected_sha256()
