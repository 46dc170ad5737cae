"""What the tax office's invoices show of a firm: sales and purchases with their counterparties.

In: a seller's life and a generator. Out: one `invoices` ledger up to the day of the loan, with void and
negative invoices as real books have them (about 9 % and 1 % of sale invoices). Buying from people who give
no invoice leaves no row: purchases are seen only in part.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from workstation.domain.ledger import LedgerBlock
from workstation.training.simulator.blocks import SECONDS_PER_DAY, Objects, day_start, make_block, names, pick
from workstation.training.simulator.causes import Floats, Integers, Rng
from workstation.training.simulator.life import Life
from workstation.training.simulator.loans import PERIOD

_TAX_RATES = np.array([0.03, 0.06, 0.13])
_OPENING_SECOND, _OFFICE_SECONDS = 9 * 3600, 8 * 3600
_MOST_PIECES = 40
_DIRECTIONS, _STATUSES = ("purchase", "sale"), ("valid", "void")


def invoice_ledgers(
    life: Life, rng: Rng, *, sales: bool = True, purchases: bool = True
) -> dict[str, LedgerBlock]:
    """The invoices of a firm; one side can be left out, as where only a shop's suppliers issue invoices."""
    sides: list[dict[str, Any]] = []
    if sales:
        sides.append(_sale_side(life, rng))
    if purchases:
        sides.append(_purchase_side(life, rng))
    both = {name: np.concatenate([side[name] for side in sides]) for name in sides[0]}
    size = len(both["day"])
    issued = day_start(life.first_day) + both["day"] * SECONDS_PER_DAY + _OPENING_SECOND
    net = np.rint(both["net"]).astype(np.int64)
    tax = np.rint(net * both["rate"]).astype(np.int64)
    block = make_block(
        "invoices",
        source_id=names("v", np.arange(size)),
        direction=pick(_DIRECTIONS, both["sale"]),
        counterparty_id=both["party"],
        issued_at=issued + rng.integers(0, _OFFICE_SECONDS, size),
        status=pick(_STATUSES, both["void"]),
        net_amount=net,
        tax_amount=tax,
        gross_amount=net + tax,
    )
    return {} if block is None else {"invoices": block}


def _parties(prefix: str, day: Integers, count: int, tilt: float, stay_days: float, rng: Rng) -> Any:
    """Counterparties by Zipf rank; each rank's holder is replaced by a new one every `stay_days` or so."""
    weights = (np.arange(count) + 1.0) ** -tilt
    rank = rng.choice(count, len(day), p=weights / weights.sum())
    since = rng.random(count) * 1.5
    holder = np.floor(day / stay_days + since[rank]).astype(np.int64)
    return names(prefix, rank + count * holder, 5)


def _with_corrections(
    day: Integers, net: Floats, share: float, latest: int, rng: Rng
) -> tuple[Integers, Integers, Floats]:
    """Rows corrected by a later negative invoice: (row, its day, its amount), in whole or part."""
    row = np.flatnonzero(rng.random(len(day)) < share)
    when = day[row] + rng.integers(3, 60, len(row))
    seen = when <= latest
    row, when = row[seen], when[seen]
    part = np.where(rng.random(len(row)) < 0.7, 1.0, rng.uniform(0.1, 0.9, len(row)))
    return row, when, -net[row] * part


def _within_the_face(
    limit: float, day: Integers, net: Floats, party: Objects
) -> tuple[Integers, Floats, Objects]:
    """A sale above the largest invoice that a firm may write (票面限额) becomes several, all but one full."""
    if not limit:
        return day, net, party
    pieces = np.minimum(np.ceil(net / limit), _MOST_PIECES).astype(np.int64)
    row = np.repeat(np.arange(len(net)), pieces)
    last = np.concatenate([row[1:] != row[:-1], [True]]) if len(row) else np.empty(0, dtype=bool)
    full = 0.985 * limit
    amount = np.where(last, np.maximum(net[row] - (pieces[row] - 1) * full, 0.02 * limit), full)
    return day[row], np.minimum(amount, full), party[row]


def _sale_side(life: Life, rng: Rng) -> dict[str, Any]:
    cause = life.causes
    served = rng.binomial(life.orders, np.clip(life.served, 0.0, 1.0))
    day = np.repeat(np.arange(len(served)), served)
    net = cause["price"] * np.exp(cause["price_spread"] * rng.standard_normal(len(day))) * 100
    circle = cause["circle"]
    count = int(np.clip(3 * min(circle, 1.0) + len(day) ** 0.62 * rng.uniform(0.4, 1.6) * circle, 1, 2000))
    stay = 620.0 * np.exp(0.3 * cause["diligence"])
    party = _parties("c", day, count, 0.4 + 1.5 * cause["concentration"], stay, rng)
    day, net, party = _within_the_face(cause["face_limit"] * 100, day, net, party)
    strain = life.strain[day]
    voids = rng.beta(1.8, 18.0) * np.exp(-0.18 * cause["diligence"])
    void = rng.random(len(day)) < np.clip(voids * (1.0 + 1.2 * strain), 0.0, 0.9)
    rate = _TAX_RATES[rng.choice(3, p=(0.35, 0.1, 0.55))]
    careless = np.exp(-0.3 * cause["diligence"] + 0.6 * rng.standard_normal())
    returns = 0.012 * careless * (1.0 + 1.5 * float(life.strain[-180:].mean()))
    row, when, amount = _with_corrections(day, net, min(returns, 0.5), len(life.orders) - 1, rng)
    size = len(day) + len(row)
    return {
        "day": np.concatenate([day, when]),
        "net": np.concatenate([net, amount]),
        "party": np.concatenate([party, party[row]]),
        "void": np.concatenate([void, np.zeros(len(row), bool)]).astype(np.int64),
        "sale": np.ones(size, np.int64),
        "rate": np.full(size, rate),
    }


def _purchase_side(life: Life, rng: Rng) -> dict[str, Any]:
    cause = life.causes
    seen = rng.beta(5.0, 1.6)
    bought = life.bought * seen * cause["invoiced_share"] * 100
    usual = max(float(np.median(bought[bought > 0])), 1.0) if (bought > 0).any() else 1.0
    per_period = rng.uniform(1.0, 14.0) * cause["supply"]
    mean = np.where(bought > 0, np.clip(per_period * np.sqrt(bought / usual), 1.0, 60.0), 0.0)
    number = rng.poisson(mean)
    period = np.repeat(np.arange(len(bought)), number)
    weight = np.exp(1.5 * rng.standard_normal(len(period)))
    total = np.bincount(period, weight, minlength=len(bought))
    net = np.maximum(bought[period] * weight / np.maximum(total[period], 1e-12), 100.0)
    day = np.minimum(period * PERIOD + rng.integers(0, PERIOD, len(period)), len(life.orders) - 1)
    count = int(np.clip(2 + len(day) ** 0.6 * rng.uniform(0.3, 1.5) * cause["supply"], 2, 900))
    party = _parties("u", day, count, 0.3 + 1.6 * rng.beta(2, 3), 900.0, rng)
    void = rng.random(len(day)) < 0.027
    row, when, amount = _with_corrections(day, net, 0.005, len(life.orders) - 1, rng)
    size = len(day) + len(row)
    return {
        "day": np.concatenate([day, when]),
        "net": np.concatenate([net, amount]),
        "party": np.concatenate([party, party[row]]),
        "void": np.concatenate([void, np.zeros(len(row), bool)]).astype(np.int64),
        "sale": np.zeros(size, np.int64),
        "rate": np.full(size, _TAX_RATES[rng.choice(3, p=(0.15, 0.1, 0.75))]),
    }
