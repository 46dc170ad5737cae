"""Deciding: outcome, amount, tenor and method with schedule and cost live, the letter beside it as it prints."""

from ui.screens.decide.page import DecidePage

__all__ = ["DecidePage"]
