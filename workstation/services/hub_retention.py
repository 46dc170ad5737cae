"""How long the hub keeps a file, by the lender's file policy and the loans of this lender on it.

Goes in: the file policy and what reckons a loan. Comes out: the `KeepFile` that `hub.retention` asks.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile
from workstation.hub.services import KeepFile, Kept
from workstation.services.loan_accounts import file_loans
from workstation.services.loan_views import draws_of, loan_ids
from workstation.services.own_loans import known_loans

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.file_policy import FilePolicy
    from workstation.lending.servicing import ServicingPolicy


def keep_file(rules: Rulebook, servicing: ServicingPolicy, policy: FilePolicy) -> KeepFile:
    """(file, day) → until when it is kept, and the loans that hold it beyond."""
    return partial(_keep, rules=rules, servicing=servicing, policy=policy)


def _keep(
    file: ApplicantFile, day: date, *, rules: Rulebook, servicing: ServicingPolicy, policy: FilePolicy
) -> Kept:
    from workstation.lending.file_policy import file_kept_until

    settled: list[date] = []
    running = [loan.id for loan in known_loans(file)]
    loans = file_loans(file, servicing, rules.policy.rounding)
    for loan_id in loan_ids(file):
        drawn = min(event.on for event in draws_of(file, loan_id))
        account = loans.account(loan_id, max(day, drawn))
        if account.settled_on is None:
            running.append(loan_id)
        else:
            settled.append(account.settled_on)
    return Kept(file_kept_until(file, settled, policy), tuple(running))
