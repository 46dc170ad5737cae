"""What may be lent against: which rows count, why others do not, how much of one name, and to the fen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.factories import AS_OF, ledgers, moment
from workstation.domain.ledger import Ledgers
from workstation.errors import KnownError
from workstation.lending.collateral import (
    REASONS,
    CollateralPolicy,
    Reckoned,
    collateral_base,
    load_collateral_policy,
    reckoned_base,
)
from workstation.lending.collateral.reckoning import Item, reckon
from workstation.paths import resources

FILE = resources() / "policies" / "collateral.toml"
POLICY = load_collateral_policy(FILE)


def loose() -> CollateralPolicy:
    """The policy without concentration, so that a story is about one thing."""
    one, row = Fraction(1), POLICY.on(AS_OF)
    row = msgspec.structs.replace(
        row,
        orders=msgspec.structs.replace(row.orders, buyer_share=one),
        goods_documents=msgspec.structs.replace(row.goods_documents, issuer_share=one, category_share=one),
        purchase_orders=msgspec.structs.replace(row.purchase_orders, supplier_share=one),
        invoices=msgspec.structs.replace(row.invoices, buyer_share=one),
    )
    return msgspec.structs.replace(POLICY, rows=(row,))


def an_order(id: str, days_ago: int = 3, **values: Any) -> dict[str, Any]:
    usual = {"source_id": id, "status": "shipped", "ordered_at": moment(days_ago + 1), "buyer_id": f"b-{id}",
             "goods_amount": 100_000, "refund_amount": None}  # fmt: skip
    return {**usual, **values}


def sent(id: str, days_ago: int = 3) -> dict[str, Any]:
    return {"source_id": f"w-{id}", "order_id": id, "shipped_at": moment(days_ago)}


def orders(*rows: Mapping[str, Any], shipped: tuple[Mapping[str, Any], ...] | None = None) -> Ledgers:
    sent_all = tuple(sent(row["source_id"]) for row in rows) if shipped is None else shipped
    return ledgers(orders=rows, shipments=sent_all)


def of_orders(found: Ledgers, policy: CollateralPolicy | None = None, **options: Any) -> Reckoned:
    return reckoned_base("orders", found, AS_OF, policy or loose(), **options)


class TestOrders:
    def test_a_shipped_order_counts_less_the_haircut_and_the_advance_rate(self) -> None:
        found = of_orders(orders(an_order("A")))
        assert (found.gross, found.base) == (100_000, 72_000)  # × 90 % × 80 %
        assert found.gross - found.concentration_cut - found.haircut == found.base

    @pytest.mark.parametrize(
        ("probability", "base"), [(0.99, 72_000), (0.96, 72_000), (0.9, 68_000), (0.5, 0), (None, 72_000)]
    )
    def test_the_confirmation_model_may_raise_the_haircut(self, probability: float | None, base: int) -> None:
        assert of_orders(orders(an_order("A")), confirmation=lambda _: probability).base == base

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (an_order("A", status="confirmed"), "status"),
            (an_order("A", status="disputed"), "disputed"),
            (an_order("A", refund_amount=100_000), "refunded"),
            (an_order("A", ordered_at=moment(-2)), "future"),
        ],
    )
    def test_what_does_not_count_is_counted_by_its_reason(self, row: dict[str, Any], reason: str) -> None:
        found = of_orders(orders(row))
        assert (found.base, found.refused) == (0, {reason: 1})

    def test_a_partial_refund_is_taken_off(self) -> None:
        assert of_orders(orders(an_order("A", refund_amount=25_000))).gross == 75_000

    @pytest.mark.parametrize(
        ("days_ago", "said", "gross"),
        [(1, None, 70_000), (1, 20_000, 70_000), (1, 45_000, 55_000), (-1, None, 100_000)],
    )
    def test_a_refund_of_which_only_the_list_speaks_is_taken_off_from_its_day(
        self, days_ago: int, said: int | None, gross: int
    ) -> None:
        """What is refunded tomorrow is nobody's to know today; what was refunded by today carries no loan."""
        listed = [{"source_id": "R", "order_id": "A", "refunded_at": moment(days_ago), "amount": 30_000}]
        known = orders(an_order("A", refund_amount=said))
        known = Ledgers({**known.blocks, **ledgers(refunds=listed).blocks})
        assert of_orders(known).gross == gross

    @pytest.mark.parametrize(("days", "counts"), [(30, True), (31, False)])
    def test_age_counts_from_shipping(self, days: int, counts: bool) -> None:
        found = of_orders(orders(an_order("A", days), shipped=(sent("A", days),)))
        assert bool(found.items) is counts

    def test_an_order_nobody_shipped_does_not_count(self) -> None:
        assert of_orders(orders(an_order("A"), shipped=())).refused == {"not_shipped": 1}

    def test_what_secures_another_loan_is_left_out(self) -> None:
        found = of_orders(orders(an_order("A"), an_order("B")), pledged=frozenset({"orders:A"}))
        assert [item.asset for item in found.items] == ["orders:B"]
        assert found.refused == {"pledged": 1}

    def test_one_buyer_counts_up_to_its_share(self) -> None:
        rows = [an_order(name, buyer_id="big") for name in "AB"] + [an_order(name) for name in "CDE"]
        found = of_orders(orders(*rows), POLICY)
        # 500,000 in all, 20 % a buyer: of the big one's 200,000 half is cut.
        assert (found.gross, found.concentration_cut) == (500_000, 100_000)


