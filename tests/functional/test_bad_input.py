"""What comes in wrong: each a one-line error that says what happened and what to do, and nothing is lost.

The profile of this module holds a request that no hub has yet. After every story it must still open, with
all its files and that request in its outbox.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import open_database
from tests.functional.command import warm, workstation
from tests.functional.house import PASSPHRASE, TAKEN_ALONG, Hub, Officer, at_desk, enrolled
from tests.sources.exports import cumcm, olist
from workstation.paths import resources
from workstation.profile import open_profile

Damage = Callable[[bytes], bytes]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def one_byte_changed(data: bytes, at: int | None = None) -> bytes:
    """The byte in the middle, or another, made one that is as good a character."""
    place = len(data) // 2 if at is None else at
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damage(file: Path, how: Damage) -> Path:
    file.write_bytes(how(file.read_bytes()))
    return file


@pytest.fixture(scope="module")
def at_work(traveller: Officer) -> Officer:
    """The officer with a request taken down and not yet sent."""
    traveller.json("request", "S001", "--amount", "15000", "--months", "12")
    return traveller


@pytest.fixture(autouse=True)
def nothing_is_lost(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a story has an officer, their files and unsent work are as before."""
    yield
    if "at_work" in request.fixturenames:
        health = request.getfixturevalue("at_work").json("doctor")
        assert (health["files"], health["waiting"]) == (len(TAKEN_ALONG), 1)


@pytest.fixture
def copied(at_work: Officer, tmp_path: Path) -> Officer:
    """The same profile in another folder, to be damaged."""
    shutil.copytree(at_work.profile, tmp_path / "profile")
    return replace(at_work, profile=tmp_path / "profile")


# --- the way to the hub --------------------------------------------------------------------------------


def test_a_wrong_code_leaves_no_profile_behind(hub: Hub, tmp_path: Path) -> None:
    colleague = at_desk(tmp_path)
    error = colleague.error("enrol", hub.url, "--code", "WR0NG-C0DE5")
    assert error["code"] == "enrol.code" and "administrator" in error["remedy"]
    assert colleague.error("doctor")["code"] == "profile.missing"
    assert colleague.json("enrol", hub.url, "--code", hub.code("officer"))["officer"] == "officer"


def test_a_code_works_once(hub: Hub, tmp_path: Path) -> None:
    code = hub.code("officer")
    at_desk(tmp_path / "first").json("enrol", hub.url, "--code", code)
    error = at_desk(tmp_path / "second").error("enrol", hub.url, "--code", code)
    assert error["code"] == "enrol.code" and "used already" in error["message"]


def test_a_hub_that_is_down(hub: Hub, at_work: Officer, tmp_path: Path) -> None:
    hub.stop()
    try:
        error = at_work.error("sync")
        assert error["code"] == "hub.unreachable" and error["where"] == hub.url
        assert "offline" in error["remedy"] and "nothing is lost" in error["remedy"]
        assert at_work.json("assess", "S001")["requested"] == "15000.00", "work goes on"
        newcomer = at_desk(tmp_path)
        assert newcomer.error("enrol", hub.url, "--code", "AAAAA-AAAAA")["code"] == "hub.unreachable"
        assert newcomer.error("doctor")["code"] == "profile.missing"
    finally:
        hub.start()


def test_an_address_that_is_none(tmp_path: Path) -> None:
    error = at_desk(tmp_path).error("enrol", "hub.example", "--code", "AAAAA-AAAAA")
    assert error["code"] == "hub.address" and "https://" in error["remedy"]


# --- exports -------------------------------------------------------------------------------------------

