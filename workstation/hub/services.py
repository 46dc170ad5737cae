"""What the composition root gives the hub beside its database: files, time, and the rules of lending.

The hub computes with the same functions as the desktop; they come in as values, so that this room needs to
know of lending and scoring only what it asks of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from workstation.clock import Clock
from workstation.domain.forms import KeptForm
from workstation.domain.lending import AuthorityNeed, Decision
from workstation.domain.records import ApplicantFile, Loan
from workstation.domain.scenarios import ScenarioTerms
from workstation.domain.seen import Seen
from workstation.domain.servicing import Contact, LoanEvent, Pledge
from workstation.domain.surveying import Survey
from workstation.hub.blobs import HubBlobs
from workstation.ids import IdMaker, SortableIds

Assess = Callable[[ApplicantFile, str, date, Sequence[bytes]], bytes]
"""Assess a file for a product as of a day, under those of the published scenarios that are in force on it;
gives the assessment as canonical JSON."""

OwnLoans = Callable[[ApplicantFile, date], tuple[Loan, ...]]
"""What was drawn on a file, as known loans as of a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a file is kept, None where nothing says, and the loans that hold it beyond that day."""

    until: date | None
    running: tuple[str, ...] = ()


KeepFile = Callable[[ApplicantFile, date], Kept]
"""How long a file is kept, as of a day."""


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most that one borrower, and one group of related borrowers, may owe and be promised, in fen."""

    single: int
    group: int


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """What the hub checks of a decision before it counts.

    `may_approve(role, need)` says whether a person of that role may approve what needs this authority, or
    put it to the committee that may; `ceilings(day)` are those in force on the day of the decision;
    `need_of(decision, total)` reckons the authority that an approval needs anew, with `total` fen owed
    or promised with it, so that what a workstation states of it is not taken on trust; `may_endorse(role,
    need)` says who may be the second person; `quorum` is how many of a committee must give their word;
    `is_secured(product)` says whether a product is lent against something that is pledged at the draw.
    """

    may_approve: Callable[[str, AuthorityNeed], bool]
    ceilings: Callable[[date], Ceilings]
    need_of: Callable[[Decision, int], AuthorityNeed]
    may_endorse: Callable[[str, AuthorityNeed], bool]
    quorum: int
    is_secured: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class LoanRules:
    """What the hub checks of loans by the desk's own rules, over what it has on record itself. Each raises
    `KnownError` with the code that the desk refuses by.

    `check_draw(file, decision, event)`: the offer still holds on the day of the first draw, the approval
    leaves so much, every disbursement condition is met, and the orders of an order loan carry it.
    `check_contact(file, contact)`: permitted hours, and not too many a day.
    `check_change(file, event, role)`: what a cost, a closing, a rescheduling, a part prepayment or a
    write-off by a person in this role needs.
    `check_release(file, release)`: no loan rests on what is set free.
    All ask for the file with its ledgers, but for a contact.
    """

    check_draw: Callable[[ApplicantFile, Decision, LoanEvent], None]
    check_contact: Callable[[ApplicantFile, Contact], None]
    check_change: Callable[[ApplicantFile, LoanEvent, str], None]
    check_release: Callable[[ApplicantFile, Pledge], None]


@dataclass(frozen=True, slots=True)
class ReservationRules:
    """What is reserved by for officers who take files along. Of a group of so many files on a day:
    `limit(role, day, files)` is the most that a person of that role may let it owe, `ceiling(day, files)` the
    most that anybody may, in fen; a reservation holds for `days`."""

    limit: Callable[[str, date, int], int]
    ceiling: Callable[[date, int], int]
    days: int


@dataclass(frozen=True, slots=True)
class ScenarioRules:
    """What the hub asks of scenarios, whose files it does not read itself.

    `read(body, signatures)` gives the terms of a file that both makers signed and that makes sense, or raises
    `KnownError` (`scenario.*`); `check_together(bodies)` raises it for two that contradict each other;
    `named(decision)` gives the sha256 of each scenario that a decision was made under, and `day(decision)`
    the day by which they were chosen; `uses(decision, bodies)` reckons anew what it uses of their budgets,
    in fen by scenario; `lets_in(decision, bodies, others)` says whether only one of `others`, which it does
    not name, lets its applicant in. A share of a budget is reserved for `days`.
    """

    read: Callable[[bytes, bytes], ScenarioTerms]
    check_together: Callable[[Sequence[bytes]], None]
    named: Callable[[Decision], Sequence[str]]
    uses: Callable[[Decision, Sequence[bytes]], Mapping[str, int]]
    day: Callable[[Decision], date | None]
    lets_in: Callable[[Decision, Sequence[bytes], Sequence[bytes]], bool]
    days: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a decision. `unproved` says in words why a person should look at it, empty where
    all of it was proved; `held` that no letter on it holds until a supervisor has. `reckoned` is the decision
    on the case as the hub made it, where that is another: a risk budget is charged by whichever is more."""

    unproved: str = ""
    held: bool = False
    reckoned: Decision | None = None


class DrawProofs(Protocol):
    """How the hub proves what is lent on orders."""

    def seen(self, event: LoanEvent) -> Seen | None:
        """How far its workstation had fetched the file, None where it does not say."""
        ...

    def rests_on_orders(self, event: LoanEvent) -> bool:
        """Whether there is anything to prove of it."""
        ...

    def prove(self, decision: Decision, event: LoanEvent, file: ApplicantFile, whole: bool) -> Proof:
        """Raises `Refusal` (`loan.collateral`) where an order of a `whole` file does not carry so much."""
        ...


@dataclass(frozen=True, slots=True)
class ProofRules:
    """How the hub proves what a decision's frozen case claims, by the desk's own reckoning.

    `seen(decision)` gives how far its workstation had fetched the file, None where it does not say; `named`
    the sha256 of the scenarios that its case names. `prove(decision, file, whole, scenarios)` makes the case
    anew from a file, the very one that the workstation had where `whole`, and raises `Refusal` (`case.*`) for
    what is not so. `draws` does the same for draws that are lent on orders.
    """

    seen: Callable[[Decision], Seen | None]
    named: Callable[[Decision], Sequence[str]]
    prove: Callable[[Decision, ApplicantFile, bool, Sequence[bytes]], Proof]
    draws: DrawProofs


class ProveSurvey(Protocol):
    def __call__(
        self, survey: Survey, file: ApplicantFile, whole: bool, form: KeptForm | None = None, /
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """How the hub proves a survey, with the form run once more on its answers.

    `look(survey, read)` raises `Refusal` (`survey.files`) where a file is not what it is said to be; `read`
    gives the bytes of a hash. `prove(survey, file, whole, form)` raises `Refusal` (`survey.*`) for answers
    that the form would not take, and for figures and checks that do not follow from them; `file` is the very
    one that the workstation had where `whole`, `form` what the hub published of the hash that the survey
    names, None where it is a form of the program. What could not be held against the ledgers is said in
    words, empty where all of it was."""

    prove: ProveSurvey
    look: Callable[[Survey, Callable[[str], bytes]], None]


@dataclass(frozen=True, slots=True)
class HubServices:
    blobs: HubBlobs
    clock: Clock
    decisions: DecisionRules
    loans: LoanRules
    assess: Assess | None = None
    own_loans: OwnLoans | None = None
    reservations: ReservationRules | None = None
    scenarios: ScenarioRules | None = None
    proofs: ProofRules | None = None
    surveys: SurveyRules | None = None
    ids: IdMaker = field(default_factory=SortableIds)
