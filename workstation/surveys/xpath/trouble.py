"""What is said of an expression that cannot be used: which form row, where in it, and what to do."""

from __future__ import annotations

from workstation.errors import KnownError

_AROUND = 20


def refused(what: str, text: str, at: int, where: str) -> KnownError:
    """KnownError form.refused: the expression is no expression. `at` is the offset of what is wrong."""
    near = text[max(0, at - _AROUND) : at + _AROUND].strip()
    return KnownError(
        "form.refused",
        f"an expression cannot be read: {what}" + (f", near “{near}”" if near else ""),
        where=where,
        remedy="Mend the expression in the workbook.",
    )


def unsupported(what: str, where: str) -> KnownError:
    """KnownError form.unsupported: the expression is sound, but says what cannot be run here."""
    return KnownError(
        "form.unsupported",
        f"an expression uses what cannot be run: {what}",
        where=where,
        remedy="workstation form check --supported lists what can be used.",
    )


def too_large(what: str, where: str) -> KnownError:
    """KnownError form.too_large: running the expression would take more than one form may."""
    return KnownError(
        "form.too_large",
        f"an expression is too large: {what}",
        where=where,
        remedy="Write the form with shorter texts or fewer rows.",
    )
