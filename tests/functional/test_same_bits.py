"""Hub and workstation compute the same: one file, one day, the same bits on both ends of the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.functional.house import PASSPHRASE, TODAY, Hub, Officer
from workstation.app import open_desk
from workstation.codec import encode
from workstation.commands.shown import appraisal_json
from workstation.errors import KnownError
from workstation.sync import HubClient
from workstation.training.sample import BUSINESS_DAY


@pytest.fixture(scope="module")
def line(hub: Hub, officer: Officer) -> Iterator[HubClient]:
    """The workstation's own signed line to the hub."""
    client = officer.line_to(hub)
    yield client
    client.close()


def test_every_sellers_assessment_is_the_hubs_byte_for_byte(officer: Officer, line: HubClient) -> None:
    with open_desk(officer.profile, PASSPHRASE) as desk:
        appraised = [
            desk.appraisals.appraise(applicant, at=BUSINESS_DAY)
            for applicant in sorted(desk.sync.store.cursors())
        ]
    here = {one.applicant_id: encode(appraisal_json(one)) for one in appraised}
    assert len(here) == 31 and len(set(here.values())) == 31
    there = {one.applicant_id: line.assessment(one.applicant_id, one.product, TODAY) for one in appraised}
    assert [applicant for applicant in here if here[applicant] != there[applicant]] == []


@pytest.mark.parametrize("applicant", ["S001", "S021", "S013"])
def test_the_command_line_prints_those_bits(officer: Officer, line: HubClient, applicant: str) -> None:
    """An approval, a file without any ledger, and one whose related firm owes."""
    printed = officer.json("assess", applicant, "--product", "credit", "--at", TODAY)
    assert encode(printed) == line.assessment(f"sample:{applicant}", "credit", TODAY)


def test_both_look_from_the_same_day(officer: Officer, line: HubClient) -> None:
    earlier = "2026-08-31"
    printed = officer.json("assess", "S002", "--product", "credit", "--at", earlier)
    assert printed["as_of"] == earlier
    assert encode(printed) == line.assessment("sample:S002", "credit", earlier)
    assert encode(printed) != line.assessment("sample:S002", "credit", TODAY)


@pytest.mark.parametrize(
    ("applicant", "product", "at", "code"),
    [
        ("sample:S999", "credit", TODAY, "file.out_of_scope"),
        ("sample:S001", "mortgage", TODAY, "product.unknown"),
        ("sample:S001", "credit", "yesterday", "request.malformed"),
    ],
)
def test_the_hub_says_what_it_cannot_assess(
    line: HubClient, applicant: str, product: str, at: str, code: str
) -> None:
    with pytest.raises(KnownError) as refused:
        line.assessment(applicant, product, at)
    assert refused.value.code == code
