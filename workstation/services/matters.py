"""In which views of the worklist a file is, and on which days: what is missing, due, promised, waited for.

Goes in: an applicant file (of the words on its decisions those that the hub has, of its ledgers those of its
loans). Comes out: matters, each with the days on which it holds. No calendar is looked at: the cache keeps
them and asks for those of a day, so a view is right tomorrow without an event and without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from workstation.domain.consents import consent_for, consent_state
from workstation.domain.endorsing import BY_VOTE, DecisionStanding, Firmness, decision_standing
from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Decision, Outcome
from workstation.domain.records import ApplicantFile, Authorisation
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.ports import UNREADABLE, Follow, Matter, WorklistView
from workstation.services.foreseen_matters import foreseen_matters
from workstation.services.loan_matters import has_running_loan, loan_matters
from workstation.services.visit_matters import visit_matters

if TYPE_CHECKING:
    from workstation.domain.money import Rounding
    from workstation.domain.outlook import Outlook
    from workstation.lending.file_policy import FilePolicy
    from workstation.lending.policy_limits import ModelRules
    from workstation.lending.servicing import ServicingPolicy

T = TypeVar("T")

_FORMAT = "4"
"""Raised when this module draws other matters from the same file and policies."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FollowRules:
    """The lender's data behind the matters."""

    files: FilePolicy
    servicing: ServicingPolicy
    rounding: Rounding
    models: ModelRules

    @property
    def version(self) -> str:
        heard = f"{self.models.warning}:{self.models.need}"
        policies = f"{self.files.version_hash}:{self.servicing.version_hash}:{self.rounding.value}"
        return f"{_FORMAT}:{policies}:{heard}"


@cache
def shipped_rules() -> FollowRules:
    """The rules that lie in the program's resources. Raises `KnownError` where one is damaged."""
    from workstation.lending.file_policy import load_file_policy
    from workstation.lending.policy import load_policy
    from workstation.lending.servicing import load_servicing

    policies = resources() / "policies"
    lending = load_policy(policies / "lending.toml")
    return FollowRules(
        load_file_policy(policies / "file.toml"),
        load_servicing(policies / "servicing.toml"),
        lending.rounding,
        lending.models,
    )


def follow_by(rules: Callable[[], FollowRules]) -> Follow:
    """What the cache asks; `rules` are loaded when it first does."""
    return Follow(lambda: rules().version, lambda file, outlook: matters_of(file, rules(), outlook))


def matters_of(file: ApplicantFile, rules: FollowRules, outlook: Outlook | None = None) -> tuple[Matter, ...]:
    """Every reason for which the file is in a view, of the past and of days to come; `outlook` is what models
    foresaw of it."""
    return (
        *_readable(lambda: _incomplete(file, rules.files)),
        *_readable(lambda: _with_the_supervisor(file)),
        *_readable(lambda: visit_matters(file)),
        *_readable(lambda: loan_matters(file, rules.servicing, rules.rounding)),
        *_readable(lambda: _foreseen(file, outlook, rules)),
    )


def _foreseen(file: ApplicantFile, outlook: Outlook | None, rules: FollowRules) -> Iterator[Matter]:
    running = partial(has_running_loan, file, rules.servicing, rules.rounding)
    yield from foreseen_matters(file, outlook, rules.models, running=running)


def _readable(part: Callable[[], Iterator[Matter]]) -> tuple[Matter, ...]:
    """Where a record says what cannot be (terms of a newer program, a day at the end of time), the file is
    incomplete: no synchronisation stops for it, and nobody takes it for one on which nothing is due."""
    try:
        return tuple(part())
    except (KnownError, ValueError, OverflowError):
        return (Matter(WorklistView.INCOMPLETE, what=(UNREADABLE,)),)


# --- what is missing


def _incomplete(file: ApplicantFile, policy: FilePolicy) -> Iterator[Matter]:
    """One matter for each run of days on which the same is missing."""
    for first, last, missing in runs(_turning_days(file, policy), lambda day: _missing(file, policy, day)):
        if missing:
            yield Matter(WorklistView.INCOMPLETE, first, last, what=missing)


