"""Whatever is answered in whatever order: nothing wrong is taken for right, and nothing required is missing
from a finished survey. Ten thousand sequences: `python -m tests.surveys.sequences --count 10000`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.surveys.any_form import any_form
from tests.surveys.rich_forms import FORMS
from tests.surveys.sequences import check, sequence


@given(seed=st.integers(0, 2**32), which=st.sampled_from(FORMS))
def test_random_answers_are_judged_as_a_second_reckoning_judges_them(seed: int, which: object) -> None:
    assert callable(which)
    check(sequence(which(), seed))


@given(seed=st.integers(0, 2**32))
def test_any_form_agrees_with_the_second_reckoning(seed: int) -> None:
    check(sequence(any_form(seed), seed, longest=12))


def test_some_of_the_sequences_end_in_a_complete_survey() -> None:
    """Else the property would say little of what finishing lets through."""
    reckoned = [check(sequence(which(), seed)) for seed in range(10) for which in FORMS]
    assert sum(not one.wrong and not one.missing for one in reckoned) >= 2
