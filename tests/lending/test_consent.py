"""Authorisations in force: scope, days, withdrawals, and the refusal where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from workstation.domain.consents import ConsentState, consent_for, consent_state, may_be_kept
from workstation.domain.file_papers import ConsentScope, Withdrawal
from workstation.domain.records import Applicant, ApplicantFile, Authorisation
from workstation.errors import KnownError
from workstation.lending.consent import require_consent
from workstation.lending.file_policy import keep_until, load_file_policy
from workstation.paths import resources

DAY = timedelta(days=1)
SIGNED, LAST = date(2026, 1, 10), date(2026, 12, 31)
PAPER = Authorisation("a1", "t:S1", (ConsentScope.DATA, ConsentScope.PHOTOS), SIGNED, LAST)


def file(*papers: Authorisation, withdrawn_on: date | None = None) -> ApplicantFile:
    withdrawals = (Withdrawal("w1", "t:S1", "a1", withdrawn_on, "o1"),) if withdrawn_on else ()
    applicant = Applicant("t:S1", "t", "S1", "一家店")
    return ApplicantFile(applicant, authorisations=papers, withdrawals=withdrawals)


def test_it_holds_from_the_day_it_was_signed_to_its_last_day() -> None:
    states = [consent_state(PAPER, day) for day in (SIGNED - DAY, SIGNED, LAST, LAST + DAY)]
    assert states == ["not_yet", "in_force", "in_force", "expired"]


def test_it_allows_what_it_names_and_nothing_else() -> None:
    allowed = [scope for scope in ConsentScope if consent_for(file(PAPER), scope, SIGNED)]
    assert allowed == [ConsentScope.DATA, ConsentScope.PHOTOS]


def test_what_was_taken_is_not_kept_once_the_consent_is_taken_back() -> None:
    taken, kept = date(2026, 5, 1), date(2026, 5, 3)
    anew = replace(PAPER, id="a2", signed_on=kept)

    def may(*papers: Authorisation, back: date | None, on: date = kept) -> bool:
        withdrawn = file(withdrawn_on=back).withdrawals
        return may_be_kept(papers, withdrawn, ConsentScope.PHOTOS, taken_on=taken, kept_on=on)

    assert may(PAPER, back=None) and may(PAPER, back=kept + DAY)
    assert may(PAPER, back=None, on=LAST + DAY), "that it ran out in between forbids nothing"
    assert not may(PAPER, back=kept) and not may(PAPER, back=taken)
    assert may(PAPER, anew, back=kept), "who allows it again allows it"
    assert not may(anew, back=None), "nobody allowed it when it was taken"


def test_a_withdrawal_ends_it_from_its_own_day_on() -> None:
    day = date(2026, 5, 1)
    taken_back = file(PAPER, withdrawn_on=day)
    assert consent_for(taken_back, ConsentScope.DATA, day - DAY) is not None
    assert consent_for(taken_back, ConsentScope.DATA, day) is None
    assert consent_state(taken_back.consents[0], day) is ConsentState.WITHDRAWN


def test_of_several_the_one_that_lasts_longest_is_named() -> None:
    longer = Authorisation("a2", "t:S1", (ConsentScope.DATA,), SIGNED, LAST + DAY)
    assert require_consent(file(longer, PAPER), ConsentScope.DATA, SIGNED) == longer


@pytest.mark.parametrize("scope", ConsentScope)
def test_without_one_nothing_is_read_taken_or_handed_on(scope: ConsentScope) -> None:
    with pytest.raises(KnownError) as caught:
        require_consent(file(), scope, SIGNED)
    assert caught.value.code == f"consent.{scope.value}" and caught.value.where == "S1"


@pytest.mark.parametrize(
    ("last", "withdrawn", "years", "kept"),
    [
        (date(2026, 12, 31), None, 5, date(2031, 12, 31)),
        (date(2026, 12, 31), date(2026, 5, 1), 5, date(2031, 5, 1)),
        (date(2024, 2, 29), None, 5, date(2029, 2, 28)),
        (date(2024, 2, 29), None, 4, date(2028, 2, 29)),
    ],
)
def test_what_was_read_is_kept_for_the_years_of_the_policy(
    last: date, withdrawn: date | None, years: int, kept: date
) -> None:
    paper = Authorisation("a1", "t:S1", (ConsentScope.DATA,), date(2024, 1, 1), last, withdrawn_on=withdrawn)
    policy = load_file_policy(resources() / "policies" / "file.toml")
    assert keep_until(paper, msgspec.structs.replace(policy, retention_years=years)) == kept
