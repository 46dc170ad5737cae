"""What `workstation assess --explain` adds: ways out, comparable cases, the cost of missing records."""

from __future__ import annotations

from typing import Any

from workstation.commands.shown import amount, both
from workstation.domain.assessment import ModelOutput
from workstation.features.dictionary import DICTIONARY
from workstation.services.comparing import points_by_domain
from workstation.services.explained import (
    Advice,
    Comparable,
    EvidenceCost,
    Explained,
    Moved,
    OwnCase,
    WayOut,
)


def explained_json(
    explained: Explained, own: tuple[OwnCase, ...], output: ModelOutput | None
) -> dict[str, Any]:
    """Plain data; likeness and probabilities 0–1, limits as yuan. `output` is the deciding model's."""
    advice, near = explained.advice, explained.comparable
    return {
        "points_by_evidence": {domain.value: points for domain, points in points_by_domain(output)},
        "aim": advice.aim or None,
        "target": advice.target,
        "ways": [_way_json(way) for way in advice.ways],
        "nearest": None if advice.nearest is None else _way_json(advice.nearest),
        "why_none": None if advice.why_none is None else both(advice.why_none),
        "comparable": None if near is None else _near_json(near),
        "decided_here": [
            {
                "applicant": one.applicant_id,
                "likeness": one.likeness,
                "outcome": one.outcome.value,
                "decided_on": one.decided_on.isoformat(),
                "days_past_due": one.days_past_due,
            }
            for one in own
        ],
        "missing": [
            {
                "domain": cost.domain.value,
                "covered": cost.covered,
                "features": list(cost.features),
                "points": cost.usual,
                "points_of_the_weak": cost.weak,
                "points_of_the_strong": cost.strong,
            }
            for cost in explained.missing
        ],
    }


def _way_json(way: WayOut) -> dict[str, Any]:
    return {
        "moves": [{"feature": m.feature, "from": m.before, "to": m.after} for m in way.moved],
        "how": [both(how) for how in way.how],
        "days": way.days,
        "probability": way.probability,
        "grade": way.grade,
        "outcome": way.outcome.value,
        "limit": None if way.limit is None else amount(way.limit),
        "still": None if way.still is None else both(way.still),
    }


def _near_json(near: Comparable) -> dict[str, Any]:
    return {
        "model": near.model,
        "simulated": near.simulated,
        "count": near.count,
        "defaulted": near.bad,
        "set_count": near.set_count,
        "set_defaulted": near.set_bad,
        "likeness": [case.likeness for case in near.nearest],
    }


def explained_lines(explained: Explained) -> list[str]:
    """The same for people."""
    lines = [*_advice_lines(explained.advice)]
    if (near := explained.comparable) is not None:
        whose = "simulated sellers" if near.simulated else "sellers"
        lines.append(
            f"  of the {near.count} nearest {whose} {near.bad} defaulted; "
            f"of all {near.set_count}, {near.set_bad}"
        )
    lines += [_cost_line(cost) for cost in explained.missing if cost.usual is not None]
    return lines


def _advice_lines(advice: Advice) -> list[str]:
    if advice.why_none is not None:
        return [f"  what would change it: {advice.why_none.en}"]
    ways = [f"  what would change it: {_way_line(way)}" for way in advice.ways]
    if not ways and advice.nearest is not None:
        return [f"  nothing plausible would be enough; the most: {_way_line(advice.nearest)}"]
    return ways or ["  nothing that the applicant can change moves the score"]


def _way_line(way: WayOut) -> str:
    moves = ", ".join(map(_moved, way.moved))
    still = "" if way.still is None else f"; still in the way: {way.still.en}"
    return f"{moves} → {way.probability:.2%}, grade {way.grade}, {way.outcome.value}{still}"


def _moved(moved: Moved) -> str:
    feature = DICTIONARY[moved.feature]
    return f"{feature.title.en} {feature.shown(moved.before).en} to {feature.shown(moved.after).en}"


def _cost_line(cost: EvidenceCost) -> str:
    return (
        f"  without a record ({cost.domain.value}): {cost.usual:+.1f} points with what sellers usually have, "
        f"{cost.weak:+.1f} with the weakest tenth's, {cost.strong:+.1f} with the strongest's"
    )
