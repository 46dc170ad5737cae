"""A desk at which surveys are filled in: a cache in a folder, a small form, one seller. Also what is
interrupted in the crash stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from db.cache import Cache
from tests.helpers.caches import cache_at, consent, part, seller
from tests.surveys.workbooks import workbook
from workstation import crypto
from workstation.clock import Clock, FixedClock
from workstation.codec import Record
from workstation.domain.file_papers import ConsentScope
from workstation.domain.records import ShopKind
from workstation.domain.surveying import AttachmentKind
from workstation.events import Bell
from workstation.ids import SortableIds
from workstation.services.acting import Hand
from workstation.services.survey_forms import Forms
from workstation.services.surveys import Surveys
from workstation.services.values import Officer

TODAY = date(2026, 6, 30)
SELLER = seller(shop_kind=ShopKind.EXPORTER, trade="clothing")
OFFICER = Officer("officer", "周宁", "officer", "desk-1")
DEVICE_KEY = bytes(range(32))
PHOTO = b"\xff\xd8 the shelves"
ALLOWED = consent(SELLER, scopes=(ConsentScope.DATA, ConsentScope.PHOTOS))

_HEAD = (
    "type", "name", "label", "relevant", "required", "constraint", "calculation", "bind::ws:figure",
    "bind::ws:basis", "bind::ws:part",
)  # fmt: skip
_FORM: Sequence[Sequence[str]] = (
    ("begin group", "shop", "The shop"),
    ("date", "day", "Day of the visit", "", "", "", "", "", "", "visit.day"),
    (
        "decimal",
        "sales",
        "Sales of a month",
        "",
        "yes",
        ". >= 0",
        "",
        "sales_month",
        "stated",
        "roads.stated",
    ),
    ("integer", "staff", "Staff", "", "", ". < 1000", "", "staff", "counted"),
    ("text", "why", "Why so many?", "${staff} > 50"),
    ("end group", "shop"),
    ("begin repeat", "stock", "Stock"),
    ("text", "item", "Item"),
    ("integer", "qty", "Pieces"),
    ("decimal", "price", "Price"),
    ("image", "label", "The label"),
    ("calculate", "worth", "", "", "", "", "${qty} * ${price}"),
    ("end repeat", "stock"),
    ("calculate", "stock_worth", "", "", "", "", "sum(${worth})", "stock", "counted"),
    ("begin group", "closing", "Closing"),
    ("image", "shelf", "The shelves"),
    ("text", "opinion", "Opinion", "", "", "", "", "", "", "opinion"),
    ("end group", "closing"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "namespaces"),
    ("A small visit", "small_visit", "1", 'ws="http://workstation/forms"'),
)

SALES, STAFF, WHY = "/data/shop/sales", "/data/shop/staff", "/data/shop/why"
STOCK, SHELF, OPINION = "/data/stock", "/data/closing/shelf", "/data/closing/opinion"
SECTIONS = ("/data/shop", STOCK, "/data/closing")


def small_form() -> bytes:
    return workbook({"survey": [_HEAD, *_FORM], "settings": list(_SETTINGS)})


def write_form(folder: Path) -> Path:
    """The small form as the one for exporters; made once."""
    path = folder / "forms" / "exporter.xlsx"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(small_form())
    return path.parent


def prepare(folder: Path, *records: Record) -> None:
    """The seller's file is here, photos are allowed, and the form lies beside."""
    write_form(folder)
    with cache_at(folder, TODAY) as cache:
        cache.sync.start_epoch("first")
        cache.sync.store_parts([part(SELLER.id, SELLER, ALLOWED, *records)])


def surveys_over(
    cache: Cache, folder: Path, officer: Officer = OFFICER, clock: Clock | None = None
) -> Surveys:
    hand = Hand(officer, clock or FixedClock(TODAY), SortableIds(), cache.acts, Bell())
    return Surveys(
        cache.cases, cache.drafts, cache.blobs, hand, Forms(folder / "forms"),
        lambda words: crypto.sign(DEVICE_KEY, words),
    )  # fmt: skip


@contextmanager
def at_the_desk(folder: Path, **values: Any) -> Iterator[Surveys]:
    """The desk as it opens in this folder."""
    with cache_at(folder, TODAY) as cache:
        yield surveys_over(cache, folder, **values)


SAID = "said"


def a_long_survey(folder: Path) -> None:
    """Fill in a survey to its end; behind each thing that was done the file `said` names it."""
    with at_the_desk(folder) as surveys:
        survey = surveys.open(SELLER.id)

        def say(words: str) -> None:
            with (folder / SAID).open("a") as said:
                said.write(f"{words}\n")

        survey.enter_section(SECTIONS[0])
        for typed in ("1", "12", "120"):
            survey.answer(SALES, typed)
            say(f"sales {typed}")
        survey.answer(STAFF, "6")
        say("staff 6")
        survey.answer(SALES, "130000")
        say("sales 130000")
        survey.enter_section(STOCK)
        for number in (1, 2):
            survey.add_row(STOCK)
            survey.answer(f"{STOCK}[{number}]/qty", str(number * 10))
            survey.answer(f"{STOCK}[{number}]/price", "2.5")
            say(f"row {number}")
        survey.remove_row(f"{STOCK}[1]")
        say("row 1 gone")
        survey.enter_section(SECTIONS[2])
        survey.attach(SHELF, AttachmentKind.PHOTO, PHOTO, "image/jpeg", taken_at="2026-06-30T10:00:00")
        say("photo")
        survey.explain("equity", "债务已还清")
        say("explained")
        survey.finalise()
        say("finished")
