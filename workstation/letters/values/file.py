"""Papers of the applicant file: authorisation, file summary, survey report.

In: records of the file and figures somebody else reckoned. Out: frozen values. The survey value is plain: who
makes surveys fills it, and this room knows no survey.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.evidence import Coverage
from workstation.domain.file_papers import ConsentScope, Party
from workstation.domain.lending import Exposure
from workstation.domain.records import Applicant, Application, Loan, Shop
from workstation.domain.records import Authorisation as ConsentRecord
from workstation.domain.text import Bilingual
from workstation.letters.values.head import PaperHead, in_order, wanted


@dataclass(frozen=True, slots=True)
class ScopeText:
    """One scope of an authorisation: what is allowed, and how long what was read is kept."""

    scope: ConsentScope
    title: Bilingual
    text: Bilingual
    retention: Bilingual


@dataclass(frozen=True, slots=True)
class Authorisation:
    """An authorisation (授权书) to be signed, each scope by itself. Raises `KnownError` `letter.empty`,
    `letter.dates`."""

    head: PaperHead
    identity: str
    scopes: tuple[ScopeText, ...]
    expires_on: date
    terms: tuple[Bilingual, ...]
    taken_by: str = ""

    def __post_init__(self) -> None:
        wanted(self.head.number, scopes=self.scopes, terms=self.terms)
        in_order(self.head.number, self.head.issued_on, self.expires_on)


@dataclass(frozen=True, slots=True)
class FileSummary:
    """The file on few pages (档案摘要), for a quick reader; `grade` is empty where no model applies.

    `record_counts` says how many rows each ledger holds; `product_names` names product codes.
    Raises `KnownError` `letter.dates`.
    """

    head: PaperHead
    as_of: date
    prepared_by: str
    applicant: Applicant
    shops: tuple[Shop, ...]
    coverage: Coverage
    authorisations: tuple[ConsentRecord, ...]
    parties: tuple[Party, ...]
    applications: tuple[Application, ...]
    loans: tuple[Loan, ...]
    exposure: Exposure
    grade: str = ""
    record_counts: tuple[tuple[Bilingual, int], ...] = ()
    product_names: tuple[tuple[str, Bilingual], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        in_order(self.head.number, self.as_of, self.head.issued_on)


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """One figure as it was found, printed as given, and how it was derived."""

    name: Bilingual
    value: str
    derivation: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class SurveySection:
    """One section of the form: figures, then what was noted in words."""

    title: Bilingual
    figures: tuple[SurveyFigure, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One figure by two roads: both sides, how far apart they lie, and what is tolerated (as printed)."""

    name: Bilingual
    one: Bilingual
    one_value: str
    other: Bilingual
    other_value: str
    deviation: str
    tolerance: str
    within: bool
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class SurveyPhoto:
    """A photo by its caption: what it shows, when and where it was taken, and the hash of its file."""

    caption: str
    taken_at: str
    place: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """A field survey's report (线下调研报告). `reviewed_by` is empty while the hub has not reviewed it. One
    that corrects another `replaces` it. Raises `KnownError` `letter.empty`, `letter.dates`."""

    head: PaperHead
    visited_on: date
    place: str
    shop_kind: Bilingual
    investigators: tuple[str, ...]
    sections: tuple[SurveySection, ...]
    checks: tuple[CrossCheck, ...]
    photos: tuple[SurveyPhoto, ...]
    opinion: str
    reviewed_by: str = ""

    def __post_init__(self) -> None:
        wanted(self.head.number, investigators=self.investigators, sections=self.sections)
        in_order(self.head.number, self.visited_on, self.head.issued_on)
