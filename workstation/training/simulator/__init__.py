"""The seeded simulator of sellers: causes in, ledgers and loan outcomes out.

Sellers are made of causes (demand, stock, diligence, debts, shocks); a loan defaults when its cash account
runs dry, never because a label says so. Nothing here is fitted to a person or firm.
"""

from workstation.training.simulator.outcomes import Outcomes
from workstation.training.simulator.sellers import SimulatedSeller, simulate
from workstation.training.simulator.trades import TRADE_BY_KEY, TRADES, Trade
from workstation.training.simulator.views import COMMERCE, Commerce, View
from workstation.training.simulator.world import SHIFTED_WORLD, TRAINING_WORLD, World

__all__ = [
    "COMMERCE",
    "SHIFTED_WORLD",
    "TRADES",
    "TRADE_BY_KEY",
    "TRAINING_WORLD",
    "Commerce",
    "Outcomes",
    "SimulatedSeller",
    "Trade",
    "View",
    "World",
    "simulate",
]
