"""The hub's database as a whole: opens it, and gives out write transactions and readings of one moment.

Implements `workstation.hub.ports.Workshop` on SQLite (a file without a key) and, behind a URL, on
PostgreSQL. On both there is one writer at a time: the row of the counter is what they queue for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Sequence as Several
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from db.backup import back_up
from db.engine import Database, open_database
from db.migrate import Tenant, bring_to_head
from db.workshop import audit, feed, people, sequence
from db.workshop.acts import Numbers, OpLog
from db.workshop.as_seen import read_as_seen
from db.workshop.audit import AuditChain
from db.workshop.erasing import erase
from db.workshop.files import read_file
from db.workshop.forms import PublishedForms
from db.workshop.ledgers import LedgerWriter
from db.workshop.people import People
from db.workshop.pledges import Pledges
from db.workshop.records import Records, called, shared
from db.workshop.scenarios import Scenarios
from db.workshop.sequence import Sequence
from db.workshop.tables import APPLICANT, LEDGER_TABLES, META, METADATA, OP_LOG, RECORD
from workstation.domain.audit import AuditEntry
from workstation.domain.forms import KeptForm, PublishedForm
from workstation.domain.records import ApplicantFile
from workstation.domain.scenarios import BudgetState, KeptScenario
from workstation.domain.workshop import Device, HubIdentity, PaperSigner, RecordVersion, StaffMember
from workstation.errors import KnownError
from workstation.ports import FilePart, KindCheck, Toolbox

TENANT = Tenant(
    name="workshop",
    migrations=Path(__file__).parent / "migrations",
    metadata=METADATA,
    create=METADATA.create_all,
)


_ADJUSTMENT = "forecast_adjustment"


def _put_adjustment(connection: sa.Connection, text: str) -> None:
    connection.execute(sa.delete(META).where(META.c.name == _ADJUSTMENT))
    connection.execute(sa.insert(META).values(name=_ADJUSTMENT, value=text))


@dataclass(frozen=True, slots=True)
class WorkshopWriting:
    """One write transaction (`workstation.hub.ports.Writing`)."""

    records: Records
    ledgers: LedgerWriter
    staff: People
    acts: OpLog
    numbers: Numbers
    pledges: Pledges
    scenarios: Scenarios
    forms: PublishedForms
    audit: AuditChain
    _read: Callable[..., ApplicantFile]
    _erase: Callable[[str], tuple[str, ...]]
    _adjust: Callable[[str], None]

    def erase(self, applicant_id: str) -> tuple[str, ...]:
        return self._erase(applicant_id)

    def file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        return self._read(applicant_id, ledgers=ledgers)

    def put_adjustment(self, text: str) -> None:
        self._adjust(text)


class SqlWorkshop:
    """An open workshop. Any thread may use it."""

    def __init__(self, database: Database, tools: Toolbox) -> None:
        self._database = database
        self._tools = tools
        self._identity: HubIdentity | None = None

    def identity(self) -> HubIdentity:
        if self._identity is None:
            with self._database.read() as connection:
                self._identity = _read_identity(connection)
        return self._identity

    def new_epoch(self, epoch: str) -> None:
        with self._database.write() as connection:
            connection.execute(sa.update(META).where(META.c.name == "epoch").values(value=epoch))
        self._identity = None

    @contextmanager
    def writing(self) -> Iterator[WorkshopWriting]:
        with self._database.write() as connection:
            numbers = Sequence(connection)
            yield WorkshopWriting(
                records=Records(connection, numbers),
                ledgers=LedgerWriter(connection, numbers),
                staff=People(connection),
                acts=OpLog(connection, numbers),
                numbers=Numbers(connection),
                pledges=Pledges(connection),
                scenarios=Scenarios(connection),
                forms=PublishedForms(connection),
                audit=AuditChain(connection),
                _read=partial(read_file, connection, decode=self._tools.decode),
                _erase=partial(erase, connection),
                _adjust=partial(_put_adjustment, connection),
            )
            numbers.close()

    def device(self, device_id: str) -> Device | None:
        with self._database.read() as connection:
            return people.device_of(connection, device_id)

    def assigned(self, officer_id: str, applicant_id: str) -> bool:
        with self._database.read() as connection:
            return people.is_assigned(connection, officer_id, applicant_id)

    def may_read_blob(self, officer_id: str, sha256: str) -> bool:
        with self._database.read() as connection:
            return people.may_read_blob(connection, officer_id, sha256)

    def index(self, officer_id: str) -> tuple[tuple[str, int], ...]:
        with self._database.read() as connection:
            return feed.index(connection, officer_id)

    def parts(self, officer_id: str, wanted: Several[tuple[str, int]], rows: int) -> tuple[FilePart, ...]:
        with self._database.read() as connection:
            return tuple(feed.parts(connection, officer_id, wanted, rows))

    def checks(
        self, officer_id: str, applicant_ids: Several[str]
    ) -> Mapping[str, tuple[int, Mapping[str, KindCheck]]]:
        with self._database.read() as connection:
            return feed.checks(connection, officer_id, applicant_ids)

    def applicant_file(self, applicant_id: str) -> ApplicantFile:
        with self._database.read() as connection:
            return read_file(connection, applicant_id, self._tools.decode)

    def file_as_seen(
        self, applicant_id: str, *, cursor: int, device_id: str, own: str
    ) -> tuple[ApplicantFile, bool]:
        with self._database.read() as connection:
            return read_as_seen(
                connection,
                applicant_id,
                self._tools.decode,
                cursor=cursor,
                device_id=device_id,
                own=own,
            )

    def received(self, act_id: str) -> bool:
        query = sa.select(OP_LOG.c.act_id).where(OP_LOG.c.act_id == act_id)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def applicant_ids(self) -> tuple[str, ...]:
        with self._database.read() as connection:
            return tuple(connection.execute(sa.select(APPLICANT.c.id).order_by(APPLICANT.c.id)).scalars())

    def called(self, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        with self._database.read() as connection:
            return called(connection, kind, record_id)

    def shared(self) -> frozenset[str]:
        with self._database.read() as connection:
            return shared(connection)

    def counts(self) -> Mapping[str, int]:
        tables = {"applicants": APPLICANT, "records": RECORD, "acts": OP_LOG, **LEDGER_TABLES}
        with self._database.read() as connection:
            return {
                name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for name, table in tables.items()
            }

    def staff(self) -> tuple[StaffMember, ...]:
        with self._database.read() as connection:
            return people.all_staff(connection)

    def devices(self) -> tuple[Device, ...]:
        with self._database.read() as connection:
            return people.all_devices(connection)

    def paper_signers(self) -> tuple[PaperSigner, ...]:
        with self._database.read() as connection:
            return people.all_signers(connection)

    def adjustment(self) -> str:
        query = sa.select(META.c.value).where(META.c.name == _ADJUSTMENT)
        with self._database.read() as connection:
            return str(connection.execute(query).scalar_one_or_none() or "")

    def forms(self) -> tuple[PublishedForm, ...]:
        with self._database.read() as connection:
            return PublishedForms(connection).all()

    def form_called(self, sha256: str) -> KeptForm | None:
        with self._database.read() as connection:
            return PublishedForms(connection).called(sha256)

    def form_package(self, sha256: str) -> bytes | None:
        with self._database.read() as connection:
            return PublishedForms(connection).package(sha256)

    def scenarios(self) -> tuple[KeptScenario, ...]:
        with self._database.read() as connection:
            return Scenarios(connection).newest()

    def scenarios_called(self, names: Several[str]) -> tuple[KeptScenario, ...]:
        with self._database.read() as connection:
            shelf = Scenarios(connection)
            found = (shelf.called(name) for name in names)
            return tuple(kept for kept in found if kept is not None)

    def scenario_budgets(self, device: Device) -> Mapping[str, BudgetState]:
        with self._database.read() as connection:
            return Scenarios(connection).states(device)

    def audit(self, after: int, limit: int) -> tuple[AuditEntry, ...]:
        with self._database.read() as connection:
            return audit.entries(connection, after, limit)

    def back_up(self, target: Path) -> Path:
        """Write a copy of one moment to `target`; raises `KnownError` (`hub.backup`) on PostgreSQL."""
        if not self._database.is_sqlite:
            raise KnownError(
                "hub.backup",
                "this hub lies in PostgreSQL, which is backed up by its own means",
                remedy="Use pg_dump or continuous archiving.",
            )
        return back_up(self._database, target)

    def close(self) -> None:
        self._database.close()


def open_workshop(target: Path | str, tools: Toolbox, found: HubIdentity | None = None) -> SqlWorkshop:
    """Open the workshop in a SQLite file or behind a URL, and bring it to this program's version.

    A new one is founded with the identity `found`; without it a missing workshop is refused. Raises
    `KnownError` (`hub.missing`, `hub.exists`, and those of `db.migrate`).
    """
    if found is None and isinstance(target, Path) and not target.is_file():
        raise _missing(target)
    database = open_database(target)
    try:
        bring_to_head(database, TENANT)
        workshop = SqlWorkshop(database, tools)
        if found is not None:
            with database.write() as connection:
                _found(connection, found, str(target))
        workshop.identity()
    except BaseException:
        database.close()
        raise
    return workshop


def _found(connection: sa.Connection, identity: HubIdentity, where: str) -> None:
    if connection.execute(sa.select(META.c.name).limit(1)).first() is not None:
        raise KnownError(
            "hub.exists", "there is a hub here already", where=where, remedy="Choose another folder."
        )
    facts = {
        "epoch": identity.epoch,
        "private_key": identity.private_key.hex(),
        "recovery_public": identity.recovery_public.hex(),
    }
    connection.execute(sa.insert(META), [{"name": name, "value": value} for name, value in facts.items()])
    sequence.start(connection)


def _read_identity(connection: sa.Connection) -> HubIdentity:
    facts = {row.name: row.value for row in connection.execute(sa.select(META))}
    if "epoch" not in facts:
        raise _missing(connection.engine.url)
    return HubIdentity(
        facts["epoch"], bytes.fromhex(facts["private_key"]), bytes.fromhex(facts["recovery_public"])
    )


def _missing(where: object) -> KnownError:
    return KnownError(
        "hub.missing", "there is no hub here", where=str(where), remedy="Make one by importing into it."
    )
