"""What models foresee of a file, as matters for the worklist: a loan that may get worse, a seller to invite.

Goes in: a file, its outlook, how far the policy hears the models. Comes out: matters from the outlook's day
to the end of its horizon, no longer than the authorisation that the data was read under. A warning is of a
loan that runs; a need is nobody's business once an invitation was taken or refused, until the data is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from workstation.domain.file_papers import ConsentScope
from workstation.domain.inviting import courses_of
from workstation.domain.outlook import Foreseen, Outlook
from workstation.domain.records import ApplicantFile
from workstation.ports import Matter, WorklistView

if TYPE_CHECKING:
    from workstation.lending.policy_limits import ModelRules


def foreseen_matters(
    file: ApplicantFile, outlook: Outlook | None, rules: ModelRules, *, running: Callable[[], bool]
) -> Iterator[Matter]:
    """`running` says whether a loan of the applicant is out; it is asked where a model warns."""
    if outlook is None:
        return
    until = _readable_until(file, outlook.as_of)
    if until is None:
        return
    if (worst := warning_of(outlook, rules)) is not None and running():
        yield _matter(WorklistView.WARNED, outlook, worst, until)
    need = need_of(outlook, rules)
    if need is not None and not _answered(file, outlook.as_of):
        yield from _by_invitation(_matter(WorklistView.NEEDS_MONEY, outlook, need, until), file)


def _readable_until(file: ApplicantFile, day: date) -> date | None:
    """The last day on which what was read on a day may be told of; None where it may not be at all. On the
    day of a withdrawal nothing may be read any more."""
    given = (consent for consent in file.consents if consent.allows(ConsentScope.DATA, day))
    ends = (
        consent.expires_on if consent.withdrawn_on is None else consent.withdrawn_on - timedelta(days=1)
        for consent in given
    )
    return max(ends, default=None)


def need_of(outlook: Outlook | None, rules: ModelRules) -> Foreseen | None:
    """The nearest need that is foreseen, as far as the policy hears of it."""
    return None if outlook is None else _first_of(outlook, "need", rules.need)


def warning_of(outlook: Outlook | None, rules: ModelRules) -> Foreseen | None:
    """What is foreseen of a running loan, as far as the policy hears of it."""
    return None if outlook is None else _first_of(outlook, "warning", rules.warning)


def _first_of(outlook: Outlook, role: str, least: Fraction | None) -> Foreseen | None:
    """Of the models of a role that reach the policy's probability, the one that looks the least far ahead."""
    if least is None:
        return None
    heard = [one for one in outlook.said if one.role == role and Fraction(repr(one.probability)) >= least]
    return min(heard, key=lambda one: one.horizon_days, default=None)


def _matter(view: WorklistView, outlook: Outlook, said: Foreseen, until: date) -> Matter:
    """Codes: `within.<days>`, `odds.<per cent>`, `points.<points>`, `feature.<name>`."""
    end = outlook.as_of + timedelta(days=said.horizon_days)
    what = [f"within.{said.horizon_days}", f"odds.{round(said.probability * 100)}"]
    if said.points is not None:
        what.append(f"points.{round(said.points)}")
    what += [f"feature.{name}" for name in said.features]
    return Matter(view, outlook.as_of, min(end, until), end, what=tuple(what))


def _answered(file: ApplicantFile, as_of: date) -> bool:
    """Whether an invitation was taken or refused on the data's last day or after it."""
    return any(course.ended and course.newest.made_on >= as_of for course in courses_of(file.invitations))


def _by_invitation(matter: Matter, file: ApplicantFile) -> Iterator[Matter]:
    """A need with how an invitation stands, up to the last day on which that can be taken; behind it the need
    alone, since somebody may invite again."""
    course = next((one for one in courses_of(file.invitations) if one.open_on(matter.first)), None)
    if course is None:
        yield matter
        return
    open_until = min(matter.last, course.first.valid_until or matter.last)
    yield replace(matter, last=open_until, what=(*matter.what, course.newest.step.value))
    if open_until < matter.last:
        yield replace(matter, first=open_until + timedelta(days=1))
