"""Verbs of the people and papers of a file: consent, look-ups, parties, identity, documents, security.

Each opens the profile, calls one use-case and prints what it says; without an option it lists what is there.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_amount, read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.consents import consent_state
from workstation.domain.file_papers import (
    CollateralKind,
    ConsentScope,
    DocumentKind,
    IdentityItem,
    PartyRole,
)
from workstation.domain.money import yuan
from workstation.errors import KnownError
from workstation.services.desk import Desk

E = TypeVar("E", bound=StrEnum)


def _choice(text: str, kind: type[E]) -> E:
    """Raises `KnownError` (`option.unknown`)."""
    try:
        return kind(text.strip().replace("-", "_"))
    except ValueError:
        known = ", ".join(kind)
        raise KnownError(
            "option.unknown", f"{text!r} is not known here", remedy=f"One of: {known}."
        ) from None


def _saved(arguments: Namespace, what: str, **data: Any) -> Answer:
    return Answer(
        {"applicant": arguments.id, "saved": True, **data},
        [f"{arguments.id}: {what} saved, not yet sent."],
    )


def _listed(rows: Sequence[dict[str, Any]], nothing: str) -> Answer:
    return Answer(list(rows), ["  ".join(str(v) for v in row.values() if v) for row in rows] or [nothing])


def _with(arguments: Namespace, do: Callable[[Desk, str], Answer]) -> Answer:
    with desk_of(arguments) as desk:
        return do(desk, desk.cases.resolve(arguments.id))


def _consent_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--take", action="store_true", help="take down a signed authorisation")
    what.add_argument("--withdraw", metavar="AUTHORISATION", help="take down that it was taken back")
    parser.add_argument("--scopes", default="data", help="data,bureau,photos,referral")
    parser.add_argument("--until", metavar="DATE", help="its last day")
    parser.add_argument("--signed", metavar="DATE", help="the day on the paper; today where left out")
    parser.add_argument("--document", default="", help="the scan of the paper, by its id")
    parser.add_argument("--reason", default="", help="why it was taken back")


def _consent(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        if arguments.withdraw:
            desk.people.withdraw_authorisation(applicant, arguments.withdraw, arguments.reason)
            return _saved(arguments, "withdrawal")
        if arguments.take:
            if not arguments.until:
                raise KnownError(
                    "consent.days", "the last day is missing", where=arguments.id, remedy="Give --until."
                )
            scopes = [_choice(scope, ConsentScope) for scope in arguments.scopes.split(",")]
            signed = read_day(arguments.signed) if arguments.signed else None
            desk.people.take_authorisation(
                applicant, scopes, read_day(arguments.until), signed_on=signed, document_id=arguments.document
            )
            return _saved(arguments, "authorisation")
        return _consents(desk, applicant)

    return _with(arguments, do)


def _consents(desk: Desk, applicant: str) -> Answer:
    file, today = desk.cases.applicant_file(applicant, ledgers=False), desk.clock.today()
    rows = [
        {
            "authorisation": a.id,
            "state": consent_state(a, today).value,
            "scopes": ",".join(a.scopes),
            "signed_on": a.signed_on.isoformat(),
            "expires_on": a.expires_on.isoformat(),
            "withdrawn_on": a.withdrawn_on.isoformat() if a.withdrawn_on else "",
        }
        for a in file.consents
    ]
    return _listed(rows, "No authorisation: without one nothing may be read.")


def _party_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", nargs=2, metavar=("ROLE", "NAME"), help=", ".join(PartyRole))
    what.add_argument("--end", metavar="PARTY", help="this person or firm is no longer beside the applicant")
    what.add_argument("--relation", metavar="NATURE", help="declare your own relation to the applicant")
    parser.add_argument("--id-number", default="")
    parser.add_argument("--phone", default="")
    parser.add_argument("--address", default="")
    parser.add_argument("--file", default="", help="the applicant id of a file of their own")


def _party(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        if arguments.add:
            role, name = arguments.add
            desk.people.record_party(
                applicant, _choice(role, PartyRole), name, id_number=arguments.id_number,
                phone=arguments.phone, address=arguments.address,
                ref=desk.cases.resolve(arguments.file) if arguments.file else "",
            )  # fmt: skip
            return _saved(arguments, "party")
        if arguments.end:
            desk.people.end_party(applicant, arguments.end)
            return _saved(arguments, "end of party")
        if arguments.relation is not None:
            desk.people.declare_relation(applicant, arguments.relation)
            return _saved(arguments, "relation")
        return _parties(desk, applicant)

    return _with(arguments, do)


def _parties(desk: Desk, applicant: str) -> Answer:
    from workstation.lending.file_policy import current_parties

    file = desk.cases.applicant_file(applicant, ledgers=False)
    rows = [
        {"party": p.id, "role": p.role.value, "name": p.name, "since": p.since.isoformat(), "file": p.ref}
        for p in current_parties(file, desk.clock.today())
    ]
    return _listed(rows, "Nobody is recorded beside the applicant.")


def _identity_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("--item", metavar="ITEM", help=", ".join(IdentityItem))
    found = parser.add_mutually_exclusive_group()
    found.add_argument("--passed", action="store_true")
    found.add_argument("--failed", action="store_true")
    parser.add_argument("--how", default="", help="what you looked at")
    parser.add_argument("--evidence", default="", help="a document, by its id")
    parser.add_argument("--party", default="", help="of whom, where it is not the applicant")


def _identity(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        if not arguments.item:
            return _checklist(desk, applicant)
        if not (arguments.passed or arguments.failed):
            raise KnownError(
                "identity.found", "what was found is missing", where=arguments.id,
                remedy="Give --passed or --failed.",
            )  # fmt: skip
        desk.people.check_identity(
            applicant, _choice(arguments.item, IdentityItem), arguments.passed, arguments.how,
            evidence=arguments.evidence, party_id=arguments.party,
        )  # fmt: skip
        return _saved(arguments, "check")

    return _with(arguments, do)


def _checklist(desk: Desk, applicant: str) -> Answer:
    file = desk.cases.applicant_file(applicant, ledgers=False)
    rows = [
        {
            "item": line.item.value,
            "state": line.state.value,
            "party": line.party.id if line.party else "",
            "holds_until": line.holds_until.isoformat() if line.holds_until else "",
        }
        for line in desk.people.checklist(file)
    ]
    return _listed(rows, "The policy asks for nothing.")


def _document_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("path", nargs="?", type=Path, metavar="FILE", help="PDF, JPEG, PNG or WEBP")
    parser.add_argument("--kind", default=DocumentKind.OTHER.value, help=", ".join(DocumentKind))
    parser.add_argument("--title", default="", help="the file's name where left out")
    parser.add_argument("--party", default="", help="whose, where it is not the applicant's")


def _document(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        if arguments.path is None:
            file = desk.cases.applicant_file(applicant, ledgers=False)
            return _listed(
                [
                    {"document": d.id, "kind": d.kind.value, "title": d.title, "sha256": d.file_sha256}
                    for d in file.documents
                ],
                "The file has no documents.",
            )
        desk.people.add_document(
            applicant, _choice(arguments.kind, DocumentKind), arguments.title or arguments.path.name,
            _read(arguments.path), party_id=arguments.party,
        )  # fmt: skip
        return _saved(arguments, "document")

    return _with(arguments, do)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(
            "document.unreadable", f"the file cannot be read: {error.strerror or error}", where=str(path),
            remedy="Check the path.",
        ) from None  # fmt: skip


def _collateral_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", nargs=2, metavar=("KIND", "TITLE"), help=", ".join(CollateralKind))
    what.add_argument("--release", metavar="SECURITY", help="give it back")
    parser.add_argument("--value", default="", metavar="YUAN")
    parser.add_argument("--owner", default="", help="the party who gives it; the applicant where left out")
    parser.add_argument("--insured-until", default="", metavar="DATE")
    parser.add_argument("--document", default="", help="the paper of title, by its id")


def _collateral(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        if arguments.release:
            desk.people.release_collateral(applicant, arguments.release)
            return _saved(arguments, "release")
        if arguments.add:
            kind, title = arguments.add
            insured = read_day(arguments.insured_until) if arguments.insured_until else None
            desk.people.take_collateral(
                applicant, _choice(kind, CollateralKind), title, read_amount(arguments.value or "0"),
                owner_id=arguments.owner, insured_until=insured, document_id=arguments.document,
            )  # fmt: skip
            return _saved(arguments, "security")
        return _securities(desk, applicant)

    return _with(arguments, do)


def _securities(desk: Desk, applicant: str) -> Answer:
    from workstation.lending.file_policy import collateral_in_force, secured_value

    file = desk.cases.applicant_file(applicant, ledgers=False)
    rows = [
        {
            "security": c.id,
            "kind": c.kind.value,
            "title": c.title,
            "value": yuan(c.value, grouped=False),
            "counts_for": yuan(secured_value(c, desk.people.policy), grouped=False),
        }
        for c in collateral_in_force(file, desk.clock.today())
    ]
    return _listed(rows, "Nothing secures what is lent.")


def _look_up_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("scope", metavar="SCOPE", help=", ".join(ConsentScope))
    parser.add_argument("--what", required=True, help="what is read")
    parser.add_argument("--purpose", required=True, help="what for")


def _look_up(arguments: Namespace) -> Answer:
    def do(desk: Desk, applicant: str) -> Answer:
        scope = _choice(arguments.scope, ConsentScope)
        desk.people.log_look_up(applicant, scope, arguments.purpose, arguments.what)
        return _saved(arguments, "look-up")

    return _with(arguments, do)


VERBS = (
    Verb(("look-up",), "log what is read of a person before it is read", _look_up_arguments, _look_up),
    Verb(("consent",), "authorisations: list, take, withdraw", _consent_arguments, _consent),
    Verb(("party",), "people and firms beside the applicant", _party_arguments, _party),
    Verb(("identity",), "the identity checklist", _identity_arguments, _identity),
    Verb(("document",), "scans and photos of the file", _document_arguments, _document),
    Verb(("collateral",), "what secures the loan", _collateral_arguments, _collateral),
)
