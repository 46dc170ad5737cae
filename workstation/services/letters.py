"""Papers of a decision: a draft to look at, the issued letter, the archive, reprint, and verification.

An issued letter is rendered once; its bytes are archived with its record, and a reprint is those bytes.
The draft beside a decision is the same page without a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.endorsing import Firmness
from workstation.domain.lending import Offer, SalesAgreed
from workstation.domain.records import Applicant, LetterRecord, LetterVoid
from workstation.domain.standing import PaperStanding, Standing, holding, standings, vacant
from workstation.domain.text import Bilingual
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError
from workstation.events import NOTHING, Changes
from workstation.ports import ActStore, BlobStore, CaseStore, KeptDecision
from workstation.services.acting import Hand
from workstation.services.archive import About, Archive
from workstation.services.offer_terms import agreed_sales, product_words
from workstation.services.values import Appraisal, Issued, OfferPreview, Verified

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.letters import ApprovalLetter, LenderProfile, SignedBy

DRAFT_NUMBER = "DRAFT"

ROLE_NAMES = {
    "officer": Bilingual("信贷员", "Loan officer"),
    "supervisor": Bilingual("主管", "Supervisor"),
    "committee": Bilingual("贷审会", "Credit committee"),
    "analyst": Bilingual("风险分析员", "Risk analyst"),
    "auditor": Bilingual("审计员", "Auditor"),
    "administrator": Bilingual("管理员", "Administrator"),
}


@dataclass(frozen=True, slots=True)
class Letters:
    cases: CaseStore
    acts: ActStore
    blobs: BlobStore
    hand: Hand
    rules: Rulebook
    lender: LenderProfile
    sign: Callable[[bytes], bytes]
    sign_pdf: Callable[[bytes], bytes] | None = None
    signers: Callable[[], Sequence[PaperSigner]] = tuple
    """Whose certificates sign papers, as the hub last said it."""

    @property
    def press(self) -> Archive:
        return Archive(self.acts, self.hand, self.sign, self.sign_pdf)

    def draft(self, appraisal: Appraisal, preview: OfferPreview) -> bytes:
        """The letter as it would print for this offer, numbered DRAFT. Kept nowhere."""
        from workstation.letters import load_fonts, render_approval

        officer = self.hand.officer
        letter = self._letter(
            DRAFT_NUMBER,
            appraisal.case.applicant,
            appraisal.case.application.purpose,
            preview.offer,
            officer.name,
            officer.role,
            preview.authority.why,
            agreed=preview.sales,
            provisional=True,
        )
        return render_approval(letter, load_fonts())

    def issue(self, decision_id: str) -> Issued:
        """Number, render, archive and queue the letter of an approval or counter-offer.

        Before the hub has the decision, and while it waits for a second person, the letter is provisional;
        after that a firm one with a number of its own takes its place. Asked again, the archived one comes
        back; one that was voided is issued anew, and the new one names it. Raises `KnownError`:
        `letter.not_approved`, `letter.superseded`, `letter.held`, `letter.no_numbers`.
        """
        kept = self.cases.decision(decision_id)
        refuse_held(kept)
        decision = kept.decision
        archived = self.holding("approval", decision_id)
        if archived is not None and not (archived.provisional and kept.firm):
            return Issued(archived, self.bytes_of(archived), NOTHING)
        if not decision.outcome.lends or decision.offer is None:
            raise KnownError(
                "letter.not_approved",
                "only an approval or a counter-offer has an approval letter",
                where=decision_id,
                remedy="Decide to approve first.",
            )
        decisions = (kept.decision for kept in self.cases.decisions(decision.applicant_id))
        newest = next(d for d in decisions if d.application_id == decision.application_id)
        if newest.id != decision.id:
            raise KnownError(
                "letter.superseded",
                "a later decision on the same request stands in its place",
                where=decision_id,
                remedy="Issue the letter of the later decision.",
            )
        replaced = archived or self.vacant("approval", decision_id)
        file = self.cases.applicant_file(decision.applicant_id, ledgers=False)
        purpose = next((a.purpose for a in file.applications if a.id == decision.application_id), "")
        letter = self._letter(
            self.acts.next_letter_number(),
            file.applicant,
            purpose,
            decision.offer,
            self.name_of(decision.decided_by),
            decision.role,
            decision.authority.why,
            agreed=agreed_sales(decision),
            provisional=not kept.firm,
            replaces=replaced.number if replaced else "",
        )
        about = About(
            decision.applicant_id, file.version, decision_id=decision_id, provisional=letter.provisional
        )
        return self.press.keep(letter, about)

    def _letter(
        self,
        number: str,
        applicant: Applicant,
        purpose: str,
        offer: Offer,
        decided_by: str,
        role: str,
        authority: Bilingual,
        *,
        agreed: SalesAgreed | None,
        provisional: bool,
        replaces: str = "",
    ) -> ApprovalLetter:
        from workstation.letters import ApprovalLetter

        today = self.hand.clock.today()
        lender = self.lender
        return ApprovalLetter(
            number=number,
            issued_on=today,
            valid_until=today + timedelta(days=lender.valid_days),
            accept_by=today + timedelta(days=lender.accept_days),
            applicant_name=applicant.name,
            applicant_address=applicant.address or applicant.region,
            product=product_words(offer, self.rules, agreed),
            purpose=purpose,
            offer=offer,
            conditions=lender.conditions,
            recall_events=lender.recall_events,
            decided_by=decided_by,
            role=ROLE_NAMES.get(role, Bilingual(role, role)),
            authority=authority,
            provisional=provisional,
            verification_code="",
            lender=lender,
            replaces=replaces,
        )

    def name_of(self, officer_id: str) -> str:
        """The name a paper shows; of colleagues the workstation knows the id only."""
        officer = self.hand.officer
        return officer.name if officer_id == officer.id else officer_id

    def archive(self) -> tuple[LetterRecord, ...]:
        return self.cases.letters()

    def bytes_of(self, record: LetterRecord) -> bytes:
        """The archived bytes: a reprint. Raises `KnownError` (`blob.missing`, `blob.damaged`)."""
        return self.blobs.get(record.file_sha256)

    def reprint(self, number: str) -> Issued:
        """The paper of this number as it was archived. Raises `KnownError`: `letter.unknown`, `blob.missing`,
        `blob.damaged`."""
        record = self.cases.letter_by_number(number)
        if record is None:
            raise _unknown_number(number)
        return Issued(record, self.bytes_of(record), NOTHING)

    def holding(self, kind: str, decision_id: str) -> LetterRecord | None:
        """The newest paper of this kind on a decision that still holds."""
        return holding(self.cases.letters(), self.cases.voids(), kind, decision_id)

    def vacant(self, kind: str, decision_id: str) -> LetterRecord | None:
        """The newest paper of this kind on a decision that was voided and whose place none has taken."""
        return vacant(self.cases.letters(), self.cases.voids(), kind, decision_id)

    def archive_with_standing(self) -> tuple[tuple[LetterRecord, PaperStanding], ...]:
        """Every paper, newest first, each with how it stands."""
        letters = self.cases.letters()
        stands = standings(letters, self.cases.voids())
        return tuple((letter, stands[letter.id]) for letter in letters)

    def standing(self, record: LetterRecord) -> PaperStanding:
        """Whether the paper still holds, by everything that this workstation knows."""
        return standings(self.cases.letters(), self.cases.voids())[record.id]

    def void(self, number: str, reason: str) -> Changes:
        """Record that a paper no longer holds. Its bytes stay in the archive. Raises `KnownError`:
        `letter.unknown`, `void.reason`, `void.twice`."""
        record = self.cases.letter_by_number(number)
        if record is None:
            raise _unknown_number(number)
        if not reason.strip():
            raise KnownError(
                "void.reason",
                "a paper is voided for a reason that is written down",
                where=number,
                remedy="Write the reason.",
            )
        if self.standing(record).standing is Standing.VOID:
            raise KnownError("void.twice", "this paper was voided before", where=number)
        void = LetterVoid(
            id=self.hand.new_id(),
            applicant_id=record.applicant_id,
            letter_id=record.id,
            number=number,
            reason=reason.strip(),
            voided_by=self.hand.officer.id,
            voided_at=self.hand.moment(),
        )
        return self.hand.act(ActKind.VOID_LETTER, record.applicant_id, encode(void))

    def verify(self, pdf: bytes) -> Verified:
        """Check a paper against the archive, and whose signature it carries. Raises `KnownError`:
        `letter.altered`, `letter.unknown`, `letter.elsewhere` (not in this archive, and yet a device of the
        lender's signed it), `letter.unreadable`."""
        from workstation.letters import Signing, verify_letter

        try:
            found = verify_letter(pdf, self.cases.letter_by_file, self.cases.letter_by_number)
        except KnownError as error:
            if error.code == "letter.unknown" and (by := self._signed(pdf)).signing is Signing.KNOWN:
                raise _elsewhere(error.where, by) from error
            raise
        return replace(self._verified(found.record), signed=self._signed(pdf))

    def _signed(self, pdf: bytes) -> SignedBy:
        from workstation.letters import signed_by
        from workstation.letters.signing import check_signature

        return signed_by(check_signature(pdf), self.signers())

    def verify_code(self, text: str) -> Verified:
        """Check the code that a phone read off a paper, or that somebody typed. Raises `KnownError`:
        `letter.code`, `letter.unknown`, `letter.altered` where the archive has other content under the
        number."""
        from workstation.letters import read_code

        code = read_code(text)
        record = self.cases.letter_by_number(code.number)
        if record is None:
            raise _unknown_number(code.number)
        if not code.names(record.content_sha256):
            raise KnownError(
                "letter.altered",
                f"this code claims to be of letter {code.number}, but that letter says something else",
                where=code.number,
                remedy="Do not rely on it; print the archived letter instead.",
            )
        return self._verified(record)

    def _verified(self, record: LetterRecord) -> Verified:
        file = self.cases.applicant_file(record.applicant_id, ledgers=False)
        standing, confirmed = self.standing(record), True
        if record.decision_id:
            kept = self.cases.decision(record.decision_id)
            confirmed = kept.confirmed
            if standing.holds and not kept.letter_holds:
                standing = PaperStanding(Standing.HELD, reason=kept.standing.firmness.value)
        return Verified(record, file.applicant.name, confirmed, standing)


def refuse_held(kept: KeptDecision) -> None:
    """Raises `KnownError` (`letter.held`) where no paper of a decision may go out: it is contested, or a
    second person turned it down."""
    if kept.letter_holds:
        return
    turned_down = kept.standing.firmness is Firmness.TURNED_DOWN
    raise KnownError(
        "letter.held",
        "a second person turned the decision down"
        if turned_down
        else "with another approval it exceeds a limit, so no letter on it is valid",
        where=kept.decision.id,
        remedy="Decide anew." if turned_down else "A supervisor has to settle it first.",
    )


def _elsewhere(where: str, by: SignedBy) -> KnownError:
    return KnownError(
        "letter.elsewhere",
        f"it is not in this archive, but workstation {by.name} ({by.officer_id}) of this lender signed it,"
        " and it was not changed since",
        where=where,
        remedy="Whether it holds is known where its file is: ask the officer, or synchronise and try again.",
    )


def _unknown_number(number: str) -> KnownError:
    return KnownError(
        "letter.unknown",
        "no letter of ours has this number",
        where=number,
        remedy="Synchronise and try again; if it stays unknown, treat the paper as false.",
    )
