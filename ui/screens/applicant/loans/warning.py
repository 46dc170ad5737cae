"""What a model foresees of a running loan, above its account: how likely, by when, and what speaks for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ui.translation import said
from ui.widgets.format import day, percent
from ui.widgets.notice import Notice
from workstation.domain.outlook import Outlook
from workstation.domain.text import Bilingual
from workstation.services.foreseen_matters import warning_of

if TYPE_CHECKING:
    from workstation.lending import Rulebook


class LoanWarning(Notice):
    """Hidden where no model in use warns of the loan today, as far as the policy hears of it."""

    def show_outlook(self, outlook: Outlook | None, rules: Rulebook, today: date, *, running: bool) -> None:
        found = warning_of(outlook, rules.policy.models) if running else None
        if outlook is None or found is None:
            self.show_notice("warn", "")
            return
        end = outlook.as_of + timedelta(days=found.horizon_days)
        if today > end:
            self.show_notice("warn", "")
            return
        text = self.tr("A model expects this loan to get worse by {0}: {1}").format(
            day(end), percent(found.probability, 0)
        )
        words = rules.reasons.features
        named = (words[name] for name in found.features if name in words)
        names = " · ".join(said(Bilingual(one.zh, one.en)) for one in named)
        self.show_notice("warn", text, self.tr("What speaks for it: {0}").format(names) if names else "")
