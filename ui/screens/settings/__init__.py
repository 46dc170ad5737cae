"""Settings: how the desk looks and speaks, what this device is, which models and rules are in force."""

from ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
