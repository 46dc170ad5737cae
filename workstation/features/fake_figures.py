"""Marks of fake orders: bursts, buyers who come for a burst only, praise in bursts, labels, not parcels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.domain.ledger import DAY
from workstation.features.arithmetic import MEDIAN, held, quantile, share, share_where
from workstation.features.course import YEAR
from workstation.features.joins import OrderRows
from workstation.features.shop_sales import Figures, Outcomes
from workstation.features.windows import Integers, Mask, Seen, present

_LEAST_ORDERS = 5
_TIMES_MEDIAN = 4
_BACK_WITHIN = 4 * DAY
_PROMOTION_MONTHS = (3, 6, 11, 12)
_MOST_RATIO = 5.0
_TOP_ITEMS = 2
_FEW_BUYERS = 1 << 15


@dataclass(frozen=True, slots=True)
class Book:
    """A shop's orders of the last year: who bought (−1 unknown), and which fell on a day of a burst."""

    times: Integers
    buyers: Integers
    burst: Mask
    burst_days: int
    trouble: Mask
    kept: Mask

    @classmethod
    def of(cls, orders: Seen, outcomes: Outcomes, buyers: Integers) -> Book:
        year = orders.since(YEAR)
        ages = orders.ages[year]
        per_day = np.bincount(ages, minlength=YEAR)
        usual = quantile(per_day[per_day > 0], MEDIAN)
        bursts = (per_day >= _LEAST_ORDERS) & (per_day > float(_TIMES_MEDIAN * (usual or 0)))
        return cls(
            orders.times[year],
            buyers[year],
            bursts[ages],
            int(np.count_nonzero(bursts)),
            (outcomes.refunded | outcomes.disputed | outcomes.cancelled)[year],
            ~outcomes.cancelled[year],
        )


def fake_figures(
    book: Book,
    joined: OrderRows,
    item_codes: Integers | None,
    shipments: Seen | None,
    reviews: Seen | None,
) -> Figures:
    """The family FAKE. Items come as the codes of the last year's; `joined` holds the last year's orders
    where there was a burst. Without one nothing inside a burst can be told from what is outside."""
    figures = _bursts(book) | _buyers(book)
    if item_codes is not None:
        figures["fake_top_item_share"] = _top_items(item_codes)
    if shipments is not None and book.burst_days:
        figures["fake_ship_speed_ratio"] = _speed(book, shipments, joined.rows(shipments, YEAR))
    if reviews is not None:
        figures |= _praise(book, reviews)
        if book.burst_days:
            figures |= _praise_in_bursts(book, reviews, joined.rows(reviews, YEAR))
    return figures


def _bursts(book: Book) -> Figures:
    month = book.times[book.burst].astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    off = ~np.isin(month, _PROMOTION_MONTHS)
    inside, outside = share_where(book.trouble[book.burst]), share_where(book.trouble[~book.burst])
    return {
        "fake_burst_share_365d": share_where(book.burst),
        "fake_burst_days": float(book.burst_days),
        "fake_burst_off_season_share": share_where(off) or 0.0,
        "fake_burst_clean_lift": _less(outside, inside),
    }


def _buyers(book: Book) -> Figures:
    known = book.buyers >= 0
    buyers, burst = book.buyers[known], book.burst[known]
    if not len(buyers):
        return {}
    count = np.bincount(buyers)
    in_bursts = np.bincount(buyers[burst], minlength=len(count))
    only = in_bursts == count
    narrow = buyers.astype(np.int16) if len(count) < _FEW_BUYERS else buyers  # sixteen bits sort in one pass
    order = np.argsort(narrow, kind="stable")  # orders stand by time, and stay so for each buyer
    who, when = buyers[order], book.times[known][order]
    back = (who[1:] == who[:-1]) & (when[1:] - when[:-1] <= _BACK_WITHIN)
    return {
        "fake_pool_buyer_share": share_where((only & (count >= 2))[buyers]),
        "fake_new_buyer_burst_share": share_where(only[buyers[burst]]) or 0.0,
        "fake_repeat_in_days_share": share(int(np.count_nonzero(back)), len(buyers)),
    }


def _top_items(codes: Integers) -> float | None:
    count = np.sort(np.bincount(codes[codes >= 0]))[::-1]
    return share(int(count[:_TOP_ITEMS].sum()), int(count.sum()))


def _speed(book: Book, shipments: Seen, rows: Integers) -> float | None:
    known = rows >= 0
    took = shipments.times[shipments.since(YEAR)][known] - book.times[rows[known]]
    judged = took >= 0  # some sources date a hand-over before its order
    fast = book.burst[rows[known][judged]]
    inside, outside = quantile(took[judged][fast], MEDIAN), quantile(took[judged][~fast], MEDIAN)
    if inside is None or outside is None or outside <= 0:
        return None
    return held(float(inside / outside), 0.0, _MOST_RATIO)


def _praise(book: Book, reviews: Seen) -> Figures:
    best = _best(reviews)
    return {
        "fake_five_star_share": share_where(best),
        "fake_reviewed_share": held(share(len(best), int(np.count_nonzero(book.kept))), 0.0, 1.0),
    }


def _best(reviews: Seen) -> Mask:
    stars = reviews.integers("stars", reviews.since(YEAR))
    best: Mask = present(stars) & (stars == 5)
    return best


def _praise_in_bursts(book: Book, reviews: Seen, rows: Integers) -> Figures:
    best = _best(reviews)
    known = rows >= 0
    reviewed = np.zeros(len(book.times), bool)
    reviewed[rows[known]] = True
    fast = book.burst[rows[known]]
    return {
        "fake_burst_reviewed_lift": _less(
            share_where(reviewed[book.burst]), share_where(reviewed[~book.burst])
        ),
        "fake_burst_five_star_lift": _less(share_where(best[known][fast]), share_where(best[known][~fast])),
    }


def _less(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left - right
