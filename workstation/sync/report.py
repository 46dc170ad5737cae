"""What a sync tells: how far it is while it runs, and what it did when it ends, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.acts import ActAnswer
from workstation.domain.text import Bilingual
from workstation.events import NOTHING, Changes


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """`phase` is "push", "pull" or "check"; `done` of `total` acts or files; `rows` fetched so far."""

    phase: str
    done: int
    total: int | None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one run did.

    `files` and `rows` were fetched, `revoked` left the officer's scope, `sent` acts are at the hub, `refused`
    holds the hub's answers to those that are not, `repaired` names "applicant: kind" where both sides
    differed and the file was fetched again. `restored` says that the hub was put back to an older state
    and everything was sent and fetched again.
    """

    files: int = 0
    rows: int = 0
    revoked: tuple[str, ...] = ()
    sent: int = 0
    refused: tuple[ActAnswer, ...] = ()
    repaired: tuple[str, ...] = ()
    restored: bool = False
    cancelled: bool = False
    seconds: float = 0.0
    changes: Changes = NOTHING

    @property
    def words(self) -> Bilingual:
        """The report as one or a few sentences for the officer."""
        said = [sentence for shown, sentence in self._sentences() if shown]
        if not said:
            return Bilingual("没有新内容。", "Nothing new.")
        return Bilingual("".join(s.zh for s in said), " ".join(s.en for s in said))

    def _sentences(self) -> tuple[tuple[object, Bilingual], ...]:
        return (
            (
                self.restored,
                Bilingual(
                    "中心已恢复到较早的状态，已重新发送并接收全部内容。",
                    "The hub was restored to an earlier state; everything was sent and fetched again.",
                ),
            ),
            (self.sent, Bilingual(f"已发送 {self.sent} 项。", f"Sent {_many(self.sent, 'act')}.")),
            (
                self.refused,
                Bilingual(
                    f"{len(self.refused)} 项未被接受，请处理。",
                    f"{_many(len(self.refused), 'act')} not accepted; please look at them.",
                ),
            ),
            (
                self.files,
                Bilingual(
                    f"已接收 {self.files} 份档案的 {self.rows:,} 行。",
                    f"Fetched {_many(self.rows, 'row')} of {_many(self.files, 'file')}.",
                ),
            ),
            (
                self.revoked,
                Bilingual(
                    f"{len(self.revoked)} 份档案已移出您的范围。",
                    f"{_many(len(self.revoked), 'file')} left your scope.",
                ),
            ),
            (
                self.repaired,
                Bilingual(
                    f"有 {len(self.repaired)} 处与中心不一致，已重新接收。",
                    f"{_many(len(self.repaired), 'difference')} from the hub found and mended.",
                ),
            ),
            (self.cancelled, Bilingual("已中止，下次继续。", "Stopped; the next sync goes on from here.")),
        )


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
