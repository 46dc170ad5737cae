"""Every paper: nothing leaves the page, heads are repeated, and two readers find the words in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.letters.conftest import Tool
from tests.letters.extremes import LONG_NAME, WIDE_FIGURES, extreme, short
from workstation.letters import (
    PAPERS,
    PaperFonts,
    content_sha256,
    head_of,
    page_count,
    page_text,
    paper_of,
    read_code,
    render_paper,
    sample_papers,
)
from workstation.letters.papers import PaperValue

KINDS = sorted(PAPERS)
HEAD_OF_TABLE = {
    "statement": "摘要",
    "schedule": "期次",
    "reminder": "逾期天数",
    "survey_report": "拍摄时间与位置",
}


@pytest.fixture(scope="module")
def samples() -> dict[str, PaperValue]:
    return sample_papers()


def text_of(pdf: bytes) -> str:
    return "\n".join(page_text(pdf, page) for page in range(page_count(pdf)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def boxes(pdf: bytes) -> Iterator[list[tuple[float, float, float, float]]]:
    """Of each page, where every character stands (left, bottom, right, top)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            yield [text.get_charbox(i) for i in range(text.count_chars())]
            text.close()
            page.close()
    finally:
        document.close()


KEY_FIGURES = {
    "approval": ["180,000.00", "18.25%", "20.93%", "199,124.99"],
    "counter_offer": ["300,000.00", "180,000.00", "8.2%", "199,124.99"],
    "decline": ["300,000.00", "8.2%"],
    "grade_sheet": ["6.4", "8.2%", "34"],
    "contract": ["180,000.00", "20.93%", "199,124.99", "27.375%"],
    "loan_note": ["180,000.00", "27.375%", "199,124.99"],
    "cost_sheet": ["180,000.00", "19.16%", "20.93%", "18.19%", "0.97%", "27.38%"],
    "schedule": ["180,000.00", "199,124.99", "16,266.61"],
    "authorisation": ["92330110MA2GX0000X"],
    "receipt": ["16,518.75", "166,181.25", "2,700.00", "13,818.75"],
    "reminder": ["33,572.44", "28,102.00", "534.94"],
    "statement": ["94,003.60", "194,016.10", "182,700.00"],
    "settlement": ["180,000.00", "0.00", "18,224.99"],
    "file_summary": ["24,100.00", "18,204", "40,118", "100,000.00"],
    "survey_report": ["159,840.00", "138,600.00", "86,400.00"],
}


def order(kind: str, value: PaperValue) -> list[str]:
    """The words of a paper in the order in which they are read."""
    title = value.title.zh if kind == "reminder" else PAPERS[kind].title.zh  # type: ignore[union-attr]
    return [title, head_of(value).number, "欧阳𬭸", *KEY_FIGURES[kind], "真伪核验", "核验码"]


def in_order(said: str, words: list[str]) -> None:
    at = 0
    for word in words:
        found = squeezed(said).find(squeezed(word), at)
        assert found >= 0, f"{word} does not follow"
        at = found + 1


class TestTheTable:
    def test_every_kind_has_its_sample(self, samples: dict[str, PaperValue]) -> None:
        assert set(samples) == set(PAPERS) == set(KEY_FIGURES)
        assert all(paper_of(value).kind == kind for kind, value in samples.items())

    def test_every_code_names_its_own_content(self, samples: dict[str, PaperValue]) -> None:
        for value in samples.values():
            code = read_code(head_of(value).verification_code)
            assert code.number == head_of(value).number
            assert code.names(content_sha256(value))

    def test_no_two_papers_share_a_number(self, samples: dict[str, PaperValue]) -> None:
        assert len({head_of(value).number for value in samples.values()}) == len(samples)