class TestGoodsDocuments:
    def document(self, id: str, **values: Any) -> dict[str, Any]:
        usual = {"source_id": id, "document": "warehouse_receipt", "issuer_id": "depot-1", "status": "held",
                 "issued_at": moment(10), "category": "apparel", "quantity": 100, "value_amount": 1_000_000,
                 "insured_until_at": moment(-60)}  # fmt: skip
        return {**usual, **values}

    def base(self, *rows: dict[str, Any], policy: CollateralPolicy | None = None) -> Reckoned:
        found = ledgers(goods_documents=rows)
        return reckoned_base("goods-documents", found, AS_OF, policy or loose())

    def test_the_category_sets_the_advance_rate(self) -> None:
        assert self.base(self.document("R1")).base == 400_000
        assert self.base(self.document("R1", category="books")).base == 500_000

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"status": "released"}, "status"),
            ({"insured_until_at": None}, "not_insured"),
            ({"insured_until_at": moment(1)}, "not_insured"),
            ({"issued_at": moment(91)}, "too_old"),
        ],
    )
    def test_goods_that_are_gone_old_or_uninsured_do_not_count(
        self, values: dict[str, Any], reason: str
    ) -> None:
        assert self.base(self.document("R1", **values)).refused == {reason: 1}

    def test_one_warehouse_and_one_category_count_up_to_their_shares(self) -> None:
        rows = [self.document("R1"), self.document("R2", issuer_id="depot-2")]
        found = self.base(*rows, policy=POLICY)
        # Each depot up to 60 % of 2,000,000; apparel up to 70 %.
        assert found.concentration_cut == 600_000


class TestSupplyChain:
    def placed(self, id: str, **values: Any) -> dict[str, Any]:
        usual = {"source_id": id, "supplier_id": "s-1", "status": "placed", "placed_at": moment(5),
                 "amount": 1_000_000, "paid_amount": 300_000}  # fmt: skip
        return {**usual, **values}

    def test_counts_what_is_not_paid_yet_with_a_known_supplier(self) -> None:
        came = [self.placed(f"old-{n}", status="delivered", paid_amount=1_000_000) for n in range(2)]
        found = reckoned_base(
            "supply-chain", ledgers(purchase_orders=[self.placed("P1"), *came]), AS_OF, loose()
        )
        assert (found.gross, found.base) == (700_000, 490_000)
        assert found.refused == {"paid": 2}

    def test_a_supplier_who_never_delivered_does_not_count(self) -> None:
        found = reckoned_base("supply-chain", ledgers(purchase_orders=[self.placed("P1")]), AS_OF, loose())
        assert found.refused == {"unknown_supplier": 1}

    def test_purchase_invoices_make_a_supplier_known(self) -> None:
        bought = [{"source_id": f"i{n}", "direction": "purchase", "counterparty_id": "s-1",
                   "issued_at": moment(40)} for n in range(2)]  # fmt: skip
        found = reckoned_base(
            "supply-chain", ledgers(purchase_orders=[self.placed("P1")], invoices=bought), AS_OF, loose()
        )
        assert found.base == 490_000

    def test_red_invoices_are_set_against_the_same_buyer(self) -> None:
        rows = [
            {"source_id": "a", "counterparty_id": "b-1", "issued_at": moment(20), "gross_amount": 500_000},
            {"source_id": "b", "counterparty_id": "b-1", "issued_at": moment(10), "gross_amount": 300_000},
            {"source_id": "c", "counterparty_id": "b-1", "issued_at": moment(5), "gross_amount": -350_000},
            {"source_id": "d", "counterparty_id": "b-2", "issued_at": moment(5), "gross_amount": 100_000},
        ]
        found = reckoned_base("supply-chain", ledgers(invoices=rows), AS_OF, loose())
        assert {item.asset: item.value for item in found.items} == {
            "invoices:a": 450_000, "invoices:d": 100_000,
        }  # fmt: skip
        assert found.base == 330_000


