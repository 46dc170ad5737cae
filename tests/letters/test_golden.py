"""The golden letter: the same bytes as the day it was looked at and kept.

Where this fails, the text's difference is shown first. Was the change meant? Then run
`python tests/letters/remake_golden.py`, look at the pages, and keep the new files.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from pathlib import Path

import pytest

from tests.letters.remake_golden import readable
from workstation.errors import BugError, KnownError
from workstation.letters import PAPERS, check_golden
from workstation.letters import golden as golden_module


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_its_text_is_the_text_that_was_kept(papers: dict[str, bytes], root: Path, kind: str) -> None:
    kept = (root / "tests" / "golden" / "letters" / f"{kind}.txt").read_text(encoding="utf-8")
    difference = difflib.unified_diff(
        kept.splitlines(), readable(papers[kind]).splitlines(), "kept", "made", lineterm=""
    )
    assert "\n".join(difference) == ""


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_its_bytes_are_the_bytes_that_were_kept(papers: dict[str, bytes], kind: str) -> None:
    assert hashlib.sha256(papers[kind]).hexdigest() == golden_module.expected_sha256(kind)


def test_the_self_test_looks_at_every_paper() -> None:
    assert check_golden() == golden_module.expected_sha256()


def test_a_computer_that_makes_other_bytes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_module, "expected_sha256", lambda kind: "0" * 64)
    with pytest.raises(BugError, match="golden letter"):
        check_golden()


def test_a_missing_record_is_a_known_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_module, "resources", lambda: tmp_path)
    with pytest.raises(KnownError, match=r"letter\.golden"):
        golden_module.expected_sha256()


def test_the_golden_figures_add_up(root: Path) -> None:
    """The sample must not teach wrong sums: principal, balances and interest agree with the rate."""
    from fractions import Fraction

    from workstation.domain.money import round_fen
    from workstation.letters import sample_letter

    letter = sample_letter()
    schedule = letter.offer.schedule
    owed, last = schedule.principal, schedule.start
    for row in schedule.rows:
        days = (row.due - last).days
        assert row.interest == round_fen(Fraction(owed) * Fraction(schedule.yearly_rate) * days / 365)
        owed, last = owed - row.principal, row.due
        assert row.balance == owed
    assert owed == 0
    kept = json.loads((root / "resources" / "letters" / "golden.json").read_text(encoding="utf-8"))
    assert kept["approval"]["number"] == letter.number
