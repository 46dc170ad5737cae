"""Whom the officer put on the list of visits: kept with the cache, gone with the file."""

from __future__ import annotations

from pathlib import Path

from db.cache import Cache
from tests.helpers.caches import cache_at, part, seller

WHO, OTHER = seller(1), seller(2)


def test_a_pick_outlives_the_program_and_is_taken_off_again(folder: Path) -> None:
    with cache_at(folder) as cache:
        assert cache.picks.all() == {}
        changes = cache.picks.add(WHO.id, "7")
        assert changes.applicants == {WHO.id} and changes.kinds == {"visit"}
        cache.picks.add(OTHER.id, "8")
        cache.picks.add(WHO.id, "9")
    with cache_at(folder) as cache:
        assert cache.picks.all() == {WHO.id: "9", OTHER.id: "8"}
        cache.picks.take_off(WHO.id)
        cache.picks.take_off("test:nobody")
        assert cache.picks.all() == {OTHER.id: "8"}


def test_a_pick_goes_with_its_file(cache: Cache) -> None:
    cache.sync.store_parts([part(WHO.id, WHO), part(OTHER.id, OTHER)])
    cache.picks.add(WHO.id, "7")
    cache.picks.add(OTHER.id, "8")
    cache.sync.forget([WHO.id])
    assert cache.picks.all() == {OTHER.id: "8"}
