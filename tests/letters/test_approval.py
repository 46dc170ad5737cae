"""The approval letter: one set of bytes everywhere, text that reads back, nothing left out."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.letters.conftest import Tool
from workstation.domain.lending import DayCount, Instalment, Offer, RepaymentMethod
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters import (
    ApprovalLetter,
    PaperFonts,
    content_sha256,
    page_count,
    page_text,
    render_approval,
    render_page,
)
from workstation.letters.qr import qr_runs
from workstation.letters.wording import FIXED_FEE

RENDER = """
import hashlib
from workstation.letters import load_fonts, render_approval, sample_letter
print(hashlib.sha256(render_approval(sample_letter(), load_fonts())).hexdigest())
"""


def text_of(pdf: bytes) -> str:
    return "\n".join(page_text(pdf, page) for page in range(page_count(pdf)))


def with_rows(letter: ApprovalLetter, count: int) -> ApprovalLetter:
    """The same letter over `count` equal months without interest."""
    share = letter.offer.amount // count
    first = letter.offer.amount - share * (count - 1)
    start = letter.offer.schedule.start
    rows, balance = [], letter.offer.amount
    for number in range(1, count + 1):
        principal = first if number == 1 else share
        balance -= principal
        rows.append(Instalment(number, start + timedelta(days=30 * number), principal, 0, 0, balance))
    schedule = replace(letter.offer.schedule, rows=tuple(rows))
    return replace(letter, offer=replace(letter.offer, months=count, schedule=schedule))


class TestSameBytes:
    def test_two_renders_have_one_hash(self, letter: ApprovalLetter, fonts: PaperFonts, pdf: bytes) -> None:
        assert render_approval(letter, fonts) == pdf

    @pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns"])
    def test_so_has_one_made_by_another_process_in_another_place(
        self, pdf: bytes, root: Path, tmp_path: Path, zone: str
    ) -> None:
        """Another hash seed, time zone, folder, and a person's own settings of the PDF library."""
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": "4242",
            "PYTHONPATH": str(root),
            "TZ": zone,
            "LC_ALL": "C",
            "RL_pageCompression": "1",
            "RL_invariant": "0",
            "RL_useA85": "0",
            "RL_ttfAsciiReadable": "1",
            "RL_canvas_basefontname": "Times-Roman",
        }
        done = subprocess.run(
            [sys.executable, "-c", RENDER],
            env=surroundings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(pdf).hexdigest()

    def test_so_have_eight_made_at_once(self, letter: ApprovalLetter, fonts: PaperFonts, pdf: bytes) -> None:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _: render_approval(letter, fonts), range(8)))
        assert set(made) == {pdf}

    def test_a_word_more_is_another_content_and_another_paper(
        self, letter: ApprovalLetter, fonts: PaperFonts, pdf: bytes
    ) -> None:
        other = replace(letter, purpose=letter.purpose + "等")
        assert content_sha256(other) != content_sha256(letter)
        assert render_approval(other, fonts) != pdf


