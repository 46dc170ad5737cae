"""Scenarios: which are in force, what each changes, and what one would do to the files on this device."""

from ui.screens.scenarios.screen import ScenariosScreen

__all__ = ["ScenariosScreen"]
