"""The records of an applicant file: who the seller is, what was asked for, agreed, owed and noted.

Every record is a frozen value with an id of its own; the hub keeps them with a version, the workstation
shows them and never changes one in place. Days are `datetime.date`, moments are ISO-8601 UTC texts given
by the clock of whoever wrote them: they are shown, never compared to decide an order or a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from workstation.domain.complaining import Complaint
from workstation.domain.file_papers import (
    Collateral,
    ConditionCheck,
    Document,
    FileExport,
    IdentityCheck,
    LookUp,
    Party,
    Relation,
    Withdrawal,
)
from workstation.domain.file_papers import ConsentScope as ConsentScope  # callers take it from here
from workstation.domain.inviting import Invitation
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Contest, Decision, Endorsement
from workstation.domain.seen import Seen
from workstation.domain.servicing import (
    Contact,
    FundsCheck,
    LoanEvent,
    Pledge,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.domain.surveying import Survey, SurveyReview, Visit


class ApplicantKind(StrEnum):
    PERSON = "person"
    FIRM = "firm"


class ShopKind(StrEnum):
    """The four kinds of shop (店铺类型), or unknown where nobody has said yet."""

    RESELLER = "reseller"  # 单纯进货卖货型
    WORKSHOP = "workshop"  # 前店后厂型
    EXPORTER = "exporter"  # 出口型
    MANUFACTURER = "manufacturer"  # 单纯生产型
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person or firm that asks for credit. `id` is `source:source_id`, unique over all sources.

    `currency` is the ISO code of the ledgers' amounts; `observed_until` is the day up to which the source
    had been read when it was imported: the natural `as_of` of an assessment.
    """

    id: str
    source: str
    source_id: str
    name: str
    kind: ApplicantKind = ApplicantKind.FIRM
    shop_kind: ShopKind = ShopKind.UNKNOWN
    trade: str = ""
    region: str = ""
    address: str = ""
    phone: str = ""
    opened_on: date | None = None
    currency: str = "CNY"
    observed_until: date | None = None
    controller_id: str = ""  # same controller = related applicants, whose exposure adds up
    external_rating: str = ""  # a rating that came with the source; shown, never a model input
    position: str = ""  # where the shop is, as `domain.places.position_of` reads it
    open_hours: str = ""  # as `domain.hours.hours_of` reads them
    listed_as: tuple[str, ...] = ()  # hard findings: "dishonest_debtor", "sanctioned", "fraud_confirmed"


@dataclass(frozen=True, slots=True)
class Shop:
    id: str
    applicant_id: str
    name: str
    platform: str
    opened_on: date | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """授权书: what the applicant has allowed, until when. Without one nothing is read.

    `withdrawn_on` is what a source says; what an officer was told is a `Withdrawal` of its own.
    `document_id` names the scan of the signed paper, `taken_by` the officer who took the signature.
    """

    id: str
    applicant_id: str
    scopes: tuple[ConsentScope, ...]
    signed_on: date
    expires_on: date
    withdrawn_on: date | None = None
    document_id: str = ""
    taken_by: str = ""

    def allows(self, scope: ConsentScope, on: date) -> bool:
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= on
        return scope in self.scopes and self.signed_on <= on <= self.expires_on and not withdrawn


@dataclass(frozen=True, slots=True)
class Application:
    """A request for credit: how much (fen), for how long, what for."""

    id: str
    applicant_id: str
    product: str
    amount: int
    months: int
    method: str
    purpose: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class Loan:
    """A facility already granted, by us or by a lender we know of. Amounts in fen."""

    id: str
    applicant_id: str
    product: str
    lender: str
    granted_on: date
    due_on: date
    principal: int
    outstanding: int
    undrawn: int = 0
    days_past_due: int = 0


@dataclass(frozen=True, slots=True)
class Debt:
    """What one file owes or was promised, in fen: `amount` with what may still be drawn, `outstanding` of it
    paid out already. A promise has no due day."""

    applicant_id: str
    amount: int
    outstanding: int = 0
    due_on: date | None = None
    days_past_due: int = 0


