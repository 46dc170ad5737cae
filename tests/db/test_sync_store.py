"""What the sync loop relies on: pages stored twice change nothing, digests, revoked files, a restored hub."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from db.base import digest
from db.cache import Cache
from tests.db.looks import look, worklist_is_in_step
from tests.helpers.caches import (
    act,
    answer,
    application,
    cache_at,
    decision,
    edit,
    ledger_row,
    note,
    part,
    seller,
)
from workstation.codec import encode
from workstation.crypto import sha256
from workstation.domain.acts import ActState
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError
from workstation.ports import FilePart, KindCheck, RecordPut

SELLER = seller()
OTHER = seller(2)
ORDERS = [ledger_row("orders", f"o-{n}", 10 + n, goods_amount=n) for n in range(3)]


def usual_page() -> FilePart:
    return part(SELLER.id, SELLER, application(SELLER), rows={"orders": ORDERS}, cursor=20)


def test_a_page_stored_twice_changes_nothing(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])
    once = look(cache)
    cache.sync.store_parts([usual_page()])
    assert look(cache) == once


def test_an_older_page_that_comes_late_changes_nothing(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])
    newer = [ledger_row("orders", "o-1", 30, goods_amount=99, status="refunded")]
    cache.sync.store_parts([part(SELLER.id, seller(name="新名"), seq=31, rows={"orders": newer}, cursor=40)])
    newest = look(cache)
    cache.sync.store_parts([usual_page()])
    assert look(cache) == newest
    assert cache.sync.cursors() == {SELLER.id: 40}


def test_store_parts_says_what_changed(cache: Cache) -> None:
    changes = cache.sync.store_parts([usual_page()])
    assert (changes.applicants, changes.kinds) == ({SELLER.id}, {"record", "ledger", "scope"})
    changes = cache.sync.store_parts([part(SELLER.id, rows={"orders": [ORDERS[0]]}, cursor=50)])
    assert changes.kinds == {"ledger"}


def test_count_and_digest_are_those_of_the_rows(cache: Cache) -> None:
    cache.sync.store_parts([usual_page(), part(OTHER.id, OTHER, seq=60)])
    checks = cache.sync.checks([SELLER.id, OTHER.id])
    assert checks[SELLER.id] == {
        "orders": KindCheck(3, digest([10, 11, 12])),
        "record": KindCheck(2, digest([1, 2])),
    }
    assert checks[OTHER.id] == {"record": KindCheck(1, digest([60]))}


def test_the_digest_tells_a_swapped_pair_apart() -> None:
    """Two sets of as many numbers with the same sum: 5 + 8 = 6 + 7."""
    assert digest([5, 8]) != digest([6, 7])


def test_the_digest_is_the_same_in_sql_for_large_numbers(cache: Cache) -> None:
    seqs = [2**31 - 1, 2**31, 2**40 + 7, 2**62]
    rows = [ledger_row("orders", f"o-{seq}", seq) for seq in seqs]
    cache.sync.store_parts([part(SELLER.id, rows={"orders": rows})])
    assert cache.sync.checks([SELLER.id])[SELLER.id]["orders"] == KindCheck(4, digest(seqs))


def test_a_withdrawn_record_counts_no_longer(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])
    cache.sync.store_parts([part(SELLER.id, withdrawn=[("application", "app-1")], seq=30)])
    assert cache.cases.applicant_file(SELLER.id).application is None
    assert cache.sync.checks([SELLER.id])[SELLER.id]["record"].count == 1
    worklist_is_in_step(cache)


def test_a_file_that_is_reset_is_replaced_by_what_comes(cache: Cache) -> None:
    """The hub has fewer orders than the workstation: the extra ones must go, not stay beside the new."""
    cache.sync.store_parts([usual_page()])
    cache.sync.finish_pull("tag")
    cache.sync.reset_cursor(SELLER.id)
    assert (cache.sync.cursors(), cache.sync.index_tag()) == ({SELLER.id: 0}, "")
    assert cache.cases.applicant_file(SELLER.id).ledgers.rows == 3  # in sight until the new one comes
    cache.sync.store_parts([part(SELLER.id, SELLER, rows={"orders": ORDERS[:1]}, cursor=11)])
    cache.sync.store_parts([part(SELLER.id, rows={"orders": ORDERS[1:2]}, cursor=12)])
    assert cache.cases.applicant_file(SELLER.id).ledgers.rows == 2
    assert cache.sync.cursors() == {SELLER.id: 12}


def test_my_decision_stays_in_sight_while_its_file_is_fetched_again(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])
    cache.acts.keep_act(act(decision(SELLER)))
    cache.sync.settle([answer()])
    cache.sync.store_parts([part(SELLER.id, decision(SELLER), seq=30)])
    cache.sync.reset_cursor(SELLER.id)
    for page in (usual_page(), part(SELLER.id, decision(SELLER), seq=30)):
        cache.sync.store_parts([page])
        assert [kept.decision.id for kept in cache.cases.decisions(SELLER.id)] == ["dec-1"]
    assert cache.acts.outbox() == ()


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (part("test:S1", rows={"orders": [("o-1", 1)]}), "columns"),
        (part("test:S1", rows={"tarot": [("o-1", 1)]}), "no ledger"),
        (part("test:S1", rows={"orders": [ledger_row("orders", "o-1", 1, status=None)]}), "required"),
        (FilePart("test:S1", [RecordPut("applicant", "test:S1", 1, 1, b"{")], {}, 1), "JSON"),
        (FilePart("test:S1", [RecordPut("applicant", "test:S1", 1, 1, b"\xff")], {}, 1), "UTF-8"),
    ],
)
def test_what_cannot_be_stored_is_refused_whole(cache: Cache, page: FilePart, what: str) -> None:
    with pytest.raises(KnownError, match=rf"sync\.malformed.*{what}"):
        cache.sync.store_parts([usual_page(), page])
    assert cache.sync.cursors() == {}


def test_interrupted_acts_are_sent_again_in_the_order_in_which_they_were_made(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])
    kept = [act(note(SELLER, str(n), f"note-{n}"), f"act-{n}") for n in range(3)]
    for one in reversed(kept):
        cache.acts.keep_act(one)
    assert cache.sync.acts_to_send(2) == tuple(kept[:2])
    assert [entry.state.value for entry in cache.acts.outbox()] == ["sending", "sending", "waiting"]
    assert cache.sync.acts_to_send(9) == tuple(kept)  # as after a crash: nobody released them
    cache.sync.release_sending()
    assert {entry.state for entry in cache.acts.outbox()} == {ActState.WAITING}


def test_answers_to_acts_that_are_gone_are_passed_over(cache: Cache) -> None:
    assert not cache.sync.settle([answer("act-unknown")])


def test_an_act_never_changes(cache: Cache) -> None:
    cache.acts.keep_act(act(note(SELLER)))
    with pytest.raises(Exception, match="an act never changes"), cache.database.write() as connection:
        connection.exec_driver_sql("UPDATE act SET body = '{}'")


def test_a_revoked_file_leaves_with_its_rows_acts_and_files_but_never_with_unsent_work(cache: Cache) -> None:
    cache.sync.store_parts([usual_page(), part(OTHER.id, OTHER, seq=60)])
    letter, photo, shared = b"letter", b"photo", b"shared"
    cache.blobs.put(letter)
    cache.acts.keep_act(act(decision(SELLER), "act-1", (sha256(shared),)), {sha256(shared): shared})
    cache.sync.settle([answer("act-1")])
    cache.acts.keep_act(act(note(SELLER), "act-2", (sha256(photo),)), {sha256(photo): photo})
    cache.acts.keep_act(act(note(OTHER), "act-3", (sha256(shared),)))
    cache.sync.store_parts([part(SELLER.id, a_letter(sha256(letter)), seq=70)])

    changes = cache.sync.forget([SELLER.id])

    assert "scope" in changes.kinds
    assert cache.sync.cursors() == {OTHER.id: 61}
    with pytest.raises(KnownError, match=r"file\.unknown"):
        cache.cases.applicant_file(SELLER.id)
    assert cache.cases.decisions(SELLER.id) == ()
    assert [(e.act.id, e.title) for e in cache.acts.outbox()] == [
        ("act-2", SELLER.name),
        ("act-3", OTHER.name),
    ]
    assert [cache.blobs.has(sha256(data)) for data in (letter, photo, shared)] == [False, True, True]
    # Should the hub be restored now, there is nothing of the revoked file left to send again.
    cache.sync.start_epoch("first")
    cache.sync.start_epoch("second")
    assert [one.id for one in cache.sync.acts_to_send(9)] == ["act-2", "act-3"]


def a_letter(file_sha256: str) -> LetterRecord:
    values: dict[str, Any] = dict.fromkeys(
        ("id", "decision_id", "number", "kind", "content_sha256", "issued_at", "issued_by"), "x"
    )
    return LetterRecord(**values, applicant_id=SELLER.id, file_sha256=file_sha256, provisional=False, pages=1)


def test_after_a_restored_hub_everything_confirmed_is_sent_again_and_nothing_leaves_the_screen(
    cache: Cache,
) -> None:
    cache.sync.start_epoch("first")
    cache.sync.store_parts([usual_page()])
    cache.sync.add_letter_numbers("A-", 1, 9)
    confirmed, answered = act(decision(SELLER), "act-1"), act(note(SELLER), "act-2")
    edited, waiting = edit(SELLER, "act-3", phone="7"), act(note(SELLER, "later", "note-2"), "act-4")
    for one in (confirmed, answered, edited, waiting):
        cache.acts.keep_act(one)
    cache.sync.settle([answer("act-1"), answer("act-2"), answer("act-3")])
    cache.sync.store_parts([part(SELLER.id, seller(phone="8"), decision(SELLER), seq=30)])

    cache.sync.start_epoch("second")

    assert cache.sync.hub_epoch() == "second"
    assert (cache.sync.cursors(), cache.sync.index_tag(), cache.sync.letter_numbers_left()) == (
        {SELLER.id: 0},
        "",
        0,
    )
    file = cache.cases.applicant_file(SELLER.id)
    assert [n.id for n in file.notes] == ["note-1", "note-2"]
    assert file.applicant.phone == "8"  # an edit that the hub had long passed on does not come back over it
    assert [kept.decision.id for kept in cache.cases.decisions(SELLER.id)] == ["dec-1"]
    assert cache.sync.acts_to_send(9) == (confirmed, answered, edited, waiting)
    with pytest.raises(KnownError, match=r"act\.sent"):
        cache.acts.drop_act("act-1")

    # The older hub knows neither the decision nor the letters of phone 8; both sides agree in the end.
    cache.sync.settle([answer(one.id) for one in (confirmed, answered, edited, waiting)])
    everything = part(
        SELLER.id, seller(phone="7"), application(SELLER), decision(SELLER), note(SELLER),
        note(SELLER, "later", "note-2"), rows={"orders": ORDERS}, cursor=20,
    )  # fmt: skip
    cache.sync.store_parts([everything])
    assert cache.acts.outbox() == ()
    assert cache.cases.applicant_file(SELLER.id).applicant.phone == "7"
    assert [n.id for n in cache.cases.applicant_file(SELLER.id).notes] == ["note-1", "note-2"]
    worklist_is_in_step(cache)


def test_the_first_epoch_is_no_restored_hub(cache: Cache) -> None:
    assert cache.sync.hub_epoch() is None
    cache.acts.keep_act(act(note(SELLER)))
    cache.sync.start_epoch("first")
    cache.acts.drop_act("act-1")
    assert cache.acts.outbox() == ()


def test_a_screen_reads_while_a_page_is_being_stored(cache: Cache) -> None:
    """A reader sees the file as it was before the page, and is not kept waiting for its end."""
    cache.sync.store_parts([usual_page()])
    seen = []

    def page_with_a_look_in_the_middle() -> Any:
        yield part(SELLER.id, seller(name="新名"), seq=30)
        reader = threading.Thread(
            target=lambda: seen.append(cache.cases.applicant_file(SELLER.id).applicant.name)
        )
        reader.start()
        reader.join(10)

    cache.sync.store_parts(page_with_a_look_in_the_middle())
    assert seen == [SELLER.name]
    assert cache.cases.applicant_file(SELLER.id).applicant.name == "新名"


def test_many_hands_keep_acts_at_once(cache: Cache) -> None:
    cache.sync.store_parts([usual_page()])

    def keep(hand: int) -> None:
        for n in range(5):
            cache.acts.keep_act(act(note(SELLER, "x", f"note-{hand}-{n}"), f"act-{hand}-{n}"))

    hands = [threading.Thread(target=keep, args=(hand,)) for hand in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(cache.acts.outbox()) == 30
    assert len(cache.cases.applicant_file(SELLER.id).notes) == 30


def test_everything_is_there_again_after_closing(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.store_parts([usual_page()])
        cache.acts.keep_act(act(decision(SELLER)))
        before = look(cache)
    with cache_at(folder) as cache:
        assert look(cache) == before


def test_a_record_kind_of_a_newer_hub_is_kept_and_harms_nobody(cache: Cache) -> None:
    strange = FilePart(SELLER.id, [RecordPut("hologram", "h-1", 1, 5, encode({"id": "h-1"}))], {}, 6)
    cache.sync.store_parts([usual_page(), strange, part(OTHER.id, OTHER, seq=60)])
    assert cache.cases.applicant_file(SELLER.id).applicant == SELLER
    assert cache.sync.checks([SELLER.id])[SELLER.id]["record"].count == 3


def test_a_record_that_cannot_be_read_is_named_and_harms_no_other_file(cache: Cache) -> None:
    broken = FilePart(SELLER.id, [RecordPut("shop", "shop-1", 1, 5, encode({"id": 7}))], {}, 6)
    cache.sync.store_parts([usual_page(), broken, part(OTHER.id, OTHER, seq=60)])
    with pytest.raises(KnownError, match=r"record\.unreadable.*shop.*test:S1"):
        cache.cases.applicant_file(SELLER.id)
    assert cache.cases.applicant_file(OTHER.id).applicant == OTHER
