"""The sample sellers as files: complete, readable again, invented, and small."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.domain.hours import hours_of
from workstation.domain.ledger import LEDGERS, Ledgers
from workstation.domain.places import position_of
from workstation.domain.records import ConsentScope, ShopKind
from workstation.errors import KnownError
from workstation.lending.collateral import load_collateral_policy, reckoned_base
from workstation.paths import resources
from workstation.training.sample import BUSINESS_DAY, CASES, SampleSeller, read_sample
from workstation.training.sample.cases import CASE_BY_ID
from workstation.training.sample.folder import write_folder
from workstation.training.sample.making import make_seller
from workstation.training.sample.places import PLACES
from workstation.training.sample.written import written_ledgers
from workstation.training.simulator.trades import TRADE_BY_KEY

SHIPPED = resources() / "sample"
FEW = ("S001", "S009", "S011", "S014", "S019")


@pytest.fixture(scope="module")
def made() -> tuple[SampleSeller, ...]:
    return tuple(make_seller(CASE_BY_ID[name]) for name in FEW)


@pytest.fixture(scope="module")
def shipped() -> dict[str, SampleSeller]:
    return {s.applicant.source_id: s for s in read_sample(SHIPPED)}


def test_what_is_written_is_read_again(made: tuple[SampleSeller, ...], tmp_path: Path) -> None:
    write_folder(tmp_path, made)
    for before, after in zip(made, read_sample(tmp_path), strict=True):
        assert after.applicant == before.applicant
        assert (after.shops, after.authorisations) == (before.shops, before.authorisations)
        assert (after.applications, after.loans) == (before.applications, before.loans)
        assert after.rows == before.rows


def test_made_twice_the_files_are_the_same_bytes(made: tuple[SampleSeller, ...], tmp_path: Path) -> None:
    write_folder(tmp_path / "one", made)
    write_folder(tmp_path / "two", tuple(make_seller(CASE_BY_ID[name]) for name in FEW))
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_the_shipped_ledgers_are_what_the_cases_still_make(shipped: dict[str, SampleSeller]) -> None:
    """The simulator is calibrated anew from time to time; the demonstration's sellers stay who they are."""
    for case in CASES:
        assert make_seller(case).rows == shipped[case.id].rows, case.id


def test_every_case_is_shipped_and_the_folder_is_small(shipped: dict[str, SampleSeller]) -> None:
    assert list(shipped) == [case.id for case in CASES]
    assert sum(f.stat().st_size for f in SHIPPED.iterdir()) < 3_000_000


def test_where_a_seller_is_and_when_it_is_open_can_be_read(shipped: dict[str, SampleSeller]) -> None:
    """Some have told nobody, so that the demonstration shows that too."""
    for name, place in PLACES.items():
        applicant = shipped[name].applicant
        assert (applicant.position, applicant.open_hours) == place
        assert position_of(place.position) is not None and hours_of(place.hours) is not None
    assert 0 < len(shipped.keys() - PLACES.keys()) < 6


def test_the_shipped_records_are_those_of_the_table(shipped: dict[str, SampleSeller]) -> None:
    for case in CASES:
        seller = shipped[case.id]
        assert seller.applicant.name == case.name
        assert seller.applicant.trade in TRADE_BY_KEY
        assert seller.applications[0].amount == case.request * 100
        assert len(seller.loans) == len(case.owes)
        assert seller.authorisations[0].scopes == tuple(ConsentScope)


def test_all_four_kinds_of_shop_are_there_and_rare_and_long_names(shipped: dict[str, SampleSeller]) -> None:
    kinds = {s.applicant.shop_kind for s in shipped.values()}
    assert kinds == set(ShopKind) - {ShopKind.UNKNOWN}
    names = [s.applicant.name for s in shipped.values()]
    assert "欧阳𬭸" in names
    assert max(map(len, names)) > 35


def test_no_telephone_number_is_anybodys(shipped: dict[str, SampleSeller]) -> None:
    phones = [s.applicant.phone for s in shipped.values()]
    assert all(phone.startswith("100-0000-") for phone in phones)
    assert len(set(phones)) == len(phones)


def test_ledgers_hold_what_the_story_needs(shipped: dict[str, SampleSeller]) -> None:
    orders = {name: len(s.ledgers.blocks.get("orders", ())) for name, s in shipped.items()}
    assert max(orders.values()) > 11_000
    assert shipped["S011"].ledgers.rows == 0
    assert set(shipped["S009"].ledgers.blocks) == {"invoices"}
    assert {"orders", "invoices"} <= set(shipped["S004"].ledgers.blocks)
    assert "reviews" not in shipped["S024"].ledgers.blocks


def test_rows_come_in_the_ledgers_order_with_none_where_missing(shipped: dict[str, SampleSeller]) -> None:
    rows = shipped["S002"].rows
    for kind, lines in rows.items():
        assert {len(line) for line in lines} == {len(LEDGERS[kind].columns)}
    place = LEDGERS["orders"].column_names.index("confirmed_at")
    confirmed = [line[place] for line in rows["orders"]]
    assert None in confirmed
    assert all(moment is None or moment > 0 for moment in confirmed)


def test_the_ledgers_end_with_the_business_day(shipped: dict[str, SampleSeller]) -> None:
    assert {s.applicant.observed_until for s in shipped.values()} == {BUSINESS_DAY}


@pytest.mark.parametrize("broken", ["sellers.json", "orders.parquet"])
def test_half_a_file_is_refused_in_one_line(
    made: tuple[SampleSeller, ...], tmp_path: Path, broken: str
) -> None:
    write_folder(tmp_path, made)
    path = tmp_path / broken
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(KnownError) as refused:
        list(read_sample(tmp_path))
    assert refused.value.code == "sample.unreadable"


def test_goods_papers_and_purchase_orders_are_shipped_as_they_are_written(
    shipped: dict[str, SampleSeller],
) -> None:
    """They were laid beside the simulated ledgers, whose bytes stay."""
    kinds = ("goods_documents", "purchase_orders", "repayments")
    for name, seller in shipped.items():
        written = SampleSeller(seller.applicant, ledgers=Ledgers(written_ledgers(name)))
        assert {k: rows for k, rows in seller.rows.items() if k in kinds} == written.rows


def test_every_product_that_rests_on_something_can_be_shown(shipped: dict[str, SampleSeller]) -> None:
    policy = load_collateral_policy(SHIPPED.parent / "policies" / "collateral.toml")
    found = {
        (name, basis): reckoned_base(basis, shipped[name].ledgers, BUSINESS_DAY, policy)
        for name, basis in (("S001", "orders"), ("S006", "goods-documents"), ("S002", "supply-chain"))
    }
    assert all(base.base > 0 and base.items for base in found.values())
    assert found["S006", "goods-documents"].refused == {"status": 1, "too_old": 1, "not_insured": 2}
    assert found["S002", "supply-chain"].refused["unknown_supplier"] == 1
