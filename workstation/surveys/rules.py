"""The rules of a form, what each one looks at, and the order in which they are worked out.

A rule belongs to a place and is worked out for every node there. What it looks at is known from its text
(`xpath.Expression.reads`); `graph` turns that round. A rule that decides other rules' outcome (relevance, the
number of rows, a calculation) has a rank above theirs; what only judges or shows comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from workstation.errors import KnownError
from workstation.surveys.alignment import alignment
from workstation.surveys.blueprint import Spot
from workstation.surveys.xpath import Expression


class Facet(IntEnum):
    """What a rule decides. The first three decide what other rules see."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    JUDGE = 3  # read-only, required, constraint, choices: all that makes an answer right or wrong
    WORDS = 4  # values shown amid words


@dataclass(slots=True, eq=False)
class Rule:
    """`expressions` has one, several for JUDGE and WORDS. `rank` grows in the order of working out."""

    spot: Spot
    facet: Facet
    expressions: tuple[Expression, ...]
    reads: Mapping[Spot, Spot | None] = field(default_factory=dict)
    rank: int = 0


Watcher = tuple[Rule, Spot | None]
"""A rule that looks at a place; the repeat in whose same row it looks, None where it may look at any row."""


@dataclass(frozen=True, slots=True)
class Graph:
    """`watchers` gives by place the rules that look at it, `rules` by place and facet those that it has."""

    rules: Mapping[Spot, Mapping[Facet, Rule]]
    watchers: Mapping[Spot, tuple[Watcher, ...]]


def graph_of(rules: Iterable[Rule], spots: Mapping[str, Spot]) -> Graph:
    """KnownError form.cycle names the questions of a circle: each would need another's outcome first."""
    by_spot: dict[Spot, dict[Facet, Rule]] = {}
    watchers: dict[Spot, list[Watcher]] = {}
    ordered = list(rules)
    matcher = _Matcher(spots)
    for rule in ordered:
        rule.reads = _reads(rule, matcher)
        by_spot.setdefault(rule.spot, {})[rule.facet] = rule
        for spot, row in rule.reads.items():
            watchers.setdefault(spot, []).append((rule, row))
    _rank(ordered, by_spot)
    return Graph(by_spot, {spot: tuple(found) for spot, found in watchers.items()})


class _Matcher:
    """The places that a path with stars and unknown depths may mean."""

    def __init__(self, spots: Mapping[str, Spot]) -> None:
        self._spots = spots
        self._names = [(tuple(path.split("/")[1:]), spot) for path, spot in spots.items()]
        self._found: dict[str, tuple[Spot, ...]] = {}

    def __call__(self, path: str) -> tuple[Spot, ...]:
        if path in self._spots:
            return (self._spots[path],)
        if path not in self._found:
            wanted = tuple(path.split("/")[1:])
            loose = "*" in wanted or "" in wanted
            hits = (spot for names, spot in self._names if loose and _fits(wanted, names))
            self._found[path] = tuple(hits)
        return self._found[path]


def _fits(wanted: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if not wanted:
        return not names
    if wanted[0] == "":
        return any(_fits(wanted[1:], names[at:]) for at in range(len(names) + 1))
    return bool(names) and wanted[0] in ("*", names[0]) and _fits(wanted[1:], names[1:])


def _reads(rule: Rule, matcher: _Matcher) -> dict[Spot, Spot | None]:
    """What the rule looks at, with the repeat in whose same row it looks."""
    found: dict[Spot, Spot | None] = {}
    for expression in rule.expressions:
        same_row = alignment(expression.text, rule.spot)
        for path in expression.reads(rule.spot.path):
            for spot in matcher(path):
                if spot is rule.spot and (rule.facet >= Facet.JUDGE or "once" in expression.functions):
                    continue  # its own value: it is looked at again anyway when that changes
                row = same_row.get(path)
                known = found.get(spot, row)
                found[spot] = row if known is row else None
    return found


def _rank(rules: list[Rule], by_spot: Mapping[Spot, Mapping[Facet, Rule]]) -> None:
    """Depth first, without recursion, so that a long chain of calculations is no trouble."""
    state: dict[Rule, int] = {}  # 1: on the way, 2: done
    last = 0
    for start in rules:
        if start.facet >= Facet.JUDGE or start in state:
            continue
        way = [(start, iter(_before(start, by_spot)))]
        state[start] = 1
        while way:
            rule, before = way[-1]
            following = next(before, None)
            if following is None:
                way.pop()
                state[rule] = 2
                last += 1
                rule.rank = last
            elif state.get(following) == 1:
                raise _cycle([one for one, _ in way], following)
            elif following not in state:
                state[following] = 1
                way.append((following, iter(_before(following, by_spot))))
    for rule in rules:
        if rule.facet >= Facet.JUDGE:
            rule.rank = last + rule.facet


def _before(rule: Rule, by_spot: Mapping[Spot, Mapping[Facet, Rule]]) -> list[Rule]:
    """The rules whose outcome this one needs: those of what it looks at and of what holds it."""
    found: list[Rule] = []
    for spot in rule.reads:
        own = by_spot.get(spot, {}).get(Facet.CALCULATE)
        if own is not None:
            found.append(own)
        found.extend(_presence(spot, by_spot))
    holds = (one for one in _presence(rule.spot, by_spot) if one is not rule)
    if rule.facet is Facet.COUNT:
        holds = (one for one in holds if one.spot is not rule.spot)
    if rule.facet is Facet.RELEVANT:
        holds = (one for one in holds if one.spot is not rule.spot or one.facet is not Facet.RELEVANT)
    found.extend(holds)
    return found


def _presence(spot: Spot, by_spot: Mapping[Spot, Mapping[Facet, Rule]]) -> list[Rule]:
    """The rules that say whether a place is there at all."""
    facets = (Facet.RELEVANT, Facet.COUNT)
    return [rule for one in spot.up() for facet, rule in by_spot.get(one, {}).items() if facet in facets]


def _cycle(way: list[Rule], back: Rule) -> KnownError:
    circle = [*way[way.index(back) :], back]
    names = [rule.spot.name for rule in circle]
    shown = " → ".join(names if len(names) <= 9 else [*names[:8], "…", names[-1]])
    return KnownError(
        "form.cycle",
        f"calculations or conditions need each other's outcome: {shown}",
        where=back.spot.path,
        remedy="Break the circle in the workbook.",
    )
