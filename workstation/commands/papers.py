"""Letters on the command line: issue one, check one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.desk import desk_of
from workstation.commands.verb import Answer, Verb
from workstation.errors import KnownError
from workstation.files import write_whole


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
    parser.add_argument("file", type=Path)


def _verify(arguments: Namespace) -> Answer:
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise KnownError(
            "letter.unreadable",
            f"the file cannot be read: {error.strerror or error}",
            where=str(arguments.file),
            remedy="Check the path.",
        ) from None
    with desk_of(arguments) as desk:
        verified = desk.letters.verify(data)
    record = verified.record
    answer = {
        "genuine": True,
        "number": record.number,
        "issued_at": record.issued_at,
        "applicant": verified.applicant_name,
        "confirmed": verified.confirmed,
    }
    standing = "confirmed by the hub" if verified.confirmed else "not yet confirmed by the hub"
    return Answer(answer, [f"Genuine: letter {record.number} of {record.issued_at}, {standing}."])


VERBS = (
    Verb(("letter",), "issue the letter of a decision", _letter_arguments, _letter),
    Verb(("verify",), "check a letter against the archive", _verify_arguments, _verify),
)
