"""The demonstration: a hub of its own on this computer with sample or real sellers, and an officer's day.

`prepare_demo` founds the hub, imports, starts it as a process of its own and enrols a profile; `work_a_day`
is what an officer does with it: sync, assess, decide, print, verify, send back. Everything lies in one
folder that the demonstration made itself; other files in it are left alone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.clock import FixedClock, SystemClock
from workstation.config import load_settings, save_settings
from workstation.domain.records import Applicant, Authorisation, ConsentScope
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.hub.admin import HubAdmin
    from workstation.hub.imports import Batch
    from workstation.hub.place import HubPlace
    from workstation.services.campaigns import Campaigns
    from workstation.services.values import Officer

Progress = Callable[[Bilingual], None]

DEMO_PASSPHRASE = "demonstration"
OFFICER_ID, OFFICER_NAME = "officer", "示范信贷员"
SAMPLE = "sample"

_MARK = "demonstration.json"
_PARTS = ("hub", "profile", "letters", "screenshots", _MARK)
_FILES_TAKEN_ALONG = 40


@dataclass(frozen=True, slots=True)
class Means:
    """What the composition root lends: opening a hub's administration, enrolling a profile, and opening a
    hub's campaigns."""

    open_admin: Callable[..., AbstractContextManager[HubAdmin]]
    enrol: Callable[..., Officer]
    open_campaigns: Callable[..., AbstractContextManager[Campaigns]]


@dataclass(frozen=True, slots=True)
class DemoSource:
    """Which sellers: the sample, or a real export under `path`."""

    name: str = SAMPLE
    path: Path | None = None


def clear_demo(folder: Path) -> None:
    """Make room for a new demonstration; only what an earlier one left is removed. Raises `KnownError`
    (`demo.folder`) where something else stands in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = (folder / _MARK).is_file()
    for name in _PARTS:
        part = folder / name
        if not part.exists():
            continue
        if not ours:
            raise KnownError(
                "demo.folder",
                f"there is something called {name} here that no demonstration made",
                where=str(folder),
                remedy="Choose another folder.",
            )
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()
    (folder / _MARK).write_text("{}\n", encoding="utf-8")


@contextmanager
def running_hub(folder: Path, business_day: date) -> Iterator[str]:
    """A hub process over `folder`, its address once it answers; it ends with the block, or with us."""
    command = [
        *_ourselves(),
        "hub", "serve", "--data", str(folder), "--port", "0",
        "--business-day", business_day.isoformat(), "--until-stdin-closes",
    ]  # fmt: skip
    log = folder / "hub.log"
    with (
        log.open("w+b") as said,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdin and process.stdout
        try:
            ready = process.stdout.readline()
            if not ready:
                process.wait()
                words = log.read_text(encoding="utf-8", errors="replace").strip()
                raise KnownError("demo.hub", f"the hub did not start: {words}", where=str(folder))
            yield str(json.loads(ready)["url"])
        finally:
            process.stdin.close()
            process.wait()


def _ourselves() -> list[str]:
    """How to start this program again: frozen, it is itself the program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "workstation"]


@contextmanager
def prepare_demo(
    means: Means, folder: Path, progress: Progress, source: DemoSource | None = None
) -> Iterator[Path]:
    """Found, fill and start the hub, enrol a profile; yields the profile's folder."""
    from workstation.hub.place import HubPlace

    clear_demo(folder)
    place = HubPlace(folder / "hub")
    progress(Bilingual("正在导入卖家…", "Importing sellers…"))
    business_day = _fill(means, place, source or DemoSource(), progress)
    with means.open_admin(place, FixedClock(business_day)) as admin:
        code = admin.enrolment_code(OFFICER_ID)
    progress(Bilingual("正在启动中心…", "Starting the hub…"))
    with running_hub(place.folder, business_day) as url:
        profile = folder / "profile"
        progress(Bilingual("正在登记本设备…", "Enrolling this device…"))
        means.enrol(profile, DEMO_PASSPHRASE, url, code)
        settings = profile / "settings.json"
        save_settings(settings, replace(load_settings(settings), business_day=business_day.isoformat()))
        yield profile
    progress(Bilingual("示范结束。", "The demonstration is over."))


def _fill(means: Means, place: HubPlace, source: DemoSource, progress: Progress) -> date:
    """Import the sellers and put the officer's share into scope; returns the business day to work on."""
    if source.name == SAMPLE:
        business_day = fill_with_sample(means, place)
        _plan_visits(means, place, business_day)
        return business_day
    return _fill_with_export(means, place, source, progress)


