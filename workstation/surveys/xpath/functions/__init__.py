"""Every function that an expression may call, by name: ODK's reference, and XPath 1.0's own."""

from __future__ import annotations

from workstation.surveys.xpath.functions.choices import CHOICES
from workstation.surveys.xpath.functions.nodes import NODES
from workstation.surveys.xpath.functions.numbers import NUMBERS
from workstation.surveys.xpath.functions.places import PLACES
from workstation.surveys.xpath.functions.signature import Function, call_of
from workstation.surveys.xpath.functions.texts import TEXTS
from workstation.surveys.xpath.functions.times import TIMES

FUNCTIONS: dict[str, Function] = NODES | NUMBERS | TEXTS | TIMES | CHOICES | PLACES

__all__ = ["FUNCTIONS", "Function", "call_of"]
