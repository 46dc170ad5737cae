"""A lender's book made ready: features with their signs, outcomes, and what was left out and why.

In: the columns of a table, the name of the target, hints. Out: `Book`. Everything here looks at one column at
a time and never at the outcome, but for the target itself; what learns from outcomes is in `fitting`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from workstation.errors import KnownError
from workstation.training.book.hints import Hint
from workstation.training.book.kinds import Kind, Reading, understood
from workstation.training.book.prohibited import prohibited_by, words_of
from workstation.training.book.reading import TextColumn
from workstation.training.book.sentinels import codes_of
from workstation.training.book.source import How, Source
from workstation.training.book.target import outcomes
from workstation.training.table import Flags, Matrix

BEYOND = 1e29
"""Where a code that means best or worst is put: farther than any figure, nearer than a missing value."""
_ID_WORDS = frozenset({"id", "uuid", "guid", "name", "phone", "mobile", "email", "ssn"})
_ID_NAME = re.compile(
    r"编号|身份证|姓名|名称|手机|电话|邮箱|序号|ChkDgt|_no$|_nr$|number$|^column \d+$", re.IGNORECASE
)
_LEAST_FOR_ID = 50
_TEXT_WORDS = 3.0
_AS_OF_WORDS = (
    frozenset({"apply", "application", "applied", "asof", "申请", "报告"}),
    frozenset({"issue", "issued", "approval", "approved", "origination", "originated", "approve", "审批"}),
    frozenset(
        {"disbursement", "disbursed", "funded", "open", "opened", "loan", "draw", "放款", "发放", "借款"}
    ),
)
_FEWEST_OF_CODE = 20


@dataclass(frozen=True, slots=True)
class Feature:
    """One column that may be read. A number has `numbers`, NaN where blank; a category has `levels` and
    `codes`, −1 where blank. `sign` +1 where a higher value raises the risk, −1 where it lowers it, 0 free.
    `source` says how it was made of the table's cells."""

    name: str
    sign: int = 0
    reason: str = ""
    numbers: Matrix | None = None
    levels: tuple[str, ...] = ()
    codes: npt.NDArray[np.int64] | None = None
    note: str = ""
    source: Source | None = None

    @property
    def blank(self) -> Flags:
        if self.numbers is not None:
            return np.asarray(np.isnan(self.numbers))
        return np.asarray(self.codes) < 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that is not read: why in one word, and in a sentence."""

    name: str
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Prohibited:
    """A column that no lending decision may read, and whether it was read all the same. `held` is what it
    says, so that it can be asked whether other columns stand in for it; None where it says nothing."""

    name: str
    attribute: str
    kept: bool
    held: Feature | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants: which target value is bad, hints by column, columns to leave out, the column
    with the day of each request, and whether prohibited columns stay for a comparison. `time` is a column of
    days or numbers (years) by which rows are earlier or later; it is not read either."""

    target: str
    bad: tuple[str, ...] = ()
    hints: Mapping[str, Hint] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    as_of: str = ""
    keep_prohibited: bool = False
    time: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A table ready to learn from. `unlabelled` rows had no outcome and are not in it, nor are `untimed` ones
    where the rows have `times`: days since 1970 where `spelling` says how days are written, else numbers."""

    features: tuple[Feature, ...]
    bad: Flags
    target: str
    bad_values: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    prohibited: tuple[Prohibited, ...]
    unlabelled: int
    repeated: int
    times: Matrix | None = None
    spelling: str = ""
    untimed: int = 0

    def __len__(self) -> int:
        return len(self.bad)

    @property
    def bad_means(self) -> str:
        return " or ".join(self.bad_values)


def part_of(book: Book, rows: npt.NDArray[np.int64]) -> Book:
    """The book of these rows alone."""
    return replace(
        book,
        features=tuple(_part(f, rows) for f in book.features),
        bad=book.bad[rows],
        times=None if book.times is None else book.times[rows],
        prohibited=tuple(
            replace(p, held=None if p.held is None else _part(p.held, rows)) for p in book.prohibited
        ),
    )


def _part(feature: Feature, rows: npt.NDArray[np.int64]) -> Feature:
    return replace(
        feature,
        numbers=None if feature.numbers is None else feature.numbers[rows],
        codes=None if feature.codes is None else feature.codes[rows],
    )


def make_book(columns: Sequence[TextColumn], wishes: Wishes) -> Book:
    """Raises `KnownError`: `book.target`, `book.one_class`, `book.bad` of the target; `book.hints` for a hint
    or a wish that names no column or asks for the sign of words; `book.no_column` where nothing is left."""
    _known_names(columns, wishes)
    target = next((c for c in columns if c.name == wishes.target), None)
    if target is None:
        known = ", ".join(c.name for c in columns[:12])
        raise KnownError(
            "book.target",
            "the table has no such target column",
            where=wishes.target,
            remedy=f"Its columns are {known}{' …' if len(columns) > 12 else ''}.",
        )
    outcome = outcomes(target, wishes.bad)
    rows, clock = outcome.labelled, _clock(columns, wishes)
    timed = np.ones(len(rows), dtype=bool) if clock is None else ~np.isnan(clock.numbers)
    others = [c.of(rows & timed) for c in columns if c is not target]
    if clock is not None and clock.spelling and not wishes.as_of:
        wishes = replace(wishes, as_of=clock.name)
    sorting = _Sorting(wishes)
    readings = [sorting.look(column) for column in others]
    kept = [r for r in readings if r is not None]
    features = [f for r in kept if r.kind is not Kind.DATE for f in sorting.features(r)]
    features += sorting.of_dates([r for r in kept if r.kind is Kind.DATE])
    if not features:
        raise KnownError(
            "book.no_column",
            "no column is left to learn from",
            where=", ".join(f"{gone.name} ({gone.why})" for gone in sorting.left_out[:6]),
            remedy="Give a table with figures known on the day of the request.",
        )
    return Book(
        features=tuple(features),
        bad=outcome.bad[timed[rows]],
        target=target.name,
        bad_values=outcome.values,
        left_out=tuple(sorting.left_out),
        prohibited=tuple(sorting.prohibited),
        unlabelled=outcome.unlabelled,
        repeated=_repeated(others),
        times=None if clock is None else clock.numbers[rows & timed],
        spelling="" if clock is None else clock.spelling,
        untimed=int((rows & ~timed).sum()),
    )


def _clock(columns: Sequence[TextColumn], wishes: Wishes) -> Reading | None:
    """The column by which rows are earlier or later. Raises `KnownError` `book.time`."""
    column = next((c for c in columns if c.name == wishes.time), None)
    if column is None or not wishes.time:
        return None
    found = understood(column)
    known = found.numbers[~np.isnan(found.numbers)] if found.kind is not Kind.CATEGORY else ()
    if wishes.time == wishes.target or len(np.unique(known)) < 2:
        raise KnownError(
            "book.time",
            "the column says no days or numbers by which some rows are later than others",
            where=f"{column.name}: {column.levels[-1]!r}",
            remedy="Name a column of dates or of years with --time.",
        )
    return found


def _known_names(columns: Sequence[TextColumn], wishes: Wishes) -> None:
    names = {c.name for c in columns}
    asked = [*wishes.hints, *wishes.drop, *filter(None, [wishes.as_of, wishes.time])]
    for name in asked:
        if name not in names:
            raise KnownError(
                "book.hints",
                "a hint or an option names a column that the table does not have",
                where=name,
                remedy="Write it as in the header.",
            )


def _repeated(columns: Sequence[TextColumn]) -> int:
    """Rows whose every cell stands in an earlier row: they let a model remember instead of learn."""
    if not columns:
        return 0
    rng = np.random.default_rng(7)
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        keys = rng.integers(1, 2**63, size=len(column.levels), dtype=np.uint64)
        mixed = mixed * np.uint64(1099511628211) + keys[column.codes]
    return len(mixed) - len(np.unique(mixed))


class _Sorting:
    """Goes through columns one by one, and keeps what it leaves out."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self.left_out: list[LeftOut] = []
        self.prohibited: list[Prohibited] = []

    def look(self, column: TextColumn) -> Reading | None:
        """The column's meaning, or None where it is left out."""
        attribute = prohibited_by(column.name, column.levels if len(column.levels) < 20 else ())
        keep = self._wishes.keep_prohibited
        if attribute:
            self.prohibited.append(Prohibited(column.name, attribute, keep, _held(column)))
        if column.name == self._wishes.time != self._wishes.as_of:
            self._leave(column.name, "time", "it says when, and a model must not learn the calendar")
        elif column.name in self._wishes.drop:
            self._leave(column.name, "told", "left out as told")
        elif attribute and not keep:
            self._leave(column.name, "prohibited", f"no lending decision may read {attribute}")
        else:
            return self._useful(column)
        return None

    def _useful(self, column: TextColumn) -> Reading | None:
        hint = self._wishes.hints.get(column.name, Hint())
        reading = understood(column, hint.order)
        if hint.sign and reading.kind is not Kind.NUMBER:
            raise KnownError(
                "book.hints",
                "only numbers have a sign",
                where=f"{column.name} ({reading.kind.value})",
                remedy="Give the order of its words, or leave the sign away.",
            )
        useless = (
            ("blank", "no row has a value", reading.kind is Kind.BLANK),
            ("constant", f"every row has {column.levels[0]!r}", len(column.levels) == 1),
            ("id", "it names a row instead of describing it", _is_id(column, reading)),
            ("text", "free text is not read", _is_text(column, reading)),
        )
        for why, words, so in useless:
            if so:
                self._leave(column.name, why, words)
                return None
        return reading

    def _leave(self, name: str, why: str, words: str) -> None:
        self.left_out.append(LeftOut(name, why, words))

    def features(self, reading: Reading) -> list[Feature]:
        """A number or a category; of an unsigned number's codes, one feature each beside it."""
        hint = self._wishes.hints.get(reading.name, Hint())
        if reading.kind is Kind.CATEGORY:
            source = Source(reading.name, How.CATEGORY)
            return [
                Feature(
                    reading.name, 0, hint.reason, None, reading.levels, reading.codes, reading.note, source
                )
            ]
        values = reading.numbers.copy()
        found = {code: rows for code, rows in codes_of(values).items() if code not in hint.codes}
        told = {code: what for code, what in hint.codes.items() if what != "value"}
        source = Source(reading.name, How.NUMBER, comma=reading.comma, order=hint.order)
        beside: list[Feature] = []
        for code in found:
            at = np.asarray(reading.numbers == code)
            values[at] = np.nan
            if not hint.sign and at.sum() >= _FEWEST_OF_CODE:
                mark = replace(source, how=How.CODE, code=code)
                name = f"{reading.name} = {code:g}"
                beside.append(Feature(name, numbers=at.astype(np.float64), note="a code", source=mark))
        places = {"blank": np.nan, "best": -hint.sign * BEYOND, "worst": hint.sign * BEYOND}
        for code, what in told.items():
            values[reading.numbers == code] = places[what]
        stands_for = {**dict.fromkeys(found, np.nan), **{code: places[what] for code, what in told.items()}}
        source = replace(source, codes=stands_for)
        notes = [reading.note]
        if found:
            said = ", ".join(f"{code:g} ({rows} rows)" for code, rows in found.items())
            notes.append(f"codes for no value: {said}")
        notes += [f"{code:g} means {what}" for code, what in told.items()]
        note = "; ".join(filter(None, notes))
        return [
            Feature(reading.name, hint.sign, hint.reason, numbers=values, note=note, source=source),
            *beside,
        ]

    def of_dates(self, dates: Sequence[Reading]) -> list[Feature]:
        """Days between each date and the day of the request, which is not read itself: a later book has
        later days, and a model must not learn the calendar."""
        if self._wishes.as_of and all(d.name != self._wishes.as_of for d in dates):
            raise KnownError(
                "book.hints",
                "the day of the request is not a column of dates",
                where=self._wishes.as_of,
                remedy="Name a column of dates with --as-of.",
            )
        if not dates:
            return []
        as_of = self._day_of_request(dates)
        self._leave(as_of.name, "date", "the day of the request; other dates are counted from it")
        return [
            Feature(
                f"{as_of.name} − {date.name}",
                numbers=as_of.numbers - date.numbers,
                note=f"days from {date.name} to {as_of.name}",
                source=Source(
                    date.name,
                    How.DAYS,
                    spelling=date.spelling,
                    as_of=as_of.name,
                    as_of_spelling=as_of.spelling,
                ),
            )
            for date in dates
            if date is not as_of
        ]

    def _day_of_request(self, dates: Sequence[Reading]) -> Reading:
        told = next((d for d in dates if d.name == self._wishes.as_of), None)
        if told is not None:
            return told
        for words in _AS_OF_WORDS:
            for date in dates:
                if not words.isdisjoint(words_of(date.name)) or any(
                    w in date.name for w in words if not w.isascii()
                ):
                    return date
        return dates[0]


