"""Two officers, one hub, and everything that can happen to them, in any order.

Whatever was done, in the end each act is at the hub exactly once, or visible in its maker's outbox, or was
put away by a person; and each workstation's view equals the hub's for its scope.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.hub.living import LivingHub, found, reopened
from tests.hub.process import services
from tests.hub.sellers import seller
from tests.sync.field import assert_agree
from tests.sync.lines import BreakingLine, DirectLine
from tests.sync.station import Station, enrolled
from workstation.domain.acts import ActState
from workstation.errors import KnownError
from workstation.hub.app import create_app
from workstation.sync import HubAddress, SyncReport

OFFICERS = ("li", "wu")
SELLERS = {f"test:S{n}": n for n in (1, 2, 3)}

officers = st.sampled_from(OFFICERS)
sellers = st.sampled_from(sorted(SELLERS))
words = st.sampled_from(["", "甲", "乙", "丙"])


@cache
def dawn() -> tuple[Path, dict[str, Station]]:
    """A hub with sellers and two workstations of its officers, closed, as every example finds them. They are
    founded once: it is a third of what an example takes."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["XDG_DATA_HOME"]))
    with found(folder / "hub") as hub:
        hub.deliver([seller(n, orders=2, controller_id="c") for n in SELLERS.values()])
        app = create_app(hub.workshop, services(hub.place))
        stations = {
            name: enrolled(
                HubAddress("http://hub"), folder / name, hub.officer(name), DirectLine(lambda: app)
            )
            for name in OFFICERS
        }
        for station in stations.values():
            station.close()
    return folder, stations


