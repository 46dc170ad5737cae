"""The scenarios that the hub published, as far as they verify here, and the rules with them for a day.

Goes in: what the last synchronisation kept. Comes out: the rulebook of a day and its pack, which a decision
freezes. A file that bears not both makers' signatures, or does not fit these rules, is left out and listed
with the reason: the desk never takes the hub's word for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.domain.scenarios import PublishedScenario
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.services.rulebooks import pack

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.scenarios.definition import Scenario
    from workstation.lending.scenarios.signing import Makers

_log = logging.getLogger(__name__)


def makers() -> Makers:
    """Who makes scenarios here, by the installed trust root. Raises `KnownError` (`scenario.trust`)."""
    from workstation.lending.scenarios.loading import FOLDER
    from workstation.lending.scenarios.signing import TRUST, read_makers

    return read_makers(resources() / FOLDER / TRUST)


@dataclass(frozen=True, slots=True)
class Received:
    """One published scenario with what it says; or, where it was refused, why."""

    published: PublishedScenario
    scenario: Scenario | None
    refused: KnownError | None = None


def scenarios_changed(where: str) -> KnownError:
    return KnownError(
        "decision.stale",
        "the scenarios in force are others than when the file was assessed",
        where=where,
        remedy="Assess it again, then decide.",
    )


class LiveScenarios:
    """`received` gives what the hub published last. Safe to call from several threads."""

    def __init__(
        self,
        rules: Rulebook,
        makers: Callable[[], Makers],
        received: Callable[[], Sequence[PublishedScenario]] = tuple,
    ) -> None:
        self._rules, self._makers, self._received = rules, makers, received
        self._read: dict[tuple[bytes, bytes], Received] = {}
        self._books: dict[tuple[str, ...], Rulebook] = {}
        self._packs: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def all(self) -> tuple[Received, ...]:
        """Everything the hub published, by id, with what came of it."""
        with self._lock:
            return tuple(self._verified(one) for one in sorted(self._received(), key=lambda one: one.id))

    def on(self, day: date) -> tuple[Scenario, ...]:
        """Those in force on a day, whomever they speak of, by id."""
        known = (one.scenario for one in self.all())
        return tuple(one for one in known if one is not None and one.in_force(day))

    def rules_on(self, day: date) -> Rulebook:
        """The rules with the scenarios of a day; without any, the very rules that are installed."""
        return self.rules_with(self.on(day))

    def rules_with(self, scenarios: Sequence[Scenario]) -> Rulebook:
        """The rules with these scenarios."""
        if not scenarios:
            return self._rules
        names = tuple(one.version_hash for one in scenarios)
        with self._lock:
            if names not in self._books:
                self._books[names] = self._rules.with_scenarios(scenarios)
            return self._books[names]

    def pack_of(self, rules: Rulebook) -> bytes:
        """What a decision under these rules freezes. Raises `KnownError` (`decision.stale`) where one of
        their scenarios is not the hub's any more."""
        with self._lock:
            if rules.version_hash not in self._packs:
                bodies = {one.sha256: one.body for one in self._received()}
                named = {one.id: bodies.get(one.version_hash) for one in rules.scenarios.values()}
                kept = {name: body for name, body in named.items() if body is not None}
                if len(kept) < len(named):
                    raise scenarios_changed("")
                self._packs[rules.version_hash] = pack(resources(), kept)
            return self._packs[rules.version_hash]

    def _verified(self, one: PublishedScenario) -> Received:
        key = (one.body, one.signatures)
        if key not in self._read:
            self._read[key] = self._verify(one)
        held = self._read[key]
        return Received(one, held.scenario, held.refused)

    def _verify(self, one: PublishedScenario) -> Received:
        from workstation.lending.scenarios.loading import check_against, parse_scenario
        from workstation.lending.scenarios.signing import check_signed

        try:
            check_signed(one.body, one.signatures, self._makers(), one.id)
            scenario = parse_scenario(one.body, f"{one.id}.toml")
            check_against(scenario, self._rules)
        except KnownError as error:
            _log.warning("scenario %s left out: %s", one.id, error.code)
            return Received(one, None, error)
        return Received(one, scenario)
