"""What the hub proves of a draw on orders: that they carried it by the very reckoning of the desk.

Goes in: the draw, the decision it rests on, the file as the workstation had it. Comes out: a proof, or a
refusal that names the order. Which orders may be lent on, and how far the model of single orders holds each
for confirmed, follows from the ledgers, the bundle of the decision and the rules: nothing is taken on trust.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.domain.lending import Decision
from workstation.domain.money import yuan
from workstation.domain.records import ApplicantFile
from workstation.domain.seen import Seen
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.hub.refusal import Refusal
from workstation.hub.services import Proof
from workstation.services.confirming import ORDERS, confirmation_here
from workstation.services.loan_accounts import file_loans
from workstation.services.loan_views import draws_of
from workstation.services.models import Models
from workstation.services.pledging import reckon_base
from workstation.services.reading import readable

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import ServicingPolicy


@dataclass(frozen=True, slots=True)
class DrawProver:
    rules: Rulebook
    policy: ServicingPolicy
    models: Models

    @staticmethod
    def seen(event: LoanEvent) -> Seen | None:
        """How far its workstation had fetched the file; None where it does not say. Raises `KnownError`
        (`loan.terms`)."""
        from workstation.lending.servicing import draw_terms

        return draw_terms(event).seen

    @staticmethod
    def rests_on_orders(event: LoanEvent) -> bool:
        """Whether there is anything to prove of it."""
        return event.kind is LoanEventKind.DRAW and bool((event.terms or {}).get("advances"))

    def prove(self, decision: Decision, event: LoanEvent, file: ApplicantFile, whole: bool) -> Proof:
        """What is lent on each order is at most what it carried on the day, with what rested on it. Raises
        `Refusal` (`loan.collateral`) where not and `file` is `whole`; else it is left to a person."""
        from workstation.lending.servicing import draw_terms

        rooms = self._rooms(decision, event, file)
        for advance in draw_terms(event).advances:
            room = rooms.get(advance.asset, 0)
            if advance.amount > room:
                words = (
                    f"{yuan(advance.amount)} yuan are lent on {advance.asset}, which by the hub's reckoning "
                    f"carries {yuan(room)} yuan"
                )
                if whole:
                    raise Refusal("loan.collateral", f"{words}; synchronise, and draw anew")
                return Proof(f"it cannot be told what this workstation had of the file, and {words}")
        return Proof()

    def _rooms(self, decision: Decision, event: LoanEvent, file: ApplicantFile) -> Mapping[str, int]:
        """Fen by asset that may be lent beyond what rests on it, as the desk reckons before a draw."""
        resting: Mapping[str, int] = {}
        if draws_of(file, event.loan_id):
            loans = file_loans(file, self.policy, self.rules.policy.rounding)
            resting = loans.account(event.loan_id, event.on).resting
        seen = readable(file, event.on)
        chance = confirmation_here(self.models, ORDERS, seen.ledgers, event.on, decision)
        found = reckon_base(seen, ORDERS, event.on, self.rules.collateral, event.loan_id, chance)
        return dict(zip((item.asset for item in found.items), found.rooms(resting), strict=True))
