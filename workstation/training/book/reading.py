"""Reading a lender's table: a file in any usual shape goes in, columns of text come out.

CSV with any usual separator and encoding, gzipped or zipped, and Parquet. Every cell becomes text without
outer blanks; what the text means is found out in `kinds`. What cannot be one table is a `KnownError` whose
code begins with `book.`, naming the line or the column. Nothing is guessed about rows of another width.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from workstation.errors import KnownError

MOST_BYTES = 2 * 2**30  # unpacked; a gzip of zeros unpacks a thousandfold
_SEPARATORS = (",", ";", "\t", "|")
_BLOCK = 2**26  # bytes that pyarrow reads at once; a row must fit into two
_HEAD, _LOOKED_AT = 2**22, 200  # characters for a header, lines by which the separator is told
BLANKS = " \t\r\n\u3000\u00a0\ufeff"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MISFIT = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column as text: each row's `codes` points into `levels`; blank cells are the level ""."""

    name: str
    levels: tuple[str, ...]
    codes: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.codes)

    def of(self, rows: npt.NDArray[np.bool_]) -> TextColumn:
        """The column of these rows alone, without levels that none of them has."""
        codes = self.codes[rows]
        there = np.unique(codes)
        return TextColumn(
            self.name, tuple(self.levels[place] for place in there), np.searchsorted(there, codes)
        )

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows have each level."""
        return np.bincount(self.codes, minlength=len(self.levels))


def read_columns(path: Path, names: Sequence[str] = ()) -> tuple[TextColumn, ...]:
    """Every column of the table in `path`. With `names` the file has no header and these are its columns.

    Raises `KnownError`: `book.unreadable`, `book.zip`, `book.kind`, `book.too_large`, `book.empty`,
    `book.separator`, `book.width`, `book.header`, `book.names`.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        if not head:
            raise fault("empty", path)
        columns = _parquet(path) if head == b"PAR1" else _csv(_unpacked(path, head), path, names)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        # zipfile says so of encryption and of methods that it does not know
        raise fault("unreadable", path) from None
    except csv.Error as error:
        raise fault("kind", f"{path.name}: {error}") from None
    if names and len(names) != len(columns):
        raise fault("names", f"{path.name}: {len(columns)} columns, {len(names)} names")
    twice = [name for name, count in Counter(c.name for c in columns).items() if count > 1]
    if twice:
        raise fault("twice", f"{path.name}: {', '.join(map(repr, twice))}")
    if not columns or not len(columns[0]):
        raise fault("empty", path)
    return columns


_FAULTS: dict[str, tuple[str, str]] = {
    "unreadable": ("the file cannot be read", "Check the path and that the file is whole."),
    "empty": ("there is no row in the file", "Give a table with a header and rows."),
    "zip": ("the archive does not hold exactly one table", "Pack one file alone."),
    "kind": ("this is not a table that can be read", "Save it as CSV (UTF-8) or Parquet."),
    "too_large": ("the file is larger than can be held at once", "Give a sample of its rows."),
    "separator": (
        "no separator divides the lines into the same number of columns",
        "Use commas, semicolons, tabs or bars.",
    ),
    "width": ("a row is not as wide as the header", "Mend the row, or quote what holds a separator."),
    "header": ("the first line holds values instead of names", "Give the names with --names a,b,c."),
    "names": ("there are not as many names as columns", "Give one name for each column."),
    "twice": ("two columns have one name", "Rename one of them."),
    "column": ("a column holds lists or records instead of values", "Leave it out or flatten it."),
}


def fault(what: str, where: object) -> KnownError:
    """The refusal `book.…` of a file that is no table."""
    message, remedy = _FAULTS[what]
    return KnownError(f"book.{what}", message, where=str(where), remedy=remedy)


def _unpacked(path: Path, head: bytes) -> bytes:
    if head[:2] == b"\x1f\x8b":
        with gzip.open(path) as packed:
            return _limited(packed, path)
    if head in (b"PK\x03\x04", b"PK\x05\x06"):
        with zipfile.ZipFile(path) as archive, archive.open(only_member(archive, path)) as packed:
            return _limited(packed, path)
    with path.open("rb") as plain:
        return _limited(plain, path)


def only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The one table in an archive. Raises `KnownError` `book.zip`, `book.kind`."""
    members = [m for m in archive.infolist() if not m.is_dir() and not _is_litter(m.filename)]
    if any(m.filename == "[Content_Types].xml" for m in members):
        raise fault("kind", f"{path.name}: a workbook")
    if len(members) != 1:
        named = ", ".join(m.filename for m in members[:5]) or "nothing"
        raise fault("zip", f"{path.name}: {named}")
    return members[0]


def _is_litter(name: str) -> bool:
    """What a Mac puts beside a file in an archive."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] == ".DS_Store"


def _limited(stream: Any, path: Path) -> bytes:
    data: bytes = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise fault("too_large", path)
    return data


