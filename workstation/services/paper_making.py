"""From a file and a decision to the value of a paper: one small function a kind, in one table.

Goes in: a `PaperCase`, gathered beforehand. Comes out: the value, or a `KnownError` that says what the file
lacks. Nothing is looked up here, numbered or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from workstation.domain.file_papers import ConsentScope, IdentityItem, PartyRole
from workstation.domain.lending import Decision, Offer, Outcome
from workstation.domain.records import ApplicantFile, Application
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.file_policy import current_parties
from workstation.lending.wording import same
from workstation.letters.figures import per_cent
from workstation.letters.texts import LenderTexts, terms
from workstation.letters.values import (
    Authorisation,
    Contract,
    CostSheet,
    CounterOffer,
    DecidedBy,
    Decline,
    FileSummary,
    GivenReason,
    GradeSheet,
    Improvement,
    LoanNote,
    PaperHead,
    SchedulePaper,
    given_reasons,
)
from workstation.services.loan_papers import LoanPaperCase, receipt, reminder, settlement, statement
from workstation.services.offer_terms import agreed_sales, early_words, late_rate, product_words

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import LoanAccount
    from workstation.letters import LenderProfile, PaperValue
    from workstation.services.values import Appraisal, FileView

_AUTHORISATION_DAYS = 365


@dataclass(frozen=True, slots=True)
class PaperCase:
    """Everything a paper may say, as it is known today. `decision` is absent for papers of the file;
    `grade_after(points)` is the grade that the leading model would give with so many points more."""

    file: ApplicantFile
    lender: LenderProfile
    texts: LenderTexts
    rules: Rulebook
    today: date
    officer_name: str
    decision: Decision | None = None
    decided_by: str = ""
    role: Bilingual | None = None
    provisional: bool = True
    contract_number: str = ""
    view: FileView | None = None
    appraisal: Appraisal | None = None
    grade_after: Callable[[float], str] = lambda points: ""

    def head(self, number: str, replaces: str = "") -> PaperHead:
        applicant = self.file.applicant
        return PaperHead(
            number=number,
            issued_on=self.today,
            applicant_name=applicant.name,
            applicant_address=applicant.address or applicant.region,
            lender=self.lender,
            replaces=replaces,
        )

    @property
    def application(self) -> Application:
        """The request that was decided. Raises `KnownError` (`paper.no_request`)."""
        wanted = self.decision.application_id if self.decision else ""
        found = next((a for a in self.file.applications if a.id == wanted), None)
        if found is None:
            raise _lacks("paper.no_request", "the request that was decided is not in the file", self)
        return found

    @property
    def offer(self) -> Offer:
        """Raises `KnownError` (`letter.not_approved`)."""
        if self.decision is None or self.decision.offer is None:
            raise _lacks("letter.not_approved", "this paper needs an offer that was decided", self)
        return self.decision.offer

    def product_name(self, code: str) -> Bilingual:
        return self.rules.product(code).name.fill()

    @property
    def offered(self) -> Bilingual:
        """The product of the offer, with the share of sales that repays it."""
        return product_words(self.offer, self.rules, agreed_sales(self.decision))

    def checked(self, *items: IdentityItem) -> str:
        """How the newest check of one of these items that passed was made, empty where none did."""
        passed = [c for c in self.file.identity_checks if c.item in items and c.passed and not c.party_id]
        return max(passed, key=lambda c: c.id).how if passed else ""

    @property
    def account(self) -> str:
        """The borrower's receiving account as it was checked. Raises `KnownError` (`paper.no_account`)."""
        account = self.checked(IdentityItem.BANK_ACCOUNT)
        if not account:
            raise _lacks("paper.no_account", "the receiving account was not checked yet", self)
        return account

    @property
    def identity(self) -> str:
        return self.checked(IdentityItem.BUSINESS_LICENCE, IdentityItem.ID_CARD)

    @property
    def cosigners(self) -> tuple[Bilingual, ...]:
        """Spouse and guarantors sign beside the borrower."""
        return tuple(
            Bilingual(f"{_SIGNS[party.role].zh}（{party.name}）", f"{_SIGNS[party.role].en} ({party.name})")
            for party in current_parties(self.file, self.today)
            if party.role in _SIGNS
        )


_SIGNS = {
    PartyRole.SPOUSE: Bilingual("配偶", "Spouse"),
    PartyRole.GUARANTOR: Bilingual("担保人", "Guarantor"),
}

