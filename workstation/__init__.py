"""The core of the loan officer's workstation: it knows no window and writes no SQL."""

__version__ = "0.1.0"
