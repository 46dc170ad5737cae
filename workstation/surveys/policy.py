"""How far figures of a visit may lie apart before somebody has to explain it: the lender's policy, as data.

Goes in: `resources/policies/survey.toml`. Comes out: a checked `SurveyPolicy`, and its row for a day.
"""

from __future__ import annotations

from datetime import date, timedelta, timezone
from fractions import Fraction
from pathlib import Path

from workstation.errors import KnownError
from workstation.lending.definitions import Part, read_definition


class Tolerance(Part, frozen=True, kw_only=True):
    tolerance: Fraction


class Roads(Part, frozen=True, kw_only=True):
    tolerance: Fraction
    least: int


class Place(Part, frozen=True, kw_only=True):
    metres: int


class Minutes(Part, frozen=True, kw_only=True):
    """`zone_minutes` east of Greenwich is where a camera without a zone is supposed to be."""

    minutes: int
    zone_minutes: int

    @property
    def zone(self) -> timezone:
        return timezone(timedelta(minutes=self.zone_minutes))


class Second(Part, frozen=True, kw_only=True):
    """`amount` in yuan."""

    amount: int
    shop_kinds: tuple[str, ...]


class Trade(Part, frozen=True, kw_only=True):
    """A trade's usual figures as decimal texts, empty where nobody knows."""

    markup: str
    stock_months: str
    packer_parcels: str
    sales_to_packaging: str
    sales_to_power: str
    sales_to_wages: str

    def figure(self, name: str) -> Fraction | None:
        text: str = getattr(self, name)
        return Fraction(text) if text else None


class SurveyRules(Part, frozen=True, kw_only=True):
    since: date
    equity: Tolerance
    roads: Roads
    receivables: Tolerance
    margin: Tolerance
    courier: Tolerance
    inflow: Tolerance
    place: Place
    time: Minutes
    second: Second
    trades: dict[str, Trade]

    def trade(self, code: str) -> Trade:
        """The trade's own figures, else those of every trade not named."""
        return self.trades.get(code) or self.trades[""]

    def needs_second(self, amount: int | None, shop_kind: str) -> bool:
        """Whether two investigators sign; `amount` in fen is what was asked for, None for nothing."""
        return shop_kind in self.second.shop_kinds or (
            amount is not None and amount >= self.second.amount * 100
        )


class SurveyPolicy(Part, frozen=True, kw_only=True):
    version: int
    version_hash: str
    rows: tuple[SurveyRules, ...]

    def on(self, day: date) -> SurveyRules:
        """The row in force; the first one before it began."""
        return next((row for row in reversed(self.rows) if row.since <= day), self.rows[0])


def load_survey_policy(path: Path) -> SurveyPolicy:
    """Raises `KnownError`: `survey_policy.unreadable`, `survey_policy.damaged`."""
    policy = read_definition(path, SurveyPolicy, "survey_policy")
    days = [row.since for row in policy.rows]
    wrong = ""
    if not days or days != sorted(set(days)):
        wrong = "there is no row, or the rows' days do not rise"
    for row in policy.rows:
        wrong = wrong or _wrong(row)
    if wrong:
        raise KnownError(
            "survey_policy.damaged", wrong, where=path.name, remedy="Correct the file and start again."
        )
    return policy


def _wrong(row: SurveyRules) -> str:
    if "" not in row.trades:
        return f"the row of {row.since} has no figures for trades not named"
    for code, trade in row.trades.items():
        for name in Trade.__struct_fields__:
            try:
                figure = trade.figure(name)
            except (ValueError, ZeroDivisionError):
                return f"{name} of the trade {code or '(any)'} is no decimal"
            if figure is not None and figure <= 0:
                return f"{name} of the trade {code or '(any)'} is not above zero"
    return ""
