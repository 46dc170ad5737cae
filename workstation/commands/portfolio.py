"""The verb of the book of loans: how much is out, how late it is, and the non-performing share of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.money import yuan
from workstation.services.loan_book import LoanBook

_RATIOS = {
    "ratio": "non-performing",
    "with_write_offs": "with write-offs",
    "with_restructured": "with restructured",
    "with_both": "with both",
}


def _book_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DATE", help="another day than today")


def _book(arguments: Namespace) -> Answer:
    from workstation.services.loan_book import loan_book

    day = read_day(arguments.as_of) if arguments.as_of else None
    with desk_of(arguments) as desk:
        found = loan_book(desk.cases, desk.loans, day)
    return Answer(_book_json(found), _book_lines(found))


def _book_json(found: LoanBook) -> dict[str, Any]:
    """Amounts in yuan; ratios to six places, null where nothing is out."""
    return {
        "as_of": found.as_of.isoformat(),
        "counts": asdict(found.counts),
        "by_bucket": {name: yuan(amount, grouped=False) for name, amount in found.book.by_bucket.items()},
        "by_class": {name: yuan(amount, grouped=False) for name, amount in found.book.by_class.items()},
        "non_performing": {name: _shown(getattr(found.book, name), 6) for name in _RATIOS},
    }


def _shown(share: Fraction | None, places: int) -> str | None:
    """A share as an exact decimal text, half away from zero in the last place."""
    if share is None:
        return None
    scaled = (2 * share.numerator * 10**places + share.denominator) // (2 * share.denominator)
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}}"


def _book_lines(found: LoanBook) -> list[str]:
    counts = asdict(found.counts).items()
    numbers = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts)
    return [
        f"{found.as_of}: {numbers}",
        *(f"{name:<18}{yuan(amount):>18}" for name, amount in found.book.by_bucket.items()),
        *(f"{name:<18}{yuan(amount):>18}" for name, amount in found.book.by_class.items()),
        *(f"{words:<18}{_shown(getattr(found.book, name), 6) or '-':>18}" for name, words in _RATIOS.items()),
    ]


VERBS = (
    Verb(("portfolio", "book"), "the book of loans, and how much is non-performing", _book_arguments, _book),
)
