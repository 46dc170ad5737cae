"""Older forms search a file in the appearance column: they run as a choice from that file with a filter."""

from __future__ import annotations

import pytest

from tests.surveys.forms import surroundings
from tests.surveys.workbooks import form
from workstation.errors import KnownError
from workstation.surveys.checking import check_form
from workstation.surveys.form import compile_form
from workstation.surveys.run import FormRun

FRUITS = b"key,title,kind,season\na,Apple,pome,autumn\nb,Pear,pome,summer\nc,Cherry,stone,summer\n"
LIST = [["list_name", "name", "label"], ["fruits", "key", "title"]]


def offered(search: str, **answers: str) -> list[tuple[str, str]]:
    data = form(
        ["text", "part", "Part", None],
        ["select_one fruits", "fruit", "Fruit", search],
        choices=LIST,
        head=["appearance"],
    )
    run = FormRun.start(compile_form(data, "form.xlsx", files={"fruits.csv": FRUITS}), surroundings())
    for name, value in answers.items():
        run.answer(f"/data/{name}", value)
    return [(one.value, one.label) for one in run.question("/data/fruit").choices]


@pytest.mark.parametrize(
    ("search", "part", "wanted"),
    [
        ("search('fruits')", "", "abc"),
        ("minimal search( 'fruits' )", "", "abc"),
        ("search('fruits', 'contains', 'title', ${part})", "er", "c"),
        ("search('fruits', 'startswith', 'title', ${part})", "P", "b"),
        ("search('fruits', 'endswith', 'title', 'e')", "", "a"),
        ("search('fruits', 'matches', 'kind', 'pome')", "", "ab"),
        ("search('fruits', 'contains', 'title,season', ${part})", "umm", "bc"),
        ("search('fruits', 'matches', 'kind', 'pome', 'season', ${part})", "summer", "b"),
    ],
)
def test_a_search_offers_the_rows_of_the_file_that_fit(search: str, part: str, wanted: str) -> None:
    found = offered(search, **({"part": part} if part else {}))
    assert "".join(value for value, _ in found) == wanted
    assert dict(found).items() <= {"a": "Apple", "b": "Pear", "c": "Cherry"}.items()


def test_the_rest_of_the_appearance_stays() -> None:
    data = form(
        ["select_one fruits", "fruit", "Fruit", "quick search('fruits')"], choices=LIST, head=["appearance"]
    )
    compiled = compile_form(data, "form.xlsx", files={"fruits.csv": FRUITS})
    run = FormRun.start(compiled, surroundings())
    assert run.question("/data/fruit").appearance == frozenset({"quick"})


@pytest.mark.parametrize(
    ("search", "choices", "said"),
    [
        ("search('fruits', 'near', 'title', 'x')", LIST, "no test “near”"),
        ("search('fruits', 'contains')", LIST, "takes a list"),
        ("search('fruits')", [*LIST, ["fruits", "1", "Other"]], "exactly one row"),
        ("search('fruits')", [LIST[0], ["fruits", "key", "title,kind"]], "several columns"),
    ],
)
def test_what_no_filter_can_say_is_refused_by_row(search: str, choices: list[list[str]], said: str) -> None:
    data = form(["select_one fruits", "fruit", "Fruit", search], choices=choices, head=["appearance"])
    with pytest.raises(KnownError) as caught:
        compile_form(data, "form.xlsx", files={"fruits.csv": FRUITS})
    assert (caught.value.code, caught.value.where) == (
        "form.unsupported",
        "form.xlsx, sheet survey, row 2, fruit",
    )
    assert said in caught.value.message
    assert not check_form(data, "form.xlsx", files={"fruits.csv": FRUITS}).ok
