"""The checks themselves: pure functions of what was gathered, what is seen, and the lender's tolerances.

After the method of lenders to small firms (IPC): rebuild the business on site and test every figure by a
second road. Each function gives None where an input is missing: what was not asked is not zero, and what is
zero was asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median

from workstation.domain.places import metres_between
from workstation.surveys.checks.judged import Judged
from workstation.surveys.checks.parts import Parts
from workstation.surveys.checks.seen import SeenFigures
from workstation.surveys.checks.visited import Visited
from workstation.surveys.policy import SurveyRules

_MONTH_DAYS = 30
_ZERO = Fraction(0)


def equity(parts: Parts, _seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """权益检验: expected = opening + profit + injections − drawings − household ± revaluation; deviation =
    (expected − actual) ÷ months ÷ mean monthly disposable income. Negative: assets that nothing explains;
    positive: hidden debt or losses. Without an income it cannot be judged, and somebody has to look. What
    went to the owners may be told as drawings, household spending or both, but it must be told; of money put
    in and of revaluations there may be none."""
    needed = [parts.number(f"equity.{name}") for name in ("opening", "profit", "actual", "months")]
    opening, profit, actual, months = needed
    taken = _sum(parts.number("equity.drawings"), parts.number("equity.household"))
    if opening is None or profit is None or actual is None or taken is None:
        return None
    if months is None or months <= 0:
        return None
    added = parts.number("equity.injections") or _ZERO
    expected = opening + profit + added - taken + (parts.number("equity.revaluation") or _ZERO)
    income = parts.number("equity.disposable")
    deviation = None if income is None or income <= 0 else (expected - actual) / months / income
    return Judged((("expected", expected), ("actual", actual)), deviation, rules.equity.tolerance)


def roads(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """A month's sales by every road there is; how far the highest lies above the lowest, as a share of the
    middle one. With fewer roads than the policy asks for it cannot be judged; what the platforms report and
    what their pages show live are one road of the two."""
    stated = parts.number("sales.month")
    if stated is None:
        return None
    found = [("stated", stated), *_other_roads(parts, seen, rules)]
    values = [value for _, value in found]
    middle = median(values)
    apart = {"platform" if road == "shown" else road for road, _ in found[1:]}
    enough = len(apart) >= rules.roads.least and middle > 0
    spread = (max(values) - min(values)) / middle if enough else None
    return Judged(tuple(found), spread, rules.roads.tolerance)


def _other_roads(parts: Parts, seen: SeenFigures, rules: SurveyRules) -> list[tuple[str, Fraction]]:
    trade = rules.trade(seen.trade)
    goods, markup = _goods_sold(parts), trade.figure("markup")
    margin = parts.number("sales.margin")
    value = parts.number("courier.order_value") or seen.order_value
    slips = _own_slips(parts)
    possible = (
        ("platform", seen.sales_month),
        ("shown", parts.number("shops.month")),
        ("customs", parts.number("customs.month")),
        ("courier", None if not slips or value is None else slips * _MONTH_DAYS * value),
        ("purchases", _sold_for(goods, margin, markup)),
        ("packaging", _times(parts.number("cost.packaging"), trade.figure("sales_to_packaging"))),
        ("power", _times(parts.number("cost.power"), trade.figure("sales_to_power"))),
        ("payments", _first(parts.number("inflow.month"), seen.payments_month)),
        ("wages", _times(parts.number("cost.wages"), trade.figure("sales_to_wages"))),
    )
    return [(road, amount) for road, amount in possible if amount is not None]


def _first(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return other if one is None else one


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Of what is given; None where neither is."""
    return other if one is None else one + (other or _ZERO)


def _own_slips(parts: Parts) -> Fraction | None:
    """Parcels a day of the shop's own: what it ships for others is no sale of it."""
    slips, foreign = parts.number("courier.slips_day"), parts.number("courier.foreign_share")
    return slips if slips is None or foreign is None else slips * (1 - foreign)


def _goods_sold(parts: Parts) -> Fraction | None:
    """What the goods sold in a month cost: purchases less what stock grew by."""
    bought, grown = parts.number("purchases.month"), parts.number("stock.change_month")
    return None if bought is None or grown is None else bought - grown


def _sold_for(goods: Fraction | None, margin: Fraction | None, markup: Fraction | None) -> Fraction | None:
    """By the margin that was found, else by the trade's mark-up at most."""
    if goods is None or goods <= 0:
        return None
    if margin is not None and margin < 1:
        return goods / (1 - margin)
    return None if markup is None else goods * (1 + markup)


def _times(cost: Fraction | None, ratio: Fraction | None) -> Fraction | None:
    """Who has no such cost, as a family without wages, cannot be reckoned by it."""
    return None if not cost or ratio is None else cost * ratio


