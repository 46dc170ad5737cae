"""Deciding: outcome, amount, tenor, method; schedule and cost live; the letter beside it as it prints."""

from ui.screens.decide.page import DecidePage

__all__ = ["DecidePage"]
