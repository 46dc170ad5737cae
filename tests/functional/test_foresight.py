"""Looking ahead and inviting without a window: the same acts, the same refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.test_foreseen import WORDS, foreseeing
from workstation import cli
from workstation.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk that every verb finds open."""
    from contextlib import nullcontext

    with foreseeing(tmp_path, *WORDS) as desk:
        monkeypatch.setattr("workstation.commands.foresight.desk_of", lambda _: nullcontext(desk))
        yield desk


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    status = cli.main([*words, "--json"])
    out = capsys.readouterr()
    return json.loads(out.out) if status == 0 else json.loads(out.err)["error"]["code"]


def test_a_seller_is_looked_at_invited_and_answers(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "need", "look") == {"files": 1}
    assert said(capsys, "need", "look") == {"files": 0}
    shown = said(capsys, "need", "show", "S001")
    assert {one["model"] for one in shown["foreseen"]} == {"need_month", "need_quarter", "warning"}
    assert said(capsys, "need", "outcomes") == []
    invited = said(capsys, "need", "invite", "S001", "--amount", "5,000", "--note", "电话")
    assert (invited["amount"], invited["product"]) == ("5000.00", "credit")
    assert said(capsys, "need", "invite", "S001") == "invitation.open"
    assert said(capsys, "need", "answer", "S001", "--step", "refused", "--note", "不需要")["saved"]
    (row,) = said(capsys, "need", "outcomes")
    assert (row["model"], row["answer"], row["asked"], row["drew"]) == ("need_month", "refused", False, False)
    (course,) = said(capsys, "need", "show", "S001")["invitations"]
    assert [one["step"] for one in course] == ["invited", "refused"]


def test_it_reads_as_lines_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["need", "show", "S001"]) == 0
    assert capsys.readouterr().out == "Nothing is foreseen.\n"
    for words in ("look", "invite S001", "show S001", "outcomes"):
        assert cli.main(["need", *words.split()]) == 0
    lines = capsys.readouterr().out
    assert "1 files looked at" in lines
    assert "within 30 days" in lines
    assert "invited" in lines
