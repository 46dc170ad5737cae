"""The hub assesses with the functions it was given, over the same file that the desktop reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.hub.process import services
from tests.hub.sellers import seller
from tests.sync.field import Field, in_comparable_form
from tests.sync.lines import DirectLine
from tests.sync.station import Station
from workstation.domain.records import ApplicantFile, Loan
from workstation.errors import KnownError
from workstation.hub.app import create_app
from workstation.hub.services import Assess
from workstation.sync import HubClient

DAY = date(2026, 6, 30)


def ask(field: Field, officer: Station, assess: Assess | None) -> Callable[[str, str], bytes]:
    """A hub over the common workshop that assesses as it is told, asked by this officer."""
    given = replace(services(field.hub.place), assess=assess)
    line = DirectLine(lambda: create_app(field.hub.workshop, given))
    epoch = field.hub.workshop.identity().epoch

    def asked(applicant_id: str, at: str) -> bytes:
        with HubClient(officer.address, officer.key, epoch=epoch, transport=line) as client:
            return client.assessment(applicant_id, "credit", at)

    return asked


def test_the_hub_sees_the_same_file_as_the_desktop(field: Field) -> None:
    [one] = field.sellers(orders=40)
    officer = field.officer([one])
    officer.sync()
    seen: list[tuple[ApplicantFile, str, date]] = []

    def assess(file: ApplicantFile, product: str, at: date, scenarios: Sequence[bytes]) -> bytes:
        seen.append((file, product, at))
        return b'{"points":612}'

    assert ask(field, officer, assess)(one, DAY.isoformat()) == b'{"points":612}'
    [(file, product, at)] = seen
    assert (product, at) == ("credit", DAY)
    here = officer.cache.cases.applicant_file(one)
    assert in_comparable_form(file) == in_comparable_form(here)
    for kind, block in here.ledgers.blocks.items():
        there = file.ledgers.blocks[kind]
        assert {n: v.dtype for n, v in block.columns.items()} == {
            n: v.dtype for n, v in there.columns.items()
        }
        assert not any(values.flags.writeable for values in there.columns.values())


def test_the_hub_knows_loans_of_related_applicants(field: Field) -> None:
    [one, other] = field.sellers(2, controller_id=f"controller of {field.folder.name}")
    loan = Loan(f"{other}:loan", other, "credit", "us", DAY, DAY, 100_00, 50_00)
    delivery = seller(int(other.partition(":S")[2]), controller_id=f"controller of {field.folder.name}")
    field.hub.admin.take_in([delivery], accompany=lambda applicant: [loan])
    file = field.hub.workshop.applicant_file(one)
    assert (file.loans, file.related_loans) == ((), (loan,))


@pytest.mark.parametrize(
    ("at", "code"), [("yesterday", "request.malformed"), ("", "request.malformed"), ("2026-06-30", "")]
)
def test_a_day_that_is_none_is_said(field: Field, at: str, code: str) -> None:
    [one] = field.sellers()
    asked = ask(field, field.officer([one]), lambda file, product, day, scenarios: b"{}")
    if not code:
        assert asked(one, at) == b"{}"
        return
    with pytest.raises(KnownError, match=code):
        asked(one, at)


def test_a_file_of_somebody_elses_is_not_assessed(field: Field) -> None:
    [one, other] = field.sellers(2)
    asked = ask(field, field.officer([one]), lambda file, product, day, scenarios: b"{}")
    with pytest.raises(KnownError, match=r"file\.out_of_scope"):
        asked(other, DAY.isoformat())


def test_a_hub_without_models_says_so(field: Field) -> None:
    [one] = field.sellers()
    asked = ask(field, field.officer([one]), None)
    with pytest.raises(KnownError, match=r"hub\.no_models"):
        asked(one, DAY.isoformat())
