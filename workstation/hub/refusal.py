"""The hub's no to one act: a stable code, and a reason in words for the officer whose act it is."""

from __future__ import annotations

from workstation.domain.acts import ActOutcome


class Refusal(Exception):
    """Raised inside an act's transaction, so that nothing of it remains."""

    def __init__(self, code: str, reason: str, outcome: ActOutcome = ActOutcome.REFUSED) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.outcome = outcome
