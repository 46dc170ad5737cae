"""Inviting sellers who are likely to need money: what can be offered, the offer, and what became of it.

Goes in: a seller of whom a need is foreseen. Comes out: acts, one a step. An invitation says how much the
rules would lend today and is no commitment: a request is assessed like any other. What was foreseen is frozen
in it, so that answers and requests can teach the next model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.inviting import Course, Invitation, InvitationStep, courses_of
from workstation.domain.outlook import Foreseen, Outlook
from workstation.domain.records import ApplicantFile, Application
from workstation.domain.servicing import LoanEventKind
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore, OutlookStore
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.foreseen_matters import need_of
from workstation.services.values import Appraisal

VALID_DAYS = 30
MOST_DAYS = 365
_PRODUCT = "credit"
_HELD_TO = ("limit.", "product.tenor", "refer.authority")
"""Findings to which the amount keeps already, or that only say who decides."""


@dataclass(frozen=True, slots=True)
class PreApproved:
    """What an invitation may say: at most `amount` fen of a product, and the need that was foreseen."""

    product: str
    amount: int
    need: Foreseen
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class InvitationOutcome:
    """A row for training: what was foreseen and offered, and what came of it. `asked` and `drew` within the
    horizon from the outlook's day; `answer` is the newest step."""

    applicant_id: str
    model: str
    bundle: str
    as_of: date | None
    horizon_days: int
    probability: float | None
    invited_on: date
    amount: int
    answer: str
    asked: bool
    drew: bool


def outcomes_of(file: ApplicantFile) -> Iterator[InvitationOutcome]:
    """Every invitation of a file with what is on record of it, the newest first."""
    for course in courses_of(file.invitations):
        first = course.first
        start = first.as_of or first.made_on
        end = start + timedelta(days=first.horizon_days)
        draws = (e.on for e in file.loan_events if e.kind is LoanEventKind.DRAW)
        yield InvitationOutcome(
            file.applicant.id,
            first.model,
            first.bundle,
            first.as_of,
            first.horizon_days,
            first.probability,
            first.made_on,
            first.amount,
            course.newest.step.value,
            any(start < request.asked_on <= end for request in file.applications),
            any(start < day <= end for day in draws),
        )


@dataclass(frozen=True, slots=True)
class Invitations:
    cases: CaseStore
    hand: Hand
    appraisals: Appraisals
    outlooks: OutlookStore

    def courses(self, applicant_id: str) -> tuple[Course, ...]:
        return courses_of(self.cases.applicant_file(applicant_id, ledgers=False).invitations)

    def pre_approved(self, applicant_id: str, product: str = "") -> PreApproved:
        """What the rules would lend today on the product last asked for, or `product`. Raises `KnownError`:
        `invitation.not_foreseen`, `invitation.open`, `invitation.not_lendable`, `product.unknown`."""
        file, today = self.cases.applicant_file(applicant_id, ledgers=False), self.hand.clock.today()
        outlook = self.outlooks.of(applicant_id)
        need = need_of(outlook, self.appraisals.rules.policy.models)
        if outlook is None or need is None or today > outlook.as_of + timedelta(days=need.horizon_days):
            raise _refused("invitation.not_foreseen", "no model expects this seller to need money", file)
        if any(course.open_on(today) for course in courses_of(file.invitations)):
            raise _refused("invitation.open", "this seller has been invited, and has not answered yet", file)
        newest = file.application
        code = product or (newest.product if newest else _PRODUCT)
        appraisal = self.appraisals.appraise(applicant_id, request=self._most(file, code, today))
        return PreApproved(code, _lendable(appraisal, file), need, outlook)

    def _most(self, file: ApplicantFile, code: str, today: date) -> Application:
        """An imagined request for as much as the product gives, for as long."""
        product = self.appraisals.rules.product(code)
        tenor, method = max(product.tenors, default=0), next(iter(product.methods), None)
        if not tenor or method is None:
            raise _refused("invitation.not_lendable", "the product lends no money", file)
        who = file.applicant.id
        return Application("", who, code, product.maximum, tenor, method.value, "", today)

    def invite(
        self,
        applicant_id: str,
        *,
        product: str = "",
        amount: int | None = None,
        days: int = VALID_DAYS,
        note: str = "",
    ) -> Changes:
        """Record an invitation of `amount` fen, or all that would be lent, that holds for so many days.
        Raises as `pre_approved`, `invitation.amount` for nothing or more than would be lent, and
        `invitation.terms` for no day or more than a year of them."""
        found = self.pre_approved(applicant_id, product)
        file, today = self.cases.applicant_file(applicant_id, ledgers=False), self.hand.clock.today()
        offered = found.amount if amount is None else amount
        if not 0 < offered <= found.amount:
            raise _refused("invitation.amount", "the rules would not lend so much today", file)
        if not 1 <= days <= MOST_DAYS:
            raise _refused("invitation.terms", f"an invitation holds for 1 to {MOST_DAYS} days", file)
        record = Invitation(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            step=InvitationStep.INVITED,
            made_on=today,
            made_by=self.hand.officer.id,
            note=note.strip(),
            product=found.product,
            amount=offered,
            valid_until=today + timedelta(days=days),
            model=found.need.model,
            bundle=found.outlook.drawn_by,
            probability=found.need.probability,
            horizon_days=found.need.horizon_days,
            as_of=found.outlook.as_of,
        )
        return self._keep(file, record)

    def record(self, applicant_id: str, step: InvitationStep, note: str) -> Changes:
        """What became of the newest invitation: a contact, taken, refused. Raises `KnownError`:
        `invitation.unknown` where there is none, `invitation.ended`, `invitation.note` where nothing says how
        it went."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        course = next(iter(courses_of(file.invitations)), None)
        if course is None or step is InvitationStep.INVITED:
            raise _refused("invitation.unknown", "there is no invitation that this could be about", file)
        if course.ended:
            raise _refused("invitation.ended", "the invitation was taken or refused before", file)
        if not note.strip():
            raise _refused("invitation.note", "nothing says how it went", file)
        record = Invitation(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            step=step,
            made_on=self.hand.clock.today(),
            made_by=self.hand.officer.id,
            continues=course.first.id,
            note=note.strip(),
        )
        return self._keep(file, record)

    def _keep(self, file: ApplicantFile, record: Invitation) -> Changes:
        return self.hand.act(
            ActKind.RECORD_INVITATION, file.applicant.id, encode(record), base_version=file.version
        )


def _lendable(appraisal: Appraisal, file: ApplicantFile) -> int:
    """Fen that the rules would lend; raises where they would not, or a person would have to look first."""
    proposal = appraisal.proposal
    against = [f for f in proposal.findings if not f.code.startswith(_HELD_TO)]
    if proposal.offer is None or against:
        why = against[0].text.en if against else "the rules would lend nothing today"
        raise _refused("invitation.not_lendable", why, file)
    return proposal.offer.amount


_REMEDIES = {
    "invitation.not_foreseen": "Refresh the records; a request can be taken down at any time.",
    "invitation.open": "Record the contact, or what the seller answered.",
    "invitation.not_lendable": "Open the file and see what the assessment says.",
    "invitation.amount": "Offer less.",
    "invitation.terms": "Name another number of days.",
    "invitation.unknown": "Invite the seller first.",
    "invitation.ended": "Wait for newer records, then invite again.",
    "invitation.note": "Write it down.",
}


def _refused(code: str, message: str, file: ApplicantFile) -> KnownError:
    return KnownError(code, message, where=file.applicant.source_id, remedy=_REMEDIES[code])
