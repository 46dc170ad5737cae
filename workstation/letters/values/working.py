"""Working papers, which go to nobody outside: what a campaign of visits found, and the route of a day.

They carry no number of the archive and no verification code; what identifies them is what they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.text import Bilingual
from workstation.letters.model import LenderProfile
from workstation.letters.values.head import in_order, wanted


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One figure over so many firms: quartiles and median as printed."""

    name: Bilingual
    firms: int
    low: str
    median: str
    high: str


@dataclass(frozen=True, slots=True)
class SpreadTable:
    title: Bilingual
    firms: int
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True, slots=True)
class UpwardReport:
    """The report upward (小微企业调研报告): `drawn` sellers were to be visited, `surveyed` were and their
    surveys accepted; no figure stands on fewer than `least` firms. Raises `KnownError` `letter.empty`,
    `letter.dates`."""

    campaign: str
    title: Bilingual
    starts_on: date
    due_on: date
    made_on: date
    lender: LenderProfile
    drawn: int
    surveyed: int
    least: int
    tables: tuple[SpreadTable, ...]
    quotes: tuple[tuple[Bilingual, str], ...] = ()

    def __post_init__(self) -> None:
        wanted(self.campaign, campaign=self.campaign)
        in_order(self.campaign, self.starts_on, self.due_on)


@dataclass(frozen=True, slots=True)
class RouteStop:
    """`from_to` as printed (`09:40–10:40`), `way` from the stop before, `note` of waiting or doors."""

    from_to: str
    name: str
    address: str
    phone: str
    way: str
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """The route of a day (走访路线); `detour` and `kmh` are what ways were reckoned by, as printed.
    `left_out` are names of those that no time is left for, with why. Raises `KnownError` `letter.empty`."""

    officer: str
    day: date
    lender: LenderProfile
    start: str
    detour: str
    kmh: str
    leaves: str
    home: str
    way: str
    stops: tuple[RouteStop, ...]
    left_out: tuple[tuple[str, Bilingual], ...] = ()

    def __post_init__(self) -> None:
        wanted(self.day.isoformat(), officer=self.officer)
