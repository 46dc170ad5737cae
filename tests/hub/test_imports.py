"""What sources deliver: taken in once, however often it is delivered, and never over an officer's head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.hub.living import LivingHub, found
from tests.hub.sellers import Delivery, order_rows, seller
from workstation import codec
from workstation.clock import FixedClock, SystemClock
from workstation.domain.file_papers import Withdrawal
from workstation.domain.records import Applicant, Application
from workstation.errors import KnownError
from workstation.hub import imports
from workstation.hub.imports import Importer, grouped


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LivingHub]:
    """A hub that does not serve."""
    with found(tmp_path / "hub") as hub:
        yield hub


def state(hub: LivingHub) -> tuple[object, ...]:
    ids = hub.workshop.applicant_ids()
    hub.officer("watcher", ids)
    heads = hub.workshop.index("watcher")
    return heads, dict(hub.workshop.checks("watcher", ids)), dict(hub.workshop.counts())


def test_a_source_read_again_moves_nothing(hub: LivingHub) -> None:
    first = hub.admin.take_in([seller(n) for n in range(4)])
    assert (first.sellers, first.rows, first.rows_changed, first.records_changed) == (4, 24, 24, 12)
    before = state(hub)
    again = hub.admin.take_in([seller(n) for n in range(4)])
    assert (again.rows, again.rows_changed, again.records_changed) == (24, 0, 0)
    assert state(hub) == before


def test_only_rows_that_differ_get_a_new_number(hub: LivingHub) -> None:
    hub.deliver([seller(1)])
    hub.officer("o", None)
    [(applicant_id, head)] = hub.workshop.index("o")
    rows = order_rows(4)  # the fourth is new
    rows[1] = (*rows[1][:3], "refunded", *rows[1][4:-1], 10_001)
    result = hub.admin.take_in([replace(seller(1), rows={"orders": rows})])
    assert result.rows_changed == 2
    [part] = hub.workshop.parts("o", [(applicant_id, head)], 100)
    assert {row[0] for row in part.rows["orders"]} == {"o1", "o3"}
    assert (list(part.rows), part.records) == (["orders"], ())


def test_an_import_does_not_undo_what_an_officer_corrected(hub: LivingHub) -> None:
    """The source says what it said before; the officer's correction stays. Then the source itself moves."""
    hub.deliver([seller(1, phone="old", address="old street")])
    edit(hub, "test:S1", phone="corrected")
    hub.deliver([seller(1, phone="old", address="old street")])
    assert hub.workshop.applicant_file("test:S1").applicant.phone == "corrected"
    hub.deliver([seller(1, phone="old", address="new street")])
    applicant = hub.workshop.applicant_file("test:S1").applicant
    assert (applicant.phone, applicant.address) == ("corrected", "new street")
    hub.deliver([seller(1, phone="newest", address="new street")])
    assert hub.workshop.applicant_file("test:S1").applicant.phone == "newest"


def test_a_seller_in_several_batches_is_one_seller(hub: LivingHub) -> None:
    whole = seller(1, orders=10)
    halves = [
        replace(whole, rows={"orders": whole.rows["orders"][:5]}),
        replace(whole, rows={"orders": whole.rows["orders"][5:], "payments": whole.rows["payments"]}),
    ]
    result = hub.admin.take_in(halves)
    assert (result.sellers, result.rows, result.records_changed) == (1, 20, 3)
    assert len(hub.workshop.applicant_file("test:S1").ledgers.blocks["orders"]) == 10


def test_whoever_orders_the_import_adds_records_to_each_seller(hub: LivingHub) -> None:
    def application(applicant: Applicant) -> list[codec.Record]:
        day = date(2026, 6, 30)
        return [Application(f"{applicant.id}:a", applicant.id, "credit", 1_000_00, 12, "bullet", "", day)]

    hub.admin.take_in([seller(1)], accompany=application)
    assert hub.workshop.applicant_file("test:S1").application is not None


def test_a_delivery_that_breaks_off_leaves_whole_transactions_and_is_completed_later(
    hub: LivingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 12)

    def broken() -> Iterator[Delivery]:
        yield from (seller(n) for n in range(3))
        raise KnownError("source.half_a_file", "the file ends in the middle of a row")

    with pytest.raises(KnownError, match=r"source\.half_a_file"):
        hub.admin.take_in(broken())
    assert hub.workshop.applicant_ids() == ("test:S0", "test:S1")
    hub.admin.take_in([seller(n) for n in range(3)])
    assert hub.workshop.counts()["orders"] == 9


def test_a_ledger_nobody_knows_is_refused_and_nothing_of_the_batch_stays(hub: LivingHub) -> None:
    with pytest.raises(KnownError, match=r"ledger\.unknown.*\[test:S1\]"):
        hub.admin.take_in([replace(seller(1), rows={"gossip": [("g1",)]})])
    assert hub.workshop.applicant_ids() == ()


def test_transactions_hold_a_bounded_number_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 10)
    sizes = [len(some) for some in grouped(seller(n, orders=4) for n in range(7))]
    assert sizes == [2, 2, 2, 1]  # a seller here has eight rows


