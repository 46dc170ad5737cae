"""The tab of a file's loans: what is owed, when, under what conditions it was paid out, and what was said."""

from ui.screens.applicant.loans.page import LoansPage

__all__ = ["LoansPage"]
