"""Scenarios for who makes and watches them: which there are and how each stands, and one on the portfolio.

Goes in: the files that ship with the program, files from elsewhere, and what the hub published. Comes out: a
list with a state for each, a checked scenario, a preview over the files of this desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.domain.scenarios import stated_uses
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.ports import CaseStore, WorklistQuery
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.live_scenarios import LiveScenarios, Received, makers
from workstation.services.scenario_budgets import Budgets
from workstation.services.scenario_preview import Preview, preview
from workstation.services.values import Appraisal, Left

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.scenarios.definition import Scenario, WeightSet


_BOTH = ("algorithm", "business")


class ScenarioState(StrEnum):
    """How a scenario stands: from a draft to its end."""

    DRAFT = "draft"  # nobody has signed it
    ONE_SIGNATURE = "one-signature"
    SIGNED = "signed"  # both sides have, and the hub has not published it
    WAITING = "waiting"  # published, and not yet begun
    LIVE = "live"
    EXPIRED = "expired"
    REFUSED = "refused"  # published, and not taken here


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """One scenario as a list shows it. Of a budget in fen of expected loss: the whole, what approvals at the
    hub use, and what is reserved for who looks. `scenario` is None where the file was refused; `why` says
    why."""

    id: str
    version: int
    state: ScenarioState
    sha256: str
    signed_by: tuple[str, ...]
    scenario: Scenario | None
    why: Bilingual | None = None
    why_code: str = ""
    budget: int | None = None
    used: int = 0
    share: Left | None = None


@dataclass(frozen=True, slots=True)
class Scenarios:
    cases: CaseStore
    hand: Hand
    appraisals: Appraisals
    live: LiveScenarios
    budgets: Budgets

    def all(self) -> tuple[ScenarioView, ...]:
        """What the hub published first, then what is shipped and not published in that version."""
        today = self.hand.clock.today()
        published = [_published(received, today) for received in self.live.all()]
        names = {(one.id, one.version) for one in published}
        shipped = [one for one in shipped_scenarios(today) if (one.id, one.version) not in names]
        return (*published, *shipped)

    def find(self, name: str) -> Scenario:
        """By id among `all`, or a file by its path. Raises `KnownError` (`scenario.none`, `scenario.damaged`,
        …)."""
        for one in self.all():
            if one.id == name and one.scenario is not None:
                return one.scenario
        if Path(name).suffix == ".toml":
            return check_file(Path(name), self.appraisals.rules, self.live.on(self.hand.clock.today()))
        raise KnownError(
            "scenario.none",
            f"there is no scenario called {name}",
            where=name,
            remedy="`workstation scenario list` names them; a file is named by its path.",
        )

    def preview(self, scenario: Scenario, progress: Callable[[int], None] = lambda done: None) -> Preview:
        """The scenario on every file of this desk on which something was asked for that was not decided under
        it before, whatever its days. `progress` is told how many files are done; raise in it to stop. Raises
        `KnownError` (`scenario.weights`)."""
        spent = next((one.published.used for one in self.live.all() if one.published.id == scenario.id), 0)
        return preview(
            self._appraised(scenario.id, progress),
            scenario,
            self.appraisals.rules_today(),
            self.appraisals.models.chosen,
            spent,
        )

    def _appraised(self, scenario_id: str, progress: Callable[[int], None]) -> Iterator[Appraisal]:
        """Under the rules of today without the scenario."""
        query: WorklistQuery | None = WorklistQuery(descending=False)
        done = 0
        while query is not None:
            page = self.cases.worklist(query)
            for row in page.rows:
                if row.asked_on is not None:
                    appraisal = self.appraisals.appraise(row.applicant_id, without=scenario_id)
                    if not self._decided_under(scenario_id, appraisal):
                        yield appraisal
                done += 1
                progress(done)
            query = None if page.after is None else WorklistQuery(descending=False, after=page.after)

    def _decided_under(self, scenario_id: str, appraisal: Appraisal) -> bool:
        """Whether the request was decided under the scenario: what it uses is counted already."""
        asked = appraisal.case.application.id
        made = (kept.decision for kept in self.cases.decisions(appraisal.applicant_id))
        newest = next((decision for decision in made if decision.application_id == asked), None)
        return newest is not None and any(use.id == scenario_id for use in stated_uses(newest))


def shipped_scenarios(today: date, folder: Path | None = None) -> tuple[ScenarioView, ...]:
    """The files of a folder, those that ship with the program where none is named, each with its state."""
    from workstation.lending.scenarios.loading import FOLDER

    found = sorted((folder or resources() / FOLDER).glob("*.toml"))
    return tuple(view_of_file(path, today) for path in found)


def view_of_file(path: Path, today: date) -> ScenarioView:
    """A file and how far it is signed. Raises `KnownError` (`scenario.unreadable`, `scenario.damaged`,
    `scenario.trust`)."""
    from workstation.lending.scenarios.loading import read_scenario
    from workstation.lending.scenarios.signing import Side, read_signatures, signed_by

    scenario = read_scenario(path)
    sides = signed_by(path.read_bytes(), read_signatures(path), makers())
    state = ScenarioState.SIGNED if sides == set(Side) else ScenarioState.ONE_SIGNATURE
    if not sides:
        state = ScenarioState.DRAFT
    if scenario.until < today:
        state = ScenarioState.EXPIRED
    return ScenarioView(
        scenario.id,
        scenario.version,
        state,
        scenario.version_hash,
        tuple(sorted(side.value for side in sides)),
        scenario,
        budget=None if scenario.budget is None else scenario.budget.amount,
    )


def check_file(
    path: Path,
    rules: Rulebook,
    others: tuple[Scenario, ...],
    chosen: Callable[[WeightSet], object] = lambda weights: None,
) -> Scenario:
    """A scenario file that makes sense by itself, under the rules, and beside the others, and whose models
    `chosen` finds. Raises `KnownError` (`scenario.unreadable`, `scenario.damaged`, `scenario.unbudgeted`,
    `scenario.conflict`, and what `chosen` raises)."""
    from workstation.lending.scenarios.loading import check_against, check_together, place_in, read_scenario

    scenario = read_scenario(path)
    check_against(scenario, rules, place_in(path))
    check_together([scenario, *(one for one in others if one.id != scenario.id)], rules.products)
    if scenario.weights is not None:
        chosen(scenario.weights)
    return scenario


def _published(received: Received, today: date) -> ScenarioView:
    published, scenario = received.published, received.scenario
    share = published.share
    held = None if share is None else Left(share.amount, share.until)
    if scenario is None:
        why, code = (
            ("", "") if received.refused is None else (received.refused.message, received.refused.code)
        )
        return ScenarioView(
            published.id, published.version, ScenarioState.REFUSED, published.sha256, (), None,
            Bilingual(why, why), code, None, published.used, held,
        )  # fmt: skip
    state = ScenarioState.LIVE
    if scenario.until < today:
        state = ScenarioState.EXPIRED
    elif today < scenario.starts:
        state = ScenarioState.WAITING
    return ScenarioView(
        scenario.id,
        scenario.version,
        state,
        scenario.version_hash,
        _BOTH,
        scenario,
        budget=None if scenario.budget is None else scenario.budget.amount,
        used=published.used,
        share=held,
    )
