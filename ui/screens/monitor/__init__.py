"""Monitor: does the book still behave as the models say? Drift, calibration, vintages, overrides, service."""

from ui.screens.monitor.screen import MonitorScreen

__all__ = ["MonitorScreen"]
