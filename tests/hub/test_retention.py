"""Files whose time is over go whole, from the hub and from every laptop, and a tombstone names nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.helpers import surveying
from tests.hub.lent import YUAN, admin, draw, repaid
from tests.hub.sellers import Delivery, seller
from tests.hub.test_own_loans import related
from tests.sync.field import Field, assert_agree
from tests.sync.station import NOW, TODAY, Station, new_id
from workstation import crypto
from workstation.clock import FixedClock
from workstation.crypto import sha256
from workstation.domain.acts import ActKind
from workstation.domain.drafting import Draft
from workstation.domain.file_papers import ConsentScope, Document, DocumentKind
from workstation.domain.records import Debt, Loan
from workstation.hub.retention import Overdue, Retention, tombstone_id
from workstation.lending import load_rulebook
from workstation.lending.file_policy import load_file_policy
from workstation.lending.servicing import load_servicing
from workstation.paths import resources
from workstation.services.hub_retention import keep_file

ENDS = date(2026, 6, 30)
LAST = date(2031, 6, 30)
"""Five years after the authorisation ended."""
DAY = timedelta(days=1)


def retention(field: Field, today: date) -> Retention:
    policies = resources() / "policies"
    keep = keep_file(
        load_rulebook(resources()),
        load_servicing(policies / "servicing.toml"),
        load_file_policy(policies / "file.toml"),
    )
    hub = field.hub
    return Retention(hub.workshop, hub.place.blobs(), FixedClock(today), keep, by="administrator")


def delivery(applicant_id: str, until: date = ENDS, **values: object) -> Delivery:
    """The seller of the story again, with an authorisation of data and photos until that day."""
    usual = seller(int(applicant_id.rpartition("S")[2]), **values)  # type: ignore[arg-type]
    scopes = (ConsentScope.DATA, ConsentScope.PHOTOS)
    paper = replace(usual.authorisations[0], expires_on=until, scopes=scopes)
    return replace(usual, authorisations=(paper,))


def taken_in(field: Field, **values: object) -> str:
    """A seller whose authorisation ends on `ENDS`."""
    [one] = field.sellers(**values)
    admin(field, TODAY).take_in([delivery(one, **values)])
    return one


def scan(station: Station, applicant_id: str, data: bytes) -> str:
    made = Document(
        new_id(), applicant_id, DocumentKind.PHOTO, "仓库", sha256(data), "image/jpeg", len(data),
        station.officer_id, NOW,
    )  # fmt: skip
    station.act(ActKind.ADD_DOCUMENT, applicant_id, made, files={made.file_sha256: data})
    return made.file_sha256


def named(found: tuple[Overdue, ...]) -> dict[str, tuple[str, ...]]:
    return {one.applicant_id: one.running for one in found}


def test_on_its_last_day_a_file_is_kept_and_on_the_next_it_goes_whole(field: Field) -> None:
    one = taken_in(field)
    officer = field.officer([one])
    officer.sync()
    officer.note(one, "店主说六月出货")
    photo = scan(officer, one, b"a picture of " + one.encode())
    assert officer.sync().refused == ()
    assert one not in named(retention(field, LAST).overdue())

    found = [told for told in retention(field, LAST + DAY).overdue() if told.applicant_id == one]
    [told] = found
    assert (told.kept_until, told.running) == (LAST, ())
    assert officer.cache.blobs.has(photo), "a look changes nothing"
    assert field.hub.place.blobs().has(photo)

    assert one in named(retention(field, LAST + DAY).erase())
    assert one not in field.hub.workshop.applicant_ids()
    assert not field.hub.place.blobs().has(photo)
    with field.hub.workshop.writing() as writing:
        assert not writing.records.of_kind([one], "note")
        name = tombstone_id(field.hub.workshop.identity(), one)
        [stone] = writing.records.of_kind([name], "tombstone")
    assert stone.body is not None and one.encode() not in stone.body
    newest = field.hub.workshop.audit(0, 1_000_000)[-1]
    assert (newest.what, newest.subject, newest.applicant_id) == ("file.erase", name, "")
    assert field.hub.admin.verify_audit().broken is None

    # The laptop drops it at its next synchronisation, key and all, and what was sent is not sent again.
    assert officer.sync().revoked == (one,)
    assert not officer.cache.blobs.has(photo)
    assert dict(officer.cache.sync.cursors()) == {}
    assert officer.cache.acts.outbox() == ()


def test_a_survey_goes_with_its_photos_and_what_was_not_sent_stays(field: Field) -> None:
    one = taken_in(field)
    officer = field.officer([one])
    officer.sync()
    photo = surveying.photo(b"shelves of " + one.encode())
    by = {"made_by": officer.officer_id, "device_id": officer.key.device_id}
    plain = surveying.survey(
        one, ENDS, new_id(), attachments=(photo,), finalised_at=NOW, started_at=NOW, **by
    )
    made = surveying.signed(plain, lambda words: crypto.sign(officer.key.private, words))
    officer.act(ActKind.FINALISE_SURVEY, one, made, files={photo.sha256: b"shelves of " + one.encode()})
    assert officer.sync().refused == ()
    officer.cache.drafts.open(Draft(new_id(), one, "exporter", "f" * 64, NOW, b"<data/>", title="店"))
    assert one in named(retention(field, LAST + DAY).erase())
    assert not field.hub.place.blobs().has(photo.sha256)
    assert officer.sync().revoked == (one,)
    assert not officer.cache.blobs.has(photo.sha256)
    assert [draft.applicant_id for draft in officer.cache.drafts.of()] == [one]


def test_a_paper_that_another_file_names_too_stays(field: Field) -> None:
    going, staying = taken_in(field), field.sellers()[0]
    admin(field, TODAY).take_in([delivery(staying, date(2099, 12, 31))])
    officer = field.officer([going, staying])
    officer.sync()
    shared = {scan(officer, one, b"one warehouse of two") for one in (going, staying)}
    assert officer.sync().refused == ()
    retention(field, LAST + DAY).erase()
    officer.sync()
    assert all(field.hub.place.blobs().has(name) and officer.cache.blobs.has(name) for name in shared)
    assert_agree(officer, field.hub)


def test_a_running_loan_holds_its_file_and_a_settled_one_for_years_more(field: Field) -> None:
    one = taken_in(field)
    officer = field.officer([one])
    officer.sync()
    decision = officer.decide(officer.application(one, amount=20_000 * YUAN))
    draw(officer, decision)
    assert officer.sync().refused == ()
    assert named(retention(field, LAST + DAY).overdue())[one] == (decision.application_id,)
    assert one not in named(retention(field, LAST + DAY).erase())
    paid_on = date(2027, 3, 1)
    admin(field, paid_on).take_in([repaid(one, decision.application_id, paid_on, 40_000 * YUAN)])
    assert one not in named(retention(field, LAST + DAY).overdue())
    assert one not in named(retention(field, date(2032, 3, 1)).overdue())
    assert one in named(retention(field, date(2032, 3, 2)).erase())


def test_a_loan_that_is_known_by_its_record_alone_holds_its_file_too(field: Field) -> None:
    one = taken_in(field)
    for owed, held in ((500 * YUAN, (f"{one}:loan",)), (0, ())):
        loan = Loan(f"{one}:loan", one, "credit", "us", ENDS, LAST, 900 * YUAN, owed)
        elsewhere = replace(loan, id=f"{one}:other", lender="a bank", outstanding=900 * YUAN)
        known = [loan, elsewhere]
        field.hub.admin.take_in([delivery(one)], accompany=lambda applicant, known=known: known)
        assert named(retention(field, LAST + DAY).overdue())[one] == held


def test_who_comes_again_needs_a_new_authorisation(field: Field) -> None:
    one = taken_in(field)
    retention(field, LAST + DAY).erase()
    later = admin(field, LAST + DAY)
    assert later.take_in([delivery(one)]).refused == (one,)
    assert one not in field.hub.workshop.applicant_ids()
    assert later.take_in([delivery(one, LAST + 100 * DAY)]).refused == ()
    officer = field.officer([one])
    officer.sync()
    assert_agree(officer, field.hub)


def test_what_an_erased_file_owed_its_relations_no_longer_hear(field: Field) -> None:
    controller = new_id()
    going, staying = (taken_in(field, controller_id=controller) for _ in range(2))
    officer = field.officer([going])
    officer.sync()
    officer.decide(officer.application(going, amount=20_000 * YUAN))
    assert officer.sync().refused == ()
    assert related(field, staying) == (Debt(going, 20_000 * YUAN),)
    admin(field, TODAY).take_in([delivery(staying, date(2099, 12, 31), controller_id=controller)])
    retention(field, LAST + DAY).erase()
    assert related(field, staying) == ()