class TestWhatItSays:
    def test_everything_that_a_letter_must_say(self, pdf: bytes, letter: ApprovalLetter) -> None:
        said = "".join(text_of(pdf).split())
        schedule = letter.offer.schedule
        must = [
            *("授信批准通知书", "CreditApprovalLetter", letter.number, "2026年11月23日", "23November2026"),
            *("2026年12月8日", "2026年12月23日", letter.applicant_name, letter.applicant_address),
            *(letter.product.zh, letter.product.en, letter.purpose),
            *("¥180,000.00", "人民币壹拾捌万元整", "18.25%", "0.0500%", "ACT/365fixed", "12个月"),
            *("等额本息，按月还款", "放款当日计息，还款当日不计息", "20.93%", "19.16%"),
            *("18,224.99", "900.00", "199,124.99", "不收取"),
            *(row.due.isoformat() for row in schedule.rows),
            *(f"{row.payment / 100:,.2f}" for row in schedule.rows),
            *(words.zh for words in (*letter.conditions, *letter.recall_events)),
            *(words.en for words in (*letter.conditions, *letter.recall_events)),
            *(letter.decided_by, letter.role.en, letter.authority.zh, letter.authority.en),
            *("本通知书为暂定，不构成承诺", "notacommitment", "PROVISIONAL"),
            *(letter.lender.human_review.zh, letter.lender.complaint.en),
            *(letter.verification_code, content_sha256(letter), "第1页，共2页", "Page2of2"),
        ]
        assert [words for words in must if "".join(words.split()) not in said] == []

    def test_a_firm_letter_says_so_and_what_it_replaces(
        self, letter: ApprovalLetter, fonts: PaperFonts
    ) -> None:
        firm = replace(letter, provisional=False, replaces="SX-2026-000100")
        said = text_of(render_approval(firm, fonts))
        assert "不构成承诺" not in said
        assert "正式" in said
        assert "SX-2026-000100" in said

    def test_those_who_sign_beside_the_borrower_have_their_line(
        self, letter: ApprovalLetter, fonts: PaperFonts
    ) -> None:
        spouse = Bilingual("配偶（签字）", "Spouse, signature")
        assert spouse.zh in text_of(render_approval(replace(letter, cosigners=(spouse,)), fonts))

    @pytest.mark.parametrize("count", list(DayCount))
    @pytest.mark.parametrize("method", list(RepaymentMethod))
    def test_every_day_count_and_method_has_its_words(
        self, letter: ApprovalLetter, fonts: PaperFonts, count: DayCount, method: RepaymentMethod
    ) -> None:
        schedule = replace(letter.offer.schedule, day_count=count, method=method)
        offer: Offer = replace(letter.offer, method=method, schedule=schedule)
        said = text_of(render_approval(replace(letter, offer=offer), fonts))
        assert ("等额本息" in said) == (method is RepaymentMethod.EQUAL_INSTALMENT)
        by_days = method is not RepaymentMethod.SHARE_OF_SALES
        assert ("÷ 360" in said) == (by_days and count in (DayCount.ACT_360, DayCount.THIRTY_360))
        assert (FIXED_FEE.zh in said) == (not by_days)

    def test_the_rare_name_is_read_by_a_second_reader(self, pdf_file: Path, tool: Tool) -> None:
        assert "欧阳𬭸" in tool("pdftotext", pdf_file, "-")

    def test_the_text_is_in_the_order_of_reading(self, pdf: bytes) -> None:
        said = text_of(pdf)
        order = [
            "授信批准通知书",
            "编号",
            "欧阳𬭸",
            "不构成承诺",
            "授信金额",
            "授信要素",
            "全部费用",
            "决定人",
        ]
        order += ["还款计划", "2027-11-26", "放款条件", "可撤回", "贵方的权利", "Signatures", "核验码"]
        places = [said.index(words) for words in order]
        assert places == sorted(places)

    @given(name=st.text(alphabet=st.sampled_from("欧阳𬭸䶮㛃𬍛王小二·Àéñ Ab1（）"), min_size=1, max_size=12))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_name_reads_back_as_itself(
        self, letter: ApprovalLetter, fonts: PaperFonts, name: str
    ) -> None:
        said = text_of(render_approval(replace(letter, applicant_name=f"甲{name}乙"), fonts))
        assert "".join(f"甲{name}乙".split()) in "".join(said.split())


class TestPages:
    def test_the_usual_letter_has_two(self, pdf: bytes) -> None:
        assert page_count(pdf) == 2

    @pytest.mark.parametrize("count", [1, 3, 24, 36, 60, 120])
    def test_a_long_schedule_repeats_its_head_and_loses_no_row(
        self, letter: ApprovalLetter, fonts: PaperFonts, count: int
    ) -> None:
        longer = with_rows(letter, count)
        pdf = render_approval(longer, fonts)
        pages = [page_text(pdf, number) for number in range(page_count(pdf))]
        for row in longer.offer.schedule.rows:
            assert sum(row.due.isoformat() in page for page in pages) == 1
        for page in pages:
            rows = re.findall(r"^\d{1,3} \d{4}-\d\d-\d\d", page, re.MULTILINE)
            assert bool(rows) == ("期次" in page)
            assert len(rows) != 1 or count == 1, "a row stands alone"

    def test_signatures_and_code_share_the_last_page(self, letter: ApprovalLetter, fonts: PaperFonts) -> None:
        for count in range(10, 26):
            pdf = render_approval(with_rows(letter, count), fonts)
            last = page_text(pdf, page_count(pdf) - 1)
            assert "借款人（签字／盖章）" in last
            assert letter.verification_code in last

    def test_no_text_leaves_the_page_or_touches_the_foot(
        self, letter: ApprovalLetter, fonts: PaperFonts
    ) -> None:
        wordy = replace(
            letter,
            applicant_name="杭州市余杭区特别长名字的跨境电子商务供应链管理有限责任公司" * 3,
            applicant_address="浙江省杭州市余杭区文一西路 998 号 5 幢 301 室 " * 5,
            purpose="采购 2027 年春季面料与辅料、支付快递费用；" * 12,
            conditions=letter.conditions * 4,
        )
        document = pypdfium2.PdfDocument(render_approval(wordy, fonts))
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(i) for i in range(text.count_chars())]
            assert min(box[0] for box in boxes) >= 53
            assert max(box[2] for box in boxes) <= 542
            foot = [box for box in boxes if box[1] < 44]
            body = [box for box in boxes if box[1] >= 44]
            assert min(box[1] for box in body) > max(box[3] for box in foot) + 4
            text.close()
            page.close()
        document.close()

    def test_a_purpose_longer_than_a_page_is_refused(self, letter: ApprovalLetter, fonts: PaperFonts) -> None:
        with pytest.raises(KnownError) as caught:
            render_approval(replace(letter, purpose="采购春季面料，" * 500), fonts)
        assert caught.value.code == "letter.too_long"

    def test_a_name_with_a_picture_in_it_is_refused_by_name(
        self, letter: ApprovalLetter, fonts: PaperFonts
    ) -> None:
        with pytest.raises(KnownError) as caught:
            render_approval(replace(letter, applicant_name="小店🛍"), fonts)
        assert (caught.value.code, caught.value.where) == ("letter.no_glyph", "小店🛍")


