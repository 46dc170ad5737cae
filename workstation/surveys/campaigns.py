"""Campaigns of visits (每半年一次): which sellers to visit, by kind of shop, trade and region, and who goes.

Within each stratum the draw is at random, but by a seed that is kept: who doubts it draws again and finds the
same sellers. Goes in: who could be visited. Comes out: strata with those drawn, and an officer for each.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workstation.domain.surveying import Visit
from workstation.errors import KnownError

STRATA = ("shop_kind", "trade", "region")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A seller who could be visited. `officers` have the file in their scope; `visited_on` is the day of the
    last visit that counts."""

    applicant_id: str
    shop_kind: str
    trade: str
    region: str
    officers: tuple[str, ...] = ()
    visited_on: date | None = None


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """`size` sellers in all, spread over the strata `by` as the sellers are, but at least `least` from each
    that has so many. Who was visited on `rested_since` or later is left out. All are visited with `form`,
    each with that of his kind of shop where none is named. Raises `KnownError` `campaign.plan`."""

    id: str
    title_zh: str
    title_en: str
    size: int
    starts_on: date
    due_on: date
    seed: int
    by: tuple[str, ...] = STRATA
    least: int = 1
    rested_since: date | None = None
    form: str = ""

    def __post_init__(self) -> None:
        wrong = next((words for holds, words in _wanted(self) if not holds), "")
        if wrong:
            raise _refused("campaign.plan", wrong, self.id, "Correct the plan.")


@dataclass(frozen=True, slots=True)
class Stratum:
    """`key` are the values of the plan's strata; `frame` is how many sellers could be drawn."""

    key: tuple[str, ...]
    frame: int
    drawn: tuple[Candidate, ...]


def draw(plan: CampaignPlan, candidates: Iterable[Candidate]) -> tuple[Stratum, ...]:
    """Raises `KnownError` `campaign.frame` where there are fewer sellers than are to be drawn,
    `campaign.size` where the strata alone ask for more."""
    frames: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for one in candidates:
        if plan.rested_since is None or one.visited_on is None or one.visited_on < plan.rested_since:
            frames[tuple(getattr(one, name) for name in plan.by)].append(one)
    sizes = {key: len(frames[key]) for key in sorted(frames)}
    counts = _allocate(plan, sizes)
    return tuple(
        Stratum(key, sizes[key], tuple(sorted(frames[key], key=lambda one: _lot(plan, one))[: counts[key]]))
        for key in sizes
    )


def allot(plan: CampaignPlan, strata: Sequence[Stratum], officers: Sequence[str] = ()) -> Mapping[str, str]:
    """An officer for every seller drawn: one who has the file, or where nobody has it one of `officers`; of
    several, who has the fewest visits so far, and of those who goes to the seller's region already. Raises
    `KnownError` `campaign.officers` where there is nobody."""
    load: Counter[str] = Counter()
    regions: dict[str, set[str]] = defaultdict(set)
    chosen: dict[str, str] = {}
    drawn = [one for stratum in strata for one in stratum.drawn]
    # Whom nobody else could visit first: the others are spread around them.
    for one in sorted(drawn, key=lambda c: (len(c.officers) or len(officers), c.region, c.applicant_id)):
        able = one.officers or tuple(officers)
        if not able:
            raise _refused(
                "campaign.officers",
                "nobody has this file in scope, and no officers are named",
                one.applicant_id,
                "Name officers with --officer, or assign the file.",
            )
        who = min(able, key=lambda name: (load[name], one.region not in regions[name], name))
        load[who] += 1
        regions[who].add(one.region)
        chosen[one.applicant_id] = who
    return chosen


def visit_for(plan: CampaignPlan, candidate: Candidate, officer: str) -> Visit:
    name = hashlib.sha256(candidate.applicant_id.encode()).hexdigest()[:16]
    return Visit(
        id=f"{plan.id}-{name}",
        applicant_id=candidate.applicant_id,
        campaign=plan.id,
        title_zh=plan.title_zh,
        title_en=plan.title_en,
        form=plan.form or candidate.shop_kind,
        assigned_to=officer,
        starts_on=plan.starts_on,
        due_on=plan.due_on,
    )


def _allocate(plan: CampaignPlan, sizes: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Proportionally, by largest remainders, above what each stratum has at least; exact, so that the same
    plan gives the same numbers everywhere."""
    if sum(sizes.values()) < plan.size:
        raise _refused(
            "campaign.frame",
            f"{sum(sizes.values())} sellers could be visited, and {plan.size} are to be drawn",
            plan.id,
            "Draw fewer, or leave out fewer who were visited.",
        )
    counts = {key: min(plan.least, size) for key, size in sizes.items()}
    left = plan.size - sum(counts.values())
    if left < 0:
        raise _refused(
            "campaign.size",
            f"{len(sizes)} strata ask for {sum(counts.values())} visits, and {plan.size} are to be made",
            plan.id,
            "Make more visits, ask for fewer from each, or divide by less.",
        )
    rest = {key: size - counts[key] for key, size in sizes.items()}
    room = sum(rest.values())
    if not left or not room:
        return counts
    shares = {key: Fraction(left * size, room) for key, size in rest.items()}
    for key, share in shares.items():
        counts[key] += int(share)
    short = left - sum(int(share) for share in shares.values())
    # A share never exceeds its stratum, as `left` never exceeds `room`; rounded up it may just reach it.
    for key in sorted(shares, key=lambda k: (int(shares[k]) - shares[k], k))[:short]:
        counts[key] += 1
    return counts


def _lot(plan: CampaignPlan, candidate: Candidate) -> bytes:
    """The seller's lot: the same for one seed and seller, whoever else could be drawn."""
    return hashlib.sha256(f"{plan.id}\n{plan.seed}\n{candidate.applicant_id}".encode()).digest()


def _wanted(plan: CampaignPlan) -> tuple[tuple[bool, str], ...]:
    named = bool(plan.id) and plan.id.replace("-", "").isalnum() and plan.id.isascii()
    known = bool(plan.by) and set(plan.by) <= set(STRATA) and len(set(plan.by)) == len(plan.by)
    return (
        (named, "a campaign's id is of letters, digits and hyphens"),
        (bool(plan.title_zh.strip() and plan.title_en.strip()), "a campaign has a title in both languages"),
        (plan.size > 0 and plan.least >= 0, "at least one seller is visited"),
        (plan.starts_on <= plan.due_on, "it starts before it is due"),
        (known, f"strata are {', '.join(STRATA)}, each once"),
    )


def _refused(code: str, message: str, where: str, remedy: str) -> KnownError:
    return KnownError(code, message, where=where, remedy=remedy)
