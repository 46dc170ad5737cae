"""Bringing one seller's rows together when an export hands them out in pieces.

An export is sorted by its own files: a firm's purchases come long before its sales. Pieces are laid into one
temporary file without a name, which is gone with the program however it ends, and read back seller by
seller: in memory is one seller's ledgers and a few numbers for each of the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any, Protocol

import msgspec

from workstation.codec import decode, encode
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock, LedgerKind, Ledgers
from workstation.domain.records import Applicant, ApplicantFile, Shop

_SPILLS_AT = 32 * 1024 * 1024  # bytes; a small export never touches the disk


class Delivery(Protocol):
    """Some rows of one seller, as a source hands them out (`sources.SellerBatch`)."""

    @property
    def applicant(self) -> Applicant: ...

    @property
    def shops(self) -> tuple[Shop, ...]: ...

    @property
    def rows(self) -> Mapping[str, Sequence[tuple[Any, ...]]]: ...


class _Piece(msgspec.Struct, array_like=True):
    """One delivery as it lies in the file; records in their canonical bytes."""

    applicant: bytes
    shops: list[bytes]
    rows: dict[str, list[tuple[Any, ...]]]


class Gathered:
    """Everything that was handed out, by seller in the order of first appearance. Close it after use."""

    def __init__(self) -> None:
        # Closed by `close`: it lives as long as what was gathered.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPILLS_AT)  # noqa: SIM115
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Piece)

    @classmethod
    def of(cls, deliveries: Iterable[Delivery]) -> Gathered:
        """Read every delivery. The file is closed where reading fails."""
        gathered = cls()
        try:
            for delivery in deliveries:
                gathered.put(delivery)
        except BaseException:
            gathered.close()
            raise
        return gathered

    def put(self, delivery: Delivery) -> None:
        rows = {kind: list(rows) for kind, rows in delivery.rows.items()}
        piece = _Piece(encode(delivery.applicant), [encode(shop) for shop in delivery.shops], rows)
        data = self._encoder.encode(piece)
        place = self._file.seek(0, 2)
        self._file.write(data)
        self._places.setdefault(delivery.applicant.id, []).append((place, len(data)))

    def __len__(self) -> int:
        return len(self._places)

    def files(self) -> Iterator[ApplicantFile]:
        """One file a seller: its record as it came last, its shops, its ledgers. A row that came twice under
        one id counts once, as it came last."""
        for places in self._places.values():
            pieces = [self._read(place, size) for place, size in places]
            shops: dict[str, Shop] = {}
            for body in chain.from_iterable(piece.shops for piece in pieces):
                shop = decode("shop", body)
                shops[shop.id] = shop
            kinds = dict.fromkeys(chain.from_iterable(piece.rows for piece in pieces))
            blocks = {
                kind: block
                for kind in kinds
                if (block := _block(LEDGERS[kind], [p.rows[kind] for p in pieces if kind in p.rows]))
            }
            yield ApplicantFile(
                decode("applicant", pieces[-1].applicant),
                shops=tuple(shops.values()),
                ledgers=Ledgers(blocks),
            )

    def _read(self, place: int, size: int) -> _Piece:
        self._file.seek(place)
        return self._decoder.decode(self._file.read(size))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Gathered:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _block(kind: LedgerKind, deliveries: Sequence[Sequence[tuple[Any, ...]]]) -> LedgerBlock | None:
    """Columns sorted by time, then source id, as the databases give them; None without rows."""
    import numpy as np

    by_id = {row[0]: row for row in chain.from_iterable(deliveries)}
    if not by_id:
        return None
    when = kind.column_names.index(kind.when)
    rows = sorted(by_id.values(), key=lambda row: (row[when], row[0]))
    columns: dict[str, Any] = {}
    for column, values in zip(kind.columns, zip(*rows, strict=True), strict=True):
        if column.is_integer:
            whole = [MISSING_INTEGER if value is None else value for value in values]
            columns[column.name] = np.array(whole, dtype=np.int64)
        else:
            columns[column.name] = np.array([*values, None], dtype=object)[:-1]
        columns[column.name].flags.writeable = False
    return LedgerBlock(kind.name, columns)