EXPORTS: Mapping[str, tuple[str, Callable[[Path], Path], str, Damage, str, str]] = {
    "half a file": ("olist", olist, "order_items.csv", lambda b: b[:-30], "source.truncated", "again"),
    "half a header": ("olist", olist, "orders.csv", cut, "source.column_missing", "column"),
    "GBK": (
        "cumcm", cumcm, "invoices_out_1.csv", lambda b: b.decode().encode("gbk"), "source.encoding", "UTF-8",
    ),
    "a broken quote": (
        "cumcm", cumcm, "invoices_in_1.csv", lambda b: b.replace(b"1001", b'"1001'), "source.quote", "again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EXPORTS)
def test_an_export_that_cannot_be_read(hub: Hub, tmp_path: Path, what: str) -> None:
    """Nothing of it is taken in, and looking at it first says the same."""
    source, made, name, how, code, cure = EXPORTS[what]
    export = made(tmp_path / "export")
    damage(export / name, how)
    before = hub.counts()
    error = hub.run("import", source, export).error
    assert error["code"] == code and name in error["where"] and cure in error["remedy"]
    assert hub.counts() == before
    assert warm("import", source, export, "--json").error == error


@pytest.mark.parametrize(
    ("source", "folder", "code"),
    [("taobao", ".", "source.unknown"), ("olist", "nowhere", "source.not_a_folder")],
)
def test_an_export_of_no_known_kind_or_place(tmp_path: Path, source: str, folder: str, code: str) -> None:
    error = warm("import", source, tmp_path / folder, "--json").error
    assert error["code"] == code and error["remedy"]


def test_a_row_that_cannot_be_is_refused_by_its_line_and_the_rest_comes_in(tmp_path: Path) -> None:
    sales = [{}, {"发票号码": "1002", "开票日期": "2019/13/45"}, {"发票号码": "1003"}]
    report = warm("import", "cumcm", cumcm(tmp_path / "export", sales=sales), "--json").json
    assert report["totals"] == {"read": 5, "kept": 4, "refused": 1}
    ((row,),) = [tally["rows"] for tally in report["refused"]]
    assert (row["file"], row["line"]) == ("invoices_out_1.csv", 3) and "2019/13/45" in row["detail"]


def test_a_seller_with_no_orders(hub: Hub, tmp_path: Path) -> None:
    """Known by name only: there is nothing to assess, and nothing is made up; the case can be referred."""
    rows: Sequence[dict[str, str]] = [{}, {"seller_id": "silent"}]
    export = olist(tmp_path / "export", sellers=rows)
    assert (
        hub.run("import", "olist", export, "--consent-until", "2030-01-01").json["imported"]["sellers"] == 2
    )
    assert hub.run("enrol", "newcomer", "--name", "新人").status == 0
    assert hub.run("assign", "newcomer", "silent").json["changed"] == 1
    newcomer = enrolled(hub, tmp_path / "newcomer", "newcomer")
    assert newcomer.json("sync")["files"] == 1

    error = newcomer.error("assess", "silent", "--product", "credit")
    assert error["code"] == "application.none" and error["where"] == "silent" and "request" in error["remedy"]
    assert newcomer.error("history", "silent")["code"] == "history.empty"
    newcomer.json("request", "silent", "--amount", "10000", "--months", "12")
    error = newcomer.error("assess", "silent", "--product", "credit")
    assert error["code"] == "assess.no_evidence" and error["where"] == "silent" and "visit" in error["remedy"]
    assert newcomer.json("decide", "silent")["outcome"] in ("refer", "decline")
    assert not any(row["covered"] for row in newcomer.json("file", "silent")["coverage"])


# --- models and papers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pd_retail.txt", "bundle.damaged"),
        ("golden.json", "bundle.damaged"),
        ("manifest.json", "bundle.signature"),
        ("manifest.sig.json", "bundle.signature"),
    ],
)
def test_a_bundle_with_one_byte_changed(tmp_path: Path, name: str, code: str) -> None:
    shipped = max((resources() / "models").glob("*/manifest.json")).parent
    bundle = shutil.copytree(shipped, tmp_path / shipped.name)
    assert warm("bundle", bundle, "--json").json["golden"] > 0
    damage(bundle / name, one_byte_changed)
    error = warm("bundle", bundle, "--json").error
    assert error["code"] == code and "again" in error["remedy"]


@pytest.fixture(scope="module")
def letter(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> tuple[Officer, Path]:
    """A letter that was issued, and who issued it."""
    folder = tmp_path_factory.mktemp("letter")
    issuer = enrolled(hub, folder, "traveller")
    issuer.json("sync")
    paper = folder / "letter.pdf"
    issuer.json("letter", issuer.decide("S003")["decision"], "-o", paper)
    return issuer, paper


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (one_byte_changed, "letter.altered"),
        (lambda data: data + b"\n", "letter.altered"),
        (cut, "letter.unreadable"),
        (lambda data: b"not a letter", "letter.unreadable"),
    ],
    ids=["one byte changed", "one byte more", "half of it", "something else"],
)
def test_a_letter_that_is_not_the_one_issued(
    letter: tuple[Officer, Path], tmp_path: Path, how: Damage, code: str
) -> None:
    issuer, paper = letter
    forged = damage(Path(shutil.copy(paper, tmp_path)), how)
    error = issuer.error("verify", forged)
    assert error["code"] == code and error["remedy"]
    assert issuer.json("verify", paper)["genuine"] is True


def test_a_letter_of_somebody_else(letter: tuple[Officer, Path], at_work: Officer) -> None:
    """Another workstation, not synced since, cannot know it and says what to do before calling it false."""
    error = at_work.error("verify", letter[1])
    assert error["code"] == "letter.unknown" and "Synchronise" in error["remedy"]


