"""What `train --simulate` refuses before any work is done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workstation.errors import KnownError
from workstation.training import run
from workstation.training.pipeline import read_key


def test_a_key_is_thirty_two_bytes_or_their_hex(tmp_path: Path) -> None:
    raw, hexed = tmp_path / "algorithm.key", tmp_path / "business.key"
    raw.write_bytes(bytes(range(32)))
    hexed.write_text(bytes(range(32)).hex() + "\n")
    assert read_key(raw) == read_key(hexed) == bytes(range(32))


def test_keys_are_read_before_a_seller_is_simulated(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        run(out=tmp_path, seed=1, sellers=5000, key_files=[tmp_path / "gone"], created=date(2026, 11, 20))
    assert refused.value.code == "train.key"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"short", b"zz" * 32, bytes(31)])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.key"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        read_key(path)
    assert refused.value.code == "train.key"


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="nowhere") as refused:
        read_key(tmp_path / "nowhere.key")
    assert refused.value.code == "train.key"
