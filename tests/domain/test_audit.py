"""The audit chain: whoever holds a later hash can tell whether the past was rewritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workstation.domain.audit import FIRST_PREVIOUS, AuditEntry, first_broken, link_hash


def chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(1, length + 1):
        previous = entries[-1].hash if entries else FIRST_PREVIOUS
        link = AuditEntry(
            number,
            "2026-06-30T09:00:00Z",
            "officer",
            "decision.make",
            "test:S1",
            f"act-{number}",
            "d",
            previous,
            "",
        )
        entries.append(replace(link, hash=link_hash(link)))
    return entries


def test_a_whole_chain_holds_also_when_read_in_parts() -> None:
    entries = chain(5)
    assert first_broken(entries) is None
    assert first_broken(entries[2:], after=2, previous=entries[1].hash) is None
    assert first_broken([]) is None


@pytest.mark.parametrize("field", ["at", "who", "what", "applicant_id", "subject", "detail"])
def test_a_changed_word_breaks_its_link(field: str) -> None:
    entries = chain(4)
    entries[1] = replace(entries[1], **{field: "other"})
    assert first_broken(entries) == 2


def test_a_change_that_is_hashed_again_breaks_the_next_link() -> None:
    entries = chain(4)
    forged = replace(entries[1], who="nobody")
    entries[1] = replace(forged, hash=link_hash(forged))
    assert first_broken(entries) == 3


def test_a_link_left_out_or_put_in_later_is_noticed() -> None:
    entries = chain(4)
    assert first_broken(entries[:1] + entries[2:]) == 3
    assert first_broken([*entries[:2], entries[1], *entries[2:]]) == 2
    assert first_broken(entries[1:]) == 2


def test_words_do_not_slip_from_one_field_into_the_next() -> None:
    link = chain(1)[0]
    assert link_hash(replace(link, who="ab", what="c")) != link_hash(replace(link, who="a", what="bc"))
