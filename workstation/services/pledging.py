"""Pledging what a loan is drawn against, and setting it free again.

Goes in: a loan and the assets that its draw rests on. Comes out: one act. What this workstation knows to be
pledged is refused at once; what only the hub knows is refused there, and the act stays in sight.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.pledges import ASSET, pledged_assets, pledges_in_force
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import Pledge
from workstation.errors import KnownError
from workstation.events import NOTHING, Changes
from workstation.ports import CaseStore
from workstation.services.acting import Hand

if TYPE_CHECKING:
    from workstation.lending.collateral import CollateralPolicy, Confirmation, Item, Reckoned


def reckon_base(
    file: ApplicantFile,
    basis: str,
    as_of: date,
    policy: CollateralPolicy,
    but_for: str = "",
    confirmation: Confirmation | None = None,
) -> Reckoned:
    """Every eligible item of the file's ledgers that secures no loan yet, or none but `but_for`, each order
    as `confirmation` speaks of it. Raises `KeyError` for a basis that rests on nothing."""
    from workstation.lending.collateral import reckoned_base

    pledged = pledged_assets(file.pledges, but_for)
    return reckoned_base(basis, file.ledgers, as_of, policy, pledged, confirmation)


@dataclass(frozen=True, slots=True)
class Pledging:
    cases: CaseStore
    hand: Hand

    def secure(self, file: ApplicantFile, loan_id: str, items: Iterable[Item]) -> Changes:
        """Pledge of these items for the loan what does not secure it already. Raises `KnownError` as
        `pledge`."""
        held = {asset for pledge in self.of(file, loan_id) for asset in pledge.assets}
        more = {item.asset: item.value for item in items if item.asset not in held}
        return self.pledge(file.applicant.id, loan_id, more) if more else NOTHING

    def free(self, file: ApplicantFile, loan_id: str, but_for: Container[str] = ()) -> Changes:
        """Release every pledge that secures a loan, but for those that hold one of these assets."""
        changes = NOTHING
        for pledge in self.of(file, loan_id):
            if not any(asset in but_for for asset in pledge.assets):
                changes |= self.release(file.applicant.id, pledge.id)
        return changes

    @staticmethod
    def of(file: ApplicantFile, loan_id: str) -> tuple[Pledge, ...]:
        """The loan's pledges that are in force."""
        return tuple(p for p in pledges_in_force(file.pledges) if p.loan_id == loan_id)

    def pledge(self, applicant_id: str, loan_id: str, values: Mapping[str, int]) -> Changes:
        """Pledge assets for a loan, each with its value in fen. Raises `KnownError`: `pledge.asset`,
        `pledge.taken`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        taken = pledged_assets(file.pledges)
        for asset in values:
            if not ASSET.fullmatch(asset):
                raise KnownError(
                    "pledge.asset",
                    f"{asset} names no row of a ledger",
                    where=file.applicant.source_id,
                    remedy="Write it as orders:ID, goods_documents:ID, purchase_orders:ID or invoices:ID.",
                )
            if asset in taken:
                raise KnownError(
                    "pledge.taken",
                    f"{asset} secures another loan already",
                    where=file.applicant.source_id,
                    remedy="Choose another order or document.",
                )
        if not values:
            raise KnownError(
                "pledge.asset",
                "a pledge names at least one asset, and each once",
                where=file.applicant.source_id,
                remedy="Name what the loan is drawn against.",
            )
        return self._keep(file, loan_id, values)

    def release(self, applicant_id: str, pledge_id: str) -> Changes:
        """Set everything free that a pledge holds. Raises `KnownError` (`pledge.not_pledged`)."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        found = next((p for p in pledges_in_force(file.pledges) if p.id == pledge_id), None)
        if found is None:
            raise KnownError(
                "pledge.not_pledged",
                "there is no such pledge, or it was released before",
                where=pledge_id,
                remedy="Look at the file's pledges again.",
            )
        values = dict(zip(found.assets, found.values, strict=True))
        return self._keep(file, found.loan_id, values, releases=pledge_id)

    def _keep(
        self, file: ApplicantFile, loan_id: str, values: Mapping[str, int], releases: str = ""
    ) -> Changes:
        pledge = Pledge(
            id=self.hand.new_id(),
            applicant_id=file.applicant.id,
            loan_id=loan_id,
            assets=tuple(values),
            values=tuple(values.values()),
            pledged_by=self.hand.officer.id,
            pledged_at=self.hand.moment(),
            releases=releases,
        )
        return self.hand.act(
            ActKind.PLEDGE_ASSETS, file.applicant.id, encode(pledge), base_version=file.version
        )
