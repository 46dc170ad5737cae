"""Money: whole fen, exact rounding, printed yuan, and the numerals of a paper (大写)."""

from __future__ import annotations

import ast
import inspect
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain import money
from workstation.domain.money import Rounding, capitals, parse_yuan, round_fen, wan, yuan

ANY_FEN = st.integers(-(10**16), 10**16)


class TestPrintedYuan:
    @pytest.mark.parametrize(
        ("fen", "grouped", "plain"),
        [
            (0, "0.00", "0.00"),
            (5, "0.05", "0.05"),
            (-5, "-0.05", "-0.05"),
            (1234567, "12,345.67", "12345.67"),
            (-100_000_000, "-1,000,000.00", "-1000000.00"),
        ],
    )
    def test_reads_as_in_a_book(self, fen: int, grouped: str, plain: str) -> None:
        assert (yuan(fen), yuan(fen, grouped=False)) == (grouped, plain)

    @given(ANY_FEN, st.booleans())
    def test_is_read_back_to_the_fen(self, fen: int, grouped: bool) -> None:
        assert parse_yuan(yuan(fen, grouped=grouped)) == fen

    @pytest.mark.parametrize(("fen", "printed"), [(12_345_678, "12.35"), (499, "0.00"), (-5_000, "-0.01")])
    def test_large_sums_print_in_wan(self, fen: int, printed: str) -> None:
        assert wan(fen) == printed


class TestTypedYuan:
    @pytest.mark.parametrize(
        ("typed", "fen"),
        [
            ("50000", 5_000_000),
            (" 12,345.6 ", 1_234_560),
            ("0.07", 7),
            ("007", 700),
            ("-1.5", -150),
            ("１２３", 12_300),  # as an input method for Chinese writes it
        ],
    )
    def test_is_read_as_it_is_meant(self, typed: str, fen: int) -> None:
        assert parse_yuan(typed) == fen

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "-",
            "1.234",
            "1.",
            ".5",
            "1,23",
            "1234,567",
            "1,2345",
            "1e5",
            "0x10",
            "五万",
            "1 000",
            "--1",
            "¥5",
        ],
    )
    def test_anything_else_is_no_amount(self, typed: str) -> None:
        with pytest.raises(ValueError, match="not an amount in yuan"):
            parse_yuan(typed)


class TestRounding:
    @pytest.mark.parametrize(
        ("exact", "half_up", "half_even"),
        [
            (Fraction(1, 2), 1, 0),
            (Fraction(3, 2), 2, 2),
            (Fraction(5, 2), 3, 2),
            (Fraction(-1, 2), -1, 0),
            (Fraction(-5, 2), -3, -2),
            (Fraction(49, 100), 0, 0),
            (Fraction(10**30 + 1, 2), 5 * 10**29 + 1, 5 * 10**29),
        ],
    )
    def test_at_one_half_the_two_rules_part(self, exact: Fraction, half_up: int, half_even: int) -> None:
        assert round_fen(exact) == half_up
        assert round_fen(exact, Rounding.HALF_EVEN) == half_even

    @given(st.fractions(-(10**12), 10**12), st.sampled_from(Rounding))
    def test_gives_the_nearest_fen_by_search(self, exact: Fraction, rule: Rounding) -> None:
        whole = exact.numerator // exact.denominator
        distance = min(abs(exact - n) for n in (whole, whole + 1))
        nearest = [n for n in (whole, whole + 1) if abs(exact - n) == distance]
        preferred = {
            Rounding.HALF_UP: max(nearest, key=abs),
            Rounding.HALF_EVEN: min(nearest, key=lambda n: n % 2),
        }
        assert round_fen(exact, rule) == preferred[rule]
        assert type(round_fen(exact, rule)) is int


