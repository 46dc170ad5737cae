"""Expressions of survey forms: XPath 1.0 with ODK's functions, over an lxml tree of answers.

In: the text of an expression, a node, a scope. Out: a number, a text, a truth or nodes. `lxml.etree.XPath`
walks the axes; operators and functions are our own, since libxml2 works out both branches of an `if()`,
knows no days, and takes `round(x, 2)` and `position(..)` for errors.
"""

from workstation.surveys.xpath.expression import Expression, compile_expression
from workstation.surveys.xpath.frame import MOST_TESTED_AT_ONCE
from workstation.surveys.xpath.functions import FUNCTIONS
from workstation.surveys.xpath.references import touches
from workstation.surveys.xpath.scope import Scope, Table
from workstation.surveys.xpath.sight import HIDDEN
from workstation.surveys.xpath.values import Value, as_answer, as_boolean, as_number, as_text

__all__ = [
    "FUNCTIONS",
    "HIDDEN",
    "MOST_TESTED_AT_ONCE",
    "Expression",
    "Scope",
    "Table",
    "Value",
    "as_answer",
    "as_boolean",
    "as_number",
    "as_text",
    "compile_expression",
    "touches",
]
