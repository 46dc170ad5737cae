"""Reading definition files: TOML into frozen, checked values; a slip in one is named and not obeyed.

Goes in: a file's bytes and the shape it must have. Comes out: the value with `version_hash`, the sha256 of
those bytes, by which a decision says under which definitions it was made. Every fault is a `KnownError`
that names the file, the line and the field.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from workstation.errors import KnownError
from workstation.lending.positions import line_of

T = TypeVar("T")

_PLACE = re.compile(r"(?P<what>.*) - at `\$\.?(?P<field>.*)`", re.DOTALL)
_NAMED = re.compile(r"(unknown|required) field `(?P<name>.*)`")
_LINE = re.compile(r"\(at line (?P<line>\d+), column \d+\)")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table inside a definition file: no field may be missing, and none may be unknown."""


def read_definition(path: Path, shape: type[T], kind: str) -> T:
    """The definition in `path`. Raises `KnownError` with code `<kind>.unreadable` or `<kind>.damaged`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(
            f"{kind}.unreadable",
            f"the definition cannot be read: {error.strerror or error}",
            where=str(path.name),
            remedy="Put the file back or correct its rights.",
        ) from None
    return parse_definition(data, shape, kind, where=path.name)


def parse_definition(data: bytes, shape: type[T], kind: str, *, where: str) -> T:
    """The definition in `data`; `where` names the file in errors."""
    plain = _plain(data, kind, where)
    if "version_hash" in plain:
        raise _damaged(kind, "version_hash is reckoned from the file and not written in it", where)
    plain["version_hash"] = hashlib.sha256(data).hexdigest()
    try:
        return msgspec.convert(plain, shape, dec_hook=_exact)
    except msgspec.ValidationError as error:
        raise _damaged(kind, *_placed(str(error), data.decode("utf-8"), where)) from None


def _placed(message: str, text: str, where: str) -> tuple[str, str]:
    """What is wrong, and where: file, line and field. A field that is missing has the line of its table."""
    found = _PLACE.fullmatch(message)
    what, field = (found["what"], found["field"]) if found else (message, "")
    named = _NAMED.search(what)
    sought = ".".join(filter(None, (field, named["name"]))) if named else field
    line = line_of(text, sought)
    return what, f"{where}, line {line}" + (f", field {field}" if field else "")


def _plain(data: bytes, kind: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _damaged(kind, "the file is not UTF-8", f"{where}, line {line}") from None
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        raise _damaged(kind, str(error), f"{where}, line {found['line']}" if found else where) from None


def _exact(wanted: type, value: object) -> Fraction:
    """Figures that rules reckon with are written as texts ("0.62"), so that they stay exact."""
    if wanted is not Fraction:
        raise NotImplementedError(f"no rule to read a {wanted.__name__}")
    if not isinstance(value, str):
        raise ValueError(f"expected a decimal in quotes, got {value!r}")
    return Fraction(value)


def _damaged(kind: str, what: str, where: str) -> KnownError:
    return KnownError(f"{kind}.damaged", what, where=where, remedy="Correct the file and start again.")
