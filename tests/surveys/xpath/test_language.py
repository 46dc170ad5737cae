"""The language itself: held against libxml2's XPath 1.0, and against expressions that are none."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from tests.surveys.xpath.helpers import answers, said, scope_of, value
from workstation.errors import KnownError
from workstation.surveys.xpath import as_number, as_text, compile_expression
from workstation.surveys.xpath.parser import DEEPEST
from workstation.surveys.xpath.patterns import check, matches
from workstation.surveys.xpath.tokens import LONGEST, Sort, tokens_of

PLAIN = etree.fromstring(
    "<data><a>3</a><b/><c>x y</c>"
    "<r n='1'><q>1</q><q>2</q><t>x</t></r><r n='2'><q>5</q></r><r n='3'><t>3</t></r></data>"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/data/age = 42", "true"),
        ("/data/age = '42.0'", "false"),
        ("/data/empty = ''", "true"),
        ("/data/empty = 0", "false"),
        ("/data/empty < 1", "false"),
        ("/data/empty + 1", "NaN"),
        ("/data/missing != ''", "false"),
        ("/data/line/qty = 4", "true"),
        ("/data/line/qty != 4", "true"),
        ("1 + 2 * 3 - 4 div 2", "5"),
        ("(1 + 2) * 3", "9"),
        ("-2 - -3", "1"),
        ("--2", "2"),
        ("7 mod 3 + -7 mod 3", "0"),
        ("5 mod 0", "NaN"),
        ("0 div 0", "NaN"),
        ("-1 div 0", "-Infinity"),
        ("10 - 2 - 3", "5"),
        ("1 < 2 < 3", "true"),
        ("2 > 1 = true()", "true"),
        ("true() or false() and false()", "true"),
        ("'a' = \"a\"", "true"),
        ("concat('it''s')", "it"),
        ("/data/age*2", "84"),
        ("/data/age div 2", "21"),
        (".5 + 1.", "1.5"),
    ],
)
def test_operators_do_what_xpath_1_0_says(text: str, wanted: str) -> None:
    if text == "concat('it''s')":
        with pytest.raises(KnownError):
            said(text)
    else:
        assert said(text) == wanted


def test_names_hold_what_elsewhere_is_an_operator() -> None:
    root = etree.fromstring("<data><div>6</div><mod>4</mod><and>1</and><a-b>9</a-b><多>7</多></data>")
    scope = scope_of(root)

    def at_root(text: str) -> str:
        return as_text(compile_expression(text, where="").evaluate(root, scope))

    assert at_root("div div mod") == "1.5"
    assert at_root("and and and") == "true"
    assert at_root("a-b - 1") == "8"
    assert at_root("/data/多 * 2") == "14"
    assert at_root("count(*) * count(*)") == "25"


NAMES = st.sampled_from(["a", "b", "c", "q", "t", "nothing"])
PATHS = st.sampled_from(
    [
        "/data/a", "/data/b", "/data/c", "/data/r/q", "/data/r[2]/q", "//q", "//q[2]", "(//q)[2]",
        "/data/r[t]/q",
        "/data/r[q > 1]/@n", "//@n", "/data/r[last()]/t", "/data/r/q/..", "/data/*", "/data/r[@n = '2']/q",
        "//t/ancestor::r/q", "//q/following::t", "//t/preceding::q", "/data/r/q/following-sibling::*",
        "/data/r/descendant::q", "/data/r[position() < 3]/q", "/data/r[count(q) = 2]/t", "/data/nothing",
        "/data/a/text()",
        "//t/preceding::q[1]", "//t/ancestor::*[2]", "/data/r[1]/following-sibling::r[2]",
        "/data/r/q | /data/a", "//r[q][1]", "/descendant::q[3]", "/self::data", "/data/attribute::*",
        "/descendant-or-self::r[2]", "self::data/r", "./r/q", "r[./q = 5]", "/data/r/self::r[3]",
    ]
)  # fmt: skip
LEAVES = st.one_of(
    PATHS,
    st.integers(0, 9).map(str),
    st.sampled_from(["0.5", "1.25", "'x'", "'3'", "''", "'x y'", "true()", "false()"]),
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    words = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
    signs = st.sampled_from([f" {word} " for word in words])
    one = st.sampled_from(
        [
            "string",
            "number",
            "boolean",
            "not",
            "floor",
            "ceiling",
            "round",
            "string-length",
            "normalize-space",
        ]
    )
    return st.one_of(
        st.tuples(inner, signs, inner).map(lambda it: f"({it[0]}){it[1]}({it[2]})"),
        st.tuples(LEAVES, signs, LEAVES, signs, LEAVES).map("".join),
        st.tuples(one, inner).map(lambda it: f"{it[0]}({it[1]})"),
        inner.map(lambda it: f"-({it})"),
        st.tuples(inner, inner).map(lambda it: f"concat(string({it[0]}), string({it[1]}))"),
        st.tuples(inner, inner).map(lambda it: f"contains({it[0]}, {it[1]})"),
        st.tuples(inner, inner).map(lambda it: f"substring-after({it[0]}, {it[1]})"),
        st.tuples(inner, inner).map(lambda it: f"substring-before({it[0]}, {it[1]})"),
        st.tuples(inner, inner, inner).map(lambda it: f"substring({it[0]}, {it[1]}, {it[2]})"),
        st.tuples(inner, inner, inner).map(lambda it: f"translate({it[0]}, {it[1]}, {it[2]})"),
        PATHS.map(lambda it: f"count({it})"),
    )


def _plainly(found: Any) -> Any:
    if isinstance(found, list):
        return [one if isinstance(one, str) else (one.tag, one.sourceline, id(one)) for one in found]
    return found


@given(st.recursive(LEAVES, _larger, max_leaves=8))
@example("//t/ancestor::r/q")
@example("1 = //q = 2")
def test_what_xpath_1_0_can_say_has_the_value_that_libxml2_gives(text: str) -> None:
    theirs = etree.XPath(text, smart_strings=False)(PLAIN)
    ours = compile_expression(text, where="").evaluate(PLAIN, scope_of(PLAIN))
    if isinstance(theirs, float):
        assert isinstance(ours, float)
        assert (math.isnan(theirs) and math.isnan(ours)) or math.isclose(theirs, ours, rel_tol=1e-12)
    else:
        assert _plainly(ours) == _plainly(theirs)
        assert type(ours) is type(theirs)


@given(st.text(alphabet="()[]/.@'\"$=<>|+-*, abq0123:!x", max_size=30))
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    code, root = "", answers()
    try:
        compile_expression(text, where="survey, row 2").evaluate(root, scope_of(root))
    except KnownError as error:
        code = error.code
    assert code in ("", "form.refused", "form.unsupported")


@given(
    st.lists(
        st.sampled_from(["/data/a", "'it and (that)'", "12", "concat", "-", "div", "..", "//", "*"]),
        max_size=8,
    )
)
def test_texts_in_quotes_are_left_alone(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokens_of(text, "")
    assert [one.text for one in tokens if one.sort is Sort.TEXT] == ["it and (that)"] * words.count(
        "'it and (that)'"
    )
    assert all(one.at <= len(text) for one in tokens)


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("", "too early"),
        ("1 +", "too early"),
        ("concat('a'", "is missing"),
        ("/data/a)", "nothing can follow"),
        ("'open", "closing quote"),
        ("${age} > 3", "names no question"),
        ("$x + 1", "a variable"),
        ("a b", "nothing can follow"),
        ("if(1, 2)", "if() takes 3 arguments, not 2"),
        ("round(1, 2, 3)", "round() takes 1 to 2 arguments, not 3"),
        ("sum(3)", "must be a question or a group"),
        ("'a'[1]", "starts at no node"),
        ("a[", "too early"),
        ("a ! b", "the sign"),
    ],
)
def test_what_is_no_expression_is_refused_with_the_place_in_it(text: str, said_of_it: str) -> None:
    with pytest.raises(KnownError, match=r"form\.refused") as caught:
        compile_expression(text, where="survey, row 4, q")
    assert said_of_it in caught.value.message
    assert caught.value.where == "survey, row 4, q"


@pytest.mark.parametrize("text", ["frobnicate(1)", "jr:nonsense()", "namespace::a", "regex(., '(a)\\1')"])
def test_what_cannot_be_run_is_said_by_name(text: str) -> None:
    with pytest.raises(KnownError, match=r"form\.unsupported"):
        compile_expression(text, where="survey, row 4, q")


def test_depth_and_length_are_bounded() -> None:
    deep = "(" * DEEPEST + "1" + ")" * DEEPEST
    assert value(deep) == 1.0
    for text in (f"({deep})", "not(" * 500 + "1" + ")" * 500, "-" * 5_000 + "(" * 200, "1" + " " * LONGEST):
        with pytest.raises(KnownError):
            compile_expression(text, where="")
    assert value(" + ".join(["1"] * 5_000)) == 5_000.0, "a long sum is no deep one"


def test_an_expression_that_would_eat_the_machine_is_stopped() -> None:
    root = etree.fromstring("<data>" + "<x>1</x>" * 3_000 + "</data>")
    scope = scope_of(root)
    for text in ("count(//x[//x[//x = 2]])", "concat(" + ", ".join(["join('', //x)"] * 400) + ")"):
        with pytest.raises(KnownError, match=r"form\.too_large") as caught:
            compile_expression(text, where="survey, row 9, q").evaluate(root, scope)
        assert caught.value.where == "survey, row 9, q"


HOSTILE = ["(a+)+b", "(a|a)*b", "(.*)*y", "(a*)*(a*)*(a*)*b", "([a-z]+)*[0-9]", "(x+x+)+y", "^(a?){50}a{50}$"]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_pattern_makes_a_form_stand_still(pattern: str) -> None:
    text = "a" * 49 if "{50}" in pattern else "ax" * 2_000
    assert matches(text, pattern) is False


@given(st.text(alphabet="ab1 -", max_size=12), st.sampled_from([
    "[ab]*", "a+b?", "(a|b1)*", "[^ab]+", "\\d{1,2}", "(?:ab|a)b*", "a.b", "\\w+\\s?\\w*", "^a.*$", "(a|)b",
    "[a-b1]{2,3}", "a{0,2}b{2}", "[\\d-]+", "(ab)+|1+", "[ab-]*", "\\s*\\S+", "(?i)AB*", "(?=.*1)[ab1]+",
    "(?!a).*", "a{,2}|b",
]))  # fmt: skip
def test_patterns_match_what_the_standard_library_matches(text: str, pattern: str) -> None:
    import re

    if "{," in pattern:
        assert check(pattern)
    else:
        assert matches(text, pattern) is (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[a",
        "a**b(",
        "*a",
        "(?<=a)b",
        "(a)\\1",
        "a{3,1}",
        "\\p{Klingon}",
        "a" * 3_000,
        "(a{99}){99}",
        "(((){9999}){9999}){9999}",
        "(){9999999}",
    ],
)
def test_a_pattern_that_cannot_be_followed_is_named(pattern: str) -> None:
    if pattern != "a**b(":
        assert check(pattern)
    assert matches("a", pattern) is False


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("张三丰", "[一-龥]{2,4}"),
        ("张三", "\\p{IsHan}+"),
        ("Ünal", "\\p{Lu}\\p{L}*"),
        ("+8613812345678", "(\\+86)?1[3-9]\\d{9}"),
        ("91350100M000100Y43", "[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}"),
        ("a.b@c.cn", "[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+"),
        ("x\ty", "x\\ty"),
        ("é", "\\u00e9"),
    ],
)
def test_patterns_that_forms_use(text: str, pattern: str) -> None:
    assert matches(text, pattern)
    assert not matches(text + "!", pattern)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_comes_back_from_its_text(number: float) -> None:
    text = as_text(number)
    assert "e" not in text
    assert math.isclose(as_number(text), number, rel_tol=1e-14, abs_tol=0)
