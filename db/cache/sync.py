"""What the sync loop does to the cache, each step one transaction; implements `SyncStore`.

Hub rows come in here and nowhere else. Three things keep what the officer sees whole at every moment: an
act that the hub has stays laid over the hub's rows until the hub's own version of its record is stored; it
leaves in that very transaction; and a file that starts over takes its acts back until they come again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from db.base import count_and_digest
from db.cache import meta, revoke
from db.cache.acts import ACKNOWLEDGED, act_of
from db.cache.blobs import Blobs
from db.cache.parts import PartWriter
from db.cache.tables import ACT, FILE, LEDGER, LETTER_BLOCK, OUTBOX, RECORD
from db.cache.worklist import Refresh
from db.engine import Database
from workstation.domain.acts import Act, ActAnswer, ActOutcome, ActState
from workstation.domain.forms import PublishedForm
from workstation.domain.scenarios import PublishedScenario
from workstation.domain.workshop import PaperSigner
from workstation.ports import Changes, FilePart, KindCheck

_SIGNERS = "paper_signers"
_SCENARIOS = "scenarios"
_ADJUSTMENT = "forecast_adjustment"
_FORMS = "survey_forms"
_ASKED_AT_ONCE = 500  # applicants in one query of counts and digests


class Sync:
    def __init__(self, database: Database, blobs: Blobs, refresh: Refresh) -> None:
        self._database = database
        self._blobs = blobs
        self._refresh = refresh

    def hub_epoch(self) -> str | None:
        with self._database.read() as connection:
            return meta.get(connection, "epoch")

    def start_epoch(self, epoch: str) -> None:
        """Every act the old hub had waits again, in doubt: the new one may have it or not."""
        with self._database.write() as connection:
            is_restored = meta.get(connection, "epoch") is not None
            meta.put(connection, "epoch", epoch)
            meta.put(connection, "index_tag", "")
            if not is_restored:
                return
            connection.execute(sa.update(FILE).values(cursor=0, starts_over=True))
            # The hub may have forgotten that it gave these away.
            connection.execute(sa.delete(LETTER_BLOCK))
            touched = _send_all_again(connection)
            self._refresh(connection, touched)

    def index_tag(self) -> str:
        with self._database.read() as connection:
            return meta.get(connection, "index_tag") or ""

    def finish_pull(self, index_tag: str) -> None:
        with self._database.write() as connection:
            meta.put(connection, "index_tag", index_tag)

    def cursors(self) -> Mapping[str, int]:
        """Every file that is kept here; 0 where it is to be fetched from the start."""
        query = sa.select(FILE.c.applicant_id, FILE.c.cursor)
        with self._database.read() as connection:
            return {row.applicant_id: row.cursor for row in connection.execute(query)}

    def reset_cursor(self, applicant_id: str) -> None:
        """What is stored stays in sight until the first part comes, and is then replaced."""
        with self._database.write() as connection:
            connection.execute(
                sa.update(FILE).where(FILE.c.applicant_id == applicant_id).values(cursor=0, starts_over=True)
            )
            meta.put(connection, "index_tag", "")

    def store_parts(self, parts: Iterable[FilePart]) -> Changes:
        """Raises `KnownError` (`sync.malformed`); then nothing was stored."""
        with self._database.write() as connection:
            writer = PartWriter(connection)
            for part in parts:
                writer.store(part)
            self._refresh(connection, writer.touched)
        return writer.changes()

    def forget(self, applicant_ids: Sequence[str]) -> Changes:
        with self._database.write() as connection:
            worthless = [revoke.forget_file(connection, applicant_id) for applicant_id in applicant_ids]
            self._refresh(connection, applicant_ids)
        self._blobs.remove(chain.from_iterable(worthless))
        return Changes(frozenset(applicant_ids), frozenset({"scope", "record", "ledger"}))

    def acts_to_send(self, limit: int) -> tuple[Act, ...]:
        query = (
            sa.select(ACT)
            .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
            .where(OUTBOX.c.state.in_((ActState.WAITING, ActState.SENDING)))
            .order_by(ACT.c.id)
            .limit(limit)
        )
        with self._database.write() as connection:
            acts = tuple(act_of(row) for row in connection.execute(query).mappings())
            connection.execute(
                sa.update(OUTBOX)
                .where(OUTBOX.c.act_id.in_([act.id for act in acts]))
                .values(state=ActState.SENDING, attempts=OUTBOX.c.attempts + 1, in_doubt=True)
            )
            self._refresh(connection, {act.applicant_id for act in acts})
        return acts

    def release_sending(self) -> None:
        with self._database.write() as connection:
            query = (
                sa.select(ACT.c.applicant_id)
                .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
                .where(OUTBOX.c.state == ActState.SENDING)
            )
            touched = set(connection.execute(query).scalars())
            connection.execute(
                sa.update(OUTBOX).where(OUTBOX.c.state == ActState.SENDING).values(state=ActState.WAITING)
            )
            self._refresh(connection, touched)

    def settle(self, answers: Sequence[ActAnswer]) -> Changes:
        """Answers to acts that are not in the outbox (any more) are passed over."""
        touched = set()
        with self._database.write() as connection:
            for answer in answers:
                touched |= _settle(connection, answer)
            self._refresh(connection, touched)
        return Changes(frozenset(touched), frozenset({"act"} if touched else ()))

    def checks(self, applicant_ids: Sequence[str]) -> Mapping[str, Mapping[str, KindCheck]]:
        """Per applicant the kinds that have rows: the ledgers by name, all records under "record"."""
        found: dict[str, dict[str, KindCheck]] = {applicant_id: {} for applicant_id in applicant_ids}
        with self._database.read() as connection:
            for start in range(0, len(applicant_ids), _ASKED_AT_ONCE):
                some = applicant_ids[start : start + _ASKED_AT_ONCE]
                for kind, table in (("record", RECORD), *LEDGER.items()):
                    for applicant_id, count, digest in connection.execute(count_and_digest(table, some)):
                        found[applicant_id][kind] = KindCheck(count, digest)
        return found

    def add_letter_numbers(self, prefix: str, first: int, last: int) -> None:
        """Adding a block twice changes nothing."""
        block = {"prefix": prefix, "first": first, "last": last, "next": first}
        with self._database.write() as connection:
            connection.execute(insert(LETTER_BLOCK).values(block).on_conflict_do_nothing())

    def letter_numbers_left(self) -> int:
        left = LETTER_BLOCK.c.last - LETTER_BLOCK.c.next + 1
        query = sa.select(sa.func.coalesce(sa.func.sum(left), 0))
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def keep_paper_signers(self, signers: Sequence[PaperSigner]) -> None:
        with self._database.write() as connection:
            meta.put(connection, _SIGNERS, msgspec.json.encode(signers).decode())

    def paper_signers(self) -> tuple[PaperSigner, ...] | None:
        with self._database.read() as connection:
            kept = meta.get(connection, _SIGNERS)
        return msgspec.json.decode(kept, type=tuple[PaperSigner, ...]) if kept else None

    def keep_scenarios(self, scenarios: Sequence[PublishedScenario]) -> Changes:
        with self._database.write() as connection:
            before = _scenarios_in(connection)
            if before == tuple(scenarios):
                return Changes()
            meta.put(connection, _SCENARIOS, msgspec.json.encode(scenarios).decode())
        other = {one.sha256 for one in before} != {one.sha256 for one in scenarios}
        return Changes(kinds=frozenset({"scenario", "rules"} if other else {"scenario"}))

    def scenarios(self) -> tuple[PublishedScenario, ...]:
        with self._database.read() as connection:
            return _scenarios_in(connection)

    def keep_forms(self, forms: Sequence[PublishedForm]) -> Changes:
        with self._database.write() as connection:
            before = _forms_in(connection)
            said = {one.sha256 for one in forms}
            forgotten = (one for one in before if one.sha256 not in said)
            ended = (replace(one, ended_at=one.ended_at or one.published_at) for one in forgotten)
            now = (*forms, *ended)
            if before == now:
                return Changes()
            meta.put(connection, _FORMS, msgspec.json.encode(now).decode())
        return Changes(kinds=frozenset({"form"}))

    def forms(self) -> tuple[PublishedForm, ...]:
        with self._database.read() as connection:
            return _forms_in(connection)

    def keep_adjustment(self, text: str) -> Changes:
        with self._database.write() as connection:
            if (meta.get(connection, _ADJUSTMENT) or "") == text:
                return Changes()
            meta.put(connection, _ADJUSTMENT, text)
        return Changes(kinds=frozenset({"forecast"}))

    def adjustment(self) -> str:
        with self._database.read() as connection:
            return meta.get(connection, _ADJUSTMENT) or ""


# The hub's versions of these acts' records are still stored: they, not the acts, are in sight for now.
_SEND_ARCHIVED_AGAIN = f"""
INSERT INTO outbox (act_id, state, attempts, in_doubt, pulled, code, reason, title)
SELECT act.id, '{ActState.WAITING}', 0, 1, 1, '', '', coalesce(record.body ->> '$.name', act.applicant_id)
FROM act
LEFT JOIN record ON record.applicant_id = act.applicant_id AND record.kind = 'applicant'
WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.act_id = act.id)
"""


def _forms_in(connection: sa.Connection) -> tuple[PublishedForm, ...]:
    kept = meta.get(connection, _FORMS)
    return msgspec.json.decode(kept, type=tuple[PublishedForm, ...]) if kept else ()


def _scenarios_in(connection: sa.Connection) -> tuple[PublishedScenario, ...]:
    kept = meta.get(connection, _SCENARIOS)
    return msgspec.json.decode(kept, type=tuple[PublishedScenario, ...]) if kept else ()


def _send_all_again(connection: sa.Connection) -> set[str]:
    """Put every act that the old hub had, or may have had, back to waiting; returns whose they are."""
    connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.state.in_((ACKNOWLEDGED, ActState.SENDING)))
        .values(state=ActState.WAITING, in_doubt=True)
    )
    connection.exec_driver_sql(_SEND_ARCHIVED_AGAIN)
    query = sa.select(ACT.c.applicant_id).join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
    return set(connection.execute(query).scalars())


def _settle(connection: sa.Connection, answer: ActAnswer) -> set[str]:
    query = (
        sa.select(ACT.c.applicant_id, OUTBOX.c.pulled, OUTBOX.c.state)
        .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
        .where(ACT.c.id == answer.act_id, OUTBOX.c.state != ACKNOWLEDGED)
    )
    act = connection.execute(query).one_or_none()
    if act is None:
        return set()
    this = OUTBOX.c.act_id == answer.act_id
    if answer.settled and act.pulled:
        connection.execute(sa.delete(OUTBOX).where(this))
    elif answer.settled:
        connection.execute(sa.update(OUTBOX).where(this).values(state=ACKNOWLEDGED, in_doubt=False))
    else:
        is_conflict = answer.outcome is ActOutcome.CONFLICT
        connection.execute(
            sa.update(OUTBOX)
            .where(this)
            .values(
                state=ActState.CONFLICT if is_conflict else ActState.REFUSED,
                in_doubt=False,
                outcome=answer.outcome,
                code=answer.code,
                reason=answer.reason,
            )
        )
    return {act.applicant_id}
