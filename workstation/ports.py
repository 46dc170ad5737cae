"""What the core asks of the databases: read a file, keep an act, store a page from the hub.

The adapters in `db/` implement these protocols; services, sync and hub know nothing else of them. Every
value that comes out is frozen and free of its session; every method is one transaction and is safe to call
from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from workstation.domain.acts import Act, ActAnswer, ActKind, OutboxEntry
from workstation.domain.endorsing import STANDS_ALONE, DecisionStanding, Firmness
from workstation.domain.lending import Decision
from workstation.domain.outlook import Outlook
from workstation.domain.records import ApplicantFile, LetterRecord, LetterVoid
from workstation.domain.visit_list import SellerVisits
from workstation.drafts import DraftStore as DraftStore
from workstation.events import Changes as Changes  # the adapters take it from here
from workstation.picks import PickStore as PickStore
from workstation.published import PublishedStore


class SyncBadge(StrEnum):
    """The state badge of a worklist row, the most urgent first."""

    CONFLICT = "conflict"
    REFUSED = "refused"
    SENDING = "sending"
    WAITING = "waiting"
    SYNCED = "synced"


class WorklistView(StrEnum):
    """The saved views of the worklist."""

    ALL = "all"
    TO_DECIDE = "to_decide"  # an application newer than the last decision
    SUPERVISOR = "supervisor"  # a decision that waits for a second person, a higher role, or is contested
    APPROVED = "approved"  # last decision approve or counter
    REFERRED = "referred"  # last decision refer: to a visit, a supervisor, a bank
    DECLINED = "declined"
    INCOMPLETE = "incomplete"  # no application, no consent for data in force, identity not all checked
    DUE_SOON = "due_soon"  # something of a loan falls due within three days
    PROMISES = "promises"  # promises to pay, open or broken
    FUNDS_CHECKS = "funds_checks"  # the use of a loan's money is still to be looked at
    TO_VISIT = "to_visit"  # a visit is planned, or a survey asked for again or rejected
    WARNED = "warned"  # a model expects a running loan to get worse
    NEEDS_MONEY = "needs_money"  # a model expects the account to run dry: somebody to invite
    OVERDUE = "overdue"  # a loan past due; its days grow with the calendar
    UNSENT = "unsent"  # acts that wait in the outbox
    REFUSED = "refused"  # acts that the hub refused, or in conflict


class WorklistSort(StrEnum):
    NAME = "name"
    ASKED_ON = "asked_on"
    AMOUNT = "amount"
    EXPOSURE = "exposure"
    DAYS_PAST_DUE = "days_past_due"
    DAY = "day"  # the day that the view is about; where it has none, the day asked on


DATED_VIEWS = frozenset(
    {
        WorklistView.SUPERVISOR,
        WorklistView.DUE_SOON,
        WorklistView.PROMISES,
        WorklistView.FUNDS_CHECKS,
        WorklistView.TO_VISIT,
        WorklistView.WARNED,
        WorklistView.NEEDS_MONEY,
    }
)
"""Views that are about a day: `WorklistRow.why` has it, and they are listed by it, the soonest first."""


UNREADABLE = "unreadable"
"""What a file lacks of which a record cannot be read by this version, or says what cannot be."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A reason for which a file is in a view on every day from `first` to `last`, both included.

    It is drawn from the file and its outlook and from no calendar, so that a list is right tomorrow although
    nothing happened. `day` is the day it is about (when it falls due, since when it waits), `amount` fen,
    `what` are codes that say more.
    """

    view: WorklistView
    first: date = date.min
    last: date = date.max
    day: date | None = None
    amount: int | None = None
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a row is in its view today: the soonest day of its matters, how many days are left to it (below
    zero once it is past), their sum in fen, and their codes."""

    day: date | None
    days_left: int | None
    amount: int | None
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One line of the worklist: hub rows with this workstation's unsent acts laid over them.

    Amounts in fen; `outcome` is the last decision's outcome or empty; `provisional` while it is unsent; `why`
    is there in the views that say why: the dated ones, and the incomplete files.
    """

    applicant_id: str
    source_id: str
    name: str
    shop_kind: str
    trade: str
    region: str
    asked_on: date | None
    amount: int | None
    months: int | None
    exposure: int
    days_past_due: int
    outcome: str
    provisional: bool
    badge: SyncBadge
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """What to list. `text` finds names, ids, shops, phones (Chinese substrings of one character on, pinyin,
    last digits). Without a `sort` it is the view's usual one. `after` continues behind the last row of the
    page before (keyset, never an offset)."""

    view: WorklistView = WorklistView.ALL
    text: str = ""
    sort: WorklistSort | None = None
    descending: bool = True
    after: tuple[Any, ...] | None = None
    limit: int = 200

    @property
    def order(self) -> tuple[WorklistSort, bool]:
        """By what, and whether descending: as asked, else the soonest day first, or the newest request."""
        if self.sort is not None:
            return self.sort, self.descending
        return (WorklistSort.DAY, False) if self.view in DATED_VIEWS else (WorklistSort.ASKED_ON, True)


@dataclass(frozen=True, slots=True)
class WorklistPage:
    rows: tuple[WorklistRow, ...]
    after: tuple[Any, ...] | None  # None: there is no further row


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision with its standing: `confirmed` once the hub has it; the exact bytes that were frozen.

    `standing` says whether it waits for a second person or is contested, by what the hub has of that. Only a
    `firm` decision has a firm letter, and only a `letter_holds` one a letter that holds at all."""

    decision: Decision
    body: bytes
    confirmed: bool
    standing: DecisionStanding = STANDS_ALONE

    @property
    def firm(self) -> bool:
        return self.confirmed and self.standing.firm

    @property
    def letter_holds(self) -> bool:
        """False while the decision is contested, and for good where a second person turned it down."""
        return self.standing.firmness in (Firmness.FIRM, Firmness.WAITING)


