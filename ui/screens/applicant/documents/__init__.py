"""The tab "Documents": what the applicant signed, showed and pledged, who stands beside it, its papers."""

from ui.screens.applicant.documents.page import DocumentsPage

__all__ = ["DocumentsPage"]
