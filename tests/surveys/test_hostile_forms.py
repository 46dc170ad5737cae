"""Forms and answers made to do harm: each gets a clear refusal, or is taken for the plain text that it is."""

from __future__ import annotations

import pytest

from tests.surveys.forms import form_of, started, surroundings
from workstation.errors import KnownError
from workstation.surveys.answers import LONGEST
from workstation.surveys.figures import figures_of
from workstation.surveys.reading import read_form
from workstation.surveys.run import FormRun
from workstation.surveys.tree import MOST_ROWS
from workstation.surveys.views import ProblemKind


def test_markup_in_labels_and_answers_stays_text() -> None:
    run = started("""
        type | name | label | hint
        text | t | <script>alert(1)</script><b>Bold</b> ${t} | javascript:alert(1)
    """)
    run.answer("/data/t", "</t><evil/>&amp;")
    assert run.question("/data/t").label == "<script>alert(1)</script><b>Bold</b> </t><evil/>&amp;"
    again = FormRun.resume(run.form, run.finish(), surroundings())
    assert again.value("/data/t") == "</t><evil/>&amp;"


@pytest.mark.parametrize(
    "rows",
    [
        "calculate | a | | ${a} + 1 |",
        "calculate | a | | ${b} |\ncalculate | b | | ${a} |",
        "integer | a | A | | ${b} = 1\ninteger | b | B | | ${a} = 1",
        "begin_group | g | G | | ${x} = 1\ninteger | x | X | |\nend_group | | | |",
        "begin_repeat | r | R |\ninteger | x | X | ${s}\nend_repeat | | |\ncalculate | s | | sum(${x})",
    ],
    ids=["itself", "pair", "conditions", "group by its own question", "total in its own lines"],
)
def test_a_circle_is_refused_when_the_form_is_read(rows: str) -> None:
    with pytest.raises(KnownError, match=r"form\.cycle"):
        form_of(f"type | name | label | calculation | relevant\n{rows}")


def test_a_long_chain_is_no_circle_and_no_trouble() -> None:
    rows = [f"calculate | c{n} | | ${{c{n - 1}}} + 1 |" for n in range(1, 1500)]
    run = started("\n".join(["type | name | label | calculation |", "integer | c0 | Start | |", *rows]))
    run.answer("/data/c0", "5")
    assert run.value("/data/c1499") == "1504"


def test_text_that_doubles_in_every_line_ends_in_nothing_not_in_all_memory() -> None:
    rows = [f"calculate | c{n} | | concat(${{c{n - 1}}}, ${{c{n - 1}}}) |" for n in range(1, 60)]
    run = started("\n".join(["type | name | label | calculation |", "text | c0 | Start | |", *rows]))
    run.answer("/data/c0", "x" * 100)
    assert len(run.value("/data/c9")) == 51_200 and run.value("/data/c59") == ""


def test_rows_within_rows_stop_at_the_limit_of_the_whole() -> None:
    run = started("""
        type | name | label | repeat_count
        integer | n | N |
        begin_repeat | a | A | 1000
        begin_repeat | b | B | ${n}
        text | x | X |
        text | y | Y |
        end_repeat | | |
        end_repeat | | |
    """)
    with pytest.raises(KnownError, match=r"form\.too_large"):
        run.answer("/data/n", "1000")
    assert run.row_count("/data/a") == MOST_ROWS


@pytest.mark.parametrize(
    ("count", "refused"),
    [
        ("1000000000", r"form\.too_large"),
        ("-5", ""),
        ("'abc'", ""),
        ("0.9", ""),
        ("''", ""),
        ("1 div 0", ""),
        ("1e9", r"form\.refused"),
    ],
)
def test_a_strange_number_of_rows_is_none_or_refused(count: str, refused: str) -> None:
    survey = f"""
        type | name | label | repeat_count
        begin_repeat | r | R | {count}
        text | x | X |
        end_repeat | | |
    """
    if refused:
        with pytest.raises(KnownError, match=refused):
            started(survey)
    else:
        assert b"<r>" not in started(survey).finish()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"), ("integer", "１２"), ("integer", "0x1F"), ("integer", "9" * 19),
        ("decimal", "1,5"), ("decimal", "NaN"), ("decimal", "Infinity"), ("decimal", "1e999"),
        ("date", "2026-02-29"), ("date", "20260101"), ("date", "2026-01-01T10:00"),
        ("time", "25:00"), ("time", "10"), ("dateTime", "2026-01-01"), ("dateTime", "2026-01-01T99:00"),
        ("geopoint", "91 0"), ("geopoint", "0"), ("geopoint", "0 181"), ("geopoint", "0 0 0 -1"),
        ("geotrace", "0 0 0 0"), ("geoshape", "0 0;1 1;2 2"), ("image", "../../etc/passwd"), ("image", ".."),
        ("acknowledge", "yes"), ("range", "11"), ("range", "0.5"),
    ],
)  # fmt: skip
def test_a_text_of_another_kind_is_kept_as_a_problem(kind: str, text: str) -> None:
    run = started(f"type | name | label\n{kind} | x | X")
    run.answer("/data/x", text)
    assert run.question("/data/x").value == text
    assert [one.kind for one in run.problems(complete=True)] == [ProblemKind.TYPE]
    with pytest.raises(KnownError, match=r"survey\.incomplete"):
        run.finish()


