"""A hub as its own process, for tests: `python -m tests.hub.process FOLDER PORT [CERTIFICATE KEY]`.

Serves the hub in FOLDER until its standard input closes. `may_approve` and `as_stated` stand in for the
lending room's table of authorities, so that these tests stand on the hub alone.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from db.workshop import open_workshop
from tests.services.publishing import MAKERS
from workstation.clock import SystemClock
from workstation.domain.lending import AuthorityNeed, Decision
from workstation.hub.app import create_app
from workstation.hub.place import HubPlace
from workstation.hub.serve import Listen, serve
from workstation.hub.services import Ceilings, DecisionRules, HubServices, ReservationRules
from workstation.lending import load_rulebook
from workstation.lending.servicing import load_servicing
from workstation.lending.servicing.permitted import OfferDays
from workstation.paths import resources
from workstation.services.hub_loan_rules import loan_rules
from workstation.services.hub_scenarios import scenario_rules
from workstation.services.own_loans import own_loans
from workstation.toolbox import TOOLBOX

CEILING = 1_000_000_00
SINGLE_CEILING = 950_000_00
SHARE_DAYS = 14
OFFER_DAYS = OfferDays(accept=15, valid=30)
LIMITS = {"officer": CEILING, "supervisor": CEILING}
_RANKS = {"officer": 0, "supervisor": 1}


RESERVATIONS = ReservationRules(
    limit=lambda role, day, files: LIMITS[role], ceiling=lambda day, files: CEILING, days=14
)
"""What is reserved by: the ceiling of these tests for both roles."""


def may_approve(role: str, need: AuthorityNeed) -> bool:
    return _RANKS[role] >= _RANKS[need.role]


def as_stated(decision: Decision, total: int) -> AuthorityNeed:
    return decision.authority


def services(place: HubPlace) -> HubServices:
    policy = load_servicing(resources() / "policies/servicing.toml")
    rules = load_rulebook(resources())
    return HubServices(
        place.blobs(),
        SystemClock(),
        DecisionRules(
            may_approve=may_approve,
            ceilings=lambda day: Ceilings(single=SINGLE_CEILING, group=CEILING),
            need_of=as_stated,
            may_endorse=may_approve,
            quorum=1,
            is_secured=lambda product: product == "goods",
        ),
        loans=loan_rules(rules, policy, OFFER_DAYS),
        own_loans=own_loans(rules, policy),
        reservations=RESERVATIONS,
        scenarios=scenario_rules(rules, lambda: MAKERS, SHARE_DAYS),
    )


def main(folder: Path, port: int, *papers: Path) -> None:
    logging.basicConfig(level=logging.WARNING)
    place = HubPlace(folder)
    workshop = open_workshop(place.database, TOOLBOX)
    try:
        with place.alone():
            serve(
                create_app(workshop, services(place)),
                Listen("127.0.0.1", port, *papers, until_stdin_closes=True),
            )
    finally:
        workshop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *map(Path, sys.argv[3:]))
