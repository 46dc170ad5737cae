"""Surveys as records, without a form: what a story needs to know of a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from workstation.crypto import sha256
from workstation.domain.surveying import (
    Attachment,
    AttachmentKind,
    Basis,
    CheckResult,
    CheckSide,
    FormRef,
    Survey,
    SurveyReview,
    Verdict,
    VisitFigure,
)
from workstation.survey_seal import sealed

PHOTO = b"\xff\xd8 the shelves"

FIGURES = (
    VisitFigure("sales_month", 12_000_000, Basis.STATED),
    VisitFigure("purchases_month", 8_000_000, Basis.DOCUMENTED),
    VisitFigure("gross_margin", 30, Basis.STATED),
    VisitFigure("stock", 9_000_000, Basis.COUNTED),
    VisitFigure("cash", 4_000_000, Basis.DOCUMENTED),
    VisitFigure("debts", 10_000_000, Basis.STATED),
    VisitFigure("wages_month", 1_200_000, Basis.STATED),
)


def survey(of: str, on: date, id: str = "survey-1", **values: Any) -> Survey:
    """A visit to the applicant, finished at nine that day."""
    usual: dict[str, Any] = {
        "id": id,
        "applicant_id": of,
        "form": FormRef("exporter", "1", "f" * 64),
        "visited_on": on,
        "started_at": f"{on}T08:00:00Z",
        "finalised_at": f"{on}T09:00:00Z",
        "made_by": "officer-1",
        "device_id": "desk-1",
        "instance": "<data/>",
        "figures": FIGURES,
    }
    return Survey(**{**usual, **values})


def photo(data: bytes = PHOTO, **values: Any) -> Attachment:
    usual: dict[str, Any] = {
        "name": "shelf.jpg",
        "ref": "/data/shelf",
        "kind": AttachmentKind.PHOTO,
        "sha256": sha256(data),
        "media_type": "image/jpeg",
        "size": len(data),
    }
    return Attachment(**{**usual, **values})


def contradiction(check: str = "equity", explanation: str = "") -> CheckResult:
    sides = (CheckSide("expected", "500000"), CheckSide("actual", "420000"))
    return CheckResult(check, sides, "-0.2989", "0.10", within=False, explanation=explanation)


def review(of: Survey, verdict: Verdict, id: str = "review-1", **values: Any) -> SurveyReview:
    usual: dict[str, Any] = {
        "id": id,
        "applicant_id": of.applicant_id,
        "survey_id": of.id,
        "verdict": verdict,
        "text": "照片看不清",
        "reviewed_by": "supervisor-1",
        "reviewed_at": f"{of.visited_on + timedelta(days=1)}T09:00:00Z",
    }
    return SurveyReview(**{**usual, **values})


def signed(made: Survey, sign: Callable[[bytes], bytes]) -> Survey:
    return sealed(made, sign)
