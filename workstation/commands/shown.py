"""How the values of the use-cases look on the command line: stable JSON keys, and lines for a person.

Amounts are yuan texts with two decimals, days ISO, ids the source's own. Nothing is computed here.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from workstation.domain.assessment import Reason
from workstation.domain.lending import Finding, Offer, Staircase
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.ports import Why, WorklistRow
from workstation.services.values import Appraisal, FileView, History, SalesAhead, Series
from workstation.sync.report import SyncReport


def both(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def amount(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen, grouped=False)


def worklist_json(row: WorklistRow) -> dict[str, Any]:
    return {
        "applicant": row.source_id,
        "name": row.name,
        "shop_kind": row.shop_kind,
        "trade": row.trade,
        "region": row.region,
        "asked_on": row.asked_on.isoformat() if row.asked_on else None,
        "amount": amount(row.amount),
        "months": row.months,
        "exposure": amount(row.exposure),
        "days_past_due": row.days_past_due,
        "outcome": row.outcome or None,
        "provisional": row.provisional,
        "state": row.badge.value,
        "why": _why_json(row.why),
    }


def _why_json(why: Why | None) -> dict[str, Any] | None:
    if why is None:
        return None
    return {
        "day": why.day.isoformat() if why.day else None,
        "days_left": why.days_left,
        "amount": amount(why.amount),
        "what": list(why.what),
    }


def worklist_line(row: WorklistRow) -> str:
    said = [row.source_id.ljust(12), yuan(row.amount or 0).rjust(14), f" {row.outcome or 'open':<8}"]
    said += [f"{row.badge:<8}", row.name]
    if why := row.why:
        said += [f" {why.day}"] if why.day else []
        said += [yuan(why.amount)] if why.amount is not None else []
        said += why.what
    return " ".join(said)


def coverage_json(view: FileView | Appraisal) -> list[dict[str, Any]]:
    coverage = view.coverage if isinstance(view, FileView) else view.assessment.coverage
    return [
        {
            "domain": d.domain.value,
            "covered": d.covered,
            "records": d.records,
            "last": d.last.isoformat() if d.last else None,
            "age_days": d.age_days(view.as_of),
            "sources": list(d.sources),
        }
        for d in coverage.domains
    ]


def file_json(view: FileView) -> dict[str, Any]:
    applicant = view.file.applicant
    return {
        "applicant": applicant.source_id,
        "source": applicant.source,
        "name": applicant.name,
        "shop_kind": applicant.shop_kind.value,
        "trade": applicant.trade,
        "region": applicant.region,
        "as_of": view.as_of.isoformat(),
        "version": view.file.version,
        "rows": {kind: len(block) for kind, block in view.file.ledgers.blocks.items()},
        "reserved": {"amount": amount(view.reserved.amount), "until": view.reserved.until.isoformat()}
        if view.reserved
        else None,
        "withheld": view.withheld,
        "coverage": coverage_json(view),
        "exposure": {"own": amount(view.exposure.own), "related": amount(view.exposure.related)},
        "features": dict(view.features.values),
        "applications": [
            {
                "application": asked.id,
                "product": asked.product,
                "amount": amount(asked.amount),
                "months": asked.months,
                "method": asked.method,
                "asked_on": asked.asked_on.isoformat(),
            }
            for asked in view.file.applications
        ],
        "decisions": [
            {
                "decision": k.decision.id,
                "application": k.decision.application_id,
                "outcome": k.decision.outcome.value,
                "confirmed": k.confirmed,
                "standing": k.standing.firmness.value,
                "second": list(k.standing.why),
            }
            for k in view.decisions
        ],
        "letters": [letter.number for letter in view.letters],
    }


def file_lines(view: FileView) -> list[str]:
    applicant = view.file.applicant
    covered = ", ".join(d.value for d in view.coverage.covered) or "nothing"
    missing = ", ".join(d.value for d in view.coverage.missing) or "nothing"
    return [
        f"{applicant.name} ({applicant.source_id}), {applicant.shop_kind.value}, as of {view.as_of}",
        f"  rows: {', '.join(f'{k} {len(b):,}' for k, b in view.file.ledgers.blocks.items()) or 'none'}",
        f"  covered: {covered}",
        f"  missing: {missing}",
        f"  exposure: own {yuan(view.exposure.own)}, related {yuan(view.exposure.related)}",
        *(f"  {a.asked_on} asked {yuan(a.amount)} {a.product} {a.id}" for a in view.file.applications),
        *(f"  {k.decision.decided_at} {k.decision.outcome.value} {k.decision.id}" for k in view.decisions),
    ]


def _figure(series: Series, index: int) -> float | str | None:
    """Money as everywhere, in units of the file's currency; None where a bucket has no evidence."""
    value = float(series.values[index])
    if math.isnan(value):
        return None
    return amount(round(value)) if series.unit == "money" else round(value, 4)


def history_json(history: History) -> dict[str, Any]:
    starts = [datetime.fromtimestamp(int(s), UTC).date().isoformat() for s in history.starts]
    return {
        "bucket": history.bucket,
        "currency": history.currency,
        "buckets": [
            {"start": start, **{s.code: _figure(s, i) for s in history.series}}
            for i, start in enumerate(starts[:-1])
        ],
        "loop": [{"link": k.code, "evidenced": k.evidenced, "records": k.records} for k in history.loop],
    }


def reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "points": round(reason.points, 6),
        "officer": both(reason.officer),
        "applicant": both(reason.applicant),
        "remedy": both(reason.remedy),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "text": both(finding.text), "remedy": both(finding.remedy)}


def offer_json(offer: Offer | None) -> dict[str, Any] | None:
    if offer is None:
        return None
    return {
        "amount": amount(offer.amount),
        "months": offer.months,
        "method": offer.method.value,
        "yearly_rate": offer.yearly_rate,
        "apr_nominal": offer.cost.nominal,
        "apr_effective": offer.cost.effective,
        "total_interest": amount(offer.schedule.total_interest),
    }


def staircase_json(staircase: Staircase | None) -> list[dict[str, Any]]:
    steps = staircase.steps if staircase else ()
    return [{"code": s.code, "amount": amount(s.amount), "basis": both(s.basis)} for s in steps]


def appraisal_json(appraisal: Appraisal) -> dict[str, Any]:
    assessment, proposal = appraisal.assessment, appraisal.proposal
    staircase = proposal.staircase
    return {
        "applicant": appraisal.case.applicant.source_id,
        "product": appraisal.product,
        "as_of": appraisal.as_of.isoformat(),
        "admission": proposal.outcome.value,
        "requested": amount(proposal.requested),
        "probability": assessment.probability,
        "grade": assessment.grade or None,
        "limit": amount(staircase.limit) if staircase and staircase.complete else None,
        "binding": staircase.binding if staircase and staircase.complete else None,
        "next_limit": amount(staircase.next_amount) if staircase and staircase.complete else None,
        "staircase": staircase_json(staircase),
        "offer": offer_json(proposal.offer),
        "findings": [finding_json(f) for f in proposal.findings],
        "reasons": [reason_json(r) for r in proposal.rationale.against],
        "in_favour": [reason_json(r) for r in proposal.rationale.in_favour],
        "authority": {"role": proposal.authority.role, "why": both(proposal.authority.why)},
        "withheld": appraisal.withheld,
        "imagined": appraisal.imagined,
        "scenarios": [
            {
                "id": e.scenario_id,
                "version": e.version,
                "until": e.until.isoformat(),
                "what": e.code.value,
                "text": both(e.text),
            }
            for e in appraisal.acting
        ],
        "coverage": coverage_json(appraisal),
        "models": [
            {
                "model": o.model,
                "version": o.version,
                "applies": o.applies,
                "leading": o.model == assessment.leading,
                "probability": o.probability,
                "margin": o.margin,
                "points": o.points,
                "grade": o.grade or None,
                "role": o.role,
                "value": o.value,
                "quantiles": [list(pair) for pair in o.quantiles],
                "interval": None if o.interval is None else list(o.interval),
            }
            for o in assessment.outputs
        ],
        "sales_ahead": [_ahead_json(one) for one in appraisal.ahead],
        "bundle": {
            "name": assessment.bundle.name,
            "version": assessment.bundle.version,
            "sha256": assessment.bundle.sha256,
        },
        "rules": {"product": proposal.product_version, "policy": proposal.policy_version},
    }


def _ahead_json(one: SalesAhead) -> dict[str, Any]:
    """A forecast of sales as the bundle makes it, and as the lender's book puts it right."""
    return {
        "days": one.days,
        "as_made": [list(pair) for pair in one.made],
        "put_right": [list(pair) for pair in one.right] or None,
        "why_not": one.as_made,
        "as_of": one.day.isoformat() if one.day else None,
        "outcomes": one.outcomes,
    }


def appraisal_lines(appraisal: Appraisal) -> list[str]:
    assessment, proposal = appraisal.assessment, appraisal.proposal
    probability = "no model applies" if assessment.probability is None else f"{assessment.probability:.2%}"
    imagined = " (imagined: nobody can decide on this)" if appraisal.imagined else ""
    lines = [
        f"{appraisal.applicant_name}: {proposal.outcome.value}, asked {yuan(proposal.requested)}{imagined}",
        f"  probability of default {probability}, grade {assessment.grade or '–'}",
    ]
    if proposal.staircase and proposal.staircase.complete:
        lines.append(f"  limit {yuan(proposal.staircase.limit)}, binding: {proposal.staircase.binding}")
    if proposal.offer:
        offer = proposal.offer
        lines.append(f"  offer {yuan(offer.amount)} for {offer.months} months at {offer.yearly_rate} a year")
    lines += [f"  {effect.text.en}" for effect in appraisal.acting]
    lines += [f"  {finding.code}: {finding.text.en}" for finding in proposal.findings]
    lines += [f"  − {reason.officer.en}" for reason in proposal.rationale.against]
    lines.append(f"  approved by: {proposal.authority.role} ({proposal.authority.why.en})")
    return lines


def sync_json(report: SyncReport) -> dict[str, Any]:
    return {
        "files": report.files,
        "rows": report.rows,
        "sent": report.sent,
        "refused": [
            {"act": a.act_id, "outcome": a.outcome.value, "code": a.code, "reason": a.reason}
            for a in report.refused
        ],
        "repaired": list(report.repaired),
        "revoked": list(report.revoked),
        "restored": report.restored,
        "seconds": round(report.seconds, 3),
        "words": both(report.words),
    }
