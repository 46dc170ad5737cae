"""Baseline Shapley values: how much each player moved one case away from one reference, exactly.

A player is one feature, or a group of features that move together (a reason). The worth of a set of players
is the score of the reference with the case's values put in for them; a player's value is its mean worth over
all orders in which they could join (Sundararajan and Najmi, "The many Shapley values for model explanation",
2020). Values add up to score(case) − score(reference). In a monotone model a player that is no worse than
the reference cannot raise the risk, so it can never be given as a reason against.

Of trees it is exact at the price of one walk over the leaves: a leaf is reached by the players that must come
from the case (n of them) and without those that must stay (m), so each of the former gets its value times
(n−1)!·m!/(n+m)!, each of the latter loses n!·(m−1)!/(n+m)! of it. For any other scoring function it is exact
up to `MOST_ENUMERATED` players that differ, and by antithetic orders with a fixed seed beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from math import factorial
from typing import TypeAlias

import numpy as np

from workstation.scoring.explaining.forest import Floats, Forest, Integers, Mask

Score: TypeAlias = Callable[[Floats], Floats]
"""Rows × features in, a log-odds of default for each row out."""
Players: TypeAlias = Sequence[Sequence[int]]
"""The columns of each player. A column belongs to one player at most; one that belongs to none stays as the
reference has it and must not differ."""
Explain: TypeAlias = Callable[[Floats], Floats]
"""One case in, the value of each player out, in log-odds: above zero speaks against."""

MOST_ENUMERATED = 12
ORDERS = 128
SEED = 42


class TreeBaseline:
    """Exact baseline Shapley values of a `Forest` against one reference; safe from several threads."""

    def __init__(self, forest: Forest, reference: Floats, players: Players) -> None:
        self._forest, self._count = forest, len(players)
        owner = _owners(players, forest.width)
        player, leaf, node, left, starts = _conditions(forest, owner)
        self._node, self._left, self._starts = node, left, starts
        self._player, self._leaf = player, leaf
        self._leaf_starts = np.flatnonzero(np.diff(leaf, prepend=-1))
        self._values = np.array([found.value for found in forest.leaves if found.turns])
        self._most = int(np.diff(self._leaf_starts, append=len(leaf)).max(initial=0))
        self._gain, self._loss = _weights(self._most)
        self._reference_fits = self._fits(reference)

    def __call__(self, case: Floats) -> Floats:
        """The value of each player, in the forest's raw log-odds."""
        if not len(self._starts):
            return np.zeros(self._count)
        fits, stays = self._fits(case), self._reference_fits
        from_case, from_reference = fits & ~stays, stays & ~fits
        come = np.add.reduceat(from_case.astype(np.int64), self._leaf_starts)
        stay = np.add.reduceat(from_reference.astype(np.int64), self._leaf_starts)
        reached = np.logical_and.reduceat(fits | stays, self._leaf_starts)
        worth = np.where(reached, self._values, 0.0)
        gain = (worth * self._gain[come, stay])[self._leaf]
        loss = (worth * self._loss[come, stay])[self._leaf]
        moved = np.where(from_case, gain, 0.0) - np.where(from_reference, loss, 0.0)
        values = np.bincount(self._player, moved, minlength=self._count)
        return values[: self._count].astype(np.float64, copy=False)

    def _fits(self, row: Floats) -> Mask:
        """For each player on the way to each leaf: whether `row` turns as the leaf asks at all its splits."""
        if not len(self._starts):
            return np.zeros(0, dtype=np.bool_)
        turns_so: Mask = self._forest.goes_left(row)[self._node] == self._left
        fits: Mask = np.logical_and.reduceat(turns_so, self._starts)
        return fits


def _owners(players: Players, width: int) -> Integers:
    """The player of each column; columns of nobody share a last player, whose value is left out."""
    owner = np.full(width, len(players), dtype=np.int64)
    for number, columns in enumerate(players):
        owner[list(columns)] = number
    return owner


