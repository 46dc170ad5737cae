"""The parts of a policy that set amounts and prices: admission, capacity, budgets, concentration, reviews.

Shares are exact fractions, amounts whole yuan in the file and fen in the properties. Nothing here decides.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from workstation.domain.money import Fen
from workstation.lending.definitions import Part
from workstation.lending.product_parts import GRADES
from workstation.lending.wording import Words

ANY = "*"


class Admission(Part, frozen=True, kw_only=True):
    """What admission to one product rests on, per yuan lent over the model's horizon: the margin earned,
    the cost of lending, the share lost at default. `threshold` takes the place of the reckoned cut-off.
    With `least_loss` a model of loss at default is heard, and never below it; without, only the figure."""

    margin: Fraction
    cost: Fraction
    loss_given_default: Fraction
    threshold: Fraction | None = None
    least_loss: Fraction | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.cost < self.margin:
            raise ValueError("0 <= cost < margin does not hold")
        if not 0 < self.loss_given_default <= 1:
            raise ValueError("loss_given_default must be above 0 and at most 1")
        if self.threshold is not None and not 0 < self.threshold < 1:
            raise ValueError("threshold must be above 0 and below 1")
        if self.least_loss is not None and not 0 < self.least_loss <= 1:
            raise ValueError("least_loss must be above 0 and at most 1")

    @property
    def cutoff(self) -> Fraction:
        """PD* = (m − c)/(m + LGD): above it a loan loses money, as (1−PD)·m − PD·LGD − c < 0; or what was
        set in its place."""
        if self.threshold is not None:
            return self.threshold
        return (self.margin - self.cost) / (self.margin + self.loss_given_default)


class CostShares(Part, frozen=True, kw_only=True):
    """Goods, operating cost and tax as shares of sales for one trade and kind of evidence."""

    trade: str
    basis: str
    goods: Fraction
    operating: Fraction
    tax: Fraction


class CoverageFactor(Part, frozen=True, kw_only=True):
    """What at least so many covered evidence domains are worth."""

    domains: int
    factor: Fraction


class Capacity(Part, frozen=True, kw_only=True):
    """How cash becomes ability to repay. `cover`: net cash over debt service that must be left;
    `household_yuan`: the least a person's household spends in a month."""

    cover: Fraction
    household_yuan: int
    grade_factors: dict[str, Fraction]
    coverage_factors: tuple[CoverageFactor, ...]
    cost_shares: tuple[CostShares, ...]

    def __post_init__(self) -> None:
        if self.cover < 1:
            raise ValueError("cover must be at least 1")
        if missing := [grade for grade in GRADES if grade not in self.grade_factors]:
            raise ValueError(f"grade_factors lacks {', '.join(missing)}")
        if any(not 0 <= factor <= 1 for factor in self.grade_factors.values()):
            raise ValueError("a grade factor must be from 0 to 1")
        if any(not 0 <= row.factor <= 1 for row in self.coverage_factors):
            raise ValueError("a coverage factor must be from 0 to 1")
        if not any(row.trade == ANY and row.basis == ANY for row in self.cost_shares):
            raise ValueError('cost_shares needs a row for trade "*" and basis "*"')

    def coverage_factor(self, domains: int) -> Fraction:
        """Factor for a number of covered domains; zero where the table has no row so low."""
        earned = [row for row in self.coverage_factors if row.domains <= domains]
        return max(earned, key=lambda row: row.domains).factor if earned else Fraction(0)

    def shares_of(self, trade: str, basis: str) -> CostShares:
        """The most special row: trade and kind of evidence, kind of evidence alone, anything."""
        rows = {(row.trade, row.basis): row for row in self.cost_shares}
        wanted = ((trade, basis), (ANY, basis), (ANY, ANY))
        return next(rows[key] for key in wanted if key in rows)


class LossBudget(Part, frozen=True, kw_only=True):
    """How much one loan may be expected to lose, by grade, in whole yuan."""

    yuan: dict[str, int]

    def of(self, grade: str) -> Fen:
        return Fen(self.yuan.get(grade, 0) * 100)


