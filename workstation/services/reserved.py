"""What the hub reserved for this officer, and how much of it is left: what may be approved without asking it.

Goes in: a file and what was decided on it and on those that belong with it. Comes out: the amount left, or
nothing where the hub reserves nothing, since nobody else could exceed a limit together with this officer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workstation.domain.exposure import standing_promises
from workstation.domain.lending import Offer
from workstation.domain.money import yuan
from workstation.domain.records import ApplicantFile, Application
from workstation.errors import KnownError
from workstation.ports import CaseStore, KeptDecision
from workstation.services.values import Left


def left_of(cases: CaseStore, file: ApplicantFile, officer_id: str, asked: Application | None) -> Left | None:
    """What is left for an approval on this request: what was reserved, less what was approved since and
    the hub does not have, and what it has on the same request, in whose place the new approval comes."""
    reserved = next((one for one in file.reservations if one.id == officer_id), None)
    if reserved is None:
        return None
    others = {other for said in file.related_exposures for other in said.related}
    made = [kept for one in (file.applicant.id, *sorted(others)) for kept in cases.decisions(one)]
    unsent, replaced = _promised(made, file.applicant.id, asked.id if asked else "")
    return Left(reserved.amount - unsent + replaced, reserved.until)


def require_reserved(left: Left | None, offer: Offer, on: date, where: str) -> None:
    """Raises `KnownError`: `decision.reserved` above what is left, `decision.reservation_over` after its
    day."""
    if left is None:
        return
    if on > left.until:
        raise KnownError(
            "decision.reservation_over",
            f"what was reserved for you here ended on {left.until.isoformat()}",
            where=where,
            remedy="Synchronise, then decide.",
        )
    if offer.amount > left.amount:
        raise KnownError(
            "decision.reserved",
            f"{yuan(max(left.amount, 0))} yuan are reserved for you here, and this is {yuan(offer.amount)}: "
            "a colleague may be lending to the same group",
            where=where,
            remedy="Synchronise and try again, offer less, or refer it.",
        )


def _promised(made: Iterable[KeptDecision], applicant_id: str, application_id: str) -> tuple[int, int]:
    """Fen promised on other applications that the hub does not have, and on this one that it has."""
    kept = {one.decision.id: one.confirmed for one in made}
    unsent = replaced = 0
    for decision in standing_promises(one.decision for one in made):
        amount = decision.offer.amount if decision.offer else 0
        same = (decision.applicant_id, decision.application_id) == (applicant_id, application_id)
        if same and kept[decision.id]:
            replaced += amount
        elif not same and not kept[decision.id]:
            unsent += amount
    return unsent, replaced
