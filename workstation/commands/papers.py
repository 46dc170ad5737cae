"""Papers on the command line: issue one or many, list, void, check one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from workstation.commands.desk import desk_of
from workstation.commands.interrupting import stop_when_interrupted
from workstation.commands.shown import both
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.domain.standing import PaperStanding, Standing
from workstation.errors import KnownError
from workstation.files import write_whole
from workstation.letters.codes import is_code
from workstation.services.batches import RefusedPaper, WantedPaper
from workstation.services.values import Issued, Verified


def _letter_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("decision", help="the decision's id")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _letter(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        issued = desk.letters.issue(arguments.decision)
    _write(arguments.output, issued)
    record = issued.record
    data = _issued_json(issued, arguments.output)
    return Answer(data, [f"Letter {record.number}, {record.pages} pages: {arguments.output}"])


def _write(path: Path, issued: Issued) -> None:
    """Raises `KnownError` (`letter.unwritable`): the paper is archived all the same."""
    try:
        write_whole(path, issued.pdf)
    except OSError as error:
        raise KnownError(
            "letter.unwritable",
            f"letter {issued.record.number} is archived, but its file cannot be written: "
            f"{error.strerror or error}",
            where=str(path),
            remedy="Ask for it again with another file; it will be the same paper.",
        ) from None


def _issued_json(issued: Issued, path: Path) -> dict[str, Any]:
    record = issued.record
    return {
        "number": record.number,
        "kind": record.kind,
        "file": str(path),
        "sha256": record.file_sha256,
        "content_sha256": record.content_sha256,
        "pages": record.pages,
        "provisional": record.provisional,
    }


def _issue_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", help="such as decline, contract, cost_sheet; `paper kinds ID` lists them")
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("--about", default="", metavar="ID", help="a decision or loan; default: the newest")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _issue(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        applicant = desk.cases.resolve(arguments.id)
        issued = desk.papers.issue(arguments.kind, applicant, arguments.about)
    _write(arguments.output, issued)
    record = issued.record
    line = f"{record.kind} {record.number}, {record.pages} pages: {arguments.output}"
    return Answer(_issued_json(issued, arguments.output), [line])


def _kinds_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")


def _kinds(arguments: Namespace) -> Answer:
    with desk_of(arguments) as desk:
        possible = desk.papers.possible(desk.cases.resolve(arguments.id))
    data = [{"kind": p.kind, "title": both(p.title), "about": p.subject or None} for p in possible]
    return Answer(data, [f"{p.kind:<16} {p.title.zh}  {p.title.en}  {p.subject}" for p in possible])


def _batch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind")
    parser.add_argument("ids", nargs="+", help="the applicants' ids")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")


def _batch(arguments: Namespace) -> Answer:
    """Status 1 where one or more were refused or not come to; the others are issued and written. Ctrl-C stops
    between two papers."""
    arguments.out.mkdir(parents=True, exist_ok=True)  # before a number is spent
    wanted: list[WantedPaper] = []
    refused: list[RefusedPaper] = []
    with desk_of(arguments) as desk, stop_when_interrupted() as stopped:
        for one in dict.fromkeys(arguments.ids):
            try:
                wanted.append(WantedPaper(arguments.kind, desk.cases.resolve(one)))
            except KnownError as error:
                refused.append(RefusedPaper(WantedPaper(arguments.kind, one), error))
        batch = desk.papers.issue_many(
            wanted, lambda done, total: print(f"papers {done}/{total}", file=sys.stderr), stopped
        )
    files = [(issued, arguments.out / f"{issued.record.number}.pdf") for issued in batch.issued]
    for issued, path in files:
        _write(path, issued)
    refused += batch.refused
    left = len(wanted) - len(batch.issued) - len(batch.refused)
    data = {
        "issued": [_issued_json(issued, path) for issued, path in files],
        "refused": [
            {"applicant": r.wanted.applicant_id, "code": r.error.code, "message": r.error.message}
            for r in refused
        ],
        "stopped": batch.stopped,
        "left": left,
    }
    lines = [f"{issued.record.number}  {issued.record.applicant_id}: {path}" for issued, path in files]
    lines += [f"refused {r.wanted.applicant_id}: {r.error.code}: {r.error.message}" for r in refused]
    said = f"{len(files)} issued, {len(refused)} refused"
    lines.append(f"{said}, stopped before {left} more." if batch.stopped else f"{said}.")
    return Answer(data, lines, status=1 if refused or batch.stopped else 0)


def _reprint_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", help="the number on the paper")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _reprint(arguments: Namespace) -> Answer:
    """The archived bytes, whatever has become of the paper since: that is said."""
    with desk_of(arguments) as desk:
        again = desk.letters.reprint(arguments.number)
        stands = desk.letters.standing(again.record)
    _write(arguments.output, again)
    data = _issued_json(again, arguments.output) | {"standing": stands.standing.value}
    line = f"{again.record.kind} {again.record.number}, {again.record.pages} pages: {arguments.output}"
    return Answer(data, [line, f"As it stands: {_STANDINGS[stands.standing]}{_more(stands)}."])


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
    Standing.HELD: "ON HOLD, its decision is contested or was turned down",
}


def _more(stands: PaperStanding) -> str:
    """Which paper took its place, or why it no longer holds."""
    return "".join(f" ({word})" for word in (stands.by, stands.reason) if word)


_SIGNINGS = {
    "none": "It carries no electronic signature.",
    "broken": "Its electronic signature does not fit the file.",
    "unknown": "Signed by {name}, whom the hub has not named here: synchronise and check again.",
    "known": "Signed by workstation {name} of officer {officer}.",
    "locked_out": "SIGNED AFTER workstation {name} of officer {officer} was locked out ({day}): ask the hub's"
    " administrator before you rely on it.",
}


def _verdict(verified: Verified) -> Answer:
    record, stands, signed = verified.record, verified.standing, verified.signed
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
        "signature": signed.signing.value if signed else None,
        "signed_by": (signed.name or None) if signed else None,
    }
    known = "confirmed by the hub" if verified.confirmed else "not yet confirmed by the hub"
    said = f"{known}; {_STANDINGS[stands.standing]}{_more(stands)}"
    lines = [f"Genuine: letter {record.number} of {record.issued_at}, {said}."]
    if signed is not None:
        lines.append(
            _SIGNINGS[signed.signing.value].format(
                name=signed.name, officer=signed.officer_id, day=signed.revoked_at
            )
        )
    return Answer(answer, lines)


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
    lines = [
        f"{r.number:<20} {r.kind:<16} {s.standing.value:<12} {r.issued_at}  {r.applicant_id}{_more(s)}"
        for r, s in listed
    ]
    return Answer(data, lines or ["No paper was issued yet."])


VERBS = (
    Verb(("letter",), "issue the letter of a decision", _letter_arguments, _letter),
    Verb(("verify",), "check a paper, or the code on it, against the archive", _verify_arguments, _verify),
    Verb(("paper", "kinds"), "which papers a file can have now", _kinds_arguments, _kinds),
    Verb(("paper", "issue"), "issue one paper of any kind", _issue_arguments, _issue),
    Verb(("paper", "batch"), "issue one kind of paper for many applicants", _batch_arguments, _batch),
    Verb(("paper", "reprint"), "the archived bytes of an issued paper", _reprint_arguments, _reprint),
    Verb(("paper", "list"), "the archive of papers and how each stands", no_arguments, _list),
    Verb(("paper", "void"), "record that a paper no longer holds", _void_arguments, _void),
)
