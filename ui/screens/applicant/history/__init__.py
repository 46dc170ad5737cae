"""The seller's history: linked charts on one time axis, the loop from purchase to cash, the ledger beneath.

pyqtgraph and numpy are loaded with this folder, which is loaded when the tab is first shown.
"""

from ui.screens.applicant.history.page import HistoryPage

__all__ = ["HistoryPage"]