class TestFile:
    def test_only_our_fonts_and_all_inside(self, pdf: bytes) -> None:
        names = set(re.findall(rb"/BaseFont /([A-Za-z+-]+)", pdf))
        assert {name.split(b"+")[1] for name in names} == {b"NotoSansSC-Regular", b"NotoSansSC-Bold"}
        assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0
        assert b"Helvetica" not in pdf

    def test_a_second_reader_finds_every_font_embedded(self, pdf_file: Path, tool: Tool) -> None:
        fonts = tool("pdffonts", pdf_file).splitlines()[2:]
        assert len(fonts) >= 2
        for line in fonts:
            assert "NotoSansSC" in line
            embedded, subset, unicode = line.split()[-5:-2]
            assert (embedded, subset, unicode) == ("yes", "yes", "yes")

    def test_the_syntax_is_clean(self, pdf_file: Path, tool: Tool) -> None:
        assert "No syntax or stream encoding errors" in tool("qpdf", "--check", pdf_file)

    def test_its_metadata_name_nobody(self, pdf: bytes, letter: ApprovalLetter) -> None:
        document = pypdfium2.PdfDocument(pdf)
        metadata = document.get_metadata_dict()
        document.close()
        everything = " ".join(metadata.values())
        assert metadata["Title"] == "授信批准通知书 Credit Approval Letter"
        for personal in (letter.applicant_name, "欧阳", letter.applicant_address, letter.decided_by):
            assert personal not in everything
        assert metadata["CreationDate"] == metadata["ModDate"] == "D:20000101000000+00'00'"


class TestQrCode:
    def test_a_scanner_reads_the_code(self, pdf_file: Path, tmp_path: Path, tool: Tool, pdf: bytes) -> None:
        from PIL import Image

        image = render_page(pdf, page_count(pdf) - 1, dpi=200)
        picture = tmp_path / "last.png"
        Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGRX").save(picture)
        read = tool("zbarimg", "--raw", "-q", picture).strip()
        assert read.startswith("WSL1.SX-2026-000117.")

    def test_the_printed_squares_are_those_of_the_code(self, pdf: bytes, letter: ApprovalLetter) -> None:
        """The page is looked at as pixels, square by square."""
        image = render_page(pdf, 1, dpi=300)
        black = [
            i // 4 for i in range(0, len(image.data), 4) if image.data[i : i + 3] == b"\0\0\0"
        ]  # only the code is pure black
        columns = [i % image.width for i in black]
        left, right, top, bottom = (
            min(columns),
            max(columns),
            black[0] // image.width,
            black[-1] // image.width,
        )
        runs, side = qr_runs(letter.verification_code)
        dark = {(row, column + n) for row, column, length in runs for n in range(length)}
        step_x, step_y = (right - left + 1) / side, (bottom - top + 1) / side
        seen = set()
        for row in range(side):
            for column in range(side):
                x, y = int(left + (column + 0.5) * step_x), int(top + (row + 0.5) * step_y)
                at = (y * image.width + x) * 4
                if image.data[at] < 128:
                    seen.add((row, column))
        assert seen == dark


def test_days_print_alike_whatever_the_locale() -> None:
    from workstation.letters.figures import day

    assert day(date(2027, 2, 1)) == Bilingual("2027年2月1日", "1\u00a0February\u00a02027")


@pytest.mark.parametrize(
    ("rate", "count", "yearly", "daily"),
    [
        ("0.1825", DayCount.ACT_365F, "18.25%", "0.0500%"),
        ("0.18", DayCount.ACT_360, "18.00%", "0.0500%"),
        ("0.219", DayCount.ACT_ACT, "21.90%", "0.0600%"),
        ("0.123456", DayCount.THIRTY_360, "12.3456%", "0.0343%"),
        ("0", DayCount.ACT_365F, "0.00%", "0.0000%"),
    ],
)
def test_rates_print_with_two_to_four_places(rate: str, count: DayCount, yearly: str, daily: str) -> None:
    from workstation.letters.figures import per_cent, per_day

    assert per_cent(rate) == yearly
    assert per_day(rate, count) == daily