@dataclass(frozen=True, slots=True)
class Follow:
    """The rules by which a file is followed: `matters(file, outlook)` draws them from it and from what models
    foresaw of it last, None where they were not asked; `version()` names the rules. Of the words on its
    decisions the file holds those that the hub has; of its ledgers those of its loans."""

    version: Callable[[], str]
    matters: Callable[[ApplicantFile, Outlook | None], tuple[Matter, ...]]


@dataclass(frozen=True, slots=True)
class Toolbox:
    """What the adapters borrow of the core's means, so that they need not know where those live.

    `decode(kind, body)` makes a record of its bytes; `encrypt(key, data, context)` and `decrypt` seal a
    file and open it again; `random_key()` gives 32 bytes; `write_whole(path, data)` makes a file durable
    under its name; `follow` says which views a file belongs in. `workstation.toolbox.TOOLBOX` is the real
    one.
    """

    decode: Callable[[str, bytes], Any]
    encrypt: Callable[[bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes], bytes]
    random_key: Callable[[], bytes]
    write_whole: Callable[[Path, bytes], None]
    follow: Follow


class CaseStore(Protocol):
    """Reads the local cache through the projected views: what the hub said, plus what I did."""

    def resolve(self, reference: str) -> str:
        """An applicant id from "source:id" or from the source's own id alone; raises `KnownError`
        (`file.unknown`, `file.ambiguous`)."""
        ...

    def worklist(self, query: WorklistQuery) -> WorklistPage: ...

    def view_counts(self) -> Mapping[WorklistView, int]: ...

    def applicant_file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        """Raises `KnownError` (`file.unknown`)."""
        ...

    def decisions(self, applicant_id: str) -> tuple[KeptDecision, ...]:
        """Newest first."""
        ...

    def decision(self, decision_id: str) -> KeptDecision:
        """Raises `KnownError` (`decision.unknown`)."""
        ...

    def letters(self) -> tuple[LetterRecord, ...]:
        """Newest first."""
        ...

    def letter_by_file(self, file_sha256: str) -> LetterRecord | None: ...

    def letter_by_number(self, number: str) -> LetterRecord | None: ...

    def voids(self) -> tuple[LetterVoid, ...]:
        """Every void that was recorded, newest first."""
        ...

    def visiting(self, also: Collection[str] = ()) -> tuple[SellerVisits, ...]:
        """What every file that has to do with a visit says of it, and those of `also` that are here."""
        ...


