"""A lender's own form, as ODK's tools make one: published by the hub, filled in offline, proved, withdrawn.

A real hub serves over a socket; forms are published on the command line while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.command import Ran, warm
from tests.functional.forging import sent, workshop_of
from tests.functional.house import PASSPHRASE, TODAY, Hub, Officer, enrolled
from tests.surveys.workbooks import Rows, form, repacked, workbook
from workstation.app import open_desk
from workstation.domain.surveying import SurveyStanding, Verdict
from workstation.errors import KnownError
from workstation.services.desk import Desk
from workstation.services.open_survey import OpenSurvey

SELLER = "sample:S002"
HEAD = ("type", "name", "label::中文 (zh)", "label::English (en)", "choice_filter", "calculation")
ROWS = (
    ("select_one town", "town", "城市", "Town"),
    ("select_one market", "market", "市场", "Market", "town=${town}"),
    ("calculate", "rent", "", "", "", "pulldata('rents', 'rent', 'market', ${market})"),
    ("integer", "stalls", "摊位数", "Stalls"),
    ("calculate", "paid", "", "", "", "${rent} * ${stalls}"),
)  # fmt: skip
CHOICES = (
    ("list_name", "name", "label::中文 (zh)", "label::English (en)", "town"),
    ("town", "yiwu", "义乌", "Yiwu"),
    ("town", "canton", "广州", "Guangzhou"),
    ("market", "futian", "福田", "Futian", "yiwu"),
    ("market", "shahe", "沙河", "Shahe", "canton"),
)
RENTS = "market,rent\nfutian,1200\nshahe,900\n"


def stall_visit(version: str, rows: Rows = ROWS) -> bytes:
    settings = (("form_title", "form_id", "version", "default_language"),
                ("摊位走访", "stall_visit", version, "中文 (zh)"))  # fmt: skip
    return workbook({"survey": (HEAD, *rows), "choices": CHOICES, "settings": settings})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("forms")
    (made / "stalls.xlsx").write_bytes(stall_visit("1"))
    (made / "rents.csv").write_text(RENTS, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def desk(hub: Hub, traveller: Officer) -> Iterator[Desk]:
    with open_desk(traveller.profile, PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def boss(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    hub.run("enrol", "boss", "--name", "顾岚", "--role", "supervisor")
    hub.run("assign", "boss", SELLER.partition(":")[2], "--business-day", TODAY)
    officer = enrolled(hub, tmp_path_factory.mktemp("boss") / "desk", "boss")
    with open_desk(officer.profile, PASSPHRASE) as opened:
        yield opened


def run(hub: Hub, verb: str, *words: str | Path) -> Ran:
    return warm("form", verb, *words, "--data", hub.folder, "--json")


def answered(desk: Desk, form_id: str = "stalls") -> OpenSurvey:
    survey = desk.surveys.open(SELLER, form_id)
    for name, text in (("town", "canton"), ("market", "shahe"), ("stalls", "3")):
        survey.answer(f"/data/{name}", text)
    return survey


def offered(desk: Desk) -> list[str]:
    return [one.id for one in desk.surveys.forms()]


def audited(hub: Hub) -> list[str]:
    with workshop_of(hub) as workshop:
        return [one.what for one in workshop.audit(0, 1_000_000)]


def test_a_published_form_is_filled_in_offline_proved_and_reviewed_and_outlives_its_withdrawal(
    hub: Hub, desk: Desk, boss: Desk, folder: Path
) -> None:
    published = run(hub, "publish", folder / "stalls.xlsx").json
    assert (published["id"], published["form_id"], published["version"]) == ("stalls", "stall_visit", "1")
    assert "form" in desk.sync.run().changes.kinds
    assert "form" not in desk.sync.run().changes.kinds, "nothing new the second time"
    assert offered(desk) == ["exporter", "manufacturer", "reseller", "workshop", "stalls"]

    hub.stop()
    survey = answered(desk)
    run_ = survey.run
    assert run_.value("/data/rent") == "900", "the list beside the form is here"
    assert [one.value for one in run_.question("/data/market").choices] == ["shahe"]
    titles = []
    for language in survey.form.languages:
        run_.language = language
        titles.append(run_.question("/data/stalls").label)
    assert titles == ["摊位数", "Stalls"]
    made = survey.finalise()
    assert "<paid>2700</paid>" in made.instance
    hub.start()

    assert sent(desk) == []
    assert [one for one in audited(hub) if one.endswith(".unproved")] == []
    boss.sync.run()
    boss.surveys.review(SELLER, made.id, Verdict.ACCEPTED)
    assert sent(boss) == []
    desk.sync.run()
    assert [one.standing for one in desk.surveys.of(SELLER)] == [SurveyStanding.ACCEPTED]

    run(hub, "withdraw", "stalls")
    begun = answered(desk)
    assert "form" in desk.sync.run().changes.kinds
    assert "stalls" not in offered(desk)
    with pytest.raises(KnownError, match=r"form\.withdrawn.*stalls"):
        desk.surveys.open(SELLER, "stalls")
    with pytest.raises(KnownError, match=r"form\.withdrawn"):
        desk.surveys.open(SELLER, corrects=made.id, reason="补充说明")
    assert desk.survey_papers.draft(SELLER, made.id).startswith(b"%PDF-")
    assert desk.surveys.reopen(begun.id) is begun, "what was begun before is finished"
    begun.finalise()
    assert sent(desk) == []
    assert {"form.publish", "form.withdraw"} <= set(audited(hub))
    assert hub.audit().status == 0


def test_a_newer_version_takes_over_what_is_corrected(hub: Hub, desk: Desk, folder: Path) -> None:
    (folder / "stalls.xlsx").write_bytes(stall_visit("7"))
    older = run(hub, "publish", folder / "stalls.xlsx", "--name", "fairs").json
    desk.sync.run()
    survey = answered(desk, "fairs")
    made = survey.finalise()
    more = (*ROWS, ("text", "remark", "备注", "Remark"))
    (folder / "stalls.xlsx").write_bytes(stall_visit("8", more))
    newer = run(hub, "publish", folder / "stalls.xlsx", "--name", "fairs").json
    assert sent(desk) == []
    corrected = desk.surveys.open(SELLER, corrects=made.id, reason="补充说明")
    assert (corrected.form.version, made.form.sha256) == ("8", older["sha256"])
    assert corrected.run.value("/data/market") == "shahe", "answers are taken over"
    corrected.answer("/data/remark", "生意好")
    assert corrected.finalise().form.sha256 == newer["sha256"]
    assert sent(desk) == []
    assert [one for one in audited(hub) if one.endswith(".unproved")] == []
    run(hub, "withdraw", "fairs")


def test_a_published_form_takes_the_place_of_the_shipped_one_for_its_kind_of_shop(
    hub: Hub, desk: Desk, folder: Path
) -> None:
    kind = desk.cases.applicant_file(SELLER).applicant.shop_kind
    (folder / "own.xlsx").write_bytes(stall_visit("2"))
    shipped = desk.surveys.catalogue.of_kind(kind)
    form_id = shipped.id
    run(hub, "publish", folder / "own.xlsx", "--name", form_id)
    desk.sync.run()
    own = desk.surveys.catalogue.of_kind(kind)
    assert own.sha256 != shipped.sha256 and offered(desk).count(form_id) == 1
    survey = desk.surveys.open(SELLER)
    assert survey.form.id == "stall_visit"
    desk.surveys.drop(survey.id)
    run(hub, "withdraw", form_id)
    desk.sync.run()
    assert desk.surveys.catalogue.of_kind(kind) == shipped


def test_what_cannot_be_run_is_refused_by_its_row_and_nothing_changes(hub: Hub, tmp_path: Path) -> None:
    before = run(hub, "list").json
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(form(["txet", "a", "A"]))
    error = run(hub, "publish", bad).error
    assert error["code"] == "form.unsupported"
    assert "sheet survey, row 2, a" in error["where"]
    lonely = tmp_path / "lonely.xlsx"
    lonely.write_bytes(stall_visit("3"))
    error = run(hub, "publish", lonely).error
    assert (error["code"], "rents.csv" in error["message"]) == ("form.unsupported", True)
    hostile = tmp_path / "bomb.xlsx"
    hostile.write_bytes(repacked(stall_visit("6"), {"xl/media/a.bin": bytes(120 << 20)}))
    assert run(hub, "publish", hostile).error["code"] == "form.too_large"
    hostile.write_bytes(b"no workbook")
    assert run(hub, "publish", hostile).error["code"] == "form.unreadable"
    good = tmp_path / "good.xlsx"
    good.write_bytes(form(["text", "a", "A"]))
    assert run(hub, "publish", good, "--name", "../x").error["code"] == "form.name"
    assert run(hub, "withdraw", "nothing").error["code"] == "form.not_published"
    assert run(hub, "list").json == before


def test_a_workbook_is_published_with_one_set_of_lists_under_one_id(hub: Hub, tmp_path: Path) -> None:
    path, rents = tmp_path / "fair.xlsx", tmp_path / "rents.csv"
    path.write_bytes(stall_visit("4"))
    rents.write_text(RENTS, encoding="utf-8")
    first = run(hub, "publish", path).json
    assert run(hub, "publish", path).json == first, "the same again changes nothing"
    assert run(hub, "publish", path, "--name", "other").error["code"] == "form.published"
    rents.write_text(RENTS.replace("900", "950"), encoding="utf-8")
    assert run(hub, "publish", path).error["code"] == "form.published"
    path.write_bytes(stall_visit("5"))
    second = run(hub, "publish", path).json
    listed = {one["sha256"]: one["ended_at"] for one in run(hub, "list").json}
    assert listed[first["sha256"]] and listed[second["sha256"]] is None
