"""Words of the tab "Surveys": what forms are called before they are opened, and how a figure was come by."""

from __future__ import annotations

from collections.abc import Iterable

from ui.translation import translate
from ui.widgets.words import SHOP_KINDS, named
from workstation.domain.text import Bilingual
from workstation.domain.words import Words

BASES: Words = {
    "stated": Bilingual("自述", "as stated"),
    "counted": Bilingual("清点", "counted"),
    "documented": Bilingual("有凭证", "documented"),
}


def form_title(form_id: str) -> str:
    """Forms are named after kinds of shop; another is called as its file is."""
    kind = form_id.removesuffix("_survey").removesuffix("-survey").rpartition("_")[2]
    if kind in SHOP_KINDS:
        return translate("SurveyForms", "Visit: {0}").format(named(SHOP_KINDS, kind))
    return form_id


def form_names(ids: Iterable[str], proposed: str) -> tuple[tuple[str, str], ...]:
    """Ids with names, the proposed one first."""
    ordered = sorted(ids, key=lambda one: (one != proposed, one))
    return tuple((one, form_title(one)) for one in ordered)
