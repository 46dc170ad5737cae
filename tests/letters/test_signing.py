"""Electronic signatures on papers, read by our own check and by poppler's pdfsig."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import page
import pytest

from tests.letters.conftest import Tool
from workstation.errors import KnownError
from workstation.letters.signing import PaperSigner, check_signature, new_signer, sign_pdf


@pytest.fixture(scope="module")
def signer() -> PaperSigner:
    return new_signer("远舟示范小额贷款有限公司", datetime.now(UTC))


@pytest.fixture(scope="module")
def signed(pdf: bytes, signer: PaperSigner) -> bytes:
    return sign_pdf(pdf, signer)


def test_a_signature_is_appended_and_says_whose_it_is(pdf: bytes, signed: bytes) -> None:
    assert signed.startswith(pdf), "the rendered bytes stay as they are below the signature"
    assert len(signed) - len(pdf) < 12_000
    state = check_signature(signed)
    assert state is not None and state.valid and not state.changed
    assert state.by == "远舟示范小额贷款有限公司"


def test_an_unsigned_paper_has_no_signature(pdf: bytes) -> None:
    assert check_signature(pdf) is None


def test_one_flipped_bit_is_found(signed: bytes) -> None:
    damaged = bytearray(signed)
    damaged[signed.index(b"MCID 3") - 12] ^= 1
    state = check_signature(bytes(damaged))
    assert state is not None and not state.valid and state.changed


def test_bytes_put_after_the_signature_are_found(signed: bytes) -> None:
    state = check_signature(signed + b"% more\n")
    assert state is not None and state.changed


def test_a_digest_that_nobody_knows_is_a_known_error(signed: bytes) -> None:
    """One bit of the name of the signature's own digest turned."""
    sha256, unknown = b"0609608648016503040201", b"0609608648016513040201"
    damaged = unknown.join(signed.rsplit(sha256, 1))
    assert len(damaged) == len(signed) and damaged != signed
    with pytest.raises(KnownError, match=r"letter\.unreadable"):
        check_signature(damaged)


def test_what_is_no_pdf_is_a_known_error() -> None:
    with pytest.raises(KnownError, match=r"letter\.unreadable"):
        check_signature(b"not a paper")


@pytest.mark.parametrize("profile", ["2u", "ua1"])
def test_a_signed_paper_stays_fit_for_the_archive(signed: bytes, profile: str, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    assert "no failures" in (said := str(page.validate_pdf(str(file), profile=profile))), said


def test_poppler_finds_it_valid_and_whole(signed: bytes, tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    said = tool("pdfsig", "-nocert", file)
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
