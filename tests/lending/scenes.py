"""Scenario files for stories: a plain one, from which a story changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.lending.cases import assessment, case
from workstation.lending import LendingCase, Rulebook
from workstation.lending.scenarios.applying import ref_of, speaking
from workstation.lending.scenarios.definition import Scenario
from workstation.lending.scenarios.loading import parse_scenario
from workstation.lending.scenarios.standing import standing_of

HEAD = """
id = "{id}"
version = {version}
kind = "promotion"
from = {starts}
until = {until}
name = {{ zh = "测试", en = "Test {id}" }}
purpose = {{ zh = "测试", en = "For a story" }}
"""

EMERGENCY = """
[scope]
products = ["credit"]

[admission]
cutoff = "0.40"

[limits]
most_yuan = { H = 20_000 }
grade_factors = { H = "0.50" }
loss_budget_yuan = { H = 2_500 }

[price]
rates = { H = "0.2340" }

[budget]
expected_loss_yuan = 30_000
officer_share = "0.20"
bears_loss = true
"""
"""Emergency funds for sellers whom the policy would decline by their score, at a price and within bounds."""


def scenario(
    body: str, id: str = "test", version: int = 1, starts: str = "2026-06-20", until: str = "2026-07-11"
) -> Scenario:
    head = HEAD.format(id=id, version=version, starts=starts, until=until)
    return parse_scenario((head + body).encode(), f"{id}.toml")


def under_scenarios(rules: Rulebook, *scenarios: Scenario, **changes: Any) -> tuple[LendingCase, Rulebook]:
    """A case that names those scenarios that are in force and speak of it, and rules that hold them."""
    plain = case(**changes)
    product = rules.product(plain.application.product)
    features = plain.assessment.features.values
    standing = standing_of(plain.applicant, plain.platforms, product, features, rules.policy.scenarios)
    named = speaking(scenarios, standing, plain.today)
    return replace(plain, scenarios=tuple(ref_of(one) for one in named)), rules.with_scenarios(scenarios)


def graded(grade: str) -> dict[str, Any]:
    return {"assessment": assessment(grade)}
