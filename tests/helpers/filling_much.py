"""A survey of 312 questions with 200 lines of stock counted, which a crash story interrupts near its end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.survey import GROUPS, LINES, workbook
from tests.helpers.caches import cache_at, part
from tests.helpers.filling import ALLOWED, SAID, SELLER, TODAY, Doing, at_the_desk

STOCK, FIRST, CLOSING = "/data/stock", "/data/g1", "/data/sums"
NEW = f"{STOCK}[{LINES}]"

MUCH: Sequence[Doing] = (
    lambda survey: survey.answer(f"{STOCK}[100]/cost", "1"),
    lambda survey: survey.answer(f"{STOCK}[100]/cost", "17"),
    lambda survey: survey.answer(f"{STOCK}[100]/cost", "17.5"),
    lambda survey: survey.remove_row(f"{STOCK}[7]"),
    lambda survey: survey.add_row(STOCK),
    lambda survey: survey.answer(f"{NEW}/item", "最后一种"),
    lambda survey: survey.answer(f"{NEW}/qty", "9"),
    lambda survey: survey.enter_section(FIRST),
    lambda survey: survey.answer(f"{FIRST}/n1_1", "13"),  # takes six questions out of sight
    lambda survey: survey.answer(f"{FIRST}/n1_1", "14"),
    lambda survey: survey.give_reason(f"{FIRST}/n1_1", "看了账本"),
    lambda survey: survey.enter_section(CLOSING),
)


@cache
def _large_form() -> bytes:
    return workbook()


def prepare_much(folder: Path) -> None:
    """The seller's file, the form, and a draft in which every line and every figure is filled in."""
    (folder / "forms").mkdir(parents=True)
    (folder / "forms" / "exporter.xlsx").write_bytes(_large_form())
    with cache_at(folder, TODAY) as cache:
        cache.sync.start_epoch("first")
        cache.sync.store_parts([part(SELLER.id, SELLER, ALLOWED)])
    with at_the_desk(folder) as surveys:
        survey = surveys.open(SELLER.id)
        for group in range(1, GROUPS + 1):
            for one in range(1, 21):
                if one % 5:  # each fifth is worked out
                    survey.answer(f"/data/g{group}/n{group}_{one}", str(one))
        survey.enter_section(STOCK)
        for line in range(1, LINES + 1):
            if line > 1:
                survey.add_row(STOCK)
            survey.answer(f"{STOCK}[{line}]/item", f"第 {line} 种")
            survey.answer(f"{STOCK}[{line}]/qty", str(line))


def go_on(folder: Path) -> None:
    """Take the draft up again and go on; the file `said` grows by a line behind each thing that was done."""
    with at_the_desk(folder) as surveys:
        survey = surveys.reopen(surveys.drafts(SELLER.id)[0].id)
        for doing in MUCH:
            doing(survey)
            with (folder / SAID).open("a") as said:
                said.write("done\n")
