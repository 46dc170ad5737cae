"""The sync loop: push first, then pull, then compare; one run at a time.

Every step is safe to break off and to repeat: acts carry their idempotency keys, a page is stored in one
transaction with its cursor, and the index tag, which says "nothing new", is kept only once everything it
speaks of is stored and compared. Runs in a worker; knows neither a window nor a table.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from workstation import wire
from workstation.domain.acts import Act, ActAnswer, ActOutcome
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError, Lane
from workstation.events import NOTHING, Changes
from workstation.ports import BlobStore, FilePart, SyncStore
from workstation.sync import blobs as blob_transfer
from workstation.sync.ahead import in_handfuls
from workstation.sync.client import HubClient
from workstation.sync.forms import fetch_forms
from workstation.sync.report import SyncProgress, SyncReport
from workstation.sync.sanity import differing_kinds
from workstation.wire import ACTS_AT_ONCE, CHUNK_BYTES

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 50
"""How many files one pull names; a page holds as many of them as fit."""

PAGES_AT_ONCE = 4
CHECKED_AT_ONCE = 100
NUMBERS_LOW = 20
NUMBERS_BLOCK = 50

Report = Callable[[SyncProgress], None]


def _silent(progress: SyncProgress) -> None:
    """Progress that nobody watches."""


class Synchroniser:
    """Keeps one profile and its hub equal. `run` may be called from any thread; a second call waits."""

    def __init__(
        self,
        store: SyncStore,
        blobs: BlobStore,
        client: HubClient,
        *,
        own_signer: Callable[[], str] = lambda: "",
        seconds: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`own_signer` gives the fingerprint of the certificate that signs this profile's papers."""
        self._own_signer = own_signer
        self._store = store
        self._blobs = blobs
        self._client = client
        self._seconds = seconds
        self._lock = threading.Lock()
        self.changes: Changes = NOTHING
        """What the newest run changed here, also where it broke off with an error."""

    @property
    def hub_url(self) -> str:
        return self._client.url

    def run(
        self,
        progress: Report = _silent,
        cancel: threading.Event | None = None,
        *,
        compare_everything: bool = False,
    ) -> SyncReport:
        """Send, fetch, compare. Raises `KnownError` in the lane where it belongs; what was done until then
        stays done. `compare_everything` compares every file with the hub, not only those just fetched."""
        with self._lock:
            run = _Run(
                self._store,
                self._blobs,
                self._client,
                progress,
                cancel or threading.Event(),
                self._own_signer,
            )
            started = self._seconds()
            try:
                run.all(compare_everything)
            finally:
                report = run.report(self._seconds() - started)
                self.changes = report.changes
            return report

    def fetch_blob(self, sha256: str) -> bytes:
        """A file of somebody else's making, brought from the hub unless it is here already."""
        with self._lock:
            self._client.epoch = self._store.hub_epoch() or ""
            blob_transfer.fetch(self._client, self._blobs, sha256)
        return self._blobs.get(sha256)

    def close(self) -> None:
        self._client.close()


@dataclass
class _Pending:
    """Files that are not complete here: how far each is, and how far it has to come."""

    heads: dict[str, tuple[int, int]] = field(default_factory=dict)

    def ask(self) -> tuple[tuple[str, int], ...]:
        first = list(self.heads.items())[:ASKED_AT_ONCE]
        return tuple((applicant_id, cursor) for applicant_id, (cursor, _) in first)

    def advance(self, asked: Sequence[tuple[str, int]], parts: Sequence[FilePart]) -> None:
        """Note what a page brought. A page without anything means that none of the files asked for is in
        the scope any longer; the next index will say so too."""
        if not parts:
            for applicant_id, _ in asked:
                del self.heads[applicant_id]
        for part in parts:
            before, head = self.heads[part.applicant_id]
            if before < part.cursor < head:
                self.heads[part.applicant_id] = (part.cursor, head)
            else:
                del self.heads[part.applicant_id]


