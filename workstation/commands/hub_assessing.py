"""An assessment at the hub: the same functions as the desk's, over the hub's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workstation.clock import Clock
from workstation.domain.records import ApplicantFile
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.services.models import Models


def assess_at_hub(
    file: ApplicantFile,
    product: str,
    at: date,
    scenarios: Sequence[bytes],
    *,
    models: Models,
    rules: Rulebook,
    clock: Clock,
) -> bytes:
    """The assessment for a product as of a day, as canonical JSON (`hub.services.Assess`)."""
    from workstation.codec import encode
    from workstation.commands.shown import appraisal_json
    from workstation.lending.scenarios.loading import parse_scenario
    from workstation.ports import KeptDecision
    from workstation.services.appraisals import appraise, request_of
    from workstation.services.currency import load_currencies
    from workstation.services.foretelling import sales_ahead

    rules.product(product)
    today = clock.today()
    known = [parse_scenario(body, "scenario.toml") for body in scenarios]
    then, now = ([one for one in known if one.in_force(day)] for day in (at, today))
    made = sorted(file.decisions, key=lambda decision: decision.id, reverse=True)
    appraisal = appraise(
        file,
        tuple(KeptDecision(decision, b"", True) for decision in made),
        request_of(file, product),
        as_of=at,
        today=today,
        role="officer",
        suite=models.current(),
        rules=rules.with_scenarios(then) if then else rules,
        suite_of=models.chosen,
        imagined=then != now,
        currencies=load_currencies(resources() / "policies/currencies.toml"),
    )
    ahead = sales_ahead(appraisal.assessment, today, models)
    return encode(appraisal_json(replace(appraisal, ahead=ahead)))
