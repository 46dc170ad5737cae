"""What would change the outcome of an appraisal, checked by appraising the changed case whole.

Goes in: an appraisal, the suite it rests on, the rulebook and the table of levers. Comes out: an `Advice`.
What is told of a way out is what the suite and the rules said of it, never what the search hoped. Nothing
is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from workstation.domain.text import Bilingual
from workstation.services.comparing import leading_model, row_for
from workstation.services.explained import Advice, Moved, WayOut
from workstation.services.levers import Levers, pullable
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.scoring import Model, ModelSuite
    from workstation.scoring.explaining import Way
    from workstation.scoring.explaining.forest import Floats

Changed: TypeAlias = Mapping[str, float | None]
Imagine: TypeAlias = Callable[[Appraisal, Changed], Appraisal]

_JUST_BELOW = 1e-6  # of log-odds: a probability is rounded before it is held against a cut-off


def advise(
    appraisal: Appraisal,
    suite: ModelSuite,
    rules: Rulebook,
    levers: Levers,
    imagine: Imagine,
) -> Advice:
    """The smallest plausible changes that would turn a score's decline, or reach the next better grade.

    `imagine` appraises the same case with other figures (`Appraisals.what_if`; its reasons are not read).
    Where the cut-off alone would not do, because a limit then stands in the way, better grades are tried
    until money is lent.
    """
    model = leading_model(appraisal, suite)
    aim, targets = _aim(appraisal, rules, model)
    if not targets:
        return Advice("", why_none=_why_none(appraisal))
    search = _Search(appraisal, suite, levers, imagine)
    first, nearest = search.ways(targets[0])
    found, reached = first, targets[0]
    for target in targets[1:]:
        if not found or any(way.outcome.lends for way in found):
            break
        found, reached = search.ways(target)[0], target
    if found and (aim == "grade" or any(way.outcome.lends for way in found)):
        return Advice(aim, reached, found, nearest)
    return Advice(aim, targets[0], first, nearest)


def _aim(appraisal: Appraisal, rules: Rulebook, model: Model | None) -> tuple[str, list[float]]:
    """What to reach, the easiest first: the product's cut-off where the score declined and then the grades
    below it, else the edge of the next better grade. Nothing where a rule decided that no figure can turn."""
    from workstation.lending.scenarios.applying import under

    output = appraisal.assessment.output
    if model is None or output is None or output.probability is None or _ruled(appraisal):
        return "", []
    grades = model.entry.scale.grades
    if any(finding.code == "decline.score" for finding in appraisal.proposal.findings):
        _, in_force = under(appraisal.case, appraisal.rules or rules)
        cut_off = float(in_force.policy.admission_of(in_force.product(appraisal.product)).cutoff)
        below = [grade.up_to for grade in reversed(grades) if grade.up_to < cut_off]
        return "admission", [cut_off, *below]
    better = [grade.up_to for grade in grades if grade.up_to < output.probability]
    return ("grade", better[-1:]) if better else ("", [])


def _ruled(appraisal: Appraisal) -> bool:
    """Whether a rule decided that no figure of the models can turn."""
    return any(f.code.startswith(("hard.", "product.")) for f in appraisal.proposal.findings)


def _why_none(appraisal: Appraisal) -> Bilingual:
    if _ruled(appraisal):
        return Bilingual(
            "由规则决定，改变经营数据不能改变结果", "A rule decided; no change of the figures changes it"
        )
    if appraisal.assessment.output is None:
        return Bilingual("没有适用的模型，先补充资料", "No model applies: evidence has to come first")
    return Bilingual("已是最好的等级", "The grade is the best there is")


class _Search:
    """One case, its levers and the models that spoke, for as many targets as are asked."""

    def __init__(
        self,
        appraisal: Appraisal,
        suite: ModelSuite,
        levers: Levers,
        imagine: Imagine,
    ) -> None:
        from workstation.scoring.explaining import Tried

        self._appraisal, self._imagine = appraisal, imagine
        models = _of_default(appraisal, suite)
        columns = tuple(dict.fromkeys(name for m in models for name in m.entry.features))
        features = appraisal.assessment.features
        self._pulled = pullable(levers, features, columns)
        options = [one.option(columns) for one in self._pulled]
        case = row_for(features, columns)
        self._steps = Tried(_score_of(models, columns, case), case, options)
        self._appraised: dict[Way, WayOut] = {}

    def ways(self, target: float) -> tuple[tuple[WayOut, ...], WayOut | None]:
        """The ways below a probability of `target` that hold when the whole case is appraised again, and the
        nearest where there is none."""
        found = self._steps.ways(math.log(target / (1 - target)) - _JUST_BELOW)
        checked = tuple(way for way in map(self._checked, found.reaching) if way.probability <= target)
        return checked, None if found.nearest is None else self._checked(found.nearest)

    def _checked(self, way: Way) -> WayOut:
        if way not in self._appraised:
            self._appraised[way] = self._appraise(way)
        return self._appraised[way]

    def _appraise(self, way: Way) -> WayOut:
        changed: dict[str, float] = {}
        for step in way.steps:
            changed |= self._pulled[step.option].steps[step.level]
        after = self._imagine(self._appraisal, changed)
        steps, features = after.proposal.staircase, self._appraisal.assessment.features
        used = [self._pulled[step.option].lever for step in way.steps]
        still = after.proposal.findings if not after.proposal.outcome.lends else ()
        return WayOut(
            tuple(Moved(name, features.get(name) or 0.0, value) for name, value in changed.items()),
            tuple(lever.how.fill() for lever in used),
            max(lever.days for lever in used),
            after.assessment.probability or 0.0,
            after.assessment.grade,
            after.proposal.outcome,
            None if steps is None else steps.limit,
            still[0].text if still else None,
        )


def _of_default(appraisal: Appraisal, suite: ModelSuite) -> tuple[Model, ...]:
    """The models of default that spoke; the most prudent of them leads."""
    spoke = {o.model for o in appraisal.assessment.outputs if o.applies and o.role == "pd"}
    return tuple(m for m in suite.trees if m.entry.id in spoke)


def _score_of(models: Sequence[Model], columns: Sequence[str], case: Floats) -> Callable[[Floats], Floats]:
    """The margin that leads: the highest of the models that spoke, over rows of all their columns. A model
    none of whose columns differ from the case is asked once."""
    import numpy as np

    places = [[columns.index(name) for name in model.entry.features] for model in models]

    def score(rows: Floats) -> Floats:
        differs = ((rows != case) & ~(np.isnan(rows) & np.isnan(case))).any(axis=0)
        margins = []
        for model, own in zip(models, places, strict=True):
            asked = rows[:, own] if differs[own].any() else case[None, own]
            margins.append(np.broadcast_to(np.array(model.margins(asked)), (len(rows),)))
        highest: Floats = np.max(margins, axis=0)
        return highest

    return score
