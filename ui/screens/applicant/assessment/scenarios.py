"""Which scenarios act on the request, until when, what each changed, and what is left of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.assessment.wording import scenario_sentences
from ui.screens.applicant.facts import FactList
from ui.translation import said

if TYPE_CHECKING:
    from workstation.services.values import Appraisal


class ScenariosPanel(FactList):
    """Hidden where no scenario acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.hide()

    def show_appraisal(self, appraisal: Appraisal) -> None:
        self.setVisible(bool(appraisal.acting))
        self.set_text(self.tr("Scenarios that act here"))
        self.start()
        for scenario_id, sentence in scenario_sentences(appraisal).items():
            self.add(sentence, symbol="sliders-horizontal", ink="accent")
            for effect in appraisal.acting:
                if effect.scenario_id == scenario_id:
                    self.add("", what_it_did(said(effect.text)))
        self.finish()


def what_it_did(line: str) -> str:
    """A line of the reasons without the scenario's name before it, which stands above the lines here."""
    for colon in ("：", ": "):
        _, found, rest = line.partition(colon)
        if found:
            return rest
    return line
