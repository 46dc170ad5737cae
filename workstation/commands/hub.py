"""The administrator's verbs: serve, import, officers, codes, scope, status, backup and restore of a hub.

A hub is a folder (`--data`), with its SQLite database in it or a PostgreSQL behind `--database URL`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.clock import Clock, FixedClock, SystemClock
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.records import Applicant
from workstation.domain.workshop import Role

if TYPE_CHECKING:
    from workstation.hub.imports import Imported
    from workstation.hub.place import HubPlace
    from workstation.hub.retention import Overdue


def add_place(parser: ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the hub's folder")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL instead of SQLite")


def place_of(arguments: Namespace) -> HubPlace:
    from workstation.hub.place import HubPlace

    return HubPlace(arguments.data, arguments.database)


def _clock(arguments: Namespace) -> Clock:
    day = getattr(arguments, "business_day", None)
    return FixedClock(read_day(day)) if day else SystemClock()


def _serve_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8470, help="0 takes a free one")
    parser.add_argument("--certificate", type=Path, metavar="PEM")
    parser.add_argument("--key", type=Path, metavar="PEM")
    parser.add_argument("--business-day", metavar="DATE", help="replay a past day")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the parent process")


def _serve(arguments: Namespace) -> Answer:
    from workstation.app import serve_hub
    from workstation.hub.serve import Listen

    listen = Listen(
        arguments.host, arguments.port, arguments.certificate, arguments.key, arguments.until_stdin_closes
    )
    day = read_day(arguments.business_day) if arguments.business_day else None
    serve_hub(place_of(arguments), listen, day)
    return Answer({"stopped": True})


def _import_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("source", help="what kind of export: olist, cumcm, jdd, koubei, repayments, refunds")
    parser.add_argument("path", type=Path, help="where it lies")
    parser.add_argument("--as-of", metavar="DATE", help="leave out what is newer")
    parser.add_argument(
        "--consent-until",
        metavar="DATE",
        help="the lender holds authorisations of all these sellers, valid to this day",
    )
    parser.add_argument("--business-day", metavar="DATE", help="as given to `hub serve`")


def _import(arguments: Namespace) -> Answer:
    from workstation.app import open_admin
    from workstation.commands.demo_day import blanket_consent
    from workstation.sources import ImportReport, read_source

    report = ImportReport()
    until = read_day(arguments.consent_until) if arguments.consent_until else None
    as_of = read_day(arguments.as_of) if arguments.as_of else None

    def accompany(applicant: Applicant) -> Sequence[Any]:
        if until is None:
            return ()
        signed = (applicant.observed_until or until) - timedelta(days=30)
        return (blanket_consent(applicant, signed, until),)

    def show(imported: Imported) -> None:
        print(f"{imported.rows:,} rows of {imported.sellers:,} sellers", file=sys.stderr)

    with open_admin(place_of(arguments), _clock(arguments), create=True) as admin:
        batches = read_source(arguments.source, arguments.path, report, as_of=as_of)
        imported = admin.take_in(batches, accompany=accompany, progress=show)
    lines = [
        *report.lines(),
        f"{imported.records_changed:,} records and {imported.rows_changed:,} rows new or changed.",
    ]
    if imported.refused:
        lines.append(f"{len(imported.refused):,} sellers refused, who authorised nothing:")
        lines += [f"  {seller}" for seller in imported.refused]
        lines.append("Have authorisations signed, or say that you hold them with --consent-until.")
    if imported.lapsed:
        words = "sellers whose rows were refused, as their authorisation has lapsed:"
        lines.append(f"{len(imported.lapsed):,} {words}")
        lines += [f"  {seller}" for seller in imported.lapsed]
    if imported.unknown:
        lines.append(f"{len(imported.unknown):,} applicants refused, who have no file here:")
        lines += [f"  {applicant}" for applicant in imported.unknown]
    return Answer({"imported": asdict(imported), "report": report.as_json()}, lines)


def _officer_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("officer", help="the officer's id")


def _enrol_arguments(parser: ArgumentParser) -> None:
    _officer_arguments(parser)
    parser.add_argument("--name", help="add or rename the officer first")
    parser.add_argument("--role", choices=[r.value for r in Role], default=Role.OFFICER.value)
    parser.add_argument("--business-day", metavar="DATE", help="as given to `hub serve`")


def _enrol(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    with open_admin(place_of(arguments), _clock(arguments), create=True) as admin:
        if arguments.name:
            admin.add_officer(arguments.officer, arguments.name, arguments.role)
        code = admin.enrolment_code(arguments.officer)
    return Answer({"officer": arguments.officer, "code": code}, [code])


def _assign_arguments(parser: ArgumentParser) -> None:
    _officer_arguments(parser)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--all", action="store_true", help="every file known now")
    parser.add_argument("--remove", action="store_true", help="take them out of the scope instead")
    parser.add_argument("--business-day", metavar="DATE", help="as given to `hub serve`")


def _assign(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    references = None if arguments.all else arguments.ids
    with open_admin(place_of(arguments), _clock(arguments)) as admin:
        change = admin.unassign if arguments.remove else admin.assign
        changed = change(arguments.officer, references)
    word = "left" if arguments.remove else "came into"
    return Answer({"officer": arguments.officer, "changed": changed}, [f"{changed} files {word} the scope."])


def _status(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    with open_admin(place_of(arguments)) as admin:
        status = admin.status()
    data = {
        "epoch": status.epoch,
        "counts": dict(status.counts),
        "officers": [
            {"id": m.id, "name": m.name, "role": m.role.value, "files": status.files[m.id]}
            for m in status.staff
        ],
        "devices": [
            {
                "id": d.id,
                "officer": d.officer.id,
                "name": d.name,
                "revoked": bool(d.revoked_at),
                "signs_with": list(status.signers.get(d.id, ())),
            }
            for d in status.devices
        ],
    }
    lines = [f"{name:<24}{count:>14,}" for name, count in status.counts.items()]
    for device in status.devices:
        locked = f"  locked out {device.revoked_at}" if device.revoked_at else ""
        lines.append(f"device {device.id}  {device.officer.id}  {device.name}{locked}")
        lines += [f"  signs papers with {found}" for found in status.signers.get(device.id, ())]
    return Answer(data, lines)


def _retention_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--dry-run", action="store_true", help="name the files and why, and erase none")
    parser.add_argument("--business-day", metavar="DATE", help="as given to `hub serve`")


def _retention(arguments: Namespace) -> Answer:
    from workstation.app import open_retention

    with open_retention(place_of(arguments), _clock(arguments)) as retention:
        overdue = retention.overdue()
        gone = () if arguments.dry_run else retention.erase()
    erased = {one.applicant_id for one in gone}
    data = [
        {
            "applicant": one.applicant_id,
            "name": one.name,
            "kept_until": one.kept_until.isoformat(),
            "running": list(one.running),
            "erased": one.applicant_id in erased,
        }
        for one in overdue
    ]
    lines = [f"{one.applicant_id}  {one.name}: {_why(one)}" for one in overdue]
    lines.append(f"{len(erased):,} files erased." if not arguments.dry_run else "Nothing was erased.")
    return Answer({"dry_run": arguments.dry_run, "files": data}, lines)


def _why(one: Overdue) -> str:
    if one.running:
        return f"was to be kept until {one.kept_until}, and is held by loan {', '.join(one.running)}"
    return f"was to be kept until {one.kept_until}"


def _revoke_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("device", help="the device's id, as `hub status` shows it")


def _revoke(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    with open_admin(place_of(arguments)) as admin:
        admin.revoke(arguments.device)
    words = "Locked out: it cannot come in any more, and what it signs from now on is flagged."
    return Answer({"device": arguments.device, "revoked": True}, [words])


def _folder_arguments(parser: ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("folder", type=Path, help="where the backup lies or will lie")


def _backup(arguments: Namespace) -> Answer:
    from workstation.app import back_up

    target = back_up(place_of(arguments), arguments.folder)
    return Answer({"backup": str(target)}, [f"Backed up to {target}."])


def _restore(arguments: Namespace) -> Answer:
    from workstation.app import restore

    restore(place_of(arguments), arguments.folder)
    words = "Restored; workstations will send again what is missing."
    return Answer({"restored": str(arguments.folder)}, [words])


def _audit(arguments: Namespace) -> Answer:
    from workstation.app import open_admin
    from workstation.errors import KnownError

    with open_admin(place_of(arguments)) as admin:
        check = admin.verify_audit()
    if check.broken is not None:
        raise KnownError(
            "audit.broken",
            f"link {check.broken} of the audit chain does not hold",
            where=str(arguments.data),
            remedy="Keep the files as they are and compare them with the last backup.",
        )
    return Answer({"links": check.links}, [f"{check.links:,} links, all hold."])


VERBS = (
    Verb(("hub", "serve"), "run the hub", _serve_arguments, _serve),
    Verb(("hub", "import"), "take an export into the hub", _import_arguments, _import),
    Verb(("hub", "enrol"), "a one-time code for an officer's device", _enrol_arguments, _enrol),
    Verb(("hub", "assign"), "put files into an officer's scope", _assign_arguments, _assign),
    Verb(("hub", "status"), "what the hub holds", add_place, _status),
    Verb(("hub", "retention"), "erase files whose time is over", _retention_arguments, _retention),
    Verb(("hub", "revoke"), "lock a device out", _revoke_arguments, _revoke),
    Verb(("hub", "backup"), "copy the hub while it runs", _folder_arguments, _backup),
    Verb(("hub", "restore"), "put a backup in the hub's place", _folder_arguments, _restore),
    Verb(("audit", "verify"), "check the hub's audit chain", add_place, _audit),
)
