"""What is got back after a default: collections from a smaller business, with other debts ahead of ours.

In: the causes of a batch, its account with the loan, the loan. Out: the share of the exposure that is lost
for each seller that defaulted. Two years of periods are run on: a business that fell keeps a part of its
last sales, more where buyers are many and loyal, or closes; its owner eats first, older private debts take
their part, what is left is ours. The stock is sold off cheaply. Money that comes later is worth less.
"""

from __future__ import annotations

import numpy as np

from workstation.training.simulator.cash import Account
from workstation.training.simulator.causes import Causes, Floats, Rng
from workstation.training.simulator.loans import PERIOD, Instalments

_PERIODS = 73  # two years
_CLOSES = 0.28  # share of those who fail, at middling diligence
_LEFT = -0.35  # log of what is left of sales, median
_SALVAGE = 0.45  # of the stock's cost
_COLLECTING = 0.08  # of what is got back
_AHEAD = 0.40  # of what can be paid goes to older private debts while there are any
_MEANS_DAYS = 18.0  # of sales: what owner and family can raise, median
_MONTHLY = 0.16 / 12


def loss_shares(causes: Causes, lent: Account, loan: Instalments, rng: Rng) -> Floats:
    """Sellers: the share of the exposure at default that two years of collecting do not bring, discounted at
    the loan's rate and less the cost of collecting; NaN for those who did not default."""
    size = len(causes)
    settled_in = (
        causes.age / 900.0
    ) ** 0.4  # an old business has more to fall back on, and less often closes
    loyal = 0.8 * (causes.repeat - 0.25) - 0.5 * (causes.concentration - 0.4)
    kept = np.exp(_LEFT + 0.3 * rng.standard_normal(size) + 0.25 * causes.diligence + loyal)
    closes = rng.random(size) < _CLOSES * np.exp(-0.5 * causes.diligence) / settled_in
    willing = np.clip(0.65 + 0.12 * causes.diligence + 0.15 * rng.standard_normal(size), 0.1, 1.0)
    fell = np.maximum(loan.fell, 9)
    everyone = np.arange(size)
    sales = np.mean([lent.sold[everyone, fell - back] for back in range(9)], axis=0)
    sales = sales * np.minimum(kept, 1.2) * ~closes
    household = np.maximum(causes.household * 0.05 * sales, 0.5 * causes.bare_needs * PERIOD)
    running = np.minimum(causes.fixed_cost * causes.sales * PERIOD, 0.9 * causes.fixed_cost * sales + 1.0)
    surplus = np.maximum((causes.margin - causes.advertising) * sales - running - household, 0.0)

    luck = np.exp(0.5 * rng.standard_normal(size) + 0.45 * causes.diligence)
    means = _MEANS_DAYS * causes.sales * luck * settled_in
    exposure = np.maximum(loan.exposure, 1e-9)
    older = lent.debt[everyone, fell] + lent.carried[everyone, fell]
    salvage = _SALVAGE * lent.stock[everyone, fell] + np.maximum(lent.balance[everyone, fell], 0.0)
    ours = np.zeros(size)
    for period in range(_PERIODS):
        paying = (surplus + means / _PERIODS) * willing + (salvage if period == 3 else 0.0)
        ahead = np.minimum(older, _AHEAD * paying)
        older = older - ahead
        worth = (1.0 + _MONTHLY) ** (-period * PERIOD / 30.0)
        ours = np.minimum(ours + (paying - ahead) * worth, exposure)
    lost: Floats = np.clip(1.0 - ours * (1.0 - _COLLECTING) / exposure, 0.0, 1.0)
    return np.where(loan.defaulted, lost, np.nan)