def _decoded(data: bytes, path: Path) -> str:
    """UTF-8 and UTF-16 by their marks, UTF-8 without, Chinese GB 18030, and Western last, which takes all."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _or_fault(data, encoding, path)
    if b"\0" in data[:65536]:
        raise fault("kind", path)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or reads_as_chinese(text):
            return text
    return data.decode("cp1252", errors="replace")


def reads_as_chinese(text: str) -> bool:
    """Whether what is not ASCII is common Chinese: accents of Western names decode to rare characters."""
    found = _CHINESE.findall(text)
    common = sum(len(char.encode("gb2312", errors="ignore")) > 0 for char in found)
    return 2 * common > len(_NOT_ASCII.findall(text))


def _or_fault(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise fault("kind", path) from None


def _csv(data: bytes, path: Path, names: Sequence[str]) -> tuple[TextColumn, ...]:
    from pyarrow import ArrowInvalid
    from pyarrow import csv as arrow_csv

    text = from_first_row(_decoded(data, path))
    if not text:
        raise fault("empty", path)
    separator = separator_of(text, path)
    if separator == " ":
        text = "\n".join(" ".join(line.split()) for line in lines_of(text))
    lines = lines_of(text[:_HEAD])
    first = next(csv.reader(lines, delimiter=separator))
    if not names:
        text = text[lines.tell() :]
        if not text.strip(BLANKS):
            raise fault("empty", path)
        if all(map(is_figure, first)):
            raise fault("header", f"{path.name}: {separator.join(first[:6])}")
    width = len(first)
    keys = [str(number) for number in range(width)]
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=keys),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values='"' in text, invalid_row_handler=_misfit
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(keys, "string"), strings_can_be_null=False
            ),
        )
    except ArrowInvalid as error:
        found = _MISFIT.search(str(error))
        if found is None:
            raise fault("kind", f"{path.name}: {str(error).splitlines()[0][:120]}") from None
        row, expected, got = map(int, found.groups())
        row += 0 if names else 1  # the header is a row too
        raise fault("width", f"{path.name}: row {row} has {got} columns, not {expected}") from None
    called = list(names) if names else [name.strip(BLANKS) for name in first]
    if len(called) != width:
        raise fault("names", f"{path.name}: {width} columns, {len(called)} names")
    return tuple(
        column_of(name or f"column {place + 1}", table.column(place)) for place, name in enumerate(called)
    )


def _misfit(row: Any) -> Literal["skip", "error"]:
    """A line of blanks alone is passed over, as an empty one is."""
    return "skip" if row.actual_columns == 1 and not row.text.strip(BLANKS) else "error"


def from_first_row(text: str) -> str:
    """A text without the blank lines before its first row; empty where it has none."""
    blank = len(text) - len(text.lstrip(BLANKS))
    first = 1 + max(text.rfind("\n", 0, blank), text.rfind("\r", 0, blank))
    return text[first:] if blank < len(text) else ""


def lines_of(text: str) -> io.StringIO:
    """A text line by line, each with its end. Only CR and LF end a line: whatever else Unicode calls a line's
    end may stand in a cell."""
    return io.StringIO(text, newline="")


def is_figure(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def separator_of(text: str, path: Path) -> str:
    """The separator under which the first lines have the same number of cells, the more cells the better;
    blanks only where no other divides them. The text has a row."""
    there = (line for line in lines_of(text[:_HEAD]) if line.strip(BLANKS))
    lines = list(islice(there, _LOOKED_AT))
    best, cells = "", 1
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        usual, times = widths.most_common(1)[0]
        if usual > cells and 2 * times > sum(widths.values()):
            best, cells = separator, usual
    if best:
        return best
    widths = Counter(len(line.split()) for line in lines)
    if len(widths) == 1 and next(iter(widths)) > 1:
        return " "
    raise fault("separator", path)


def _parquet(path: Path) -> tuple[TextColumn, ...]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except pa.ArrowInvalid:
        raise fault("kind", path) from None
    for field in table.schema:
        if pa.types.is_nested(field.type):
            raise fault("column", f"{path.name}: {field.name}")
    return tuple(column_of(name.strip(BLANKS), table.column(name)) for name in table.column_names)


def column_of(name: str, cells: Any) -> TextColumn:
    """Arrow's column as levels and codes; missing cells, blank ones and outer blanks become one level."""
    import pyarrow as pa

    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    if not pa.types.is_string(cells.type):
        cells = cells.cast(pa.string())
    packed = cells.fill_null("").combine_chunks().dictionary_encode()
    if isinstance(packed, pa.ChunkedArray):
        packed = packed.combine_chunks()
    raw = [level.strip(BLANKS) for level in packed.dictionary.to_pylist()]
    levels = sorted(set(raw))
    place = {level: number for number, level in enumerate(levels)}
    moved = np.array([place[level] for level in raw], dtype=np.int64)
    codes = moved[packed.indices.to_numpy(zero_copy_only=False)] if len(packed) else moved
    return TextColumn(name, tuple(levels), codes)
