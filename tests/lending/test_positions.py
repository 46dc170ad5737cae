"""Finding the line of a field again in a definition file, whatever way it is written."""

from __future__ import annotations

import pytest

from workstation.lending.positions import line_of

TEXT = '''code = "x"
tenors = [6,
  12]
[who]
applicants = ["person"]
name.zh = "甲"

[[price]]
months = 6
rates = { A = "0.1" }
[[price]]   # the second
months = 12

[price.bounds]
least = 1
[[price.rows]]
at = 1
[[price.rows]]
at = 2
text = """
at = 9
[who]
"""
last = 3
'''


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("code", 1),
        ("tenors[1]", 2),
        ("who", 4),
        ("who.applicants[0]", 5),
        ("who.name.zh", 6),
        ("price[0]", 8),
        ("price[0].rates", 10),
        ("price[0].rates.A", 10),
        ("price[1]", 11),
        ("price[1].months", 12),
        ("price[1].bounds.least", 15),
        ("price[1].rows[0].at", 17),
        ("price[1].rows[1].at", 19),
        ("price[1].rows[1].last", 24),
        ("price[...].months", 8),
        ("nowhere", 1),
        ("", 1),
    ],
)
def test_a_field_is_found_where_it_is_written(field: str, line: int) -> None:
    assert line_of(TEXT, field) == line
