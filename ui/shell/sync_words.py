"""The state of the sync in a few words: for the chip in the header, the foot, and the sync centre's answer.

Goes in: a `SyncState`. Comes out: a badge or a sentence in the language in force. It never guesses: what was
not read yet is said to be unknown.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.shell.sync_runner import SyncState
from ui.translation import said, translate
from ui.widgets.badge import Mark
from ui.widgets.format import count, moment
from workstation.domain.acts import ActState

_PHASES = {
    "push": QT_TRANSLATE_NOOP("SyncWords", "Sending"),
    "pull": QT_TRANSLATE_NOOP("SyncWords", "Fetching files"),
    "check": QT_TRANSLATE_NOOP("SyncWords", "Comparing with the hub"),
}
_NEEDS_PERSON = (ActState.REFUSED, ActState.CONFLICT)


def waiting(state: SyncState) -> int:
    """How many acts are on their way; 0 too where it is not known yet."""
    entries = state.status.outbox if state.status else ()
    return sum(entry.state not in _NEEDS_PERSON for entry in entries)


def stuck(state: SyncState) -> int:
    """How many acts wait for a person."""
    entries = state.status.outbox if state.status else ()
    return sum(entry.state in _NEEDS_PERSON for entry in entries)


def phase_words(state: SyncState) -> tuple[str, int, int | None, str]:
    """What a run is doing, done, total, and the number to show."""
    step = state.progress
    if step is None:
        return translate("SyncWords", "Reaching the hub"), 0, None, ""
    number = f"{count(step.done)} / {count(step.total)}" if step.total else ""
    if step.rows:
        rows = translate("SyncWords", "{rows} rows").format(rows=count(step.rows))
        number = f"{number} · {rows}" if number else rows
    return translate("SyncWords", _PHASES.get(step.phase, step.phase)), step.done, step.total, number


def chip(state: SyncState) -> Mark:
    """The badge in the header: the most pressing first."""
    held, on_way = stuck(state), waiting(state)
    if state.running:
        words, _, _, number = phase_words(state)
        return Mark(f"{words} {number.partition(' · ')[0]}".strip(), "accent", "arrows-clockwise")
    if held:
        return Mark(translate("SyncWords", "Needs you: {n}").format(n=held), "bad", "warning-circle")
    if state.offline:
        word = (
            translate("SyncWords", "Offline · waiting: {n}").format(n=on_way)
            if on_way
            else translate("SyncWords", "Offline")
        )
        return Mark(word, "warn", "cloud-slash")
    if state.trouble is not None:
        return Mark(translate("SyncWords", "Not synchronised"), "bad", "warning-circle")
    if on_way:
        return Mark(translate("SyncWords", "Waiting: {n}").format(n=on_way), "warn", "cloud-arrow-up")
    if state.status is None:
        return Mark(translate("SyncWords", "Reading…"), "plain", "clock")
    if state.status.finished_at:
        return Mark(translate("SyncWords", "All sent"), "good", "cloud-check")
    return Mark(translate("SyncWords", "Nothing waits"), "plain", "check-circle")


def answer(state: SyncState) -> tuple[str, str, str]:
    """Is my work safe? Tone (good, warn, bad), the answer in one sentence, and what to do about it."""
    held, on_way = stuck(state), waiting(state)
    if state.status is None:
        return "plain", translate("SyncWords", "Looking…"), ""
    if held:
        return (
            "bad",
            translate(
                "SyncWords", "Your work is saved here, but the hub did not accept all of it ({n})."
            ).format(n=held),
            translate("SyncWords", "Read the reasons below; send it again, or put it away and do it anew."),
        )
    if state.offline and on_way:
        return (
            "warn",
            translate(
                "SyncWords", "Yes: what waits ({n}) lies encrypted on this device until there is a network."
            ).format(n=on_way),
            translate("SyncWords", "The program tries again by itself. Do not lose this device."),
        )
    if on_way:
        return (
            "warn",
            translate("SyncWords", "Yes: saved on this device and not yet at the hub: {n}.").format(n=on_way),
            translate("SyncWords", "Synchronise when you have a network."),
        )
    if state.status.finished_at and state.trouble is None:
        return "good", translate("SyncWords", "Yes: everything you did is at the hub."), ""
    return "good", translate("SyncWords", "Yes: nothing of yours waits to be sent."), ""


def last_run(state: SyncState) -> str:
    """When the last sync ended and what it did, in one line."""
    status = state.status
    if status is None or not status.finished_at or status.last is None:
        return translate("SyncWords", "No sync since the program started")
    when = moment(status.finished_at)
    return translate("SyncWords", "Last sync {when}: {what}").format(when=when, what=said(status.last.words))