def _missing(file: ApplicantFile, policy: FilePolicy, on: date) -> tuple[str, ...]:
    """Codes of what the file lacks on a day: `application`, `consent.<state>`, `identity.<item>.<state>`.
    Identity is asked of nobody whose request was declined."""
    from workstation.lending.file_policy import ItemState, identity_checklist

    found = [] if file.applications else ["application"]
    if consent := _consent_lacking(file, on):
        found.append(f"consent.{consent}")
    if not _is_declined(file):
        lines = identity_checklist(file, policy, on)
        found += [f"identity.{line.item}.{line.state}" for line in lines if line.state is not ItemState.DONE]
    return tuple(dict.fromkeys(found))


def _consent_lacking(file: ApplicantFile, on: date) -> str:
    """Where no authorisation for data is in force, how the one that lasted longest stands; "none" where there
    is none at all."""
    if consent_for(file, ConsentScope.DATA, on):
        return ""
    given = [consent for consent in file.consents if ConsentScope.DATA in consent.scopes]
    lasted = max(given, key=_ended_on, default=None)
    return consent_state(lasted, on).value if lasted else "none"


def _ended_on(consent: Authorisation) -> date:
    return min(filter(None, (consent.expires_on, consent.withdrawn_on)))


def _turning_days(file: ApplicantFile, policy: FilePolicy) -> Iterator[date]:
    """The days on which something may begin or cease to be missing."""
    for consent in file.consents:
        yield consent.signed_on
        if consent.expires_on < date.max:
            yield consent.expires_on + _A_DAY
        if consent.withdrawn_on:
            yield consent.withdrawn_on
    for party in file.parties:
        yield party.since
        if party.ended_on:
            yield party.ended_on
    for check in file.identity_checks:
        for asked in policy.checklist:
            if asked.item == check.item:
                yield check.checked_on + timedelta(days=asked.days + 1)


def runs(turning: Iterable[date], on: Callable[[date], T]) -> Iterator[tuple[date, date, T]]:
    """What holds from which day to which: `on(day)` may change on turning days alone. All days are covered,
    and neighbours differ."""
    first, value = date.min, on(date.min)
    for day in sorted(set(turning)):
        after = on(day)
        if after != value:
            yield first, day - _A_DAY, value
            first, value = day, after
    yield first, date.max, value


# --- decisions


def _standing_decisions(file: ApplicantFile) -> Iterator[Decision]:
    """The newest decision on each request."""
    seen: set[str] = set()
    for decision in sorted(file.decisions, key=lambda decision: decision.id, reverse=True):
        if decision.application_id not in seen:
            seen.add(decision.application_id)
            yield decision


def _is_declined(file: ApplicantFile) -> bool:
    """Whether the newest request was declined."""
    asked = file.application
    decided = (d for d in _standing_decisions(file) if asked and d.application_id == asked.id)
    return any(decision.outcome is Outcome.DECLINE for decision in decided)


def _with_the_supervisor(file: ApplicantFile) -> Iterator[Matter]:
    for decision in _standing_decisions(file):
        standing = decision_standing(decision, file.endorsements, file.contests)
        if why := _waits_for(decision, standing):
            decided_on = date.fromisoformat(decision.decided_at[:10])
            yield Matter(WorklistView.SUPERVISOR, day=decided_on, what=(why,))


def _waits_for(decision: Decision, standing: DecisionStanding) -> str:
    """What somebody above the officer has to do: settle it (`contested`), give the second word (`second`,
    or `committee` for a vote), or decide what was referred beyond the officer's authority (`authority`)."""
    from workstation.lending.authority import NOBODY, may_approve

    if standing.firmness is Firmness.CONTESTED:
        return "contested"
    if standing.firmness is Firmness.WAITING:
        return "committee" if BY_VOTE in standing.why else "second"
    need = decision.authority
    if decision.outcome is Outcome.REFER and need.role != NOBODY and not may_approve(decision.role, need):
        return "authority"
    return ""
