"""The officer's first day, end to end: import, enrol, sync, assess, decide, print, verify, send back.

On the sample sellers, and on two real exports. Real input shows what the sample cannot: files that lack most
of what a lender would like to know, which has to be said.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import Ran, Running, begin, warm, workstation
from workstation.commands.demo_day import DEMO_PASSPHRASE

DOMAINS = {
    "trading", "payment_account", "firm_credit", "bank_loans", "personal_loans", "financials",
    "supply_chain", "trades_around", "economy",
}  # fmt: skip
"""Trading on the platforms, which stands under all, and the eight domains of evidence."""

KINDS = {
    "approved as asked": ("approve", None, "by"),
    "counter-offer": ("counter", "limit.capacity", "by"),
    "referred, evidence is missing": ("refer", "refer.missing_evidence", "to a visit"),
    "referred, above the officer's authority": ("refer", "refer.authority", "to a supervisor"),
    "referred, related ones owe too much": ("refer", "refer.related_exposure", "to a supervisor"),
    "referred, above what is lent at all": ("refer", "refer.partner_bank", "to a partner bank"),
    "declined by the score": ("decline", "decline.score", "by"),
    "declined by a hard rule": ("decline", "hard.dishonest_debtor", "by"),
    "other terms, the cost was over the cap": ("counter", "cap.over", "by"),
}
"""Every kind of decision: its outcome, the finding that shows it, and who has the case."""

IN_WORDS = {
    "10000.00": "人民币壹万元整",
    "12000.00": "人民币壹万贰仟元整",
    "25000.00": "人民币贰万伍仟元整",
    "100000.00": "人民币壹拾万元整",
    "180000.00": "人民币壹拾捌万元整",
}
"""Amounts as a Chinese paper writes them out."""


@dataclass(frozen=True)
class Day:
    """A demonstration's folder and what it reported."""

    folder: Path
    report: Mapping[str, Any]

    @property
    def cases(self) -> dict[str, dict[str, Any]]:
        return {case["applicant"]: case for case in self.report["cases"]}

    @property
    def letters(self) -> list[Path]:
        return [Path(letter) for letter in self.report["letters"]]

    def firm_letter(self, applicant: str) -> Path:
        """The last letter of an applicant: the one issued once the hub had the decision."""
        return [letter for letter in self.letters if letter.name.startswith(f"{applicant}-")][-1]

    @property
    def hub(self) -> dict[str, int]:
        status = warm("hub", "status", "--data", self.folder / "hub", "--json")
        counts: dict[str, int] = status.json["counts"]
        return counts

    def desk(self, *words: str) -> Any:
        """Ask the workstation that the demonstration left behind."""
        profile = ("--profile", self.folder / "profile", "--passphrase-file", "-")
        return workstation(*profile, *words, "--json", typed=f"{DEMO_PASSPHRASE}\n").json


DEMONSTRATE = ("demo", "--headless", "--no-screenshots")


def demonstrate(folder: Path, *words: str | Path) -> Ran:
    return workstation(*DEMONSTRATE, "--dir", folder, *words)


@pytest.fixture(scope="module", autouse=True)
def on_invoices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Running] | None]:
    """A day on more than a million invoices, begun first of all: it goes on while the others are looked at.
    None where the real data sets are not here."""
    try:
        shared: Path = request.getfixturevalue("shared")
    except pytest.skip.Exception:
        yield None
        return
    folder = tmp_path_factory.mktemp("invoices")
    export = shared / "data" / "cumcm2020c"
    running = begin(*DEMONSTRATE, "--dir", folder, "--source", "cumcm", export, "--json")
    yield folder, running
    running.kill()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day on the sample, in a folder in which somebody keeps other files."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "日记.txt").write_text("mine", encoding="utf-8")
    return Day(folder, demonstrate(folder, "--json").json)


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_decision_of_every_kind(day: Day, kind: str) -> None:
    outcome, finding, who = KINDS[kind]
    alike = [
        case
        for case in day.cases.values()
        if case["outcome"] == outcome and (finding in case["findings"] or not (finding or case["findings"]))
    ]
    assert alike and all(who in case["who"] for case in alike)


def test_every_decision_names_who_and_why(day: Day) -> None:
    assert day.report["sellers"] == len(day.cases) == 31
    for case in day.cases.values():
        assert case["who"].startswith("by 示范信贷员, officer"), case
        assert len(case["why"]) > 20, case
        assert (case["amount"] is not None) == (case["outcome"] in ("approve", "counter")), case


def test_what_was_done_holds(day: Day) -> None:
    """Every approval and counter-offer has its letter twice, provisional and firm; nothing waits."""
    lent = [case for case in day.cases.values() if case["amount"]]
    assert len(day.letters) == len(set(day.letters)) == 2 * len(lent)
    assert all(letter.is_file() for letter in day.letters)
    assert day.report["letters_verified"] == len(day.letters)
    assert day.report["decisions_replayed"] == len(day.cases)
    assert day.report["still_waiting"] == 0


def test_campaigns_of_visits_are_under_way(day: Day) -> None:
    """One has a month left, one is a day late, so that the screen of visits shows both."""
    hub = ("--data", day.folder / "hub", "--business-day", "2026-11-20")
    found = {one["campaign"]: one["steps"] for one in warm("campaign", "list", *hub, "--json").json}
    assert {name: {step: n for step, n in steps.items() if n} for name, steps in found.items()} == {
        "2026-h2": {"open": 12},
        "2026-follow-up": {"overdue": 3},
    }