def test_an_answer_beyond_measure_is_refused_and_control_characters_fall_away() -> None:
    run = started("type | name | label\ntext | x | X")
    with pytest.raises(KnownError, match=r"survey\.too_long"):
        run.answer("/data/x", "x" * (LONGEST + 1))
    run.answer("/data/x", "a\x00b\x1fc\ud800\U0001f4a9")
    assert run.value("/data/x") == "abc\U0001f4a9"
    assert FormRun.resume(run.form, run.snapshot(), surroundings()).value("/data/x") == "abc\U0001f4a9"


@pytest.mark.parametrize(
    "ref",
    [
        "", "/", "x", "/data", "/data/x[1]", "/data/r/x", "/data/r[0]/x", "/data/r[2]/x", "/data/r[９]/x",
        "/other/x", "/data/../x", "/data/x/y", "/data/meta/instanceID", "/data/r[", "/data/r[-1]/x",
    ],
)  # fmt: skip
def test_a_ref_that_names_no_question_is_refused(ref: str) -> None:
    run = started("type | name | label\ntext | x | X\nbegin_repeat | r | R\ntext | x | X\nend_repeat | |")
    with pytest.raises(KnownError, match=r"survey\.place"):
        run.answer(ref, "1")
    with pytest.raises(KnownError, match=r"survey\.place"):
        run.remove_row(ref)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<data",
        b"\xff\xfe\x00",
        b'<!DOCTYPE d [<!ENTITY a "aaaa">]><data id="data"><x>&a;</x></data>',
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><data id="data"/>',
        b'<data id="other"><x/></data>',
        b"<data>" * 400 + b"</data>" * 400,
    ],
)
def test_answers_that_are_none_are_refused(data: bytes) -> None:
    form = form_of("type | name | label\ntext | x | X")
    with pytest.raises(KnownError, match=r"survey\.instance"):
        FormRun.resume(form, data, surroundings())


def test_answers_with_too_many_rows_or_unknown_places_do_no_harm() -> None:
    form = form_of("type | name | label\nbegin_repeat | r | R\ntext | x | X\nend_repeat | |")
    with pytest.raises(KnownError, match=r"form\.too_large"):
        FormRun.resume(form, b'<data id="data">' + b"<r><x>1</x></r>" * 1001 + b"</data>", surroundings())
    run = FormRun.resume(
        form, b'<data id="data"><evil><x>1</x></evil><r><x>2</x><y/></r></data>', surroundings()
    )
    assert run.value("/data/r[1]/x") == "2" and b"evil" not in run.snapshot()


@pytest.mark.parametrize(
    "xform", ["", "<h/>", "<html/>", "{}", "<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>"]
)
def test_what_is_no_form_is_refused(xform: str) -> None:
    with pytest.raises(KnownError, match=r"form\.unreadable"):
        read_form(xform, sha256="", files={})


def test_a_number_beyond_all_numbers_is_no_figure() -> None:
    run = started(
        "type | name | label | bind::ws:figure\ntext | x | X | sales_month",
        settings='form_id | namespaces\nf | ws="http://workstation/forms"',
    )
    for text in ("1e9999999", "-1e999999999", "NaN"):
        run.answer("/data/x", text)
        assert figures_of(run) == ()
    run.answer("/data/x", "12.345")
    assert [one.value for one in figures_of(run)] == [1235]


def test_rows_that_all_look_at_all_rows_are_stopped_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each looks at no more than it may; the answer that wakes them all would take minutes."""
    monkeypatch.setattr("workstation.surveys.settling.MOST_TESTED_AT_ONCE", 10_000)
    run = started("""
        type | name | label | repeat_count | calculation
        integer | n | N | |
        begin_repeat | a | A | ${n} |
        integer | x | X | |
        calculate | over | | | count(//x[. > 0])
        end_repeat | | | |
        text | t | T | |
    """)
    run.answer("/data/n", "10")
    run.answer("/data/a[1]/x", "5")
    assert run.value("/data/a[10]/over") == "1"
    with pytest.raises(KnownError, match=r"form\.too_large"):
        run.answer("/data/n", "400")
    run.answer("/data/t", "the next answer has its own measure")
    assert run.value("/data/t")


def test_a_filter_that_would_take_forever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row of a long list against every row of it: more than one evaluation may look at."""
    monkeypatch.setattr("workstation.surveys.xpath.frame.MOST_TESTED", 100_000)
    rows = "".join(f"n{number},N{number}\n" for number in range(1_000))
    form = form_of(
        """
        type | name | label | choice_filter
        select_one_from_file long.csv | x | X | count(instance('long')/root/item[label != ${y}]) > 1
        text | y | Y |
        """,
        files={"long.csv": f"name,label\n{rows}".encode()},
    )
    run = FormRun.start(form, surroundings())
    run.answer("/data/x", "n1")
    assert [one.kind for one in run.problems(complete=True)] == [ProblemKind.TYPE]
