"""A keystroke in a form of 300 questions with 200 stock lines, against working out every rule anew.

A keystroke is one answer and all that a window then reads: the views of what changed, and the list of
sections. The baseline evaluates each calculation and condition of the same form once over the same answers
with bare `lxml.etree.XPath`, compiled beforehand: no writing back, no order, no checks, no views. The typed
figure is a quantity in the middle of the stock, which goes through its line's worth into totals, the
extrapolation and four checks.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from benchmarks.figures import Figure, median_ms, seconds
from workstation.surveys.form import Form, compile_form
from workstation.surveys.run import FormRun, Surroundings
from workstation.surveys.views import Changed

NAME = "survey"
LINES = 200
GROUPS = 15
BASELINE = "every rule anew, bare lxml XPath"
_HEAD = ("type", "name", "label", "calculation", "relevant", "constraint", "required")
_NOW = datetime(2026, 7, 1, tzinfo=UTC)


def run(rounds: int) -> list[Figure]:
    data = workbook()
    compiling = median_ms([seconds(lambda: compile_form(data, "bench.xlsx")) for _ in range(3)])
    form = compile_form(data, "bench.xlsx")
    survey = _filled(form)
    kept = survey.snapshot()
    every = _bare(form, kept)
    keystrokes: list[float] = []
    others: list[float] = []
    bare: list[float] = []
    typed = (str(1 + number % 97) for number in count())
    for number in range(rounds):
        works: list[tuple[list[float], Callable[[], object]]] = [
            (keystrokes, lambda: _keystroke(survey, f"/data/stock[{LINES // 2}]/qty", next(typed))),
            (others, lambda: _keystroke(survey, "/data/g1/n1_2", next(typed))),
            (bare, every),
        ]
        for taken, work in works if number % 2 else reversed(works):
            taken.append(seconds(work))
    against = median_ms(bare)
    stock, plain = median_ms(keystrokes), median_ms(others)
    questions = f"{len(form.questions)} questions, {LINES} lines"
    return [
        Figure(f"a keystroke in the stock, {questions}", stock, "ms", stock / against, BASELINE),
        Figure("… the slowest of them", max(keystrokes) * 1_000, "ms"),
        Figure("… in another section", plain, "ms", plain / against, BASELINE),
        Figure("… its stock laid out anew, every line", _laid_out(survey), "ms"),
        Figure("… taken up again from its snapshot", _resumed(form, kept), "ms"),
        Figure("… the snapshot itself", median_ms([seconds(survey.snapshot) for _ in range(5)]), "ms"),
        Figure("… the form compiled from its workbook", compiling, "ms"),
        Figure(BASELINE, against, "ms"),
    ]


def surroundings() -> Surroundings:
    return Surroundings(lambda: _NOW, "bench", "bench", lambda: "00000000-0000-4000-8000-000000000000")


def _keystroke(survey: FormRun, ref: str, text: str) -> None:
    changed: Changed = survey.answer(ref, text)
    for one in changed.refs:
        if survey.is_question(one):
            survey.question(one)
    survey.sections()


def _laid_out(survey: FormRun) -> float:
    return median_ms([seconds(lambda: survey.view("/data/stock")) for _ in range(9)])


def _resumed(form: Form, kept: bytes) -> float:
    return median_ms([seconds(lambda: FormRun.resume(form, kept, surroundings())) for _ in range(3)])


def _filled(form: Form) -> FormRun:
    survey = FormRun.start(form, surroundings())
    for line in range(1, LINES + 1):
        if line > 1:
            survey.add_row("/data/stock")
        survey.answer(f"/data/stock[{line}]/item", f"item {line}")
        survey.answer(f"/data/stock[{line}]/qty", str(line))
        survey.answer(f"/data/stock[{line}]/cost", f"{line}.25")
    return survey


def workbook() -> bytes:
    """Fifteen groups of twenty questions each, conditions and constraints among them, then the stock."""
    from openpyxl import Workbook

    rows: list[tuple[str, ...]] = []
    for group in range(1, GROUPS + 1):
        rows.append(("begin_group", f"g{group}", f"Group {group}"))
        for one in range(1, 21):
            name = f"n{group}_{one}"
            condition = f"${{n{group}_1}} != 13" if one % 3 == 0 else ""
            calculation = f"${{n{group}_2}} * 2 + {one}" if one % 5 == 0 else ""
            rows.append(("decimal", name, name, calculation, condition, ". >= 0" if one % 2 else "", ""))
        rows.append(("end_group", "", ""))
    rows += [
        ("begin_repeat", "stock", "Stock line"),
        ("text", "item", "Item", "", "", "", "yes"),
        ("decimal", "qty", "Quantity", "", "", ". >= 0"),
        ("decimal", "cost", "Unit cost", "", "", ". >= 0"),
        ("calculate", "worth", "", "${qty} * ${cost}"),
        ("text", "doubt", "Why so much?", "", "${worth} > 1000000"),
        ("end_repeat", "", ""),
        ("begin_group", "sums", "Sums"),
        ("decimal", "total", "Total", "sum(${worth})"),
        ("integer", "lines", "Lines", "count(${stock})"),
        ("decimal", "whole", "Extrapolated", "${total} * 1.25"),
        *(
            ("decimal", f"check{one}", f"Check {one}", f"round(${{whole}} div {one}, 2)")
            for one in range(1, 5)
        ),
        ("note", "said", "In all ${total} in ${lines} lines"),
        ("end_group", "", ""),
    ]
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(_HEAD)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bare(form: Form, kept: bytes) -> Callable[[], None]:
    """Every calculation and condition at every node where it holds, compiled by lxml beforehand."""
    from lxml import etree

    root = etree.fromstring(kept)
    works: list[tuple[Any, Any]] = []
    for spot in form.root.down():
        nodes = root.xpath(spot.path) if "/meta" not in spot.path else []
        for text in (spot.bind.calculate, spot.bind.relevant, spot.bind.constraint):
            if text:
                plain = text.replace(", 2)", ")")  # round() has one argument there
                works += [(etree.XPath(plain), node) for node in nodes]

    def every() -> None:
        for work, node in works:
            work(node)

    return every