_REMEDIES = {
    "paper.no_request": "Synchronise, so that the request arrives.",
    "paper.no_account": "Check the receiving account under Documents, then make the paper.",
    "paper.no_contract": "Issue the contract first.",
    "paper.wrong_outcome": "Choose the paper that belongs to the decision.",
    "paper.no_grade": "Have an export of the seller imported at the hub, then assess again.",
    "letter.not_approved": "Decide to approve first.",
}


def _lacks(code: str, what: str, case: PaperCase) -> KnownError:
    return KnownError(code, what, where=case.file.applicant.source_id, remedy=_REMEDIES[code])


def _decided(case: PaperCase, *outcomes: Outcome) -> Decision:
    """Raises `KnownError` (`paper.wrong_outcome`)."""
    decision = case.decision
    if decision is None or decision.outcome not in outcomes:
        raise _lacks("paper.wrong_outcome", "the decision has no paper of this kind", case)
    return decision


def _decider(case: PaperCase, decision: Decision) -> DecidedBy:
    return DecidedBy(case.decided_by, case.role or same(decision.role), decision.authority.why)


def _reasons(decision: Decision) -> tuple[GivenReason, ...]:
    """The principal reasons as the rules chose them; a rule that decided stands among them already. Where
    there is none, what was found against the request."""
    against = decision.rationale.against
    return given_reasons(against, () if against else decision.findings)


def _counter_offer(case: PaperCase, head: PaperHead) -> PaperValue:
    decision, asked, lender = _decided(case, Outcome.COUNTER), case.application, case.lender
    return CounterOffer(
        head=head,
        accept_by=case.today + timedelta(days=lender.accept_days),
        valid_until=case.today + timedelta(days=lender.valid_days),
        requested=asked.amount,
        requested_months=asked.months,
        product=case.offered,
        purpose=asked.purpose,
        offer=case.offer,
        reasons=_reasons(decision),
        decided=_decider(case, decision),
        provisional=case.provisional,
        notes=case.texts.notes("counter_offer"),
        conditions=lender.conditions,
        recall_events=lender.recall_events,
        cosigners=case.cosigners,
    )


def _decline(case: PaperCase, head: PaperHead) -> PaperValue:
    decision, asked = _decided(case, Outcome.DECLINE), case.application
    return Decline(
        head=head,
        asked_on=asked.asked_on,
        requested=asked.amount,
        requested_months=asked.months,
        product=case.product_name(asked.product),
        purpose=asked.purpose,
        reasons=_reasons(decision),
        decided=_decider(case, decision),
        notes=case.texts.notes("decline"),
    )


def _places(case: PaperCase, account: str, contract: str = "") -> dict[str, Bilingual]:
    offer = case.offer
    return terms(
        offer,
        case.lender,
        borrower=case.file.applicant.name,
        product=case.offered,
        purpose=case.application.purpose,
        account=account,
        late_rate=late_rate(offer, case.rules),
        contract=contract,
        early=early_words(offer, case.rules, agreed_sales(case.decision)),
        due_days=case.rules.product(offer.product).due_days.rule,
    )


def _contract(case: PaperCase, head: PaperHead) -> PaperValue:
    account = case.account
    return Contract(
        head=head,
        product=case.offered,
        purpose=case.application.purpose,
        offer=case.offer,
        identity=case.identity,
        account=account,
        articles=case.texts.contract(_places(case, account, head.number)),
        cosigners=case.cosigners,
    )


def _loan_note(case: PaperCase, head: PaperHead) -> PaperValue:
    if not case.contract_number:
        raise _lacks("paper.no_contract", "a loan note belongs to a contract, and there is none", case)
    account = case.account
    return LoanNote(
        head=head,
        contract_number=case.contract_number,
        product=case.offered,
        purpose=case.application.purpose,
        offer=case.offer,
        identity=case.identity,
        account=account,
        clauses=case.texts.loan_note(_places(case, account, case.contract_number)),
        cosigners=case.cosigners,
    )


def _cost_sheet(case: PaperCase, head: PaperHead) -> PaperValue:
    offer = case.offer
    late = per_cent(late_rate(offer, case.rules)).removesuffix("%")
    return CostSheet(
        head=head,
        product=case.offered,
        offer=offer,
        defaults=case.texts.cost_of_default(_places(case, ""), late),
        cosigners=case.cosigners,
        early=early_words(offer, case.rules, agreed_sales(case.decision)),
    )


def _schedule(case: PaperCase, head: PaperHead) -> PaperValue:
    offer = case.offer
    return SchedulePaper(
        head=head,
        product=case.offered,
        schedule=offer.schedule,
        cost=offer.cost,
        definitive=False,
        about=case.contract_number,
    )


