"""What the steps of a draft tell once the survey is finished: what was changed, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.domain.drafting import DraftStep, StepKind, edits_of, next_step, times_of

STOCK = "/data/stock"


def steps(*told: tuple[str, StepKind, str, str] | tuple[str, StepKind, str, str, str]) -> list[DraftStep]:
    """Minute and second after nine, kind, place, value, and what stood there before."""
    return [
        DraftStep(number, kind, ref, value, f"2026-06-30T09:{at}Z", *old)
        for number, (at, kind, ref, value, *old) in enumerate(told, start=1)
    ]


def changed(found: Sequence[DraftStep]) -> list[tuple[str, str, str, str]]:
    return [(one.ref, one.old, one.new, one.reason) for one in edits_of(found)]


def test_the_first_answer_is_no_edit_and_a_later_one_is() -> None:
    told = steps(
        ("00:00", StepKind.ANSWER, "/data/sales", "100"),
        ("00:05", StepKind.ANSWER, "/data/staff", "4", "4"),
        ("00:09", StepKind.ANSWER, "/data/sales", "120", "100"),
        ("00:12", StepKind.EDIT_REASON, "/data/sales", "老板看了账本"),
    )
    assert changed(told) == [("/data/sales", "100", "120", "老板看了账本")]


def test_what_was_answered_in_a_row_that_is_removed_is_told() -> None:
    """The second row becomes the first, and takes its answers along."""
    told = steps(
        ("00:00", StepKind.ANSWER, f"{STOCK}[1]/qty", "5"),
        ("00:01", StepKind.ANSWER, f"{STOCK}[2]/qty", "7"),
        ("00:02", StepKind.REMOVE_ROW, f"{STOCK}[1]", ""),
        ("00:03", StepKind.ADD_ROW, STOCK, "0"),
        ("00:04", StepKind.REMOVE_ROW, f"{STOCK}[2]", ""),
    )
    assert changed(told) == [(f"{STOCK}[1]/qty", "5", "", ""), (f"{STOCK}[2]/qty", "7", "", "")]


def test_a_photo_that_is_replaced_or_taken_out_is_told_by_its_name() -> None:
    told = steps(
        ("00:00", StepKind.ATTACH, "/data/shelf", '{"name": "shelf-1.jpg"}'),
        ("00:01", StepKind.ATTACH, "/data/shelf", '{"name": "shelf-2.jpg"}', "shelf-1.jpg"),
        ("00:02", StepKind.DETACH, "shelf-1.jpg", "the hash"),
        ("00:03", StepKind.DETACH, "shelf-2.jpg", "the hash"),
    )
    assert changed(told) == [
        ("/data/shelf", "shelf-1.jpg", "shelf-2.jpg", ""),
        ("/data/shelf", "shelf-2.jpg", "", ""),
    ]


def test_typing_is_one_step_and_coming_back_is_another() -> None:
    first = next_step(None, StepKind.ANSWER, "/data/a", "1", "t1", old="9")
    typed = next_step(first, StepKind.ANSWER, "/data/a", "12", "t2", old="1")
    back = next_step(
        next_step(typed, StepKind.SECTION, "/data/s", "", "t3"), StepKind.ANSWER, "/data/a", "3", "t4"
    )
    assert (first.seq, typed.seq, back.seq) == (1, 1, 3)
    assert (typed.value, typed.old) == ("12", "9")
    rows = next_step(next_step(None, StepKind.ADD_ROW, STOCK, "", "t1"), StepKind.ADD_ROW, STOCK, "", "t2")
    assert rows.seq == 2


def test_each_section_has_the_time_in_which_it_was_in_view() -> None:
    told = steps(
        ("00:00", StepKind.SECTION, "/data/shop", ""),
        ("01:00", StepKind.ANSWER, "/data/shop/a", "1"),
        ("02:00", StepKind.SECTION, STOCK, ""),
        ("02:30", StepKind.SECTION, "/data/shop", ""),
    )
    found = {one.section: one.seconds for one in times_of(told, "2026-06-30T09:03:30Z")}
    assert found == {"/data/shop": 180, STOCK: 30}


def test_a_time_with_the_program_closed_counts_for_nothing_and_a_long_pause_for_half_an_hour() -> None:
    told = steps(
        ("00:00", StepKind.SECTION, "/data/shop", ""),
        ("01:00", StepKind.ANSWER, "/data/shop/a", "1"),
        ("50:00", StepKind.REOPENED, "", ""),
        ("50:10", StepKind.ANSWER, "/data/shop/a", "2"),
    )
    found = {one.section: one.seconds for one in times_of(told, "2026-06-30T11:00:00Z")}
    assert found == {"/data/shop": 60 + 10 + 1800}
