"""A survey that is being filled in: kept step by step, opened once, gone only when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.cache import Cache
from tests.db.looks import kept_rows
from tests.factories import AS_OF
from tests.helpers.caches import act, answer, cache_at, part, seller
from workstation.crypto import sha256
from workstation.domain.acts import Act
from workstation.domain.drafting import Draft, DraftStep, StepKind, next_step
from workstation.domain.surveying import (
    Attachment,
    AttachmentKind,
    FormRef,
    Survey,
)
from workstation.errors import KnownError

SELLER = seller()
AT = "2026-06-30T09:00:00Z"
PHOTO = b"a photo of the shelves"
DRAFT = Draft("d-1", SELLER.id, "exporter", "f" * 64, AT, b"<data/>", title=SELLER.name)


def typed(cache: Cache, *words: tuple[str, str], draft: str = DRAFT.id) -> None:
    """Answers one after another, as they are typed."""
    for ref, value in words:
        steps = cache.drafts.steps(draft)
        last = steps[-1] if steps else None
        cache.drafts.keep(draft, next_step(last, StepKind.ANSWER, ref, value, AT))


def with_photo(cache: Cache, draft: str = DRAFT.id) -> None:
    number = len(cache.drafts.steps(draft)) + 1
    made = f'{{"name": "shelf-{number}.jpg"}}'
    step = DraftStep(number, StepKind.ATTACH, "/data/shelf", made, AT, blob=sha256(PHOTO))
    cache.drafts.keep(draft, step, data=PHOTO)


def survey_of(draft: Draft, **values: object) -> Survey:
    usual = {
        "id": draft.id, "applicant_id": draft.applicant_id, "visited_on": AS_OF, "started_at": AT,
        "form": FormRef(draft.form_id, "1", draft.form_sha256), "finalised_at": AT, "made_by": "officer",
        "device_id": "dev-1", "instance": "<data/>",
        "attachments": (
            Attachment("shelf.jpg", "/data/shelf", AttachmentKind.PHOTO, sha256(PHOTO), "image/jpeg", 22),
        ),
    }  # fmt: skip
    return Survey(**{**usual, **values})  # type: ignore[arg-type]


def finalised(draft: Draft = DRAFT) -> Act:
    return act(survey_of(draft), "act-1", blobs=(sha256(PHOTO),))


def test_typing_replaces_the_last_step_and_leaves_the_ones_before(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    typed(cache, ("/data/a", "1"), ("/data/b", "2"), ("/data/b", "23"), ("/data/a", "15"))
    found = [(step.seq, step.ref, step.value) for step in cache.drafts.steps(DRAFT.id)]
    assert found == [(1, "/data/a", "1"), (2, "/data/b", "23"), (3, "/data/a", "15")]


def test_two_openings_are_one_draft(cache: Cache) -> None:
    first, is_new = cache.drafts.open(DRAFT)
    second, again = cache.drafts.open(replace(DRAFT, id="d-2", opened_at="later"))
    assert (is_new, again) == (True, False)
    assert first == second == cache.drafts.get(DRAFT.id)
    other_form, _ = cache.drafts.open(replace(DRAFT, id="d-3", form_id="workshop"))
    assert other_form.id == "d-3"
    assert [one.id for one in cache.drafts.of(SELLER.id)] == ["d-3", "d-1"]
    assert cache.drafts.of("test:S9") == ()


def test_a_snapshot_and_its_step_come_together(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    typed(cache, ("/data/a", "1"))
    step = DraftStep(2, StepKind.SECTION, "/data/stock", "", AT)
    cache.drafts.keep(DRAFT.id, step, snapshot=b"<data><a>1</a></data>")
    kept = cache.drafts.get(DRAFT.id)
    assert (kept.snapshot, kept.snapshot_seq) == (b"<data><a>1</a></data>", 2)


@pytest.mark.parametrize("number", [1, 4])
def test_who_fills_it_in_from_elsewhere_overwrites_nothing(cache: Cache, number: int) -> None:
    cache.drafts.open(DRAFT)
    typed(cache, ("/data/a", "1"), ("/data/b", "2"))
    with pytest.raises(KnownError, match=r"survey\.step"):
        cache.drafts.keep(DRAFT.id, DraftStep(number, StepKind.ANSWER, "/data/c", "9", AT))
    assert [step.value for step in cache.drafts.steps(DRAFT.id)] == ["1", "2"]


def test_a_photo_is_durable_with_its_step_and_gone_when_it_is_taken_out(cache: Cache, folder: Path) -> None:
    cache.drafts.open(DRAFT)
    with_photo(cache)
    assert cache.blobs.get(sha256(PHOTO)) == PHOTO
    cache.drafts.keep(DRAFT.id, DraftStep(2, StepKind.DETACH, "shelf-1.jpg", sha256(PHOTO), AT))
    assert not cache.blobs.has(sha256(PHOTO))
    assert list((folder / "blobs").iterdir()) == []


def test_a_dropped_draft_takes_its_photos_along_but_not_those_that_others_name(cache: Cache) -> None:
    other = replace(DRAFT, id="d-2", form_id="workshop")
    for one in (DRAFT, other):
        cache.drafts.open(one)
        with_photo(cache, one.id)
    changes = cache.drafts.drop(DRAFT.id)
    assert changes.kinds == {"draft"}
    assert cache.blobs.has(sha256(PHOTO))
    cache.drafts.drop(other.id)
    assert not cache.blobs.has(sha256(PHOTO))
    assert kept_rows(cache, "survey_step") == []
    with pytest.raises(KnownError, match=r"survey\.no_draft"):
        cache.drafts.get(DRAFT.id)


def test_a_finished_draft_is_closed_in_the_transaction_of_its_act(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    with_photo(cache)
    cache.acts.keep_act(finalised(), closes=DRAFT.id)
    assert cache.drafts.of() == ()
    with pytest.raises(KnownError, match=r"survey\.closed"):
        typed(cache, ("/data/a", "1"))
    with pytest.raises(KnownError, match=r"survey\.closed"):
        cache.acts.keep_act(replace(finalised(), id="act-2"), closes=DRAFT.id)
    assert [entry.act.id for entry in cache.acts.outbox()] == ["act-1"]


def test_a_survey_that_is_taken_back_is_a_draft_again_with_all_its_steps(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    typed(cache, ("/data/a", "1"))
    with_photo(cache)
    before = cache.drafts.steps(DRAFT.id)
    cache.acts.keep_act(finalised(), closes=DRAFT.id)
    cache.acts.drop_act("act-1")
    assert [one.id for one in cache.drafts.of()] == [DRAFT.id]
    assert cache.drafts.steps(DRAFT.id) == before
    assert cache.blobs.get(sha256(PHOTO)) == PHOTO


def test_it_is_not_taken_back_over_another_that_was_begun_meanwhile(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    with_photo(cache)
    cache.acts.keep_act(finalised(), closes=DRAFT.id)
    cache.drafts.open(replace(DRAFT, id="d-2"))
    with pytest.raises(KnownError, match=r"survey\.draft_open"):
        cache.acts.drop_act("act-1")
    assert [entry.act.id for entry in cache.acts.outbox()] == ["act-1"]


def test_a_draft_goes_when_the_hubs_version_of_its_survey_is_here(cache: Cache) -> None:
    cache.sync.store_parts([part(SELLER.id, SELLER)])
    cache.drafts.open(DRAFT)
    with_photo(cache)
    cache.acts.keep_act(finalised(), closes=DRAFT.id)
    cache.sync.acts_to_send(10)
    cache.sync.settle([answer("act-1")])
    assert kept_rows(cache, "survey_draft", "id") == [(DRAFT.id,)]
    cache.sync.store_parts([part(SELLER.id, survey_of(DRAFT), seq=30)])
    assert kept_rows(cache, "survey_draft") == kept_rows(cache, "survey_step") == []
    assert cache.blobs.get(sha256(PHOTO)) == PHOTO


def test_a_revoked_file_leaves_the_drafts_and_their_photos(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.store_parts([part(SELLER.id, SELLER)])
        cache.drafts.open(DRAFT)
        with_photo(cache)
        cache.sync.forget([SELLER.id])
    with cache_at(folder) as cache:
        [kept] = cache.drafts.of()
        assert kept.title == SELLER.name
        assert cache.blobs.get(sha256(PHOTO)) == PHOTO


def test_a_revoked_file_takes_the_photos_of_its_surveys_along(cache: Cache) -> None:
    cache.sync.store_parts([part(SELLER.id, SELLER, survey_of(DRAFT))])
    cache.blobs.put(PHOTO)
    cache.sync.forget([SELLER.id])
    assert not cache.blobs.has(sha256(PHOTO))


def test_a_photo_that_the_survey_did_not_take_along_goes_with_its_draft(cache: Cache) -> None:
    cache.sync.store_parts([part(SELLER.id, SELLER)])
    cache.drafts.open(DRAFT)
    with_photo(cache)
    cache.acts.keep_act(act(survey_of(DRAFT, attachments=()), "act-1"), closes=DRAFT.id)
    cache.sync.store_parts([part(SELLER.id, survey_of(DRAFT, attachments=()), seq=30)])
    assert not cache.blobs.has(sha256(PHOTO))


def test_a_draft_begins_with_all_that_it_takes_over_or_not_at_all(cache: Cache) -> None:
    first = DraftStep(1, StepKind.EXPLAIN, "equity", "债务还清", AT)
    cache.drafts.open(DRAFT, [first])
    assert cache.drafts.steps(DRAFT.id) == (first,)
    cache.drafts.open(replace(DRAFT, id="d-2"), [replace(first, value="别的")])
    assert cache.drafts.steps(DRAFT.id) == (first,)


def test_of_two_places_with_the_same_photo_one_is_taken_out(cache: Cache) -> None:
    cache.drafts.open(DRAFT)
    with_photo(cache)
    with_photo(cache)
    cache.drafts.keep(DRAFT.id, DraftStep(3, StepKind.DETACH, "shelf-1.jpg", sha256(PHOTO), AT))
    assert [step.blob for step in cache.drafts.steps(DRAFT.id)] == ["", sha256(PHOTO), ""]
    assert cache.blobs.get(sha256(PHOTO)) == PHOTO
