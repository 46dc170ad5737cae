"""What the officer sees is what the hub said, plus what the officer did: never twice, never gone between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.cache import Cache
from tests.db.looks import worklist_is_in_step
from tests.helpers.caches import (
    act,
    answer,
    application,
    consent,
    decision,
    edit,
    loan,
    note,
    part,
    seller,
    shop,
)
from workstation.codec import encode
from workstation.domain.acts import ActOutcome, ActState
from workstation.domain.lending import Outcome
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError
from workstation.ports import FilePart, RecordPut, SyncBadge, WorklistQuery, WorklistRow

SELLER = seller()


@pytest.fixture(autouse=True)
def file_is_here(cache: Cache) -> None:
    cache.sync.start_epoch("first")
    cache.sync.store_parts([part(SELLER.id, SELLER, application(SELLER), consent(SELLER))])


def row(cache: Cache) -> WorklistRow:
    worklist_is_in_step(cache)
    (only,) = cache.cases.worklist(WorklistQuery()).rows
    return only


def decision_ids(cache: Cache) -> list[tuple[str, bool]]:
    return [(kept.decision.id, kept.confirmed) for kept in cache.cases.decisions(SELLER.id)]


def letter() -> LetterRecord:
    values: dict[str, Any] = dict.fromkeys(
        ("id", "decision_id", "kind", "content_sha256", "issued_at", "issued_by"), "x"
    )
    return LetterRecord(
        **values, applicant_id=SELLER.id, number="A-000001", file_sha256="f" * 64, provisional=True, pages=2
    )


def test_a_note_is_in_the_file_as_soon_as_it_is_kept(cache: Cache) -> None:
    cache.acts.keep_act(act(note(SELLER, "见过店主")))
    assert [n.text for n in cache.cases.applicant_file(SELLER.id).notes] == ["见过店主"]


def test_a_request_taken_down_on_site_leads_the_worklist_row(cache: Cache) -> None:
    cache.acts.keep_act(act(application(SELLER, "app-2", amount=700, months=6, asked_on=date(2026, 6, 29))))
    assert (row(cache).amount, row(cache).months, row(cache).asked_on) == (700, 6, date(2026, 6, 29))
    asked = cache.cases.applicant_file(SELLER.id).application
    assert asked is not None
    assert asked.id == "app-2"


def test_a_decision_is_provisional_until_the_hub_has_it(cache: Cache) -> None:
    cache.acts.keep_act(act(decision(SELLER)))
    assert decision_ids(cache) == [("dec-1", False)]
    assert (row(cache).outcome, row(cache).provisional, row(cache).badge) == (
        "approve",
        True,
        SyncBadge.WAITING,
    )
    cache.sync.acts_to_send(10)
    assert row(cache).badge is SyncBadge.SENDING
    cache.sync.settle([answer()])
    assert decision_ids(cache) == [("dec-1", True)]
    assert (row(cache).provisional, row(cache).badge) == (False, SyncBadge.SYNCED)
    assert cache.acts.outbox() == ()


def test_a_decision_has_the_bytes_that_were_frozen_before_and_after_the_pull(cache: Cache) -> None:
    frozen = encode(decision(SELLER))
    cache.acts.keep_act(act(decision(SELLER)))
    assert cache.cases.decision("dec-1").body == frozen
    cache.sync.settle([answer()])
    cache.sync.store_parts([part(SELLER.id, decision(SELLER), seq=10)])
    assert cache.cases.decision("dec-1").body == frozen


def test_a_decision_is_seen_once_when_its_pull_comes_before_its_answer(cache: Cache) -> None:
    """The answer was lost on the way; the next pull already brings the record."""
    cache.acts.keep_act(act(decision(SELLER)))
    cache.sync.acts_to_send(10)
    cache.sync.store_parts([part(SELLER.id, decision(SELLER), seq=10)])
    assert decision_ids(cache) == [("dec-1", True)]
    assert [entry.state for entry in cache.acts.outbox()] == [ActState.SENDING]
    cache.sync.settle([answer(outcome=ActOutcome.ALREADY)])
    assert decision_ids(cache) == [("dec-1", True)]
    assert cache.acts.outbox() == ()


def test_a_decision_that_the_hub_withdrew_does_not_come_back(cache: Cache) -> None:
    cache.acts.keep_act(act(decision(SELLER)))
    cache.sync.settle([answer()])
    cache.sync.store_parts([part(SELLER.id, withdrawn=[("decision", "dec-1")], seq=10)])
    assert decision_ids(cache) == []


def test_an_edit_shows_at_once_and_the_file_keeps_what_it_does_not_touch(cache: Cache) -> None:
    cache.acts.keep_act(edit(SELLER, phone="13800001234", trade="鞋帽"))
    applicant = cache.cases.applicant_file(SELLER.id).applicant
    assert (applicant.phone, applicant.trade, applicant.name) == ("13800001234", "鞋帽", SELLER.name)
    assert row(cache).trade == "鞋帽"


def test_of_two_edits_of_a_field_the_later_shows(cache: Cache) -> None:
    cache.acts.keep_act(edit(SELLER, "act-1", phone="1", trade="鞋帽"))
    cache.acts.keep_act(edit(SELLER, "act-2", phone="2"))
    applicant = cache.cases.applicant_file(SELLER.id).applicant
    assert (applicant.phone, applicant.trade) == ("2", "鞋帽")
    cache.acts.drop_act("act-2")
    assert cache.cases.applicant_file(SELLER.id).applicant.phone == "1"


def test_a_field_can_be_emptied(cache: Cache) -> None:
    cache.sync.store_parts([part(SELLER.id, seller(opened_on=date(2020, 1, 1)), seq=10, version=2)])
    cache.acts.keep_act(edit(SELLER, opened_on=None))
    assert cache.cases.applicant_file(SELLER.id).applicant.opened_on is None


def test_an_edit_stays_in_sight_from_its_answer_to_the_hubs_new_version(cache: Cache) -> None:
    cache.acts.keep_act(edit(SELLER, phone="2"))
    cache.sync.settle([answer(outcome=ActOutcome.MERGED)])
    assert cache.cases.applicant_file(SELLER.id).applicant.phone == "2"
    # The hub's version holds the edit and, by now, somebody else's correction of it.
    cache.sync.store_parts([part(SELLER.id, seller(phone="3"), seq=10, version=3)])
    file = cache.cases.applicant_file(SELLER.id)
    assert (file.applicant.phone, file.version) == ("3", 3)


def test_fields_of_a_newer_hub_survive_in_the_bytes(cache: Cache) -> None:
    newer = encode(SELLER)[:-1] + b',"zodiac":"tiger"}'
    cache.sync.store_parts([FilePart(SELLER.id, [RecordPut("applicant", SELLER.id, 2, 10, newer)], {}, 11)])
    cache.acts.keep_act(edit(SELLER, phone="2"))
    assert cache.cases.applicant_file(SELLER.id).applicant.phone == "2"
    with cache.database.read() as connection:
        query = "SELECT body FROM record WHERE kind = 'applicant'"
        assert connection.exec_driver_sql(query).scalar_one().encode() == newer


def test_dropping_an_act_undoes_it(cache: Cache) -> None:
    before = row(cache)
    cache.acts.keep_act(act(decision(SELLER)))
    cache.acts.drop_act("act-1")
    assert row(cache) == before
    assert decision_ids(cache) == []


def test_what_may_be_at_the_hub_cannot_be_dropped(cache: Cache) -> None:
    cache.acts.keep_act(act(decision(SELLER)))
    cache.sync.acts_to_send(10)
    with pytest.raises(KnownError, match=r"act\.sent"):
        cache.acts.drop_act("act-1")
    cache.sync.release_sending()
    with pytest.raises(KnownError, match=r"act\.sent"):
        cache.acts.drop_act("act-1")


@pytest.mark.parametrize(
    ("outcome", "state", "badge"),
    [
        (ActOutcome.REFUSED, ActState.REFUSED, SyncBadge.REFUSED),
        (ActOutcome.OUT_OF_SCOPE, ActState.REFUSED, SyncBadge.REFUSED),
        (ActOutcome.CONFLICT, ActState.CONFLICT, SyncBadge.CONFLICT),
    ],
)
def test_a_refused_act_stays_in_sight_until_a_person_deals_with_it(
    cache: Cache, outcome: ActOutcome, state: ActState, badge: SyncBadge
) -> None:
    cache.acts.keep_act(act(decision(SELLER)))
    cache.sync.acts_to_send(10)
    cache.sync.settle([answer(outcome=outcome, code="authority", reason="above the officer's authority")])
    (entry,) = cache.acts.outbox()
    assert (entry.state, entry.answer and entry.answer.reason) == (state, "above the officer's authority")
    assert (entry.title, entry.attempts) == (SELLER.name, 1)
    assert row(cache).badge is badge
    assert cache.sync.acts_to_send(10) == ()
    cache.acts.drop_act("act-1")
    assert cache.acts.outbox() == ()
    assert row(cache).badge is SyncBadge.SYNCED


def test_a_refused_act_can_be_sent_again_unchanged(cache: Cache) -> None:
    kept = act(decision(SELLER))
    cache.acts.keep_act(kept)
    cache.sync.acts_to_send(10)
    cache.sync.settle([answer(outcome=ActOutcome.REFUSED)])
    cache.acts.retry_act("act-1")
    assert cache.sync.acts_to_send(10) == (kept,)
    with pytest.raises(KnownError, match=r"act\.not_refused"):
        cache.acts.retry_act("act-1")


def test_of_two_acts_the_more_urgent_badge_shows(cache: Cache) -> None:
    cache.acts.keep_act(act(note(SELLER, "eins", "n-1"), "act-1"))
    cache.acts.keep_act(act(note(SELLER, "zwei", "n-2"), "act-2"))
    cache.sync.settle([answer("act-1", ActOutcome.CONFLICT)])
    assert row(cache).badge is SyncBadge.CONFLICT


def test_the_newest_decision_is_the_one_in_the_list(cache: Cache) -> None:
    cache.acts.keep_act(act(decision(SELLER, "dec-1", Outcome.REFER), "act-1"))
    cache.acts.keep_act(act(decision(SELLER, "dec-2", Outcome.DECLINE), "act-2"))
    assert row(cache).outcome == "decline"
    assert [d for d, _ in decision_ids(cache)] == ["dec-2", "dec-1"]


def test_loans_shops_and_relations_are_in_the_file(cache: Cache) -> None:
    sister = seller(2, controller_id="boss")
    own, hers = loan(SELLER, days_past_due=4), loan(sister, "loan-2", outstanding=1, undrawn=2)
    cache.sync.store_parts(
        [
            part(SELLER.id, seller(controller_id="boss"), own, shop(SELLER, "旗舰店"), seq=10),
            part(sister.id, sister, hers, seq=20),
        ]
    )
    file = cache.cases.applicant_file(SELLER.id)
    assert (file.loans, file.related_loans) == ((own,), (hers,))
    assert [s.name for s in file.shops] == ["旗舰店"]
    rows = {r.applicant_id: r for r in cache.cases.worklist(WorklistQuery()).rows}
    assert (rows[SELLER.id].exposure, rows[SELLER.id].days_past_due) == (3_000_000, 4)
    assert rows[sister.id].exposure == 3
    worklist_is_in_step(cache)


def test_strangers_without_a_controller_are_not_related(cache: Cache) -> None:
    other = seller(2)
    cache.sync.store_parts([part(other.id, other, loan(other))])
    assert cache.cases.applicant_file(SELLER.id).related_loans == ()


def test_a_letter_is_found_by_its_number_and_its_bytes(cache: Cache) -> None:
    cache.acts.keep_act(act(letter()))
    assert cache.cases.letters() == (letter(),)
    assert cache.cases.letter_by_number("A-000001") == letter()
    assert cache.cases.letter_by_file("f" * 64) == letter()
    assert cache.cases.letter_by_number("A-000002") is None
    assert cache.cases.letter_by_file("0" * 64) is None


def test_an_unknown_file_and_decision_say_what_to_do(cache: Cache) -> None:
    with pytest.raises(KnownError, match=r"file\.unknown") as file:
        cache.cases.applicant_file("test:nobody")
    with pytest.raises(KnownError, match=r"decision\.unknown") as missing:
        cache.cases.decision("nothing")
    assert file.value.remedy
    assert missing.value.remedy


def test_an_applicant_is_named_by_the_sources_own_id_or_in_full(cache: Cache) -> None:
    twin = seller(id="other:S1", source="other")
    assert cache.cases.resolve("S1") == SELLER.id
    cache.sync.store_parts([part(twin.id, twin)])
    assert cache.cases.resolve("other:S1") == "other:S1"
    with pytest.raises(KnownError, match=r"file\.ambiguous"):
        cache.cases.resolve("S1")
    with pytest.raises(KnownError, match=r"file\.unknown"):
        cache.cases.resolve("S9")


def test_letter_numbers_are_taken_in_order_and_run_out_with_words(cache: Cache) -> None:
    cache.sync.add_letter_numbers("A-7F3C-", 8, 9)
    cache.sync.add_letter_numbers("A-7F3C-", 8, 9)
    assert cache.sync.letter_numbers_left() == 2
    assert [cache.acts.next_letter_number() for _ in range(2)] == ["A-7F3C-000008", "A-7F3C-000009"]
    with pytest.raises(KnownError, match=r"letter\.no_numbers"):
        cache.acts.next_letter_number()
    cache.sync.add_letter_numbers("A-7F3C-", 8, 9)
    assert cache.sync.letter_numbers_left() == 0
