"""Olist, a Brazilian marketplace: seven related tables become one trading record for each seller.

The layout is that of Olist's public data set, under its own file names or short ones. The whole export is in
memory as columns (about 1 KB an order): who sold what is known only once all tables are joined. An order with
items of several sellers is split, each has an order of its own items; what the buyer paid is shared out by
the worth of the items, to the hundredth.

What was found in the real files, and what is done about it:
- parcels handed over before the order was placed: the order stays, the shipment is left out. Handed over
  before the payment was *approved* is kept: a seller may ship on trust;
- times are kept as they are. 8.1 % of deliveries are late by the time stamp, 6.9 % by the day, because the
  promised day is written as its midnight: which of the two counts is for the features to say;
- the last orders stand weeks after trade stops in the export, so `observed_until` is the last day on which
  a payment was approved or a parcel handed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from workstation.domain.records import Applicant, Shop, ShopKind
from workstation.sources.batch import SellerBatch
from workstation.sources.olist_book import Book, join
from workstation.sources.olist_rows import ledger_rows, shipment_fault, shop_id, trade_of
from workstation.sources.olist_tables import CATEGORY_NAMES, TABLES
from workstation.sources.reader import DataFile, check_through, locate, read_whole
from workstation.sources.reasons import Reason
from workstation.sources.report import ImportReport

SOURCE = "olist"
CURRENCY = "BRL"


def read_export(folder: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """Every seller of the export once, in the order of the table of sellers, also those without orders."""
    files = {table.name: _locate(folder, table.name, report) for table in TABLES}
    for found in files.values():
        check_through(found)
    read = {name: read_whole(found, report) for name, found in files.items()}
    book = join({name: chunk for name, chunk in read.items() if chunk is not None}, report, as_of)
    _report_shipments(book, report)
    for place, seller in enumerate(book.sellers["seller_id"]):
        applicant = _applicant(book, place)
        shop = Shop(shop_id(seller), applicant.id, applicant.name, SOURCE)
        yield SellerBatch(applicant, (shop,), rows=ledger_rows(book, seller))


def _locate(folder: Path, name: str, report: ImportReport) -> list[DataFile]:
    table = next(table for table in TABLES if table.name == name)
    found = locate(folder, table, report)
    if not found and table is CATEGORY_NAMES:  # the published set keeps it beside its subsets
        found = locate(folder.resolve().parent, table, report)
    return found


def _report_shipments(book: Book, report: ImportReport) -> None:
    faults: dict[Reason, list[int]] = {}
    for place in range(len(book.order_lines)):
        fault = shipment_fault(book, place)
        if fault is not None:
            faults.setdefault(fault, []).append(place)
    for reason, places in faults.items():
        lines = book.order_lines[np.array(places)].tolist()
        orders = [f"order_id {book.orders['order_id'][place]}" for place in places]
        report.leave_out(book.file, reason, lines, orders.__getitem__)


def _applicant(book: Book, place: int) -> Applicant:
    """The set names no seller, so a seller is called by the beginning of its id."""
    seller, city, state = (book.sellers[name][place] for name in ("seller_id", "city", "state"))
    return Applicant(
        id=f"{SOURCE}:{seller}",
        source=SOURCE,
        source_id=seller,
        name=f"Seller {seller[:8]}",
        shop_kind=ShopKind.RESELLER,
        trade=trade_of(book, seller),
        region=_region(city, state),
        currency=CURRENCY,
        observed_until=book.observed_until,
    )


def _region(city: str | None, state: str | None) -> str:
    """City and state. Some sellers wrote a mail address where the city goes: that is no place."""
    place = city.title() if city and "@" not in city else None
    return ", ".join(part for part in (place, state) if part)