def _held(column: TextColumn) -> Feature | None:
    reading = understood(column)
    if reading.kind is Kind.CATEGORY:
        return Feature(reading.name, levels=reading.levels, codes=reading.codes)
    return None if reading.kind is Kind.BLANK else Feature(reading.name, numbers=reading.numbers)


def _is_id(column: TextColumn, reading: Reading) -> bool:
    """Nearly every row has a value of its own, and it is a word, a running number or called a number."""
    rows = len(column)
    distinct = len(column.levels) / rows
    named = bool(_ID_NAME.search(column.name)) or not _ID_WORDS.isdisjoint(words_of(column.name))
    if rows < _LEAST_FOR_ID:
        return False
    if reading.kind is Kind.CATEGORY:
        return distinct > 0.9 or (named and distinct > 0.3)
    if reading.kind is not Kind.NUMBER or np.isnan(reading.numbers).any():
        return False
    whole = bool((reading.numbers == np.round(reading.numbers)).all())
    running = len(column.levels) == rows and whole and bool(np.ptp(reading.numbers) == rows - 1)
    return running or (whole and named and distinct > 0.95)


def _is_text(column: TextColumn, reading: Reading) -> bool:
    if reading.kind is not Kind.CATEGORY or len(reading.levels) < _LEAST_FOR_ID:
        return False
    some = reading.levels[:: max(1, len(reading.levels) // 500)]
    words = float(np.mean([len(level.split()) for level in some]))
    return len(reading.levels) > 0.2 * len(column) and words > _TEXT_WORDS
