"""The report of an import: every row is counted once, the first thousand of a reason are listed."""

from __future__ import annotations

import json

import pytest

from workstation.domain.text import Language
from workstation.errors import BugError
from workstation.sources import ImportReport, reasons
from workstation.sources.report import LISTED


def opened(rows: int) -> ImportReport:
    report = ImportReport()
    report.begin("test")
    report.open_file("a.csv", "line")
    report.read("a.csv", rows)
    return report


def test_all_are_counted_and_a_thousand_are_listed() -> None:
    report = opened(5_000)
    for start in (0, 2_000):
        lines = range(start + 2, start + 2_002)
        report.refuse("a.csv", reasons.DUPLICATE, lines, lambda at: f"row {at}")
    report.keep("a.csv", 1_000)
    report.finish()

    (tally,) = report.refused
    assert (tally.count, len(tally.listed)) == (4_000, LISTED)
    assert (tally.listed[0].line, tally.listed[-1].line) == (2, LISTED + 1)


def test_a_row_neither_kept_nor_refused_is_our_own_fault() -> None:
    report = opened(2)
    report.keep("a.csv", 1)
    with pytest.raises(BugError, match=r"a\.csv do not add up"):
        report.finish()


def test_a_fact_left_out_leaves_its_row_kept() -> None:
    report = opened(1)
    report.keep("a.csv", 1)
    report.leave_out("a.csv", reasons.TIME_RANGE, [2])
    report.finish()
    assert report.omissions("time.range") == 1
    assert report.refusals("time.range") == 0
    assert report.totals.kept == 1


def test_it_can_be_stored_and_read_in_both_languages() -> None:
    report = opened(2)
    report.pass_over("a.csv.gz", "a.csv")
    report.refuse("a.csv", reasons.WORD_UNKNOWN, [7], lambda _: "发票状态 = '失控发票'")
    report.keep("a.csv", 1)
    report.hand_out("test:E1", {"invoices": 1})
    report.finish()

    stored = json.loads(json.dumps(report.as_json()))
    assert stored["totals"] == {"read": 2, "kept": 1, "refused": 1}
    assert stored["files"] == [{"file": "a.csv", "unit": "line", "read": 2, "kept": 1, "refused": 1}]
    assert stored["refused"][0]["rows"] == [{"file": "a.csv", "line": 7, "detail": "发票状态 = '失控发票'"}]
    assert stored["refused"][0]["by_file"] == {"a.csv": 1}
    assert (stored["sellers"], stored["ledgers"]) == (1, {"invoices": 1})

    english, chinese = "\n".join(report.lines()), "\n".join(report.lines(Language.ZH))
    assert "rows read 2, kept 1, refused 1" in english
    assert "a.csv:7 发票状态 = '失控发票'" in english
    assert "读取 2 行，保留 1 行，拒收 1 行" in chinese
    assert "不在约定词表内" in chinese


def test_a_report_serves_one_import() -> None:
    report = opened(0)
    with pytest.raises(BugError):
        report.begin("test")
