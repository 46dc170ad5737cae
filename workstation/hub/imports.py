"""Takes what a source delivers into the workshop, a bounded number of rows to a transaction.

A delivery may repeat what was delivered before: only what differs from it becomes a new version or gets a
new sequence number, and what an officer has corrected since stays corrected unless the source itself now
says something else. A crash leaves whole transactions; importing again completes the rest.

A seller who has not authorised the reading of trade records, or told an officer that he takes it back, is
not taken in, and is named. One whose authorisation has lapsed on the day of the import keeps a file, on which
nothing can be lent; none of his rows is taken, and he is named too. What was repaid on loans of ours is the
lender's own to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from workstation import codec
from workstation.clock import Clock, iso
from workstation.domain.file_papers import ConsentScope
from workstation.domain.ledger import REPAYMENTS
from workstation.domain.records import Applicant, Authorisation, Loan, Shop
from workstation.domain.servicing import LOAN_LEDGERS
from workstation.domain.workshop import IMPORTED_BY
from workstation.hub import exposures, merging, own_loans, retention
from workstation.hub.ports import Workshop, Writing
from workstation.hub.services import OwnLoans
from workstation.hub.stamps import Stamp

ROWS_AT_ONCE = 20_000
BATCHES_AT_ONCE = 500


class Batch(Protocol):
    """One seller and ledger rows of it, in the columns of `domain.ledger` (`sources.SellerBatch`)."""

    @property
    def applicant(self) -> Applicant: ...
    @property
    def shops(self) -> tuple[Shop, ...]: ...
    @property
    def authorisations(self) -> tuple[Authorisation, ...]: ...
    @property
    def rows(self) -> Mapping[str, Sequence[tuple[Any, ...]]]: ...
    @property
    def rows_only(self) -> bool:
        """Whether the applicant is only named: rows for a file that exists, and no record of it changes."""
        ...


Accompany = Callable[[Applicant], Iterable[codec.Record]]
"""Records that whoever orders the import adds to each seller: authorisations, applications, known loans."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: sellers taken, their rows, and how many records and rows are new or changed.

    `refused` are the ids of sellers without an authorisation, or whose file was erased and who bring an old
    one alone; `unknown` those for whom rows came and who have no file; of both nothing was taken. `lapsed`
    are those whose authorisation has run out: no rows of theirs were taken.
    """

    sellers: int = 0
    rows: int = 0
    records_changed: int = 0
    rows_changed: int = 0
    refused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()


class Importer:
    """One import of one delivery; `by` is who ordered it."""

    def __init__(
        self,
        workshop: Workshop,
        clock: Clock,
        by: str,
        accompany: Accompany | None = None,
        own_loans: OwnLoans | None = None,
    ) -> None:
        self._own_loans = own_loans
        self._workshop = workshop
        self._clock = clock
        self._by = by
        self._accompany = accompany
        self._sellers: set[str] = set()
        self._refused: dict[str, None] = {}  # in the order in which they came
        self._unknown: dict[str, None] = {}
        self._run_out: set[str] = set()  # whose authorisation has
        self._lapsed: dict[str, None] = {}  # and whose rows were refused for it
        self._moved: set[str] = set()  # whose loans or controller this transaction changed
        self._rows = 0
        self._records_changed = 0
        self._rows_changed = 0

    def run(self, batches: Iterable[Batch], progress: Callable[[Imported], None] | None = None) -> Imported:
        """Take everything in; `progress` is called after each transaction with the sums so far."""
        for some in grouped(batches):
            self._take(some)
            if progress is not None:
                progress(self._so_far())
        return self._so_far()

    def _so_far(self) -> Imported:
        return Imported(
            len(self._sellers),
            self._rows,
            self._records_changed,
            self._rows_changed,
            tuple(self._refused),
            tuple(self._unknown),
            tuple(self._lapsed),
        )

    def _take(self, batches: Sequence[Batch]) -> None:
        now = iso(self._clock.now())
        stamp = Stamp("", IMPORTED_BY, "", now)
        with self._workshop.writing() as writing:
            batches, records = self._take_sellers(writing, batches, stamp)
            rows = sum(
                writing.ledgers.put(batch.applicant.id, kind, some)
                for batch in batches
                for kind, some in self._rows_of(batch).items()
            )
            records += self._update_loans(writing, batches, stamp)
            exposures.refresh(writing, self._moved, stamp)
            self._moved.clear()
            if records or rows:
                writing.audit.append(
                    at=now,
                    who=self._by,
                    what="import",
                    applicant_id="",
                    subject=batches[0].applicant.source,
                    detail=f"{records} records, {rows} rows",
                )
        self._rows += sum(len(some) for batch in batches for some in self._rows_of(batch).values())
        self._records_changed += records
        self._rows_changed += rows

    def _rows_of(self, batch: Batch) -> Mapping[str, Sequence[tuple[Any, ...]]]:
        """Those of a batch's rows that may be taken."""
        if batch.applicant.id not in self._run_out:
            return batch.rows
        if any(some for kind, some in batch.rows.items() if kind != REPAYMENTS.name):
            self._lapsed[batch.applicant.id] = None
        return {kind: some for kind, some in batch.rows.items() if kind == REPAYMENTS.name}

    def _update_loans(self, writing: Writing, batches: Sequence[Batch], stamp: Stamp) -> int:
        """Bring our own loans in step with the rows that came; says how many changed."""
        if self._own_loans is None:
            return 0
        changed, day = 0, self._clock.today()
        came = {b.applicant.id: None for b in batches if any(map(b.rows.get, LOAN_LEDGERS))}
        for applicant_id in came:
            written = own_loans.update(writing, self._own_loans, applicant_id, day, stamp)
            if written:
                self._moved.add(applicant_id)
            changed += written
        return changed

    def _take_sellers(
        self, writing: Writing, batches: Sequence[Batch], stamp: Stamp
    ) -> tuple[list[Batch], int]:
        """The batches whose rows may be taken, and how many records of their sellers changed. A seller's
        records come once an import, however many batches its rows need."""
        taken, changed = [], 0
        for batch in batches:
            if batch.applicant.id not in self._sellers:
                more = (
                    tuple(self._accompany(batch.applicant)) if self._accompany and not batch.rows_only else ()
                )
                if not self._may_take(writing, batch, more):
                    continue
                self._sellers.add(batch.applicant.id)
                changed += 0 if batch.rows_only else self._take_records(writing, batch, more, stamp)
            taken.append(batch)
        return taken, changed

    def _may_take(self, writing: Writing, batch: Batch, more: tuple[codec.Record, ...]) -> bool:
        """Whether the seller authorised the reading of trade records, and did not take it back at the hub: in
        this delivery, by the word of whoever orders the import, or in a file that the hub has."""
        applicant_id = batch.applicant.id
        if batch.rows_only and writing.records.get(applicant_id, "applicant", applicant_id) is None:
            self._unknown[applicant_id] = None
            return False
        kept = writing.records.of_kind([applicant_id], "authorisation")
        taken_back = _withdrawn(writing, applicant_id)
        papers = (
            *batch.authorisations,
            *(record for record in more if isinstance(record, Authorisation)),
            *(codec.decode("authorisation", v.body) for v in kept if v.body is not None),
        )
        given = [paper for paper in papers if ConsentScope.DATA in paper.scopes]
        standing = [paper for paper in given if paper.id not in taken_back]
        if not (given if batch.rows_only else standing):
            self._refused[applicant_id] = None
            return False
        today = self._clock.today()
        if all(_has_run_out(paper, today) for paper in standing):
            if retention.was_erased(writing, self._workshop.identity(), applicant_id):
                self._refused[applicant_id] = None
                return False
            self._run_out.add(applicant_id)
        return True

    def _take_records(
        self, writing: Writing, batch: Batch, more: tuple[codec.Record, ...], stamp: Stamp
    ) -> int:
        applicant = batch.applicant
        if not writing.records.known(applicant.id):
            writing.records.register(applicant.id, applicant.controller_id)
        records: tuple[codec.Record, ...] = (applicant, *batch.shops, *batch.authorisations, *more)
        changed = [record for record in records if _take_record(writing, applicant.id, record, stamp)]
        if any(isinstance(record, Applicant | Loan) for record in changed):
            self._moved.add(applicant.id)
        return len(changed)


