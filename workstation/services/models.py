"""The model bundles of this installation: the one in force, and older ones for decisions made under them.

A bundle is loaded when it is first asked for, verified to the last byte, and kept. Loading may take half a
second for the library behind it, so it happens in a worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.clock import Clock
from workstation.domain.assessment import BundleRef
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.lending.scenarios.definition import WeightSet
    from workstation.scoring import ModelSuite
    from workstation.scoring.adjustment import Adjustment


@dataclass
class Models:
    """`folder` holds one folder a bundle, `<name>-<version>`, and the trust root they are signed under."""

    folder: Path
    clock: Clock | None = None
    """By whose day a bundle is past its last; without one none ever is."""
    adjusting: Callable[[], str] = str
    """The signed file that puts forecasts right, as the hub published it; empty without one."""
    _current: ModelSuite | None = None
    _older: dict[BundleRef, ModelSuite] = field(default_factory=dict)
    _adjusted: tuple[bytes, Adjustment] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def current(self) -> ModelSuite:
        """The newest bundle that may be used today. Raises `KnownError` (`bundle.*`)."""
        from workstation.scoring import open_suite

        today = None if self.clock is None else self.clock.today()
        with self._lock:
            suite = self._current
            if suite is None or (today is not None and suite.manifest.expired_on(today)):
                suite = self._current = open_suite(self.folder, today=today)
            return suite

    def adjustment(self) -> Adjustment | None:
        """What the lender's book puts right in the forecasts: as the hub published it, else as it lies beside
        the bundles; None where nothing does. Raises `KnownError` (`bundle.signature`, `bundle.damaged`,
        `bundle.version`)."""
        from workstation.scoring.adjustment import adjustment_beside, adjustment_in
        from workstation.scoring.trust import read_trust

        data = self.adjusting().encode() or adjustment_beside(self.folder)
        if not data:
            return None
        with self._lock:
            if self._adjusted is None or self._adjusted[0] != data:
                self._adjusted = (data, adjustment_in(data, read_trust(self.folder / "trust.json")))
            return self._adjusted[1]

    def card(self) -> str:
        """The card of the bundle in force, in Markdown: what it is made from and how it did. Its hash was
        checked with the bundle. Raises `KnownError` (`bundle.*`)."""
        from workstation.scoring.bundle import CARD

        ref = self.current().ref
        return (self.folder / f"{ref.name}-{ref.version}" / CARD).read_text(encoding="utf-8")

    def of(self, ref: BundleRef) -> ModelSuite:
        """The very bundle that a decision rests on. Raises `KnownError` (`replay.models`, `bundle.*`)."""
        from workstation.scoring import load_bundle, read_trust

        try:
            current = self.current()
        except KnownError:
            pass  # none may be used any more; what was decided replays all the same
        else:
            if current.ref == ref:
                return current
        with self._lock:
            if ref not in self._older:
                folder = self.folder / f"{ref.name}-{ref.version}"
                if not folder.is_dir():
                    raise _not_here(ref)
                self._older[ref] = load_bundle(folder, read_trust(self.folder / "trust.json"))
            suite = self._older[ref]
        if suite.ref != ref:
            raise _not_here(ref)
        return suite

    def chosen(self, weights: WeightSet) -> ModelSuite:
        """The bundle that a scenario chooses. Raises `KnownError` (`scenario.weights`) where it is not here
        or past its last day, and `bundle.*`."""
        where = f"{weights.bundle}-{weights.version}"
        try:
            suite = self.of(BundleRef(weights.bundle, weights.version, weights.sha256))
        except KnownError as error:
            if error.code != "replay.models":
                raise
            raise _not_chosen("are not on this computer", where) from None
        if self.clock is not None and suite.manifest.expired_on(self.clock.today()):
            raise _not_chosen("are past their last day", where)
        return suite


def _not_chosen(why: str, where: str) -> KnownError:
    return KnownError(
        "scenario.weights",
        f"the models that a scenario in force chooses {why}",
        where=where,
        remedy="Install that bundle, or have the scenario withdrawn.",
    )


def _not_here(ref: BundleRef) -> KnownError:
    return KnownError(
        "replay.models",
        "the models that this decision rests on are not on this computer",
        where=f"{ref.name}-{ref.version}, {ref.sha256[:12]}",
        remedy="Put that bundle back beside the others.",
    )
