"""The layouts of working papers: what a campaign found, and the route of a day."""

from __future__ import annotations

from workstation.domain.text import Bilingual
from workstation.letters.figures import day
from workstation.letters.layouts.parts import Figure, Parts, Tag, filled, spread
from workstation.letters.piece import Piece
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values.working import RouteSheet, SpreadTable, UpwardReport
from workstation.letters.wording_working import ROUTE, ROUTE_TITLE, UPWARD, UPWARD_TITLE


def upward_report(paper: UpwardReport, setter: Typesetter) -> list[Piece]:
    parts = Parts(setter)
    period = Bilingual(
        f"{day(paper.starts_on).zh}至{day(paper.due_on).zh}",
        f"{day(paper.starts_on).en} to {day(paper.due_on).en}",
    )
    return [
        parts.title(UPWARD_TITLE, Tag(UPWARD["internal"])),
        parts.dates([(UPWARD["campaign"], paper.campaign), (UPWARD["made_on"], day(paper.made_on))]),
        parts.opening(paper.title),
        parts.headline(
            [
                Figure(UPWARD["surveyed"], f"{paper.surveyed:,}", UPWARD["accepted"], 0.34),
                Figure(UPWARD["drawn"], f"{paper.drawn:,}", period, 0.66),
            ]
        ),
        parts.notice(filled(UPWARD["unnamed"], least=paper.least)),
        *(piece for table in paper.tables for piece in _spread(parts, table)),
        *([] if paper.tables else [parts.opening(filled(UPWARD["too_few"], least=paper.least))]),
        *_quotes(parts, paper),
    ]


def _spread(parts: Parts, table: SpreadTable) -> list[Piece]:
    heads = [("figure", 0.36, False), ("firms", 0.13, True), ("low", 0.17, True), ("median", 0.17, True)]
    columns = spread([(UPWARD[name], share, right) for name, share, right in [*heads, ("high", 0.17, True)]])
    rows = [Row((row.name, f"{row.firms:,}", row.low, row.median, row.high)) for row in table.rows]
    title = Bilingual(f"{table.title.zh}（{table.firms:,} 户）", f"{table.title.en} ({table.firms:,} firms)")
    return parts.table(title, columns, rows)


def _quotes(parts: Parts, paper: UpwardReport) -> list[Piece]:
    """What owners said, under their trade, in the language they said it in."""
    if not paper.quotes:
        return []
    columns = spread([(UPWARD["trade"], 0.22, False), (UPWARD["words"], 0.78, False)])
    return parts.table(UPWARD["quotes"], columns, [Row((trade, words)) for trade, words in paper.quotes])


def route_sheet(paper: RouteSheet, setter: Typesetter) -> list[Piece]:
    parts = Parts(setter)
    count = Bilingual(f"{len(paper.stops)} 处", f"{len(paper.stops)} visits")
    pieces = [
        parts.title(ROUTE_TITLE, Tag(ROUTE["internal"])),
        parts.dates([(ROUTE["day"], day(paper.day)), (ROUTE["officer"], paper.officer)]),
        parts.headline(
            [
                Figure(ROUTE["leaves"], paper.leaves, paper.start, 0.4),
                Figure(ROUTE["home"], paper.home, count, 0.3),
                Figure(ROUTE["way"], paper.way, ROUTE["by_street"], 0.3),
            ]
        ),
        *_stops(parts, paper),
    ]
    reckoned = filled(ROUTE["estimate"], detour=paper.detour, kmh=paper.kmh)
    left = [Bilingual(f"{name}：{why.zh}", f"{name}: {why.en}") for name, why in paper.left_out]
    return [*pieces, *parts.listed(ROUTE["left_out"], left), parts.note(reckoned, gap=10.0)]


def _stops(parts: Parts, paper: RouteSheet) -> list[Piece]:
    heads = [
        ("number", 0.07),
        ("time", 0.2),
        ("name", 0.25),
        ("address", 0.3),
        ("way_to", 0.1),
        ("done", 0.08),
    ]
    columns = spread([(ROUTE[name], share, name == "way_to") for name, share in heads])
    rows = []
    for number, stop in enumerate(paper.stops, 1):
        name = f"{stop.name}\n{stop.phone}" if stop.phone else stop.name
        time = (
            Bilingual(f"{stop.from_to} {stop.note.zh}", stop.note.en)
            if stop.note is not None
            else stop.from_to
        )
        rows.append(Row((str(number), time, name, stop.address, stop.way, "□")))
    return parts.table(ROUTE["stops"], columns, rows)
