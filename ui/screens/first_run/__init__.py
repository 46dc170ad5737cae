"""First run: nothing is set up here yet. Look at the demo, or enrol this device with a hub."""

from ui.screens.first_run.screen import FirstRun

__all__ = ["FirstRun"]