@pytest.mark.parametrize("kind", KINDS)
class TestReading:
    def test_pdfium_reads_it_in_order(
        self, kind: str, papers: dict[str, bytes], samples: dict[str, PaperValue]
    ) -> None:
        in_order(text_of(papers[kind]), order(kind, samples[kind]))

    def test_so_does_pdftotext(
        self, kind: str, papers: dict[str, bytes], samples: dict[str, PaperValue], tmp_path: Path, tool: Tool
    ) -> None:
        path = tmp_path / "paper.pdf"
        path.write_bytes(papers[kind])
        in_order(tool("pdftotext", "-raw", path, "-"), order(kind, samples[kind]))

    def test_both_languages_are_on_it(self, kind: str, papers: dict[str, bytes]) -> None:
        said = text_of(papers[kind])
        assert len(re.findall(r"[一-鿿]", said)) > 100
        assert len(re.findall(r"\b[A-Za-z]{3,}\b", said)) > 50
        assert "{" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_begins_with_what_must_not(
    kind: str, papers: dict[str, bytes], samples: dict[str, PaperValue], fonts: PaperFonts
) -> None:
    """避头尾: closing punctuation never begins a line, opening punctuation never ends one."""
    for pdf in (papers[kind], render_paper(extreme(kind, samples[kind]), fonts)):
        lines = [line.strip() for line in text_of(pdf).splitlines() if line.strip()]
        assert [line for line in lines if line[0] in "，。；：）》”、！？" or line[-1] in "（《“"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_its_metadata_name_nobody(kind: str, papers: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(papers[kind])
    everything = " ".join(document.get_metadata_dict().values())
    document.close()
    for personal in ("欧阳", "文一西路 998", "周静", "92330110"):
        assert personal not in everything


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [short, extreme])
class TestSizes:
    @pytest.fixture
    def sized(
        self,
        kind: str,
        size: Callable[[str, PaperValue], PaperValue],
        samples: dict[str, PaperValue],
        fonts: PaperFonts,
    ) -> bytes:
        return render_paper(size(kind, samples[kind]), fonts)

    def test_nothing_leaves_the_page_or_touches_the_foot(self, sized: bytes, size: object) -> None:
        for page in boxes(sized):
            assert min(box[0] for box in page) >= 53
            assert max(box[2] for box in page) <= 542
            foot = [box for box in page if box[1] < 44]
            body = [box for box in page if box[1] >= 44]
            assert min(box[1] for box in body) > max(box[3] for box in foot) + 4
        if size is extreme:
            assert squeezed(LONG_NAME) in squeezed(text_of(sized))

    def test_no_page_holds_a_head_alone(self, sized: bytes) -> None:
        """Every page has something under its running head, and the last has the code."""
        for page in range(page_count(sized)):
            assert len(squeezed(page_text(sized, page))) > 200
        assert "核验码" in page_text(sized, page_count(sized) - 1)


@pytest.mark.parametrize("kind", sorted(HEAD_OF_TABLE))
def test_a_long_table_repeats_its_head(kind: str, samples: dict[str, PaperValue], fonts: PaperFonts) -> None:
    pdf = render_paper(extreme(kind, samples[kind]), fonts)
    pages = [page_text(pdf, page) for page in range(page_count(pdf))]
    assert sum(HEAD_OF_TABLE[kind] in page for page in pages) >= 2


@pytest.mark.parametrize("kind", sorted(WIDE_FIGURES))
def test_no_amount_is_torn(kind: str, samples: dict[str, PaperValue], fonts: PaperFonts) -> None:
    """Half an amount is another amount: one too wide for its place is set smaller and stays on its line."""
    said = text_of(render_paper(extreme(kind, samples[kind]), fonts))
    assert {figure: said.count(figure) for figure in WIDE_FIGURES[kind]} == WIDE_FIGURES[kind]


def test_a_statement_of_eighty_rows_loses_none(samples: dict[str, PaperValue], fonts: PaperFonts) -> None:
    said = text_of(render_paper(extreme("statement", samples["statement"]), fonts))
    assert [n for n in range(1, 81) if said.count(f"第 {n} 笔") != 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_which_paper_it_replaces(
    kind: str, samples: dict[str, PaperValue], fonts: PaperFonts
) -> None:
    value: Any = samples[kind]
    said = text_of(render_paper(value, fonts))
    assert "取代" not in said
    if kind == "approval":
        value = replace(value, replaces="OLD-2026-1")
    else:
        value = replace(value, head=replace(value.head, replaces="OLD-2026-1"))
    said = squeezed(text_of(render_paper(value, fonts)))
    assert said.count("本文件取代编号OLD-2026-1。") == 1
    assert said.count("ThispaperreplacesnumberOLD-2026-1.") == 1


def test_what_a_decline_never_says(papers: dict[str, bytes]) -> None:
    said = text_of(papers["decline"])
    assert not re.search("内部|评分|欺诈|洗钱|internal|score|fraud|launder", said)
    assert "人工复核" in said
    assert "human review" in said


def test_a_grade_sheet_gives_no_model_secret(papers: dict[str, bytes]) -> None:
    assert not re.search(
        "阈值|权重|特征|概率|threshold|weight|feature|probability", text_of(papers["grade_sheet"])
    )


def test_a_settlement_says_whose_debt_is_repaid(
    samples: dict[str, PaperValue], papers: dict[str, bytes]
) -> None:
    said = squeezed(text_of(papers["settlement"]))
    assert samples["settlement"].identity in said  # type: ignore[union-attr]
    assert "证件／统一社会信用代码" in said


def test_a_schedule_names_the_loan_once_it_is_drawn_and_the_contract_before(
    samples: dict[str, PaperValue], fonts: PaperFonts
) -> None:
    drawn: Any = samples["schedule"]
    planned = replace(drawn, definitive=False, about="HT-2026-000117")
    for value, label, other in ((drawn, "借款编号", "合同编号"), (planned, "合同编号", "借款编号")):
        said = text_of(render_paper(value, fonts))
        assert label in said and value.about in said and other not in said


def test_a_cost_sheet_has_all_that_a_borrower_signs(papers: dict[str, bytes]) -> None:
    said = squeezed(text_of(papers["cost_sheet"]))
    for words in (
        "名义年化",
        "实际年化",
        "收取方",
        "逾期罚息",
        "不收取其他任何费用",
        "配偶（签字）",
        "已逐项阅读",
    ):
        assert words in said


def test_numbers_of_two_figures_stand_clear_of_their_points(
    samples: dict[str, PaperValue], fonts: PaperFonts
) -> None:
    """Twelve points: every text begins at one place, with room after the widest number."""
    pdf = render_paper(extreme("settlement", samples["settlement"]), fonts)
    document = pypdfium2.PdfDocument(pdf)
    starts, ends = [], []
    for page in document:
        text = page.get_textpage()
        shown = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
        shown = [(said, box) for said, box in shown if said.strip()]
        for (dot, before), (first, after) in pairwise(shown):
            if dot == "." and first == "近":
                ends.append(before[2])
                starts.append(round(after[0]))
        text.close()
        page.close()
    document.close()
    assert len(starts) == 12 and len(set(starts)) == 1
    assert starts[0] - max(ends) > 4
