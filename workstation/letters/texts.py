"""The lender's own clauses and notices (`clauses.toml`, `notices.toml`): read, checked, and filled in.

In: two files beside the lender's profile. Out: `LenderTexts`, which gives each paper its texts with their
places (`{amount}`) filled. A place that the paper cannot fill is found when the file is read, not when a
customer waits. The file, the field and, for broken TOML, the line are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Offer
from workstation.domain.money import capitals, yuan
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.businessdays import BusinessDay
from workstation.lending.definitions import Part, read_definition
from workstation.lending.wording import Words, same
from workstation.letters.figures import cost_per_cent, day, per_cent, per_day
from workstation.letters.model import LenderProfile
from workstation.letters.values.file import ScopeText
from workstation.letters.values.head import Article
from workstation.letters.values.terms import DefaultCost
from workstation.letters.wording import DAY_COUNTS, METHODS
from workstation.paths import resources

Places = Mapping[str, Bilingual]

DUE_DAYS: Mapping[BusinessDay, Bilingual] = {
    BusinessDay.NONE: Bilingual("不顺延", "does not move"),
    BusinessDay.FOLLOWING: Bilingual(
        "顺延至下一个工作日，利息计至该日", "moves to the next business day, and interest runs to it"
    ),
    BusinessDay.MODIFIED_FOLLOWING: Bilingual(
        "顺延至下一个工作日，跨月的提前至前一个工作日，利息计至该日",
        "moves to the next business day, or back to the last one of its month, and interest runs to it",
    ),
    BusinessDay.PRECEDING: Bilingual(
        "提前至前一个工作日，利息计至该日", "moves back to the last business day, and interest runs to it"
    ),
}
"""Where a due day goes that is no business day."""

EARLY_IS_FREE = Bilingual("不收取违约金或手续费", "without penalty or fee")

TERMS = frozenset(
    {
        *(
            "account",
            "amount",
            "borrower",
            "capitals",
            "contract",
            "daily_rate",
            "day_count",
            "due_days",
            "early",
        ),
        *(
            "effective",
            "first_due",
            "last_due",
            "late_per_day",
            "late_rate",
            "lender",
            "method",
            "months",
            "nominal",
        ),
        *("phone", "product", "purpose", "start", "yearly_rate"),
    }
)
"""The places of clauses: see `terms`."""

BEFORE_CONTRACT = TERMS - {"account", "contract"}
"""The places of what default costs: it is shown before there is a contract or an account is named."""

DEBT = frozenset({"amount", "borrower", "days", "loan", "pay_by", "phone"})
"""The places of reminders: the sum due, the borrower, days past due, loan number, pay-by day, telephone."""

CONSENT = frozenset({"partner_bank"})
"""The place of authorisations: the bank to which a file may be referred."""

NONE: frozenset[str] = frozenset()


def _check(words: Iterable[Words], allowed: frozenset[str]) -> None:
    for sentence in words:
        unknown = sorted(sentence.places() - allowed)
        if unknown:
            raise ValueError(f"there is nothing to put into {{{unknown[0]}}}")


class ArticleWords(Part, frozen=True):
    """One article (条): a title and paragraphs with places of `TERMS`."""

    title: Words
    paragraphs: tuple[Words, ...]

    def __post_init__(self) -> None:
        _check((self.title, *self.paragraphs), TERMS)


class Clauses(Part, frozen=True):
    """`clauses.toml`."""

    version_hash: str
    contract: tuple[ArticleWords, ...]
    loan_note: tuple[Words, ...]
    cost_of_default: tuple[ArticleWords, ...]

    def __post_init__(self) -> None:
        for name in ("contract", "loan_note", "cost_of_default"):
            if not getattr(self, name):
                raise ValueError(f"{name} must have at least one entry")
        _check(self.loan_note, TERMS)
        for row in self.cost_of_default:
            _check((row.title, *row.paragraphs), BEFORE_CONTRACT)


class ScopeWords(Part, frozen=True):
    """What one scope of an authorisation allows, and how long what was read is kept."""

    title: Words
    text: Words
    retention: Words

    def __post_init__(self) -> None:
        _check((self.title, self.text, self.retention), CONSENT)


class AuthorisationWords(Part, frozen=True):
    terms: tuple[Words, ...]
    scopes: dict[ConsentScope, ScopeWords]

    def __post_init__(self) -> None:
        _check(self.terms, NONE)
        missing = [scope.value for scope in ConsentScope if scope not in self.scopes]
        if missing:
            raise ValueError(f"the scope {missing[0]} has no text")


class ReminderWords(Part, frozen=True):
    """One stage: the paper's title and its paragraphs, with places of `DEBT`."""

    title: Words
    paragraphs: tuple[Words, ...]

    def __post_init__(self) -> None:
        _check((self.title, *self.paragraphs), DEBT)


class NoteWords(Part, frozen=True):
    """Standing lines at the end of each paper that has them."""

    decline: tuple[Words, ...]
    counter_offer: tuple[Words, ...]
    grade_sheet: tuple[Words, ...]
    reminder: tuple[Words, ...]
    settlement: tuple[Words, ...]
    statement: tuple[Words, ...]

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            _check(getattr(self, name), NONE)


class Notices(Part, frozen=True):
    """`notices.toml`."""

    version_hash: str
    partner_bank: Words
    repayment_account: str
    authorisation: AuthorisationWords
    reminder: dict[str, ReminderWords]
    notes: NoteWords

    def __post_init__(self) -> None:
        if not self.reminder:
            raise ValueError("reminder must have at least one stage")


