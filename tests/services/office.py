"""An office whose books lie in memory: the use-cases over stores that forget everything when a test ends.

`Books` says what the hub said with the officer's acts laid over it, as the cache does, without a database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workstation import crypto
from workstation.clock import FixedClock
from workstation.codec import decode, encode
from workstation.domain.acts import RECORD_KINDS, Act, ActKind
from workstation.domain.assessment import Rationale
from workstation.domain.endorsing import decision_standing
from workstation.domain.lending import AuthorityNeed, Decision, Outcome
from workstation.domain.records import FILE_FIELDS, ApplicantFile, LetterRecord, LetterVoid
from workstation.domain.text import Bilingual
from workstation.domain.visit_list import LastDecision, SellerVisits
from workstation.errors import KnownError
from workstation.events import Bell, Changes
from workstation.ids import SortableIds
from workstation.lending import Rulebook
from workstation.lending.servicing import load_servicing
from workstation.lending.servicing.permitted import OfferDays
from workstation.letters import load_lender
from workstation.paths import resources
from workstation.ports import KeptDecision
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.currency import CurrencyTable
from workstation.services.decisions import Decisions
from workstation.services.drawing import Drawing
from workstation.services.endorsements import Endorsements
from workstation.services.files import Files
from workstation.services.letters import Letters
from workstation.services.live_scenarios import LiveScenarios
from workstation.services.loans import Loans
from workstation.services.models import Models
from workstation.services.papers import Papers
from workstation.services.referrals import Referrals
from workstation.services.rulebooks import pack
from workstation.services.scenario_budgets import Budgets
from workstation.services.values import Appraisal, OfferPreview, Officer
from workstation.training.sample import BUSINESS_DAY, SampleSeller

OFFICER = Officer("officer-1", "周宁", "officer", "desk-1")
SUPERVISOR = Officer("supervisor-1", "顾岚", "supervisor", "desk-2")
DEVICE_KEY = bytes(range(32))

_MAKES = {
    act_kind: (kind, FILE_FIELDS[kind]) for act_kind, kind in RECORD_KINDS.items() if kind in FILE_FIELDS
}


@dataclass
class Books:
    """Cases, acts and blobs. `confirmed` holds the ids of decisions that the hub has."""

    hub_files: dict[str, ApplicantFile]
    acts: list[Act] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    numbers_left: int = 20

    def _made(self, kind: str, act_kind: ActKind) -> list[Any]:
        return [decode(kind, act.body) for act in self.acts if act.kind is act_kind]

    # --- cases

    def applicant_file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        file = self.hub_files.get(applicant_id)
        if file is None:
            raise KnownError("file.unknown", "there is no such file", where=applicant_id)
        added = {
            field_name: (*getattr(file, field_name), *self._own(applicant_id, kind, act_kind))
            for act_kind, (kind, field_name) in _MAKES.items()
        }
        return replace(file, **added)

    def _own(self, applicant_id: str, kind: str, act_kind: ActKind) -> list[Any]:
        return [record for record in self._made(kind, act_kind) if record.applicant_id == applicant_id]

    def decisions(self, applicant_id: str) -> tuple[KeptDecision, ...]:
        found = [self.decision(d.id) for d in self._own(applicant_id, "decision", ActKind.MAKE_DECISION)]
        return tuple(sorted(found, key=lambda k: k.decision.id, reverse=True))

    def decision(self, decision_id: str) -> KeptDecision:
        for act in self.acts:
            if act.kind is ActKind.MAKE_DECISION:
                record = decode("decision", act.body)
                if record.id == decision_id:
                    file = self.applicant_file(record.applicant_id)
                    standing = decision_standing(record, file.endorsements, file.contests)
                    return KeptDecision(record, act.body, decision_id in self.confirmed, standing)
        raise KnownError("decision.unknown", "there is no such decision", where=decision_id)

    def letters(self) -> tuple[LetterRecord, ...]:
        return tuple(sorted(self._made("letter", ActKind.ISSUE_LETTER), key=lambda r: r.id, reverse=True))

    def letter_by_file(self, file_sha256: str) -> LetterRecord | None:
        return next((r for r in self.letters() if r.file_sha256 == file_sha256), None)

    def letter_by_number(self, number: str) -> LetterRecord | None:
        return next((r for r in self.letters() if r.number == number), None)

    def voids(self) -> tuple[LetterVoid, ...]:
        return tuple(reversed(self._made("letter_void", ActKind.VOID_LETTER)))

    def visiting(self, also: Collection[str] = ()) -> tuple[SellerVisits, ...]:
        files = [self.applicant_file(one, ledgers=False) for one in sorted(self.hub_files)]
        of_interest = [f for f in files if f.visits or f.surveys or f.decisions or f.applicant.id in also]
        return tuple(
            SellerVisits(
                file.applicant, file.visits, file.surveys, file.survey_reviews,
                decision=next((_in_short(kept.decision) for kept in self.decisions(file.applicant.id)), None),
            )
            for file in of_interest
        )  # fmt: skip

    # --- acts

    def keep_act(self, act: Act, files: Mapping[str, bytes] | None = None, *, closes: str = "") -> Changes:
        assert set(act.blobs) == set(files or {})
        self.blobs |= files or {}
        self.acts.append(act)
        return Changes(frozenset({act.applicant_id}), frozenset({"act"}))

    def not_yet_back(self, kind: ActKind) -> tuple[Act, ...]:
        made = [act for act in self.acts if act.kind is kind]
        return tuple(a for a in made if decode(RECORD_KINDS[kind], a.body).id not in self.confirmed)

    def next_letter_number(self) -> str:
        if not self.numbers_left:
            raise KnownError("letter.no_numbers", "the numbers for letters are used up")
        self.numbers_left -= 1
        return f"D1-2026-{20 - self.numbers_left:06d}"

    # --- blobs

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.blobs:
            raise KnownError("blob.missing", "this file is not here", where=sha256)
        assert hashlib.sha256(self.blobs[sha256]).hexdigest() == sha256
        return self.blobs[sha256]

    # --- what happens elsewhere

    def hub_takes_all(self) -> None:
        """The decisions made until now are at the hub."""
        self.confirmed |= {d.id for d in self._made("decision", ActKind.MAKE_DECISION)}

    def hub_changes(self, applicant_id: str, **values: Any) -> None:
        """Somebody else's change came in with a sync."""
        file = self.hub_files[applicant_id]
        self.hub_files[applicant_id] = replace(file, version=file.version + 1, **values)


