"""What a story of simulated quarters says: plain values, for JSON and for a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workstation.portfolio import Segment, Watched
    from workstation.services.challenges import Tried

_SHOWN_ALARMS = 4


@dataclass(frozen=True, slots=True)
class Quarter:
    """`watched` compares who asked with quarter `against`; `matured` is the newest quarter whose loans have
    all had their time by the end of this one, and `calibration` how they fared; `replayed` counts kept
    decisions that replay to the same bytes, and all that are kept."""

    number: int
    first: date
    last: date
    bundle: str
    asked: int
    lent: int
    watched: Watched
    against: int
    kept: int
    matured: int = 0
    calibration: tuple[Segment, ...] = ()
    tried: tuple[Tried, ...] = ()
    replayed: tuple[int, int] = (0, 0)

    @property
    def off(self) -> bool:
        return any(segment.off for segment in self.calibration)

    def line(self) -> str:
        score = self.watched.score
        when = f"quarter {self.number} ({self.first} to {self.last}), {self.bundle}"
        parts = [f"{when}: {self.asked:,} asked, {self.lent:,} lent to"]
        if score is not None:
            parts.append(f"score PSI {score.psi:.3f} (critical {score.critical:.3f})")
        alarms = [f"{d.name} {d.psi:.3f} > {d.critical:.3f}" for d in self.watched.alarms[:_SHOWN_ALARMS]]
        parts.append(f"ALARM {', '.join(alarms)}" if alarms else "no alarm")
        for s in self.calibration:
            seen = f"{s.name} has matured: {s.rate:.3f} ({s.low:.3f}–{s.high:.3f}) bad"
            parts.append(f"{seen}, {s.expected:.3f} was said, {'OFF' if s.off else 'as said'}")
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

    def to_json(self) -> dict[str, Any]:
        return {
            "quarter": self.number,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "bundle": self.bundle,
            "asked": self.asked,
            "lent": self.lent,
            "compared_with_quarter": self.against,
            "alarm": bool(self.watched.alarms),
            "score": None if self.watched.score is None else asdict(self.watched.score),
            "alarms": [asdict(drift) for drift in self.watched.alarms],
            "matured": [{**asdict(s), "rate": s.rate, "off": s.off} for s in self.calibration],
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
        """Quarters before the shift in which the monitor sounded."""
        return tuple(q.number for q in self.quarters if q.number < self.shift_from and q.watched.alarms)

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
