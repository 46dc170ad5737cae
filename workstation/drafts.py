"""What the core asks of whoever keeps surveys that are being filled in; part of `workstation.ports`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workstation.domain.drafting import Draft, DraftStep
from workstation.events import Changes


class DraftStore(Protocol):
    """Keeps surveys that are being filled in. Each step is one transaction: kept means on the disk. They
    are the officer's unsent work: no file that leaves takes them along."""

    def open(self, draft: Draft, steps: Sequence[DraftStep] = ()) -> tuple[Draft, bool]:
        """Keep a new draft with the steps that it begins with; gives the one that is open already for this
        applicant and form, where there is one, and whether it is the new one."""
        ...

    def get(self, draft_id: str) -> Draft:
        """Raises `KnownError` (`survey.no_draft`)."""
        ...

    def of(self, applicant_id: str | None = None) -> tuple[Draft, ...]:
        """The open drafts, of one applicant or all, the newest first, without their snapshots."""
        ...

    def steps(self, draft_id: str) -> tuple[DraftStep, ...]:
        """Every step, in order."""
        ...

    def keep(
        self, draft_id: str, step: DraftStep, *, snapshot: bytes | None = None, data: bytes | None = None
    ) -> None:
        """Keep the next step, or the last one anew; with a `snapshot` that holds everything up to it, and
        with the bytes of the file that it brings. The file that a step takes out is gone. Raises
        `KnownError`: `survey.closed` where the draft is open no longer, `survey.step` where somebody else
        went on with it, `blob.missing`."""
        ...

    def drop(self, draft_id: str) -> Changes:
        """Throw a draft away, with the files that nothing else names."""
        ...
