"""The report upward as papers: what a campaign found goes in, a PDF's value and a workbook's sheets come
out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from workstation.domain.text import Bilingual
from workstation.domain.words import TRADES, VISIT_FIGURES, named
from workstation.services.campaigns import CampaignFound
from workstation.surveys.upward import ALL, FIGURES, OTHER, Spread, UpwardCell
from workstation.surveys.upward_book import BookSheet, workbook

if TYPE_CHECKING:
    from workstation.letters.model import LenderProfile
    from workstation.letters.values.working import SpreadRow, UpwardReport

_UNITS = {"yuan": Bilingual("元", "yuan"), "share": Bilingual("%", "%"), "count": Bilingual("", "")}
_ALL = Bilingual("全部", "all")


def upward_paper(found: CampaignFound, made_on: date, lender: LenderProfile) -> UpwardReport:
    from workstation.letters.values.working import SpreadTable, UpwardReport

    progress, told = found.progress, found.upward
    return UpwardReport(
        campaign=progress.campaign,
        title=Bilingual(progress.title_zh, progress.title_en),
        starts_on=progress.starts_on,
        due_on=progress.due_on,
        made_on=made_on,
        lender=lender,
        drawn=sum(progress.steps.values()),
        surveyed=told.surveyed,
        least=told.least,
        tables=tuple(SpreadTable(_title(cell), cell.firms, tuple(_rows(cell))) for cell in told.cells),
        quotes=tuple((_trade(quote.trade), quote.words) for quote in told.quotes),
    )


def upward_workbook(found: CampaignFound, made_on: date) -> bytes:
    """XLSX bytes: shares in per cent, money in yuan."""
    told, progress = found.upward, found.progress
    heads = ("行业 Trade", "地区 Region", "项目 Figure", "单位 Unit", "户数 Firms", "下四分位 Lower quartile",
             "中位数 Median", "上四分位 Upper quartile")  # fmt: skip
    figures: list[tuple[str | int | float, ...]] = [
        (_both(_trade(cell.trade)), _both(_region(cell.region)), _both(VISIT_FIGURES[name]),
         _both(_UNITS[FIGURES[name]]), spread.firms,
         *(float(_scaled(name, value)) for value in (spread.low, spread.median, spread.high)))
        for cell in told.cells
        for name, spread in cell.spreads.items()
    ]  # fmt: skip
    quotes = [(_both(_trade(quote.trade)), quote.words) for quote in told.quotes]
    about: list[tuple[str, str | int]] = [
        ("走访批次 Campaign", progress.campaign),
        ("名称 Title", f"{progress.title_zh} {progress.title_en}"),
        ("期间 Period", f"{progress.starts_on} – {progress.due_on}"),
        ("编制日期 Made on", made_on.isoformat()),
        ("抽样企业 Firms drawn", sum(progress.steps.values())),
        ("已走访企业 Firms surveyed", told.surveyed),
        ("每项至少户数 Least firms behind a figure", told.least),
    ]
    return workbook(
        [
            BookSheet("数字 Figures", heads, figures),
            BookSheet("原话 Words", ("行业 Trade", "原话 Words"), quotes),
            BookSheet("说明 About", ("项目 Item", "内容 Value"), about),
        ],
        made_on,
    )


def _rows(cell: UpwardCell) -> Iterator[SpreadRow]:
    from workstation.letters.values.working import SpreadRow

    for name, spread in cell.spreads.items():
        yield SpreadRow(VISIT_FIGURES[name], spread.firms, *_printed(name, spread))


def _printed(name: str, spread: Spread) -> tuple[str, str, str]:
    mark = "%" if FIGURES[name] == "share" else ""
    low, median, high = (
        f"{_scaled(name, value):,f}{mark}" for value in (spread.low, spread.median, spread.high)
    )
    return low, median, high


def _scaled(name: str, value: Decimal) -> Decimal:
    """A share as per cent; without zeros behind the point that say nothing."""
    shown = (value * 100 if FIGURES[name] == "share" else value).normalize()
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown


def _title(cell: UpwardCell) -> Bilingual:
    trade = _trade(cell.trade)
    if cell.region == ALL:
        return trade
    region = _region(cell.region)
    return Bilingual(f"{trade.zh} · {region.zh}", f"{trade.en} · {region.en}")


def _trade(code: str) -> Bilingual:
    from workstation.letters.wording_working import UPWARD

    special = {ALL: UPWARD["all"], OTHER: UPWARD["other_trades"]}
    return special.get(code) or named(TRADES, code)


def _region(name: str) -> Bilingual:
    from workstation.letters.wording_working import UPWARD

    special = {ALL: _ALL, OTHER: UPWARD["other_regions"]}
    return special.get(name) or Bilingual(name, name)


def _both(words: Bilingual) -> str:
    return words.zh if words.zh == words.en else f"{words.zh} {words.en}".strip()
