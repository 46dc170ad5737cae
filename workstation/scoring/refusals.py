"""Why a bundle is refused, each reason in the officer's words with what to do."""

from __future__ import annotations

from workstation.errors import KnownError

_FETCH_AGAIN = "Fetch the bundle again from the hub or from whoever publishes the models."


def signature(where: str, why: str) -> KnownError:
    return KnownError("bundle.signature", f"the model bundle {why}", where=where, remedy=_FETCH_AGAIN)


def damaged(where: str, why: str) -> KnownError:
    return KnownError("bundle.damaged", f"a file of the model bundle {why}", where=where, remedy=_FETCH_AGAIN)


def schema(where: str, why: str) -> KnownError:
    return KnownError(
        "bundle.schema",
        f"the model bundle does not fit this program: {why}",
        where=where,
        remedy="Install the version of the program that the bundle was made for, or a newer bundle.",
    )


def newer(where: str, found: object) -> KnownError:
    return KnownError(
        "bundle.version",
        f"the model bundle is of format {found}, which this program does not read",
        where=where,
        remedy="Update the program.",
    )


def expired(where: str, last: str) -> KnownError:
    return KnownError(
        "bundle.expired",
        f"the model bundle could be used until {last}",
        where=where,
        remedy="Put a newer bundle beside it, trained or confirmed since.",
    )


def model_text(where: str, why: str) -> KnownError:
    return KnownError(
        "bundle.model",
        f"a model breaks a promise of this program: {why}",
        where=where,
        remedy="Train it again under the rules of the feature dictionary.",
    )


def golden(where: str, case: str) -> KnownError:
    return KnownError(
        "bundle.golden",
        f"this computer does not reproduce the bundle's reference result {case}",
        where=where,
        remedy="Do not decide on this computer's scores; report it with the output of `workstation doctor`.",
    )


def none_found(where: str) -> KnownError:
    return KnownError("bundle.none", "no model bundle is installed", where=where, remedy=_FETCH_AGAIN)
