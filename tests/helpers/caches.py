"""A workstation's cache in a test, and a hub's words to it without a hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.cache import Cache, open_cache
from tests.factories import AS_OF
from workstation.codec import Record, encode, kind_of
from workstation.domain.acts import RECORD_KINDS, Act, ActAnswer, ActKind, ActOutcome
from workstation.domain.assessment import Rationale
from workstation.domain.ledger import LEDGERS
from workstation.domain.lending import AuthorityNeed, Decision, Outcome
from workstation.domain.records import Applicant, Application, Authorisation, ConsentScope, Loan, Note, Shop
from workstation.domain.text import Bilingual
from workstation.ports import FilePart, RecordPut
from workstation.toolbox import TOOLBOX

KEY = bytes(range(32))


@contextmanager
def cache_at(folder: Path, today: date = AS_OF, key: bytes | None = KEY) -> Iterator[Cache]:
    """The cache that lies in `folder`, closed at the end so that nothing holds its files."""
    cache = open_cache(folder / "cache.db", key, folder / "blobs", TOOLBOX, lambda: today)
    try:
        yield cache
    finally:
        cache.close()


def part(
    applicant_id: str,
    *records: Record,
    seq: int = 1,
    rows: Mapping[str, Sequence[Sequence[Any]]] | None = None,
    withdrawn: Sequence[tuple[str, str]] = (),
    cursor: int | None = None,
    version: int = 1,
) -> FilePart:
    """What a page brings for one applicant: records numbered from `seq` on, then what was withdrawn."""
    puts = [
        RecordPut(kind_of(record), record.id, version, seq + place, encode(record))
        for place, record in enumerate(records)
    ]
    puts += [RecordPut(kind, id, version, seq + len(puts), None) for kind, id in withdrawn]
    return FilePart(applicant_id, puts, rows or {}, cursor if cursor is not None else seq + len(puts))


def ledger_row(kind: str, source_id: str, seq: int, **values: Any) -> tuple[Any, ...]:
    """A row as it travels: valid, with what the story names, its hub sequence last."""
    usual = {"source_id": source_id, "status": "paid", "order_id": "o", "direction": "sale"}
    columns = LEDGERS[kind].columns
    missing = {c.name: (0 if c.is_integer else "") for c in columns if c.required}
    full = {**missing, **{k: v for k, v in usual.items() if k in missing}, **values}
    return (*(full.get(c.name) for c in columns), seq)


def seller(number: int = 1, **values: Any) -> Applicant:
    source_id = f"S{number}"
    usual = {"id": f"test:{source_id}", "source": "test", "source_id": source_id, "name": f"测试{number}号店"}
    return Applicant(**{**usual, **values})


def application(of: Applicant, id: str = "app-1", **values: Any) -> Application:
    usual = {
        "id": id, "applicant_id": of.id, "product": "credit", "amount": 10_000_000, "months": 12,
        "method": "equal-instalment", "purpose": "stock", "asked_on": date(2026, 6, 1),
    }  # fmt: skip
    return Application(**{**usual, **values})


def consent(of: Applicant, until: date = date(2027, 6, 1), **values: Any) -> Authorisation:
    usual = {
        "id": f"consent-{until}", "applicant_id": of.id, "scopes": (ConsentScope.DATA,),
        "signed_on": date(2026, 1, 1), "expires_on": until,
    }  # fmt: skip
    return Authorisation(**{**usual, **values})


def loan(of: Applicant, id: str = "loan-1", **values: Any) -> Loan:
    usual = {
        "id": id, "applicant_id": of.id, "product": "credit", "lender": "us", "granted_on": date(2026, 1, 1),
        "due_on": date(2027, 1, 1), "principal": 5_000_000, "outstanding": 3_000_000,
    }  # fmt: skip
    return Loan(**{**usual, **values})


def shop(of: Applicant, name: str, id: str = "shop-1") -> Shop:
    return Shop(id, of.id, name, "taobao")


def note(of: Applicant, text: str = "见过店主", id: str = "note-1") -> Note:
    return Note(id, of.id, "officer", "2026-06-30T09:00:00Z", text)


def decision(of: Applicant, id: str = "dec-1", outcome: Outcome = Outcome.APPROVE, **values: Any) -> Decision:
    usual: dict[str, Any] = {
        "id": id, "applicant_id": of.id, "application_id": "app-1", "outcome": outcome, "offer": None,
        "findings": (), "rationale": Rationale(), "decided_by": "officer", "role": "officer",
        "decided_at": "2026-06-30T10:00:00Z", "authority": AuthorityNeed("officer", Bilingual("", "")),
        "override_reason": "", "inputs": {"features": {"sales": 1.5}}, "proposal_sha256": "0" * 64,
    }  # fmt: skip
    return Decision(**{**usual, **values})


_ACT_KINDS = {record_kind: act_kind for act_kind, record_kind in RECORD_KINDS.items()}


def act(record: Any, id: str = "act-1", blobs: tuple[str, ...] = ()) -> Act:
    """The act that makes this record."""
    kind = _ACT_KINDS[kind_of(record)]
    return Act(id, kind, record.applicant_id, 1, encode(record), "officer", "2026-06-30T10:00:00Z", blobs)


def edit(of: Applicant, id: str = "act-1", **fields: Any) -> Act:
    return replace(act(note(of), id), kind=ActKind.EDIT_APPLICANT, body=encode(fields))


def answer(act_id: str = "act-1", outcome: ActOutcome = ActOutcome.APPLIED, **values: Any) -> ActAnswer:
    return ActAnswer(act_id, outcome, **values)
