"""What is pledged now (`hub.ports.PledgeShelf`): the table's key is what finances an asset once."""

from __future__ import annotations

import sqlalchemy as sa

from db.workshop.tables import PLEDGED_ASSET


class Pledges:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def holder(self, asset: str) -> str | None:
        query = sa.select(PLEDGED_ASSET.c.loan_id).where(PLEDGED_ASSET.c.asset == asset)
        return self._connection.execute(query).scalar_one_or_none()

    def take(self, asset: str, *, applicant_id: str, loan_id: str, act_id: str) -> None:
        row = {"asset": asset, "applicant_id": applicant_id, "loan_id": loan_id, "act_id": act_id}
        self._connection.execute(sa.insert(PLEDGED_ASSET).values(row))

    def free(self, asset: str, loan_id: str) -> bool:
        held = sa.delete(PLEDGED_ASSET).where(
            PLEDGED_ASSET.c.asset == asset, PLEDGED_ASSET.c.loan_id == loan_id
        )
        return self._connection.execute(held).rowcount == 1
