"""The values of every paper (the approval letter stands in `model`): frozen, plain, self-contained."""

from workstation.letters.values.decided import (
    CounterOffer,
    Decline,
    GradeSheet,
    Improvement,
    given_reasons,
)
from workstation.letters.values.file import (
    Authorisation,
    CrossCheck,
    FileSummary,
    ScopeText,
    SurveyFigure,
    SurveyPhoto,
    SurveyReport,
    SurveySection,
)
from workstation.letters.values.head import Article, DecidedBy, GivenReason, PaperHead
from workstation.letters.values.servicing import (
    Allotted,
    Overdue,
    Receipt,
    Reminder,
    Settlement,
    Statement,
    StatementRow,
)
from workstation.letters.values.terms import (
    Charge,
    Contract,
    CostSheet,
    DefaultCost,
    LoanNote,
    SchedulePaper,
    charge_rows,
    charges_of,
)

__all__ = [
    "Allotted",
    "Article",
    "Authorisation",
    "Charge",
    "Contract",
    "CostSheet",
    "CounterOffer",
    "CrossCheck",
    "DecidedBy",
    "Decline",
    "DefaultCost",
    "FileSummary",
    "GivenReason",
    "GradeSheet",
    "Improvement",
    "LoanNote",
    "Overdue",
    "PaperHead",
    "Receipt",
    "Reminder",
    "SchedulePaper",
    "ScopeText",
    "Settlement",
    "Statement",
    "StatementRow",
    "SurveyFigure",
    "SurveyPhoto",
    "SurveyReport",
    "SurveySection",
    "charge_rows",
    "charges_of",
    "given_reasons",
]
