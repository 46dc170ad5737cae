"""What a form does of its own accord: defaults, triggers, what is drawn once, lists, languages."""

from __future__ import annotations

import pytest

from tests.surveys.forms import form_of, started, surroundings
from workstation.errors import KnownError
from workstation.surveys.run import FormRun
from workstation.surveys.views import AnswerKind, QuestionView
from workstation.surveys.xpath import Table


def test_a_survey_starts_with_its_defaults_fixed_and_worked_out() -> None:
    run = started("""
        type | name | label | default
        date | visited | Visited on | today()
        integer | hours | Hours | 8
        text | greeting | Greeting | concat('Day ', ${visited})
        hidden | source | | 7
        start-geopoint | here | |
        username | who | |
        today | day | |
    """)
    assert run.value("/data/visited") == run.value("/data/day") == "2026-07-01"
    assert run.value("/data/hours") == "8" and run.value("/data/source") == "7"
    assert run.value("/data/greeting") == "Day 2026-07-01"
    assert run.value("/data/here") == "31.230416 121.473701 4 12"
    assert run.value("/data/who") == "officer"


def test_a_new_row_starts_with_what_the_row_before_has() -> None:
    run = started("""
        type | name | label | default
        begin_repeat | line | Line |
        text | shelf | Shelf | ${line}[position() = position(current()/..) - 1]/shelf
        integer | qty | Quantity | 1
        end_repeat | | |
    """)
    assert run.value("/data/line[1]/shelf") == ""
    run.answer("/data/line[1]/shelf", "A")
    run.answer("/data/line[1]/qty", "5")
    run.add_row("/data/line")
    assert (run.value("/data/line[2]/shelf"), run.value("/data/line[2]/qty")) == ("A", "1")


def test_an_answer_sets_off_what_waits_for_it() -> None:
    run = started("""
        type | name | label | calculation | trigger | readonly
        begin_repeat | line | Line | | |
        integer | qty | Quantity | | |
        integer | doubled | Doubled | ${qty} * 2 | ${qty} |
        dateTime | counted | Counted at | now() | ${qty} | yes
        end_repeat | | | | |
    """)
    run.add_row("/data/line")
    changed = run.answer("/data/line[2]/qty", "4")
    assert run.value("/data/line[2]/doubled") == "8" and run.value("/data/line[1]/doubled") == ""
    assert run.value("/data/line[2]/counted").startswith("2026-07-01T09:30")
    assert "/data/line[2]/doubled" in changed.refs
    run.answer("/data/line[2]/doubled", "9")
    assert run.value("/data/line[2]/doubled") == "9"


def test_the_place_is_noted_where_an_answer_asks_for_it() -> None:
    run = started("""
        type | name | label | trigger
        text | owner | Owner |
        background-geopoint | where | | ${owner}
    """)
    assert run.value("/data/where") == ""
    run.answer("/data/owner", "Li")
    assert run.value("/data/where") == "31.230416 121.473701 4 12"


def test_a_form_in_a_language_without_a_code_still_has_months_of_its_own() -> None:
    run = FormRun.start(
        form_of(
            """
            type | name | label::Chinese | label::English (en) | calculation
            date | day | 日期 | Day |
            calculate | said | | | format-date(${day}, '%b')
            """,
            settings="default_language\nChinese",
        ),
        surroundings(),
    )
    run.answer("/data/day", "2026-03-01")
    assert run.value("/data/said") == "3月"
    run.language = "English (en)"
    run.answer("/data/day", "2026-04-01")
    assert run.value("/data/said") == "Apr"


def test_answers_that_set_each_other_off_without_end_are_stopped() -> None:
    run = started("""
        type | name | label | calculation | trigger
        integer | a | A | ${b} + 1 | ${b}
        integer | b | B | ${a} + 1 | ${a}
    """)
    with pytest.raises(KnownError, match=r"form\.cycle"):
        run.answer("/data/a", "1")


def test_what_is_drawn_once_stays() -> None:
    run = started("""
        type | name | label | calculation
        integer | n | N |
        calculate | lot | | once(random() + ${n} * 0)
    """)
    run.answer("/data/n", "1")
    lot = run.value("/data/lot")
    assert lot
    run.answer("/data/n", "2")
    assert run.value("/data/lot") == lot
    again = FormRun.resume(run.form, run.snapshot(), surroundings())
    again.answer("/data/n", "3")
    assert again.value("/data/lot") == lot


