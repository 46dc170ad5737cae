"""A desk at which surveys are filled in: a cache in a folder, a small form, one seller. Also what is
interrupted in the crash stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
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
from workstation.paths import resources
from workstation.services.acting import Hand
from workstation.services.currency import load_currencies
from workstation.services.open_survey import OpenSurvey
from workstation.services.survey_forms import Forms
from workstation.services.survey_judging import Judging
from workstation.services.surveys import Surveys
from workstation.services.values import Officer
from workstation.surveys.policy import load_survey_policy

TODAY = date(2026, 6, 30)
SELLER = seller(shop_kind=ShopKind.EXPORTER, trade="clothing")
OFFICER = Officer("officer", "周宁", "officer", "desk-1")
DEVICE_KEY = bytes(range(32))
JUDGING = Judging(
    load_survey_policy(resources() / "policies" / "survey.toml"),
    load_currencies(resources() / "policies" / "currencies.toml"),
)
PHOTO = b"\xff\xd8 the shelves"
ALLOWED = consent(SELLER, scopes=(ConsentScope.DATA, ConsentScope.PHOTOS))

_HEAD = (
    "type", "name", "label", "relevant", "required", "constraint", "calculation", "bind::ws:figure",
    "bind::ws:basis", "bind::ws:part",
)  # fmt: skip
_FORM: Sequence[Sequence[str]] = (
    ("begin group", "shop", "The shop"),
    ("date", "day", "Day of the visit", "", "", "", "", "", "", "visit.day"),
    ("decimal", "sales", "Sales", "", "yes", ". >= 0", "", "sales_month", "stated", "sales.month"),
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


@cache
def small_form() -> bytes:
    """The same bytes at every call: a workbook names the moment in which it was written."""
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
        lambda words: crypto.sign(DEVICE_KEY, words), JUDGING,
    )  # fmt: skip


@contextmanager
def at_the_desk(folder: Path, **values: Any) -> Iterator[Surveys]:
    """The desk as it opens in this folder."""
    with cache_at(folder, TODAY) as cache:
        yield surveys_over(cache, folder, **values)


SAID = "said"
Doing = Callable[[OpenSurvey], object]

A_LONG_SURVEY: Sequence[Doing] = (
    lambda survey: survey.enter_section(SECTIONS[0]),
    lambda survey: survey.answer(SALES, "1"),
    lambda survey: survey.answer(SALES, "12"),
    lambda survey: survey.answer(SALES, "120000"),
    lambda survey: survey.answer(STAFF, "60"),
    lambda survey: survey.answer(WHY, "旺季"),
    lambda survey: survey.answer(SALES, "130000"),
    lambda survey: survey.give_reason(SALES, "看了账本"),
    lambda survey: survey.enter_section(STOCK),
    lambda survey: survey.add_row(STOCK),
    lambda survey: survey.answer(f"{STOCK}[1]/qty", "10"),
    lambda survey: survey.add_row(STOCK),
    lambda survey: survey.answer(f"{STOCK}[2]/qty", "20"),
    lambda survey: survey.answer(f"{STOCK}[2]/price", "2.5"),
    lambda survey: survey.remove_row(f"{STOCK}[1]"),
    lambda survey: survey.enter_section(SECTIONS[2]),
    lambda survey: survey.attach(SHELF, AttachmentKind.PHOTO, PHOTO, "image/jpeg"),
    lambda survey: survey.answer(OPINION, "可以放款"),
    lambda survey: survey.explain("equity", "债务已还清"),
    lambda survey: survey.set_second("李明", b"a signature"),
    lambda survey: survey.finalise(),
)
"""Everything that is done to a survey, one thing after another, to its end."""


def a_long_survey(folder: Path) -> None:
    """Fill it in; the file `said` grows by a line behind each thing that was done."""
    with at_the_desk(folder) as surveys:
        survey = surveys.open(SELLER.id)
        for doing in A_LONG_SURVEY:
            doing(survey)
            with (folder / SAID).open("a") as said:
                said.write("done\n")


def how_it_stands(surveys: Surveys) -> dict[str, object]:
    """All that tells two states of the survey apart, as they are found at the desk."""
    made = surveys.of(SELLER.id)
    if made:
        return {"made": [(len(one.survey.figures), len(one.survey.attachments)) for one in made]}
    drafts = surveys.drafts(SELLER.id)
    if not drafts:
        return {}
    survey = surveys.reopen(drafts[0].id)
    return {
        "answers": survey.run.snapshot(),
        "explained": survey.explanations,
        "second": survey.second,
        "photos": [surveys.blobs.get(one.sha256) for one in survey.attachments],
        "edits": survey.edits(),
    }