def test_the_hub_has_what_the_officer_did(day: Day) -> None:
    counts = day.hub
    assert counts["applicants"] == 31
    invited = day.report["invited"]
    assert len(invited) >= 2 and set(invited) <= set(day.report["in_need"])
    assert counts["acts"] == len(day.cases) + len(day.letters) + len(invited)
    audited = warm("audit", "verify", "--data", day.folder / "hub", "--json").json
    assert audited["links"] > counts["acts"]


def test_the_workstation_shows_what_was_decided(day: Day) -> None:
    listed = {row["applicant"]: row for row in day.desk("worklist")}
    assert {a: row["outcome"] for a, row in listed.items()} == {
        a: case["outcome"] for a, case in day.cases.items()
    }
    assert all(row["state"] == "synced" and not row["provisional"] for row in listed.values())


@pytest.fixture(scope="module")
def texts(day: Day) -> dict[str, str]:
    """The words of every seller's firm letter as another program reads them, blanks left out."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    return {
        applicant: "".join(pdftotext(day.firm_letter(applicant)).split())
        for applicant, case in day.cases.items()
        if case["letter"]
    }


def pdftotext(letter: Path) -> str:
    command = ["pdftotext", "-enc", "UTF-8", letter, "-"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def test_other_programs_read_the_letters(day: Day, texts: dict[str, str]) -> None:
    assert "欧阳𬭸" in texts["S001"]
    for applicant, text in texts.items():
        case = day.cases[applicant]
        assert case["name"] in text
        assert f"¥{float(case['amount']):,.2f}" in text
        assert "正式" in text and "FIRM" in text
        assert "".join(case["why"].split()) not in text, "what bound the officer is not the applicant's"


def test_the_letters_write_amounts_out(day: Day, texts: dict[str, str]) -> None:
    told = {day.cases[applicant]["amount"]: text for applicant, text in texts.items()}
    assert IN_WORDS.keys() <= told.keys()
    for amount, words in IN_WORDS.items():
        assert words in told[amount]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_the_letters_are_sound_files(day: Day) -> None:
    for letter in day.letters:
        checked = subprocess.run(["qpdf", "--check", letter], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr.decode()


@pytest.mark.parametrize("name", ["hub", "profile", "letters"])
def test_a_folder_that_somebody_else_uses_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "precious.txt").write_text("mine", encoding="utf-8")
    error = demonstrate(tmp_path, "--json").error
    assert error["code"] == "demo.folder" and name in error["message"] and "folder" in error["remedy"]
    assert (tmp_path / name / "precious.txt").read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_real_sellers_of_a_marketplace_next(day: Day, shared: Path, tmp_path: Path) -> None:
    """Olist, in the folder of the day before: what that demonstration made gives way, somebody else's files
    stay. Every order is known, no invoice is. A sample of 5,000 orders leaves a seller a handful, so few can
    be scored and none can be lent to: each is told why, here to a person."""
    folder = Path(shutil.copytree(day.folder, tmp_path / "again"))
    ran = demonstrate(folder, "--source", "olist", shared / "data" / "olist" / "subset5000")
    assert ran.status == 0
    assert (folder / "日记.txt").read_text(encoding="utf-8") == "mine"
    assert not (folder / "letters").exists()
    assert (
        "40 decisions computed again: the same, bit for bit." in ran.out and "0 acts still waiting" in ran.out
    )

    today = Day(folder, {})
    assert today.hub["orders"] > 0 and today.hub["invoices"] == 0
    rows = {row["applicant"]: row for row in today.desk("worklist")}
    assert len(rows) == 40 and all(row["state"] == "synced" for row in rows.values())
    lines = {line.split()[1]: line for line in ran.out.splitlines() if " asked " in line}
    assert lines.keys() == rows.keys()
    for applicant, line in lines.items():
        assert f" {rows[applicant]['outcome']} " in line and " by 示范信贷员, officer" in line
    assert any("No model can score this file" in line for line in lines.values())
    scored = next(applicant for applicant, line in lines.items() if "probability of default" in line)
    coverage = {row["domain"]: row["covered"] for row in today.desk("file", scored)["coverage"]}
    assert coverage == {domain: domain in ("trading", "payment_account") for domain in DOMAINS}
    history = today.desk("history", scored)
    assert history["currency"] == "BRL" and sum(bucket["orders"] for bucket in history["buckets"]) > 0


def test_real_firms_by_their_invoices(shared: Path, on_invoices: tuple[Path, Running]) -> None:
    """CUMCM: more than a million invoices in one go; no order and no payment is known."""
    folder, running = on_invoices
    day = Day(folder, running.finish().json)
    assert day.hub["invoices"] == 1_085_735 and day.hub["orders"] == 0 and day.hub["applicants"] == 425
    for case in day.cases.values():
        covered, missing = set(case["covered"]), set(case["missing"])
        assert covered | missing == DOMAINS and not covered & missing
        assert covered <= {"supply_chain", "trades_around"}
    assert day.report["decisions_replayed"] == 40 and day.report["still_waiting"] == 0
    assert day.letters and day.report["letters_verified"] == len(day.letters)
    assert day.desk("verify", str(day.letters[-1]))["confirmed"] is True
    assessed = day.desk("assess", "E1", "--product", "credit")
    assert assessed["applicant"] == "E1" and 0 < assessed["probability"] < 1
    leading = [model["model"] for model in assessed["models"] if model["leading"]]
    assert leading == ["pd_invoice"]
    history = day.desk("history", "E1")
    assert history["currency"] == "CNY" and sum(bucket["invoices"] for bucket in history["buckets"]) > 0
