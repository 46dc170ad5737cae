"""A survey is filled in: what each answer changes, what is wrong, and what leaves at the end."""

from __future__ import annotations

import pytest

from tests.surveys.forms import form_of, started, surroundings
from workstation.errors import KnownError
from workstation.surveys.run import FormRun
from workstation.surveys.views import AnswerKind, GroupView, ProblemKind, QuestionView, RepeatView

STOCK = """
type | name | label | calculation | constraint | constraint_message | required | relevant
begin_group | shop | Shop | | | | |
text | owner | Owner | | | | yes |
integer | staff | Staff | | . >= 0 | Not below zero | |
text | wages | Wages of ${staff} | | | | | ${staff} > 0
end_group | | | | | | |
begin_repeat | line | Stock line | | | | |
text | item | Item | | | | |
integer | qty | Quantity | | . >= 0 | | |
decimal | cost | Cost | | | | |
calculate | worth | | ${qty} * ${cost} | | | |
end_repeat | | | | | | |
calculate | total | | sum(${worth}) | | | |
note | shown | In all ${total} | | | | |
"""


def test_a_stock_count_adds_up_line_by_line() -> None:
    run = started(STOCK)
    run.answer("/data/line[1]/qty", "3")
    run.answer("/data/line[1]/cost", "2.5")
    run.add_row("/data/line")
    run.answer("/data/line[2]/qty", "10")
    changed = run.answer("/data/line[2]/cost", "0.1")
    assert run.value("/data/total") == "8.5"
    assert run.question("/data/shown").label == "In all 8.5"
    assert "/data/shown" in changed.refs and "/data/line[1]/qty" not in changed.refs
    run.remove_row("/data/line[1]")
    assert run.value("/data/total") == "1"
    assert run.value("/data/line[1]/qty") == "10"


def test_a_question_comes_with_its_condition_and_keeps_its_answer_while_it_is_away() -> None:
    run = started(STOCK)
    with pytest.raises(KnownError, match=r"survey\.place"):
        run.answer("/data/shop/wages", "5000")
    run.view("/data/shop")
    assert run.answer("/data/shop/staff", "2").structure
    run.answer("/data/shop/wages", "5000")
    assert run.question("/data/shop/wages").label == "Wages of 2"
    run.answer("/data/shop/staff", "0")
    assert run.value("/data/shop/wages") == ""
    run.answer("/data/shop/owner", "Li")
    assert b"wages" not in run.finish()
    assert b"5000" in run.snapshot()
    run.answer("/data/shop/staff", "1")
    assert run.value("/data/shop/wages") == "5000"


def test_a_wrong_answer_is_kept_and_said_to_be_wrong() -> None:
    run = started(STOCK)
    run.answer("/data/shop/staff", "-1")
    assert run.question("/data/shop/staff").problem is not None
    (problem,) = run.problems(complete=False)
    assert (problem.kind, problem.text) == (ProblemKind.CONSTRAINT, "Not below zero")
    run.answer("/data/shop/staff", "many")
    assert [one.kind for one in run.problems(complete=False)] == [ProblemKind.TYPE]
    assert run.question("/data/shop/staff").value == "many"
    run.answer("/data/shop/staff", "")
    assert run.problems(complete=False) == ()
    assert [one.kind for one in run.problems(complete=True)] == [ProblemKind.REQUIRED]
    with pytest.raises(KnownError, match=r"survey\.incomplete.*Owner"):
        run.finish()


def test_sections_count_what_is_asked_and_answered() -> None:
    run = started(STOCK)
    run.answer("/data/shop/owner", "Li")
    shop, line, rest = run.sections()
    assert (shop.ref, shop.title, shop.asked, shop.answered) == ("/data/shop", "Shop", 2, 1)
    assert (line.ref, line.asked) == ("/data/line", 3)
    assert (rest.ref, rest.asked) == ("/data#shown", 0)
    (repeat,) = run.view("/data/line").items
    assert isinstance(repeat, RepeatView) and not repeat.counted
    assert [item.name for item in repeat.rows[0].items] == ["item", "qty", "cost"]


NESTED = """
type | name | label | repeat_count | relevant | calculation
integer | shops | How many shops? | | |
begin_repeat | shop | Shop | ${shops} | |
text | name | Name | | |
begin_repeat | staff | Staff | | |
integer | wage | Wage | | |
end_repeat | | | | |
calculate | wages | | | | sum(${wage})
end_repeat | | | | |
calculate | all | | | | sum(${wages})
"""


def test_rows_within_rows_are_summed_each_in_its_own() -> None:
    run = started(NESTED)
    run.answer("/data/shops", "2")
    run.add_row("/data/shop[1]/staff")
    run.answer("/data/shop[1]/staff[1]/wage", "1")
    run.answer("/data/shop[1]/staff[2]/wage", "2")
    run.answer("/data/shop[2]/staff[1]/wage", "10")
    assert (run.value("/data/shop[1]/wages"), run.value("/data/shop[2]/wages")) == ("3", "10")
    assert run.value("/data/all") == "13"


def test_a_number_of_rows_typed_anew_loses_no_answer() -> None:
    run = started(NESTED)
    run.answer("/data/shops", "12")
    run.answer("/data/shop[12]/name", "The last")
    run.answer("/data/shops", "1")
    assert b"The last" not in run.finish()
    run.answer("/data/shops", "13")
    assert run.question("/data/shop[12]/name").value == "The last"
    with pytest.raises(KnownError, match=r"survey\.place"):
        run.add_row("/data/shop")


