"""What a platform records of a shop: orders with their items, payments, shipments and reviews.

In: a seller's life and a generator. Out: canonical ledgers up to the day of the loan. Strain shows itself
here as it does in real shops: goods go out late, orders are cancelled, buyers complain. Fake orders look
well and bring no cash.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.domain.ledger import LedgerBlock
from workstation.domain.records import ShopKind
from workstation.training.simulator.blocks import (
    SECONDS_PER_DAY,
    Objects,
    day_start,
    hidden_after,
    make_block,
    names,
    pick,
)
from workstation.training.simulator.causes import Floats, Integers, Rng
from workstation.training.simulator.life import Life
from workstation.training.simulator.views import KINDS

_HOUR = 3600
_CARRIERS = ("中通", "圆通", "申通", "韵达", "顺丰", "邮政")
_METHODS = ("account", "credit_pay", "bank_card")
# Orders by hour of the day: quiet nights, two peaks, as parcels platforms show.
_HOURS = np.array([2.2, 1.2, 0.7, 0.4, 0.3, 0.4, 0.9, 1.8, 3.2, 4.9, 5.8, 5.6,
                   5.1, 5.2, 5.4, 5.5, 5.4, 5.0, 4.9, 5.6, 6.8, 7.6, 6.8, 4.3])  # fmt: skip
_FULFILLED, _CANCELLED, _REFUNDED, _DISPUTED = range(4)
_FATES = ("confirmed", "cancelled", "refunded", "disputed")


@dataclass(frozen=True, slots=True)
class _Book:
    """The orders of one shop, sorted by time, before anything is hidden. Times in seconds, amounts in fen.
    `crude` are the fake orders that look alike: all of them without craft."""

    ordered: Integers
    day: Integers
    fake: npt.NDArray[np.bool_]
    crude: npt.NDArray[np.bool_]
    buyer: Integers
    goods: Integers
    freight: Integers
    shipped: Integers
    due: Integers
    promised: Integers
    delivered: Integers
    confirmed: Integers
    fate: Integers


def shop_ledgers(life: Life, rng: Rng, shops: tuple[str, ...] = ("shop-1",)) -> dict[str, LedgerBlock]:
    """The five ledgers of a shop by kind; a kind without rows is absent."""
    return shop_ledgers_and_fates(life, rng, shops)[0]


def shop_ledgers_and_fates(
    life: Life, rng: Rng, shops: tuple[str, ...] = ("shop-1",)
) -> tuple[dict[str, LedgerBlock], dict[str, str]]:
    """The ledgers, and what becomes later of each order that is shipped and open at the end of them."""
    book = _write_book(life, rng)
    if not len(book.ordered):
        return {}, {}
    end = day_start(life.as_of + 1)
    ids = names("o", np.arange(len(book.ordered)))
    blocks = (
        _orders(book, ids, end, rng, shops),
        _items(book, ids, life, rng),
        _payments(book, ids, end, rng),
        _shipments(book, ids, end, rng),
        _reviews(book, ids, end, life, rng),
    )
    held = {block.kind: block for block in blocks if block is not None}
    open_ones = np.flatnonzero((book.shipped < end) & (_known_at(book) >= end) & (book.fate != _CANCELLED))
    return held, {ids[n]: _FATES[book.fate[n]] for n in open_ones}


def _known_at(book: _Book) -> Integers:
    """When it is known how each order ends."""
    return np.select(
        [book.fate == _CANCELLED, book.fate == _FULFILLED],
        [book.ordered + 8 * _HOUR, book.confirmed],
        book.delivered + 2 * SECONDS_PER_DAY,
    )


def _fake_orders(life: Life, genuine: int, rng: Rng) -> Integers:
    """Days of fake orders: bought in a few campaigns of some days, in proportion to genuine ones."""
    share = life.causes["brushing"]
    wanted = int(genuine * share / (1.0 - share))
    traded = np.flatnonzero(life.orders)
    if not wanted or not len(traded):
        return np.empty(0, np.int64)
    campaigns = rng.choice(traded, max(2, wanted // 60))
    start, after = rng.choice(campaigns, wanted), rng.integers(0, 4, wanted)
    spread = 1 + round(6 * life.causes["craft"])
    day: Integers = np.minimum(start + spread * after, len(life.orders) - 1)
    return day


def _buyers(life: Life, fake: npt.NDArray[np.bool_], rng: Rng) -> Integers:
    """Buyer numbers: new ones count up, returning ones are among those seen, fakes from a small pool."""
    size = len(fake)
    kind = KINDS[life.causes["kind"]]
    repeat = min(life.causes["repeat"] * (1.6 if kind is ShopKind.EXPORTER else 1.0), 0.9)
    new = rng.random(size) >= repeat
    new[:1] = True
    seen = np.cumsum(new)
    favour = 1.0 + 2.5 * life.causes["concentration"]
    earlier = (rng.random(size) ** favour * seen).astype(np.int64)
    buyer = np.where(new, seen - 1, earlier)
    pool = max(int(fake.sum() * (0.4 + 0.5 * life.causes["craft"])), 1)
    return np.where(fake, size + rng.integers(0, pool, size), buyer)


def _regret(impulse: float, buyer: Integers, goods: Integers, crowded: Floats, rng: Rng) -> Floats:
    """How much likelier than usual each order is to come back, 1 on average: who buys for the first time,
    dearly or in the rush of a promotion regrets it more often, and some buyers always do."""
    if not len(buyer):
        return np.ones(0)
    first = np.zeros(len(buyer))
    first[np.unique(buyer, return_index=True)[1]] = 1.0
    manner = 0.5 * rng.standard_normal(int(buyer.max()) + 1)[buyer]
    dear = np.log(goods / np.median(goods))
    pull = 0.45 * first + 0.3 * dear + 0.7 * (crowded - 1.0) + manner
    times: Floats = np.exp(impulse * np.clip(pull, -2.0, 2.0))
    regret: Floats = times / times.mean()
    return regret


def _write_book(life: Life, rng: Rng) -> _Book:
    cause = life.causes
    genuine_days = np.repeat(np.arange(len(life.orders)), rng.binomial(life.orders, cause["seen_share"]))
    short = rng.random(len(genuine_days)) > life.served[genuine_days]
    gone = short & (rng.random(len(genuine_days)) < 0.6)  # most who find it sold out do not order at all
    genuine_days, short = genuine_days[~gone], short[~gone]
    fakes = _fake_orders(life, len(genuine_days), rng)
    day = np.concatenate([genuine_days, fakes])
    fake = np.arange(len(day)) >= len(genuine_days)
    short = np.concatenate([short, np.zeros(len(fakes), bool)])
    hour = rng.choice(24, len(day), p=_HOURS / _HOURS.sum())
    ordered = day_start(life.first_day) + day * SECONDS_PER_DAY + hour * _HOUR
    ordered = ordered + rng.integers(0, _HOUR, len(day))
    by_time = np.argsort(ordered, kind="stable")
    ordered, day, fake, short = ordered[by_time], day[by_time], fake[by_time], short[by_time]
    size, strain, diligence = len(day), life.strain[day], cause["diligence"]

    goods = cause["price"] * np.exp(cause["price_spread"] * rng.standard_normal(size)) * 100
    goods = np.maximum(np.rint(goods / 10) * 10, 100).astype(np.int64)
    freight = np.where(rng.random(size) < 0.6, 0, rng.integers(5, 16, size) * 100)

    typical = np.median(life.orders[life.orders > 0]) if life.orders.any() else 1.0
    crowded = np.clip(life.orders[day] / (4.0 * typical), 1.0, 3.0) ** 0.5
    habit = np.exp(-0.22 * diligence + 0.30 * rng.standard_normal())  # of this shop: its packers, its courier
    within = cause["ship_within"]
    hours = 15.5 * (within / 48.0) * habit * np.exp(0.68 * rng.standard_normal(size)) * crowded
    hours = np.where(fake, (0.6 + 0.4 * cause["craft"]) * hours, hours * (1.0 + 0.7 * strain))
    far = KINDS[cause["kind"]] is ShopKind.EXPORTER
    transit = (288.0 if far else 62.0 * cause["distance"]) * np.exp(0.42 * rng.standard_normal(size))
    shipped = ordered + (hours * _HOUR).astype(np.int64)
    due = ordered + int(within) * _HOUR
    promised = due + (24 * 24 if far else int(5 * 24 * cause["distance"] ** 0.8)) * _HOUR
    delivered = shipped + (transit * _HOUR).astype(np.int64)
    lag = rng.exponential(max(cause["settle_days"] - 4.0, 0.5), size)
    confirmed = delivered + (np.minimum(lag, 15.0) * SECONDS_PER_DAY).astype(np.int64)

    luck = rng.random(size)
    buyer = _buyers(life, fake, rng)
    late = delivered > promised
    cancel = 0.018 * np.exp(-0.2 * diligence) + 0.9 * short + 0.02 * strain
    regret = _regret(cause["impulse"], buyer, goods, crowded, rng.spawn(1)[0])
    refund = cause["refunds"] * (1.0 + 0.8 * strain) * regret + 0.06 * late
    dispute = 0.004 * np.exp(-0.4 * diligence) * (1.0 + 3.0 * strain)
    fate = np.select(
        [fake, luck < cancel, luck < cancel + refund, luck < cancel + refund + dispute],
        [_FULFILLED, _CANCELLED, _REFUNDED, _DISPUTED],
        _FULFILLED,
    )
    crude = fake & (rng.spawn(1)[0].random(size) >= 0.7 * cause["craft"])
    return _Book(
        ordered, day, fake, crude, buyer, goods, freight, shipped, due, promised, delivered, confirmed, fate
    )


def _orders(book: _Book, ids: Objects, end: int, rng: Rng, shops: tuple[str, ...]) -> LedgerBlock | None:
    size = len(ids)
    settled = _known_at(book) < end
    final = np.array([3, 6, 4, 5])[book.fate]
    unpaid = book.ordered > end - 2 * _HOUR
    on_the_way = np.where(book.shipped < end, 2, np.where(unpaid, 0, 1))
    never_sent = (book.fate == _CANCELLED) & ~settled
    status = np.where(settled, final, np.where(never_sent, 1, on_the_way))

    whole = rng.random(size) < 0.85
    part = np.where(whole, 1.0, rng.uniform(0.2, 0.8, size))
    refunded = settled & (book.fate == _REFUNDED)
    refund = np.where(refunded, np.rint(book.goods * part), 0).astype(np.int64)
    has_confirmation = settled & ((book.fate == _FULFILLED) | (refunded & ~whole))
    confirmed = hidden_after(np.where(has_confirmation, book.confirmed, end), end)
    shop = np.array(shops, dtype=object)[rng.integers(0, len(shops), size)]
    words = ("placed", "paid", "shipped", "confirmed", "refunded", "disputed", "cancelled")
    return make_block(
        "orders",
        source_id=ids,
        shop_id=shop,
        buyer_id=names("b", book.buyer),
        status=pick(words, status),
        ordered_at=book.ordered,
        confirmed_at=confirmed,
        goods_amount=book.goods,
        freight_amount=book.freight,
        refund_amount=refund,
    )


def _items(book: _Book, ids: Objects, life: Life, rng: Rng) -> LedgerBlock | None:
    size = len(ids)
    lines = 1 + (rng.random(size) < 0.14) + (rng.random(size) < 0.03)
    row = np.repeat(np.arange(size), lines)
    first = np.concatenate([[True], row[1:] != row[:-1]])
    share = book.goods[row] // lines[row]
    amount = np.where(first, book.goods[row] - share * (lines[row] - 1), share)
    catalogue = int(8 + 50 * rng.random() ** 2)
    rank = (np.arange(catalogue) + 1.0) ** -(0.5 + life.causes["concentration"])
    item = rng.choice(catalogue, len(row), p=rank / rank.sum())
    item = np.where(book.crude[row], item % 2, item)
    quantity = 1 + (rng.random(len(row)) < 0.12)
    kinds = tuple(f"{life.trade.key}/{n}" for n in range(1 + catalogue // 12))
    return make_block(
        "items",
        source_id=names("i", np.arange(len(row)), 7),
        order_id=ids[row],
        item_id=names("g", item, 3),
        category=pick(kinds, item % len(kinds)),
        ordered_at=book.ordered[row],
        quantity=quantity,
        amount=amount,
    )


def _payments(book: _Book, ids: Objects, end: int, rng: Rng) -> LedgerBlock | None:
    size = len(ids)
    paid = book.ordered + (60 + rng.exponential(1500.0, size)).astype(np.int64)
    method = rng.choice(3, size, p=(0.62, 0.24, 0.14))
    split = (method == 1) & (rng.random(size) < 0.3)
    instalments = np.where(split, rng.choice((3, 6, 12), size), 1)
    abandoned = (book.fate == _CANCELLED) & (rng.random(size) < 0.5)
    return make_block(
        "payments",
        keep=(paid < end) & ~abandoned,
        source_id=names("p", np.arange(size)),
        order_id=ids,
        paid_at=paid,
        method=pick(_METHODS, method),
        instalments=instalments,
        amount=book.goods + book.freight,
    )


def _shipments(book: _Book, ids: Objects, end: int, rng: Rng) -> LedgerBlock | None:
    size = len(ids)
    return make_block(
        "shipments",
        keep=(book.shipped < end) & (book.fate != _CANCELLED),
        source_id=names("s", np.arange(size)),
        order_id=ids,
        carrier=pick(_CARRIERS, rng.choice(len(_CARRIERS), size, p=(0.26, 0.22, 0.17, 0.19, 0.09, 0.07))),
        due_at=book.due,
        shipped_at=book.shipped,
        promised_at=book.promised,
        delivered_at=hidden_after(book.delivered, end),
    )


def _reviews(book: _Book, ids: Objects, end: int, life: Life, rng: Rng) -> LedgerBlock | None:
    size = len(ids)
    diligence, strain = life.causes["diligence"], life.strain[book.day]
    harsh = np.exp(-0.30 * diligence + 0.35 * rng.standard_normal())  # its goods, its buyers
    worst: Floats = 0.090 * harsh * (1.0 + 0.8 * strain)
    worst = worst * np.where(book.delivered > book.promised, 3.5, 1.0)
    worst = np.minimum(worst * np.where(book.fate == _FULFILLED, 1.0, 2.0), 0.6)
    luck = rng.random(size)
    bounds = np.stack([worst, 1.25 * worst, 1.25 * worst + 0.075, 1.25 * worst + 0.26])
    stars = np.where(book.crude, 5, 1 + (luck[None, :] > bounds).sum(axis=0))
    reviewed = book.delivered + (rng.exponential(2.5, size) * SECONDS_PER_DAY).astype(np.int64)
    answered = reviewed + (rng.exponential(1.5, size) * SECONDS_PER_DAY).astype(np.int64)
    silent = rng.random(size) > np.clip(0.5 + 0.15 * diligence, 0.05, 0.95)
    writes = rng.random(size) < np.where(book.fake, 0.9 - 0.4 * life.causes["craft"], 0.45)
    return make_block(
        "reviews",
        keep=writes & (reviewed < end) & (book.fate != _CANCELLED),
        source_id=names("r", np.arange(size)),
        order_id=ids,
        reviewed_at=reviewed,
        stars=stars,
        answered_at=hidden_after(np.where(silent, end, answered), end),
    )