@dataclass(frozen=True, slots=True)
class RelatedExposure:
    """What the hub says of the files that belong with this one: which they are, and what they owe. The hub
    alone makes it, because it alone sees files that are not the officer's."""

    id: str
    applicant_id: str
    related: tuple[str, ...]
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Note:
    id: str
    applicant_id: str
    author: str
    written_at: str
    text: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """What the hub reserves for an officer who took the file along: so many fen may be approved on it, and on
    the files that belong with it, until the day's end. `id` is the officer's."""

    id: str
    applicant_id: str
    amount: int
    until: date


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a file that was erased when its time was over. `id` and `applicant_id` are the same
    keyed hash, from which nobody but the hub can tell of whom it was."""

    id: str
    applicant_id: str
    erased_on: date
    kept_until: date


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A paper that was issued: its number, what it says (by hash), and the bytes (by hash)."""

    id: str
    applicant_id: str
    decision_id: str
    number: str
    kind: str
    content_sha256: str
    file_sha256: str
    issued_at: str
    issued_by: str
    provisional: bool
    pages: int
    subject: str = ""  # what a paper without a decision is about: a loan, an authorisation, a survey
    replaces: str = ""  # the number of the paper whose place it takes


@dataclass(frozen=True, slots=True)
class LetterVoid:
    """A paper that no longer holds: which, and why. The one that takes its place names it (`replaces`)."""

    id: str
    applicant_id: str
    letter_id: str
    number: str
    reason: str
    voided_by: str
    voided_at: str


@dataclass(frozen=True, slots=True)
class ApplicantFile:
    """申请档案: everything known of one applicant at one moment, ledgers included."""

    applicant: Applicant
    version: int = 0
    shops: tuple[Shop, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    applications: tuple[Application, ...] = ()
    loans: tuple[Loan, ...] = ()
    notes: tuple[Note, ...] = ()
    letters: tuple[LetterRecord, ...] = ()
    voids: tuple[LetterVoid, ...] = ()
    parties: tuple[Party, ...] = ()
    relations: tuple[Relation, ...] = ()
    identity_checks: tuple[IdentityCheck, ...] = ()
    documents: tuple[Document, ...] = ()
    collateral: tuple[Collateral, ...] = ()
    condition_checks: tuple[ConditionCheck, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    look_ups: tuple[LookUp, ...] = ()
    exports: tuple[FileExport, ...] = ()
    loan_events: tuple[LoanEvent, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    claims: tuple[RepaymentClaim, ...] = ()
    contacts: tuple[Contact, ...] = ()
    promises: tuple[PromiseToPay, ...] = ()
    funds_checks: tuple[FundsCheck, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    visits: tuple[Visit, ...] = ()
    surveys: tuple[Survey, ...] = ()
    survey_reviews: tuple[SurveyReview, ...] = ()
    decisions: tuple[Decision, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    contests: tuple[Contest, ...] = ()
    related_exposures: tuple[RelatedExposure, ...] = ()  # one, where the hub knows of related files
    reservations: tuple[Reservation, ...] = ()  # of each officer who shares a group with others
    related_loans: tuple[Loan, ...] = ()  # of related files that are here
    related_decisions: tuple[Decision, ...] = ()  # of the same, newest first
    related_elsewhere: tuple[Debt, ...] = ()  # of related files that are not here
    ledgers: Ledgers = field(default_factory=Ledgers)
    seen: Seen | None = None  # how far it was fetched; None at the hub, and while it is fetched anew

    @property
    def consents(self) -> tuple[Authorisation, ...]:
        """The authorisations with what was withdrawn since: the earlier of two days counts."""
        days = {
            w.authorisation_id: w.withdrawn_on
            for w in sorted(self.withdrawals, key=lambda w: w.withdrawn_on, reverse=True)
        }
        return tuple(
            replace(a, withdrawn_on=min(filter(None, (a.withdrawn_on, days[a.id])))) if a.id in days else a
            for a in self.authorisations
        )

    @property
    def application(self) -> Application | None:
        """The newest request for credit, or None."""
        return max(self.applications, key=lambda a: (a.asked_on, a.id), default=None)


FILE_FIELDS: Mapping[str, str] = {
    "shop": "shops",
    "authorisation": "authorisations",
    "application": "applications",
    "loan": "loans",
    "note": "notes",
    "letter": "letters",
    "letter_void": "voids",
    "party": "parties",
    "relation": "relations",
    "identity_check": "identity_checks",
    "document": "documents",
    "collateral": "collateral",
    "condition_check": "condition_checks",
    "withdrawal": "withdrawals",
    "look_up": "look_ups",
    "file_export": "exports",
    "loan_event": "loan_events",
    "pledge": "pledges",
    "claim": "claims",
    "contact": "contacts",
    "promise": "promises",
    "funds_check": "funds_checks",
    "invitation": "invitations",
    "complaint": "complaints",
    "visit": "visits",
    "survey": "surveys",
    "survey_review": "survey_reviews",
    "decision": "decisions",
    "endorsement": "endorsements",
    "contest": "contests",
    "related_exposure": "related_exposures",
    "reservation": "reservations",
}
"""Each kind of record that a file holds several of, and the field of `ApplicantFile` that holds them."""
