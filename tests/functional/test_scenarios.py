"""Double Eleven from its file to the hub, to the desk, to a decision and back: through the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import ROOT, warm
from tests.functional.forging import decide, forged, lower_pd, sent
from tests.functional.house import PASSPHRASE, Hub, Officer
from tests.functional.house import TODAY as BUSINESS_DAY
from workstation.app import open_desk

SHIPPED = ROOT / "resources" / "scenarios" / "double-eleven.toml"


@pytest.fixture(scope="module")
def previewed() -> dict[str, Any]:
    found: dict[str, Any] = warm("scenario", "preview", "double-eleven", "--json").json
    return found


@pytest.fixture(scope="module")
def let_in(previewed: dict[str, Any]) -> str:
    """The first sample seller whom it lends to and the rules alone do not."""
    return next(row["applicant"] for row in previewed["rows"] if row["flips"])


def copied(folder: Path) -> Path:
    """The shipped file and its signatures, to be spoilt."""
    for path in (SHIPPED, SHIPPED.with_suffix(".sig.json")):
        shutil.copy(path, folder)
    return folder / SHIPPED.name


def test_the_preview_names_who_changes_and_what_it_costs(previewed: dict[str, Any]) -> None:
    flipped = [row for row in previewed["rows"] if row["flips"]]
    assert flipped and all(row["name"] and row["used"] != "0.00" for row in flipped)
    assert previewed["lent_to"]["after"] - previewed["lent_to"]["before"] == len(flipped)
    assert 0 < float(previewed["used"]) <= float(previewed["budget"])


def test_double_eleven_goes_live_and_a_declined_seller_is_lent_to(
    hub: Hub, officer: Officer, let_in: str
) -> None:
    before = officer.json("assess", let_in)
    supposed = officer.json("assess", let_in, "--scenario", "double-eleven")
    assert (before["admission"], before["scenarios"], before["imagined"]) == ("decline", [], False)
    assert supposed["imagined"] and supposed["offer"]
    published = hub.run("scenario", "publish", SHIPPED).json
    assert officer.json("assess", let_in)["admission"] == "decline", "not before it has arrived"
    officer.json("sync")
    [live] = [one for one in officer.json("scenario", "list") if one["state"] == "live"]
    assert (live["id"], live["sha256"]) == ("double-eleven", published["sha256"])
    after = officer.json("assess", let_in)
    assert after["offer"] == supposed["offer"] and not after["imagined"]
    assert after["models"] == before["models"], "what the models said is the same"
    with officer.line_to(hub) as line:
        there = json.loads(line.assessment(f"sample:{let_in}", "credit", BUSINESS_DAY))
    here = officer.json("assess", let_in, "--product", "credit", "--at", BUSINESS_DAY)
    assert there == here and there["scenarios"], "the same bits at the hub"
    made = officer.decide(let_in)
    assert officer.json("replay", made["decision"])["same"]
    assert officer.json("sync")["refused"] == []
    assert officer.json("replay", made["decision"])["same"]
    [counted] = [one for one in officer.json("scenario", "list") if one["id"] == "double-eleven"]
    assert float(counted["used"]) > 0
    assert officer.json("assess", let_in, "--at", "2026-12-01")["scenarios"] == []
    assert hub.run("scenario", "publish", SHIPPED).error["code"] == "scenario.version"


def test_a_forged_probability_spares_no_budget(officer: Officer, let_in: str) -> None:
    """Under the scenario that lets the seller in, half the probability would take half as much."""
    before = officer.json("scenario", "list")
    with open_desk(officer.profile, PASSPHRASE) as desk:
        appraisal = desk.appraisals.appraise(f"sample:{let_in}")
        assert appraisal.case.scenarios
        decide(desk, forged(appraisal, lower_pd))
        assert [code for code, _ in sent(desk)] == ["case.pd_differs"]
    assert officer.json("scenario", "list") == before, "nothing was taken, and nothing given back"


def test_a_file_that_was_spoilt_is_refused_by_name(hub: Hub, tmp_path: Path) -> None:
    file = copied(tmp_path)
    file.write_bytes(file.read_bytes() + b"\n")
    assert "was changed after" in hub.run("scenario", "publish", file).error["message"]
    signatures = SHIPPED.with_suffix(".sig.json")
    one = json.loads(signatures.read_bytes())["signatures"][:1]
    file = copied(tmp_path)
    file.with_suffix(".sig.json").write_text(json.dumps({"signatures": one}), encoding="utf-8")
    refused = hub.run("scenario", "publish", file).error
    assert refused["code"] == "scenario.signature" and "side has not" in refused["message"]


def test_who_is_no_maker_cannot_sign(tmp_path: Path) -> None:
    file, key = copied(tmp_path), tmp_path / "maker.key"
    assert len(warm("scenario", "key", key, "--json").json["public"]) == 64
    assert warm("scenario", "sign", file, "--key", key, "--json").error["code"] == "scenario.key"
    assert warm("scenario", "key", key, "--json").error["code"] == "scenario.key"


def test_a_slip_is_named_with_file_line_and_field(tmp_path: Path) -> None:
    file = copied(tmp_path)
    file.write_bytes(file.read_bytes().replace(b'cutoff = "0.50"', b"cutoff = 0.50"))
    error = warm("scenario", "check", file, "--json").error
    assert error["code"] == "scenario.damaged"
    assert "double-eleven.toml, line" in error["where"] and "admission.cutoff" in error["where"]
    file = copied(tmp_path)
    file.write_bytes(file.read_bytes().replace(b'"credit", "ali"', b'"credit", "aly"'))
    error = warm("scenario", "check", file, "--json").error
    assert "no product or family aly" in error["message"]
    assert "double-eleven.toml, line" in error["where"] and "scope.products" in error["where"]
    weights = f'[weights]\nbundle = "sellers"\nversion = 99\nsha256 = "{"0" * 64}"\n'
    file = copied(tmp_path)
    file.write_bytes(file.read_bytes() + weights.encode())
    assert warm("scenario", "check", file, "--json").error["code"] == "scenario.weights"
    assert warm("scenario", "preview", "no-such", "--json").error["code"] == "scenario.none"


def test_a_signed_file_says_so() -> None:
    assert warm("scenario", "check", SHIPPED, "--json").json["signed_by"] == ["algorithm", "business"]
