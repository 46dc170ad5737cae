"""The officer's verbs one by one, as a script would use them, on the sample sellers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.functional.command import warm, workstation
from tests.functional.house import PASSPHRASE, TODAY, Hub, Officer, at_desk, enrolled
from workstation.app import open_admin, open_desk
from workstation.cli import verbs as every_verb
from workstation.clock import FixedClock
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.errors import KnownError
from workstation.hub.place import HubPlace
from workstation.paths import resources
from workstation.training.sample import BUSINESS_DAY, read_sample

ASSESSED = {
    "applicant", "product", "as_of", "admission", "requested", "probability", "grade", "limit", "binding",
    "next_limit", "staircase", "offer", "findings", "reasons", "in_favour", "authority", "withheld",
    "coverage", "models", "bundle", "rules", "imagined", "sales_ahead", "scenarios",
}  # fmt: skip


@pytest.mark.parametrize("typed", ["𬭸", "ouyang"])
def test_a_file_is_found_by_what_somebody_remembers(officer: Officer, typed: str) -> None:
    (row,) = officer.json("worklist", "--search", typed)
    assert row["applicant"] == "S001" and row["name"] == "欧阳𬭸"


def test_the_worklist_has_views(officer: Officer) -> None:
    everything = officer.json("worklist")
    assert len(everything) == 31 and everything[0].keys() == {
        "applicant", "name", "shop_kind", "trade", "region", "asked_on", "amount", "months", "exposure",
        "days_past_due", "outcome", "provisional", "state", "why",
    }  # fmt: skip
    overdue = officer.json("worklist", "--view", "overdue")
    assert [row["applicant"] for row in overdue] == ["S019"] and overdue[0]["days_past_due"] == 45
    assert officer.run("worklist", "--view", "refused", "--limit", "3").out == "No file matches.\n"


def test_a_file_and_its_history(officer: Officer) -> None:
    file = officer.json("file", "S001")
    assert file["applicant"] == "S001" and file["name"] == "欧阳𬭸" and file["as_of"] == TODAY
    assert file["rows"].keys() == {"orders", "items", "payments", "shipments", "reviews"}
    covered = [row["domain"] for row in file["coverage"] if row["covered"]]
    assert covered == ["trading", "payment_account"] and len(file["coverage"]) == 9
    history = officer.json("history", "S001")
    assert history["currency"] == "CNY" and history["bucket"] in ("week", "month")
    assert all(bucket["sales"].count(".") == 1 for bucket in history["buckets"])
    evidenced = {link["link"] for link in history["loop"] if link["evidenced"]}
    assert "sale" in evidenced and "purchase" not in evidenced, (
        "an order says nothing of where goods came from"
    )


def test_an_assessment_explains_itself_where_asked(officer: Officer) -> None:
    plain = officer.json("assess", "S015")
    assert "explained" not in plain
    explained = officer.json("assess", "S015", "--explain")["explained"]
    assert explained["aim"] == "admission"
    for way in explained["ways"]:
        assert way["probability"] <= explained["target"]
        assert all(move["from"] != move["to"] for move in way["moves"])
        assert way["how"][0].keys() == {"zh", "en"}
    said = officer.run("assess", "S015", "--explain").out
    assert "what would change it: " in said or "nothing plausible would be enough" in said


def test_a_request_is_taken_down_and_assessed(officer: Officer) -> None:
    """Asked for less, the seller is approved; the fully qualified id means the same file."""
    words = ("--amount", "9,000", "--months", "12", "--method", "equal-instalment", "--purpose", "备货")
    assert officer.json("request", "sample:S007", *words) == {"applicant": "sample:S007", "saved": True}
    assessed = officer.json("assess", "S007", "--product", "credit")
    assert assessed.keys() == ASSESSED
    assert assessed["admission"] == "approve" and assessed["binding"] == "request"
    assert assessed["offer"]["amount"] == assessed["requested"] == "9000.00"
    (waiting,) = [row for row in officer.json("worklist", "--view", "unsent") if row["applicant"] == "S007"]
    assert waiting["state"] == "waiting" and waiting["amount"] == "9000.00"


def test_an_assessment_says_what_and_why(officer: Officer) -> None:
    assessed = officer.json("assess", "S006", "--product", "credit")
    assert assessed["admission"] == "counter" and assessed["binding"] == "capacity"
    assert 0 < assessed["probability"] < 0.16 and float(assessed["limit"]) < float(assessed["requested"])
    steps = {step["code"]: step for step in assessed["staircase"]}
    lowest = min((step["amount"] for step in steps.values() if step["amount"]), key=float)
    assert steps["capacity"]["amount"] == lowest
    assert 1 <= len(assessed["reasons"]) <= 4
    for reason in assessed["reasons"]:
        assert reason["officer"]["zh"] and reason["officer"]["en"] and reason["applicant"]["zh"]
    applies = {model["model"]: model["applies"] for model in assessed["models"]}
    assert applies["pd_retail"] and not applies["pd_wholesale"] and not applies["pd_manufacturing"]
    assert all(model["version"] for model in assessed["models"]) and assessed["bundle"]["version"]
    assert len(assessed["bundle"]["sha256"]) == 64 and assessed["rules"].keys() == {"product", "policy"}


def test_an_assessment_looks_from_the_day_it_is_told(officer: Officer) -> None:
    """Nothing later is known to it; before the shop's first record there is nothing to assess."""
    assessed = officer.json("assess", "S001", "--at", "2026-06-30")
    assert assessed["as_of"] == "2026-06-30" and assessed["probability"] is not None
    covered = [row["last"] for row in assessed["coverage"] if row["covered"]]
    assert covered and max(covered) <= "2026-06-30"
    assert officer.error("assess", "S001", "--at", "2020-01-01")["code"] == "assess.no_evidence"


