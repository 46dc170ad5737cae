"""A workstation without a window: an encrypted cache, a device key, and the sync loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from db.cache import Cache, open_cache
from workstation import codec, crypto
from workstation.domain.acts import Act, ActKind
from workstation.domain.assessment import Rationale
from workstation.domain.lending import (
    AuthorityNeed,
    Cost,
    DayCount,
    Decision,
    Offer,
    Outcome,
    RepaymentMethod,
    Schedule,
)
from workstation.domain.records import Application, LetterRecord, Note
from workstation.domain.text import Bilingual
from workstation.ids import SortableIds
from workstation.sync import DeviceKey, HubAddress, HubClient, Synchroniser, SyncReport, enrol
from workstation.toolbox import TOOLBOX

TODAY = date(2026, 6, 30)
NOW = "2026-06-30T08:00:00Z"
WHY = Bilingual("在权限内", "within authority")

new_id = SortableIds()


@dataclass
class Station:
    """One officer's workstation, in its folder as on a laptop."""

    folder: Path
    key: DeviceKey
    officer_id: str
    role: str
    address: HubAddress
    cache_key: bytes
    signer: str = ""  # the fingerprint of the certificate that signs its papers
    cache: Cache = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        path = self.folder / "cache.db"
        self.cache = open_cache(path, self.cache_key, self.folder / "blobs", TOOLBOX, lambda: TODAY)

    def close(self) -> None:
        self.cache.close()

    def synchroniser(self, transport: httpx.BaseTransport | None = None) -> Synchroniser:
        client = HubClient(self.address, self.key, attempts=1, transport=transport)
        return Synchroniser(self.cache.sync, self.cache.blobs, client, own_signer=lambda: self.signer)

    def sync(self, **options: Any) -> SyncReport:
        loop = self.synchroniser()
        try:
            return loop.run(**options)
        finally:
            loop.close()

    # --- what an officer does ----------------------------------------------------------------------

    def act(
        self,
        kind: ActKind,
        applicant_id: str,
        body: Any,
        *,
        base: int = 1,
        files: dict[str, bytes] | None = None,
    ) -> Act:
        act = Act(
            id=new_id(),
            kind=kind,
            applicant_id=applicant_id,
            base_version=base,
            body=codec.encode(body),
            made_by=self.officer_id,
            made_at=NOW,
            blobs=tuple(sorted(files or {})),
        )
        self.cache.acts.keep_act(act, files)
        return act

    def note(self, applicant_id: str, text: str) -> Act:
        return self.act(
            ActKind.ADD_NOTE, applicant_id, Note(new_id(), applicant_id, self.officer_id, NOW, text)
        )

    def edit(self, applicant_id: str, *, base: int = 1, **fields: Any) -> Act:
        return self.act(ActKind.EDIT_APPLICANT, applicant_id, fields, base=base)

    def application(self, applicant_id: str, *, amount: int = 200_000_00) -> Application:
        asked = Application(new_id(), applicant_id, "credit", amount, 12, "equal-instalment", "备货", TODAY)
        self.act(ActKind.MAKE_APPLICATION, applicant_id, asked)
        return asked

    def decide(
        self,
        application: Application,
        *,
        outcome: Outcome = Outcome.APPROVE,
        amount: int | None = None,
        need: str = "officer",
        **values: Any,
    ) -> Decision:
        made = decision(self, application, outcome=outcome, amount=amount, need=need, **values)
        self.act(ActKind.MAKE_DECISION, application.applicant_id, made)
        return made

    def letter(self, of: Decision, *, pdf: bytes = b"%PDF-1.7 letter", number: str = "") -> LetterRecord:
        issued = letter(self, of, pdf=pdf, number=number or self.cache.acts.next_letter_number())
        files = {issued.file_sha256: pdf}
        self.act(ActKind.ISSUE_LETTER, of.applicant_id, issued, files=files)
        return issued


def enrolled(
    address: HubAddress, folder: Path, code: str, line: httpx.BaseTransport | None = None
) -> Station:
    """A new workstation with a cache of its own, for the officer whose code this is."""
    private, _ = crypto.new_keypair()
    key, answer = enrol(address, code, private, "laptop", transport=line)
    folder.mkdir(parents=True, exist_ok=True)
    return Station(folder, key, answer.officer_id, answer.role, address, crypto.random_key())


def decision(
    station: Station,
    application: Application,
    *,
    outcome: Outcome,
    amount: int | None,
    need: str,
    **values: Any,
) -> Decision:
    asked = application.amount if amount is None else amount
    lends = outcome.lends
    usual: dict[str, Any] = {
        "id": new_id(),
        "applicant_id": application.applicant_id,
        "application_id": application.id,
        "outcome": outcome,
        "offer": offer(asked) if lends else None,
        "findings": (),
        "rationale": Rationale(),
        "decided_by": station.officer_id,
        "role": station.role,
        "decided_at": NOW,
        "authority": AuthorityNeed(need, WHY),
        "override_reason": "",
        "inputs": {},
        "proposal_sha256": "0" * 64,
    }
    return Decision(**(usual | values))


def offer(amount: int) -> Offer:
    method = RepaymentMethod.EQUAL_PRINCIPAL
    schedule = Schedule(amount, "0.15", method, DayCount.ACT_365F, TODAY, 0, ())
    return Offer("credit", amount, 12, method, "0.15", schedule, Cost("15.0000", "16.0755"))


def letter(station: Station, of: Decision, *, pdf: bytes, number: str) -> LetterRecord:
    return LetterRecord(
        id=new_id(),
        applicant_id=of.applicant_id,
        decision_id=of.id,
        number=number,
        kind="approval",
        content_sha256=crypto.sha256(b"content of " + pdf),
        file_sha256=crypto.sha256(pdf),
        issued_at=NOW,
        issued_by=station.officer_id,
        provisional=True,
        pages=1,
    )