class OutlookStore(Protocol):
    """Keeps what models foresaw of the files that are here, and says whose ledgers changed since."""

    def stale(self, drawn_by: str, limit: int) -> Mapping[str, int]:
        """Files of which nothing was foreseen as they stand, or by other models: each with the cursor up to
        which it is stored."""
        ...

    def keep(self, outlooks: Iterable[tuple[Outlook, int]]) -> Changes:
        """Outlooks, each with the cursor of the file that it was drawn from; what is older goes."""
        ...

    def of(self, applicant_id: str) -> Outlook | None: ...

    def forget_all(self) -> Changes: ...


class ActStore(Protocol):
    """Keeps what a person does. One act is one transaction: saved means committed."""

    def keep_act(self, act: Act, files: Mapping[str, bytes] | None = None, *, closes: str = "") -> Changes:
        """Append an act to the outbox; `files` by sha256 are durable before the commit that names them.
        `closes` names the draft that the act finishes: both in one transaction. Raises `KnownError`
        (`survey.closed`) where it is not open."""
        ...

    def outbox(self) -> tuple[OutboxEntry, ...]:
        """Everything not settled, oldest first."""
        ...

    def not_yet_back(self, kind: ActKind) -> tuple[Act, ...]:
        """Acts of one kind, sent or not, whose record has not come from the hub yet; oldest first."""
        ...

    def drop_act(self, act_id: str) -> Changes:
        """Undo an unsent act, or put away a refused one. Raises `KnownError` (`act.sent`) while sending."""
        ...

    def retry_act(self, act_id: str) -> Changes:
        """Put a refused act back to waiting, unchanged."""
        ...

    def next_letter_number(self) -> str:
        """Takes one number from the block the hub gave; raises `KnownError` (`letter.no_numbers`)."""
        ...


class BlobStore(Protocol):
    """Immutable files by sha256: encrypted at rest on the workstation, plain folders at the hub."""

    def has(self, sha256: str) -> bool: ...

    def put(self, data: bytes) -> str:
        """Durable when it returns; returns the sha256."""
        ...

    def get(self, sha256: str) -> bytes:
        """Raises `KnownError` (`blob.missing`, `blob.damaged`)."""
        ...


@dataclass(frozen=True, slots=True)
class RecordPut:
    """One record from the hub: `body` is the hub's canonical JSON, or None where it was withdrawn."""

    kind: str
    id: str
    version: int
    seq: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class FilePart:
    """What one page brings for one applicant: records and ledger rows (each row ends with its hub seq),
    and the cursor that stands once they are stored."""

    applicant_id: str
    records: Sequence[RecordPut]
    rows: Mapping[str, Sequence[Sequence[Any]]]
    cursor: int


@dataclass(frozen=True, slots=True)
class KindCheck:
    """Count and digest of one kind of rows of one applicant, computed the same way on both sides."""

    count: int
    digest: int


class SyncStore(PublishedStore, Protocol):
    """What the sync loop needs of the cache. Each method is one transaction."""

    def hub_epoch(self) -> str | None: ...

    def start_epoch(self, epoch: str) -> None:
        """The hub was restored or replaced: forget cursors and the index tag; every act ever confirmed to
        the old epoch goes back to waiting. Nothing of the officer's is lost."""
        ...

    def index_tag(self) -> str: ...

    def cursors(self) -> Mapping[str, int]:
        """Applicant id → hub sequence up to which everything is stored."""
        ...

    def store_parts(self, parts: Iterable[FilePart]) -> Changes:
        """Rows, records and cursors in one transaction; storing a part twice changes nothing."""
        ...

    def forget(self, applicant_ids: Sequence[str]) -> Changes:
        """Revoked files: rows and blob keys go, unsent acts stay (and stay visible)."""
        ...

    def finish_pull(self, index_tag: str) -> None: ...

    def acts_to_send(self, limit: int) -> tuple[Act, ...]:
        """Waiting and interrupted acts in order of their ids, marked as sending."""
        ...

    def settle(self, answers: Sequence[ActAnswer]) -> Changes: ...

    def release_sending(self) -> None:
        """After a broken connection: acts marked as sending are waiting again."""
        ...

    def checks(self, applicant_ids: Sequence[str]) -> Mapping[str, Mapping[str, KindCheck]]: ...

    def reset_cursor(self, applicant_id: str) -> None:
        """Make the next pull fetch this file from the start."""
        ...

    def add_letter_numbers(self, prefix: str, first: int, last: int) -> None: ...

    def letter_numbers_left(self) -> int: ...
