"""Every paper lasts and can be heard: PDF/A-2u and PDF/UA-1 per page-validation, with roles that are true."""

from __future__ import annotations

import re
from pathlib import Path

import page
import pypdfium2
import pytest

from tests.letters.conftest import Tool
from tests.letters.extremes import extreme
from workstation.letters import PAPERS, PaperFonts, page_count, page_text, render_paper, sample_papers


@pytest.mark.parametrize("profile", ["2u", "ua1"])
@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_paper_keeps_to_the_standard(
    papers: dict[str, bytes], tmp_path: Path, kind: str, profile: str
) -> None:
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes(papers[kind])
    report = page.validate_pdf(path, profile=profile)
    assert not report.failures, [str(failure) for failure in report.failures]


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_paper_has_one_title_sections_and_a_code_that_is_described(
    papers: dict[str, bytes], kind: str
) -> None:
    roles = papers[kind]
    assert roles.count(b"/S /H1 ") == 1
    assert roles.count(b"/S /Document ") == 1
    assert roles.count(b"/Alt <FEFF") >= 2, "the mark and the QR code"


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_two_more_readers_find_no_fault(
    papers: dict[str, bytes], tmp_path: Path, kind: str, tool: Tool
) -> None:
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes(papers[kind])
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", path)
    said = tool("pdfinfo", path)
    assert re.search(rf"Title: +{PAPERS[kind].title.zh if kind != 'reminder' else '逾期催收函'} ", said)
    assert re.search(r"Tagged: +yes", said) and re.search(r"Page size: .*A4", said)


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_figure_says_where_it_is(papers: dict[str, bytes], kind: str) -> None:
    """Mark, seal and QR code, each within the page and as large as it is drawn."""
    boxes = [
        [float(corner) for corner in found.split()]
        for found in re.findall(rb"/BBox \[ ([\d. ]+) \]", papers[kind])
    ]
    assert len(boxes) == papers[kind].count(b"/S /Figure ") >= 2
    for left, bottom, right, top in boxes:
        assert 0 < left < right < 595.28 and 0 < bottom < top < 841.89
        assert right - left == pytest.approx(top - bottom), "all three are square or round"
    sides = sorted(round(box[2] - box[0]) for box in boxes)
    assert sides == ([36, 70, 108] if len(boxes) == 3 else [36, 70])


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_a_paper_of_more_than_one_page_has_its_sections_as_bookmarks(
    papers: dict[str, bytes], kind: str
) -> None:
    document = pypdfium2.PdfDocument(papers[kind])
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    pages = [page_text(papers[kind], number) for number in range(len(document))]
    document.close()
    if len(pages) == 1:
        assert marks == []
        return
    assert len(marks) == papers[kind].count(b"/S /H2 ") >= 2
    assert [number for _, number in marks] == sorted(number for _, number in marks)
    for title, number in marks:
        assert "".join(title.split()) in "".join(pages[number].split()), "it leads to its own page"


def test_the_title_stands_in_the_windows_bar(papers: dict[str, bytes]) -> None:
    assert all(b"/DisplayDocTitle true" in pdf for pdf in papers.values())


def test_a_repeated_table_head_is_heard_once(fonts: PaperFonts) -> None:
    """A table that runs over pages: its head is printed on each, and tagged on the first alone."""
    pdf = render_paper(extreme("statement", sample_papers()["statement"]), fonts)
    assert sum("摘要" in page_text(pdf, page) for page in range(page_count(pdf))) >= 2
    assert (pdf.count(b"/S /Table "), pdf.count(b"/S /TH ")) == (1, 5)


def test_a_section_with_a_long_title_has_its_head_too(papers: dict[str, bytes], fonts: PaperFonts) -> None:
    longer = render_paper(extreme("survey_report", sample_papers()["survey_report"]), fonts)
    assert longer.count(b"/S /H2 ") == papers["survey_report"].count(b"/S /H2 ") + 1, "one section more"


def test_english_is_told_from_chinese(papers: dict[str, bytes]) -> None:
    assert b"/Lang (en)" in papers["approval"]
    assert b"/Lang (zh-CN)" in papers["approval"]


def test_no_personal_data_is_in_what_the_file_says_of_itself(papers: dict[str, bytes]) -> None:
    for kind, pdf in papers.items():
        start = pdf.index(b"<?xpacket begin")
        said = pdf[start : pdf.index(b"<?xpacket end", start)].decode()
        assert "欧阳" not in said, kind