def _authorisation(case: PaperCase, head: PaperHead) -> PaperValue:
    return Authorisation(
        head=head,
        identity=case.identity,
        scopes=case.texts.scopes(tuple(ConsentScope)),
        expires_on=case.today + timedelta(days=_AUTHORISATION_DAYS),
        terms=case.texts.authorisation_terms(),
        taken_by=case.officer_name,
    )


def _grade_sheet(case: PaperCase, head: PaperHead) -> PaperValue:
    from workstation.lending import GRADES

    appraisal = case.appraisal
    if appraisal is None or not appraisal.assessment.grade:
        raise _lacks("paper.no_grade", "no model applies to this seller, so there is no grade", case)
    grade, why = appraisal.assessment.grade, appraisal.proposal.rationale
    improvable = [reason for reason in why.against if reason.remedy is not None and reason.points < 0]
    better = {reason.code: case.grade_after(-reason.points) for reason in improvable}
    return GradeSheet(
        head=head,
        as_of=appraisal.as_of,
        grade=grade,
        grades=GRADES,
        helped=tuple(reason.applicant for reason in why.in_favour),
        improvements=tuple(
            Improvement(
                reason.applicant,
                reason.remedy,
                max(round(-reason.points), 1),
                better[reason.code] if better[reason.code] != grade else "",
            )
            for reason in improvable
        ),
        missing=tuple(missing.how_to_get for missing in why.missing),
        notes=case.texts.notes("grade_sheet"),
    )


def _file_summary(case: PaperCase, head: PaperHead) -> PaperValue:
    from workstation.services.history import LEDGER_NAMES

    view, file = case.view, case.file
    assert view is not None, "a summary is made of an opened file"
    codes = {a.product for a in file.applications} | {loan.product for loan in file.loans}
    return FileSummary(
        head=head,
        as_of=min(view.as_of, case.today),
        prepared_by=case.officer_name,
        applicant=file.applicant,
        shops=file.shops,
        coverage=view.coverage,
        authorisations=file.consents,
        parties=tuple(current_parties(file, case.today)),
        applications=file.applications,
        loans=file.loans,
        exposure=view.exposure,
        grade=case.appraisal.assessment.grade if case.appraisal else "",
        record_counts=tuple((LEDGER_NAMES[k], len(block)) for k, block in file.ledgers.blocks.items()),
        product_names=tuple((c, case.product_name(c)) for c in sorted(codes & case.rules.products.keys())),
        notes=tuple(note.text for note in file.notes),
    )


class AboutWhat(StrEnum):
    """What a kind of paper is about, and so what one must name to ask for it."""

    FILE = "file"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Maker:
    about: AboutWhat
    make: Callable[[PaperCase, PaperHead], PaperValue]
    outcomes: frozenset[Outcome] = frozenset()
    """Of which decisions; any where empty."""


@dataclass(frozen=True, slots=True)
class LoanMaker:
    """How a paper of a loan is made, and when there can be one."""

    make: Callable[[LoanPaperCase, PaperHead], PaperValue]
    when: Callable[[LoanAccount], bool]


_OFFERED = frozenset(outcome for outcome in Outcome if outcome.lends)

MAKERS: Mapping[str, Maker] = {
    "authorisation": Maker(AboutWhat.FILE, _authorisation),
    "counter_offer": Maker(AboutWhat.DECISION, _counter_offer, frozenset({Outcome.COUNTER})),
    "decline": Maker(AboutWhat.DECISION, _decline, frozenset({Outcome.DECLINE})),
    "cost_sheet": Maker(AboutWhat.DECISION, _cost_sheet, _OFFERED),
    "schedule": Maker(AboutWhat.DECISION, _schedule, _OFFERED),
    "contract": Maker(AboutWhat.DECISION, _contract, _OFFERED),
    "loan_note": Maker(AboutWhat.DECISION, _loan_note, _OFFERED),
    "grade_sheet": Maker(AboutWhat.FILE, _grade_sheet),
    "file_summary": Maker(AboutWhat.FILE, _file_summary),
}
"""How each kind is made, in the order in which a case needs them. The approval letter has its own service,
since it is drafted beside the decision."""

LOAN_MAKERS: Mapping[str, LoanMaker] = {
    "receipt": LoanMaker(receipt, lambda account: any(p.what == "receipt" for p in account.postings)),
    "reminder": LoanMaker(reminder, lambda account: account.overdue > 0),
    "statement": LoanMaker(statement, lambda account: True),
    "settlement": LoanMaker(settlement, lambda account: account.settled),
}
"""Papers of a loan that was drawn. What they are about is the loan's id; a receipt's may go on with a slash
and the transfer's number."""
