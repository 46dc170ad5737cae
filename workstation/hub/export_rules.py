"""What the hub checks of a file that went out to a partner bank: nothing leaves without an authorisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workstation import codec
from workstation.domain.consents import consent_in_force
from workstation.domain.file_papers import ConsentScope, FileExport
from workstation.hub.examining import Case
from workstation.hub.refusal import Refusal


def _check_export(case: Case, export: FileExport) -> None:
    if export.exported_by != case.act.made_by:
        raise Refusal("export.maker", "the export is signed by another person")

    def records(kind: str) -> list[Any]:
        versions = case.writing.records.of_kind([case.act.applicant_id], kind)
        return [codec.decode(kind, version.body) for version in versions if version.body is not None]

    try:
        day = date.fromisoformat(export.exported_at[:10])
    except ValueError:
        raise Refusal("export.moment", "the export does not say when it was made") from None
    named = [a for a in records("authorisation") if a.id == export.authorisation_id]
    if consent_in_force(named, records("withdrawal"), ConsentScope.REFERRAL, day) is None:
        raise Refusal("consent.referral", "no authorisation for referral was in force on that day")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {FileExport: _check_export}