PAPERS = [
    # 支付结算办法 (PBOC 1997), annex 1, section 2: its own examples
    (140_950, "壹仟肆佰零玖元伍角整"),
    (600_714, "陆仟零柒元壹角肆分"),
    (168_032, "壹仟陆佰捌拾元零叁角贰分"),
    (10_700_053, "壹拾万柒仟元零伍角叁分"),
    (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
    (32_504, "叁佰贰拾伍元零肆分"),
    # zeros at every place
    (0, "零元整"),
    (1, "壹分"),
    (10, "壹角整"),
    (11, "壹角壹分"),
    (100, "壹元整"),
    (1_000, "壹拾元整"),
    (1_010, "壹拾元零壹角整"),
    (10_001, "壹佰元零壹分"),
    (100_100, "壹仟零壹元整"),
    (1_000_000, "壹万元整"),
    (1_000_100, "壹万零壹元整"),
    (1_010_000, "壹万零壹佰元整"),
    (12_000_000, "壹拾贰万元整"),
    (100_000_000, "壹佰万元整"),
    (100_010_000, "壹佰万零壹佰元整"),
    (10_000_000_000, "壹亿元整"),
    (10_000_000_100, "壹亿零壹元整"),
    (10_000_100_000, "壹亿零壹仟元整"),
    (10_001_000_000, "壹亿零壹万元整"),
    (1_001_000_000_000, "壹佰亿壹仟万元整"),
    (1_000_100_000_000, "壹佰亿零壹佰万元整"),
    (99_999_999_999_999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]

DIGITS = "零壹贰叁肆伍陆柒捌玖"


def spelled_out(fen: int) -> str:
    """The numerals by spelling every digit with its place and then striking what the rules strike."""
    whole, part = divmod(fen, 100)
    text = ""
    for place, digit in enumerate(reversed(str(whole))):
        unit = ("", "拾", "佰", "仟")[place % 4] + (("", "万", "亿")[place // 4] if place % 4 == 0 else "")
        text = DIGITS[int(digit)] + unit + text
    text = re.sub("零[拾佰仟]", "零", text)
    text = re.sub("零+(?=[万亿])", "", text)  # a place name stands behind its digits, never behind a zero
    text = re.sub("亿万", "亿零", text)  # and a group without digits has no name
    text = re.sub("^万", "", text)
    text = re.sub("零+", "零", text).rstrip("零")
    text += "元" if text else ""
    jiao, rest = divmod(part, 10)
    if not part:
        return (text or "零元") + "整"
    gap = "零" if text and (jiao == 0 or whole % 10 == 0) else ""
    cents = (DIGITS[jiao] + "角" if jiao else "") + (DIGITS[rest] + "分" if rest else "整")
    return text + gap + cents


class TestCapitals:
    @pytest.mark.parametrize(("fen", "text"), PAPERS)
    def test_stand_as_on_a_cheque(self, fen: int, text: str) -> None:
        assert capitals(fen) == text

    @pytest.mark.parametrize(("fen", "text"), PAPERS)
    def test_the_slow_way_agrees_with_the_papers(self, fen: int, text: str) -> None:
        assert spelled_out(fen) == text

    def test_every_amount_below_two_hundred_yuan_as_spelled_out(self) -> None:
        assert [capitals(fen) for fen in range(20_000)] == [spelled_out(fen) for fen in range(20_000)]

    def test_every_pattern_of_zeros_as_spelled_out(self) -> None:
        """Twelve places of yuan, each empty or not: 4,096 amounts."""
        patterns = [int(f"{pattern:012b}") * 700 for pattern in range(2**12)]
        assert [capitals(fen) for fen in patterns] == [spelled_out(fen) for fen in patterns]

    @given(st.integers(0, 10**14 - 1))
    def test_any_amount_as_spelled_out(self, fen: int) -> None:
        assert capitals(fen) == spelled_out(fen)

    @pytest.mark.parametrize("fen", [-1, 10**14])
    def test_what_no_paper_carries_is_refused(self, fen: int) -> None:
        with pytest.raises(ValueError, match="no capitals"):
            capitals(fen)


def test_no_float_comes_near_money() -> None:
    tree = ast.parse(inspect.getsource(money))
    floats = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    divisions = [
        node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert floats == divisions == []
    assert "float" not in names
