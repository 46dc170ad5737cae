"""The sample as files: records in one JSON, each kind of ledger in one Parquet, all sellers together.

In and out: `SampleSeller`s. Columns are stored by what they are (whole numbers as differences, ids by shared
beginnings), which keeps forty thousand orders with all that belongs to them in two megabytes or so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workstation.codec import decode, encode
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock, LedgerKind, Ledgers
from workstation.domain.records import Applicant, Application, Authorisation, Loan, Shop
from workstation.errors import KnownError
from workstation.files import write_whole

RECORDS = "sellers.json"
_OWNER = "applicant_id"


@dataclass(frozen=True, slots=True)
class SampleSeller:
    """One seller of the sample; the first three fields and `rows` are what any source hands out."""

    applicant: Applicant
    shops: tuple[Shop, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    applications: tuple[Application, ...] = ()
    loans: tuple[Loan, ...] = ()
    ledgers: Ledgers = field(default_factory=Ledgers)

    @property
    def rows(self) -> Mapping[str, Sequence[tuple[Any, ...]]]:
        """Ledger rows as tuples in the order of `LEDGERS[kind].column_names`, None where missing."""
        return {kind: _rows(block) for kind, block in self.ledgers.blocks.items()}

    @property
    def rows_only(self) -> bool:
        """A sample seller is described whole (`hub.imports.Batch`)."""
        return False


def _rows(block: LedgerBlock) -> list[tuple[Any, ...]]:
    kind = LEDGERS[block.kind]
    columns = [
        [None if value == MISSING_INTEGER else value for value in block.columns[c.name].tolist()]
        if c.is_integer
        else block.columns[c.name].tolist()
        for c in kind.columns
    ]
    return list(zip(*columns, strict=True))


def write_folder(folder: Path, sellers: Sequence[SampleSeller]) -> None:
    """Write every seller to `folder`: the same sellers give the same bytes under the same library."""
    records = [
        {
            "applicant": _plain(s.applicant),
            **{name: [_plain(r) for r in getattr(s, name)] for name in _RECORD_KINDS},
        }
        for s in sellers
    ]
    text = json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(folder / RECORDS, text.encode(), private=False)
    for kind in LEDGERS.values():
        write_whole(folder / f"{kind.name}.parquet", _parquet(kind, sellers), private=False)


_RECORD_KINDS = {
    "shops": "shop",
    "authorisations": "authorisation",
    "applications": "application",
    "loans": "loan",
}


def _plain(record: Any) -> Any:
    return json.loads(encode(record))


def _parquet(kind: LedgerKind, sellers: Sequence[SampleSeller]) -> bytes:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    blocks = [(s.applicant.id, s.ledgers.blocks[kind.name]) for s in sellers if kind.name in s.ledgers.blocks]
    owners = [owner for owner, block in blocks for _ in range(len(block))]
    columns: dict[str, Any] = {_OWNER: pa.array(owners, pa.string())}
    encodings: dict[str, str] = {}
    for column in kind.columns:
        parts = [block.columns[column.name] for _, block in blocks]
        if column.is_integer:
            values = np.concatenate(parts or [np.empty(0, np.int64)])
            columns[column.name] = pa.array(values, pa.int64(), mask=values == MISSING_INTEGER)
            encodings[column.name] = "DELTA_BINARY_PACKED"
        else:
            columns[column.name] = pa.array([v for part in parts for v in part.tolist()], pa.string())
            if column.name.endswith("_id"):
                encodings[column.name] = "DELTA_BYTE_ARRAY"
    dictionary: Any = [name for name in columns if name not in encodings]
    stream = pa.BufferOutputStream()
    pq.write_table(
        pa.table(columns),
        stream,
        compression="zstd",
        compression_level=19,
        use_dictionary=dictionary,
        column_encoding=encodings,
        write_statistics=False,
        store_schema=False,
    )
    data: bytes = stream.getvalue().to_pybytes()
    return data


def read_sample(folder: Path) -> Iterator[SampleSeller]:
    """Every seller of the sample in `folder`, in the order of its records.

    Raises `KnownError` `sample.unreadable` where a file is missing or is not of a sample.
    """
    try:
        records = json.loads((folder / RECORDS).read_bytes())
        tables = {kind.name: _read_blocks(folder, kind) for kind in LEDGERS.values()}
    except (OSError, ValueError, KeyError) as trouble:
        raise KnownError(
            "sample.unreadable",
            f"the sample sellers cannot be read ({type(trouble).__name__})",
            where=str(folder),
            remedy="Install the program again.",
        ) from None
    for record in records:
        applicant: Applicant = decode("applicant", encode(record["applicant"]))
        read = {
            name: tuple(decode(kind, encode(r)) for r in record[name]) for name, kind in _RECORD_KINDS.items()
        }
        blocks = {kind: table[applicant.id] for kind, table in tables.items() if applicant.id in table}
        yield SampleSeller(applicant, **read, ledgers=Ledgers(blocks))


def _read_blocks(folder: Path, kind: LedgerKind) -> dict[str, LedgerBlock]:
    """One ledger of every seller by applicant; the rows of one lie together and in order."""
    import numpy as np
    import pyarrow.parquet as pq

    table = pq.read_table(folder / f"{kind.name}.parquet", use_threads=False)
    if not table.num_rows:
        return {}
    owners = table[_OWNER].to_numpy(zero_copy_only=False)
    columns: dict[str, Any] = {}
    for column in kind.columns:
        stored: Any = table[column.name]
        if column.is_integer:
            columns[column.name] = stored.fill_null(MISSING_INTEGER).to_numpy()
        else:
            columns[column.name] = np.array([*stored.to_pylist(), None], dtype=object)[:-1]
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    blocks: dict[str, LedgerBlock] = {}
    for start, end in zip(starts, [*starts[1:], len(owners)], strict=True):
        part = {name: values[start:end].copy() for name, values in columns.items()}
        for values in part.values():
            values.setflags(write=False)
        blocks[str(owners[start])] = LedgerBlock(kind.name, part)
    return blocks
