"""The survey forms that can be used: those that the program brings along, and those that the hub published.

A form is known by the sha256 of its workbook. Forms that were in use before lie in a folder of their own, and
what the hub published stays here when it is withdrawn, so that what was filled in with a form can be opened,
and proved, for as long as it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from workstation.domain.forms import PublishedForm
from workstation.domain.records import ShopKind
from workstation.errors import KnownError
from workstation.form_package import unpack_form

if TYPE_CHECKING:
    from workstation.surveys.form import Form

_WORKBOOKS = (".xlsx", ".xls")
_EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class FormInfo:
    """`id` is the name of the workbook, or what the hub published it under; for a form of one kind of shop,
    that kind. `title` is what a published form calls itself, empty for the program's own."""

    id: str
    sha256: str
    title: str = ""

    @property
    def shop_kind(self) -> ShopKind | None:
        return ShopKind(self.id) if self.id in set(ShopKind) else None


@dataclass(frozen=True, slots=True)
class _Shipped:
    info: FormInfo
    path: Path
    current: bool


_COMPILING = Lock()
_COMPILED: dict[bytes, Form] = {}
"""What was compiled in this process, by everything that went in: it takes a while and never changes."""


def _none(package: str) -> bytes:
    raise KnownError("blob.missing", "this form is not on the workstation", where=package)


class Forms:
    """Reads and compiles each form once, when it is first needed. Safe from any thread.

    `published` gives what the hub said last of the forms that it has published, `package` one of them with
    the lists beside it, or raises `KnownError` (`blob.*`)."""

    def __init__(
        self,
        folder: Path,
        published: Callable[[], Sequence[PublishedForm]] = tuple,
        package: Callable[[str], bytes] = _none,
    ) -> None:
        self._folder = folder
        self._published = published
        self._package = package

    def all(self) -> tuple[FormInfo, ...]:
        """Those with which a survey can be begun: the program's own in order of their names, the published
        one in the place of one of the same id, then the other published ones."""
        own = {one.info.id: one.info for one in self._found if one.current}
        offered = (one for one in self._published() if one.offered)
        return tuple((own | {one.id: FormInfo(one.id, one.sha256, one.title) for one in offered}).values())

    def info(self, form_id: str) -> FormInfo:
        """Raises `KnownError` (`form.withdrawn`, `form.unknown`)."""
        found = next((one for one in self.all() if one.id == form_id), None)
        if found is not None:
            return found
        if any(one.id == form_id for one in self._published()):
            raise _withdrawn(form_id)
        raise _unknown(form_id)

    def of_kind(self, kind: ShopKind) -> FormInfo:
        """The form for a kind of shop, that of a reseller where nobody has said yet. Raises `KnownError`
        (`form.unknown`)."""
        return self.info((ShopKind.RESELLER if kind is ShopKind.UNKNOWN else kind).value)

    def that_follows(self, form_id: str, sha256: str) -> FormInfo | None:
        """The form in use that calls itself `form_id`, or is offered under that id: with it, what was filled
        in with the workbook `sha256` is corrected. None where there is none. Raises `KnownError`
        (`form.withdrawn`) where the workbook was published, and nothing follows it."""
        said = {one.sha256: one for one in self._published()}
        before = said.get(sha256)
        under = form_id if before is None else before.id
        usable = self.all()
        for one in usable:
            if one.id == under:
                return one
        for one in usable:
            own_id = said[one.sha256].own_id if one.sha256 in said else self.form(one.sha256).id
            if own_id == form_id:
                return one
        if before is not None:
            raise _withdrawn(before.id)
        return None

    def titles(self) -> Mapping[str, str]:
        """What the published forms call themselves, by id and by the id of their own; of those with one id
        the one that is offered, else the newest."""
        said = sorted(self._published(), key=lambda one: (one.offered, one.published_at))
        return {one.own_id: one.title for one in said} | {one.id: one.title for one in said}

    def form(self, sha256: str) -> Form:
        """The form of this workbook, in use or earlier. Raises `KnownError`: `form.unknown`, `form.damaged`
        where a published one cannot be read here, or as of compiling it."""
        said = next((one for one in self._published() if one.sha256 == sha256), None)
        if said is not None:
            return self._published_form(said)
        found = next((one for one in self._found if one.info.sha256 == sha256), None)
        if found is None:
            raise _unknown(f"{sha256[:12]}…")
        return _compiled(found.path.read_bytes(), found.path.name, files_beside(found.path))

    def _published_form(self, said: PublishedForm) -> Form:
        known = _COMPILED.get(bytes.fromhex(said.package))
        if known is not None:
            return known
        try:
            data = self._package(said.package)
        except KnownError:
            raise KnownError(
                "form.damaged",
                "the published form is not here whole",
                where=said.id,
                remedy="Synchronise to fetch it again.",
            ) from None
        return form_in(data, said)

    @cached_property
    def _found(self) -> tuple[_Shipped, ...]:
        places = ((self._folder, True), (self._folder / _EARLIER, False))
        return tuple(
            _Shipped(FormInfo(path.stem, hashlib.sha256(path.read_bytes()).hexdigest()), path, current)
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


def form_in(data: bytes, said: PublishedForm) -> Form:
    """The form in a package that the hub published. Raises `KnownError`: `form.damaged`, or as of
    compiling it where this version of the program cannot run it."""
    package = unpack_form(data, said.id)
    if hashlib.sha256(package.workbook).hexdigest() != said.sha256:
        raise KnownError(
            "form.damaged",
            "the published form is another than the hub says",
            where=said.id,
            remedy="Tell whoever published it.",
        )
    return _compiled(package.workbook, package.file, package.lists, bytes.fromhex(said.package))


def _compiled(data: bytes, name: str, files: Mapping[str, bytes], key: bytes = b"") -> Form:
    """Compiled once under its key, by default one of everything that goes in."""
    from workstation.surveys.form import compile_form

    key = key or _key(data, name, files)
    with _COMPILING:
        found = _COMPILED.get(key)
        if found is None:
            found = _COMPILED[key] = compile_form(data, name, files=files)
        return found


def _key(data: bytes, name: str, files: Mapping[str, bytes]) -> bytes:
    key = hashlib.sha256(hashlib.sha256(data).digest() + name.encode())
    for file, content in files.items():
        key.update(b"\0" + file.encode() + hashlib.sha256(content).digest())
    return key.digest()


def _withdrawn(form_id: str) -> KnownError:
    return KnownError(
        "form.withdrawn",
        "this form was withdrawn: nothing new is begun with it",
        where=form_id,
        remedy="Use another form.",
    )


def _unknown(what: str) -> KnownError:
    return KnownError(
        "form.unknown",
        "this version of the program has no such form",
        where=what,
        remedy="Update the program, or synchronise.",
    )
