"""The sync centre: is my work safe? What waits, what was refused and why, what the last sync did."""

from ui.screens.sync_centre.screen import SyncScreen

__all__ = ["SyncScreen"]
