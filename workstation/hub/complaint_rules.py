"""What the hub checks of a complaint: whose hand it is in, its day, and that it is settled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from workstation.domain.complaining import SETTLED, Complaint, ComplaintStep, grievances_of
from workstation.hub.examining import Case, present, records
from workstation.hub.refusal import Refusal


def _check(case: Case, made: Complaint) -> None:
    if made.made_by != case.act.made_by:
        raise Refusal("complaint.maker", "the complaint is recorded in another person's name")
    if not made.text.strip():
        raise Refusal("complaint.text", "nothing says what it is about")
    # A moment is kept in UTC; the day east of it may have begun already.
    if made.on > date.fromisoformat(case.act.made_at[:10]) + timedelta(days=1):
        raise Refusal("complaint.day", "the day lies after the moment of recording")
    if made.about and not present(case, "application", made.about):
        raise Refusal("complaint.about", "the request that it is about is not at the hub")
    if (made.step is ComplaintStep.MADE) == bool(made.continues):
        raise Refusal("complaint.unknown", "a complaint is made or settled, and what settles it names it")
    if made.continues:
        _check_settling(case, made)


def _check_settling(case: Case, made: Complaint) -> None:
    earlier = grievances_of(records(case, "complaint"))
    found = next((one for one in earlier if one.first.id == made.continues), None)
    if found is None or made.step not in SETTLED:
        raise Refusal("complaint.unknown", "the complaint that it settles is not at the hub")
    if found.settled is not None:
        raise Refusal("complaint.settled", "the complaint was settled before")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {Complaint: _check}
