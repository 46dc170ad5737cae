"""The accounts of one file's loans, reckoned from what is on record of them.

Goes in: a file that was read with its ledgers. Comes out: `FileLoans`, which has matched the repayments and
looked up the orders once, and reckons any loan as of any day. Desk and hub ask it alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.domain.money import Rounding
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import LoanEvent
from workstation.services.loan_views import draws_of, events_of, repayment_rows

if TYPE_CHECKING:
    from workstation.lending.servicing import (
        DrawTerms,
        LoanAccount,
        Matched,
        ServicingPolicy,
        Trade,
    )


@dataclass(frozen=True, slots=True)
class FileLoans:
    """`matched` are the rows of the `repayments` ledger by loan; `trade` what makes dues of loans that orders
    or sales repay."""

    file: ApplicantFile
    policy: ServicingPolicy
    rounding: Rounding
    matched: Matched
    trade: Trade

    def account(self, loan_id: str, as_of: date) -> LoanAccount:
        """Raises `KnownError` as `loan_account`."""
        from workstation.lending.servicing import loan_account

        money = self.matched.by_loan.get(loan_id, ())
        events = events_of(self.file, loan_id)
        return loan_account(events, money, self.policy, as_of, self.rounding, self.trade)


def file_loans(file: ApplicantFile, policy: ServicingPolicy, rounding: Rounding) -> FileLoans:
    """Raises `KnownError` (`loan.terms`)."""
    from workstation.lending.collateral import trade_of
    from workstation.lending.servicing import draw_terms

    draws = [(event, draw_terms(event)) for event in draws_of(file)]
    lent_on = {advance.asset for _, terms in draws for advance in terms.advances}
    trade = trade_of(file.ledgers, lent_on, any(terms.sales is not None for _, terms in draws))
    return FileLoans(file, policy, rounding, _matched(file, draws), trade)


def _matched(file: ApplicantFile, draws: Sequence[tuple[LoanEvent, DrawTerms]]) -> Matched:
    """Rows by the loan that their reference names: its id, the number of a paper of its decision, or an order
    that it was drawn on."""
    from workstation.lending.servicing import match

    decisions = {terms.decision_id: event.loan_id for event, terms in draws}
    papers = {
        letter.number: decisions[letter.decision_id]
        for letter in file.letters
        if letter.decision_id in decisions
    }
    lent: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for event, terms in draws:
        for advance in terms.advances:
            lent[advance.asset.partition(":")[2]].append((event.on, event.loan_id))
    return match(
        repayment_rows(file), {**papers, **{event.loan_id: event.loan_id for event, _ in draws}}, lent
    )
