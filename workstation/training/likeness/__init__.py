"""Likeness: whether the simulated sellers look like real ones, measure by measure.

Real figures come from public sets or, where those are not at hand, from deciles kept with the program; they
are compared and drawn, and never trained on.
"""

from workstation.training.likeness.figure import picture_of
from workstation.training.likeness.report import Likeness, compare, kept_text, lines_of

__all__ = ["Likeness", "compare", "kept_text", "lines_of", "picture_of"]
