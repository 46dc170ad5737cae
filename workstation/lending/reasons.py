"""The reason table: every wording of a decision, for the officer and for the applicant, in both languages.

Goes in: one TOML file. Comes out: a frozen `ReasonTable` that turns codes and figures into findings, steps,
notes and reasons. A feature belongs to exactly one reason. Nothing here decides or adds up points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from workstation.domain.assessment import MissingEvidence
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import Finding, Step
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.definitions import Part, read_definition
from workstation.lending.figures import (
    FINDING_FIGURES,
    LATER_FINDINGS,
    LATER_NOTES,
    NOTE_FIGURES,
    STEP_FIGURES,
    Figures,
)
from workstation.lending.scenarios.effects import EFFECT_FIGURES, EffectCode
from workstation.lending.wording import Words

_REASON_FIGURES = frozenset({"figures"})
_OTHER_FIGURES = frozenset({"figures", "name"})


class Unit(Part, frozen=True, kw_only=True):
    """How a value is printed: times `scale`, with `places` decimals, a sign where `signed`, then a suffix."""

    zh: str
    en: str
    places: int = 0
    scale: int = 1
    signed: bool = False
    grouped: bool = False

    def shown(self, value: float) -> Bilingual:
        exact = Decimal(repr(value)) * self.scale
        rounded = exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        text = format(rounded, ("+" if self.signed else "") + ("," if self.grouped else "") + "f")
        return Bilingual(text + self.zh, text + self.en)


class FeatureWords(Part, frozen=True, kw_only=True):
    """A feature's title and the unit of its values."""

    zh: str
    en: str
    unit: str


class Side(Part, frozen=True, kw_only=True):
    """What is said where a reason speaks against the applicant, or in favour."""

    officer: Words
    applicant: Words
    remedy: Words | None = None


class ReasonRow(Part, frozen=True, kw_only=True):
    """One reason: the features it owns, and its wordings. A side that is left out is never given as a
    reason. `name` stands where none of its features has a record."""

    code: str
    name: Words
    features: tuple[str, ...]
    against: Side | None = None
    in_favour: Side | None = None

    @property
    def polarity(self) -> str:
        if self.against is None or self.in_favour is None:
            return "in_favour" if self.against is None else "against"
        return "both"


class FindingRow(Part, frozen=True, kw_only=True):
    code: str
    officer: Words
    applicant: Words
    remedy: Words | None = None


class StepRow(Part, frozen=True, kw_only=True):
    """A step of the staircase; `missing` says why it has no amount."""

    code: str
    name: Words
    basis: Words
    missing: Words | None = None


class EvidenceRow(Part, frozen=True, kw_only=True):
    domain: EvidenceDomain
    consequence: Words
    how_to_get: Words


class NoteRow(Part, frozen=True, kw_only=True):
    code: str
    text: Words