class ConcentrationRow(Part, frozen=True, kw_only=True):
    """The most that one borrower, and one group of related borrowers, may owe: shares of the lender's net
    capital, from when to when, by whom. `second_hand` where the source itself was not read."""

    single_share: Fraction
    related_share: Fraction
    starts: date | None = None
    ends: date | None = None
    source: Words
    second_hand: bool

    def __post_init__(self) -> None:
        if not 0 < self.single_share <= self.related_share <= 1:
            raise ValueError("0 < single_share <= related_share <= 1 does not hold")

    def in_force(self, on: date) -> bool:
        return (self.starts is None or self.starts <= on) and (self.ends is None or self.ends >= on)


class Review(Part, frozen=True, kw_only=True):
    """How far one review moves an existing limit: up by at most `up`; what the steps `eased` would cut is cut
    by at most `down`, unless a loan is in arrears or the applicant is listed. Other steps cut at once."""

    up: Fraction
    down: Fraction
    eased: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.up < 0 or not 0 <= self.down < 1:
            raise ValueError("up must not be below 0, and down must be from 0 to below 1")


class Pricing(Part, frozen=True, kw_only=True):
    """What a loan must earn: cost of money a year, cost of making one loan by family of products ("*" for any
    other), and `hurdle` a year on the share `capital` of it that is the lender's own. `bands`: the highest
    yearly probability of default of a grade, as the model bundles cut them; a grade without a band has no
    computed price. `loss_borne`: a budget bears the expected loss, so that no price need earn it."""

    funding: Fraction
    cost_yuan: dict[str, Fraction]
    hurdle: Fraction
    capital: Fraction
    bands: dict[str, Fraction]
    loss_borne: bool = False

    def __post_init__(self) -> None:
        if min(self.funding, self.hurdle, self.capital, *self.cost_yuan.values()) < 0:
            raise ValueError("no figure of the price may be below zero")
        if ANY not in self.cost_yuan:
            raise ValueError('cost_yuan needs a row for "*"')
        if unknown := [grade for grade in self.bands if grade not in GRADES]:
            raise ValueError(f"there is no grade {unknown[0]}")
        if any(not 0 < band < 1 for band in self.bands.values()):
            raise ValueError("a band must be above 0 and below 1")

    def cost_of(self, family: str) -> Fraction:
        """What making one loan of a family of products costs, in fen."""
        return self.cost_yuan.get(family, self.cost_yuan[ANY]) * 100


class ScenarioRules(Part, frozen=True, kw_only=True):
    """What holds for scenarios together: the most points that they may add to or take from a score, and what
    makes a stage of growth: months of trading below which a seller is new, growth of a quarter's sales over
    the one before, and their drop against the same quarter of the year before."""

    most_points: int = 20
    new_months: int = 12
    growing_growth: Fraction = Fraction(3, 20)
    declining_drop: Fraction = Fraction(1, 5)

    def __post_init__(self) -> None:
        if self.most_points < 0 or self.new_months < 0:
            raise ValueError("neither most_points nor new_months may be below zero")


class ModelRules(Part, frozen=True, kw_only=True):
    """How far models beside those of default are heard; one without its figure is not heard at all.

    `macro_points`: the most that the economy's line moves a score, either way. `weak_month`: the weak month
    to come may lower the one that was measured, never below `weak_month_least` of it. `prepaid_at`: after
    which part of its tenor what is repaid early is taken to be repaid, so that the cost of lending is spread
    over less time. `brushing`, `survey`: the probability from which a case is referred for fake orders or for
    a visit's misstated figures. `warning`, `need`: the probability from which a running loan, or a need of
    money, is in the worklist.
    """

    macro_points: int = 0
    weak_month: bool = False
    weak_month_least: Fraction = Fraction(0)
    prepaid_at: Fraction | None = None
    brushing: Fraction | None = None
    survey: Fraction | None = None
    warning: Fraction | None = None
    need: Fraction | None = None

    def __post_init__(self) -> None:
        if self.macro_points < 0:
            raise ValueError("macro_points must not be below zero")
        if not 0 <= self.weak_month_least <= 1:
            raise ValueError("weak_month_least must be a share between 0 and 1")
        for name in ("prepaid_at", "brushing", "survey", "warning", "need"):
            share: Fraction | None = getattr(self, name)
            if share is not None and not 0 < share <= 1:
                raise ValueError(f"{name} must be above 0 and at most 1")