class SyncMachine(RuleBasedStateMachine):
    """A hub in this process, two workstations with real caches, and a record of every act ever made."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._place = Path(self._folder.name)
        self._app: FastAPI | None = None
        self.stations: dict[str, Station] = {}
        self.made: dict[str, str] = {}  # act → its maker
        self.put_away: set[str] = set()
        self.left_the_laptop: set[str] = set()  # settled acts of files that were taken from their makers
        self.may_be_gone: set[str] = set()
        self.backup: Path | None = None

    @initialize()
    def morning(self) -> None:
        folder, stations = dawn()
        shutil.copytree(folder, self._place, dirs_exist_ok=True)
        self.hub: LivingHub = reopened(self._place / "hub")
        for name, station in stations.items():
            self.stations[name] = replace(station, folder=self._place / name)

    def app(self) -> FastAPI:
        if self._app is None:
            self._app = create_app(self.hub.workshop, services(self.hub.place))
        return self._app

    # --- what officers do --------------------------------------------------------------------------

    def keep(self, officer: str, *acts: Any) -> None:
        self.made.update((act.id, officer) for act in acts)

    @rule(officer=officers, applicant=sellers, text=words)
    def note(self, officer: str, applicant: str, text: str) -> None:
        self.keep(officer, self.stations[officer].note(applicant, text))

    @rule(officer=officers, applicant=sellers, field=st.sampled_from(["phone", "address"]), value=words)
    def edit(self, officer: str, applicant: str, field: str, value: str) -> None:
        station = self.stations[officer]
        with suppress(KnownError):  # a file that is not here cannot be edited
            seen = station.cache.cases.applicant_file(applicant, ledgers=False).version
            self.keep(officer, station.edit(applicant, base=seen, **{field: value}))

    @rule(officer=officers, applicant=sellers, amount=st.sampled_from([100_000_00, 600_000_00]))
    def decide(self, officer: str, applicant: str, amount: int) -> None:
        station = self.stations[officer]
        before = {entry.act.id for entry in station.cache.acts.outbox()}
        station.decide(station.application(applicant, amount=amount))
        self.keep(officer, *(e.act for e in station.cache.acts.outbox() if e.act.id not in before))

    @rule(officer=officers)
    def put_away_what_was_refused(self, officer: str) -> None:
        acts = self.stations[officer].cache.acts
        for entry in acts.outbox():
            if entry.state in (ActState.REFUSED, ActState.CONFLICT):
                acts.drop_act(entry.act.id)
                self.put_away.add(entry.act.id)

    @rule(officer=officers)
    def try_again_what_was_refused(self, officer: str) -> None:
        acts = self.stations[officer].cache.acts
        for entry in acts.outbox():
            if entry.state in (ActState.REFUSED, ActState.CONFLICT):
                acts.retry_act(entry.act.id)

    @rule(officer=officers)
    def close_and_open_the_program(self, officer: str) -> None:
        self.stations[officer].close()
        self.stations[officer].open()

    # --- syncs, good and bad -----------------------------------------------------------------------

    @rule(officer=officers, thorough=st.booleans())
    def sync(self, officer: str, thorough: bool) -> None:
        self.run(officer, DirectLine(self.app), compare_everything=thorough)

    @rule(officer=officers, at=st.integers(1, 8), late=st.booleans())
    def sync_over_a_bad_line(self, officer: str, at: int, late: bool) -> None:
        with suppress(KnownError):
            self.run(officer, BreakingLine(at, late, DirectLine(self.app)))

    @rule(officer=officers, after=st.integers(0, 2))
    def sync_and_cancel(self, officer: str, after: int) -> None:
        stop, seen = threading.Event(), 0

        def watch(progress: object) -> None:
            nonlocal seen
            seen += 1
            if seen > after:
                stop.set()

        self.run(officer, DirectLine(self.app), progress=watch, cancel=stop)

    def run(self, officer: str, line: Any, **options: Any) -> SyncReport:
        station = self.stations[officer]
        loop = station.synchroniser(line)
        scope = set(station.cache.sync.cursors())
        try:
            return loop.run(**options)
        finally:
            loop.close()
            gone = scope - set(station.cache.sync.cursors())
            waiting = {entry.act.id for entry in station.cache.acts.outbox()}
            if gone:
                self.left_the_laptop |= {a for a, maker in self.made.items() if maker == officer} - waiting

    # --- what happens at the hub -------------------------------------------------------------------

    @rule(applicant=sellers, orders=st.integers(0, 4), phone=words)
    def the_source_delivers(self, applicant: str, orders: int, phone: str) -> None:
        number = SELLERS[applicant]
        self.hub.deliver([seller(number, orders=orders, phone=phone, controller_id="c")])

    @rule(officer=officers, applicant=sellers)
    def a_file_is_taken_away(self, officer: str, applicant: str) -> None:
        self.hub.admin.unassign(officer, [applicant])

    @rule(officer=officers)
    def all_files_are_given(self, officer: str) -> None:
        self.hub.admin.assign(officer, None)

    @rule()
    def the_hub_is_backed_up(self) -> None:
        self.backup = self.hub.back_up(self._place / "backup")
        self.left_the_laptop.clear()  # the backup has them

    @precondition(lambda self: self.backup is not None)
    @rule()
    def the_hub_is_put_back(self) -> None:
        """Only what is neither in the backup nor on any laptop any more may be gone for good."""
        assert self.backup is not None
        self.may_be_gone |= self.left_the_laptop
        self.hub.restore(self.backup)
        self._app = None

    # --- what always holds -------------------------------------------------------------------------

    @invariant()
    def the_audit_chain_holds(self) -> None:
        if self.stations:
            assert self.hub.admin.verify_audit().broken is None

    def teardown(self) -> None:
        try:
            if self.stations:
                self.after_quiet_time()
        finally:
            for station in self.stations.values():
                station.close()
            if self.stations:
                self.hub.workshop.close()
            self._folder.cleanup()

    def after_quiet_time(self) -> None:
        for name in (*OFFICERS, *OFFICERS):
            self.run(name, DirectLine(self.app))
        waiting = {e.act.id for s in self.stations.values() for e in s.cache.acts.outbox()}
        at_hub = self.acts_at_the_hub()
        for act_id in self.made.keys() - self.put_away - self.may_be_gone:
            assert (act_id in at_hub) != (act_id in waiting), f"act {act_id} is lost, or is at two places"
        assert not at_hub & self.put_away - self.may_be_gone
        for station in self.stations.values():
            assert_agree(station, self.hub)

    def acts_at_the_hub(self) -> set[str]:
        with self.hub.workshop._database.read() as connection:  # type: ignore[attr-defined]
            return set(connection.exec_driver_sql("SELECT act_id FROM op_log").scalars())


TestSyncMachine = SyncMachine.TestCase
# Each example founds a hub and two caches: half as many of them as of others.
TestSyncMachine.settings = settings(max_examples=settings.default.max_examples // 2, stateful_step_count=25)  # type: ignore[union-attr]
