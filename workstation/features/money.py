"""Amounts of the ledgers' currency in yuan and fen, by an exact rate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workstation.domain.money import round_fen
from workstation.errors import KnownError


@dataclass(frozen=True, slots=True)
class Conversion:
    """`rate` is yuan per unit of the ledgers' currency."""

    rate: Fraction

    @classmethod
    def at(cls, rate: float | Fraction) -> Conversion:
        """A float counts as its shortest decimal text, so that 0.85 is exactly 85/100.

        Raises `KnownError` `features.rate` for a rate that is not above zero or not a number.
        """
        try:
            exact = rate if isinstance(rate, Fraction) else Fraction(str(rate))
        except ValueError:
            exact = Fraction(0)
        if exact <= 0:
            raise KnownError(
                "features.rate",
                f"an exchange rate of {rate} cannot turn amounts into yuan",
                remedy="Set the rate of the ledger's currency, in yuan per unit, above zero.",
            )
        return cls(exact)

    def yuan(self, hundredths: int | Fraction | None) -> float | None:
        """Hundredths of the ledgers' currency in yuan; one correctly rounded division."""
        return None if hundredths is None else float(hundredths * self.rate / 100)

    def fen(self, hundredths: int | Fraction | None) -> int | None:
        return None if hundredths is None else round_fen(Fraction(hundredths) * self.rate)
