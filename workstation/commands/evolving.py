"""`evolve`: quarters of simulated lending with a planted shift, from alarm to roll-back. No profile."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from workstation.commands.reading import read_count, read_seed
from workstation.commands.verb import Answer, Verb
from workstation.paths import resources


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--quarters", type=read_count, default=8)
    parser.add_argument("--shift-from", type=read_count, default=2, metavar="QUARTER")
    parser.add_argument("--sellers", type=read_count, default=8000, help="who ask in a quarter")
    parser.add_argument(
        "--sellers-later", type=read_count, default=1500, help="… once outcomes would come after the end"
    )
    parser.add_argument("--year-before", type=read_count, default=16_000, help="sellers of the quiet year")
    parser.add_argument("--least-bads", type=read_count, help="instead of what the policy asks of the gate")
    parser.add_argument("--kept", type=read_count, default=10, help="decisions frozen whole in a quarter")
    parser.add_argument("--seed", type=read_seed, default=42)
    parser.add_argument("--threads", type=read_count, default=1)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the bundles will lie")


def _evolve(arguments: Namespace) -> Answer:
    from workstation import crypto
    from workstation.lending import load_rulebook
    from workstation.portfolio import load_portfolio_policy
    from workstation.services.challenges import gate_of
    from workstation.services.currency import load_currencies
    from workstation.services.quarter_run import QuarterTerms
    from workstation.services.quarters import run_quarters
    from workstation.services.rulebooks import pack
    from workstation.training.quarters import QuarterPlan

    policy = load_portfolio_policy(resources() / "policies/portfolio.toml")
    gate = gate_of(policy)
    plan = QuarterPlan(
        quarters=arguments.quarters,
        shift_from=arguments.shift_from,
        sellers=arguments.sellers,
        sellers_later=arguments.sellers_later,
        year_before=arguments.year_before,
        seed=arguments.seed,
    )
    terms = QuarterTerms(
        rules=load_rulebook(resources()),
        currencies=load_currencies(resources() / "policies/currencies.toml"),
        product="credit",
        rules_file=pack(resources()),
        policy=policy,
        gate=replace(gate, least_bads=arguments.least_bads or gate.least_bads),
        # The two who sign are made for this story and end with it.
        private_keys=[crypto.new_keypair()[0] for _ in range(2)],
        kept=arguments.kept,
        threads=arguments.threads,
    )
    story = run_quarters(plan, terms, arguments.out, lambda words: print(words, file=sys.stderr))
    return Answer(story.to_json(), story.lines())


VERBS = (Verb(("evolve",), "quarters of simulated lending with a planted shift", _arguments, _evolve),)