def test_from_the_proposal_to_the_firm_letter(hub: Hub, officer: Officer, tmp_path: Path) -> None:
    decided = officer.decide("S003")
    assert decided | {"decision": ""} == {
        "decision": "", "applicant": "S003", "outcome": "approve", "amount": "12000.00", "provisional": True,
    }  # fmt: skip
    decision = decided["decision"]
    assert officer.json("replay", decision) == {"decision": decision, "same": True}

    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    letter = officer.json("letter", decision, "-o", first)
    assert letter["provisional"] is True and letter["pages"] >= 1
    assert officer.json("letter", decision, "-o", again) == letter | {"file": str(again)}
    assert first.read_bytes() == again.read_bytes(), "a reprint is the same paper"
    checked = officer.json("verify", again)
    assert checked["genuine"] and checked["number"] == letter["number"] and not checked["confirmed"]

    assert officer.json("sync")["refused"] == []
    assert officer.json("verify", again)["confirmed"] is True
    firm = officer.json("letter", decision, "-o", tmp_path / "firm.pdf")
    assert firm["provisional"] is False and firm["number"] != letter["number"]
    assert officer.json("verify", tmp_path / "firm.pdf")["number"] == firm["number"]
    assert hub.audit().status == 0


def test_deciding_otherwise_takes_a_reason(officer: Officer) -> None:
    refused = officer.error("decide", "S008", "--outcome", "decline")
    assert refused["code"] == "decision.reason" and "S008" in refused["where"] and "why" in refused["remedy"]
    decided = officer.decide("S008", "--outcome", "decline", "--reason", "实地走访时店铺已停业")
    assert decided["outcome"] == "decline" and decided["amount"] is None
    error = officer.error("letter", decided["decision"], "-o", "never.pdf")
    assert error["code"] == "letter.not_approved"


def test_a_smaller_approval_is_a_counter_offer(officer: Officer) -> None:
    decided = officer.decide("S002", "--amount", "20000")
    assert (decided["outcome"], decided["amount"]) == ("counter", "20000.00")


AGAINST_A_RULE = {"S006": "150000", "S017": "10000", "S025": "1500000"}
"""More than the limit; a hard rule; more than is lent at all."""


@pytest.mark.parametrize("applicant", AGAINST_A_RULE)
def test_no_reason_helps_against_a_rule(officer: Officer, applicant: str) -> None:
    terms = ("--outcome", "approve", "--amount", AGAINST_A_RULE[applicant], "--months", "12")
    error = officer.error("decide", applicant, *terms, "--reason", "老客户")
    assert error["code"] == "decision.forbidden" and error["remedy"]


