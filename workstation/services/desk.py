"""The desk: every use-case of one open profile, handed to the window and the command line as one value.

The composition root makes it from the stores, the models and the rulebook; whoever holds it needs nothing
else. It is safe to use from worker threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.clock import Clock
from workstation.events import Bell
from workstation.ports import ActStore, CaseStore
from workstation.services.appraisals import Appraisals
from workstation.services.complaints import Complaints
from workstation.services.decisions import Decisions
from workstation.services.drawing import Drawing
from workstation.services.endorsements import Endorsements
from workstation.services.explanations import Explanations
from workstation.services.files import Files
from workstation.services.invitations import Invitations
from workstation.services.letters import Letters
from workstation.services.loans import Loans
from workstation.services.outlooks import Outlooks
from workstation.services.papers import Papers
from workstation.services.people import People
from workstation.services.referrals import Referrals
from workstation.services.scenarios import Scenarios
from workstation.services.survey_papers import SurveyPapers
from workstation.services.surveys import Surveys
from workstation.services.synchronising import Synchronising
from workstation.services.values import Officer
from workstation.services.visits import Visits


@dataclass(frozen=True, slots=True)
class Desk:
    officer: Officer
    clock: Clock
    bell: Bell
    cases: CaseStore
    acts: ActStore
    files: Files
    appraisals: Appraisals
    decisions: Decisions
    explanations: Explanations
    endorsements: Endorsements
    letters: Letters
    drawing: Drawing
    loans: Loans
    papers: Papers
    referrals: Referrals
    people: People
    sync: Synchronising
    scenarios: Scenarios
    outlooks: Outlooks
    invitations: Invitations
    complaints: Complaints
    visits: Visits
    surveys: Surveys
    survey_papers: SurveyPapers
