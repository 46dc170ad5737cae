"""A file of an order loan's terms and events, read strictly: what is wrong names the event it stands in.

JSON: `terms` (advance_rate, daily_rate, limit, and where they differ from the usual term_days, eligible_days,
confirm_days, commission_share, rounding), `events` in the order of their arrival (id, on, kind, order,
amount, commission), and optionally `haircuts` by order and the day `until` which the loan is followed.
Amounts are yuan texts, rates and shares decimal texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.reading import read_amount, read_day
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.lending.order_loan import Event, OrderTerms


@dataclass(frozen=True, slots=True)
class OrderFile:
    terms: OrderTerms
    events: tuple[Event, ...]
    haircuts: Mapping[str, Fraction]
    until: date | None


def read_order_file(path: Path) -> OrderFile:
    """Raises `KnownError`: `orders.file`, and `order_loan.event` for an event that cannot be."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(f"the file cannot be read: {error}", path.name) from None
    whole = _fields(plain, path.name, must={"terms", "events"}, may={"haircuts", "until"})
    if not isinstance(whole["events"], list) or not whole["events"]:
        raise _wrong("events must be a list with at least one event", path.name)
    haircuts = whole.get("haircuts", {})
    if not isinstance(haircuts, dict):
        raise _wrong("haircuts must give a share by order", path.name)
    where = f"{path.name}, haircuts"
    return OrderFile(
        _terms(whole["terms"], f"{path.name}, terms"),
        tuple(_event(one, number, path.name) for number, one in enumerate(whole["events"], 1)),
        {name: _share(share, where) for name, share in haircuts.items()},
        _day(whole["until"], f"{path.name}, until") if "until" in whole else None,
    )


def _terms(plain: Any, where: str) -> OrderTerms:
    from workstation.domain.money import Rounding
    from workstation.lending.order_loan import OrderTerms

    days = ("term_days", "eligible_days", "confirm_days")
    given = _fields(
        plain, where,
        must={"advance_rate", "daily_rate", "limit"}, may={*days, "commission_share", "rounding"},
    )  # fmt: skip
    more: dict[str, Any] = {}
    for name in days:
        if name in given:
            if type(given[name]) is not int or given[name] < 1:
                raise _wrong(f"{name} must be a whole number of days above zero", where)
            more[name] = given[name]
    if "commission_share" in given:
        more["commission_share"] = _share(given["commission_share"], where)
    if "rounding" in given:
        if given["rounding"] not in list(Rounding):
            raise _wrong(f"rounding must be one of {', '.join(Rounding)}", where)
        more["rounding"] = Rounding(given["rounding"])
    return OrderTerms(
        advance_rate=_share(given["advance_rate"], where),
        daily_rate=_share(given["daily_rate"], where),
        limit=_amount(given["limit"], where),
        **more,
    )


def _event(plain: Any, number: int, name: str) -> Event:
    from workstation.lending.order_loan import Event, EventKind

    named = isinstance(plain, dict) and isinstance(plain.get("id"), str) and plain["id"]
    where = f"{name}, event {plain['id'] if named else f'number {number}'}"
    given = _fields(plain, where, must={"id", "on", "kind"}, may={"order", "amount", "commission"})
    if not named:
        raise _wrong("id must be a text that is not empty", where)
    if given["kind"] not in list(EventKind):
        raise _wrong(f"{given['kind']!r} is no kind of event; known: {', '.join(EventKind)}", where)
    order = given.get("order", "")
    if not isinstance(order, str):
        raise _wrong("order must be a text", where)
    return Event(
        given["id"],
        _day(given["on"], where),
        EventKind(given["kind"]),
        order,
        _amount(given.get("amount", "0"), where),
        _amount(given.get("commission", "0"), where),
    )


def _fields(plain: Any, where: str, *, must: set[str], may: set[str]) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise _wrong("here must be an object with named fields", where)
    if missing := sorted(must - plain.keys()):
        raise _wrong(f"{', '.join(missing)} is missing", where)
    if unknown := sorted(plain.keys() - must - may):
        raise _wrong(f"{', '.join(unknown)} is no field that is known", where)
    return plain


def _amount(text: Any, where: str) -> int:
    try:
        return read_amount(text if isinstance(text, str) else repr(text))
    except KnownError as error:
        raise _wrong(error.message, where) from None


def _day(text: Any, where: str) -> date:
    try:
        return read_day(text if isinstance(text, str) else repr(text))
    except KnownError as error:
        raise _wrong(error.message, where) from None


def _share(text: Any, where: str) -> Fraction:
    try:
        share = Fraction(text) if isinstance(text, str) else None
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 <= share <= 1:
        raise _wrong(f'{text!r} is not a share from "0" to "1", in quotes', where)
    return share


def _wrong(what: str, where: str) -> KnownError:
    return KnownError("orders.file", what, where=where, remedy="Correct the file of events and run it again.")