def test_above_an_officers_authority_a_supervisor_approves(
    hub: Hub, officer: Officer, tmp_path: Path
) -> None:
    error = officer.error("decide", "S009", "--outcome", "approve", "--reason", "很熟悉")
    assert error["code"].startswith("decision.") and "supervisor" in error["message"]

    hub.run("enrol", "boss", "--name", "主管", "--role", "supervisor")
    assert hub.run("assign", "boss", "S009").json["changed"] == 1
    supervisor = enrolled(hub, tmp_path, "boss")
    assert supervisor.json("sync")["files"] == 1
    decided = supervisor.decide("S009")
    assert (decided["outcome"], decided["amount"]) == ("approve", "400000.00")
    assert supervisor.json("sync")["refused"] == []
    officer.json("sync")
    (seen,) = officer.json("file", "S009")["decisions"]
    assert (seen["decision"], seen["outcome"], seen["confirmed"]) == (decided["decision"], "approve", True)


def test_a_decision_on_a_file_that_changed_meanwhile_is_refused(hub: Hub, officer: Officer) -> None:
    """The officer looks at an assessment while a sync brings the source's correction of the seller."""
    seller = next(s for s in read_sample(resources() / "sample") if s.applicant.source_id == "S004")
    moved = replace(seller, applicant=replace(seller.applicant, address="江苏省南通市新址 8 号"))
    with open_desk(officer.profile, PASSPHRASE) as desk:
        appraisal = desk.appraisals.appraise(desk.cases.resolve("S004"))
        offer = desk.appraisals.try_offer(appraisal, 4_500_000, 12, RepaymentMethod.EQUAL_INSTALMENT)
        with open_admin(HubPlace(hub.folder), FixedClock(BUSINESS_DAY)) as admin:
            admin.take_in([moved])
        desk.sync.run()
        with pytest.raises(KnownError, match=r"decision\.stale.*sample:S004.*Assess it again"):
            desk.decisions.decide(appraisal, Outcome.APPROVE, offer)
    assert officer.decide("S004")["outcome"] == "approve"


def test_global_options_stand_before_or_behind_the_verb(officer: Officer) -> None:
    options = ("--profile", officer.profile, "--json", "--passphrase-file", officer.passphrase)
    before, behind = workstation(*options, "doctor"), workstation("doctor", *options)
    assert before.json == behind.json
    split = workstation("--json", "--profile", officer.profile, "hub", "status", "--data", "nowhere")
    assert split.error["code"] == "hub.missing"


def test_without_json_an_error_is_one_line_with_its_code_first(officer: Officer) -> None:
    ran = officer.run("file", "S999")
    assert ran.status == 1 and ran.out == ""
    assert ran.err.startswith("file.unknown: ") and "[S999]" in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("assess",),
        ("hub",),
        ("worklist", "--view", "nonsense"),
        ("worklist", "--limit", "0"),
        ("decide", "S001", "--outcome", "perhaps"),
        ("schedule", "--principal", "100", "--rate", "12%", "--start", "2024-01-01", "--n", "six"),
    ],
)
def test_wrong_usage_gives_two_and_says_how(words: tuple[str, ...]) -> None:
    ran = warm(*words)
    assert ran.status == 2 and ran.out == "" and ran.err.startswith("usage: workstation")


def test_help_lists_every_verb() -> None:
    ran = workstation("--help")
    assert ran.status == 0 and ran.err == ""
    verbs = {verb.words[0] for verb in every_verb()}
    assert verbs >= {"demo", "hub", "enrol", "sync", "worklist", "assess", "decide", "letter", "self-test"}
    assert all(f"\n    {verb} " in ran.out for verb in verbs)


def test_the_program_proves_itself() -> None:
    passed = workstation("self-test", "--json").json["passed"]
    assert passed.keys() == {"database", "models", "rules", "letters", "surveys", "window"}


def test_a_second_device_shows_what_was_done_at_the_first(hub: Hub, officer: Officer, tmp_path: Path) -> None:
    officer.json("sync")
    second = at_desk(tmp_path)
    told = second.json("enrol", hub.url, "--code", hub.code("officer"))
    assert told == {"officer": "officer", "name": "示范信贷员", "role": "officer"}
    second.work_on(TODAY)
    first, again = second.json("sync"), second.json("sync")
    assert first["files"] == 31 and first["rows"] > 250_000 and first["refused"] == first["repaired"] == []
    assert again["files"] == again["rows"] == again["sent"] == 0
    assert again["words"] == {"zh": "没有新内容。", "en": "Nothing new."}
    health = second.json("doctor")
    assert (health["files"], health["waiting"], health["letter_numbers"]) == (31, 0, 50)
    here, there = officer.json("worklist"), second.json("worklist")
    assert here == there and any(row["outcome"] for row in here)
