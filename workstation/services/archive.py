"""The one way a paper comes to be: coded, rendered once, and kept with its record in one act.

Goes in: a paper's value with its number. Comes out: its record and bytes. A reprint is those bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.records import LetterRecord
from workstation.ports import ActStore
from workstation.services.acting import Hand
from workstation.services.values import Issued

if TYPE_CHECKING:
    from workstation.letters import PaperValue


@dataclass(frozen=True, slots=True)
class About:
    """What a paper is about: whose file (at which version), which decision, or which loan, authorisation or
    other thing where there is no decision."""

    applicant_id: str
    file_version: int
    decision_id: str = ""
    subject: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """`sign` signs verification codes with the device's key; `sign_pdf` appends an electronic signature to
    the finished paper, where the profile has a key for it."""

    acts: ActStore
    hand: Hand
    sign: Callable[[bytes], bytes]
    sign_pdf: Callable[[bytes], bytes] | None = None

    def next_number(self) -> str:
        """Raises `KnownError` (`letter.no_numbers`)."""
        return self.acts.next_letter_number()

    def keep(self, value: PaperValue, about: About) -> Issued:
        """Render and archive a numbered paper. Raises `KnownError` as `render_paper`."""
        from workstation.crypto import sha256
        from workstation.letters import (
            coded,
            content_sha256,
            head_of,
            load_fonts,
            page_count,
            paper_of,
            render_paper,
        )

        head = head_of(value)
        pdf = render_paper(coded(value, self.sign), load_fonts())
        if self.sign_pdf is not None:
            pdf = self.sign_pdf(pdf)
        record = LetterRecord(
            id=self.hand.new_id(),
            applicant_id=about.applicant_id,
            decision_id=about.decision_id,
            number=head.number,
            kind=paper_of(value).kind,
            content_sha256=content_sha256(value),
            file_sha256=sha256(pdf),
            issued_at=self.hand.moment(),
            issued_by=self.hand.officer.id,
            provisional=about.provisional,
            pages=page_count(pdf),
            subject=about.subject,
            replaces=head.replaces,
        )
        changes = self.hand.act(
            ActKind.ISSUE_LETTER,
            about.applicant_id,
            encode(record),
            base_version=about.file_version,
            files={record.file_sha256: pdf},
        )
        return Issued(record, pdf, changes)