@dataclass
class Office:
    """One officer's use-cases over the books."""

    books: Books
    bell: Bell
    hand: Hand
    files: Files
    appraisals: Appraisals
    decisions: Decisions
    endorsements: Endorsements
    referrals: Referrals
    letters: Letters
    papers: Papers
    drawing: Drawing
    loans: Loans

    def appraise(self, seller: str, **options: Any) -> Appraisal:
        return self.appraisals.appraise(f"sample:{seller}", **options)

    def preview(self, appraisal: Appraisal, **terms: Any) -> OfferPreview:
        """The proposed offer tried out, or what a story changes of it."""
        offer = appraisal.proposal.offer
        assert offer is not None, "nothing is proposed"
        usual = {"amount": offer.amount, "months": offer.months, "method": offer.method}
        return self.appraisals.try_offer(appraisal, **{**usual, **terms})

    def decide(self, seller: str, **terms: Any) -> Decision:
        """Decide as proposed, on the proposed terms or on those that a story names."""
        appraisal = self.appraise(seller)
        outcome = appraisal.proposal.outcome
        preview = self.preview(appraisal, **terms) if outcome.lends else None
        decided = self.decisions.decide(appraisal, outcome, preview)
        return self.books.decision(decided.decision_id).decision


def _in_short(made: Decision) -> LastDecision:
    return LastDecision(made.id, made.outcome, tuple(finding.code for finding in made.findings))


def file_of(seller: SampleSeller, **values: Any) -> ApplicantFile:
    usual: dict[str, Any] = {
        "applicant": seller.applicant,
        "version": 1,
        "shops": seller.shops,
        "loans": seller.loans,
        "authorisations": seller.authorisations,
        "applications": seller.applications,
        "ledgers": seller.ledgers,
    }
    return ApplicantFile(**{**usual, **values})


def open_office(
    books: Books,
    models: Models,
    rules: Rulebook,
    currencies: CurrencyTable,
    *,
    officer: Officer = OFFICER,
    clock: FixedClock | None = None,
    rules_file: bytes | None = None,
    live: LiveScenarios | None = None,
    budgets: Budgets | None = None,
    sign: Callable[[bytes], bytes] = lambda content: crypto.sign(DEVICE_KEY, content),
) -> Office:
    bell = Bell()
    hand = Hand(officer, clock or FixedClock(BUSINESS_DAY), SortableIds(), books, bell)
    packed = pack(resources()) if rules_file is None else rules_file
    files = Files(books, hand, currencies)
    appraisals = Appraisals(books, hand, models, rules, currencies, live)
    letters = Letters(books, books, books, hand, rules, load_lender(), sign)
    servicing = load_servicing(resources() / "policies" / "servicing.toml")
    loans = Loans(books, hand, rules, servicing)
    return Office(
        books=books,
        bell=bell,
        hand=hand,
        files=files,
        appraisals=appraisals,
        decisions=Decisions(books, hand, books, models, rules, packed, live, budgets),
        endorsements=Endorsements(books, hand, rules),
        referrals=Referrals(books, books, Files(books, hand, currencies), hand),
        letters=letters,
        papers=Papers(letters, files, appraisals, loans),
        drawing=Drawing(books, hand, rules, servicing, OfferDays(accept=15, valid=30), models),
        loans=loans,
    )


def decision(id: str, **values: Any) -> Decision:
    """A decision where only its outcome and offer are of interest."""
    usual: dict[str, Any] = {
        "id": id,
        "applicant_id": "test:S1",
        "application_id": "app-1",
        "outcome": Outcome.DECLINE,
        "offer": None,
        "findings": (),
        "rationale": Rationale(),
        "decided_by": "officer-1",
        "role": "officer",
        "decided_at": "2026-06-30T09:00:00Z",
        "authority": AuthorityNeed("officer", Bilingual("权限内", "within")),
        "override_reason": "",
        "inputs": {},
        "proposal_sha256": "",
    }
    return Decision(**{**usual, **values})


def kept(made: Decision, confirmed: bool = True) -> KeptDecision:
    return KeptDecision(made, encode(made), confirmed)
