"""Functions of texts. Places in `substr` count from 0, in XPath's own `substring` from 1."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math

from workstation.surveys.xpath.frame import Frame, bounded
from workstation.surveys.xpath.functions.signature import Function
from workstation.surveys.xpath.patterns import matches
from workstation.surveys.xpath.values import Value, as_text, node_text

_DIGESTS = {
    "MD5": hashlib.md5,
    "SHA-1": hashlib.sha1,
    "SHA-256": hashlib.sha256,
    "SHA-384": hashlib.sha384,
    "SHA-512": hashlib.sha512,
}
_SIGNATURE_BYTES = 64


def members(values: tuple[Value, ...]) -> list[str]:
    """Every node's text of every list, and the other values as texts."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found.extend(node_text(node) for node in value)
        else:
            found.append(as_text(value))
    return found


def _join(separator: str, *values: Value) -> str:
    return bounded(separator.join(members(values)))


def _substr(text: str, start: float, end: float = math.inf) -> str:
    """A negative place counts from the end, as ODK's own runner does."""
    if start != start or end != end:
        return ""
    return text[_place(start, len(text)) : _place(end, len(text))]


def _place(place: float, length: int) -> int:
    if math.isinf(place):
        return length if place > 0 else 0
    whole = math.trunc(place)
    return min(max(0, whole + length if whole < 0 else whole), length)


def _substring(text: str, start: float, length: float = math.inf) -> str:
    """XPath 1.0: the characters whose place, from 1, is at least round(start) and below it by the length."""
    first = _rounded(start)
    last = first + _rounded(length)
    if first != first or last != last:
        return ""
    low = max(1.0, first)
    high = min(len(text) + 1.0, last)
    return text[int(low) - 1 : int(high) - 1] if low < high else ""


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _translate(text: str, these: str, into: str) -> str:
    table: dict[int, str | None] = {}
    for at, letter in enumerate(these):
        table.setdefault(ord(letter), into[at] if at < len(into) else None)
    return text.translate(table)


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> str:
    return text if not mark else text.partition(mark)[2]


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """Empty for an algorithm or an encoding that the reference does not name."""
    make = _DIGESTS.get(algorithm.strip().upper())
    if make is None:
        return ""
    raw = make(text.encode(), usedforsecurity=False)
    if encoding.strip().lower() == "hex":
        return raw.hexdigest()
    return base64.b64encode(raw.digest()).decode() if encoding.strip().lower() == "base64" else ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64_decode(text: str) -> str:
    return _decoded(text).decode(errors="replace")


def _extract_signed(signed: str, public_key: str) -> str:
    """The message behind its Ed25519 signature, both in base64; empty if the key did not sign it."""
    from workstation.crypto import verify

    raw, key = _decoded(signed), _decoded(public_key)
    message = raw[_SIGNATURE_BYTES:]
    if len(key) != 32 or not verify(key, message, raw[:_SIGNATURE_BYTES]):
        return ""
    return message.decode(errors="replace")


def _uuid(frame: Frame, length: float | None = None) -> str:
    if length is None:
        return frame.scope.uuid()
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    count = min(max(0, math.trunc(length)), 256) if math.isfinite(length) else 0
    return "".join(letters[int(frame.scope.random() * len(letters))] for _ in range(count))


TEXTS = {
    "concat": Function("v*", lambda *values: _join("", *values)),
    "join": Function("tv*", _join),
    "substr": Function("tn?n", _substr),
    "substring": Function("tn?n", _substring),
    "substring-before": Function("tt", _before),
    "substring-after": Function("tt", _after),
    "translate": Function("ttt", _translate),
    "contains": Function("tt", lambda text, part: part in text),
    "starts-with": Function("tt", lambda text, part: text.startswith(part)),
    "ends-with": Function("tt", lambda text, part: text.endswith(part)),
    "upper-case": Function("t", lambda text: bounded(text.upper())),
    "lower-case": Function("t", lambda text: bounded(text.lower())),
    "regex": Function("tt", matches),
    "digest": Function("tt?t", _digest),
    "base64-decode": Function("t", _base64_decode),
    "extract-signed": Function("tt", _extract_signed),
    "uuid": Function("?n", _uuid, framed=True),
}
