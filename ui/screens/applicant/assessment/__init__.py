"""Why does it say that: proposal, staircase of limits, reasons, models, missing evidence, and what if."""

from ui.screens.applicant.assessment.page import AssessmentPage

__all__ = ["AssessmentPage"]
