"""Papers of a loan that runs: from its account to the values of receipt, reminder, statement and settlement.

Goes in: a loan as it was opened (`LoanView`), with what the lender writes on each paper. Comes out: the
value, or a `KnownError` that says why there is no such paper now. Nothing is reckoned here that the account
does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters.texts import LenderTexts, debt
from workstation.letters.values import (
    Allotted,
    Overdue,
    PaperHead,
    Receipt,
    Reminder,
    Settlement,
    Statement,
    StatementRow,
)

if TYPE_CHECKING:
    from workstation.lending.servicing import LoanAccount, Posting
    from workstation.letters import PaperValue
    from workstation.services.loan_views import LoanView

PAY_WITHIN_DAYS = 7
"""How long a reminder gives; a lender's stages differ in their words, not in this."""

_FIRM_AFTER, _FINAL_AFTER = 8, 60
"""Days past due from which a reminder is of the second stage, and of the last."""


@dataclass(frozen=True, slots=True)
class LoanPaperCase:
    """One loan and what its papers carry. `account_then(day)` reckons the loan as of another day; `detail`
    names one receipt by the transfer's number."""

    view: LoanView
    product: Bilingual
    number: str
    identity: str
    texts: LenderTexts
    today: date
    account_then: Callable[[date], LoanAccount]
    detail: str = ""

    @property
    def account(self) -> LoanAccount:
        return self.view.account


def _refuse(code: str, what: str, case: LoanPaperCase) -> KnownError:
    return KnownError(code, what, where=case.account.loan_id, remedy="Choose another paper.")


_PARTS: Mapping[str, Bilingual] = {
    "cost": Bilingual("费用", "Costs and fees"),
    "penalty": Bilingual("罚息", "Penalty interest"),
    "interest": Bilingual("利息", "Interest"),
    "principal": Bilingual("本金", "Principal"),
}
_CHANNELS: Mapping[str, Bilingual] = {
    "bank": Bilingual("银行转账", "Bank transfer"),
    "platform": Bilingual("平台支付", "Platform payment"),
    "settlement": Bilingual("平台结算款", "Platform settlement"),
}


def receipt(case: LoanPaperCase, head: PaperHead) -> PaperValue:
    """For the transfer that `detail` names; the newest one where it names none."""
    received = [p for p in case.account.postings if p.what == "receipt"]
    found = [p for p in received if p.reference == case.detail] if case.detail else received[-1:]
    if not found:
        raise _refuse("paper.no_receipt", "no such payment was received on this loan", case)
    posting = found[0]
    row = case.view.received[posting.reference]
    parts = [
        Allotted(name, getattr(posting, part)) for part, name in _PARTS.items() if getattr(posting, part)
    ]
    held = posting.amount - sum(part.amount for part in parts)
    if held:
        parts.append(Allotted(Bilingual("留存待还", "Held for what falls due next"), held))
    then = case.account_then(posting.on)
    return Receipt(
        head=head,
        loan_number=case.number,
        product=case.product,
        received_on=posting.on,
        amount=posting.amount,
        channel=_CHANNELS[row.channel],
        reference=posting.reference,
        payer=row.payer or head.applicant_name,
        allotted=tuple(parts),
        principal_owed=posting.balance,
        total_owed=then.balances.total,
    )


def stage_of(days: int, stages: tuple[str, ...]) -> str:
    """Which of the lender's stages, the mildest first, so many days past due call for."""
    steps = (days >= _FIRM_AFTER) + (days >= _FINAL_AFTER)
    return stages[min(steps, len(stages) - 1)]


