"""Every paper the lender issues, one row each, and the one way from a paper's value to its PDF.

In: a value. Out: its kind, its content's hash, its bytes. A paper is its values (`model`, `values`) and a
layout (`layouts`), which is loaded when the paper is first made: the table itself needs no PDF library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from workstation.domain.text import Bilingual
from workstation.letters.codes import verification_code
from workstation.letters.model import ApprovalLetter, content_sha256
from workstation.letters.values import (
    Authorisation,
    Contract,
    CostSheet,
    CounterOffer,
    Decline,
    FileSummary,
    GradeSheet,
    LoanNote,
    PaperHead,
    Receipt,
    Reminder,
    SchedulePaper,
    Settlement,
    Statement,
    SurveyReport,
)

if TYPE_CHECKING:
    from workstation.letters.fonts import PaperFonts
    from workstation.letters.piece import Piece
    from workstation.letters.typeset import Typesetter

PaperValue: TypeAlias = (
    ApprovalLetter
    | Authorisation
    | Contract
    | CostSheet
    | CounterOffer
    | Decline
    | FileSummary
    | GradeSheet
    | LoanNote
    | Receipt
    | Reminder
    | SchedulePaper
    | Settlement
    | Statement
    | SurveyReport
)

AnyPaper = TypeVar("AnyPaper", bound=PaperValue)


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: its code (as `LetterRecord.kind`), its title, its value's type, and the module of
    `layouts` whose function of the kind's name lays it out."""

    kind: str
    title: Bilingual
    value_type: type
    module: str

    def pieces(self, value: PaperValue, content_hash: str, setter: Typesetter) -> list[Piece]:
        """The paper's pieces in reading order."""
        layout: Callable[[PaperValue, str, Typesetter], list[Piece]] = getattr(
            import_module(f"workstation.letters.layouts.{self.module}"), self.kind
        )
        return layout(value, content_hash, setter)


_ROWS = (
    Paper("authorisation", Bilingual("授权书", "Authorisation"), Authorisation, "authorisation"),
    Paper("approval", Bilingual("授信批准通知书", "Credit Approval Letter"), ApprovalLetter, "approval"),
    Paper("counter_offer", Bilingual("授信调整方案通知书", "Counter-offer"), CounterOffer, "answers"),
    Paper("decline", Bilingual("授信申请结果通知书", "Decision on Your Application"), Decline, "answers"),
    Paper("contract", Bilingual("借款合同", "Loan Contract"), Contract, "binding"),
    Paper("loan_note", Bilingual("借据", "Loan Note"), LoanNote, "binding"),
    Paper("cost_sheet", Bilingual("综合融资成本明示表", "All-in Cost Sheet"), CostSheet, "costs"),
    Paper("schedule", Bilingual("还款计划表", "Repayment Schedule"), SchedulePaper, "costs"),
    Paper("receipt", Bilingual("收据", "Receipt"), Receipt, "servicing"),
    Paper("reminder", Bilingual("催收函", "Reminder"), Reminder, "servicing"),
    Paper("statement", Bilingual("对账单", "Statement of Account"), Statement, "servicing"),
    Paper("settlement", Bilingual("结清证明", "Settlement Certificate"), Settlement, "servicing"),
    Paper("grade_sheet", Bilingual("信用等级与改进建议", "Grade and How to Improve It"), GradeSheet, "grade"),
    Paper("file_summary", Bilingual("申请档案摘要", "File Summary"), FileSummary, "file"),
    Paper("survey_report", Bilingual("线下调研报告", "Field Survey Report"), SurveyReport, "survey"),
)

PAPERS: Mapping[str, Paper] = {row.kind: row for row in _ROWS}
"""Every paper by its kind."""

_BY_TYPE = {row.value_type: row for row in _ROWS}


def paper_of(value: PaperValue) -> Paper:
    """Which paper a value is of."""
    return _BY_TYPE[type(value)]


def title_of(value: PaperValue) -> Bilingual:
    """The title that is printed: the kind's, save a reminder's, which its stage gives."""
    return value.title if isinstance(value, Reminder) else paper_of(value).title


def head_of(value: PaperValue) -> PaperHead:
    """The lines that all papers share."""
    if not isinstance(value, ApprovalLetter):
        return value.head
    return PaperHead(
        value.number,
        value.issued_on,
        value.applicant_name,
        value.applicant_address,
        value.lender,
        value.verification_code,
        value.replaces,
    )


def coded(value: AnyPaper, sign: Callable[[bytes], bytes] | None = None) -> AnyPaper:
    """The same paper with the verification code of its content; `sign` as in `verification_code`."""
    code = verification_code(head_of(value).number, content_sha256(value), sign)
    if isinstance(value, ApprovalLetter):
        return replace(value, verification_code=code)
    return replace(value, head=replace(value.head, verification_code=code))


def render_paper(value: PaperValue, fonts: PaperFonts) -> bytes:
    """Any paper as a PDF; the same value gives the same bytes. Raises as `document.render`."""
    from workstation.letters.uncollected import uncollected

    with uncollected():
        return _rendered(value, fonts)


def _rendered(value: PaperValue, fonts: PaperFonts) -> bytes:
    """Its pieces are gone when it returns, before the collector could look through them."""
    from workstation.letters.document import Sheet, render
    from workstation.letters.typeset import Typesetter

    head, content_hash = head_of(value), content_sha256(value)
    pieces = paper_of(value).pieces(value, content_hash, Typesetter(fonts))
    return render(Sheet(title_of(value), head.number, content_hash, head.lender), pieces, fonts)
