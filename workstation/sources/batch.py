"""What an import hands out: one seller's record and some of its ledger rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workstation.domain.records import Applicant, Authorisation, Shop


@dataclass(frozen=True, slots=True)
class SellerBatch:
    """One seller and ledger rows of it, the rows as tuples in the order of `LEDGERS[kind].column_names`.

    `source_id` of a row is stable: the same export read again, or a later one that overlaps it, gives the
    same ids. `authorisations` is empty for an export, which carries the trade and not the consent to read it.
    With `rows_only` the applicant is named and not described: the rows belong to a file that exists already,
    and no record of it changes.
    """

    applicant: Applicant
    shops: tuple[Shop, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    rows: Mapping[str, Sequence[tuple[Any, ...]]] = field(default_factory=dict)
    rows_only: bool = False
