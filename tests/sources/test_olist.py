"""A marketplace export of seven tables: each seller gets its own part of every order, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.sources.exports import Imported, at, olist, write_csv
from workstation.domain.records import ShopKind

TWO_SELLERS = [
    {"seller_id": "s1", "seller_city": "sao paulo"},
    {"seller_id": "s2", "seller_city": "curitiba"},
]


def test_one_order_fills_every_ledger(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path))
    assert book.only("orders") == {
        "source_id": "o1", "shop_id": "olist:s1", "buyer_id": "person-1", "status": "confirmed",
        "ordered_at": at("2018-03-04 10:00"), "confirmed_at": at("2018-03-09 18:00"),
        "goods_amount": 2_000, "freight_amount": 500, "refund_amount": None,
    }  # fmt: skip
    assert book.only("items") == {
        "source_id": "o1:1", "order_id": "o1", "item_id": "p1", "category": "beleza_saude",
        "ordered_at": at("2018-03-04 10:00"), "quantity": 1, "amount": 2_000,
    }  # fmt: skip
    assert book.only("payments") == {
        "source_id": "o1:1", "order_id": "o1", "paid_at": at("2018-03-04 10:30"),
        "method": "credit_card", "instalments": 2, "amount": 2_500,
    }  # fmt: skip
    assert book.only("shipments") == {
        "source_id": "o1", "order_id": "o1", "carrier": None, "due_at": at("2018-03-08 10:30"),
        "shipped_at": at("2018-03-05 09:00"), "promised_at": at("2018-03-20"),
        "delivered_at": at("2018-03-09 18:00"),
    }  # fmt: skip
    assert book.only("reviews") == {
        "source_id": "o1:1", "order_id": "o1", "reviewed_at": at("2018-03-10"),
        "stars": 5, "answered_at": at("2018-03-11 08:15"),
    }  # fmt: skip


def test_the_seller_is_called_by_its_id_and_stands_with_its_shop(tmp_path: Path) -> None:
    sellers = [{"seller_id": "s1", "seller_city": "santa barbara d'oeste"}]
    book = Imported("olist", olist(tmp_path, sellers=sellers))
    (batch,) = book.batches
    applicant, (shop,) = batch.applicant, batch.shops
    assert (applicant.id, applicant.name, applicant.currency) == ("olist:s1", "Seller s1", "BRL")
    assert applicant.shop_kind is ShopKind.RESELLER
    assert applicant.observed_until == date(2018, 3, 5)  # the last parcel handed over; later are loose ends
    assert (shop.id, shop.applicant_id, shop.platform) == ("olist:s1", "olist:s1", "olist")
    assert batch.authorisations == ()


def test_a_mail_address_is_no_city(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path, sellers=[{"seller_city": "vendas@creditparts.com.br"}]))
    assert book.applicants["s1"].region == "SP"


def test_a_seller_with_no_orders_is_a_seller_all_the_same(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path, sellers=TWO_SELLERS))
    second = book.batches[1]
    assert (second.applicant.source_id, second.rows, second.applicant.trade) == ("s2", {}, "")
    assert second.applicant.region == "Curitiba, SP"


def test_an_order_of_two_sellers_is_split_to_the_cent(tmp_path: Path) -> None:
    items = [
        {"order_item_id": "1", "price": "10.00", "freight_value": "0"},
        {"order_item_id": "2", "price": "10.00", "freight_value": "0", "seller_id": "s2"},
        {"order_item_id": "3", "price": "10.00", "freight_value": "", "seller_id": "s2"},
    ]
    payments = [{"payment_value": "29.99"}, {"payment_sequential": "2", "payment_value": "0.01"}]
    book = Imported("olist", olist(tmp_path, order_items=items, order_payments=payments, sellers=TWO_SELLERS))
    assert [book.only("orders", seller)["goods_amount"] for seller in ("s1", "s2")] == [1_000, 2_000]
    assert [book.only("orders", seller)["freight_amount"] for seller in ("s1", "s2")] == [0, 0]
    assert [row["amount"] for row in book.rows("payments", "s1")] == [1_000, 0]
    assert [row["amount"] for row in book.rows("payments", "s2")] == [1_999, 1]
    assert (
        len(book.rows("reviews")) == len(book.rows("shipments")) == 2
    )  # each of them was reviewed and shipped
    assert book.report.totals.kept == book.report.totals.read


def test_a_parcel_that_left_before_the_order_was_placed_is_left_out_but_the_order_stays(
    tmp_path: Path,
) -> None:
    book = Imported("olist", olist(tmp_path, orders=[{"order_delivered_carrier_date": "3/4/2018 9:59"}]))
    assert book.only("orders")["status"] == "confirmed"
    assert not book.rows("shipments")
    (tally,) = book.report.left_out
    assert (tally.reason.code, tally.listed[0].file, tally.listed[0].line) == (
        "shipment.before_order",
        "orders.csv",
        2,
    )
    assert book.report.files["orders.csv"].refused == 0


def test_a_parcel_that_left_before_the_payment_was_approved_is_a_parcel(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path, orders=[{"order_delivered_carrier_date": "3/4/2018 10:15"}]))
    assert book.only("shipments")["shipped_at"] == at("2018-03-04 10:15")


def test_other_impossible_shipments_are_left_out_too(tmp_path: Path) -> None:
    orders = [
        {"order_delivered_customer_date": "3/5/2018 8:59"},
        {"order_id": "o2", "order_delivered_carrier_date": ""},
        {"order_id": "o3", "order_delivered_carrier_date": "", "order_delivered_customer_date": "",
         "order_status": "invoiced"},
    ]  # fmt: skip
    items = [{}, {"order_id": "o2"}, {"order_id": "o3"}]
    book = Imported("olist", olist(tmp_path, orders=orders, order_items=items))
    assert {t.reason.code: t.count for t in book.report.left_out} == {
        "shipment.delivered_first": 1,
        "shipment.no_handover": 1,
    }
    assert [row["status"] for row in book.rows("orders")] == ["confirmed", "confirmed", "paid"]
    assert not book.rows("shipments")


def test_delivered_on_the_promised_day_keeps_its_hour(tmp_path: Path) -> None:
    """Late by the time stamp, punctual by the day: the ledger keeps both times and takes no side."""
    orders = [{"order_estimated_delivery_date": "3/9/2018 0:00"}]
    shipment = Imported("olist", olist(tmp_path, orders=orders)).only("shipments")
    assert shipment["delivered_at"] > shipment["promised_at"]
    assert shipment["delivered_at"] // 86_400 == shipment["promised_at"] // 86_400


def test_what_hangs_in_the_air_is_refused_with_its_line(tmp_path: Path) -> None:
    book = Imported(
        "olist",
        olist(
            tmp_path,
            orders=[{}, {"order_id": "empty"}, {"order_id": "odd", "order_status": "lost"}],
            order_items=[{}, {"order_id": "odd"}, {"order_item_id": "2", "seller_id": "s9"},
                         {"order_item_id": "3", "price": "-1"}, {}, {"price": "7"}],
            order_payments=[{}, {"order_id": "empty"}],
            order_reviews=[{}, {"review_pk": "2", "review_creation_date": "3/3/2018 23:59"},
                           {"review_pk": "3", "review_score": "6"}],
        ),
    )  # fmt: skip
    assert book.refusals() == {
        "order.no_items": ["orders.csv:3"],
        "word.unknown": ["orders.csv:4"],
        "row.no_order": ["order_items.csv:3", "order_payments.csv:3"],
        "item.no_seller": ["order_items.csv:4"],
        "item.negative": ["order_items.csv:5"],
        "row.duplicate": ["order_items.csv:6"],
        "row.same_key": ["order_items.csv:7"],
        "review.before_order": ["order_reviews.csv:3"],
        "count.range": ["order_reviews.csv:4"],
    }
    assert book.only("orders")["goods_amount"] == 2_000


def test_a_payment_of_an_order_never_approved_has_no_day(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path, orders=[{"order_approved_at": "", "order_status": "canceled"}]))
    assert book.refusals() == {"payment.not_approved": ["order_payments.csv:2"]}
    assert book.only("orders")["status"] == "cancelled"
    assert book.only("orders")["confirmed_at"] is None


def test_the_trade_is_what_sold_most_in_english_where_it_has_a_name(tmp_path: Path) -> None:
    products = [
        {},
        {"product_id": "p2", "product_category_name": "pcs"},
        {"product_id": "p3", "product_category_name": ""},
    ]
    items = [
        {"order_item_id": "1"},
        {"order_item_id": "2", "product_id": "p2", "price": "30"},
        {"order_item_id": "3", "product_id": "p3", "price": "90"},
    ]
    folder = olist(tmp_path / "subset", products=products, order_items=items)
    assert Imported("olist", folder).applicants["s1"].trade == "pcs"

    names = {"product_category_name": "pcs", "product_category_name_english": "computers"}
    write_csv(tmp_path / "product_category_name_translation.csv", [names], encoding="utf-8-sig")
    book = Imported("olist", folder)
    assert book.applicants["s1"].trade == "computers"
    assert [row["category"] for row in book.rows("items")] == ["beleza_saude", "computers", None]


def test_a_customer_without_a_person_is_the_buyer(tmp_path: Path) -> None:
    book = Imported("olist", olist(tmp_path, customers=[{"customer_unique_id": ""}]))
    assert book.only("orders")["buyer_id"] == "c1"


def test_read_as_of_a_day_only_what_was_known_then_is_there(tmp_path: Path) -> None:
    orders = [{}, {"order_id": "o2", "order_purchase_timestamp": "3/9/2018 0:00"}]
    items = [{}, {"order_id": "o2"}]
    folder = olist(tmp_path, orders=orders, order_items=items)
    stories = [
        (date(2018, 3, 3), None, False, False),
        (date(2018, 3, 4), "paid", False, False),
        (date(2018, 3, 8), "shipped", True, False),
        (date(2018, 3, 9), "confirmed", True, False),
        (date(2018, 3, 10), "confirmed", True, True),
    ]
    for day, status, shipped, reviewed in stories:
        book = Imported("olist", folder, as_of=day)
        first = next((row for row in book.rows("orders") if row["source_id"] == "o1"), None)
        assert (first and first["status"]) == status
        assert bool(book.rows("shipments")) == shipped
        assert bool(book.rows("reviews")) == reviewed
        assert all(row["answered_at"] is None for row in book.rows("reviews"))
        assert book.applicants["s1"].observed_until == day
    assert Imported("olist", folder, as_of=date(2018, 3, 8)).only("shipments")["delivered_at"] is None


def test_the_first_publication_with_its_own_names_and_times_reads_the_same(tmp_path: Path) -> None:
    short = olist(tmp_path / "short")
    full = tmp_path / "full"
    full.mkdir()
    for path in short.iterdir():
        content = path.read_text(encoding="utf-8").replace("review_pk", "review_id")
        for american, iso in (
            ("3/4/2018 10:00", "2018-03-04 10:00:00"),
            ("3/9/2018 18:00", "2018-03-09 18:00:00"),
        ):
            content = content.replace(american, iso)
        (full / f"olist_{path.stem}_dataset.csv").write_text(content, encoding="utf-8")
    assert Imported("olist", full).batches == Imported("olist", short).batches
