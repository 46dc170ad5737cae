"""Merging by field: what both said is kept, what they disagree about is named, a source undoes nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workstation.hub.merging import (
    changed_fields,
    fields_changed_by_others,
    merge_delivery,
    merge_edit,
)

fields = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


@given(current=fields, edit=fields, others=st.frozensets(st.sampled_from("abcd")))
def test_an_edit_is_applied_whole_or_not_at_all(
    current: dict[str, int], edit: dict[str, int], others: frozenset[str]
) -> None:
    merge = merge_edit(current, edit, others)
    quarrel = {n for n in edit if n in others and current.get(n, "absent") != edit[n]}
    assert set(merge.disagreed) == quarrel
    assert merge.fields == (current if quarrel else current | edit)


@given(base=fields, mine=fields)
def test_without_others_nobody_disagrees(base: dict[str, int], mine: dict[str, int]) -> None:
    assert merge_edit(base, mine, frozenset()).fields == base | mine


@given(before=fields, current=fields)
def test_a_repeated_delivery_changes_nothing(before: dict[str, int], current: dict[str, int]) -> None:
    assert merge_delivery(before, before, current) == current


@given(before=fields, delivered=fields, current=fields)
def test_a_delivery_moves_what_the_source_moved_and_nothing_else(
    before: dict[str, int], delivered: dict[str, int], current: dict[str, int]
) -> None:
    merged = merge_delivery(before, delivered, current)
    moved = changed_fields(before, delivered)
    for name in "abcd":
        told = delivered if name in moved else current
        assert merged.get(name) == told.get(name)


def test_ones_own_earlier_edit_is_no_quarrel_but_anothers_behind_it_is() -> None:
    base = {"phone": "0"}
    mine = ({"phone": "1"}, "my device")
    theirs = ({"phone": "2"}, "their device")
    assert fields_changed_by_others([mine], base, "my device") == frozenset()
    assert fields_changed_by_others([theirs], base, "my device") == {"phone"}
    assert fields_changed_by_others([mine, theirs], base, "my device") == {"phone"}
    assert fields_changed_by_others([theirs, mine], base, "my device") == frozenset()
