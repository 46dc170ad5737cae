"""Which assets secure a loan now, out of the pledges and releases of a file, and how an asset is named.

An asset is `<ledger>:<source id>`. At the hub, which sees all sellers, the name of the seller's source stands
before it: two platforms may number their orders alike, and one order may be delivered for two shops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workstation.domain.servicing import Pledge

ASSET = re.compile(r"(?:orders|goods_documents|purchase_orders|invoices):\S(?:.*\S)?")


def pledges_in_force(pledges: Iterable[Pledge]) -> tuple[Pledge, ...]:
    """Those that no release ended; a release is a record that names the pledge it ends."""
    records = tuple(pledges)
    ended = {p.releases for p in records if p.releases}
    return tuple(p for p in records if not p.releases and p.id not in ended)


def pledged_assets(pledges: Iterable[Pledge], but_for: str = "") -> frozenset[str]:
    """Assets that secure a loan other than `but_for`."""
    held = (p for p in pledges_in_force(pledges) if p.loan_id != but_for)
    return frozenset(asset for pledge in held for asset in pledge.assets)


def hub_key(source: str, asset: str) -> str:
    """The asset's name among all sellers. A waybill or receipt has its issuer's number, whoever brings it."""
    return asset if asset.startswith("goods_documents:") else f"{source}/{asset}"