def test_a_basis_that_rests_on_nothing_has_no_base() -> None:
    assert collateral_base("trading-record", Ledgers(), AS_OF, POLICY) is None


@pytest.mark.parametrize("basis", ["orders", "goods-documents", "supply-chain"])
def test_without_records_the_base_is_nothing_and_says_so(basis: str) -> None:
    base = collateral_base(basis, Ledgers(), AS_OF, POLICY)
    assert base is not None
    assert (base.base, base.explanation.en) == (0, "0 eligible, 0.00 yuan in all")


def test_the_explanation_says_what_was_left_out() -> None:
    base = collateral_base("orders", orders(an_order("A"), an_order("B", status="disputed")), AS_OF, POLICY)
    assert base is not None
    assert base.explanation.en == "1 eligible, 1,000.00 yuan in all; left out: 1 disputed"
    assert "纠纷中 1" in base.explanation.zh


def test_every_reason_has_words_in_both_languages() -> None:
    assert all(words.zh and words.en for words in REASONS.values())


def test_cuts_never_go_below_nothing_and_always_add_up() -> None:
    items = [
        Item(f"x:{n}", 10 * n + 1, {"a": str(n % 3), "b": str(n % 2)}, Fraction(n, 50)) for n in range(50)
    ]
    found = reckon(items, {}, {"a": Fraction(1, 3), "b": Fraction(1, 4)})
    assert min(found.concentration_cut, found.haircut, found.base) >= 0
    assert found.gross == found.concentration_cut + found.haircut + found.base


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('advance_rate = "0.80"', 'advance_rate = "1.80"', "rows[0].orders"),
        ("oldest_days = 90\ninsured", 'oldest_days = "x"\ninsured', "rows[0].goods_documents.oldest_days"),
        ('at_least = "0"', 'at_least = "0.1"', "rows[0].orders"),
        ("since = 2020-01-01", "since = 2020-13-01", "line"),
        ("[[rows]]\nsince = 2020-01-01", "", "rows"),
    ],
)
def test_a_slip_in_the_policy_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "collateral.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        load_collateral_policy(path)
    assert caught.value.code == "collateral.damaged"
    assert field in caught.value.where


def test_the_row_that_counts_is_that_of_the_day() -> None:
    (first,) = loose().rows
    stricter = msgspec.structs.replace(
        first,
        since=AS_OF,
        orders=msgspec.structs.replace(first.orders, advance_rate=first.orders.advance_rate / 2),
    )
    policy = msgspec.structs.replace(POLICY, rows=(first, stricter))
    found = orders(an_order("A"))
    eve = reckoned_base("orders", found, AS_OF - timedelta(days=1), policy)
    assert (eve.base, of_orders(found, policy).base) == (72_000, 36_000)


def test_before_the_first_row_nothing_is_lent_against() -> None:
    with pytest.raises(KnownError) as caught:
        reckoned_base("orders", orders(an_order("A")), date(2019, 12, 31), POLICY)
    assert caught.value.code == "collateral.no_row"


def test_the_file_that_old_decisions_carry_is_one_row_of_all_days() -> None:
    old = load_collateral_policy(Path(__file__).parent / "old" / "collateral-1.toml")
    assert old.on(date(2001, 1, 1)).orders == POLICY.on(AS_OF).orders
    assert (old.version, POLICY.version, len(old.rows)) == (1, 3, 1)
