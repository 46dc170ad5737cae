"""The first sync of 400 applicants with 1,000,000 ledger rows, against downloading and inserting them bare.

Both sides fetch the same rows from a process of its own over the loopback, as the same packed pages, into
SQLCipher tables of the same shape. The bare side is what nobody can do without: GET, unpack, `executemany`,
one commit. The program's side is `Synchroniser.run`: signed requests, pages read from the hub's tables, each
committed with its cursor, worklist, counts and digests compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx

from benchmarks.figures import Figure, median_ms, seconds
from db.base import ledger_columns
from db.cache import open_cache
from db.cache.tables import LEDGER
from db.engine import Database, open_database
from db.workshop import open_workshop
from workstation import crypto, wire
from workstation.clock import SystemClock
from workstation.domain.ledger import LEDGERS
from workstation.domain.lending import AuthorityNeed
from workstation.domain.records import Applicant, Authorisation, ConsentScope, Shop
from workstation.hub.admin import HubAdmin
from workstation.hub.app import create_app
from workstation.hub.place import HubPlace, create_hub
from workstation.hub.serve import Listen, print_ready, serve
from workstation.hub.services import Ceilings, DecisionRules, HubServices, LoanRules
from workstation.sources import SellerBatch
from workstation.sync import DeviceKey, HubAddress, HubClient, Synchroniser, enrol
from workstation.toolbox import TOOLBOX

NAME = "sync"
APPLICANTS = 400
ROWS = 1_000_000
BASELINE = "bare download and executemany into SQLCipher"

_ROOT = Path(__file__).resolve().parent.parent
_FIRST = 1_700_000_000
_SHARES = {"orders": 0.36, "items": 0.36, "payments": 0.2, "reviews": 0.08}


def run(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        imported, code = fill_hub(folder / "hub")
        with server_process("hub", folder / "hub") as url:
            private, _ = crypto.new_keypair()
            key, _ = enrol(HubAddress(url), code, private, "benchmark")
            _keep_pages(url, key, folder / "pages")
            with server_process("pages", folder / "pages") as bare_url:
                ours, bare = [], []
                for number in range(rounds):
                    ours.append(seconds(lambda: _sync(url, key, folder / f"ours{number}")))  # noqa: B023
                    bare.append(seconds(lambda: _bare(bare_url, folder / f"bare{number}.db")))  # noqa: B023
    against = median_ms(bare)
    name = f"first sync of {APPLICANTS} applicants, {ROWS:,} ledger rows"
    return [
        Figure(name, median_ms(ours) / 1000, "s", median_ms(ours) / against, BASELINE),
        Figure(f"… rows a second of {BASELINE}", ROWS / against * 1000, "rows/s"),
        Figure("import into the hub", ROWS / imported, "rows/s"),
    ]


# --- the program's side ----------------------------------------------------------------------------


def fill_hub(folder: Path) -> tuple[float, str]:
    """A hub with all sellers and one officer; gives the seconds of the import and a one-time code."""
    workshop = create_hub(HubPlace(folder), lambda target, identity: open_workshop(target, TOOLBOX, identity))
    admin = HubAdmin(workshop, SystemClock())
    batches = list(_batches())
    imported = seconds(lambda: admin.take_in(batches))
    admin.add_officer("bench", "Benchmark")
    admin.assign("bench", None)
    code = admin.enrolment_code("bench")
    workshop.close()
    return imported, code


def new_code(folder: Path) -> str:
    """Another one-time code for the same officer, beside the running hub."""
    workshop = open_workshop(HubPlace(folder).database, TOOLBOX)
    code = HubAdmin(workshop, SystemClock()).enrolment_code("bench")
    workshop.close()
    return code


def _batches() -> Iterator[SellerBatch]:
    for number in range(APPLICANTS):
        applicant = Applicant(
            f"bench:S{number}", "bench", f"S{number}", f"百货商行{number}", phone="13800138000"
        )
        shop = Shop(f"{applicant.id}:1", applicant.id, applicant.name, "taobao")
        rows = {kind: _rows(kind, number, int(ROWS / APPLICANTS * share)) for kind, share in _SHARES.items()}
        consent = Authorisation(
            f"{applicant.id}:consent", applicant.id, (ConsentScope.DATA,), date(2026, 1, 1), date(2036, 1, 1)
        )
        yield SellerBatch(applicant, (shop,), (consent,), rows=rows)


def _rows(kind: str, seller: int, count: int) -> list[tuple[Any, ...]]:
    """Plausible rows: ids of 16 digits, times a few hours apart, amounts of some hundred yuan."""
    rows = []
    for n in range(count):
        number = (seller << 40) + n * 2_654_435_761 % 2**32
        at = _FIRST + n * 7_200
        order, amount = f"{number:016x}", 5_000 + number % 90_000
        rows.append(
            {
                "orders": (
                    order,
                    "s1",
                    f"b{number % 5000}",
                    "confirmed",
                    at,
                    at + 900_000,
                    amount,
                    800,
                    None,
                ),
                "items": (f"{order}:1", order, f"i{number % 300}", "home", at, 1 + n % 3, amount),
                "payments": (f"{order}:p", order, at, "account", 1, amount),
                "reviews": (f"{order}:r", order, at + 1_000_000, 1 + n % 5, None),
            }[kind]
        )
    return rows


def _sync(url: str, key: DeviceKey, folder: Path) -> None:
    folder.mkdir()
    cache = open_cache(
        folder / "c.db", crypto.random_key(), folder / "blobs", TOOLBOX, lambda: date(2026, 6, 30)
    )
    loop = Synchroniser(cache.sync, cache.blobs, HubClient(HubAddress(url), key))
    report = loop.run()
    loop.close()
    cache.close()
    if report.files != APPLICANTS or report.rows < ROWS:
        raise AssertionError(f"not everything came: {report}")


# --- the bare side ---------------------------------------------------------------------------------


def _bare(url: str, path: Path) -> None:
    database = open_database(path, crypto.random_key())
    for kind in LEDGERS:
        LEDGER[kind].create(database.engine)
    statements = {kind: _insert(kind) for kind in LEDGERS}
    with httpx.Client(base_url=url) as client, database.write() as connection:
        cursor: Any = connection.connection.cursor()
        for number in range(int(client.get("/count").text)):
            page = wire.decode(client.get(f"/{number}").content, wire.Page)
            for part in page.parts:
                for kind, rows in part.rows.items():
                    cursor.executemany(statements[kind], [(part.applicant_id, *row) for row in rows])
    _expect_rows(database)
    database.close()


def _insert(kind: str) -> str:
    columns = ("applicant_id", *ledger_columns(LEDGERS[kind]))
    return f"INSERT INTO {kind} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _expect_rows(database: Database) -> None:
    with database.read() as connection:
        counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {kind}").scalar_one() for kind in LEDGERS]
    if sum(counts) != sum(int(ROWS / APPLICANTS * share) for share in _SHARES.values()) * APPLICANTS:
        raise AssertionError(f"not everything came: {counts}")


def _keep_pages(url: str, key: DeviceKey, folder: Path) -> None:
    """The hub's own pages as files, for the bare side to serve."""
    folder.mkdir()
    client = HubClient(HubAddress(url), key)
    client.epoch = client.hello().epoch
    _, index = client.index("")
    assert index is not None
    cursors = dict.fromkeys(dict(index.files), 0)
    number = 0
    while behind := [(a, cursors[a]) for a, head in index.files if cursors[a] < head]:
        parts = client.pull(behind[:50])
        cursors |= {part.applicant_id: part.cursor for part in parts}
        page = wire.Page([wire.part_to_wire(part) for part in parts])
        (folder / str(number)).write_bytes(wire.encode(page))
        number += 1
    client.close()