class ReasonTable(Part, frozen=True, kw_only=True):
    """`least_points`: what moved the score by less is no reason. `unknown` is the side shown for a feature
    of a model that no reason owns; `no_record` where a reason's features have no record. A table older than
    scenarios has no `effects`."""

    version: int
    least_points: float
    no_record_figure: Words
    units: dict[str, Unit]
    features: dict[str, FeatureWords]
    reasons: tuple[ReasonRow, ...]
    no_record: Side
    unknown: Side
    findings: tuple[FindingRow, ...]
    steps: tuple[StepRow, ...]
    evidence: tuple[EvidenceRow, ...]
    notes: tuple[NoteRow, ...]
    effects: tuple[NoteRow, ...] = ()
    version_hash: str

    def __post_init__(self) -> None:
        _each_once("reason", [row.code for row in self.reasons])
        owned = [feature for row in self.reasons for feature in row.features]
        _each_once("feature", owned)
        _exactly("reasons of features", set(owned), set(self.features))
        _exactly("units", {words.unit for words in self.features.values()}, set(self.units))
        for row in self.reasons:
            if row.against is None and row.in_favour is None:
                raise ValueError(f"reason {row.code} has no wording")
            for side in (row.against, row.in_favour):
                if side is not None:
                    _side_asks(row.code, side, _REASON_FIGURES)
        _side_asks("no_record", self.no_record, _OTHER_FIGURES)
        _side_asks("unknown", self.unknown, _OTHER_FIGURES)
        self._check_rules()

    def _check_rules(self) -> None:
        found = [f.code for f in self.findings]
        _codes("finding", found, _known(FINDING_FIGURES, found, LATER_FINDINGS))
        for finding in self.findings:
            for words in (finding.officer, finding.applicant, finding.remedy):
                _asks(finding.code, words, FINDING_FIGURES[finding.code])
        _codes("step", [s.code for s in self.steps], STEP_FIGURES)
        for step in self.steps:
            _asks(step.code, step.basis, STEP_FIGURES[step.code])
            _asks(step.code, step.missing, frozenset())
        notes = [n.code for n in self.notes]
        _codes("note", notes, _known(NOTE_FIGURES, notes, LATER_NOTES))
        for note in self.notes:
            _asks(note.code, note.text, NOTE_FIGURES[note.code])
        if self.effects:
            _codes("effect", [e.code for e in self.effects], {**EFFECT_FIGURES})
        for effect in self.effects:
            _asks(effect.code, effect.text, EFFECT_FIGURES[EffectCode(effect.code)])
        _each_once("evidence", [row.domain for row in self.evidence])
        _exactly("evidence", {row.domain for row in self.evidence}, set(EvidenceDomain))

    def finding(self, code: str, figures: Figures | None = None) -> Finding:
        """Raises `KnownError` (`reasons.damaged`) for a finding that came after the table."""
        row = next((row for row in self.findings if row.code == code), None)
        if row is None:
            raise KnownError(
                "reasons.damaged",
                f"the reason table has no words for a finding ({code})",
                where="reasons.toml, field findings",
                remedy="Take the table of this version of the program.",
            )
        remedy = None if row.remedy is None else row.remedy.fill(figures)
        return Finding(code, row.officer.fill(figures), row.applicant.fill(figures), remedy)

    def step(self, code: str, amount: int | None, figures: Figures | None = None) -> Step:
        """A step of the staircase; without figures it says that the evidence for it is missing."""
        row = next(row for row in self.steps if row.code == code)
        words = row.basis if figures is not None else row.missing or row.basis
        return Step(code, row.name.fill(), amount, words.fill(figures))

    def note(self, code: str, figures: Figures | None = None) -> Bilingual:
        return next(row for row in self.notes if row.code == code).text.fill(figures)

    def can_note(self, code: str) -> bool:
        """Whether the table has this note: one that came later is not in an old table."""
        return any(row.code == code for row in self.notes)

    def can_find(self, code: str) -> bool:
        """Whether the table has the words of this finding."""
        return any(row.code == code for row in self.findings)

    def effect(self, code: EffectCode, figures: Figures) -> Bilingual:
        """What a scenario changed, in words. Raises `KnownError` (`reasons.damaged`) in a table without."""
        row = next((row for row in self.effects if row.code == code), None)
        if row is None:
            raise KnownError(
                "reasons.damaged",
                f"the reason table has no words for what a scenario does ({code})",
                where="reasons.toml, field effects",
                remedy="Take the table of this version of the program.",
            )
        return row.text.fill(figures)

    def missing(self, domain: EvidenceDomain) -> MissingEvidence:
        row = next(row for row in self.evidence if row.domain is domain)
        return MissingEvidence(domain, row.consequence.fill(), row.how_to_get.fill())

    def reason_of(self, feature: str) -> ReasonRow | None:
        """The reason that owns a feature; None for a feature that the table does not know."""
        return next((row for row in self.reasons if feature in row.features), None)

    def shown(self, feature: str, value: float | None) -> Bilingual:
        """Title and value as a person reads them: "退款率 8.2%"; the bare name for an unknown feature."""
        words = self.features.get(feature)
        title = Bilingual(feature, feature) if words is None else Bilingual(words.zh, words.en)
        if value is None:
            text = self.no_record_figure.fill()
        elif words is None:
            text = Bilingual(repr(value), repr(value))
        else:
            text = self.units[words.unit].shown(value)
        return Bilingual(f"{title.zh} {text.zh}", f"{title.en} {text.en}")


def _each_once(what: str, names: list[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} {twice[0]} stands twice")


def _exactly(what: str, given: set[str], wanted: set[str]) -> None:
    if wanted - given:
        raise ValueError(f"{what}: without a row: {', '.join(sorted(wanted - given))}")
    if given - wanted:
        raise ValueError(f"{what}: not known: {', '.join(sorted(given - wanted))}")


def _known(
    wanted: Mapping[str, frozenset[str]], given: list[str], later: frozenset[str]
) -> dict[str, frozenset[str]]:
    """Without the codes that came later, where the table has none of them."""
    return {code: figures for code, figures in wanted.items() if code in given or code not in later}


def _codes(what: str, given: list[str], wanted: Mapping[str, object]) -> None:
    _each_once(what, given)
    _exactly(f"{what}s", set(given), set(wanted))


def _asks(code: str, words: Words | None, given: frozenset[str]) -> None:
    unknown = sorted(words.places() - given) if words is not None else []
    if unknown:
        raise ValueError(f"{code}: there is no figure {{{unknown[0]}}}")


def _side_asks(code: str, side: Side, given: frozenset[str]) -> None:
    for words in (side.officer, side.applicant, side.remedy):
        _asks(code, words, given)


def load_reasons(path: Path) -> ReasonTable:
    """Read the reason table. Raises `KnownError` (`reasons.unreadable`, `reasons.damaged`)."""
    return read_definition(path, ReasonTable, "reasons")