def test_a_repeat_that_counts_beyond_measure_is_refused_in_words() -> None:
    run = started(NESTED)
    with pytest.raises(KnownError, match=r"form\.too_large.*5000000"):
        run.answer("/data/shops", "5000000")
    assert run.question("/data/shops").value == "5000000"
    run.answer("/data/shops", "2")
    assert run.value("/data/shop[2]/name") == ""


CITIES = """
type | name | label | choice_filter
select_one province | province | Province |
select_one city | city | City | province = ${province}
select_multiple trade or_other | trades | Trades |
"""
CHOICES = """
list_name | name | label | province
province | zj | Zhejiang |
province | gd | Guangdong |
city | hz | Hangzhou | zj
city | yw | Yiwu | zj
city | sz | Shenzhen | gd
trade | toys | Toys |
trade | bags | Bags |
"""


def test_a_choice_that_the_filter_drops_is_a_problem() -> None:
    run = started(CITIES, CHOICES)
    run.answer("/data/province", "zj")
    assert [choice.label for choice in run.question("/data/city").choices] == ["Hangzhou", "Yiwu"]
    run.answer("/data/city", "yw")
    assert run.problems(complete=True) == ()
    changed = run.answer("/data/province", "gd")
    assert "/data/city" in changed.refs
    assert [(one.ref, one.kind) for one in run.problems(complete=True)] == [("/data/city", ProblemKind.TYPE)]


def test_another_answer_than_those_on_offer_asks_which() -> None:
    run = started(CITIES, CHOICES)
    assert "/data/trades_other" not in [item.ref for item in run.view("/data#province").items
                                        if isinstance(item, QuestionView)]  # fmt: skip
    run.answer("/data/trades", "toys other")
    run.answer("/data/trades_other", "lamps")
    assert run.question("/data/trades").kind is AnswerKind.CHOICES
    run.answer("/data/trades", "toys toys")
    assert [one.ref for one in run.problems(complete=False)] == ["/data/trades"]


def test_a_snapshot_is_taken_up_again_as_it_was() -> None:
    run = started(NESTED)
    run.answer("/data/shops", "3")
    run.answer("/data/shop[3]/name", "Third & <last>")
    run.answer("/data/shops", "2")
    kept = run.snapshot()
    again = FormRun.resume(run.form, kept, surroundings())
    assert again.snapshot() == kept
    assert again.sections() == run.sections()
    again.answer("/data/shops", "3")
    assert again.question("/data/shop[3]/name").value == "Third & <last>"
    assert again.stale() == ()


def test_answers_to_another_form_are_not_taken() -> None:
    form = form_of(CITIES, CHOICES, "form_id | version\ncities | 1")
    with pytest.raises(KnownError, match=r"survey\.instance"):
        FormRun.resume(form, started(NESTED).snapshot(), surroundings())


def test_a_circle_of_calculations_is_named() -> None:
    with pytest.raises(KnownError, match=r"form\.cycle.*a → .*a") as caught:
        started("""
            type | name | label | calculation
            calculate | a | | ${b} + 1
            calculate | b | | ${c} + 1
            calculate | c | | ${a} + 1
        """)
    assert "b" in caught.value.message


def test_a_group_within_a_section_shows_what_is_relevant_of_it() -> None:
    run = started("""
        type | name | label | relevant
        begin_group | outer | Outer |
        integer | n | N |
        begin_group | inner | Inner | ${n} = 1
        text | t | T |
        end_group | | |
        end_group | | |
    """)
    assert [item.name for item in run.view("/data/outer").items] == ["n"]
    run.answer("/data/outer/n", "1")
    inner = run.view("/data/outer").items[1]
    assert isinstance(inner, GroupView) and [item.name for item in inner.items] == ["t"]


def test_a_row_of_headings_above_choices_is_not_asked() -> None:
    run = started(
        """
        type | name | label | appearance
        begin_group | mood | How are they? | table-list
        select_one yn | li | Li |
        select_one yn | wang | Wang |
        end_group | | |
        select_one yn | above | Yes or no | label
        select_one yn | zhao | Zhao | list-nolabel
        """,
        "list_name | name | label\nyn | y | Yes\nyn | n | No",
    )
    asked = {
        item.name: item.kind
        for section in run.sections()
        for item in run.view(section.ref).items
        if isinstance(item, QuestionView)
    }
    assert [name for name, kind in asked.items() if kind is AnswerKind.CHOICE] == ["li", "wang", "zhao"]
    assert asked["above"] is AnswerKind.NOTE, "a heading with words of its own is still read"
    assert sum(section.asked for section in run.sections()) == 3


def test_a_price_that_the_list_beside_the_form_does_not_give_is_found() -> None:
    """Only the applicant's file may have been another at the desk; lists are part of the form."""
    form = form_of(
        """
        type | name | label | calculation
        text | goods | Goods |
        integer | pieces | Pieces |
        calculate | price | | pulldata('prices', 'price', 'goods', ${goods})
        calculate | same | | instance('prices')/root/item[goods = ${goods}]/price
        calculate | known | | pulldata('file', 'value', 'name', 'sales_month')
        calculate | worth | | ${price} * ${pieces}
        """,
        files={"prices.csv": b"goods,price\nscarf,12\n"},
    )
    run = FormRun.start(form, surroundings())
    run.answer("/data/goods", "scarf")
    run.answer("/data/pieces", "10")
    honest = run.finish()
    assert (run.value("/data/worth"), run.stale()) == ("120", ())

    def stale(old: bytes, new: bytes) -> tuple[str, ...]:
        assert old in honest
        return FormRun.resume(form, honest.replace(old, new), surroundings()).stale()

    assert stale(b"<price>12</price>", b"<price>99</price>")[0] == "/data/price"
    assert stale(b"<same>12</same>", b"<same>99</same>") == ("/data/same",)
    assert stale(b"<known/>", b"<known>7</known>") == ()
