"""The archive that a partner bank gets: one applicant's whole file, in forms that need no program of ours.

Goes in: a file with its decisions and letters. Comes out: parts by name, and a ZIP of them whose bytes depend
on nothing but the parts. What stays in the house is left out: notes, officers' relations, the contact log,
who looked something up, what a decision was frozen with, and who the related applicants are (what they owe
in all is told).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from workstation.codec import encode
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, Column, ColumnType, LedgerBlock
from workstation.domain.lending import Decision
from workstation.domain.money import yuan
from workstation.domain.records import ApplicantFile
from workstation.domain.text import plain_cell
from workstation.services.values import FileView

FORMAT = "referral/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest time that a ZIP can hold


def record_parts(view: FileView) -> dict[str, bytes]:
    """The records of the file as JSON, each kind by itself; kinds without a record are left out."""
    file = view.file
    decisions = [kept.decision for kept in view.decisions]
    kinds: dict[str, Any] = {
        "applicant": file.applicant,
        "shops": file.shops,
        "parties": file.parties,
        "identity_checks": file.identity_checks,
        "authorisations": file.consents,
        "applications": file.applications,
        "loans": file.loans,
        "collateral": file.collateral,
        "decisions": [_for_the_bank(decision) for decision in decisions],
        "assessment": decisions[0].inputs.get("case", {}).get("assessment") if decisions else None,
        "exposure": {"own": view.exposure.own, "related": view.exposure.related},
    }
    return {f"{name}.json": encode(value) for name, value in kinds.items() if value}


def _for_the_bank(decision: Decision) -> Decision:
    """A decision in the applicant's words: the officer's, and the case it was frozen with, name related
    applicants and colleagues."""
    why = decision.rationale
    return replace(
        decision,
        inputs={},
        findings=tuple(replace(one, text=one.applicant_text) for one in decision.findings),
        rationale=replace(
            why,
            against=tuple(replace(reason, officer=reason.applicant) for reason in why.against),
            in_favour=tuple(replace(reason, officer=reason.applicant) for reason in why.in_favour),
            notes=(),
        ),
    )


def ledger_parts(file: ApplicantFile) -> dict[str, bytes]:
    return {f"ledgers/{kind}.csv": ledger_csv(block) for kind, block in sorted(file.ledgers.blocks.items())}


def ledger_csv(block: LedgerBlock) -> bytes:
    """One ledger as CSV in UTF-8 with a byte order mark, for spreadsheets. Amounts have two decimals, times
    are ISO texts of the source's local time, an empty cell is what nothing is known of. A text that a
    spreadsheet would take for a formula stands behind an apostrophe; our own figures are left as they are."""
    columns = LEDGERS[block.kind].columns
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    values = [[_cell(column, value) for value in block.columns[column.name].tolist()] for column in columns]
    writer.writerows(zip(*values, strict=True))
    return out.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Any) -> str:
    if value is None or (column.is_integer and value == MISSING_INTEGER):
        return ""
    if column.type is ColumnType.AMOUNT:
        return yuan(value, grouped=False)
    if column.type is ColumnType.TIME:
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    text = str(value)
    return text if column.is_integer else plain_cell(text)


def summary(view: FileView, partner: str, exported_at: str) -> bytes:
    """What the file is about, for a person, in Chinese and English."""
    file = view.file
    applicant, asked = file.applicant, file.application
    newest = view.decisions[0].decision if view.decisions else None
    covered = ", ".join(domain.value for domain in view.coverage.covered) or "–"
    rows = [
        ("收件银行", "Partner bank", partner),
        ("导出时间", "Exported at", exported_at),
        ("申请人", "Applicant", f"{applicant.name} ({applicant.source_id})"),
        ("行业与地区", "Trade and region", " · ".join(p for p in (applicant.trade, applicant.region) if p)),
        ("申请金额（元）", "Asked for (yuan)", yuan(asked.amount) if asked else "–"),
        ("申请期限（月）", "For months", str(asked.months) if asked else "–"),
        ("用途", "Purpose", asked.purpose if asked else "–"),
        ("自有敞口（元）", "Own exposure (yuan)", yuan(view.exposure.own)),
        ("关联敞口（元）", "Related exposure (yuan)", yuan(view.exposure.related)),
        ("最近决定", "Newest decision", f"{newest.outcome.value}, {newest.decided_at}" if newest else "–"),
        ("已有证据", "Evidence held", covered),
        (
            "账目行数",
            "Ledger rows",
            ", ".join(f"{k} {len(b)}" for k, b in file.ledgers.blocks.items()) or "–",
        ),
    ]
    lines = ["推荐合作银行资料摘要 / Summary of a file referred to a partner bank", ""]
    lines += [f"{zh} / {en}: {value or '–'}" for zh, en, value in rows]
    lines += ["", "各文件的 sha256 见 manifest.json。/ The sha256 of each part is in manifest.json.", ""]
    return "\n".join(lines).encode("utf-8")


def pack(parts: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """A ZIP of the parts in order of their names, behind a manifest with the sha256 of each. Stored, not
    compressed: another release of the compressor would give other bytes."""
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in sorted(parts.items())
    }
    manifest = {"format": FORMAT, **about, "parts": listed}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (("manifest.json", text), *sorted(parts.items())):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
