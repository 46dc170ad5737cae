"""Lending: assessment + product + policy → offer, schedule, cost, reasons, required authority.

Pure rules on plain values: no clock, no database, no window. Definitions (products, policy, reason table)
are data read once from `resources/`; everything else is a function of what it is given, so a frozen case
gives the same proposal bit for bit years later.
"""

from __future__ import annotations

from workstation.lending.allocation import Allocation, Due, DueKind, Sweep, allocate
from workstation.lending.authority import (
    NOBODY,
    authority_for,
    may_approve,
    may_decide,
    may_endorse,
    role_name,
)
from workstation.lending.businessdays import BusinessDay, WorkCalendar, adjusted, load_calendar
from workstation.lending.case import LendingCase
from workstation.lending.cost import all_in_cost, cost_if_repaid
from workstation.lending.daycount import day_count_days, year_fraction
from workstation.lending.duedates import MonthEnd, due_dates
from workstation.lending.eu_apr import eu_apr, eu_apr_of_periods
from workstation.lending.fees import Fee, FeeBasis, FeeWhen
from workstation.lending.offers import make_offer
from workstation.lending.overdue import LateTerms, late_interest
from workstation.lending.passing import highest_passing_rate
from workstation.lending.policy import ROLES, Policy, load_policy
from workstation.lending.prepayment import Afterwards, Payoff, Prepayment, payoff, prepay
from workstation.lending.pricing import price_breakdown
from workstation.lending.product import GRADES, Product, load_product, load_products
from workstation.lending.proposal import check_offer, offer_exceptions, proposal_digest, propose
from workstation.lending.reasons import ReasonTable, load_reasons
from workstation.lending.returns import dated_irr, irr, reg_z_apr
from workstation.lending.rulebook import Rulebook, load_rulebook
from workstation.lending.schedule import make_schedule, parse_rate
from workstation.lending.share_of_sales import SalesShare, sales_schedule

__all__ = [
    "GRADES",
    "NOBODY",
    "ROLES",
    "Afterwards",
    "Allocation",
    "BusinessDay",
    "Due",
    "DueKind",
    "Fee",
    "FeeBasis",
    "FeeWhen",
    "LateTerms",
    "LendingCase",
    "MonthEnd",
    "Payoff",
    "Policy",
    "Prepayment",
    "Product",
    "ReasonTable",
    "Rulebook",
    "SalesShare",
    "Sweep",
    "WorkCalendar",
    "adjusted",
    "all_in_cost",
    "allocate",
    "authority_for",
    "check_offer",
    "cost_if_repaid",
    "dated_irr",
    "day_count_days",
    "due_dates",
    "eu_apr",
    "eu_apr_of_periods",
    "highest_passing_rate",
    "irr",
    "late_interest",
    "load_calendar",
    "load_policy",
    "load_product",
    "load_products",
    "load_reasons",
    "load_rulebook",
    "make_offer",
    "make_schedule",
    "may_approve",
    "may_decide",
    "may_endorse",
    "offer_exceptions",
    "parse_rate",
    "payoff",
    "prepay",
    "price_breakdown",
    "proposal_digest",
    "propose",
    "reg_z_apr",
    "role_name",
    "sales_schedule",
    "year_fraction",
]
