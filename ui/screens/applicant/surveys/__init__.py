"""The tab "Surveys": visits to come, visits being filled in, and what the finished ones found."""

from ui.screens.applicant.surveys.page import SurveysPage

__all__ = ["SurveysPage"]
