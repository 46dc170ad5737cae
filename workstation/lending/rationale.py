"""Why: the principal reasons for and against, out of the model's contributions and the rules that fired.

Goes in: a case, what the rules found, the reason table. Comes out: a `Rationale`. Contributions in points
are grouped by reason and added; findings that a person must hear first come first; at most four against.
"Score too low" is never a reason, and what has no record is said to have none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum

from workstation.domain.assessment import Contribution, MissingEvidence, ModelOutput, Rationale, Reason
from workstation.domain.lending import Finding, Staircase
from workstation.domain.text import Bilingual
from workstation.lending.capacity import affordable
from workstation.lending.case import LendingCase
from workstation.lending.figures import Figures, day, either, listed, money, number, percent
from workstation.lending.policy import Policy
from workstation.lending.policy_limits import ANY
from workstation.lending.product import Product
from workstation.lending.product_parts import FullLoop
from workstation.lending.reasons import ReasonTable, Side
from workstation.lending.scenarios.effects import Effect
from workstation.lending.wording import same

METHOD = "TreeSHAP contributions in points, grouped by reason"
METHOD_AGAINST = "baseline Shapley values in points against the just-approved median, grouped by reason"
"""A comparison that 12 CFR 1002.9 comment 9(b)(2)-5 names; `METHOD` is for bundles without a reference."""
MOST_REASONS = 4
"""More than four help nobody: 12 CFR 1002.9 comment 9(b)(2)-1, as a model and not as PRC law."""
_MOST_FIGURES = 3
_POINT_PLACES = 6
_UNREAD = "hard.no_consent"
"""Without an authorisation nothing of the records may be read, so nothing is said of them either."""
_AGAINST_NOTE = "method_against"
_POINTS_NOTE = "scenario_points"
_VISIT_FIGURES, _VISIT_NOTE = "of_visit", "visit"
_OF_VISIT = "survey_"
"""How the names of features begin that a visit measured."""
_NAMED_CODES = ("hard.", "product.", "limit.", "cap.")


def rationale(
    case: LendingCase,
    findings: Sequence[Finding],
    product: Product,
    policy: Policy,
    words: ReasonTable,
    steps: Staircase | None = None,
    acting: Sequence[Effect] = (),
    heard: Sequence[Bilingual] = (),
) -> Rationale:
    """The reasons of one proposal; `steps` is its limit staircase, where it has one, and `acting` what
    scenarios did: a note each, and what they added to the score among the reasons. `heard` is what other
    models changed, a note each."""
    leading = [_of_finding(f) for f in findings if f.code.startswith(_NAMED_CODES)]
    if any(f.code == _UNREAD for f in findings):
        return Rationale(against=tuple(leading[:MOST_REASONS]), method=METHOD)
    pulls, method = _pulls(case.assessment.output, words)
    weighed = _weighed(pulls, words, case.visited_on) + _added(acting, words)
    against = sorted((r for r in weighed if r.points < 0), key=lambda r: (r.points, r.code))
    in_favour = sorted((r for r in weighed if r.points > 0), key=lambda r: (-r.points, r.code))
    return Rationale(
        against=tuple([*leading, *against][:MOST_REASONS]),
        in_favour=tuple(in_favour[:MOST_REASONS]),
        missing=_missing(case, product, words),
        method=method,
        notes=(
            *(effect.text for effect in acting),
            *heard,
            *_binding(steps, words),
            *_notes(case, product, policy, words),
        ),
    )


def _of_finding(finding: Finding) -> Reason:
    """A rule that decided, as a reason: it has no points, because no model gave it any."""
    return Reason(finding.code, 0.0, (), finding.text, finding.applicant_text, finding.remedy)


def _added(acting: Sequence[Effect], words: ReasonTable) -> list[Reason]:
    """The points that scenarios added, each as a reason that rests on no feature. To the applicant it names
    the scenario and no score, where the table has the words."""

    def told(effect: Effect) -> Bilingual:
        if not words.can_note(_POINTS_NOTE):
            return effect.text
        return words.note(_POINTS_NOTE, {"scenario": effect.name})

    return [
        Reason(f"scenario.{effect.scenario_id}", float(effect.points), (), effect.text, told(effect))
        for effect in acting
        if effect.points
    ]


def _pulls(output: ModelOutput | None, words: ReasonTable) -> tuple[tuple[Contribution, ...], str]:
    """What each feature did to the score, and by which method: against the just-approved median where the
    model has one and the table can say so, else against the model's average."""
    if output is None:
        return (), METHOD
    if output.against and words.can_note(_AGAINST_NOTE):
        return output.against, METHOD_AGAINST
    return output.contributions, METHOD


