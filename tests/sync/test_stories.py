"""The officer's work and the hub's, brought together: nothing lost, nothing twice, nothing unseen."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hub.sellers import Delivery, order_rows, seller
from tests.sync.field import Field, assert_agree
from tests.sync.station import NOW, Station
from workstation import crypto
from workstation.domain.acts import ActKind, ActOutcome, ActState
from workstation.domain.lending import Outcome
from workstation.errors import KnownError, Lane
from workstation.sync import HubClient
from workstation.sync import loop as loop_module
from workstation.wire import PAGE_ROWS


def test_officer_in_the_field(field: Field) -> None:
    """Days without a network, then one sync: everything arrives, and a colleague sees it."""
    [one, other] = field.sellers(2)
    officer = field.officer([one, other])
    assert officer.sync().files == 2
    application = officer.application(one)
    decision = officer.decide(application)
    officer.letter(decision)
    officer.note(other, "老板很诚信，仓库有货")
    officer.edit(other, phone="139 0013 9000")
    report = officer.sync()
    assert (report.sent, report.refused, officer.cache.acts.outbox()) == (5, (), ())
    assert officer.cache.cases.decision(decision.id).confirmed
    assert_agree(officer, field.hub)
    colleague = field.officer([one, other])
    colleague.sync()
    file = colleague.cache.cases.applicant_file(other)
    assert file.applicant.phone == "139 0013 9000"
    assert [note.text for note in file.notes] == ["老板很诚信，仓库有货"]
    assert_agree(colleague, field.hub)


def test_nothing_new_is_one_small_request(field: Field) -> None:
    officer = field.officer(field.sellers(2))
    loop = officer.synchroniser()
    loop.run()
    before = len(asked := watch_requests(loop))
    report = loop.run()
    assert asked[before:] == [("GET", "/v1/index", 304)]
    assert report.words.en == "Nothing new."
    loop.close()


def test_a_decision_is_pulled_with_the_bytes_that_were_frozen(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    made = officer.decide(officer.application(one))
    frozen = officer.cache.cases.decision(made.id).body
    officer.sync()
    supervisor = field.officer([one], role="supervisor")
    supervisor.sync()
    assert supervisor.cache.cases.decision(made.id).body == frozen


def test_a_letter_reaches_a_colleague_on_demand(field: Field) -> None:
    [one] = field.sellers()
    officer, colleague = field.officer([one]), field.officer([one])
    officer.sync()
    pdf = b"%PDF-1.7 " + bytes(range(256)) * 9_000  # three chunks
    letter = officer.letter(officer.decide(officer.application(one)), pdf=pdf)
    officer.sync()
    colleague.sync()
    loop = colleague.synchroniser()
    assert loop.fetch_blob(letter.file_sha256) == pdf
    assert colleague.cache.blobs.get(letter.file_sha256) == pdf
    loop.close()


def test_refused_by_hub_stays_visible(field: Field) -> None:
    """A refused decision, and the letter that announces it, wait for a person; the rest goes through."""
    [one, other] = field.sellers(2)
    officer = field.officer([one, other])
    officer.sync()
    application = officer.application(one)
    decision = officer.decide(application, need="supervisor")
    officer.letter(decision)
    officer.note(other, "goes through")
    report = officer.sync()
    assert [answer.code for answer in report.refused] == ["decision.authority", "letter.no_decision"]
    assert "2 acts not accepted" in report.words.en
    for _ in range(2):
        waiting = officer.cache.acts.outbox()
        assert [entry.state for entry in waiting] == [ActState.REFUSED, ActState.REFUSED]
        codes = [entry.answer.code for entry in waiting if entry.answer]
        assert codes == ["decision.authority", "letter.no_decision"]
        officer.sync()
    assert not field.hub.workshop.applicant_file(one).letters
    for entry in officer.cache.acts.outbox():
        officer.cache.acts.drop_act(entry.act.id)
    assert_agree(officer, field.hub)


def test_a_refused_act_goes_through_when_its_cause_is_gone(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    field.hub.admin.unassign(officer.officer_id, [one])
    act = officer.note(one, "written while out of scope")
    assert [answer.outcome for answer in officer.sync().refused] == [ActOutcome.OUT_OF_SCOPE]
    field.hub.admin.assign(officer.officer_id, [one])
    officer.cache.acts.retry_act(act.id)
    assert officer.sync().sent == 1
    assert_agree(officer, field.hub)


def test_revoked_file_leaves_but_unsent_work_stays(field: Field) -> None:
    [one, other] = field.sellers(2)
    officer = field.officer([one, other])
    officer.sync()
    letter = officer.letter(officer.decide(officer.application(one)))
    officer.sync()
    field.hub.admin.unassign(officer.officer_id, [one])
    officer.note(one, "unsent")
    report = officer.sync()
    assert report.revoked == (one,)
    with pytest.raises(KnownError, match=r"file\.unknown"):
        officer.cache.cases.applicant_file(one)
    assert not officer.cache.blobs.has(letter.file_sha256)
    assert [entry.act.applicant_id for entry in officer.cache.acts.outbox()] == [one]
    assert_agree(officer, field.hub)


def test_a_scope_that_shrinks_and_grows_back_is_fetched_again(field: Field) -> None:
    """The index then has the tag it had before; it must not pass for "nothing new"."""
    [one, other] = field.sellers(2)
    officer = field.officer([one, other])
    officer.sync()
    field.hub.admin.unassign(officer.officer_id, [one])
    assert officer.sync().revoked == (one,)
    field.hub.admin.assign(officer.officer_id, [one])
    assert officer.sync().files == 1
    assert_agree(officer, field.hub)


def test_second_delivery_changes_nothing(field: Field) -> None:
    """The source is imported again, and every act is sent again, by a workstation that forgot it had."""
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    acts = [officer.note(one, "once"), officer.edit(one, phone="1")]
    officer.sync()
    before = everything(field, officer)
    number = int(one.partition(":S")[2])
    field.hub.deliver([seller(number)])
    with client_of(officer) as client:
        client.epoch = client.hello().epoch
        answers = client.push(acts)
    assert [answer.outcome for answer in answers] == [ActOutcome.ALREADY, ActOutcome.ALREADY]
    assert everything(field, officer) == before
    assert officer.sync().words.en == "Nothing new."


def test_an_act_under_a_known_id_with_other_bytes_is_refused(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    act = officer.note(one, "first")
    officer.sync()
    with client_of(officer) as client:
        client.epoch = client.hello().epoch
        changed = replace(act, body=act.body.replace(b"first", b"other"))
        [answer] = client.push([changed])
    assert (answer.outcome, answer.code) == (ActOutcome.REFUSED, "act.changed")


def test_two_officers_edit_different_fields(field: Field) -> None:
    [one] = field.sellers()
    first, second = field.officer([one]), field.officer([one])
    first.sync()
    second.sync()
    first.edit(one, phone="111")
    second.edit(one, address="杭州市文三路")
    first.sync()
    with client_of(second) as client:
        client.epoch = client.hello().epoch
        [answer] = client.push([entry.act for entry in second.cache.acts.outbox()])
    assert answer.outcome is ActOutcome.MERGED
    second.sync()
    first.sync()
    for officer in (first, second):
        applicant = officer.cache.cases.applicant_file(one).applicant
        assert (applicant.phone, applicant.address) == ("111", "杭州市文三路")
        assert_agree(officer, field.hub)


def test_two_officers_edit_the_same_field(field: Field) -> None:
    """The second sees both values and who wrote the other; nothing of the edit is applied until then."""
    [one] = field.sellers()
    first, second = field.officer([one]), field.officer([one])
    first.sync()
    second.sync()
    first.edit(one, phone="111")
    second.edit(one, phone="222", address="杭州市文三路")
    first.sync()
    [answer] = second.sync().refused
    assert (answer.outcome, answer.code) == (ActOutcome.CONFLICT, "edit.conflict")
    who = f"(last changed by {first.officer_id} at {NOW})"
    assert answer.reason == f'phone: hub has "111", yours is "222" {who}'
    applicant = field.hub.workshop.applicant_file(one).applicant
    assert (applicant.phone, applicant.address) == ("111", "")
    [entry] = second.cache.acts.outbox()
    assert entry.state is ActState.CONFLICT
    second.cache.acts.drop_act(entry.act.id)
    second.edit(one, base=2, phone="222")  # the officer picked, having seen version 2
    assert second.sync().refused == ()
    assert field.hub.workshop.applicant_file(one).applicant.phone == "222"


def test_two_officers_who_wrote_the_same_agree(field: Field) -> None:
    [one] = field.sellers()
    first, second = field.officer([one]), field.officer([one])
    for officer in (first, second):
        officer.sync()
        officer.edit(one, phone="111")
    assert (first.sync().refused, second.sync().refused) == ((), ())
    assert_agree(second, field.hub)


def test_one_officer_corrects_a_field_twice_before_a_sync(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    officer.edit(one, phone="111")
    officer.edit(one, phone="112")
    assert officer.sync().refused == ()
    assert field.hub.workshop.applicant_file(one).applicant.phone == "112"
    assert_agree(officer, field.hub)


def test_one_officer_with_two_devices_is_asked_too(field: Field) -> None:
    [one] = field.sellers()
    laptop = field.officer([one])
    desktop = field.second_device(laptop)
    laptop.sync()
    desktop.sync()
    laptop.edit(one, phone="111")
    desktop.edit(one, phone="222")
    laptop.sync()
    assert [answer.outcome for answer in desktop.sync().refused] == [ActOutcome.CONFLICT]


def test_a_row_that_was_lost_here_is_found_and_fetched_again(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    with officer.cache.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM orders WHERE source_id = 'o1'")
    report = officer.sync(compare_everything=True)
    assert report.repaired == (f"{one}: orders",)
    assert "1 difference from the hub found and mended" in report.words.en
    assert_agree(officer, field.hub)


def test_a_cancelled_pull_goes_on_where_it_stopped(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "PAGES_AT_ONCE", 1)
    files = field.sellers(3, orders=2_600)  # more than a page each
    officer = field.officer(files)
    stop = threading.Event()
    report = officer.sync(cancel=stop, progress=lambda progress: progress.phase == "pull" and stop.set())
    assert report.cancelled
    assert report.rows == PAGE_ROWS
    rest = officer.sync()
    assert report.rows + rest.rows == 3 * (2 * 2_600 + 3)
    assert_agree(officer, field.hub)


def test_files_that_grow_while_they_are_fetched_arrive_whole(field: Field) -> None:
    files = field.sellers(2, orders=4_000)
    officer = field.officer(files)
    number = int(files[1].partition(":S")[2])

    def deliver_more(progress: object) -> None:
        if not delivered.is_set():
            delivered.set()
            more = seller(number, orders=4_000)
            field.hub.deliver([Delivery(more.applicant, rows={"orders": order_rows(4_500, amount=77)})])

    delivered = threading.Event()
    officer.sync(progress=deliver_more)
    officer.sync()
    assert len(field.hub.workshop.applicant_file(files[1]).ledgers.blocks["orders"]) == 4_500
    assert_agree(officer, field.hub)


def test_numbers_are_topped_up_and_never_given_twice(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    taken = [officer.cache.acts.next_letter_number() for _ in range(40)]
    officer.sync()
    assert officer.cache.sync.letter_numbers_left() == 60
    taken += [officer.cache.acts.next_letter_number() for _ in range(60)]
    other = field.officer([one])
    other.sync()
    taken.append(other.cache.acts.next_letter_number())
    assert len(set(taken)) == 101


def test_two_approvals_that_are_too_much_together(field: Field) -> None:
    """Two sellers under one controller, two officers, both offline: the hub takes only the first."""
    [one, other] = field.sellers(2, controller_id="controller-7")
    first, second = field.officer([one]), field.officer([other])
    for officer, applicant_id in ((first, one), (second, other)):
        officer.sync()
        officer.decide(officer.application(applicant_id, amount=600_000_00))
    assert first.sync().refused == ()
    [answer] = second.sync().refused
    assert (answer.code, "1,200,000.00 yuan" in answer.reason) == ("decision.over_limit", True)


def test_a_new_decision_on_the_same_application_takes_the_place_of_the_old(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    application = officer.application(one, amount=600_000_00)
    first = officer.decide(application)
    officer.decide(application, amount=500_000_00, supersedes=first.id)
    officer.decide(application, outcome=Outcome.DECLINE)
    officer.decide(officer.application(one, amount=700_000_00))
    assert officer.sync().refused == ()


def test_hub_that_is_down_leaves_work_as_it_is(own_field: Field) -> None:
    [one] = own_field.sellers()
    officer = own_field.officer([one])
    officer.sync()
    own_field.hub.kill()
    act = officer.note(one, "offline")
    with pytest.raises(KnownError, match=r"hub\.unreachable.*Work continues offline") as caught:
        officer.sync()
    assert caught.value.lane is Lane.NETWORK
    assert [(e.act, e.state) for e in officer.cache.acts.outbox()] == [(act, ActState.WAITING)]
    own_field.hub.start()
    assert officer.sync().sent == 1
    assert_agree(officer, own_field.hub)


def test_restored_hub_gets_everything_again(own_field: Field, tmp_path: Path) -> None:
    """A hub put back to its backup knows less than its workstations: they send and fetch again."""
    hub = own_field.hub
    [one, other] = own_field.sellers(2)
    officer = own_field.officer([one, other])
    officer.sync()
    officer.note(one, "before the backup")
    officer.sync()
    backup = hub.back_up(tmp_path / "backup")
    letter = officer.letter(officer.decide(officer.application(one)))
    officer.edit(other, phone="after the backup")
    officer.sync()
    hub.stop()
    hub.restore(backup)
    hub.start()
    assert not hub.workshop.applicant_file(one).letters
    report = officer.sync()
    assert report.restored
    assert "restored to an earlier state" in report.words.en
    assert (report.refused, officer.cache.acts.outbox()) == ((), ())
    assert [kept.number for kept in hub.workshop.applicant_file(one).letters] == [letter.number]
    assert hub.place.blobs().get(letter.file_sha256) == b"%PDF-1.7 letter"
    assert hub.workshop.applicant_file(other).applicant.phone == "after the backup"
    assert [note.text for note in hub.workshop.applicant_file(one).notes] == ["before the backup"]
    assert_agree(officer, hub)
    assert hub.admin.verify_audit().broken is None


def test_a_restored_hub_does_not_give_out_numbers_that_are_on_paper(own_field: Field, tmp_path: Path) -> None:
    hub = own_field.hub
    officer = own_field.officer(own_field.sellers())
    backup = hub.back_up(tmp_path / "backup")
    officer.sync()
    on_paper = {officer.cache.acts.next_letter_number() for _ in range(50)}
    hub.stop()
    hub.restore(backup)
    hub.start()
    officer.sync()
    again = {officer.cache.acts.next_letter_number() for _ in range(50)}
    assert not on_paper & again


# --- what the stories look at ------------------------------------------------------------------------


def client_of(station: Station) -> HubClient:
    return HubClient(station.address, station.key, attempts=1)


def everything(field: Field, station: Station) -> tuple[object, ...]:
    """All that a second delivery could change: heads, files, counts of the whole hub, audit links."""
    workshop = field.hub.workshop
    scope = workshop.index(station.officer_id)
    return (
        scope,
        [workshop.applicant_file(applicant_id).version for applicant_id, _ in scope],
        dict(workshop.checks(station.officer_id, [applicant_id for applicant_id, _ in scope])),
        dict(workshop.counts()),
        field.hub.admin.verify_audit(),
    )


def watch_requests(loop: object) -> list[tuple[str, str, int]]:
    """Requests of a loop from now on, as (method, path, status)."""
    asked: list[tuple[str, str, int]] = []
    http = loop._client._http  # type: ignore[attr-defined]
    http.event_hooks = {
        "response": [lambda r: asked.append((r.request.method, r.request.url.path, r.status_code))]
    }
    return asked


def test_a_key_of_the_wrong_device_opens_nothing(field: Field) -> None:
    officer = field.officer(field.sellers())
    stranger, _ = crypto.new_keypair()
    officer.key = type(officer.key)(officer.key.device_id, stranger)
    with pytest.raises(KnownError, match=r"sign_in\.signature") as caught:
        officer.sync()
    assert caught.value.lane is Lane.SIGN_IN


def test_edits_of_fields_that_are_not_edited_by_hand_are_refused(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    officer.act(ActKind.EDIT_APPLICANT, one, {"listed_as": []})
    assert [answer.code for answer in officer.sync().refused] == ["edit.field"]


def test_an_edit_that_no_route_could_be_planned_by_is_refused(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    officer.act(ActKind.EDIT_APPLICANT, one, {"position": "31.23, 121.47", "open_hours": "9:00-18:00"})
    assert officer.sync().refused == ()
    officer.act(ActKind.EDIT_APPLICANT, one, {"position": "somewhere"})
    officer.act(ActKind.EDIT_APPLICANT, one, {"open_hours": "always"})
    assert [answer.code for answer in officer.sync().refused] == ["edit.value", "edit.value"]
