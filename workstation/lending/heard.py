"""What the rules hear of the models beside those of default: loss at default, early repayment, the economy.

Goes in: a case and a rulebook. Comes out: both as the rules see them, each word that was heard as a note in
`Rulebook.heard`. The policy says of each model whether it is heard and how far. The case that came in, with
every model's own output, is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from msgspec import structs

from workstation.domain.assessment import ModelOutput
from workstation.domain.text import Bilingual
from workstation.lending.case import LendingCase
from workstation.lending.figures import number, percent
from workstation.lending.rulebook import Rulebook
from workstation.lending.said import loss_said, share_said, use_said
from workstation.lending.scenarios.score import scored


def heard(case: LendingCase, rules: Rulebook) -> tuple[LendingCase, Rulebook]:
    """Case and rules with the models' words worked in; as they are where nothing is heard. What comes out can
    go in again and stays the same. Raises `KnownError` (`product.unknown`)."""
    if rules.heard is not None:
        return case, rules
    said: list[Bilingual] = []
    seen, policy = case, rules.policy
    if (moved := _economy(case, rules)) is not None:
        seen, note = moved
        said.append(note)
    product, said_of_loss = rules.product(case.application.product), share_said(case, "lgd")
    row = policy.admission.get(product.code) or policy.admission.get(product.family)
    loss = None if row is None else loss_said(case, row)
    if row is not None and loss is not None and said_of_loss is not None:
        changed = structs.replace(row, loss_given_default=loss)
        policy = structs.replace(policy, admission={**policy.admission, product.code: changed})
        figures = {
            "loss": percent(loss, 1),
            "said": percent(said_of_loss, 1),
            "least": percent(row.least_loss or loss, 1),
            "ordinary": percent(row.loss_given_default, 1),
        }
        said.append(rules.reasons.note("loss_by_model", figures))
    use, early = use_said(case, policy), share_said(case, "price")
    if early is not None and use < 1:
        figures = {"share": percent(early, 1), "use": percent(use, 1)}
        said.append(rules.reasons.note("early_repayment", figures))
    if not said:
        return case, rules
    return seen, replace(rules, policy=policy, heard=tuple(said))


def _economy(case: LendingCase, rules: Rulebook) -> tuple[LendingCase, Bilingual] | None:
    """The case with the whole points of the economy's line on the leading score, within the policy's most."""
    line, before = case.assessment.of_role("macro"), case.assessment.output
    most = rules.policy.models.macro_points
    if line is None or line.points is None or before is None or before.probability is None:
        return None
    points = max(-most, min(most, round(line.points)))
    if not points:
        return None
    after = scored(before, before.probability, points, rules.policy.pricing)
    figures = {
        "points": number(f"{points:+d}"),
        "before": _percent(before),
        "after": _percent(after),
    }
    outputs = tuple(after if one is before else one for one in case.assessment.outputs)
    seen = replace(case, assessment=replace(case.assessment, outputs=outputs))
    return seen, rules.reasons.note("macro", figures)


def _percent(output: ModelOutput) -> Bilingual:
    return percent(Fraction(repr(output.probability or 0.0)))
