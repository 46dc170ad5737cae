"""What forms are called: by the kind of shop they are for, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ui.translation import translate
from ui.widgets.words import SHOP_KINDS, named


def form_title(form_id: str, title: str = "") -> str:
    """One for a kind of shop is named after it; another is called `title`, or as its file is."""
    kind = next((one for one in SHOP_KINDS if one == form_id), "")
    if not kind and not title:
        kind = next((one for one in SHOP_KINDS if one in form_id.split("_")), "")
    if kind:
        return translate("SurveyForms", "Visit: {0}").format(named(SHOP_KINDS, kind))
    return title or form_id


def form_names(ids: Iterable[str], proposed: str, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Ids with names, the proposed one first; `titles` are what published forms call themselves."""
    ordered = sorted(ids, key=lambda one: (one != proposed, one))
    return tuple((one, form_title(one, titles.get(one, ""))) for one in ordered)
