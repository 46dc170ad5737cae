"""`forecast adjust`, `publish` and `show`: what a lender's own book puts right in the forecasts of sales.

The book is the hub's, of which only files are read whose authorisation is in force, or an export. The file is
signed by two keys of the trust root and lies beside the bundles; a hub publishes it to the workstations.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.clock import SystemClock
from workstation.commands.hub import add_place, place_of
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from datetime import date

    from workstation.domain.records import ApplicantFile
    from workstation.scoring.adjustment import Adjustment


def _adjust_arguments(parser: ArgumentParser) -> None:
    book = parser.add_mutually_exclusive_group(required=True)
    book.add_argument("--data", type=Path, metavar="DIR", help="the hub's folder")
    book.add_argument("--source", nargs=2, metavar=("NAME", "PATH"), help="an export instead")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL instead of SQLite")
    parser.add_argument("--as-of", metavar="DATE", help="another day than today")
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="FILE", help="a signer's private key; two"
    )


def _adjust(arguments: Namespace) -> Answer:
    """Reckon, sign and put beside the bundles."""
    from workstation.scoring import open_suite, read_trust
    from workstation.scoring.adjustment import write_adjustment
    from workstation.training.forecasting.of_book import adjustment_of
    from workstation.training.pipeline import read_key

    folder = arguments.models or resources() / "models"
    day = read_day(arguments.as_of) if arguments.as_of else SystemClock().today()
    keys = [read_key(path) for path in arguments.key]
    with _book(arguments, day) as files:
        found = adjustment_of(files, open_suite(folder, today=day), day)
    path = write_adjustment(folder, found, keys, read_trust(folder / "trust.json"))
    return Answer({"file": str(path), **_plain(found)}, [*_lines(found), f"{path}: signed."])


@contextmanager
def _book(arguments: Namespace, day: date) -> Iterator[Callable[[], Iterable[ApplicantFile]]]:
    """Every file of the book, as often as it is asked for."""
    if arguments.source:
        from workstation.portfolio import Gathered
        from workstation.sources import ImportReport, read_source

        name, path = arguments.source
        with Gathered.of(read_source(name, Path(path), ImportReport(), as_of=day)) as gathered:
            yield gathered.files
        return
    from workstation.app import open_admin
    from workstation.services.reading import may_read

    with open_admin(place_of(arguments)) as admin:
        yield lambda: (file for file in admin.files() if may_read(file, day))


def _publish_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")


def _publish(arguments: Namespace) -> Answer:
    """What lies signed beside the bundles, for every workstation to fetch."""
    from workstation.app import open_admin
    from workstation.scoring import read_trust
    from workstation.scoring.adjustment import adjustment_beside, adjustment_in

    folder = arguments.models or resources() / "models"
    data = adjustment_beside(folder)
    if not data:
        raise KnownError(
            "forecast.unadjusted", "there is no adjustment to publish", where=str(folder),
            remedy="Make one first: workstation forecast adjust.",
        )  # fmt: skip
    found = adjustment_in(data, read_trust(folder / "trust.json"))
    with open_admin(place_of(arguments)) as admin:
        admin.publish_adjustment(data.decode(), found.day.isoformat())
    words = f"As of {found.day}: published; workstations receive it when they synchronise."
    return Answer(_plain(found), [*_lines(found), *_warnings(found, folder), words])


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")


def _show(arguments: Namespace) -> Answer:
    from workstation.scoring import read_trust
    from workstation.scoring.adjustment import read_adjustment

    folder = arguments.models or resources() / "models"
    found = read_adjustment(folder, read_trust(folder / "trust.json"))
    if found is None:
        return Answer(None, ["There is no adjustment: forecasts stand as the bundle makes them."])
    return Answer(_plain(found), [*_lines(found), *_warnings(found, folder)])


def _warnings(found: Adjustment, folder: Path) -> Iterator[str]:
    """Why it puts nothing right today, or not every forecast."""
    from workstation.scoring import open_suite

    today = SystemClock().today()
    try:
        if found.bundle != open_suite(folder, today=today).ref:
            yield "It belongs to another bundle than the one in force, and puts nothing right."
    except KnownError as error:
        yield f"No bundle beside it is in force, and it puts nothing right: {error.message}."
    for part in found.parts:
        if found.last(part.horizon) < today:
            yield f"The part of {part.horizon} days ended on {found.last(part.horizon)}."


def _plain(found: Adjustment) -> dict[str, Any]:
    return {
        "bundle": {"name": found.bundle.name, "version": found.bundle.version, "sha256": found.bundle.sha256},
        "day": found.day.isoformat(),
        "sellers": found.sellers,
        "parts": [
            {
                "horizon_days": part.horizon,
                "growth_a_month": part.growth,
                "season_share": part.season,
                "shift": part.shift,
                "unsure": part.unsure,
                "widths": dict(zip(map(str, part.places), part.widths, strict=True)),
                "days": part.days,
                "outcomes": part.outcomes,
                "own_trees": part.own is not None,
                "until": found.last(part.horizon).isoformat(),
            }
            for part in found.parts
        ],
    }


def _lines(found: Adjustment) -> list[str]:
    name = f"{found.bundle.name}-{found.bundle.version}"
    lines = [f"{name} as the book of {found.sellers:,} sellers put it right as of {found.day}:"]
    for part in found.parts:
        drift = f"market {part.growth:+.1%} a month, season {part.season:+.0%}"
        known = f"{part.outcomes:,} outcomes of {part.days} days" if part.days else "no outcome known yet"
        trees = ", trees of its own past" if part.own is not None else ""
        lines.append(
            f"  next {part.horizon} days: {drift}, middle {part.shift:+.3f}; {known}{trees}; "
            f"until {found.last(part.horizon)}"
        )
    return lines


VERBS = (
    Verb(("forecast", "adjust"), "put forecasts of sales right by a book's own past", _adjust_arguments,
         _adjust),
    Verb(("forecast", "publish"), "send what puts forecasts right to the workstations", _publish_arguments,
         _publish),
    Verb(("forecast", "show"), "what puts the forecasts of sales right here", _show_arguments, _show),
)  # fmt: skip
