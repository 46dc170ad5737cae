"""What every paper carries: whose it is, to whom it goes, its number and day; and how a value refuses.

In: plain data. Out: frozen values without a PDF, a font or a clock. A value that contradicts itself cannot
be made: what it says on paper is what was decided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters.model import LenderProfile, check_number

MOST_REASONS = 4
"""More than four help nobody: 12 CFR 1002.9 comment 9(b)(2)-1, as a model and not as PRC law."""

# Not reasons: the commentary above names both, and they tell an applicant nothing. What buyers give a shop
# (店铺评分) is another thing and may be one.
_NO_REASON = re.compile(
    r"internal (?:polic|standard|rule)|score (?:is |was )?(?:too low|insufficient)|insufficient score"
    r"|内部(?:政策|规定|标准|原因)|(?:信用|模型|系统|综合)(?:评分|分数|得分)|^(?:评分|分数|得分)(?:过低|偏低|不足|不够)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The lines that all papers share.

    `number` comes from the block given to the workstation; `replaces` is the number of the paper whose place
    this one takes, empty for none. `verification_code` is made from the content's hash and is no part of it.
    Raises `KnownError` `letter.number`, `letter.empty` (no name).
    """

    number: str
    issued_on: date
    applicant_name: str
    applicant_address: str
    lender: LenderProfile
    verification_code: str = ""
    replaces: str = ""

    def __post_init__(self) -> None:
        check_number(self.number)
        wanted(self.number, applicant_name=self.applicant_name)


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """The person who decided, in what role, and on what authority."""

    name: str
    role: Bilingual
    authority: Bilingual


@dataclass(frozen=True, slots=True)
class GivenReason:
    """One principal reason in the applicant's wording, and what the applicant can do about it."""

    text: Bilingual
    remedy: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条) of a contract: its title and its paragraphs, places filled in."""

    title: Bilingual
    paragraphs: tuple[Bilingual, ...]


def wanted(where: str, **parts: object) -> None:
    """Refuse a paper whose named parts are empty: `letter.empty`."""
    for name, part in parts.items():
        if not part or (isinstance(part, str) and not part.strip()):
            raise KnownError(
                "letter.empty",
                f"the paper does not say its {name.replace('_', ' ')}",
                where=where,
                remedy="Fill in what is missing and make the paper again.",
            )


def in_order(where: str, *days: date) -> None:
    """Refuse days that run backwards: `letter.dates`."""
    if list(days) != sorted(days):
        raise KnownError(
            "letter.dates",
            "the days of this paper do not follow each other",
            where=where,
            remedy="Correct the days and make the paper again.",
        )


def adds_up(where: str, what: str, parts: int, whole: int) -> None:
    """Refuse figures (fen) that contradict each other: `letter.sum`."""
    if parts != whole:
        raise KnownError(
            "letter.sum",
            f"{what} of this paper do not add up: {parts} fen instead of {whole}",
            where=where,
            remedy="Reckon the figures again from the ledger and make the paper again.",
        )


def above_zero(where: str, what: str, amount: int) -> None:
    """Refuse an amount (fen) that is nothing or less: `letter.sum`."""
    if amount <= 0:
        raise KnownError(
            "letter.sum",
            f"{what} is not above zero: {amount} fen",
            where=where,
            remedy="Correct the amount and make the paper again.",
        )


def true_reasons(where: str, reasons: tuple[GivenReason, ...]) -> None:
    """Refuse none, more than four, one given twice, and what is no reason: `letter.reasons`."""
    texts = [reason.text for reason in reasons]
    empty = [text for text in texts if _NO_REASON.search(text.zh) or _NO_REASON.search(text.en)]
    if 1 <= len(texts) <= MOST_REASONS and len(set(texts)) == len(texts) and not empty:
        return
    raise KnownError(
        "letter.reasons",
        "the paper gives one to four different reasons, and neither a policy nor a score is one",
        where=where,
        remedy="Give the principal reasons of the decision in the applicant's wording.",
    )
