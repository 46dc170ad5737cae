"""The survey forms that the program brings along: which there are, for which kind of shop, and by their hash.

A form is known by the sha256 of its workbook. Forms that were in use before lie in a folder of their own, so
that what was filled in with one can be opened, and proved, for as long as it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from workstation.domain.records import ShopKind
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.surveys.form import Form

_WORKBOOKS = (".xlsx", ".xls")
_EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class FormInfo:
    """`id` is the name of the workbook; for a form of one kind of shop, that kind."""

    id: str
    path: Path
    sha256: str
    current: bool

    @property
    def shop_kind(self) -> ShopKind | None:
        return ShopKind(self.id) if self.id in set(ShopKind) else None


_COMPILING = Lock()
_COMPILED: dict[bytes, Form] = {}
"""What was compiled in this process, by everything that went in: it takes a while and never changes."""


class Forms:
    """Reads and compiles each form once, when it is first needed. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[FormInfo, ...]:
        """Those in use, in order of their names."""
        return tuple(one for one in self._found if one.current)

    def info(self, form_id: str) -> FormInfo:
        """Raises `KnownError` (`form.unknown`)."""
        found = next((one for one in self.all() if one.id == form_id), None)
        if found is None:
            raise _unknown(form_id)
        return found

    def of_kind(self, kind: ShopKind) -> FormInfo:
        """The form for a kind of shop, that of a reseller where nobody has said yet. Raises `KnownError`
        (`form.unknown`)."""
        return self.info((ShopKind.RESELLER if kind is ShopKind.UNKNOWN else kind).value)

    def form(self, sha256: str) -> Form:
        """The form of this workbook, in use or earlier. Raises `KnownError` (`form.unknown`)."""
        found = next((one for one in self._found if one.sha256 == sha256), None)
        if found is None:
            raise _unknown(f"{sha256[:12]}…")
        return _compiled(found)

    @cached_property
    def _found(self) -> tuple[FormInfo, ...]:
        places = ((self._folder, True), (self._folder / _EARLIER, False))
        return tuple(
            FormInfo(path.stem, path, hashlib.sha256(path.read_bytes()).hexdigest(), current)
            for folder, current in places
            if folder.is_dir()
            for path in sorted(folder.iterdir())
            if path.suffix in _WORKBOOKS
        )


def files_beside(path: Path) -> Mapping[str, bytes]:
    """The lists that lie in the folder of that form, where it has one beside it."""
    folder = path.with_suffix("")
    if not folder.is_dir():
        return {}
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file()}


def _compiled(info: FormInfo) -> Form:
    from workstation.surveys.form import compile_form

    data, files = info.path.read_bytes(), files_beside(info.path)
    key = hashlib.sha256(data)
    for name, content in files.items():
        key.update(name.encode() + hashlib.sha256(content).digest())
    with _COMPILING:
        found = _COMPILED.get(key.digest())
        if found is None:
            found = _COMPILED[key.digest()] = compile_form(data, info.path.name, files=files)
        return found


def _unknown(what: str) -> KnownError:
    return KnownError(
        "form.unknown",
        "this version of the program has no such form",
        where=what,
        remedy="Update the program.",
    )
