"""Lines of mixed Chinese and Latin text: words and numbers stay whole, marks stand where they may."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.letters.linebreak import CLOSING, OPENING, break_lines


def measure(text: str) -> float:
    """Chinese characters are two wide, the rest one: what a terminal would say."""
    return sum(2.0 if ord(c) > 0x2E7F else 1.0 for c in text)


WORDS = (
    "credit",
    "ACT/365",
    "loan",
    "SX-2026-000117",
    "Co.,",
    "Ltd.",
    "don't",
    "e-commerce",
    "lender’s",
    "f(x)",
)
NUMBERS = ("180,000.00", "18.25%", "2026-11-23", "¥900.00", "365", "9:00–18:00", "12\u00a0个月", "3.5倍")
CHINESE = tuple("经审查贵方的授信申请已获批准主要条件如下各项金额均为人民币欧阳𬭸")
OPENERS, CLOSERS = tuple("（《“【"), tuple("，。；：、）》”】！？")

PIECES = st.one_of(
    st.sampled_from(WORDS).map(lambda w: f" {w} "),
    st.sampled_from(NUMBERS),
    st.sampled_from(CHINESE),
    st.tuples(st.sampled_from(OPENERS), st.sampled_from(CHINESE), st.sampled_from(CLOSERS)).map("".join),
    st.tuples(st.sampled_from(CHINESE), st.sampled_from(CLOSERS)).map("".join),
    st.just("——"),
    st.just("……"),
)


def without_blanks(text: str) -> str:
    return re.sub(r"[ \n]+", "", text)


def faults(lines: list[str], width: float) -> list[str]:
    """Every rule that these lines break, in words."""
    found = []
    for number, line in enumerate(lines):
        if measure(line) > width:
            found.append(f"too wide: {line!r}")
        if number and line[:1] in CLOSING:
            found.append(f"begins with a closing mark: {line!r}")
        if number < len(lines) - 1 and line[-1:] in OPENING:
            found.append(f"ends with an opening mark: {line!r}")
    for above, below in pairwise(lines):
        if re.search(r"[A-Za-z0-9.,/-]$", above) and re.match(r"[A-Za-z0-9.,/-]", below):
            joined = re.search(r"\S+$", above)[0] + "|" + re.match(r"\S+", below)[0]  # type: ignore[index]
            found.append(f"maybe torn: {joined}")
    return found


@given(st.lists(PIECES, max_size=60), st.integers(24, 120))
def test_nothing_is_lost_and_every_rule_holds(pieces: list[str], width: int) -> None:
    text = "".join(pieces)
    lines = break_lines(text, width, measure)
    assert without_blanks("".join(lines)) == without_blanks(text)
    assert [f for f in faults(lines, width) if not f.startswith("maybe torn")] == []


def test_thousands_of_mixed_lines_without_a_fault() -> None:
    """A fixed crowd of paragraphs; words are set apart by blanks, so every tear inside one shows."""
    dice = random.Random(20261123)
    broken = 0
    for _ in range(900):
        parts = []
        for _ in range(dice.randint(5, 60)):
            kind = dice.random()
            if kind < 0.35:
                parts.append(f" {dice.choice(WORDS + NUMBERS)} ")
            elif kind < 0.9:
                parts.append("".join(dice.choices(CHINESE, k=dice.randint(1, 8))))
            else:
                parts.append(dice.choice(OPENERS) + "贷款" + dice.choice(CLOSERS))
        text = " ".join("".join(parts).split())
        width = dice.randint(24, 90)
        lines = break_lines(text, width, measure)
        broken += len(lines)
        whole = set(text.split(" "))
        assert [f for f in faults(lines, width) if not f.startswith("maybe torn")] == []
        for fault in faults(lines, width):
            above, below = fault.removeprefix("maybe torn: ").split("|")
            assert above + below not in whole, fault
    assert broken > 3_350


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # 。 would stand first on the second line; the character before it comes along
        ("贵方的授信申请已获批准。", 22, ["贵方的授信申请已获批", "准。"]),
        # （ may not end a line
        ("贷款人的信息（盖章）", 14, ["贷款人的信息", "（盖章）"]),
        # the amount moves as a whole
        ("授信金额为180,000.00元整", 16, ["授信金额为", "180,000.00元整"]),
        # a date is one piece
        ("须在2026年11月23日前", 16, ["须在", "2026年11月23日前"]),
        # a blank at the break vanishes
        ("Credit approval letter", 16, ["Credit approval", "letter"]),
        # brackets do not tear a word
        ("all instalment(s) due", 15, ["all", "instalment(s)", "due"]),
        # a dash is not torn and does not begin a line
        ("授信额度——本年", 8, ["授信额", "度——本年"]),
    ],
)
def test_the_rules_one_by_one(text: str, width: int, lines: list[str]) -> None:
    assert break_lines(text, width, measure) == lines


def test_no_character_is_left_alone_on_the_last_line() -> None:
    assert break_lines("贵方的授信申请已获得批准", 22, measure) == ["贵方的授信申请已获得", "批准"]


def test_no_short_word_is_left_alone_on_the_last_line() -> None:
    lines = break_lines("The draw day counts and the repayment day does not.", 48, measure)
    assert lines == ["The draw day counts and the repayment day", "does not."]


def test_a_hash_longer_than_the_line_is_cut_at_its_edge() -> None:
    assert break_lines("0123456789abcdef" * 2, 20, measure) == ["0123456789abcdef0123", "456789abcdef"]


def test_line_ends_of_the_text_are_kept() -> None:
    assert break_lines("一\n\n二", 20, measure) == ["一", "", "二"]
