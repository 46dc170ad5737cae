"""How a row of a form is written: a question with its words in both languages, and what the form does with
it.

A `Row` is a row of the XLSForm standard by its column names; `ZH` and `EN` are its languages.
"""

from __future__ import annotations

from collections.abc import Iterable

ZH, EN = "中文 (zh)", "English (en)"

Row = dict[str, str]
Both = tuple[str, str]

MONEY = ". >= 0 and . <= 1000000000"
MONEY_SAYS = ("金额以元计，不能为负", "An amount in yuan, not below zero")
EITHER_WAY = ". >= -1000000000 and . <= 1000000000"
AMOUNT = ("金额以元计，可为负", "An amount in yuan; it may lie below zero")
COUNT = ". >= 0 and . <= 1000000"
COUNT_SAYS = ("请填不小于零的整数", "A whole number, not below zero")
SHARE = ". >= 0 and . <= 1"
SHARE_SAYS = ("请填 0 至 1 之间的小数，如 0.35", "A share from 0 to 1, such as 0.35")
PAST = ". <= today()"
PAST_SAYS = ("不能晚于今天", "Not after today")


def ask(
    kind: str, name: str, zh: str, en: str, *, hint: Both | None = None, needed: bool = False, when: str = "",
    rule: str = "", says: Both | None = None, look: str = "", start: str = "", options: str = "",
    pick: str = "", figure: str = "", basis: str = "", part: str = "", quote: bool = False,
) -> Row:  # fmt: skip
    """A question. `rule` must hold, else the form `says` so; `when` it is asked; `pick` filters its choices;
    `figure`, `basis`, `part` and `quote` are our own attributes."""
    row = {"type": kind, "name": name, **_both("label", (zh, en))}
    row |= _both("hint", hint) | _both("constraint_message", says)
    row |= {"required": "yes" if needed else "", "relevant": when, "constraint": rule, "appearance": look}
    row |= {"default": start, "parameters": options, "choice_filter": pick}
    row |= {"bind::ws:figure": figure, "bind::ws:basis": basis, "bind::ws:part": part}
    row |= {"bind::ws:quote": "yes" if quote else ""}
    return {column: value for column, value in row.items() if value}


def money(name: str, zh: str, en: str, **more: object) -> Row:
    return ask("decimal", name, zh, en, **{"rule": MONEY, "says": MONEY_SAYS, **more})  # type: ignore[arg-type]


def count(name: str, zh: str, en: str, **more: object) -> Row:
    return ask("integer", name, zh, en, **{"rule": COUNT, "says": COUNT_SAYS, **more})  # type: ignore[arg-type]


def share(name: str, zh: str, en: str, **more: object) -> Row:
    return ask("decimal", name, zh, en, **{"rule": SHARE, "says": SHARE_SAYS, **more})  # type: ignore[arg-type]


def shown(name: str, zh: str, en: str, how: str, *, hint: Both | None = None, when: str = "", kind: str = "decimal",
          figure: str = "", basis: str = "", part: str = "") -> Row:  # fmt: skip
    """A figure that the form works out and shows, with how in its hint."""
    row = ask(kind, name, zh, en, hint=hint, when=when, figure=figure, basis=basis, part=part)
    return row | {"calculation": how, "read_only": "yes"}


def kept(name: str, how: str, *, figure: str = "", basis: str = "", part: str = "") -> Row:
    """A figure that the form works out and shows nowhere."""
    row = {"type": "calculate", "name": name, "calculation": how}
    row |= {"bind::ws:figure": figure, "bind::ws:basis": basis, "bind::ws:part": part}
    return {column: value for column, value in row.items() if value}


def from_file(name: str, zh: str, en: str, item: str) -> Row:
    """What the file says, shown beside what is asked."""
    return shown(name, zh, en, f"pulldata('file', 'value', 'name', '{item}')", kind="text")


def told(name: str, zh: str, en: str, *, when: str = "") -> Row:
    """Something that the form says."""
    return ask("note", name, zh, en, when=when)


def section(name: str, zh: str, en: str, rows: Iterable[Row | list[Row]], *, when: str = "") -> list[Row]:
    head = {
        "type": "begin_group",
        "name": name,
        **_both("label", (zh, en)),
        **({"relevant": when} if when else {}),
    }
    return [head, *flat(rows), {"type": "end_group"}]


def rows_of(name: str, zh: str, en: str, rows: Iterable[Row | list[Row]], *, when: str = "") -> list[Row]:
    """A repeat: one row for each of something."""
    head = {"type": "begin_repeat", "name": name, **_both("label", (zh, en)), "appearance": "table"}
    return [head | ({"relevant": when} if when else {}), *flat(rows), {"type": "end_repeat"}]


def some(gate: str, zh: str, en: str, repeat: list[Row], *, when: str = "") -> list[Row]:
    """A repeat that is asked about only where there is anything: it begins with a row, which nobody should have
    to take away."""
    question = ask("select_one yes_no", gate, zh, en, needed=True, when=when)
    return [question, repeat[0] | {"relevant": f"${{{gate}}} = 'yes'"}, *repeat[1:]]


def proven(row: Row, figure: str) -> list[Row]:
    """A figure of the visit with how it was come by: the owner's word, a count, a paper. The better basis
    wins."""
    name = row["name"]
    how = ask(
        "select_one basis", f"{name}_basis", "依据", "How it was found", needed=True, look="horizontal",
        when=f"${{{name}}} != ''", start="stated",
    )  # fmt: skip
    bases = [
        kept(
            f"{name}_{basis}",
            f"if(${{{name}_basis}} = '{basis}', ${{{name}}}, '')",
            figure=figure,
            basis=basis,
        )
        for basis in ("stated", "counted", "documented")
    ]
    return [row, how, *bases]


def flat(rows: Iterable[Row | list[Row]]) -> list[Row]:
    return [row for one in rows for row in (one if isinstance(one, list) else [one])]


def _both(column: str, words: Both | None) -> Row:
    return {} if words is None else {f"{column}::{ZH}": words[0], f"{column}::{EN}": words[1]}
