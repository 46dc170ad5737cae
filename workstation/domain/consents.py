"""Which authorisation allows something on a day, withdrawals counted; the same on desk and hub."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workstation.domain.file_papers import ConsentScope, Withdrawal
from workstation.domain.records import Authorisation


def consent_in_force(
    authorisations: Iterable[Authorisation], withdrawals: Iterable[Withdrawal], scope: ConsentScope, on: date
) -> Authorisation | None:
    """The authorisation that allows `scope` on that day, the one that lasts longest of several; None where
    there is none, it has run out, or the applicant took it back."""
    withdrawn = {w.authorisation_id for w in withdrawals if w.withdrawn_on <= on}
    allowing = [a for a in authorisations if a.allows(scope, on) and a.id not in withdrawn]
    return max(allowing, key=lambda a: (a.expires_on, a.id), default=None)