def test_a_survey_may_begin_with_what_the_last_one_said() -> None:
    form = form_of("""
        type | name | label | default
        text | street | Street | ${last-saved#street}
    """)
    first = FormRun.start(form, surroundings())
    assert first.value("/data/street") == ""
    first.answer("/data/street", "Long Road")
    second = FormRun.start(form, surroundings(last_saved=first.finish()))
    assert second.value("/data/street") == "Long Road"


def test_what_the_file_knows_is_laid_in_rows_too() -> None:
    form = form_of("""
        type | name | label | calculation | readonly
        text | owner | Owner | | yes
        text | region | Region | |
        begin_repeat | account | Account | |
        text | bank | Bank | |
        end_repeat | | | |
        calculate | trade | | pulldata('file', 'value', 'name', 'trade') |
        calculate | accounts | | count(${account}) |
    """)
    table = Table(("name", "value"), (("trade", "toys"),))
    run = FormRun.start(
        form,
        surroundings({"file": table}),
        prefill={"owner": "Li", "/data/account[2]/bank": "ICBC", "/data/account[1]/bank": "ABC"},
    )
    assert run.question("/data/owner").value == "Li"
    assert run.value("/data/account[1]/bank") == "ABC" and run.value("/data/accounts") == "2"
    assert run.value("/data/trade") == "toys"
    assert FormRun.start(form, surroundings()).value("/data/trade") == ""
    with pytest.raises(KnownError, match=r"survey\.place"):
        FormRun.start(form, surroundings(), prefill={"nobody": "x"})


def test_rows_laid_in_where_nothing_is_asked_yet_wait_out_of_sight() -> None:
    form = form_of("""
        type | name | label | relevant | calculation
        integer | shops | Shops | |
        begin_group | more | More | ${shops} > 1 |
        begin_repeat | shop | Shop | |
        integer | rent | Rent | |
        end_repeat | | | |
        end_group | | | |
        calculate | rents | | | sum(${rent})
    """)
    prefill = {"/data/more/shop[1]/rent": "3", "/data/more/shop[2]/rent": "4"}
    run = FormRun.start(form, surroundings(), prefill=prefill)
    assert run.value("/data/rents") == "0" and run.value("/data/more/shop[2]/rent") == ""
    assert b"rent>3" not in run.submission()
    run.answer("/data/shops", "2")
    assert run.value("/data/rents") == "7"


def test_a_list_that_does_not_lie_beside_the_form_is_named() -> None:
    survey = "type | name | label\nselect_one_from_file shops.csv | shop | Shop"
    with pytest.raises(KnownError, match=r"form\.list.*shops"):
        FormRun.start(form_of(survey), surroundings())
    beside = form_of(survey, files={"shops.csv": "name,label\na,Alpha\nb,Beta\n".encode("utf-8-sig")})
    run = FormRun.start(beside, surroundings())
    assert [choice.label for choice in run.question("/data/shop").choices] == ["Alpha", "Beta"]


def test_choices_from_a_map_hold_positions() -> None:
    points = (
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "w1", "geometry": '
        b'{"type": "Point", "coordinates": [121.5, 31.25]}, '
        b'"properties": {"title": "Warehouse", "floors": 2}}]}'
    )
    run = FormRun.start(
        form_of(
            """
            type | name | label | calculation
            select_one_from_file places.geojson | place | Place |
            calculate | where | | instance('places')/root/item[id = ${place}]/geometry
            """,
            files={"places.geojson": points},
        ),
        surroundings(),
    )
    (choice,) = run.question("/data/place").choices
    assert (choice.value, choice.label) == ("w1", "Warehouse")
    run.answer("/data/place", "w1")
    assert run.value("/data/where") == "31.25 121.5 0 0"


