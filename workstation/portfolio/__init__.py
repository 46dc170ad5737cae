"""Portfolio: many applicants at once: what the models and the rules say of each, and how a whole book moves.

Takes what a source hands out, or decisions with what became of them; gives one line for each applicant,
drift, calibration, vintages and what is needed next. It keeps nothing, and it decides nothing. Pandas and
numpy are loaded with the first run.
"""

from __future__ import annotations

from workstation.portfolio.alarm import Alarm, QuarterSigns, alarm_of, sign_of_loans, signs_of_askers
from workstation.portfolio.early import Fares, outcomes_moved
from workstation.portfolio.gathering import Delivery, Gathered
from workstation.portfolio.lines import COLUMNS, AssessedLine, Tally, line_of, unassessed
from workstation.portfolio.monitor import Monitor, monitor
from workstation.portfolio.needs import NeedTally
from workstation.portfolio.parquet_book import read_parquet_book
from workstation.portfolio.policy import PortfolioPolicy, load_portfolio_policy
from workstation.portfolio.spans import Span, year_before
from workstation.portfolio.standard import StandardRequest, assumed_consent, last_record, standard_request
from workstation.portfolio.watching import Segment, Watched, calibration, watch

__all__ = [
    "COLUMNS",
    "Alarm",
    "AssessedLine",
    "Delivery",
    "Fares",
    "Gathered",
    "Monitor",
    "NeedTally",
    "PortfolioPolicy",
    "QuarterSigns",
    "Segment",
    "Span",
    "StandardRequest",
    "Tally",
    "Watched",
    "alarm_of",
    "assumed_consent",
    "calibration",
    "last_record",
    "line_of",
    "load_portfolio_policy",
    "monitor",
    "outcomes_moved",
    "read_parquet_book",
    "sign_of_loans",
    "signs_of_askers",
    "standard_request",
    "unassessed",
    "watch",
    "year_before",
]
