"""Forms that nobody here wrote: each is filled in to the end, or refused with its reason."""

from __future__ import annotations

from pathlib import Path

from tests.surveys.others import lines, table


def test_forms_of_others_are_filled_in_to_the_end_or_refused_with_a_reason(shared: Path) -> None:
    outcomes = table(shared / "data/xlsforms")
    print("\n".join(lines(outcomes)))  # with `pytest -s`
    assert len(outcomes) >= 16
    assert [one.name for one in outcomes if one.refused] == ["unknown_question_type.xls"]
    assert [one.name for one in outcomes if one.tried != one.complete] == []
    assert all(one.answers for one in outcomes if one.tried)
