"""What forms are called: by the kind of shop they are for, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable

from ui.translation import translate
from ui.widgets.words import SHOP_KINDS, named


def form_title(form_id: str, title: str = "") -> str:
    """Forms are named after kinds of shop; another is called `title`, or as its file is."""
    kind = next((one for one in SHOP_KINDS if one in form_id.split("_") or one == form_id), "")
    if kind:
        return translate("SurveyForms", "Visit: {0}").format(named(SHOP_KINDS, kind))
    return title or form_id


def form_names(ids: Iterable[str], proposed: str) -> tuple[tuple[str, str], ...]:
    """Ids with names, the proposed one first."""
    ordered = sorted(ids, key=lambda one: (one != proposed, one))
    return tuple((one, form_title(one)) for one in ordered)
