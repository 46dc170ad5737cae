"""Which screens there are and how each is made: late, so that the first window waits for none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.preferences import Preferences
    from ui.screens.screen import Navigator, Screen
    from ui.shell.sync_runner import SyncRunner
    from ui.tasks import Tasks
    from workstation.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Makings:
    """What a screen may be made of."""

    desk: Desk
    tasks: Tasks
    navigator: Navigator
    preferences: Preferences
    sync: SyncRunner


def _worklist(makings: Makings) -> Screen:
    from ui.screens.worklist import WorklistScreen

    return WorklistScreen(makings.desk, makings.tasks, makings.navigator, makings.preferences)


def _applicant(makings: Makings) -> Screen:
    from ui.screens.applicant import ApplicantScreen

    return ApplicantScreen(makings.desk, makings.tasks, makings.navigator)


def _visits(makings: Makings) -> Screen:
    from ui.screens.visits import VisitsScreen

    return VisitsScreen(makings.desk, makings.tasks, makings.navigator, makings.preferences)


def _sync(makings: Makings) -> Screen:
    from ui.screens.sync_centre import SyncScreen

    return SyncScreen(makings.desk, makings.tasks, makings.navigator, makings.sync)


def _letters(makings: Makings) -> Screen:
    from ui.screens.letters import LettersScreen

    return LettersScreen(makings.desk, makings.tasks, makings.navigator)


def _scenarios(makings: Makings) -> Screen:
    from ui.screens.scenarios import ScenariosScreen

    return ScenariosScreen(makings.desk, makings.tasks, makings.navigator)


def _monitor(makings: Makings) -> Screen:
    from ui.screens.monitor import MonitorScreen

    return MonitorScreen(makings.desk, makings.tasks, makings.navigator)


def _survey(makings: Makings) -> Screen:
    from ui.screens.survey.screen import SurveyScreen

    return SurveyScreen(makings.desk, makings.tasks, makings.navigator)


def _settings(makings: Makings) -> Screen:
    from ui.screens.settings import SettingsScreen

    return SettingsScreen(makings.desk, makings.tasks, makings.navigator, makings.preferences)


SCREENS: Mapping[str, Callable[[Makings], Screen]] = {
    "worklist": _worklist,
    "applicant": _applicant,
    "visits": _visits,
    "sync": _sync,
    "letters": _letters,
    "scenarios": _scenarios,
    "monitor": _monitor,
    "survey": _survey,
    "settings": _settings,
}