# --- processes -------------------------------------------------------------------------------------


@contextmanager
def server_process(what: str, folder: Path) -> Iterator[str]:
    """This module as a server in a process of its own, for as long as its standard input is open."""
    command = [sys.executable, "-m", "benchmarks.sync", what, str(folder)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
        assert process.stdin is not None
        process.stdin.close()


def _anybody(role: str, need: AuthorityNeed) -> bool:
    return True


def _nothing_to_say(*asked: object) -> None:
    """No rule of a loan: these officers write notes."""


def _serve_hub(folder: Path) -> None:
    place = HubPlace(folder)
    workshop = open_workshop(place.database, TOOLBOX)
    rules = DecisionRules(
        may_approve=_anybody,
        ceilings=lambda day: Ceilings(single=100_000_000, group=100_000_000),
        need_of=lambda decision, total: decision.authority,
        may_endorse=_anybody,
        quorum=1,
        is_secured=lambda product: False,
    )
    loans = LoanRules(*[_nothing_to_say] * 4)
    serve(
        create_app(workshop, HubServices(place.blobs(), SystemClock(), rules, loans)),
        Listen(until_stdin_closes=True),
    )
    workshop.close()


def _serve_pages(folder: Path) -> None:
    pages = [path.read_bytes() for path in sorted(folder.iterdir(), key=lambda path: int(path.name))]

    class Pages(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = str(len(pages)).encode() if self.path == "/count" else pages[int(self.path[1:])]
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    import threading

    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print_ready(f"http://127.0.0.1:{server.server_port}")
        sys.stdin.read()
        server.shutdown()


def main(arguments: Sequence[str]) -> None:
    what, folder = arguments
    {"hub": _serve_hub, "pages": _serve_pages}[what](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
