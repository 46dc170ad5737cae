"""Two makers of scenarios and what a hub would publish of theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from workstation import crypto
from workstation.crypto import key_id
from workstation.domain.scenarios import BudgetShare, PublishedScenario
from workstation.lending.scenarios.definition import Scenario
from workstation.lending.scenarios.loading import parse_scenario
from workstation.lending.scenarios.signing import Makers, Side, add_signature
from workstation.training.sample import BUSINESS_DAY

KEYS = {side: crypto.sha256(side.encode()).encode()[:32] for side in Side}
MAKERS = Makers({key_id(crypto.public_key(k)): (side, crypto.public_key(k)) for side, k in KEYS.items()})
YUAN = 100

EMERGENCY = """
id = "{id}"
version = {version}
kind = "promotion"
from = {starts}
until = {until}
name = {{ zh = "双十一", en = "Double Eleven" }}
purpose = {{ zh = "应急资金", en = "Emergency funds" }}

[scope]
products = ["credit"]

[admission]
cutoff = "0.98"

[limits]
most_yuan = {{ H = 20_000 }}
grade_factors = {{ H = "1" }}
loss_budget_yuan = {{ H = 9_000 }}

[price]
rates = {{ H = "0.2340" }}

[budget]
expected_loss_yuan = 60_000
officer_share = "0.20"
bears_loss = true
"""
"""Lends to whomever the score alone declines, whatever models the program ships with."""


def file_text(
    text: str = EMERGENCY,
    *,
    id: str = "double-eleven",
    version: int = 1,
    starts: date = BUSINESS_DAY - timedelta(days=5),
    until: date = BUSINESS_DAY + timedelta(days=5),
) -> bytes:
    return text.format(id=id, version=version, starts=starts, until=until).encode()


def published(body: bytes, *sides: Side, share: BudgetShare | None = None) -> PublishedScenario:
    """What the hub gives out of a file; signed by both sides where none is named."""
    scenario = parsed(body)
    signatures = b""
    for side in sides or tuple(Side):
        signatures = add_signature(body, signatures, KEYS[side], MAKERS, scenario.id)
    return PublishedScenario(
        scenario.id, scenario.version, scenario.version_hash, body, signatures, "2026-11-15T00:00:00Z",
        share=share,
    )  # fmt: skip


def shared(one: PublishedScenario, yuan: int, *counted: str, until: date = BUSINESS_DAY) -> PublishedScenario:
    return replace(one, share=BudgetShare(yuan * YUAN, until, counted))


def parsed(body: bytes) -> Scenario:
    return parse_scenario(body, "test.toml")