def reminder(case: LoanPaperCase, head: PaperHead) -> PaperValue:
    account = case.account
    owing = [due for due in account.dues if due.owed > 0]
    if not owing:
        raise _refuse("paper.not_overdue", "nothing of this loan is overdue", case)
    from workstation.lending.allocation import DueKind

    overdue = tuple(
        Overdue(
            number=due.number,
            due=due.day,
            principal=due.owed_of(DueKind.PRINCIPAL),
            interest=due.owed_of(DueKind.INTEREST),
            fee=due.owed_of(DueKind.COST),
            penalty=due.owed_of(DueKind.PENALTY),
            days_past_due=(account.as_of - due.day).days,
        )
        for due in owing
    )
    tomorrow = case.account_then(account.as_of + timedelta(days=1))
    pay_by = case.today + timedelta(days=PAY_WITHIN_DAYS)
    stage = stage_of(account.days_past_due, case.texts.stages)
    places = debt(
        head.lender,
        borrower=head.applicant_name,
        loan=case.number,
        amount=sum(row.total for row in overdue),
        days=account.days_past_due,
        pay_by=pay_by,
    )
    title, paragraphs = case.texts.reminder(stage, places)
    return Reminder(
        head=head,
        title=title,
        paragraphs=paragraphs,
        loan_number=case.number,
        product=case.product,
        as_of=account.as_of,
        pay_by=pay_by,
        overdue=overdue,
        daily=_penalty(tomorrow) - _penalty(account),
        account=case.texts.repayment_account,
        notes=case.texts.notes("reminder"),
    )


def _penalty(account: LoanAccount) -> int:
    return sum(due.penalty for due in account.dues)


def settlement(case: LoanPaperCase, head: PaperHead) -> PaperValue:
    account = case.account
    if account.settled_on is None:
        raise _refuse("paper.not_settled", "something of this loan is still owed", case)
    paid = [p for p in account.postings if p.what in ("receipt", "credit-used")]
    return Settlement(
        head=head,
        loan_number=case.number,
        product=case.product,
        identity=case.identity,
        granted_on=account.drawn_on,
        settled_on=account.settled_on,
        principal=account.drawn,
        interest_paid=sum(p.interest + p.penalty for p in paid),
        fees_paid=sum(p.cost for p in paid),
        notes=case.texts.notes("settlement"),
    )


_ROWS: Mapping[str, Bilingual] = {
    "draw": Bilingual("放款", "Draw"),
    "due": Bilingual("到期利息及费用", "Interest and fees due"),
    "order-due": Bilingual("订单确认或退款到期利息", "Interest due by orders"),
    "receipt": Bilingual("还款", "Payment received"),
    "early-fee": Bilingual("提前还款手续费", "Fee for paying early"),
    "fee": Bilingual("费用", "Fee"),
    "recovery-cost": Bilingual("追偿费用", "Recovery costs"),
    "reschedule": Bilingual("变更还款计划", "New schedule"),
    "write-off": Bilingual("核销（债务仍在）", "Written off; still owed"),
    "settled": Bilingual("结清", "Settled"),
    "close": Bilingual("关闭", "Closed"),
}


def _rows(postings: tuple[Posting, ...]) -> Iterator[tuple[date, Bilingual, int, int]]:
    """What raises and lowers the debt. Penalty interest is charged when it is paid; money that is held and
    used later lowered the debt when it came."""
    for p in postings:
        if p.what in ("receipt", "credit-used") and p.penalty:
            yield p.on, _PARTS["penalty"], p.penalty, 0
        if p.what == "draw":
            yield p.on, _ROWS["draw"], p.balance, 0
        elif p.what in ("due", "order-due"):
            if p.interest + p.cost:
                yield p.on, _ROWS[p.what], p.interest + p.cost, 0
        elif p.what in ("early-fee", "fee", "recovery-cost"):
            yield p.on, _ROWS[p.what], p.cost, 0
        elif p.what == "receipt":
            yield p.on, _ROWS["receipt"], 0, p.amount
        elif p.what in _ROWS:
            yield p.on, _ROWS[p.what], 0, 0


def statement(case: LoanPaperCase, head: PaperHead) -> PaperValue:
    """From the draw to today."""
    account, balance = case.account, 0
    rows = []
    for on, text, debit, credit in _rows(account.postings):
        balance += debit - credit
        rows.append(StatementRow(on, text, debit, credit, balance))
    return Statement(
        head=head,
        loan_number=case.number,
        product=case.product,
        since=account.drawn_on,
        until=account.as_of,
        opening=0,
        rows=tuple(rows),
        closing=balance,
        notes=case.texts.notes("statement"),
    )
