"""The figures of a visit: the answers that carry our attribute `figure`, each with the basis its form gives.

Amounts are answered in yuan and kept in hundredths, counts and shares likewise, as the ledger of survey
figures has them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from workstation.domain.ledger import VISIT_FIGURES
from workstation.domain.surveying import Basis, VisitFigure

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun

_MOST = Decimal(10) ** 15
"""A column of the databases holds nineteen digits; no shop has so much of anything."""


def figures_of(run: FormRun) -> tuple[VisitFigure, ...]:
    """In the order of the ledger's list, then of the form. What is no number within reason is left out."""
    bases = {ref: basis for basis, pairs in run.values("basis").items() for ref, _ in pairs}
    found = run.values("figure")
    return tuple(
        VisitFigure(name, hundredths, Basis(bases.get(ref, Basis.STATED)))
        for name in VISIT_FIGURES
        for ref, text in found.get(name, ())
        if (hundredths := _hundredths(text)) is not None
    )


def _hundredths(text: str) -> int | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.copy_abs() > _MOST:
        return None
    return int((value * 100).to_integral_value(ROUND_HALF_UP))
