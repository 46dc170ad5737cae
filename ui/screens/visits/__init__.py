"""Visits: who is to be visited and by when, and the route of the day through those chosen."""

from ui.screens.visits.screen import VisitsScreen

__all__ = ["VisitsScreen"]
