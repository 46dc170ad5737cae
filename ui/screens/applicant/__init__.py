"""The applicant screen: who this is, what they did, what the models say, what is decided, the trail.

`ApplicantScreen` is the whole of it; every tab is a folder or file of its own and knows no other tab.
"""

from ui.screens.applicant.screen import ApplicantScreen

__all__ = ["ApplicantScreen"]
