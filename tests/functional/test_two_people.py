"""Two people, one limit: officers offline at their own desks, and a supervisor who settles it."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.functional.house import Hub, Officer, enrolled
from tests.hub.sellers import Delivery
from workstation.app import open_admin
from workstation.domain.records import Loan
from workstation.hub.place import HubPlace
from workstation.paths import resources
from workstation.training.sample import BUSINESS_DAY, read_sample

SHOPS, THIRD = ("S002", "S003"), "S001"
"""Two sound shops, and a third under the same controller that neither officer has."""

YUAN = 100
RESERVED_UNTIL = (BUSINESS_DAY + timedelta(days=14)).isoformat()


def put_under_one_controller(hub: Hub, promised_elsewhere: int) -> None:
    """What the business registry says of the three shops; the third may still draw so many fen."""
    known = tuple(read_sample(resources() / "sample"))
    sellers = {seller.applicant.source_id: seller.applicant for seller in known}
    papers = {seller.applicant.source_id: seller.authorisations for seller in known}
    together = [replace(sellers[shop], controller_id="person-1") for shop in (*SHOPS, THIRD)]
    line = Loan(
        "line-1", sellers[THIRD].id, "credit", "本机构", date(2026, 9, 1), date(2027, 9, 1),
        promised_elsewhere, 0, undrawn=promised_elsewhere,
    )  # fmt: skip
    with open_admin(HubPlace(hub.folder)) as admin:
        admin.take_in(
            [Delivery(shop, authorisations=papers[shop.source_id]) for shop in together],
            accompany=lambda applicant: (line,) if applicant.source_id == THIRD else (),
        )


def desk(hub: Hub, folder: Path, who: str, role: str, *files: str) -> Officer:
    hub.run("enrol", who, "--name", who, "--role", role)
    hub.run("assign", who, *files, "--business-day", BUSINESS_DAY.isoformat())
    officer = enrolled(hub, folder / who, who)
    officer.json("sync")
    return officer


@pytest.fixture
def a_tight_limit(hub: Hub) -> None:
    """Officers may let a group owe 300,000 yuan, so that 60,000 are free: 20,000 for each of three shops."""
    for other in ("officer", "traveller"):
        hub.run("assign", other, "--all", "--remove")
    put_under_one_controller(hub, 240_000 * YUAN)


def test_two_shops_with_one_controller_and_two_offline_officers_cannot_exceed_one_limit(
    hub: Hub, a_tight_limit: None, tmp_path: Path
) -> None:
    chen = desk(hub, tmp_path, "chen", "officer", SHOPS[0])
    lin = desk(hub, tmp_path, "lin", "officer", SHOPS[1])
    gu = desk(hub, tmp_path, "gu", "supervisor", *SHOPS)

    # Each knows of the third shop, whose file neither has, and approves offline within what is reserved.
    hub.kill()
    decided = {}
    for officer, shop in ((chen, SHOPS[0]), (lin, SHOPS[1])):
        assert officer.json("file", shop)["exposure"]["related"] == "240000.00"
        assert officer.json("file", shop)["reserved"] == {"amount": "20000.00", "until": RESERVED_UNTIL}
        officer.json("request", shop, "--amount", "25000", "--months", "6")
        beyond = officer.error("decide", shop)
        assert beyond["code"] == "decision.reserved" and "20,000" in beyond["message"]
        officer.json("request", shop, "--amount", "15000", "--months", "6")
        decided[shop] = officer.decide(shop)
        assert decided[shop]["outcome"] in ("approve", "counter"), decided[shop]
        assert float(decided[shop]["amount"]) > 10_000
    provisional = chen.json("letter", decided[SHOPS[0]]["decision"], "-o", tmp_path / "first.pdf")
    assert provisional["provisional"]

    # Meanwhile the third shop may draw more than before, so that together it is too much after all: the
    # second to arrive is refused, and stays visible; the first is on hold.
    put_under_one_controller(hub, 280_000 * YUAN)
    hub.start()
    assert chen.json("sync")["refused"] == []
    [refused] = lin.json("sync")["refused"]
    assert refused["code"] == "decision.over_limit"
    assert [row["applicant"] for row in lin.json("worklist", "--view", "refused")] == [SHOPS[1]]
    chen.json("sync")
    first = decided[SHOPS[0]]["decision"]
    assert chen.json("file", SHOPS[0])["decisions"][0]["standing"] == "contested"
    assert chen.error("letter", first, "-o", tmp_path / "firm.pdf")["code"] == "letter.held"
    assert chen.json("verify", tmp_path / "first.pdf")["standing"] == "held"

    # A supervisor settles it; an officer may not.
    assert lin.error("endorse", first)["code"] == "decision.unknown"
    assert chen.error("endorse", first)["code"] == "endorsement.own"
    gu.json("sync")
    gu.json("endorse", first, "--note", "第二笔改由本部重审")
    assert gu.json("sync")["refused"] == []
    chen.json("sync")
    assert chen.json("file", SHOPS[0])["decisions"][0]["standing"] == "firm"
    firm = chen.json("letter", first, "-o", tmp_path / "firm.pdf")
    assert not firm["provisional"] and chen.json("verify", tmp_path / "firm.pdf")["standing"] == "firm"
    assert hub.audit().status == 0


def test_a_file_above_the_ceiling_goes_to_a_partner_bank(hub: Hub, tmp_path: Path) -> None:
    ma = desk(hub, tmp_path, "ma", "officer", "S007")
    out = tmp_path / "referral.zip"
    told = ma.json("refer", "S007", "--partner", "城市银行", "-o", out)
    with zipfile.ZipFile(out) as archive:
        assert set(archive.namelist()) == {"manifest.json", *told["parts"]}
        assert archive.testzip() is None
    assert hashlib.sha256(out.read_bytes()).hexdigest() == told["sha256"]
    assert ma.json("sync")["refused"] == [] and ma.waiting == 0
