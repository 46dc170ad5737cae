"""The worklist: what do I do next? Saved views, search, every applicant of the officer's subset."""

from ui.screens.worklist.screen import WorklistScreen

__all__ = ["WorklistScreen"]
