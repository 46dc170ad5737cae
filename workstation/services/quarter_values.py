"""What a story of simulated quarters says: plain values, for JSON and for a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workstation.portfolio import Alarm, Fares, Segment, Watched
    from workstation.services.challenges import Tried

_SHOWN_ALARMS = 4


@dataclass(frozen=True, slots=True)
class Quarter:
    """`watched` compares who asked with quarter `against`; `matured` is the newest quarter whose loans have
    all had their time by the end of this one, `calibration` how they fared beside what was said, and `fares`
    beside the quiet year's loans at the same odds, which sounds beyond `sure`; `alarm` is what was gathered
    by the end of the quarter; `replayed` counts kept decisions that replay to the same bytes, and all that
    are kept."""

    number: int
    first: date
    last: date
    bundle: str
    asked: int
    lent: int
    watched: Watched
    alarm: Alarm
    sure: float
    against: int
    kept: int
    matured: int = 0
    calibration: tuple[Segment, ...] = ()
    fares: Fares | None = None
    tried: tuple[Tried, ...] = ()
    replayed: tuple[int, int] = (0, 0)

    @property
    def outcomes_moved(self) -> bool:
        return self.fares is not None and self.fares.p < 1.0 - self.sure

    @property
    def sounds(self) -> bool:
        return self.alarm.sounds or self.outcomes_moved

    def line(self) -> str:
        score = self.watched.score
        when = f"quarter {self.number} ({self.first} to {self.last}), {self.bundle}"
        parts = [f"{when}: {self.asked:,} asked, {self.lent:,} lent to"]
        if score is not None:
            parts.append(f"score PSI {score.psi:.3f} (critical {score.critical:.3f})")
        drifted = [f"{d.name} {d.psi:.3f} > {d.critical:.3f}" for d in self.watched.alarms[:_SHOWN_ALARMS]]
        if drifted:
            parts.append(f"drifted {', '.join(drifted)}")
        parts += self._signs()
        for s in self.calibration:
            seen = f"{s.name} has matured: {s.rate:.3f} ({s.low:.3f}–{s.high:.3f}) bad"
            parts.append(f"{seen}, {s.expected:.3f} was said, {'OFF' if s.off else 'as said'}")
        if self.fares is not None:
            word = "ALARM: " if self.outcomes_moved else ""
            parts.append(
                f"{word}{self.fares.happened} bad where the quiet year's loans at these odds would have "
                f"{self.fares.expected:.0f} (p {self.fares.p:.2g})"
            )
        for one in self.tried:
            verdict = (
                f"became {one.promoted}"
                if one.promoted
                else "passes"
                if one.verdict.passes
                else (f"fails on {', '.join(one.verdict.unmet)}")
            )
            parts.append(f"{one.way} AUC {one.auc[0]:.3f} → {one.auc[1]:.3f}: {verdict}")
        parts.append(f"{self.replayed[0]} of {self.replayed[1]} kept decisions replay")
        return "; ".join(parts)

    def _signs(self) -> list[str]:
        newest, words = self.alarm.quarters[-1], []
        for sign in newest.signs:
            counts = (
                f" ({sign.found:.0f} late, {sign.expected:.0f} expected)" if sign.about == "loans" else ""
            )
            words.append(f"{sign.name} p {sign.p:.2g}{counts}")
        word = "ALARM" if self.alarm.sounds else "quiet"
        return [
            f"signs: {', '.join(words)}",
            f"{word}: gathered {newest.so_far:.3g}, sounds at {self.alarm.sounds_at:g}",
        ]

    def to_json(self) -> dict[str, Any]:
        return {
            "quarter": self.number,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "bundle": self.bundle,
            "asked": self.asked,
            "lent": self.lent,
            "compared_with_quarter": self.against,
            "alarm": self.sounds,
            "signs": self.alarm.to_json(),
            "score": None if self.watched.score is None else asdict(self.watched.score),
            "drifted": [asdict(drift) for drift in self.watched.alarms],
            "matured": [{**asdict(s), "rate": s.rate, "off": s.off} for s in self.calibration],
            "outcomes": None if self.fares is None else {**asdict(self.fares), "moved": self.outcomes_moved},
            "tried": [
                {
                    "way": one.way,
                    "passes": one.verdict.passes,
                    "promoted": one.promoted,
                    "auc": list(one.auc),
                    "log_loss": list(one.log_loss),
                    "conditions": [asdict(c) for c in one.verdict.conditions],
                }
                for one in self.tried
            ],
            "replayed": list(self.replayed),
        }


@dataclass(frozen=True, slots=True)
class QuarterStory:
    """`alarm_in` and `promoted_in` are quarters, 0 where it did not come to that."""

    shift: str
    shift_from: int
    alarm_in: int
    promoted_in: int
    promoted: str
    rolled_back: bool
    in_force: str
    replayed: tuple[int, int]
    quarters: tuple[Quarter, ...]

    @property
    def false_alarms(self) -> tuple[int, ...]:
        """Quarters before the shift in which the alarm sounded."""
        return tuple(q.number for q in self.quarters if q.number < self.shift_from and q.sounds)

    def to_json(self) -> dict[str, Any]:
        return {
            "shift": self.shift,
            "shift_from": self.shift_from,
            "alarm_in": self.alarm_in,
            "false_alarms": list(self.false_alarms),
            "promoted_in": self.promoted_in,
            "promoted": self.promoted,
            "rolled_back": self.rolled_back,
            "in_force": self.in_force,
            "replayed": list(self.replayed),
            "quarters": [quarter.to_json() for quarter in self.quarters],
        }

    def lines(self) -> list[str]:
        words = [f"planted {self.shift}", *(quarter.line() for quarter in self.quarters)]
        if self.promoted_in:
            words.append(f"promoted {self.promoted} at the end of quarter {self.promoted_in}")
            words.append(f"rolled back: {self.in_force} is in force")
        else:
            words.append("no challenger passed the gate")
        words.append(f"{self.replayed[0]} of {self.replayed[1]} kept decisions replay to the same bytes")
        return words
