"""What the hub refuses of officers' acts, and why: each story an act that must not stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.sync.field import Field
from tests.sync.station import NOW, Station, letter, new_id
from workstation import codec
from workstation.domain.acts import Act, ActAnswer, ActKind, ActOutcome
from workstation.domain.lending import Outcome
from workstation.domain.records import Note
from workstation.hub import edits
from workstation.sync import HubClient


@pytest.fixture
def officer(field: Field) -> Station:
    station = field.officer(field.sellers())
    station.sync()
    return station


@pytest.fixture
def one(officer: Station) -> str:
    return next(iter(officer.cache.sync.cursors()))


def code_of(report: Any) -> str:
    [answer] = report.refused
    return str(answer.code)


def sent_raw(field: Field, station: Station, act: Act) -> ActAnswer:
    """What a program that skips the workstation's own checks would get."""
    epoch = field.hub.workshop.identity().epoch
    with HubClient(station.address, station.key, epoch=epoch) as client:
        [answer] = client.push([act])
    return answer


def bare_act(station: Station, applicant_id: str, kind: ActKind, body: bytes, **values: Any) -> Act:
    usual = Act(new_id(), kind, applicant_id, 1, body, station.officer_id, NOW)
    return replace(usual, **values)


def test_an_approval_above_ones_authority(officer: Station, one: str) -> None:
    officer.decide(officer.application(one), need="supervisor")
    assert code_of(officer.sync()) == "decision.authority"


def test_an_authority_that_no_rule_knows(officer: Station, one: str) -> None:
    officer.decide(officer.application(one), need="archduke")
    assert code_of(officer.sync()) == "decision.authority"


def test_a_decline_needs_no_authority(officer: Station, one: str) -> None:
    officer.decide(officer.application(one), outcome=Outcome.DECLINE, need="supervisor")
    assert officer.sync().refused == ()


def test_a_supervisor_may(field: Field, one: str) -> None:
    supervisor = field.officer([one], role="supervisor")
    supervisor.sync()
    supervisor.decide(supervisor.application(one), need="supervisor")
    assert supervisor.sync().refused == ()


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator"])
def test_roles_that_take_no_decisions(field: Field, one: str, role: str) -> None:
    person = field.officer([one], role=role)
    person.sync()
    person.decide(person.application(one), outcome=Outcome.DECLINE)
    assert code_of(person.sync()) == "decision.role"


def test_a_decision_in_anothers_name_or_role(officer: Station, one: str) -> None:
    application = officer.application(one)
    officer.decide(application, decided_by="somebody else")
    officer.decide(application, role="supervisor")
    assert [answer.code for answer in officer.sync().refused] == ["decision.maker", "decision.maker"]


def test_an_act_in_anothers_name(field: Field, officer: Station, one: str) -> None:
    body = codec.encode(Note(new_id(), one, "somebody else", NOW, "text"))
    act = bare_act(officer, one, ActKind.ADD_NOTE, body, made_by="somebody else")
    assert sent_raw(field, officer, act).code == "act.maker"
    assert sent_raw(field, officer, replace(act, made_by=officer.officer_id)).code == "note.author"


def test_an_approval_without_an_offer(officer: Station, one: str) -> None:
    officer.decide(officer.application(one), offer=None)
    assert code_of(officer.sync()) == "decision.no_offer"


def test_a_decision_on_an_application_the_hub_does_not_have(officer: Station, one: str) -> None:
    application = officer.application(one)
    [entry] = officer.cache.acts.outbox()
    officer.cache.acts.drop_act(entry.act.id)
    officer.decide(application)
    assert code_of(officer.sync()) == "decision.no_application"


def test_more_than_the_ceiling_in_one_approval(officer: Station, one: str) -> None:
    officer.decide(officer.application(one, amount=1_000_000_01))
    assert code_of(officer.sync()) == "decision.over_limit"


def test_a_letter_with_a_number_that_was_not_given(field: Field, officer: Station, one: str) -> None:
    colleague = field.officer([one])
    colleague.sync()
    decision = officer.decide(officer.application(one))
    for number in ("X-1", colleague.cache.acts.next_letter_number(), beyond(officer)):
        officer.letter(decision, number=number)
    assert [answer.code for answer in officer.sync().refused] == ["letter.number"] * 3


def beyond(officer: Station) -> str:
    """A number of the officer's own series, behind the last that was granted."""
    return officer.cache.acts.next_letter_number()[:-6] + "000999"


