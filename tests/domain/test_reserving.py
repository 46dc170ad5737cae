"""Officers who take related files along cannot exceed a limit together, in whatever order they come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.reserving import Holder, reserve

GROUP = ("one", "two", "three")
LIMITS = {"officer": 300_000, "supervisor": 800_000}
CEILING = 1_000_000


def granted(holder: Holder, others: list[Holder], owed: int) -> int:
    return reserve(holder, others, GROUP, owed=owed, limit=LIMITS[holder.role], ceiling=CEILING)


def test_the_first_leaves_a_share_for_whoever_takes_the_other_files_along() -> None:
    first = Holder("chen", "officer", frozenset({"one"}))
    assert granted(first, [], owed=240_000) == 20_000
    away = Holder("chen", "officer", frozenset({"one"}), handed_out=20_000)
    second = Holder("lin", "officer", frozenset({"two"}))
    assert granted(second, [away], owed=240_000) == 20_000


def test_who_holds_every_file_has_all_that_is_free() -> None:
    assert granted(Holder("chen", "officer", frozenset(GROUP)), [], owed=240_000) == 60_000


def test_two_officers_with_one_file_have_half_each() -> None:
    chen, lin = (Holder(name, "officer", frozenset({"one"})) for name in ("chen", "lin"))
    assert reserve(chen, [lin], ["one"], owed=240_000, limit=300_000, ceiling=CEILING) == 30_000


def test_a_second_officer_with_the_same_file_gets_what_the_first_left() -> None:
    away = Holder("chen", "officer", frozenset(GROUP), handed_out=60_000)
    assert granted(Holder("lin", "officer", frozenset({"one"})), [away], owed=240_000) == 0


def test_a_supervisor_shares_the_ceiling_and_not_the_officers_limit() -> None:
    away = Holder("chen", "officer", frozenset(GROUP), handed_out=60_000)
    assert granted(Holder("gu", "supervisor", frozenset(GROUP)), [away], owed=240_000) == 560_000


@given(
    st.integers(0, 1_200_000),
    st.lists(
        st.tuples(st.sampled_from(sorted(LIMITS)), st.sets(st.sampled_from(GROUP), min_size=1)), max_size=8
    ),
)
def test_whatever_the_order_all_of_one_role_together_stay_within_the_limit(
    owed: int, comers: list[tuple[str, set[str]]]
) -> None:
    away: list[Holder] = []
    for number, (role, files) in enumerate(comers):
        holder = Holder(str(number), role, frozenset(files))
        amount = granted(holder, away, owed)
        assert amount >= 0
        away.append(Holder(str(number), role, frozenset(files), amount))
    for role, limit in LIMITS.items():
        mine = sum(one.handed_out for one in away if one.role == role)
        assert mine == 0 or owed + mine <= limit
    everybody = sum(one.handed_out for one in away)
    assert everybody == 0 or owed + everybody <= CEILING
