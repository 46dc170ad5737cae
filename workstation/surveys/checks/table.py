"""The table of cross-checks: what each compares, in words, and the one way from a table's row to a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from workstation.domain.surveying import CheckResult, CheckSide
from workstation.domain.text import Bilingual
from workstation.surveys.checks import rules as rule
from workstation.surveys.checks.judged import Judged, Measure, SideUnit, said
from workstation.surveys.checks.parts import Parts
from workstation.surveys.checks.seen import SeenFigures
from workstation.surveys.checks.visited import Visited
from workstation.surveys.policy import SurveyRules

Rule = Callable[[Parts, SeenFigures, SurveyRules, Visited], Judged | None]
Road = tuple[Bilingual, SideUnit]


@dataclass(frozen=True, slots=True)
class Check:
    """`roads` names each side; `means` says what a contradiction may mean, and `ask` what to ask the
    owner."""

    code: str
    name: Bilingual
    roads: Mapping[str, Road]
    measure: Measure
    means: Bilingual
    ask: Bilingual
    run: Rule


def _check(
    code: str, run: Rule, name: tuple[str, str], means: tuple[str, str], ask: tuple[str, str],
    measure: Measure = Measure.SHARE, **roads: tuple[str, str, SideUnit],
) -> Check:  # fmt: skip
    named = {road: (Bilingual(zh, en), unit) for road, (zh, en, unit) in roads.items()}
    return Check(code, Bilingual(*name), named, measure, Bilingual(*means), Bilingual(*ask), run)


_YUAN, _SHARE, _COUNT = SideUnit.YUAN, SideUnit.SHARE, SideUnit.COUNT

_ROWS = (
    _check(
        "equity", rule.equity, ("权益检验", "Equity test"),
        ("负：有资产来源不明；正：可能有隐瞒的负债或亏损",
         "negative: assets nothing explains; positive: hidden debt or losses"),
        ("这些资产从何而来？还有哪些借款、担保或亏损？",
         "Where did the assets come from? What other debts, guarantees or losses are there?"),
        expected=("应有权益", "Expected equity", _YUAN), actual=("实有权益", "Actual equity", _YUAN),
    ),
    _check(
        "roads", rule.roads, ("月销售多方核对", "Sales by each road"),
        ("销售额可能夸大或漏计", "sales may be overstated, or part of them not counted"),
        ("差额是线下、其他平台，还是口径不同？",
         "Is the difference sold offline, on other platforms, or counted otherwise?"),
        stated=("店主自述", "Stated", _YUAN), platform=("平台订单", "Platforms", _YUAN),
        shown=("当场展示的后台", "Shown live", _YUAN), customs=("报关单推算", "From customs papers", _YUAN),
        courier=("快递面单", "Courier slips", _YUAN), purchases=("进货推算", "From purchases", _YUAN),
        packaging=("包材推算", "From packaging", _YUAN), power=("电费推算", "From the power bill", _YUAN),
        payments=("收款流水", "Money received", _YUAN), wages=("工资推算", "From wages", _YUAN),
    ),
    _check(
        "markup", rule.markup, ("加价率是否合理", "Mark-up"),
        ("高于同行上限，销售额应按上限重述",
         "above the trade's ceiling: sales are restated to what it allows"),
        ("有哪些高毛利商品？进货是否漏计？", "Which goods carry such a margin? Were purchases left out?"),
        found=("推算加价率", "Found", _SHARE), ceiling=("同行上限", "The trade's ceiling", _SHARE),
        restated=("重述后月销售", "Sales restated", _YUAN),
    ),
    _check(
        "margin", rule.margin, ("毛利率核对", "Margin against purchases"),
        ("自述毛利与进货、存货变动不符", "the stated margin does not follow from purchases and stock"),
        ("进货与存货变动是否按同一月份计算？",
         "Were purchases and the change of stock taken from the same month?"),
        stated=("店主自述", "Stated", _SHARE),
        purchases=("进货减存货变动", "Purchases less change of stock", _SHARE),
    ),
    _check(
        "receivables", rule.receivables, ("应收款核对", "Receivables"),
        ("账期之外还有欠款，或有应收未报", "debts beyond the terms, or receivables not told of"),
        ("哪些客户超过账期？有没有坏账？", "Which buyers are beyond their terms? Is anything lost?"),
        stated=("店主自述", "Stated", _YUAN), expected=("按账期推算", "By the terms", _YUAN),
    ),
    _check(
        "stock_turn", rule.stock_turn, ("存货周转", "Stock turn"),
        ("存货积压，或存货高估", "goods that do not sell, or stock valued too high"),
        ("哪些货卖不动？为旺季备货吗？", "Which goods do not move? Is it stock for the season?"),
        counted=("盘点可卖月数", "Months in stock", SideUnit.MONTHS),
        usual=("同行通常", "Usual in the trade", SideUnit.MONTHS),
    ),
    _check(
        "staff", rule.staff, ("人手与单量", "Staff against parcels"),
        ("这些人打不出这么多包裹", "so few people do not get out so many parcels"),
        ("有外包打包或代发吗？", "Does somebody else pack or ship?"),
        each=("人均日打包", "Parcels each a day", _COUNT),
        usual=("同行通常上限", "What one gets out", _COUNT),
    ),
    _check(
        "courier", rule.courier, ("快递面单与平台订单", "Courier slips against orders"),
        ("少：可能刷单；多：有平台之外的销售",
         "fewer: orders may be faked; more: sales beyond the platforms"),
        ("空包、代发、其他平台各有多少？", "How much is shipped for others, by others, or sold elsewhere?"),
        slips=("日均面单", "Slips a day", _COUNT), platform=("日均订单", "Orders a day", _COUNT),
    ),
    _check(
        "purchases", rule.purchases, ("进项发票与自述进货", "Invoices against stated purchases"),
        ("少：进货多不开票，或进货夸大；多：有未报的进货",
         "fewer: much is bought without invoice, or purchases are overstated; more: purchases not told of"),
        ("哪些进货不开票？由谁开票？", "What is bought without an invoice, and who gives invoices?"),
        stated=("店主自述", "Stated", _YUAN), invoiced=("已收发票", "Invoiced", _YUAN),
    ),
    _check(
        "invoices", rule.invoices, ("开票与自述销售", "Invoices against stated sales"),
        ("未开票销售较多，或销售额夸大", "much is sold without invoice, or sales are overstated"),
        ("哪些销售不开票？", "What is sold without an invoice?"),
        stated=("店主自述", "Stated", _YUAN), invoiced=("已开发票", "Invoiced", _YUAN),
    ),
    _check(
        "payments", rule.payments, ("收款与自述销售", "Payments against stated sales"),
        ("货款走其他账户，或销售额夸大", "money goes to other accounts, or sales are overstated"),
        ("货款还收到哪些账户？", "Into which other accounts are you paid?"),
        stated=("店主自述", "Stated", _YUAN), paid=("收款流水", "Money received", _YUAN),
    ),
    _check(
        "place", rule.place, ("走访位置与申报地址", "Where the visit was"),
        ("走访地点不是申报的经营地址", "the visit was not where the file says the shop is"),
        ("申报地址现在作何用途？", "What is at the declared address now?"),
        Measure.METRES, apart=("相距", "Apart", SideUnit.METRES),
    ),
    _check(
        "time", rule.time, ("照片时间与走访时间", "When photos were taken"),
        ("照片不是走访时拍的，或相机时钟不准",
         "a photo was not taken on the visit, or the camera's clock is wrong"),
        ("照片何时、由谁拍摄？", "When was it taken, and by whom?"),
        Measure.MINUTES, photo=("照片", "Photo", SideUnit.MOMENT), visit=("走访", "Visit", SideUnit.MOMENT),
    ),
)  # fmt: skip

CHECKS: Mapping[str, Check] = {row.code: row for row in _ROWS}
"""Every check by its code, in the order in which they are shown."""


def cross_checks(
    parts: Parts, seen: SeenFigures, rules: SurveyRules, visited: Visited | None = None
) -> tuple[CheckResult, ...]:
    """Every check that has its inputs; nothing is explained yet."""
    about = visited or Visited()
    found = ((check, check.run(parts, seen, rules, about)) for check in CHECKS.values())
    return tuple(_result(check, judged) for check, judged in found if judged is not None)


def with_explanations(
    results: Iterable[CheckResult], explanations: Mapping[str, str]
) -> tuple[CheckResult, ...]:
    """What the officer wrote of each, by the check's code; of one that is within nothing is kept."""
    return tuple(
        one if one.within else replace(one, explanation=explanations.get(one.check, "").strip())
        for one in results
    )


def _result(check: Check, judged: Judged) -> CheckResult:
    sides = tuple(CheckSide(road, said(value, check.roads[road][1])) for road, value in judged.sides)
    deviation = "" if judged.deviation is None else said(judged.deviation, check.measure)
    return CheckResult(check.code, sides, deviation, said(judged.tolerance, check.measure), judged.within)