def fill_with_sample(means: Means, place: HubPlace) -> date:
    """Found a hub with the sample sellers and one officer who has them all; returns their business day."""
    from workstation.training.sample import BUSINESS_DAY, read_sample

    sellers = {seller.applicant.id: seller for seller in read_sample(resources() / "sample")}

    def accompany(applicant: Applicant) -> Sequence[Any]:
        seller = sellers[applicant.id]
        return (*seller.applications, *seller.loans)

    with means.open_admin(place, FixedClock(BUSINESS_DAY), create=True) as admin:
        admin.take_in(sellers.values(), accompany=accompany)
        admin.add_officer(OFFICER_ID, OFFICER_NAME)
        admin.assign(OFFICER_ID, None)
    return BUSINESS_DAY


def _plan_visits(means: Means, place: HubPlace, today: date) -> None:
    """The half-year's campaign, and a smaller one whose last day was yesterday."""
    from workstation.surveys.campaigns import CampaignPlan

    plans = (
        CampaignPlan(
            "2026-h2", "2026 年下半年走访", "Second half of 2026", size=12, seed=920,
            starts_on=today - timedelta(days=18), due_on=today + timedelta(days=28), by=("shop_kind",),
        ),
        CampaignPlan(
            "2026-follow-up", "到期前回访", "Follow-up before maturity", size=3, seed=7,
            starts_on=today - timedelta(days=32), due_on=today - timedelta(days=1), by=("shop_kind",),
            least=0,
        ),
    )  # fmt: skip
    with means.open_campaigns(place, FixedClock(today)) as campaigns:
        for plan in plans:
            campaigns.start(plan)


def blanket_consent(applicant: Applicant, signed: date, until: date) -> Authorisation:
    """The lender's word that this seller has agreed to be read, for exports that carry no authorisations."""
    return Authorisation(f"{applicant.id}:blanket", applicant.id, tuple(ConsentScope), signed, until)


def _fill_with_export(means: Means, place: HubPlace, source: DemoSource, progress: Progress) -> date:
    from workstation.sources import ImportReport, read_source

    assert source.path is not None, "a real export has a path"
    report = ImportReport()
    sizes: dict[str, int] = {}
    latest: list[date] = []

    def counted() -> Iterator[Batch]:
        for batch in read_source(source.name, source.path, report):  # type: ignore[arg-type]
            rows = sum(len(some) for some in batch.rows.values())
            sizes[batch.applicant.id] = sizes.get(batch.applicant.id, 0) + rows
            if batch.applicant.observed_until:
                latest.append(batch.applicant.observed_until)
            yield batch

    def accompany(applicant: Applicant) -> Sequence[Any]:
        seen = applicant.observed_until
        if seen is None:  # an export without a single trade
            return ()
        return (blanket_consent(applicant, seen - timedelta(days=30), seen + timedelta(days=335)),)

    # The whole export was read on one day, and the demonstration plays the next.
    batches = counted()
    first = next(batches, None)
    seen = first.applicant.observed_until if first is not None else None
    clock = FixedClock(seen + timedelta(days=1)) if seen else SystemClock()
    with means.open_admin(place, clock, create=True) as admin:
        delivered = chain([] if first is None else [first], batches)
        for refused in admin.take_in(delivered, accompany=accompany).refused:
            sizes.pop(refused, None)
        admin.add_officer(OFFICER_ID, OFFICER_NAME)
        admin.assign(OFFICER_ID, taken_along(sizes, _FILES_TAKEN_ALONG))
    for line in report.lines():
        progress(Bilingual(line, line))
    if not latest:
        raise KnownError(
            "demo.no_sellers",
            "the export holds no seller",
            where=str(source.path),
            remedy="See above which rows were refused and why.",
        )
    return max(latest) + timedelta(days=1)


def taken_along(sizes: dict[str, int], how_many: int) -> list[str]:
    """The larger half by rows, and the rest evenly spread over all other sizes down to the smallest."""
    ranked = sorted(sizes, key=lambda applicant_id: (-sizes[applicant_id], applicant_id))
    largest, others = ranked[: how_many // 2], ranked[how_many // 2 :]
    wanted = min(how_many - len(largest), len(others))
    spread = [others[(index * (len(others) - 1)) // max(wanted - 1, 1)] for index in range(wanted)]
    return largest + list(dict.fromkeys(spread))