@dataclass(frozen=True, slots=True)
class LenderTexts:
    """Both files. `stages` are the reminder's, the mildest first, as the file orders them."""

    clauses: Clauses
    notices: Notices

    @property
    def partner_bank(self) -> Bilingual:
        return self.notices.partner_bank.fill()

    @property
    def repayment_account(self) -> str:
        """Where borrowers pay: bank, account name, number, as it is printed."""
        return self.notices.repayment_account

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(self.notices.reminder)

    def contract(self, places: Places) -> tuple[Article, ...]:
        """The contract's articles, filled with `terms`."""
        return tuple(Article(a.title.fill(), _filled(a.paragraphs, places)) for a in self.clauses.contract)

    def loan_note(self, places: Places) -> tuple[Bilingual, ...]:
        return _filled(self.clauses.loan_note, places)

    def cost_of_default(self, places: Places, late_yearly: str) -> tuple[DefaultCost, ...]:
        """What default costs. `late_yearly` (per cent, "27.38") stands at the first: late interest."""
        levels = [late_yearly, *[""] * (len(self.clauses.cost_of_default) - 1)]
        return tuple(
            DefaultCost(row.title.fill(dict(places)), _joined(_filled(row.paragraphs, places)), level)
            for row, level in zip(self.clauses.cost_of_default, levels, strict=True)
        )

    def scopes(self, wanted: Sequence[ConsentScope]) -> tuple[ScopeText, ...]:
        """The texts of these scopes, in the order in which the scopes are declared."""
        texts = self.notices.authorisation.scopes
        places = {"partner_bank": self.partner_bank}
        return tuple(
            ScopeText(
                scope, *_filled((texts[scope].title, texts[scope].text, texts[scope].retention), places)
            )
            for scope in ConsentScope
            if scope in wanted
        )

    def authorisation_terms(self) -> tuple[Bilingual, ...]:
        return _filled(self.notices.authorisation.terms, {})

    def reminder(self, stage: str, places: Places) -> tuple[Bilingual, tuple[Bilingual, ...]]:
        """A stage's title and paragraphs. Raises `KnownError` `letter.stage` for one not in the file."""
        words = self.notices.reminder.get(stage)
        if words is None:
            raise KnownError(
                "letter.stage",
                f"the lender's notices know no stage {stage!r} of a reminder",
                where="notices.toml",
                remedy=f"Choose one of: {', '.join(self.stages)}.",
            )
        return words.title.fill(dict(places)), _filled(words.paragraphs, places)

    def notes(self, kind: str) -> tuple[Bilingual, ...]:
        """The standing lines of a paper's kind, empty for a kind that has none."""
        return _filled(getattr(self.notices.notes, kind, ()), {})


def _filled(words: Iterable[Words], places: Places) -> tuple[Bilingual, ...]:
    return tuple(sentence.fill(dict(places)) for sentence in words)


def _joined(words: Sequence[Bilingual]) -> Bilingual:
    return Bilingual("".join(w.zh for w in words), " ".join(w.en for w in words))


def terms(
    offer: Offer,
    lender: LenderProfile,
    *,
    borrower: str,
    product: Bilingual,
    purpose: str,
    account: str,
    late_rate: str,
    contract: str = "",
    early: Bilingual | None = None,
    due_days: BusinessDay = BusinessDay.NONE,
) -> dict[str, Bilingual]:
    """Every place of `TERMS`, filled. `late_rate` is the yearly decimal on what is overdue; `early` says what
    paying early costs, None where it costs nothing; `due_days` is where a due day on a day off goes."""
    schedule = offer.schedule
    return {
        "account": same(account),
        "amount": same(f"¥{yuan(offer.amount)}"),
        "borrower": same(borrower),
        "capitals": same(capitals(offer.amount)),
        "contract": same(contract),
        "daily_rate": same(per_day(offer.yearly_rate, schedule.day_count)),
        "day_count": DAY_COUNTS[schedule.day_count],
        "due_days": DUE_DAYS[due_days],
        "early": early or EARLY_IS_FREE,
        "effective": same(cost_per_cent(offer.cost.effective)),
        "first_due": day(schedule.rows[0].due),
        "last_due": day(schedule.rows[-1].due),
        "late_per_day": same(per_day(late_rate, schedule.day_count)),
        "late_rate": same(per_cent(late_rate)),
        "lender": lender.name,
        "method": METHODS[offer.method],
        "months": same(str(offer.months)),
        "nominal": same(cost_per_cent(offer.cost.nominal)),
        "phone": same(lender.phone),
        "product": product,
        "purpose": same(purpose),
        "start": day(schedule.start),
        "yearly_rate": same(per_cent(offer.yearly_rate)),
    }


def debt(
    lender: LenderProfile, *, borrower: str, loan: str, amount: int, days: int, pay_by: date
) -> dict[str, Bilingual]:
    """Every place of `DEBT`, filled; `amount` in fen."""
    return {
        "amount": same(f"¥{yuan(amount)}"),
        "borrower": same(borrower),
        "days": same(str(days)),
        "loan": same(loan),
        "pay_by": day(pay_by),
        "phone": same(lender.phone),
    }


def load_texts(folder: Path | None = None) -> LenderTexts:
    """Read both files of a lender; without a folder, the bundled ones.

    Raises `KnownError`: `lender.unreadable`, `lender.damaged` (which file, field or line, and why).
    """
    folder = folder or resources() / "letters"
    return LenderTexts(
        read_definition(folder / "clauses.toml", Clauses, "lender"),
        read_definition(folder / "notices.toml", Notices, "lender"),
    )
