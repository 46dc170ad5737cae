"""What a hub publishes to every workstation alike, as a cache keeps it (`ports.SyncStore`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workstation.domain.forms import PublishedForm
from workstation.domain.scenarios import PublishedScenario
from workstation.domain.workshop import PaperSigner
from workstation.events import Changes


class PublishedStore(Protocol):
    """Each method is one transaction."""

    def keep_paper_signers(self, signers: Sequence[PaperSigner]) -> None:
        """Whose certificates sign papers, as the hub last said it."""
        ...

    def paper_signers(self) -> tuple[PaperSigner, ...] | None:
        """What was kept; None before a hub has said anything of it."""
        ...

    def keep_scenarios(self, scenarios: Sequence[PublishedScenario]) -> Changes:
        """The scenarios that the hub has published, as it last said it, in place of what was kept. "scenario"
        changed where anything of them did, "rules" where they are other files."""
        ...

    def scenarios(self) -> tuple[PublishedScenario, ...]:
        """What was kept; none before a hub has said anything of it."""
        ...

    def keep_forms(self, forms: Sequence[PublishedForm]) -> Changes:
        """What the hub says of the survey forms that it has published, in place of what was kept. One that a
        hub has forgotten, put back to an older state, is kept as one that ended: surveys rest on it. "form"
        changed where anything of it did."""
        ...

    def forms(self) -> tuple[PublishedForm, ...]:
        """What was kept, those that ended among them; none before a hub has said anything of it."""
        ...

    def keep_adjustment(self, text: str) -> Changes:
        """The signed file that puts forecasts right, as the hub last said it, in place of what was kept.
        "forecast" changed where it is another."""
        ...

    def adjustment(self) -> str:
        """What was kept; empty where the hub has published none."""
        ...
