"""Two classes of trouble: what a person can act on, and what is our own fault.

A `KnownError` says what happened, to which record, and what to do; the command line prints it on one line
and exits with 1, the window shows it as a message. A `BugError` is a broken promise inside the program and
carries no applicant's data, so that it may be sent to whoever keeps the program.
"""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """Which of the three lanes of trouble an error belongs to; each is shown in its own way."""

    SIGN_IN = "sign_in"  # ask for it, keep working offline
    NETWORK = "network"  # quiet back-off
    ITEM = "item"  # this record only: visible until somebody deals with it


class KnownError(Exception):
    """A fault of the surroundings: input, network, rights, a damaged file.

    `code` is stable and dotted (`bundle.damaged`), `message` is one sentence in the officer's words,
    `where` names the record, file or line, `remedy` says what to do now.
    """

    def __init__(
        self, code: str, message: str, *, where: str = "", remedy: str = "", lane: Lane = Lane.ITEM
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.remedy = remedy
        self.lane = lane

    def one_line(self) -> str:
        """The error as the command line prints it: code first, always a single line."""
        line = f"{self.code}: {self.message}"
        if self.where:
            line += f" [{self.where}]"
        if self.remedy:
            line = f"{line.rstrip('.')}. {self.remedy}"
        return " ".join(line.split())

    def __str__(self) -> str:
        return self.one_line()


class BugError(Exception):
    """A promise inside the program was broken. Its text holds names of rules, never a person's data."""
