"""What the use-cases hand to the window and the command line: frozen values, ready to be shown.

Amounts are fen of the lending currency unless a value says otherwise; nothing here holds a database row or
an open file, so any of it may cross a thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from workstation.domain.acts import OutboxEntry
from workstation.domain.assessment import Assessment, FeatureVector
from workstation.domain.evidence import Coverage
from workstation.domain.file_papers import FileExport
from workstation.domain.lending import (
    AuthorityNeed,
    Exposure,
    Finding,
    Offer,
    PriceBreakdown,
    Proposal,
    SalesAgreed,
)
from workstation.domain.records import ApplicantFile, LetterRecord
from workstation.domain.standing import PaperStanding
from workstation.domain.text import Bilingual
from workstation.events import Changes
from workstation.ports import KeptDecision
from workstation.sync.report import SyncReport

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.scenarios.effects import Effect
    from workstation.letters.verify import SignedBy


@dataclass(frozen=True, slots=True)
class Officer:
    """Who sits here: the person this device was enrolled for."""

    id: str
    name: str
    role: str
    device: str


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of what the hub reserved for the officer: so many fen, until a day's end."""

    amount: int
    until: date


@dataclass(frozen=True, slots=True)
class FileView:
    """One applicant file opened: the file, how far evidence covers it, what is owed, what was decided, and
    the features as of `as_of` for the overview's figures."""

    file: ApplicantFile
    coverage: Coverage
    exposure: Exposure
    decisions: tuple[KeptDecision, ...]
    letters: tuple[LetterRecord, ...]
    as_of: date
    features: FeatureVector
    reserved: Left | None = None
    """What is left for the newest request, None where the hub reserves nothing."""
    withheld: bool = False
    """No authorisation in force allows the reading of trade records, so nothing here rests on any."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the history: `values[i]` belongs to the bucket that begins at `History.starts[i]`.

    float64 array with NaN where a bucket has no evidence. `unit` is "money", "share", "count", "stars" or
    "hours"; `form` is "bar" or "line".
    """

    code: str
    name: Bilingual
    unit: str
    form: str
    values: Any


@dataclass(frozen=True, slots=True)
class PlatformEvent:
    """A promotion or season mark on the time axis."""

    day: date
    name: Bilingual


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of the loop from purchase to cash (闭环): evidenced by which ledger, how many rows, or what
    is missing and how to get it."""

    code: str
    name: Bilingual
    evidenced: bool
    records: int
    detail: Bilingual


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """One ledger for the table under the charts: names of the columns, column arrays, row times.

    `times` are seconds since 1970-01-01 (int64), ascending; `columns` by name as in the domain's ledger."""

    kind: str
    name: Bilingual
    columns: Mapping[str, Any]
    times: Any

    def __len__(self) -> int:
        return len(self.times)


@dataclass(frozen=True, slots=True)
class History:
    """What the seller has really done, in weeks or months on one axis, with the ledgers behind it.

    `starts` are seconds since 1970-01-01 of each bucket's first day (int64), one more than there are
    buckets: the last is the end. Amounts in hundredths of `currency`.
    """

    applicant_id: str
    currency: str
    bucket: str
    starts: Any
    series: tuple[Series, ...]
    events: tuple[PlatformEvent, ...]
    loop: tuple[ChainLink, ...]
    tables: tuple[LedgerTable, ...]


class AsMade(StrEnum):
    """Why a forecast stands as the bundle makes it."""

    NONE = "none"  # the lender's book has put nothing right
    EXPIRED = "expired"
    LATER = "later"  # what there is, is of a later day
    OTHER_BUNDLE = "other-bundle"
    REFUSED = "refused"  # damaged, or not signed by whom we trust


@dataclass(frozen=True, slots=True)
class SalesAhead:
    """Sales of the next `days`, in yuan: `made` are the quantiles (place, value) as the bundle makes them,
    `right` the same put right by the lender's own book as of `day`, of which `outcomes` of earlier forecasts
    were known; empty where nothing is put right, and then `as_made` says why. It counts until `last`."""

    days: int
    made: tuple[tuple[float, float], ...]
    right: tuple[tuple[float, float], ...] = ()
    as_made: AsMade | None = None
    day: date | None = None
    last: date | None = None
    outcomes: int = 0
    sellers: int = 0


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Assessment and proposal for one request, with the frozen case they rest on.

    `case` is the `LendingCase` that a decision freezes for replay; `file_version` is the version of the
    applicant record that was seen: a decision on an older one is refused as stale. `imagined` marks a
    what-if, on which nobody can decide. `withheld` marks one for which no ledger was read, since no
    authorisation in force allows it: there is nothing to it but the refusal.
    """

    applicant_id: str
    applicant_name: str
    product: str
    file_version: int
    as_of: date
    assessment: Assessment
    proposal: Proposal
    exposure: Exposure
    case: Any
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    imagined: bool = False
    withheld: bool = False
    acting: tuple[Effect, ...] = ()
    """What scenarios did, a line each."""
    budgets: Mapping[str, Left] = field(default_factory=dict)
    """What is left for the officer of the budgets of those that act, in fen of expected loss, by scenario."""
    ahead: tuple[SalesAhead, ...] = ()
    """Forecasts of sales as the desk shows them, the nearest first: they move nothing."""
    rules: Rulebook | None = field(default=None, compare=False, repr=False)
    """The rules it was appraised under, with the scenarios of the day."""


@dataclass(frozen=True, slots=True)
class OfferPreview:
    """An offer tried out: what it is, what forbids it (empty: it can be made), who may approve it, the codes
    of the findings that it would be made against, what its price is made of, where a model gives that, and
    what is agreed beside it, where a share of sales repays it. `unannounced`: the first due day of a year
    whose notice of holidays is not out, where due days move to business days."""

    offer: Offer
    findings: tuple[Finding, ...]
    authority: AuthorityNeed
    within_authority: bool
    exceptions: tuple[str, ...] = ()
    price: PriceBreakdown | None = None
    sales: SalesAgreed | None = None
    unannounced: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that is saved: its id, and what changed."""

    decision_id: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that is archived: its record, its bytes, and what changed."""

    record: LetterRecord
    pdf: bytes
    changes: Changes


@dataclass(frozen=True, slots=True)
class Referred:
    """A file that goes out to a partner bank: the record of it, the archive's bytes, what is in it, and which
    papers are not because this workstation does not hold them."""

    export: FileExport
    archive: bytes
    parts: tuple[str, ...]
    absent: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision computed again from its frozen inputs: whether every bit is the same, else what differs."""

    decision_id: str
    same: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """A paper checked against the archive: genuine, and how it stands today. `confirmed` once the hub has
    the decision that it announces; a paper without a decision rests on none. `signed` is how its electronic
    signature stands, None for a mere code."""

    record: LetterRecord
    applicant_name: str
    confirmed: bool
    standing: PaperStanding
    signed: SignedBy | None = None


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Is my work safe? What waits or was refused, how many files are here, how the last sync went.

    `last` and `finished_at` (ISO moment) are of this run of the program, None and empty before its first.
    """

    outbox: tuple[OutboxEntry, ...]
    files: int
    numbers_left: int
    hub_url: str
    last: SyncReport | None
    finished_at: str
