"""Forms made up from a seed: groups and repeats within each other, and expressions that look at what stands
before them, from inside and outside of rows."""

from __future__ import annotations

import random

from tests.surveys.forms import form_of
from workstation.surveys.form import Form

_HEAD = "type | name | label | calculation | relevant | constraint | required | repeat_count | trigger"
_DEEPEST = 3


class _Writer:
    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._numbers: list[str] = []  # names of what holds a number, by the order of the form
        self._asked: list[str] = []
        self._repeats: list[str] = []
        self._count = 0
        self.rows: list[str] = []

    def write(self, depth: int = 0, rows: bool = False) -> None:
        for _ in range(self._chance.randint(2, 5)):
            self._item(depth, rows)

    def _item(self, depth: int, rows: bool) -> None:
        kind = self._chance.random()
        name = self._name()
        if kind < 0.2 and depth < _DEEPEST:
            self._row("begin_group", name, relevant=self._maybe(0.5))
            self.write(depth + 1, rows)
            self._row("end_group", "")
        elif kind < 0.38 and depth < _DEEPEST:
            counted = f"min({self._number()}, 3)" if self._numbers and self._chance.random() < 0.4 else ""
            self._row("begin_repeat", name, relevant=self._maybe(0.3), count=counted)
            self._repeats.append(name)
            self.write(depth + 1, rows=True)
            self._row("end_repeat", "")
        elif kind < 0.55 and self._numbers:
            self._row("calculate", name, calculation=self._sum(rows), relevant=self._maybe(0.3))
            self._numbers.append(name)
        elif kind < 0.65:
            self._row("select_one list", name, relevant=self._maybe(0.3), required=self._maybe(0.2))
        else:
            constraint = f". >= {self._number()}" if self._numbers and self._chance.random() < 0.4 else ""
            trigger = f"${{{self._chance.choice(self._asked)}}}" if constraint and self._asked else ""
            self._row(
                "integer", name, relevant=self._maybe(0.4), constraint=constraint, required=self._maybe(0.3),
                calculation=f"{self._number()} + 1" if trigger else "", trigger=trigger,
            )  # fmt: skip
            self._numbers.append(name)
            self._asked.append(name)

    def _name(self) -> str:
        self._count += 1
        return f"q{self._count}"

    def _row(
        self, kind: str, name: str, *, calculation: str = "", relevant: str = "", constraint: str = "",
        required: str = "", count: str = "", trigger: str = "",
    ) -> None:  # fmt: skip
        label = "" if kind.startswith("end") or kind == "calculate" else f"Label {name}"
        cells = (kind, name, label, calculation, relevant, constraint, required, count, trigger)
        self.rows.append(" | ".join(cells))

    def _number(self) -> str:
        if not self._numbers or self._chance.random() < 0.3:
            return str(self._chance.randint(0, 5))
        return f"${{{self._chance.choice(self._numbers[-8:])}}}"

    def _sum(self, rows: bool) -> str:
        ways = [
            f"{self._number()} * {self._number()} - 1",
            f"sum({self._reference()})",
            f"coalesce({self._number()}, {self._number()})",
            f"if({self._truth()}, {self._number()}, 7)",
            f"count-non-empty({self._reference()})",
            f"max({self._reference()})",
        ]
        if self._repeats:
            ways.append(f"count(${{{self._chance.choice(self._repeats)}}})")
        if rows:
            ways.append("position(..)")
        return self._chance.choice(ways)

    def _reference(self) -> str:
        return f"${{{self._chance.choice(self._numbers)}}}"

    def _maybe(self, share: float) -> str:
        return self._truth() if self._numbers and self._chance.random() < share else ""

    def _truth(self) -> str:
        ways = (
            f"{self._number()} > {self._number()}",
            f"{self._reference()} != ''",
            f"not({self._reference()} = 3)",
            f"{self._number()} < 4 or {self._reference()} = 5",
        )
        return self._chance.choice(ways)


def any_form(seed: int) -> Form:
    """The same seed gives the same form; none has a circle, since each looks only at what stands before."""
    writer = _Writer(seed)
    writer.write()
    writer.rows.append("text | last | Last")
    choices = "list_name | name | label\nlist | 1 | One\nlist | 3 | Three"
    return form_of("\n".join([_HEAD, *writer.rows]), choices)
