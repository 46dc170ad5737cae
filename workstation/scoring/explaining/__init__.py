"""Explaining: what moved a score away from the reference, what would move it back, and who is comparable.

Takes a scoring function (rows → log-odds of default) or the trees of a model, a case and a reference; gives
values, never words. It knows no bundle and no applicant, so that any model can be explained.
"""

from workstation.scoring.explaining.baseline import Explain, Players, Score, ScoreBaseline, TreeBaseline
from workstation.scoring.explaining.changes import Option, Step, Tried, Way, Ways, ways_out
from workstation.scoring.explaining.forest import Forest
from workstation.scoring.explaining.measuring import Question, ReasonFigures, measure_reasons, principal
from workstation.scoring.explaining.reference import just_approved_median, no_worse

__all__ = [
    "Explain",
    "Forest",
    "Option",
    "Players",
    "Question",
    "ReasonFigures",
    "Score",
    "ScoreBaseline",
    "Step",
    "TreeBaseline",
    "Tried",
    "Way",
    "Ways",
    "just_approved_median",
    "measure_reasons",
    "no_worse",
    "principal",
    "ways_out",
]