class _Run:
    """One run of the loop and what it has done so far."""

    def __init__(
        self,
        store: SyncStore,
        blobs: BlobStore,
        client: HubClient,
        progress: Report,
        cancel: threading.Event,
        own_signer: Callable[[], str],
    ) -> None:
        self._own_signer = own_signer
        self._store = store
        self._blobs = blobs
        self._client = client
        self._progress = progress
        self._cancel = cancel
        self._changes: Changes = NOTHING
        self._fetched: set[str] = set()
        self._rows = 0
        self._answers: list[ActAnswer] = []
        self._revoked: list[str] = []
        self._repaired: list[str] = []
        self._restored = False

    def report(self, seconds: float) -> SyncReport:
        return SyncReport(
            files=len(self._fetched),
            rows=self._rows,
            revoked=tuple(self._revoked),
            sent=sum(answer.settled for answer in self._answers),
            refused=tuple(answer for answer in self._answers if not answer.settled),
            repaired=tuple(self._repaired),
            restored=self._restored,
            cancelled=self._cancel.is_set(),
            seconds=seconds,
            changes=self._changes,
        )

    def all(self, compare_everything: bool) -> None:
        """Everything once; and once more from the start where the hub turns out to be another."""
        known = self._store.hub_epoch()
        self._client.epoch = known or ""
        try:
            self._steps(compare_everything)
        except KnownError as error:
            if error.code != "sync.epoch":
                raise
            self._restored = known is not None
            self._start_epoch(error.where)
            self._steps(compare_everything)

    def _start_epoch(self, epoch: str) -> None:
        self._store.start_epoch(epoch)
        self._client.epoch = epoch
        self._answers.clear()

    def _steps(self, compare_everything: bool) -> None:
        try:
            self._push()
        finally:
            self._store.release_sending()
        self._top_up_numbers()
        self._pull(compare_everything)

    # --- push ----------------------------------------------------------------------------------

    def _push(self) -> None:
        self._store.release_sending()  # left over from a run that was killed
        while not self._cancel.is_set() and (acts := self._store.acts_to_send(ACTS_AT_ONCE)):
            for some in by_size(acts):
                self._settle(self._send(some))
            self._progress(SyncProgress("push", len(self._answers), None))

    def _send(self, acts: Sequence[Act]) -> list[ActAnswer]:
        """Blobs first, then the acts that refer to them, in their order."""
        answers = []
        ready = []
        for act in acts:
            trouble = self._upload(act)
            if trouble is None:
                ready.append(act)
            else:
                answers.append(trouble)
        if ready:
            answered = self._client.push(ready)
            if [answer.act_id for answer in answered] != [act.id for act in ready]:
                raise KnownError("wire.malformed", "the hub did not answer every act", where=self._client.url)
            answers.extend(answered)
        return answers

    def _upload(self, act: Act) -> ActAnswer | None:
        """Send an act's files. Where this workstation's own copy is at fault, or the hub never takes such a
        file, the act is refused here and now: it must not hold up the others."""
        try:
            for sha256 in act.blobs:
                blob_transfer.upload(self._client, self._blobs, sha256)
        except KnownError as error:
            if error.lane is not Lane.ITEM or not error.code.startswith("blob."):
                raise
            return ActAnswer(act.id, ActOutcome.REFUSED, error.code, error.message)
        return None

    def _settle(self, answers: Sequence[ActAnswer]) -> None:
        self._changes |= self._store.settle(answers)
        self._answers.extend(answers)

    def _top_up_numbers(self) -> None:
        if self._cancel.is_set() or self._store.letter_numbers_left() >= NUMBERS_LOW:
            return
        block = self._client.numbers(NUMBERS_BLOCK)
        self._store.add_letter_numbers(block.prefix, block.first, block.last)

    # --- pull ----------------------------------------------------------------------------------

    def _pull(self, compare_everything: bool) -> None:
        if self._cancel.is_set():
            return
        tag_before, signers = self._store.index_tag(), self._store.paper_signers()
        tag, index = self._client.index("" if compare_everything or signers is None else tag_before)
        if index is not None and index.signers is not None:
            signers = wire.signers_from_wire(index.signers)
            self._store.keep_paper_signers(signers)
        if index is not None and index.scenarios is not None:
            self._changes |= self._store.keep_scenarios(wire.scenarios_from_wire(index.scenarios))
        if index is not None and index.adjustment is not None:
            self._changes |= self._store.keep_adjustment(index.adjustment)
        if index is not None and index.forms is not None:
            self._changes |= self._store.keep_forms(wire.forms_from_wire(index.forms))
        if fetch_forms(self._client, self._blobs, self._store.forms(), self._cancel):
            self._changes |= Changes(kinds=frozenset({"form"}))
        if signers is not None:
            self._register_signer(signers)
        if index is None:
            return
        # From here to the end the tag on disk must not say "nothing new": a scope that shrinks and grows
        # back has the tag it had before.
        if tag_before:
            self._store.finish_pull("")
        cursors = self._store.cursors()
        heads = dict(index.files)
        self._forget(sorted(cursors.keys() - heads.keys()))
        behind = {a: (cursors.get(a, 0), head) for a, head in heads.items() if cursors.get(a, 0) < head}
        self._fetch(_Pending(dict(behind)))
        # Without a tag an earlier run was broken off, maybe between fetching and comparing.
        compared = heads if compare_everything or not tag_before else behind
        if self._compare(sorted(compared)) and not self._cancel.is_set():
            self._store.finish_pull(tag)

    def _register_signer(self, known: tuple[PaperSigner, ...]) -> None:
        """Tell the hub which certificate signs this profile's papers, where it does not know. That it
        cannot be told must not hold up the files: papers stay signed by somebody unknown, as a check says."""
        try:
            own = self._own_signer()
            if own and all(signer.certificate_sha256 != own for signer in known):
                self._store.keep_paper_signers(self._client.register_signer(own))
        except KnownError as error:
            if error.lane is not Lane.ITEM:
                raise
            log.warning("this profile's signing certificate is not registered: %s", error.code)

    def _forget(self, revoked: Sequence[str]) -> None:
        if revoked:
            self._changes |= self._store.forget(revoked)
            self._revoked.extend(revoked)

    def _fetch(self, pending: _Pending) -> None:
        """Store what has come while more is on its way. Pages that are ready together share one commit,
        which costs as much as storing a page does."""
        total = len(pending.heads)
        with closing(in_handfuls(self._pages(pending), PAGES_AT_ONCE)) as handfuls:
            for pages in handfuls:
                self._store_parts([part for page in pages for part in page])
                self._progress(SyncProgress("pull", total - len(pending.heads), total, self._rows))
                if self._cancel.is_set():
                    return

    def _pages(self, pending: _Pending) -> Iterator[list[FilePart]]:
        while not self._cancel.is_set() and (asked := pending.ask()):
            parts = self._client.pull(asked)
            pending.advance(asked, parts)
            yield parts

    def _store_parts(self, parts: Sequence[FilePart]) -> None:
        if not parts:
            return
        self._changes |= self._store.store_parts(parts)
        self._fetched.update(part.applicant_id for part in parts)
        self._rows += sum(len(part.records) + sum(map(len, part.rows.values())) for part in parts)

    # --- compare -------------------------------------------------------------------------------

    def _compare(self, applicant_ids: Sequence[str]) -> bool:
        """Compare with the hub; fetch what differs once more and compare again. False where cancelled."""
        differing: dict[str, int] = {}
        for applicant_id, head, kinds in self._differences(applicant_ids):
            self._repaired.extend(f"{applicant_id}: {kind}" for kind in kinds)
            self._store.reset_cursor(applicant_id)
            differing[applicant_id] = head
        if self._cancel.is_set():
            return False
        if not differing:
            return True
        self._fetch(_Pending({applicant_id: (0, head) for applicant_id, head in differing.items()}))
        for applicant_id, _, kinds in self._differences(sorted(differing)):
            raise KnownError(
                "sync.differs",
                f"a file differs from the hub's also after it was fetched again ({', '.join(kinds)})",
                where=applicant_id,
                remedy="Send the report to whoever keeps the program; your own work is not touched.",
            )
        return not self._cancel.is_set()

    def _differences(self, applicant_ids: Sequence[str]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
        """Files that differ: (applicant, the hub's head, kinds). A file that moved on at the hub since it was
        fetched is left out; the next run fetches and compares it."""
        for start in range(0, len(applicant_ids), CHECKED_AT_ONCE):
            if self._cancel.is_set():
                return
            some = applicant_ids[start : start + CHECKED_AT_ONCE]
            theirs = self._client.checks(some)
            ours = self._store.checks(some)
            cursors = self._store.cursors()
            for check in theirs:
                kinds = differing_kinds(check, ours.get(check.applicant_id, {}))
                if kinds and cursors.get(check.applicant_id) == check.head:
                    yield check.applicant_id, check.head, kinds
            self._progress(SyncProgress("check", start + len(some), len(applicant_ids), self._rows))


def by_size(acts: Iterable[Act]) -> Iterator[list[Act]]:
    """Acts in their order, no more of them together than make a message of moderate size."""
    together: list[Act] = []
    size = 0
    for act in acts:
        if together and size + len(act.body) > CHUNK_BYTES:
            yield together
            together, size = [], 0
        together.append(act)
        size += len(act.body)
    if together:
        yield together
