"""Pledges at the hub: an order, waybill or receipt is financed once, whatever the product and whoever lends.

The key of the hub's table is what forbids a second pledge; it is taken in the transaction of the act. It is
freed where the loan no longer rests on it. The
officer is told that the asset secures another loan, and not whose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workstation import codec
from workstation.domain.pledges import ASSET, hub_key
from workstation.domain.servicing import Pledge
from workstation.hub.examining import Case
from workstation.hub.refusal import Refusal


def _check_pledge(case: Case, pledge: Pledge) -> None:
    if pledge.pledged_by != case.act.made_by:
        raise Refusal("pledge.maker", "the pledge is made in another person's name")
    if not pledge.assets or len(set(pledge.assets)) != len(pledge.assets):
        raise Refusal("pledge.asset", "a pledge names at least one asset, and each once")
    if len(pledge.values) != len(pledge.assets):
        raise Refusal("pledge.values", "a pledge names one value for each asset")
    for asset in pledge.assets:
        if not ASSET.fullmatch(asset):
            raise Refusal("pledge.asset", f"{asset} names no row of a ledger")
    source = case.act.applicant_id.partition(":")[0]
    keys = [hub_key(source, asset) for asset in pledge.assets]
    if pledge.releases:
        _release(case, pledge, keys)
    else:
        _take(case, pledge, keys)


def _take(case: Case, pledge: Pledge, keys: list[str]) -> None:
    shelf = case.writing.pledges
    for asset, key in zip(pledge.assets, keys, strict=True):
        if shelf.holder(key) is not None:
            raise Refusal("pledge.taken", f"{asset} secures another loan already")
    for key in keys:
        shelf.take(key, applicant_id=case.act.applicant_id, loan_id=pledge.loan_id, act_id=case.act.id)


def _release(case: Case, release: Pledge, keys: list[str]) -> None:
    found = case.writing.records.get(case.act.applicant_id, "pledge", release.releases)
    earlier = codec.decode("pledge", found.body) if found is not None and found.body is not None else None
    same = earlier is not None and (earlier.loan_id, set(earlier.assets)) == (
        release.loan_id, set(release.assets),
    )  # fmt: skip
    if same:
        case.loans.check_release(case.writing.file(case.act.applicant_id), release)
    if not same or not all(case.writing.pledges.free(key, release.loan_id) for key in keys):
        raise Refusal("pledge.not_pledged", "what it sets free is not pledged for this loan at the hub")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {Pledge: _check_pledge}