def test_a_form_speaks_two_languages_and_says_what_it_has_where_one_is_missing() -> None:
    run = FormRun.start(
        form_of(
            """
            type | name | label::English (en) | label::中文 (zh) | constraint | constraint_message
            select_one yn | ok | All well? | 一切正常吗 | |
            integer | n | Count of ${ok} | 数量：${ok} | . > 0 | Above zero
            """,
            "list_name | name | label::English (en) | label::中文 (zh)\nyn | y | Yes | 是\nyn | n | No |",
            "default_language\nEnglish (en)",
        ),
        surroundings(),
    )
    assert run.form.languages == ("English (en)", "中文 (zh)")
    run.answer("/data/ok", "y")
    assert run.question("/data/n").label == "Count of y"
    run.language = "中文 (zh)"
    assert run.question("/data/n").label == "数量：y"
    assert [choice.label for choice in run.question("/data/ok").choices] == ["是", "No"]
    run.answer("/data/n", "0")
    assert [one.text for one in run.problems(complete=True)] == ["Above zero"]
    run.language = "nobody's"
    assert run.language == "English (en)"


def test_our_own_attributes_and_the_standards_parameters_come_with_a_question() -> None:
    run = FormRun.start(
        form_of(
            """
            type | name | label | bind::ws:part | bind::ws:quote | parameters | appearance | guidance_hint
            image | front | Front | | | max-pixels=1024 | signature |
            decimal | cash | Cash | equity.cash | | | | Count it yourself
            begin_repeat | slip | Slip | | | | |
            integer | parcels | Parcels | roads.courier | | | |
            end_repeat | | | | | | |
            range | mood | Mood | | | start=1 end=5 step=0.5 | |
            text | words | Words | | yes | | multiline |
            """,
            settings='namespaces\nws="http://workstation/forms"',
        ),
        surroundings(),
    )
    run.add_row("/data/slip")
    run.answer("/data/slip[1]/parcels", "30")
    run.answer("/data/slip[2]/parcels", "40")
    run.answer("/data/cash", "12.5")
    assert run.values("part") == {
        "equity.cash": (("/data/cash", "12.5"),),
        "roads.courier": (("/data/slip[1]/parcels", "30"), ("/data/slip[2]/parcels", "40")),
    }
    front = run.question("/data/front")
    assert front.kind is AnswerKind.PHOTO and front.parameters == (("max-pixels", "1024"),)
    assert front.appearance == {"signature"}
    assert run.question("/data/cash").guidance == "Count it yourself"
    assert run.question("/data/words").extra == (("quote", "yes"),)
    run.answer("/data/mood", "3.25")
    assert [one.ref for one in run.problems(complete=False)] == ["/data/mood"]
    run.answer("/data/mood", "3.5")
    assert run.problems(complete=False) == ()


def test_the_label_of_a_choice_is_at_hand_in_calculations() -> None:
    run = started(
        """
        type | name | label | calculation | choice_filter
        select_one area | area | Area | |
        select_one city | city | City | | area = ${area}
        calculate | said | | jr:choice-name(${city}, '${city}') |
        """,
        """
        list_name | name | label | area
        area | n | North |
        city | hz | Hangzhou | n
        city | gz | Guangzhou | s
        """,
    )
    run.answer("/data/area", "n")
    run.answer("/data/city", "hz")
    assert run.value("/data/said") == "Hangzhou"


def test_a_choice_may_show_what_was_answered_before() -> None:
    run = started(
        """
        type | name | label
        text | owner | Owner
        select_one who | who | Who signs?
        """,
        """
        list_name | name | label
        who | owner | ${owner}, who owns the shop
        who | other | Somebody else
        """,
    )
    assert "/data/who" in run.answer("/data/owner", "Li").refs
    assert run.question("/data/who").choices[0].label == "Li, who owns the shop"
    run.answer("/data/owner", "Wang")
    assert run.question("/data/who").choices[0].label == "Wang, who owns the shop"


def test_choices_may_be_the_rows_of_the_survey_itself() -> None:
    run = started("""
        type | name | label
        begin_repeat | person | Person
        text | name | Name
        end_repeat | |
        select_one ${name} | head | Who leads?
    """)
    run.answer("/data/person[1]/name", "Li")
    run.add_row("/data/person")
    changed = run.answer("/data/person[2]/name", "Wang")
    assert "/data/head" in changed.refs
    head = run.question("/data/head")
    assert isinstance(head, QuestionView) and [one.value for one in head.choices] == ["Li", "Wang"]
    run.answer("/data/head", "Wang")
    run.remove_row("/data/person[2]")
    assert [one.ref for one in run.problems(complete=True)] == ["/data/head"]