def _weighed(pulls: Sequence[Contribution], words: ReasonTable, visited_on: date | None) -> list[Reason]:
    """Every reason that moved the score by at least the table's least points."""
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for contribution in pulls:
        row = words.reason_of(contribution.feature)
        groups[row.code if row is not None else contribution.feature].append(contribution)
    reasons: list[Reason] = []
    for code, group in groups.items():
        # Correctly rounded and cut to six places: the sum is the same on every machine.
        points = round(fsum(c.points for c in group), _POINT_PLACES)
        if abs(points) >= words.least_points and (reason := _reason(code, points, group, words, visited_on)):
            reasons.append(reason)
    return reasons


def _reason(
    code: str, points: float, group: list[Contribution], words: ReasonTable, visited_on: date | None
) -> Reason | None:
    """The reason with the figures of those features that pulled the same way, the strongest first. What a
    visit measured says so."""
    same_way = [c for c in group if (c.points < 0) == (points < 0) and c.points != 0]
    same_way.sort(key=lambda c: (-abs(c.points), c.feature))
    shown = [_shown(c, words, visited_on) for c in same_way[:_MOST_FIGURES]]
    row = words.reason_of(same_way[0].feature)
    figures: Figures = {"figures": listed(shown), "name": same(code) if row is None else row.name.fill()}
    side: Side | None
    if row is None:
        side = words.unknown
    elif all(c.value is None for c in same_way):
        side = words.no_record
    else:
        side = row.against if points < 0 else row.in_favour
    if side is None:
        return None
    return Reason(
        code,
        points,
        tuple(c.feature for c in same_way),
        side.officer.fill(figures),
        side.applicant.fill(figures),
        side.remedy.fill(figures) if side.remedy is not None and points < 0 else None,
    )


def _shown(pull: Contribution, words: ReasonTable, visited_on: date | None) -> Bilingual:
    """The figure, and the day of the visit where it came from one and the table can say so."""
    figure = words.shown(pull.feature, pull.value)
    from_visit = visited_on is not None and pull.value is not None and pull.feature.startswith(_OF_VISIT)
    if visited_on is None or not from_visit or not words.can_note(_VISIT_FIGURES):
        return figure
    return words.note(_VISIT_FIGURES, {"figure": figure, "day": day(visited_on)})


def _missing(case: LendingCase, product: Product, words: ReasonTable) -> tuple[MissingEvidence, ...]:
    """Every domain without a record, those that the product waits for first."""
    coverage = case.assessment.coverage
    covered = set(coverage.covered)
    waited_for = {
        domain for group in product.evidence.required if covered.isdisjoint(group) for domain in group
    }
    ordered = sorted(coverage.missing, key=lambda domain: domain not in waited_for)
    return tuple(words.missing(domain) for domain in ordered)


def _binding(steps: Staircase | None, words: ReasonTable) -> Iterable[Bilingual]:
    """Which step sets the limit, and which would come next and allow how much. Nothing is said where a step
    could not be reckoned: the limit is no promise then."""
    if steps is None or not steps.complete or steps.next_amount is None:
        return
    others = [step for step in steps.steps if step.code != steps.binding]
    following = min(others, key=lambda step: step.amount or 0)
    yield words.note(
        "limit_binds",
        {
            "step": steps.step(steps.binding).name,
            "limit": money(steps.limit),
            "next": following.name,
            "amount": money(steps.next_amount),
        },
    )


def _notes(case: LendingCase, product: Product, policy: Policy, words: ReasonTable) -> Iterable[Bilingual]:
    """What was assumed, so that nobody takes it for measured."""
    found = affordable(case, policy)
    if found is not None and not found.goods_measured:
        trade = policy.capacity.shares_of(case.applicant.trade, case.cash.basis).trade
        name = Bilingual("通用", "any trade") if trade == ANY else same(trade)
        yield words.note("goods_from_table", {"share": percent(found.goods, 1), "trade": name})
    if case.applicant.opened_on is None:
        yield words.note("opening_unknown")
    age = (case.today - case.assessment.as_of).days
    if age > policy.freshness.stale_days:
        yield words.note("evidence_ended", {"day": day(case.assessment.as_of), "age": number(age)})
    if case.visited_on is not None and words.can_note(_VISIT_NOTE):
        yield words.note(_VISIT_NOTE, {"day": day(case.visited_on)})
    if product.full_loop is not None:
        yield _loop(product.full_loop, case, words)
    if case.assessment.output is not None:
        method = _pulls(case.assessment.output, words)[1]
        yield words.note(_AGAINST_NOTE if method is METHOD_AGAINST else "method")


def _loop(loop: FullLoop, case: LendingCase, words: ReasonTable) -> Bilingual:
    """Whether the product may bear its stronger name: only where the links back are evidenced (闭环)."""
    covered = set(case.assessment.coverage.covered)
    lacking = [either(group) for group in loop.required if covered.isdisjoint(group)]
    if not lacking:
        return words.note("full_loop", {"name": loop.name.fill()})
    return words.note("not_full_loop", {"name": loop.name.fill(), "domains": listed(lacking)})
