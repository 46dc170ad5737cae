"""The hub's no to one act: a stable code, and a reason in words for the officer whose act it is."""

from __future__ import annotations

from workstation.domain.acts import ActOutcome
from workstation.domain.lending import Contest


class Refusal(Exception):
    """Raised inside an act's transaction, so that nothing of it remains."""

    def __init__(self, code: str, reason: str, outcome: ActOutcome = ActOutcome.REFUSED) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.outcome = outcome


class OverLimit(Refusal):
    """An approval that with others exceeds a limit. `contests` are what is to be kept of the others, since
    neither letter is valid until a supervisor settles it."""

    def __init__(self, reason: str, contests: tuple[Contest, ...]) -> None:
        super().__init__("decision.over_limit", reason)
        self.contests = contests
