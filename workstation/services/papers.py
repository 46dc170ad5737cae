"""Every paper but the approval letter: which a file can have, one of them issued, or many in one go.

Goes in: a kind and whose paper it is. Comes out: the archived paper. Before a number is spent, the paper is
made once under the number DRAFT, so that what cannot be made costs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile, LetterRecord
from workstation.domain.servicing import LoanEvent
from workstation.domain.standing import standings
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.ports import CaseStore, KeptDecision
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.archive import About
from workstation.services.batches import Batch, WantedPaper, issue_all
from workstation.services.files import Files
from workstation.services.letters import DRAFT_NUMBER, ROLE_NAMES, Letters, refuse_held
from workstation.services.loan_notes import LOAN_NOTE, gives_way, is_of_now, noted
from workstation.services.loan_views import draws_of
from workstation.services.loans import Loans
from workstation.services.values import Appraisal, Issued

if TYPE_CHECKING:
    from workstation.domain.assessment import Assessment
    from workstation.letters import PaperValue
    from workstation.services.loan_papers import LoanPaperCase
    from workstation.services.paper_making import PaperCase


@dataclass(frozen=True, slots=True)
class PossiblePaper:
    """A paper that a file can have now: its kind and title, and the decision it is about, empty for one of
    the file itself."""

    kind: str
    title: Bilingual
    subject: str


@dataclass(frozen=True, slots=True)
class Papers:
    letters: Letters
    files: Files
    appraisals: Appraisals
    loans: Loans

    @property
    def _cases(self) -> CaseStore:
        return self.letters.cases

    @property
    def _hand(self) -> Hand:
        return self.letters.hand

    def possible(self, applicant_id: str) -> tuple[PossiblePaper, ...]:
        """What can be asked for: papers of the file, and of the newest decision on each request. Whether a
        paper can really be made is known when it is."""
        from workstation.letters import PAPERS
        from workstation.services.paper_making import LOAN_MAKERS, MAKERS, AboutWhat

        newest = self._newest_decisions(applicant_id)
        found = [
            PossiblePaper("approval", PAPERS["approval"].title, kept.decision.id)
            for kept in newest
            if kept.decision.offer is not None
        ]
        for kind, maker in MAKERS.items():
            title = PAPERS[kind].title
            if maker.about is AboutWhat.FILE:
                found.append(PossiblePaper(kind, title, ""))
                continue
            found += [
                PossiblePaper(kind, title, kept.decision.id)
                for kept in newest
                if kept.decision.outcome in maker.outcomes
            ]
        for view in self.loans.of(applicant_id):
            found += [
                PossiblePaper(kind, PAPERS[kind].title, view.account.loan_id)
                for kind, loan_maker in LOAN_MAKERS.items()
                if loan_maker.when(view.account)
            ]
        return tuple(found)

    def draft(self, kind: str, applicant_id: str, subject: str = "") -> bytes:
        """The paper as it would print, numbered DRAFT. Kept nowhere. Raises as `issue`."""
        from workstation.letters import load_fonts, render_paper

        return render_paper(self._value(kind, applicant_id, subject)(DRAFT_NUMBER), load_fonts())

    def _value(self, kind: str, applicant_id: str, subject: str) -> Callable[[str], PaperValue]:
        """The paper's value for a number."""
        from workstation.services.paper_making import LOAN_MAKERS, MAKERS

        if kind in LOAN_MAKERS:
            return self._value_of_loan(kind, *self._loan_case(applicant_id, subject))
        made = self._case(kind, applicant_id, subject)
        return lambda number: MAKERS[kind].make(made, made.head(number))

    @staticmethod
    def _value_of_loan(kind: str, file: PaperCase, case: LoanPaperCase) -> Callable[[str], PaperValue]:
        from workstation.services.paper_making import LOAN_MAKERS

        return lambda number: LOAN_MAKERS[kind].make(case, file.head(number))

    def issue(self, kind: str, applicant_id: str, subject: str = "") -> Issued:
        """Number, render and archive one paper. `subject` is a decision's id; the newest one that the kind
        belongs to where it is empty. A paper of a decision that was issued before and still holds comes back
        unless it was provisional and the decision is not any more.

        Raises `KnownError`: `paper.unknown` (no such kind), `paper.no_decision`, `letter.superseded`,
        `letter.no_numbers`, and what the paper lacks (`paper.*`, `letter.*`).
        """
        from workstation.events import NOTHING
        from workstation.services.paper_making import LOAN_MAKERS, MAKERS

        if kind == "approval":
            return self.letters.issue(subject or self._decision_for(kind, applicant_id).decision.id)
        if kind in LOAN_MAKERS:
            return self._issue_of_loan(kind, applicant_id, subject)
        case = self._case(kind, applicant_id, subject)
        decision_id = case.decision.id if case.decision else ""
        earlier = self.letters.holding(kind, decision_id) if decision_id else None
        draws = _draws(case) if kind == LOAN_NOTE else ()
        if earlier is not None and earlier.provisional == case.provisional and is_of_now(earlier, draws):
            return Issued(earlier, self.letters.bytes_of(earlier), NOTHING)
        make = MAKERS[kind].make
        make(case, case.head(DRAFT_NUMBER))
        replaces = self._replaced(kind, decision_id, earlier, draws)
        head = case.head(self.letters.press.next_number(), replaces)
        about = About(
            applicant_id,
            case.file.version,
            decision_id,
            provisional=case.provisional and bool(decision_id),
        )
        return self.letters.press.keep(make(case, head), about)

    def _replaced(
        self, kind: str, decision_id: str, earlier: LetterRecord | None, draws: Sequence[LoanEvent]
    ) -> str:
        """The number of the paper whose place a new one takes: that which holds, else one that was voided."""
        if earlier is not None:
            return earlier.number if gives_way(earlier, draws) else ""
        void = self.letters.vacant(kind, decision_id) if decision_id else None
        ours = void is not None and (gives_way(void, draws) or is_of_now(void, draws))
        return void.number if void is not None and ours else ""

    def _issue_of_loan(self, kind: str, applicant_id: str, subject: str) -> Issued:
        """Papers of a loan speak of one day and are made anew each time."""
        file, case = self._loan_case(applicant_id, subject)
        value = self._value_of_loan(kind, file, case)
        value(DRAFT_NUMBER)
        about = About(applicant_id, file.file.version, subject=case.account.loan_id)
        return self.letters.press.keep(value(self.letters.press.next_number()), about)

    def _loan_case(self, applicant_id: str, subject: str) -> tuple[PaperCase, LoanPaperCase]:
        """Raises `KnownError` (`paper.no_loan`)."""
        from workstation.services.loan_papers import LoanPaperCase

        loan_id, _, detail = subject.partition("/")
        file = self._cases.applicant_file(applicant_id)
        views = self.loans.views_in(file)
        view = next((v for v in views if loan_id in ("", v.account.loan_id)), None)
        if view is None:
            raise KnownError(
                "paper.no_loan",
                "nothing was drawn yet, so there is no loan that this paper could be about",
                where=loan_id or applicant_id,
                remedy="Record the draw first.",
            )
        loan_id, base = view.account.loan_id, self._base_case(file)
        case = LoanPaperCase(
            view=view,
            product=base.product_name(next((a.product for a in file.applications if a.id == loan_id), "")),
            number=_contract_of_loan(file, loan_id),
            identity=base.identity,
            texts=base.texts,
            today=base.today,
            account_then=lambda day: self.loans.account_in(file, loan_id, day),
            detail=detail,
        )
        return base, case

    def issue_many(
        self,
        wanted: Sequence[WantedPaper],
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool] = lambda: False,
    ) -> Batch:
        """One after another; what cannot be made is told and holds up none of the others."""
        return issue_all(wanted, lambda p: self.issue(p.kind, p.applicant_id, p.subject), progress, stopped)

    # --- gathering -------------------------------------------------------------------------------------

    def _case(self, kind: str, applicant_id: str, subject: str) -> PaperCase:
        from workstation.services.paper_making import LOAN_MAKERS, MAKERS, AboutWhat

        maker = MAKERS.get(kind)
        if maker is None:
            raise KnownError(
                "paper.unknown",
                f"there is no paper called {kind}",
                where=applicant_id,
                remedy=f"Known: approval, {', '.join((*MAKERS, *LOAN_MAKERS))}.",
            )
        if maker.about is AboutWhat.FILE:
            return self._file_case(kind, applicant_id)
        kept = self._cases.decision(subject) if subject else self._decision_for(kind, applicant_id)
        self._refuse_superseded(kept)
        refuse_held(kept)
        decision = kept.decision
        case = replace(
            self._base_case(self._cases.applicant_file(decision.applicant_id, ledgers=False)),
            decision=decision,
            decided_by=self.letters.name_of(decision.decided_by),
            role=ROLE_NAMES.get(decision.role, Bilingual(decision.role, decision.role)),
            provisional=not kept.firm,
            contract_number=self._contract_of(decision.id),
        )
        if kind == LOAN_NOTE and decision.offer is not None:
            return replace(case, decision=replace(decision, offer=noted(decision.offer, _draws(case))))
        return case

    def _file_case(self, kind: str, applicant_id: str) -> PaperCase:
        view = self.files.open(applicant_id)
        appraisal = self._appraisal(applicant_id) if kind != "authorisation" else None
        return replace(
            self._base_case(view.file),
            view=view,
            appraisal=appraisal,
            grade_after=lambda points: self._grade_after(appraisal.assessment, points) if appraisal else "",
        )

    def _base_case(self, file: ApplicantFile) -> PaperCase:
        """What every paper may say, whatever it is about."""
        from workstation.letters import load_texts
        from workstation.services.paper_making import PaperCase

        return PaperCase(
            file=file,
            lender=self.letters.lender,
            texts=load_texts(),
            rules=self.letters.rules,
            today=self._hand.clock.today(),
            officer_name=self._hand.officer.name,
        )

    def _appraisal(self, applicant_id: str) -> Appraisal | None:
        """The newest request appraised; None where nothing was asked for."""
        try:
            return self.appraisals.appraise(applicant_id)
        except KnownError as error:
            if error.code != "application.none":
                raise
            return None

    def _grade_after(self, assessment: Assessment, points: float) -> str:
        """The leading model's grade with so many points more."""
        from workstation.scoring.scale import probability_of

        output = assessment.output
        if output is None or output.margin is None:
            return ""
        scale = self.appraisals.models.current().model(output.model).entry.scale
        return scale.grade(probability_of(output.margin - points / scale.factor))

    def _newest_decisions(self, applicant_id: str) -> list[KeptDecision]:
        """The decision that stands on each request, newest first."""
        by_request: dict[str, KeptDecision] = {}
        for kept in self._cases.decisions(applicant_id):
            by_request.setdefault(kept.decision.application_id, kept)
        return list(by_request.values())

    def _decision_for(self, kind: str, applicant_id: str) -> KeptDecision:
        from workstation.services.paper_making import MAKERS

        outcomes = MAKERS[kind].outcomes if kind in MAKERS else frozenset()
        for kept in self._newest_decisions(applicant_id):
            if kept.decision.outcome in outcomes or (not outcomes and kept.decision.offer is not None):
                return kept
        raise KnownError(
            "paper.no_decision",
            "there is no decision that this paper belongs to",
            where=applicant_id,
            remedy="Decide the request first.",
        )

    def _refuse_superseded(self, kept: KeptDecision) -> None:
        decision = kept.decision
        standing = {k.decision.id for k in self._newest_decisions(decision.applicant_id)}
        if decision.id not in standing:
            raise KnownError(
                "letter.superseded",
                "a later decision on the same request stands in its place",
                where=decision.id,
                remedy="Issue the letter of the later decision.",
            )

    def _contract_of(self, decision_id: str) -> str:
        contract = self.letters.holding("contract", decision_id)
        return contract.number if contract else ""


def _draws(case: PaperCase) -> tuple[LoanEvent, ...]:
    """What was drawn on the case's decision, the first draw first."""
    loan_id = case.decision.application_id if case.decision else ""
    draws = draws_of(case.file, loan_id) if loan_id else ()
    return tuple(sorted(draws, key=lambda event: (event.on, event.id)))


def _contract_of_loan(file: ApplicantFile, loan_id: str) -> str:
    """The number of the newest loan note or contract of the loan that still holds, else the loan's id."""
    decided = {one.id for one in file.decisions if one.application_id == loan_id}
    stands = standings(file.letters, file.voids)
    papers = (r for r in file.letters if r.kind in ("loan_note", "contract") and r.decision_id in decided)
    newest = max((r for r in papers if stands[r.id].holds), key=lambda r: r.id, default=None)
    return newest.number if newest else loan_id
