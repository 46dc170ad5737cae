"""Letters on the command line: issue one, check one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.domain.standing import Standing
from workstation.errors import KnownError
from workstation.files import write_whole
from workstation.letters.codes import is_code
from workstation.services.values import Verified


def _letter_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("decision", help="the decision's id")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _letter(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        issued = desk.letters.issue(arguments.decision)
    try:
        write_whole(arguments.output, issued.pdf)
    except OSError as error:
        raise KnownError(
            "letter.unwritable",
            f"letter {issued.record.number} is archived, but its file cannot be written: "
            f"{error.strerror or error}",
            where=str(arguments.output),
            remedy="Ask for it again with another file; it will be the same paper.",
        ) from None
    record = issued.record
    data = {
        "number": record.number,
        "file": str(arguments.output),
        "sha256": record.file_sha256,
        "content_sha256": record.content_sha256,
        "pages": record.pages,
        "provisional": record.provisional,
    }
    return Answer(data, [f"Letter {record.number}, {record.pages} pages: {arguments.output}"])


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paper", metavar="FILE|CODE", help="a PDF, or the code that stands under its QR code")


def _verify(arguments: Namespace) -> Answer:
    """A genuine paper that no longer holds is still genuine: it is said how it stands, with status 0."""
    if is_code(arguments.paper):
        with desk_of(arguments) as desk:
            verified = desk.letters.verify_code(arguments.paper)
        return _verdict(verified)
    try:
        data = Path(arguments.paper).read_bytes()
    except OSError as error:
        raise KnownError(
            "letter.unreadable",
            f"the file cannot be read: {error.strerror or error}",
            where=arguments.paper,
            remedy="Check the path.",
        ) from None
    with desk_of(arguments) as desk:
        verified = desk.letters.verify(data)
    return _verdict(verified)


_STANDINGS = {
    Standing.FIRM: "it holds",
    Standing.PROVISIONAL: "provisional, no commitment",
    Standing.SUPERSEDED: "another took its place",
    Standing.VOID: "VOIDED, it no longer holds",
}


def _verdict(verified: Verified) -> Answer:
    record, stands = verified.record, verified.standing
    answer = {
        "genuine": True,
        "number": record.number,
        "kind": record.kind,
        "issued_at": record.issued_at,
        "applicant": verified.applicant_name,
        "confirmed": verified.confirmed,
        "standing": stands.standing.value,
        "replaced_by": stands.by or None,
        "void_reason": stands.reason or None,
    }
    known = "confirmed by the hub" if verified.confirmed else "not yet confirmed by the hub"
    more = "".join(f" ({word})" for word in (stands.by, stands.reason) if word)
    said = f"{known}; {_STANDINGS[stands.standing]}{more}"
    return Answer(answer, [f"Genuine: letter {record.number} of {record.issued_at}, {said}."])


def _void_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", help="the number on the paper")
    parser.add_argument("--reason", required=True)


def _void(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        desk.letters.void(arguments.number, arguments.reason)
    return Answer(
        {"number": arguments.number, "voided": True},
        [f"Letter {arguments.number} is voided, not yet sent. Its bytes stay in the archive."],
    )


def _list(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        listed = desk.letters.archive_with_standing()
    data = [
        {
            "number": record.number,
            "kind": record.kind,
            "applicant": record.applicant_id,
            "issued_at": record.issued_at,
            "issued_by": record.issued_by,
            "pages": record.pages,
            "sha256": record.file_sha256,
            "standing": stands.standing.value,
            "replaced_by": stands.by or None,
        }
        for record, stands in listed
    ]
    lines = [f"{r.number:<20} {r.kind:<16} {s.standing.value:<12} {r.issued_at}" for r, s in listed]
    return Answer(data, lines or ["No paper was issued yet."])


VERBS = (
    Verb(("letter",), "issue the letter of a decision", _letter_arguments, _letter),
    Verb(("verify",), "check a paper, or the code on it, against the archive", _verify_arguments, _verify),
    Verb(("paper", "list"), "the archive of papers and how each stands", no_arguments, _list),
    Verb(("paper", "void"), "record that a paper no longer holds", _void_arguments, _void),
)
