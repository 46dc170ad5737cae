"""A survey form on its way from the hub to the desks: its workbook, and the lists beside it, in one piece.

What is unpacked is bounded before it is read; the form itself is checked again by whoever compiles it.
"""

from __future__ import annotations

from collections.abc import Mapping

from workstation import wire
from workstation.errors import KnownError

MOST_BYTES = 32 << 20
"""The largest package, before compression and after: all of it travels to every workstation."""


class FormPackage(wire.WireStruct, frozen=True):
    """`file` is the name of the workbook, by which a form without an id of its own is called."""

    file: str
    workbook: bytes
    lists: dict[str, bytes]


def pack_form(file: str, workbook: bytes, lists: Mapping[str, bytes]) -> bytes:
    """Raises `KnownError` (`form.too_large`)."""
    package = FormPackage(file, workbook, {name: lists[name] for name in sorted(lists)})
    data = wire.pack(package)
    if len(data) > MOST_BYTES:
        raise KnownError(
            "form.too_large",
            f"the form and its lists are larger than {MOST_BYTES >> 20} MiB together",
            where=file,
            remedy="Make the lists shorter.",
        )
    return wire.squeeze(data)


def unpack_form(data: bytes, form_id: str) -> FormPackage:
    """Raises `KnownError` (`form.damaged`) for what this version cannot unpack."""
    try:
        return wire.decode(data, FormPackage, most=MOST_BYTES)
    except KnownError:
        raise KnownError(
            "form.damaged",
            "the published form cannot be unpacked: it is damaged, or of a newer version of the program",
            where=form_id,
            remedy="Update the program, and synchronise.",
        ) from None