def markup(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """sales ÷ (purchases − change of stock) − 1 against the trade's ceiling; above it sales are restated to
    what the ceiling allows. How far it lies above is the deviation, and nothing is tolerated."""
    sales, goods = parts.number("sales.month"), _goods_sold(parts)
    ceiling = parts.number("markup.ceiling") or rules.trade(seen.trade).figure("markup")
    if sales is None or goods is None or goods <= 0 or ceiling is None:
        return None
    found = sales / goods - 1
    sides = [("found", found), ("ceiling", ceiling)]
    if found > ceiling:
        sides.append(("restated", goods * (1 + ceiling)))
    return Judged(tuple(sides), max(_ZERO, found - ceiling), _ZERO)


def margin(parts: Parts, _seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """The margin that the owner states against the one that purchases less the change of stock leave."""
    stated, sales, goods = parts.number("sales.margin"), parts.number("sales.month"), _goods_sold(parts)
    if stated is None or sales is None or sales <= 0 or goods is None:
        return None
    left = 1 - goods / sales
    return Judged((("stated", stated), ("purchases", left)), stated - left, rules.margin.tolerance)


def receivables(parts: Parts, _seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Stated receivables against what the terms leave open of this month's and last month's sales."""
    stated = parts.number("receivables.stated")
    this, last = parts.number("receivables.sales_month"), parts.number("receivables.sales_last_month")
    share, share_last = parts.number("receivables.open_share"), parts.number("receivables.open_share_last")
    if stated is None or this is None or last is None or share is None or share_last is None:
        return None
    expected = this * share + last * share_last
    if expected <= 0:
        return None
    sides = (("stated", stated), ("expected", expected))
    return Judged(sides, stated / expected - 1, rules.receivables.tolerance)


def stock_turn(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """How many months of goods lie in stock, against what is usual in the trade."""
    stock, goods = parts.number("stock.counted"), _goods_sold(parts)
    usual = rules.trade(seen.trade).figure("stock_months")
    if stock is None or goods is None or goods <= 0 or usual is None:
        return None
    months = stock / goods
    return Judged((("counted", months), ("usual", usual)), max(_ZERO, months / usual - 1), _ZERO)


def staff(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Parcels a day for each who packs, against what one person gets out."""
    parcels = _first(parts.number("courier.slips_day"), seen.orders_day)
    packers = parts.number("staff.packers")
    usual = rules.trade(seen.trade).figure("packer_parcels")
    if parcels is None or packers is None or packers <= 0 or usual is None:
        return None
    each = parcels / packers
    return Judged((("each", each), ("usual", usual)), max(_ZERO, each / usual - 1), _ZERO)


def courier(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """The shop's own parcels a day by the courier's slips against orders a day on the platforms."""
    slips, orders = _own_slips(parts), seen.orders_day
    if slips is None or orders is None or orders <= 0:
        return None
    return Judged((("slips", slips), ("platform", orders)), slips / orders - 1, rules.courier.tolerance)


def purchases(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Stated purchases against those that were invoiced."""
    stated, shown = parts.number("purchases.month"), seen.purchases_month
    if stated is None or stated <= 0 or shown is None:
        return None
    return Judged((("stated", stated), ("invoiced", shown)), shown / stated - 1, rules.inflow.tolerance)


def invoices(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Stated sales against those that were invoiced."""
    return _stated_against(parts, "invoiced", seen.invoiced_month, rules)


def payments(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Stated sales against money that came in."""
    return _stated_against(parts, "paid", _first(parts.number("inflow.month"), seen.payments_month), rules)


def _stated_against(parts: Parts, road: str, shown: Fraction | None, rules: SurveyRules) -> Judged | None:
    stated = parts.number("sales.month")
    if stated is None or stated <= 0 or shown is None:
        return None
    return Judged((("stated", stated), (road, shown)), shown / stated - 1, rules.inflow.tolerance)


def place(parts: Parts, seen: SeenFigures, rules: SurveyRules, _visited: Visited) -> Judged | None:
    """Where the visit was against where the file says the shop is."""
    here = parts.position("visit.position")
    if here is None or seen.declared is None:
        return None
    metres = Fraction(metres_between(here, seen.declared))
    return Judged((("apart", metres),), metres, Fraction(rules.place.metres))


def time(_parts: Parts, _seen: SeenFigures, rules: SurveyRules, visited: Visited) -> Judged | None:
    """The photo taken farthest from the visit, against its beginning and end, by local clocks. A photo whose
    camera gives its zone is read in that of the visit."""
    if visited.began is None or visited.ended is None:
        return None
    zone = visited.began.tzinfo
    moments = []
    for text in visited.photos:
        taken = datetime.fromisoformat(text)
        moments.append(taken.replace(tzinfo=zone) if taken.tzinfo is None else taken.astimezone(zone))
    if not moments:
        return None
    began, ended = visited.began, visited.ended

    def off(moment: datetime) -> timedelta:
        return max(began - moment, moment - ended, timedelta())

    farthest = max(moments, key=off)
    minutes = Fraction(off(farthest) // timedelta(minutes=1))
    sides = (("photo", farthest.isoformat()[:16]), ("visit", began.isoformat()[:16]))
    return Judged(sides, minutes, Fraction(rules.time.minutes))
