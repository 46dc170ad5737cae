"""Many papers in one go: each issued by itself, so that one that cannot be made holds up none of the others.

Goes in: what is wanted and how one paper is issued. Comes out: what was issued and what was refused, by name
and reason. It can be stopped between two papers; those already issued stay issued.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workstation.errors import KnownError
from workstation.services.values import Issued


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """One paper that is asked for: its kind, whose, and what it is about (a decision, a loan, …)."""

    kind: str
    applicant_id: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RefusedPaper:
    wanted: WantedPaper
    error: KnownError


@dataclass(frozen=True, slots=True)
class Batch:
    """`stopped` where it was cancelled before the last paper."""

    issued: tuple[Issued, ...]
    refused: tuple[RefusedPaper, ...]
    stopped: bool = False


def issue_all(
    wanted: Sequence[WantedPaper],
    issue: Callable[[WantedPaper], Issued],
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool] = lambda: False,
) -> Batch:
    """Issue one after another; `progress(done, total)` before each and at the end."""
    issued: list[Issued] = []
    refused: list[RefusedPaper] = []
    for done, paper in enumerate(wanted):
        if stopped():
            return Batch(tuple(issued), tuple(refused), stopped=True)
        progress(done, len(wanted))
        try:
            issued.append(issue(paper))
        except KnownError as error:
            refused.append(RefusedPaper(paper, error))
    progress(len(wanted), len(wanted))
    return Batch(tuple(issued), tuple(refused))
