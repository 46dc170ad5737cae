"""Deliveries of small sellers, as a source would hand them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.factories import applicant
from workstation.domain.records import Applicant, Authorisation, ConsentScope, Shop

FIRST_ORDER = 1_760_000_000
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Delivery:
    """Like `workstation.sources.SellerBatch`, which the hub only knows by its shape."""

    applicant: Applicant
    shops: tuple[Shop, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    rows: Mapping[str, Sequence[tuple[Any, ...]]] = field(default_factory=dict)
    rows_only: bool = False


def seller(number: int, *, orders: int = 3, **values: Any) -> Delivery:
    """Seller S<number> with a shop, consent for data, and for each order a payment."""
    person = applicant(id=f"test:S{number}", source_id=f"S{number}", name=f"测试百货店{number}号", **values)
    shop = Shop(f"{person.id}:shop", person.id, person.name, "taobao")
    consent = Authorisation(
        f"{person.id}:consent", person.id, (ConsentScope.DATA,), date(2026, 1, 1), date(2099, 12, 31)
    )
    rows = {"orders": order_rows(orders), "payments": payment_rows(orders)} if orders else {}
    return Delivery(person, (shop,), (consent,), rows)


def order_rows(count: int, *, amount: int = 10_000) -> list[tuple[Any, ...]]:
    return [
        (f"o{n}", "shop", f"buyer{n % 7}", "confirmed", FIRST_ORDER + n * DAY, None, amount + n, 800, None)
        for n in range(count)
    ]


def payment_rows(count: int) -> list[tuple[Any, ...]]:
    return [(f"p{n}", f"o{n}", FIRST_ORDER + n * DAY, "account", 1, 10_000 + n) for n in range(count)]
