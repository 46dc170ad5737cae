"""VAT invoices: what a firm bought and sold, each invoice once, with the dirt that real books have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.sources.exports import Imported, at, cumcm, write_csv
from workstation.domain.records import ApplicantKind
from workstation.sources import cumcm as source
from workstation.sources.cumcm_trades import trade_of


def test_a_sale_and_a_purchase_reach_the_ledger(tmp_path: Path) -> None:
    book = Imported(
        "cumcm", cumcm(tmp_path, sales=[{"购方单位代号": "B7"}], purchases=[{"发票号码": "2002"}])
    )
    assert book.rows("invoices", "E1") == [
        {
            "source_id": "purchase:2002:20190506:11300", "direction": "purchase", "counterparty_id": "B1",
            "issued_at": at("2019-05-06"), "status": "valid",
            "net_amount": 10_000, "tax_amount": 1_300, "gross_amount": 11_300,
        },
        {
            "source_id": "sale:1001:20190506:11300", "direction": "sale", "counterparty_id": "B7",
            "issued_at": at("2019-05-06"), "status": "valid",
            "net_amount": 10_000, "tax_amount": 1_300, "gross_amount": 11_300,
        },
    ]  # fmt: skip


def test_the_firm_is_known_by_its_code_and_its_trade_by_its_name(tmp_path: Path) -> None:
    firms = [
        {"企业代号": "E1", "企业名称": " ***食品\u3000有限公司"},
        {"企业代号": "E2", "企业名称": "个体经营E2 "},
        {"企业代号": "E3", "企业名称": ""},
    ]
    book = Imported("cumcm", cumcm(tmp_path, firms=firms))
    first, second, third = (book.applicants[code] for code in ("E1", "E2", "E3"))
    assert (first.id, first.name, first.trade) == ("cumcm:E1", "***食品 有限公司", "food")
    assert first.kind is ApplicantKind.FIRM
    assert (second.name, second.trade, second.kind) == ("个体经营E2", "", ApplicantKind.PERSON)
    assert third.name == "E3"
    assert first.currency == "CNY"
    assert first.observed_until == date(2019, 5, 6)


def test_a_firm_without_invoices_is_a_firm_all_the_same(tmp_path: Path) -> None:
    firms = [{"企业代号": code, "企业名称": "***商贸有限公司"} for code in ("E1", "E9")]
    book = Imported("cumcm", cumcm(tmp_path, firms=firms))
    assert [(b.applicant.source_id, len(b.rows)) for b in book.batches] == [("E1", 1), ("E1", 1), ("E9", 0)]
    assert book.report.sellers == 2


def test_a_rating_is_shown_and_an_outcome_is_not_even_read(tmp_path: Path) -> None:
    firms = [{"企业代号": "E1", "企业名称": "***商贸有限公司", "信誉评级": "D", "是否违约": "是"}]
    folder = cumcm(tmp_path, firms=firms)
    book = Imported("cumcm", folder)
    assert book.applicants["E1"].external_rating == "D"
    assert book.applicants["E1"].listed_as == ()

    write_csv(folder / "firms.csv", [{**firms[0], "是否违约": "否"}])
    assert Imported("cumcm", folder).batches == book.batches


def test_void_is_void_also_behind_a_blank_and_red_letters_stay_negative(tmp_path: Path) -> None:
    red = {"发票号码": "3", "金额": "-943.4", "税额": "-56.6", "价税合计": "-1000"}
    sales = [{"发票号码": "1", "发票状态": " 作废发票"}, {"发票号码": "2", "发票状态": "作废发票"}, red]
    book = Imported("cumcm", cumcm(tmp_path, sales=sales))
    sold = [row for row in book.rows("invoices") if row["direction"] == "sale"]
    assert [row["status"] for row in sold] == ["void", "void", "valid"]
    assert (sold[2]["net_amount"], sold[2]["gross_amount"]) == (-94_340, -100_000)


def test_each_invoice_counts_once(tmp_path: Path) -> None:
    sales = [
        {},  # line 2, counts
        {},  # an exact copy
        {"购方单位代号": "B2"},  # the same invoice under a second buyer
        {"发票状态": "作废发票", "发票号码": "5"},
        {"发票号码": "5"},  # still valid in an earlier extract, void in the one above
        {"发票号码": "6"},
        {"发票状态": "作废发票", "发票号码": "6"},  # and the other way round
        {"金额": "99.00", "税额": "14.00"},  # the first one's number, day and gross, taxed otherwise
        {"开票日期": "2019/5/6 10:00"},  # the first one again, with the time of day
    ]
    book = Imported("cumcm", cumcm(tmp_path, sales=sales))
    sold = [row for row in book.rows("invoices") if row["direction"] == "sale"]
    assert [(row["source_id"], row["status"], row["counterparty_id"]) for row in sold] == [
        ("sale:1001:20190506:11300", "valid", "B1"),
        ("sale:5:20190506:11300", "void", "B1"),
        ("sale:6:20190506:11300", "void", "B1"),
    ]
    assert book.refusals() == {
        "row.duplicate": ["invoices_out_1.csv:3", "invoices_out_1.csv:10"],
        "invoice.two_counterparties": ["invoices_out_1.csv:4"],
        "invoice.superseded": ["invoices_out_1.csv:6", "invoices_out_1.csv:7"],
        "invoice.conflict": ["invoices_out_1.csv:9"],
    }


def test_a_number_that_comes_back_is_another_invoice(tmp_path: Path) -> None:
    sales = [{}, {"开票日期": "2019/9/20"}, {"金额": "200", "税额": "26", "价税合计": "226"}]
    book = Imported("cumcm", cumcm(tmp_path, sales=sales))
    assert len({row["source_id"] for row in book.rows("invoices") if row["direction"] == "sale"}) == 3
    assert not book.refusals()


def test_sums_may_differ_by_a_fen_and_no_more(tmp_path: Path) -> None:
    sales = [
        {"发票号码": "1", "价税合计": "113.01"},
        {"发票号码": "2", "价税合计": "113.02"},
        {
            "发票号码": "3",
            "金额": "-22.54",
            "税额": "0.68",
            "价税合计": "-23.22",
        },  # the sign of the tax slipped
        {"发票号码": "4", "税额": "", "价税合计": "100"},  # nothing to add up
    ]
    book = Imported("cumcm", cumcm(tmp_path, sales=sales))
    assert book.refusals() == {"invoice.sum": ["invoices_out_1.csv:3", "invoices_out_1.csv:4"]}
    assert book.report.refused[0].listed[1].detail == "number 3: -22.54 + 0.68 ≠ -23.22"
    assert book.rows("invoices")[-1]["tax_amount"] is None


def test_every_unreadable_row_is_named_with_its_reason(tmp_path: Path) -> None:
    sales = [
        {"金额": "一百"},
        {"开票日期": "2019/13/1"},
        {"开票日期": "1970/1/1"},
        {"发票状态": "失控发票"},
        {"发票号码": ""},
        {"企业代号": "E404"},
        {"金额": "1e400", "开票日期": "?"},  # two faults, one refusal
        {},
    ]
    folder = cumcm(tmp_path, sales=sales)
    with (folder / "invoices_out_1.csv").open("a", encoding="utf-8") as stream:
        stream.write("E1,1002,2019/5/6\n")
    book = Imported("cumcm", folder)
    assert book.refusals() == {
        "time.unreadable": ["invoices_out_1.csv:3", "invoices_out_1.csv:8"],
        "amount.unreadable": ["invoices_out_1.csv:2"],
        "time.range": ["invoices_out_1.csv:4"],
        "word.unknown": ["invoices_out_1.csv:5"],
        "value.missing": ["invoices_out_1.csv:6"],
        "invoice.no_firm": ["invoices_out_1.csv:7"],
        "row.field_count": ["invoices_out_1.csv:10"],
    }
    assert book.report.files["invoices_out_1.csv"].kept == 1
    assert "金额 = '一百'" in [m.detail for tally in book.report.refused for m in tally.listed]


def test_firms_all_mixed_up_are_read_as_if_they_stood_together(tmp_path: Path) -> None:
    firms = [{"企业代号": code, "企业名称": "***商贸有限公司"} for code in ("E1", "E2")]
    mixed = [{"企业代号": f"E{1 + n % 2}", "发票号码": str(n // 4)} for n in range(8)]
    book = Imported("cumcm", cumcm(tmp_path / "mixed", sales=mixed, firms=firms))
    in_order = sorted(mixed, key=lambda row: row["企业代号"])
    expected = Imported("cumcm", cumcm(tmp_path / "sorted", sales=in_order, firms=firms))
    for firm in ("E1", "E2"):
        assert book.rows("invoices", firm) == expected.rows("invoices", firm)
    assert book.refusals() == {"row.duplicate": [f"invoices_out_1.csv:{line}" for line in (4, 8, 5, 9)]}


def test_a_mixed_up_book_too_large_to_sort_is_refused_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MOST_UNSORTED_ROWS", 2)
    firms = [{"企业代号": code, "企业名称": "***商贸有限公司"} for code in ("E1", "E2")]
    mixed = [{"企业代号": code} for code in ("E1", "E2", "E1")]
    with pytest.raises(source.KnownError) as trouble:
        Imported("cumcm", cumcm(tmp_path, sales=mixed, firms=firms))
    assert trouble.value.code == "source.unsorted"


def test_read_as_of_a_day_nothing_later_is_known(tmp_path: Path) -> None:
    sales = [{"发票号码": "1"}, {"发票号码": "2", "开票日期": "2019/5/7"}]
    book = Imported("cumcm", cumcm(tmp_path, sales=sales), as_of=date(2019, 5, 6))
    assert [row["source_id"] for row in book.rows("invoices")][1:] == ["sale:1:20190506:11300"]
    assert book.refusals() == {"row.after_as_of": ["invoices_out_1.csv:3"]}
    assert book.applicants["E1"].observed_until == date(2019, 5, 6)


def test_reading_again_gives_the_same_rows_whatever_else_is_in_the_book(tmp_path: Path) -> None:
    june = [{"发票号码": "9", "开票日期": "2019/6/1"}, {}]
    first = Imported("cumcm", cumcm(tmp_path / "may")).rows("invoices")
    later = Imported("cumcm", cumcm(tmp_path / "june", sales=june)).rows("invoices")
    assert len(later) == len(first) + 1
    assert all(row in later for row in first)


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("***建筑劳务有限公司", "labour_services"),
        ("***装饰设计工程有限公司", "decoration"),
        ("***通信工程有限公司", "information_technology"),
        ("***大药房", "pharmacy_medical"),
        ("***商贸有限公司", "trading"),
        ("***电子商务有限公司", "trading"),
        ("个体经营E207", ""),
    ],
)
def test_trades_in_names(name: str, trade: str) -> None:
    assert trade_of(name) == trade