def test_a_letter_number_is_used_once(officer: Station, one: str) -> None:
    decision = officer.decide(officer.application(one))
    number = officer.cache.acts.next_letter_number()
    officer.letter(decision, number=number)
    officer.letter(decision, number=number, pdf=b"%PDF another")
    assert code_of(officer.sync()) == "letter.number"


def test_a_letter_without_its_paper(field: Field, officer: Station, one: str) -> None:
    decision = officer.decide(officer.application(one))
    officer.sync()
    number = officer.cache.acts.next_letter_number()
    record = letter(officer, decision, pdf=b"%PDF nowhere", number=number)
    act = bare_act(officer, one, ActKind.ISSUE_LETTER, codec.encode(record))
    assert sent_raw(field, officer, act).code == "letter.no_file"
    named = replace(act, blobs=(record.file_sha256,))
    assert sent_raw(field, officer, named).code == "blob.missing"


def test_a_letter_in_anothers_name(officer: Station, one: str) -> None:
    decision = officer.decide(officer.application(one))
    pdf, number = b"%PDF", officer.cache.acts.next_letter_number()
    record = replace(letter(officer, decision, pdf=pdf, number=number), issued_by="somebody else")
    officer.act(ActKind.ISSUE_LETTER, one, record, files={record.file_sha256: pdf})
    assert code_of(officer.sync()) == "letter.maker"


def test_a_record_that_is_there_already_never_changes(field: Field, officer: Station, one: str) -> None:
    note = Note(new_id(), one, officer.officer_id, NOW, "first")
    officer.act(ActKind.ADD_NOTE, one, note)
    officer.sync()
    again = bare_act(officer, one, ActKind.ADD_NOTE, codec.encode(replace(note, text="second")))
    assert sent_raw(field, officer, again).code == "record.exists"


def test_a_record_of_another_applicant(field: Field, officer: Station, one: str) -> None:
    body = codec.encode(Note(new_id(), "test:another", officer.officer_id, NOW, "text"))
    assert sent_raw(field, officer, bare_act(officer, one, ActKind.ADD_NOTE, body)).code == "act.applicant"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"text":"a","text":"b"}', "act.unreadable"),  # a doubled key: parsers differ in which they take
        (b'{"text":NaN}', "act.unreadable"),
        (b'{"text": "spaced"}', "act.unreadable"),
        (b"", "act.unreadable"),
        (b'"' + b"x" * (600 << 10) + b'"', "act.unreadable"),
        (b'{"id":"n1"}', "record.unreadable"),
    ],
    ids=["doubled key", "not a number", "not canonical", "nothing", "too long", "not a note"],
)
def test_texts_that_are_not_what_they_should_be(
    field: Field, officer: Station, one: str, body: bytes, code: str
) -> None:
    assert sent_raw(field, officer, bare_act(officer, one, ActKind.ADD_NOTE, body)).code == code


@pytest.mark.parametrize("body", [b"[]", b'{"kind":"planet"}', b'{"name":7}'])
def test_edits_that_make_no_applicant(field: Field, officer: Station, one: str, body: bytes) -> None:
    answer = sent_raw(field, officer, bare_act(officer, one, ActKind.EDIT_APPLICANT, body))
    assert answer.code in ("act.unreadable", "record.unreadable")


def test_an_applicant_nobody_knows(field: Field, officer: Station) -> None:
    body = codec.encode(Note(new_id(), "test:nobody", officer.officer_id, NOW, "text"))
    answer = sent_raw(field, officer, bare_act(officer, "test:nobody", ActKind.ADD_NOTE, body))
    assert answer.outcome is ActOutcome.OUT_OF_SCOPE


def test_an_act_that_the_hub_stumbles_over_does_not_hold_up_the_others(
    field: Field, officer: Station, one: str, monkeypatch: pytest.MonkeyPatch, expect_log: Any
) -> None:
    """A fault of ours is refused visibly; what comes behind it goes through."""
    from tests.hub.process import services
    from workstation.hub.acts import receive

    def stumble(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(edits, "edit_applicant", stumble)
    device = field.hub.workshop.device(officer.key.device_id)
    assert device is not None
    act = bare_act(officer, one, ActKind.EDIT_APPLICANT, b'{"phone":"1"}')
    with expect_log("ERROR", act.id):
        answer = receive(field.hub.workshop, services(field.hub.place), device, act)
    assert (answer.outcome, answer.code) == (ActOutcome.REFUSED, "hub.failed")