def _conditions(forest: Forest, owner: Integers) -> tuple[Integers, Integers, Integers, Mask, Integers]:
    """Turns grouped by leaf and player: the player and leaf of each group, each turn's split and side, and
    where each group's turns begin."""
    players, leaves, starts = [], [], []
    nodes: list[int] = []
    lefts: list[bool] = []
    for number, leaf in enumerate(found for found in forest.leaves if found.turns):
        owned = sorted((int(owner[forest.column[t.node]]), t.node, t.left) for t in leaf.turns)
        for player, turns in groupby(owned, key=lambda turn: turn[0]):
            players.append(player)
            leaves.append(number)
            starts.append(len(nodes))
            for _, node, left in turns:
                nodes.append(node)
                lefts.append(left)
    return (
        np.array(players, dtype=np.int64),
        np.array(leaves, dtype=np.int64),
        np.array(nodes, dtype=np.int64),
        np.array(lefts, dtype=np.bool_),
        np.array(starts, dtype=np.int64),
    )


def _weights(most: int) -> tuple[Floats, Floats]:
    """[n, m] → what one of n that come gains, and what one of m that stay loses, of a leaf's value."""
    gain, loss = np.zeros((most + 1, most + 1)), np.zeros((most + 1, most + 1))
    for come in range(most + 1):
        for stay in range(most + 1 - come):
            whole = factorial(come + stay)
            if come:
                gain[come, stay] = factorial(come - 1) * factorial(stay) / whole
            if stay:
                loss[come, stay] = factorial(come) * factorial(stay - 1) / whole
    return gain, loss


class ScoreBaseline:
    """Baseline Shapley values of any scoring function; exact where few players differ."""

    def __init__(
        self,
        score: Score,
        reference: Floats,
        players: Players,
        *,
        most_enumerated: int = MOST_ENUMERATED,
        orders: int = ORDERS,
        seed: int = SEED,
    ) -> None:
        self._score, self._reference = score, reference
        self._players = [np.array(list(columns), dtype=np.int64) for columns in players]
        self._most, self._orders, self._seed = most_enumerated, orders, seed

    def __call__(self, case: Floats) -> Floats:
        """The value of each player in the score's own unit. Players that do not differ get exactly zero."""
        differing = [n for n, columns in enumerate(self._players) if self._differs(case, columns)]
        values = np.zeros(len(self._players))
        if not differing:
            return values
        few = len(differing) <= self._most
        values[differing] = self._enumerated(case, differing) if few else self._sampled(case, differing)
        return values

    def _differs(self, case: Floats, columns: Integers) -> bool:
        return not np.array_equal(case[columns], self._reference[columns], equal_nan=True)

    def _mixed(self, case: Floats, joined: Mask, playing: Sequence[int]) -> Floats:
        """A row for each row of `joined`: the reference with the case's values for those who joined."""
        rows = np.tile(self._reference, (len(joined), 1))
        for position, player in enumerate(playing):
            columns = self._players[player]
            rows[np.ix_(joined[:, position], columns)] = case[columns]
        return rows

    def _enumerated(self, case: Floats, playing: Sequence[int]) -> Floats:
        count = len(playing)
        sets = np.arange(1 << count)
        joined = (sets[:, None] >> np.arange(count)) & 1 == 1
        worth = self._score(self._mixed(case, joined, playing))
        sizes = joined.sum(axis=1)
        weight = np.array([factorial(s) * factorial(count - s - 1) for s in range(count)]) / factorial(count)
        values = np.empty(count)
        for position in range(count):
            without = sets[~joined[:, position]]
            gained = worth[without | (1 << position)] - worth[without]
            values[position] = float(np.dot(weight[sizes[without]], gained))
        return values

    def _sampled(self, case: Floats, playing: Sequence[int]) -> Floats:
        """Mean over orders drawn with the fixed seed, each with its reverse; sums stay exact."""
        count = len(playing)
        random = np.random.default_rng(self._seed)
        half = [random.permutation(count) for _ in range((self._orders + 1) // 2)]
        drawn = np.array([order for forward in half for order in (forward, forward[::-1])])
        joined = np.zeros((len(drawn), count + 1, count), dtype=np.bool_)
        for place in range(count):
            joined[np.arange(len(drawn))[:, None], np.arange(place + 1, count + 1), drawn[:, [place]]] = True
        worth = self._score(self._mixed(case, joined.reshape(-1, count), playing)).reshape(len(drawn), -1)
        values = np.bincount(drawn.ravel(), np.diff(worth, axis=1).ravel(), minlength=count)
        return np.asarray(values / len(drawn))
