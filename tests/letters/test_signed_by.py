"""Whose signature a paper carries, by what the hub last said of the lender's devices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workstation import crypto
from workstation.domain.workshop import PaperSigner
from workstation.letters import SignedBy, Signing, signed_by
from workstation.letters.signing import SignatureState, check_signature, new_signer, sign_pdf

SIGNED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
STATE = SignatureState(True, "Workstation d1", "ab" * 32, changed=False, at=SIGNED)


def signer(revoked_at: str = "", fingerprint: str = "ab" * 32) -> PaperSigner:
    return PaperSigner(fingerprint, "d1", "柜台一号", "zhou", "2026-11-01T00:00:00Z", revoked_at)


def test_of_a_device_that_the_hub_named() -> None:
    assert signed_by(STATE, [signer()]) == SignedBy(Signing.KNOWN, "柜台一号", "zhou")


def test_of_nobody_that_the_hub_named() -> None:
    assert signed_by(STATE, []) == SignedBy(Signing.UNKNOWN, "Workstation d1")
    assert signed_by(STATE, [signer(fingerprint="cd" * 32)]).signing is Signing.UNKNOWN


def test_of_no_signature() -> None:
    assert signed_by(None, [signer()]) == SignedBy(Signing.NONE)


@pytest.mark.parametrize(
    "state",
    [replace(STATE, valid=False), replace(STATE, changed=True)],
)
def test_of_one_that_does_not_fit_the_file_the_device_is_not_named(state: SignatureState) -> None:
    assert signed_by(state, [signer()]) == SignedBy(Signing.BROKEN, "Workstation d1")


class TestOfADeviceThatWasLockedOut:
    @pytest.mark.parametrize(("later", "expected"), [(1, "known"), (0, "locked_out"), (-1, "locked_out")])
    def test_what_it_signed_from_then_on_is_flagged(self, later: int, expected: str) -> None:
        revoked = (SIGNED + timedelta(seconds=later)).strftime("%Y-%m-%dT%H:%M:%SZ")
        found = signed_by(STATE, [signer(revoked)])
        assert (found.signing.value, found.revoked_at) == (expected, revoked)

    def test_and_what_does_not_say_when(self) -> None:
        undated = SignatureState(True, "x", "ab" * 32, changed=False)
        assert signed_by(undated, [signer("2026-12-01T00:00:00Z")]).signing is Signing.LOCKED_OUT


def test_a_real_signature_says_when_and_by_which_certificate(pdf: bytes) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    house = new_signer("Workstation d1", datetime.now(UTC))
    state = check_signature(sign_pdf(pdf, house))
    assert state is not None and state.at is not None
    assert before <= state.at <= datetime.now(UTC) + timedelta(seconds=1)
    found = signed_by(state, [signer(fingerprint=crypto.sha256(house.certificate))])
    assert found.signing is Signing.KNOWN
