"""People and papers of a file at the hub: who made the record, what it names, and consent where it needs one.

The hub knows no clock that it could hold a workstation's days against, so a consent is asked for on the day
that the record itself gives; days that contradict each other are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from workstation.domain.consents import consent_in_force
from workstation.domain.file_papers import (
    Collateral,
    ConditionCheck,
    ConsentScope,
    Document,
    DocumentKind,
    FileExport,
    IdentityCheck,
    LookUp,
    Party,
    Relation,
    Withdrawal,
)
from workstation.domain.records import Authorisation
from workstation.hub.examining import Case, present, records
from workstation.hub.refusal import Refusal

_LOCAL = timedelta(days=1)
"""Moments are UTC and days are the officer's own, which may be the next day already."""
_MEDIA = ("application/pdf", "image/jpeg", "image/png", "image/webp")


def _check_authorisation(case: Case, made: Authorisation) -> None:
    _made_by(case, made.taken_by)
    if not made.scopes or len(set(made.scopes)) != len(made.scopes):
        raise Refusal("consent.scopes", "an authorisation names what it allows, each once")
    if made.signed_on > made.expires_on or made.signed_on > _day(case.act.made_at) + _LOCAL:
        raise Refusal("consent.days", "it was signed after it ends, or after it was taken down")
    if made.withdrawn_on is not None:
        raise Refusal("consent.days", "a withdrawal is a record of its own")
    _names(case, "document", made.document_id)


def _check_withdrawal(case: Case, made: Withdrawal) -> None:
    _made_by(case, made.taken_by)
    found = _record(case, "authorisation", made.authorisation_id)
    if made.withdrawn_on < found.signed_on:
        raise Refusal("consent.days", "it was withdrawn before it was signed")
    earlier = records(case, "withdrawal")
    if any(w.authorisation_id == made.authorisation_id for w in earlier):
        raise Refusal("consent.withdrawn", "the authorisation was withdrawn before")


def _check_party(case: Case, party: Party) -> None:
    _made_by(case, party.recorded_by)
    if not party.name.strip():
        raise Refusal("party.name", "the person or firm has no name")
    if party.ref == party.applicant_id:
        raise Refusal("party.self", "the applicant is no party beside itself")
    if party.ref and not case.writing.records.known(party.ref):
        raise Refusal("party.ref", "the file that it names is not at the hub")
    if party.ended_on is not None and party.ended_on < party.since:
        raise Refusal("record.days", "it ends before it begins")
    _supersedes(case, "party", party.supersedes)


def _check_relation(case: Case, relation: Relation) -> None:
    _made_by(case, relation.officer_id)
    if not relation.nature.strip():
        raise Refusal("relation.nature", "the relation is not described")
    if relation.ended_on is not None and relation.ended_on < relation.declared_on:
        raise Refusal("record.days", "it ends before it begins")
    _supersedes(case, "relation", relation.supersedes)


def _check_identity(case: Case, check: IdentityCheck) -> None:
    _made_by(case, check.checked_by)
    if not check.how.strip():
        raise Refusal("identity.how", "a check says how it was made")
    _not_later(case, check.checked_on)
    _names(case, "document", check.evidence)
    _names(case, "party", check.party_id)


def _check_document(case: Case, document: Document) -> None:
    _made_by(case, document.added_by)
    if document.file_sha256 not in case.act.blobs:
        raise Refusal("document.no_file", "the document came without its file")
    if document.media_type not in _MEDIA or document.size <= 0:
        raise Refusal("document.type", "the file is no PDF, JPEG, PNG or WEBP")
    if document.kind is DocumentKind.PHOTO:
        _consent(case, ConsentScope.PHOTOS, _day(document.added_at))
    _names(case, "party", document.party_id)


def _check_collateral(case: Case, made: Collateral) -> None:
    _supersedes(case, "collateral", made.supersedes)
    if made.supersedes and made.released_on is not None:
        earlier = _record(case, "collateral", made.supersedes)
        same = replace(made, id=earlier.id, released_on=None, supersedes=earlier.supersedes)
        if same != earlier:
            raise Refusal("security.changed", "a release changes nothing else of the security")
        if made.released_on < made.valued_on:
            raise Refusal("record.days", "it was released before it was taken")
        return
    _made_by(case, made.valued_by)
    if made.value <= 0:
        raise Refusal("security.value", "the security is worth nothing")
    _not_later(case, made.valued_on)
    _names(case, "party", made.owner_id)
    _names(case, "document", made.document_id)


def _check_condition(case: Case, check: ConditionCheck) -> None:
    _made_by(case, check.checked_by)
    if not check.how.strip() or not check.code.strip():
        raise Refusal("condition.how", "a check says which condition, and how it was made")
    _not_later(case, check.checked_on)
    _names(case, "decision", check.decision_id)
    _names(case, "document", check.evidence)


def _check_look_up(case: Case, made: LookUp) -> None:
    _made_by(case, made.looked_by)
    if not made.purpose.strip() or not made.what.strip():
        raise Refusal("look_up.purpose", "a look-up names what and what for")
    _consent(case, made.scope, _day(made.looked_at), made.authorisation_id)


def _check_export(case: Case, export: FileExport) -> None:
    _made_by(case, export.exported_by)
    _consent(case, ConsentScope.REFERRAL, _day(export.exported_at), export.authorisation_id)


def _made_by(case: Case, who: str) -> None:
    if who != case.act.made_by:
        raise Refusal("record.maker", "the record is made in another person's name")


def _day(moment: str) -> date:
    """The day of an ISO moment."""
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        raise Refusal("record.days", "the record's moment is no date") from None


def _not_later(case: Case, day: date) -> None:
    if day > _day(case.act.made_at) + _LOCAL:
        raise Refusal("record.days", "the record is of a day after it was made")


def _names(case: Case, kind: str, record_id: str) -> None:
    if record_id and not present(case, kind, record_id):
        raise Refusal("record.unknown", f"the {kind} that it names is not at the hub")


def _supersedes(case: Case, kind: str, record_id: str) -> None:
    _names(case, kind, record_id)
    if record_id and any(earlier.supersedes == record_id for earlier in records(case, kind)):
        raise Refusal("record.corrected", f"another record corrects this {kind} already")


def _record(case: Case, kind: str, record_id: str) -> Any:
    for record in records(case, kind):
        if record.id == record_id:
            return record
    raise Refusal("record.unknown", f"the {kind} that it names is not at the hub")


def _consent(case: Case, scope: ConsentScope, on: date, named: str = "") -> None:
    """Some authorisation allows it on that day, and so does the one that the record names."""
    papers = [a for a in records(case, "authorisation") if not named or a.id == named]
    withdrawals = records(case, "withdrawal")
    if all(consent_in_force(papers, withdrawals, scope, day) is None for day in (on, on + _LOCAL)):
        raise Refusal(f"consent.{scope.value}", "no authorisation in force at the hub allows this")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {
    Authorisation: _check_authorisation,
    Withdrawal: _check_withdrawal,
    Party: _check_party,
    Relation: _check_relation,
    IdentityCheck: _check_identity,
    Document: _check_document,
    Collateral: _check_collateral,
    ConditionCheck: _check_condition,
    LookUp: _check_look_up,
    FileExport: _check_export,
}
