"""Why a row is in its view, in words: how near its day is, whom it waits for, what the file lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.words import IDENTITY_ITEMS, named
from workstation.ports import WorklistRow, WorklistView

CONTEXT = "Worklist"
_SOON_DAYS = 7
"""From so many days before its day on, a check of the use of money is pressing."""

FORESEEN_VIEWS = frozenset({WorklistView.WARNED, WorklistView.NEEDS_MONEY})
"""Views of what models foresee."""

_WAITS_FOR: dict[str, tuple[str, str, str]] = {
    "contested": (QT_TRANSLATE_NOOP("Worklist", "Contested"), "bad", "git-fork"),
    "authority": (QT_TRANSLATE_NOOP("Worklist", "Above authority"), "warn", "arrow-up-right"),
    "second": (QT_TRANSLATE_NOOP("Worklist", "Second person"), "accent", "users"),
    "committee": (QT_TRANSLATE_NOOP("Worklist", "Committee's vote"), "accent", "users"),
    "survey": (QT_TRANSLATE_NOOP("Worklist", "Survey to review"), "accent", "clipboard-text"),
}
"""The codes of `services.matters`, the most pressing first."""

_TO_VISIT: dict[str, str] = {
    "rejected": QT_TRANSLATE_NOOP("Worklist", "Survey rejected"),
    "asked_again": QT_TRANSLATE_NOOP("Worklist", "Survey asked again"),
}
"""The codes of `services.visit_matters` that say more than that a visit is planned."""

_LACKS: dict[str, str] = {
    "unreadable": QT_TRANSLATE_NOOP("Worklist", "A record that this version cannot read"),
    "application": QT_TRANSLATE_NOOP("Worklist", "No request yet"),
    "consent.none": QT_TRANSLATE_NOOP("Worklist", "No authorisation for data"),
    "consent.withdrawn": QT_TRANSLATE_NOOP("Worklist", "Authorisation withdrawn"),
    "consent.expired": QT_TRANSLATE_NOOP("Worklist", "Authorisation lapsed"),
    "consent.not_yet": QT_TRANSLATE_NOOP("Worklist", "Authorisation not in force yet"),
}
_CHECKS: dict[str, str] = {
    "failed": QT_TRANSLATE_NOOP("Worklist", "Identity not in order: {items}"),
    "expired": QT_TRANSLATE_NOOP("Worklist", "Identity to check again: {items}"),
    "missing": QT_TRANSLATE_NOOP("Worklist", "Identity not checked: {items}"),
}


_INVITED: dict[str, tuple[str, str]] = {
    "invited": (QT_TRANSLATE_NOOP("Worklist", "Invited"), "envelope-open"),
    "contacted": (QT_TRANSLATE_NOOP("Worklist", "Contacted"), "phone"),
}
_LIKELY = 50
"""From so many per cent on, a warning is more likely than not to come true."""


def values_of(row: WorklistRow, name: str) -> list[str]:
    """What the codes `<name>.<value>` of a row say, in their order."""
    what = row.why.what if row.why else ()
    return [code.partition(".")[2] for code in what if code.startswith(f"{name}.")]


def _foreseen_mark(view: WorklistView, row: WorklistRow) -> Mark:
    """How likely what a model foresees is, within how many days; how an invitation stands."""
    what = row.why.what if row.why else ()
    if invited := next((_INVITED[code] for code in what if code in _INVITED), None):
        return Mark(translate(CONTEXT, invited[0]), "accent", invited[1])
    odds, within = int(values_of(row, "odds")[0]), values_of(row, "within")[0]
    words = translate("Worklist", "{odds} % in {n} days").format(odds=odds, n=within)
    if view is WorklistView.WARNED:
        return Mark(words, "bad" if odds >= _LIKELY else "warn", "trend-down")
    return Mark(words, "warn" if odds >= _LIKELY else "plain", "wallet")


def why_mark(view: WorklistView, row: WorklistRow) -> Mark | None:
    """The badge of a row in a dated view."""
    if row.why is None or row.why.days_left is None:
        return None
    if view is WorklistView.SUPERVISOR:
        code = min(row.why.what, key=list(_WAITS_FOR).index)
        text, tone, symbol = _WAITS_FOR[code]
        return Mark(translate(CONTEXT, text), tone, symbol)
    if view is WorklistView.TO_VISIT:
        again = next((words for code, words in _TO_VISIT.items() if code in row.why.what), None)
        if again is not None:
            return Mark(translate(CONTEXT, again), "warn", "arrow-counter-clockwise")
    if view in FORESEEN_VIEWS:
        return _foreseen_mark(view, row)
    return _day_mark(view, row.why.days_left)


def _day_mark(view: WorklistView, left: int) -> Mark:
    if left < 0:
        broken = view is WorklistView.PROMISES
        text = translate("Worklist", "Broken") if broken else translate("Worklist", "Late")
        return Mark(text, "bad", "warning-circle")
    if left == 0:
        return Mark(translate("Worklist", "Today"), "warn", "clock")
    if left == 1:
        return Mark(translate("Worklist", "Tomorrow"), "warn", "clock")
    pressing = view is WorklistView.FUNDS_CHECKS and left <= _SOON_DAYS
    words = translate("Worklist", "In {n} days").format(n=left)
    return Mark(words, "warn" if pressing else "plain", "calendar-blank")


def missing_words(codes: Iterable[str]) -> list[str]:
    """What a file lacks, one phrase for each kind; a code that nobody has named yet is shown as it is."""
    said, items = [], defaultdict(list)
    for code in codes:
        if code.startswith("identity."):
            _, item, state = code.split(".")
            items[state].append(named(IDENTITY_ITEMS, item))
        else:
            said.append(translate(CONTEXT, _LACKS[code]) if code in _LACKS else code)
    comma = translate("Worklist", ", ")
    said += [
        translate(CONTEXT, words).format(items=comma.join(items[state]))
        for state, words in _CHECKS.items()
        if state in items
    ]
    return said