def test_a_paper_and_a_place_that_are_not_there(letter: tuple[Officer, Path], tmp_path: Path) -> None:
    issuer, paper = letter
    error = issuer.error("verify", tmp_path / "nowhere.pdf")
    assert error["code"] == "letter.unreadable" and "No such file" in error["message"]
    decision = issuer.json("file", "S003")["decisions"][0]["decision"]
    error = issuer.error("letter", decision, "-o", tmp_path)
    assert error["code"] == "letter.unwritable" and "same paper" in error["remedy"]
    again = tmp_path / "again.pdf"
    issuer.json("letter", decision, "-o", again)
    assert again.read_bytes() == paper.read_bytes()


# --- the profile ---------------------------------------------------------------------------------------


def test_a_wrong_passphrase(at_work: Officer, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the phrase at all\n", encoding="utf-8")
    error = replace(at_work, passphrase=wrong).error("worklist")
    assert error["code"] == "sign_in.passphrase" and "recovery" in error["remedy"]


def test_no_passphrase(at_work: Officer, tmp_path: Path) -> None:
    error = replace(at_work, passphrase=tmp_path / "nowhere.txt").error("worklist")
    assert error["code"] == "sign_in.passphrase_file" and "nowhere.txt" in error["where"]
    assert "--passphrase-file" in error["remedy"]
    nobody_types = workstation("--profile", at_work.profile, "worklist", "--json").error
    assert nobody_types["code"] == "sign_in.passphrase_file"


def test_a_passphrase_that_is_too_short(hub: Hub, tmp_path: Path) -> None:
    newcomer = at_desk(tmp_path)
    newcomer.passphrase.write_text("short\n", encoding="utf-8")
    code = hub.code("officer")
    assert newcomer.error("enrol", hub.url, "--code", code)["code"] == "passphrase.short"
    newcomer.passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert newcomer.json("enrol", hub.url, "--code", code)["officer"] == "officer", "the code is still good"


MEANINGLESS = {
    ("file", "S999"): "file.unknown",
    ("assess", "S999"): "file.unknown",
    ("assess", "S001", "--product", "mortgage"): "product.unknown",
    ("assess", "S001", "--at", "yesterday"): "usage.date",
    ("request", "S001", "--amount", "1", "--months", "12", "--product", "mortgage"): "product.unknown",
    ("request", "S001", "--amount", "-5", "--months", "12"): "application.amount",
    ("request", "S001", "--amount", "5000", "--months", "0"): "application.months",
    ("replay", "no-such-decision"): "decision.unknown",
    ("letter", "no-such-decision", "-o", "never.pdf"): "decision.unknown",
}
"""Names of nothing and figures that cannot be, and what each is called."""


def test_a_name_or_figure_that_means_nothing(at_work: Officer) -> None:
    errors = {words: at_work.error(*words) for words in MEANINGLESS}
    assert {words: error["code"] for words, error in errors.items()} == MEANINGLESS
    assert all(error["remedy"] for error in errors.values())


def test_a_profile_that_is_open_elsewhere(at_work: Officer) -> None:
    elsewhere = open_profile(at_work.profile, PASSPHRASE)
    try:
        error = at_work.error("worklist")
    finally:
        elsewhere.close()
    assert error["code"] == "profile.in_use" and "Close it there" in error["remedy"]


def test_a_second_profile_in_the_same_folder(hub: Hub, at_work: Officer) -> None:
    error = at_work.error("enrol", hub.url, "--code", hub.code("officer"))
    assert error["code"] == "profile.exists"


def test_a_cache_from_a_newer_version(copied: Officer) -> None:
    """It is left exactly as it is: the newer program goes on with it."""
    unlocked = open_profile(copied.profile, PASSPHRASE)
    database = open_database(unlocked.paths.cache, unlocked.data_key)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'of next year'"))
    database.close()
    unlocked.close()
    error = copied.error("worklist")
    assert error["code"] == "db.newer" and "of next year" in error["message"] and "Update" in error["remedy"]
    assert copied.error("worklist") == error


@pytest.mark.parametrize(
    ("name", "how", "code"),
    [
        ("keys.json", cut, "profile.damaged"),
        ("keys.json", lambda data: b"", "profile.damaged"),
        ("hub.json", cut, "profile.damaged"),
        ("cache.db", cut, "db."),
        ("cache.db", lambda data: one_byte_changed(data, 5000), "db."),
    ],
    ids=[
        "half its keys",
        "empty keys",
        "half its link to the hub",
        "half its cache",
        "one byte of its cache",
    ],
)
def test_a_damaged_profile(copied: Officer, name: str, how: Damage, code: str) -> None:
    """With the whole file put back, everything is there again."""
    file = copied.profile / name
    whole = file.read_bytes()
    damage(file, how)
    error = copied.error("worklist")
    assert error["code"].startswith(code) and name in error["where"] and error["remedy"]
    file.write_bytes(whole)
    health = copied.json("doctor")
    assert (health["files"], health["waiting"]) == (len(TAKEN_ALONG), 1)