def _has_run_out(paper: Authorisation, today: date) -> bool:
    """One that is signed tomorrow by the hub's calendar was signed, and has not."""
    return paper.expires_on < today or (paper.withdrawn_on is not None and paper.withdrawn_on <= today)


def _withdrawn(writing: Writing, applicant_id: str) -> set[str]:
    """The authorisations that the applicant took back, as officers wrote down."""
    versions = writing.records.of_kind([applicant_id], "withdrawal")
    return {codec.decode("withdrawal", v.body).authorisation_id for v in versions if v.body is not None}


def _take_record(writing: Writing, applicant_id: str, record: codec.Record, stamp: Stamp) -> bool:
    """Whether the record is new, or says something that it did not say at the last delivery."""
    kind, body = codec.kind_of(record), codec.encode(record)
    delivered_before = writing.records.source_body(applicant_id, kind, record.id)
    if body == delivered_before:
        return False
    current = writing.records.get(applicant_id, kind, record.id)
    merged = body
    if current is not None and current.body is not None:
        before = None if delivered_before is None else json.loads(delivered_before)
        fields = merging.merge_delivery(before, json.loads(body), json.loads(current.body))
        merged = codec.encode(fields)
    writing.records.keep_source_body(applicant_id, kind, record.id, body)
    if current is not None and merged == current.body:
        return False
    writing.records.put(applicant_id, kind, record.id, merged, stamp)
    if kind == "applicant":
        writing.records.register(applicant_id, codec.decode(kind, merged).controller_id)
    return True


def grouped(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Batches together until they hold enough for one transaction: many small sellers, or one large."""
    together: list[Batch] = []
    rows = 0
    for batch in batches:
        together.append(batch)
        rows += sum(len(some) for some in batch.rows.values())
        if rows >= ROWS_AT_ONCE or len(together) >= BATCHES_AT_ONCE:
            yield together
            together, rows = [], 0
    if together:
        yield together