def test_progress_tells_the_sums_after_each_transaction(
    hub: LivingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCHES_AT_ONCE", 2)
    told: list[tuple[int, int]] = []
    Importer(hub.workshop, SystemClock(), "admin").run(
        (seller(n) for n in range(3)), lambda sums: told.append((sums.sellers, sums.rows))
    )
    assert told == [(2, 12), (3, 18)]


def edit(hub: LivingHub, applicant_id: str, **fields: str) -> None:
    """An officer's correction as the hub stores it."""
    from workstation.hub.stamps import Stamp

    with hub.workshop.writing() as writing:
        current = writing.records.get(applicant_id, "applicant", applicant_id)
        assert current is not None
        assert current.body is not None
        applicant = replace(codec.decode("applicant", current.body), **fields)
        stamp = Stamp("act", "officer", "device", "2026-06-30T08:00:00Z")
        writing.records.put(applicant_id, "applicant", applicant_id, codec.encode(applicant), stamp)


def test_a_seller_who_authorised_nothing_is_refused_by_name(hub: LivingHub) -> None:
    silent = replace(seller(2), authorisations=())
    result = hub.admin.take_in([seller(1), silent])
    assert (result.sellers, result.refused) == (1, ("test:S2",))
    with hub.workshop.writing() as writing:
        assert not writing.records.known("test:S2")


def test_of_a_seller_whose_authorisation_has_run_out_no_row_is_taken(hub: LivingHub) -> None:
    one, more = seller(1), seller(1, orders=5)
    consent = one.authorisations[0]
    until = replace(consent, signed_on=date(2026, 1, 1), expires_on=date(2026, 6, 30))
    first = Importer(hub.workshop, FixedClock(date(2026, 6, 30)), "admin")
    assert first.run([replace(one, authorisations=(until,))]).lapsed == ()
    rows = hub.workshop.counts()["orders"]
    day_after = FixedClock(date(2026, 7, 1))
    told = Importer(hub.workshop, day_after, "admin").run([replace(more, authorisations=(until,))])
    assert (told.sellers, told.rows, told.refused, told.lapsed) == (1, 0, (), ("test:S1",))
    assert hub.workshop.counts()["orders"] == rows
    renewed = replace(until, id="new", expires_on=date(2027, 6, 30))
    told = Importer(hub.workshop, day_after, "admin").run([replace(more, authorisations=(renewed,))])
    assert told.lapsed == ()
    assert hub.workshop.counts()["orders"] > rows


def test_what_was_repaid_to_us_is_taken_whatever_became_of_the_authorisation(hub: LivingHub) -> None:
    consent = replace(seller(1).authorisations[0], expires_on=date(2026, 6, 30))
    hub.admin.take_in([replace(seller(1), authorisations=(consent,))])
    rows = {"repayments": [("T1", "L1", 1_782_777_600, 100, "bank", "王丽")], "refunds": [("R1", "o1", 1, 1)]}
    money = Delivery(seller(1).applicant, rows=rows, rows_only=True)
    told = Importer(hub.workshop, FixedClock(date(2026, 7, 1)), "admin").run([money])
    assert (told.rows, told.lapsed) == (1, ("test:S1",))
    bank_alone = replace(money, rows={"repayments": [("T1", "L1", 1_782_777_600, 100, "bank", "王丽")]})
    told = Importer(hub.workshop, FixedClock(date(2026, 7, 1)), "admin").run([bank_alone])
    assert (told.rows, told.lapsed) == (1, ())
    counts = hub.workshop.counts()
    assert (counts["repayments"], counts["refunds"]) == (1, 0)


def test_nothing_more_is_taken_of_a_seller_who_took_it_back(hub: LivingHub) -> None:
    from workstation.hub.stamps import Stamp

    one, more = seller(1), seller(1, orders=5)
    hub.admin.take_in([one])
    rows = hub.workshop.counts()["orders"]
    consent = one.authorisations[0]
    back = Withdrawal("w1", consent.applicant_id, consent.id, consent.signed_on, "officer")
    with hub.workshop.writing() as writing:
        stamp = Stamp("act", "officer", "device", "2026-06-30T08:00:00Z")
        writing.records.put(consent.applicant_id, "withdrawal", back.id, codec.encode(back), stamp)
    assert hub.admin.take_in([more]).refused == ("test:S1",)
    assert hub.workshop.counts()["orders"] == rows
    renewed = replace(more, authorisations=(*more.authorisations, replace(consent, id="new")))
    assert hub.admin.take_in([renewed]).refused == ()
    assert hub.workshop.counts()["orders"] > rows


def test_who_orders_the_import_may_bring_the_authorisation_and_it_is_remembered(hub: LivingHub) -> None:
    silent = replace(seller(2), authorisations=())
    assert hub.admin.take_in([silent], accompany=lambda _: seller(2).authorisations).refused == ()
    assert hub.admin.take_in([silent]).refused == ()
