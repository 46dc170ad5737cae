"""Papers of a loan that runs: receipt, reminder, statement of account, settlement certificate.

In: figures out of the loan's ledger, in fen. Out: frozen values whose sums are checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.text import Bilingual
from workstation.letters.values.head import PaperHead, above_zero, adds_up, in_order, wanted


@dataclass(frozen=True, slots=True)
class Allotted:
    """What a payment was set against, in the policy's order: a name and fen."""

    name: Bilingual
    amount: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt (收据) for one payment that a bank or platform has shown. `reference` is its own number
    there; `principal_owed` and `total_owed` are what is left afterwards. Raises `KnownError` `letter.sum`."""

    head: PaperHead
    loan_number: str
    product: Bilingual
    received_on: date
    amount: int
    channel: Bilingual
    reference: str
    payer: str
    allotted: tuple[Allotted, ...]
    principal_owed: int
    total_owed: int

    def __post_init__(self) -> None:
        number = self.head.number
        above_zero(number, "the amount received", self.amount)
        adds_up(number, "the parts", sum(part.amount for part in self.allotted), self.amount)
        in_order(number, self.received_on, self.head.issued_on)
        wanted(number, reference=self.reference, loan_number=self.loan_number)


@dataclass(frozen=True, slots=True)
class Overdue:
    """One instalment that was not paid in full: what is still owed of it, and for how many days."""

    number: int
    due: date
    principal: int
    interest: int
    fee: int
    penalty: int
    days_past_due: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.fee + self.penalty


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder (催收函) of one of the lender's stages, with the stage's title and paragraphs.

    `as_of` is the day the sums are reckoned to; `daily` is what a further day adds, in fen. Raises
    `KnownError` `letter.empty`, `letter.dates`.
    """

    head: PaperHead
    title: Bilingual
    paragraphs: tuple[Bilingual, ...]
    loan_number: str
    product: Bilingual
    as_of: date
    pay_by: date
    overdue: tuple[Overdue, ...]
    daily: int
    account: str
    notes: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        wanted(number, overdue=self.overdue, paragraphs=self.paragraphs, account=self.account)
        in_order(number, self.as_of, self.head.issued_on, self.pay_by)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.overdue)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One entry: what raises the debt (`debit`) or lowers it (`credit`), and the debt after it, in fen."""

    on: date
    text: Bilingual
    debit: int
    credit: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of account (对账单) over a span of days. Raises `KnownError` `letter.sum` where a balance
    does not follow from the one before, `letter.dates` where an entry lies outside the span."""

    head: PaperHead
    loan_number: str
    product: Bilingual
    since: date
    until: date
    opening: int
    rows: tuple[StatementRow, ...]
    closing: int
    notes: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        in_order(number, self.since, *(row.on for row in self.rows), self.until)
        balance = self.opening
        for row in self.rows:
            balance += row.debit - row.credit
            adds_up(number, "the entries", balance, row.balance)
        adds_up(number, "the entries", balance, self.closing)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement certificate (结清证明): nothing is owed any more. `released` names what secured the loan
    and is free again. Raises `KnownError` `letter.dates`, `letter.sum`, `letter.empty`."""

    head: PaperHead
    loan_number: str
    product: Bilingual
    identity: str
    granted_on: date
    settled_on: date
    principal: int
    interest_paid: int
    fees_paid: int
    released: tuple[Bilingual, ...] = ()
    notes: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        in_order(number, self.granted_on, self.settled_on, self.head.issued_on)
        above_zero(number, "the principal", self.principal)
        wanted(number, loan_number=self.loan_number)
