"""The report of an import: for each file what was read, kept and refused, and for each refusal why and where.

Every row read is either kept or refused, never both and never neither: `finish` proves it. Beside the rows
stand the facts left out: a row was kept, but one ledger row that it could have made was not, with the reason.
All are counted; of each reason the first `LISTED` are listed with file, line and what stood there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workstation.domain.text import Language
from workstation.errors import BugError
from workstation.sources.reasons import Reason

LISTED = 1000
"""How many rows of one reason are listed; all are counted."""

Detail = Callable[[int], str]
"""Position within the lines given → what stood there; asked only for rows that are listed."""


@dataclass(slots=True)
class FileCount:
    """One file's rows. `unit` says what a line number counts: lines of a text file, rows of a table."""

    name: str
    unit: str
    read: int = 0
    kept: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    file: str
    line: int
    detail: str


@dataclass(slots=True)
class Tally:
    """How often one reason was met, in which files, and the first mentions."""

    reason: Reason
    by_file: Counter[str] = field(default_factory=Counter)
    listed: list[Mention] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.by_file.total()

    def add(self, file: str, lines: Sequence[int], detail: Detail) -> None:
        self.by_file[file] += len(lines)
        for position in range(min(len(lines), LISTED - len(self.listed))):
            self.listed.append(Mention(file, int(lines[position]), detail(position)))

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.reason.code,
            "reason": {"zh": self.reason.text.zh, "en": self.reason.text.en},
            "count": self.count,
            "by_file": dict(self.by_file),
            "rows": [{"file": m.file, "line": m.line, "detail": m.detail} for m in self.listed],
        }


def _nothing(_position: int) -> str:
    return ""


class ImportReport:
    """Filled by one import, whole when that is exhausted. The reading adds to it, everybody else reads."""

    def __init__(self) -> None:
        self.source = ""
        self.files: dict[str, FileCount] = {}
        self.passed_over: dict[str, str] = {}  # file not read → the file read in its place
        self.ledger_rows: Counter[str] = Counter()
        self._sellers: set[str] = set()
        self._refused: dict[str, Tally] = {}
        self._left_out: dict[str, Tally] = {}

    # what the reading says

    def begin(self, source: str) -> None:
        if self.source:
            raise BugError("an import report serves one import")
        self.source = source

    def open_file(self, name: str, unit: str) -> None:
        self.files[name] = FileCount(name, unit)

    def pass_over(self, name: str, instead: str) -> None:
        """A file that holds the same rows as another one and was not read."""
        self.passed_over[name] = instead

    def read(self, file: str, rows: int) -> None:
        self.files[file].read += rows

    def keep(self, file: str, rows: int) -> None:
        self.files[file].kept += rows

    def refuse(self, file: str, reason: Reason, lines: Sequence[int], detail: Detail = _nothing) -> None:
        """Rows of `file` that make nothing at all."""
        if len(lines):
            self.files[file].refused += len(lines)
            self._refused.setdefault(reason.code, Tally(reason)).add(file, lines, detail)

    def leave_out(self, file: str, reason: Reason, lines: Sequence[int], detail: Detail = _nothing) -> None:
        """Rows of `file` that were kept, but of which one fact made no ledger row."""
        if len(lines):
            self._left_out.setdefault(reason.code, Tally(reason)).add(file, lines, detail)

    def hand_out(self, applicant_id: str, rows: Mapping[str, int]) -> None:
        self._sellers.add(applicant_id)
        self.ledger_rows.update(rows)

    def finish(self) -> None:
        """Raises `BugError` where a row was read and neither kept nor refused, or both."""
        for count in self.files.values():
            if count.read != count.kept + count.refused:
                sums = f"read {count.read}, kept {count.kept}, refused {count.refused}"
                raise BugError(f"the rows of {count.name} do not add up: {sums}")

    # what the others read

    @property
    def sellers(self) -> int:
        return len(self._sellers)

    @property
    def totals(self) -> FileCount:
        total = FileCount(self.source, "row")
        for count in self.files.values():
            total.read += count.read
            total.kept += count.kept
            total.refused += count.refused
        return total

    @property
    def refused(self) -> tuple[Tally, ...]:
        """Reasons for refused rows, the most frequent first."""
        return _by_count(self._refused)

    @property
    def left_out(self) -> tuple[Tally, ...]:
        return _by_count(self._left_out)

    def refusals(self, code: str) -> int:
        tally = self._refused.get(code)
        return tally.count if tally else 0

    def omissions(self, code: str) -> int:
        tally = self._left_out.get(code)
        return tally.count if tally else 0

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain values, ready for `json.dumps`."""
        totals = self.totals
        return {
            "source": self.source,
            "sellers": self.sellers,
            "totals": {"read": totals.read, "kept": totals.kept, "refused": totals.refused},
            "files": [
                {"file": f.name, "unit": f.unit, "read": f.read, "kept": f.kept, "refused": f.refused}
                for f in self.files.values()
            ],
            "passed_over": dict(self.passed_over),
            "ledgers": dict(self.ledger_rows),
            "refused": [tally.as_json() for tally in self.refused],
            "left_out": [tally.as_json() for tally in self.left_out],
        }

    def lines(self, language: Language = Language.EN, *, examples: int = 3) -> list[str]:
        """The report for a terminal: totals, a line a file, then each reason with its first rows."""
        totals, words = self.totals, _WORDS[language]
        lines = [words["totals"].format(sellers=self.sellers, **_counts(totals))]
        lines += [words["file"].format(name=f.name, **_counts(f)) for f in self.files.values()]
        lines += [words["passed"].format(name=name, instead=used) for name, used in self.passed_over.items()]
        lines += [words["ledger"].format(kind=kind, rows=rows) for kind, rows in self.ledger_rows.items()]
        for title, tallies in (("refused", self.refused), ("left_out", self.left_out)):
            for tally in tallies:
                lines.append(
                    words[title].format(
                        count=tally.count, code=tally.reason.code, text=tally.reason.text.of(language)
                    )
                )
                lines += [f"    {m.file}:{m.line} {m.detail}".rstrip() for m in tally.listed[:examples]]
        return lines


def _by_count(tallies: Mapping[str, Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies.values(), key=lambda tally: (-tally.count, tally.reason.code)))


def _counts(file: FileCount) -> dict[str, int]:
    return {"read": file.read, "kept": file.kept, "refused": file.refused}


_WORDS: dict[Language, dict[str, str]] = {
    Language.EN: {
        "totals": "{sellers} sellers; rows read {read}, kept {kept}, refused {refused}",
        "file": "  {name}: read {read}, kept {kept}, refused {refused}",
        "passed": "  {name}: not read, {instead} holds the same rows",
        "ledger": "  ledger {kind}: {rows} rows",
        "refused": "  refused {count} [{code}] {text}",
        "left_out": "  left out {count} [{code}] {text}",
    },
    Language.ZH: {
        "totals": "共 {sellers} 户；读取 {read} 行，保留 {kept} 行，拒收 {refused} 行",
        "file": "  {name}：读取 {read}，保留 {kept}，拒收 {refused}",
        "passed": "  {name}：未读取，{instead} 内容相同",
        "ledger": "  台账 {kind}：{rows} 行",
        "refused": "  拒收 {count} 行 [{code}] {text}",
        "left_out": "  略去 {count} 项 [{code}] {text}",
    },
}
