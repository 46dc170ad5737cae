"""Scenarios that were published, and their risk budgets (`hub.ports.ScenarioShelf`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa

from db.workshop.tables import SCENARIO, SCENARIO_SHARE, SCENARIO_USE
from workstation.domain.scenarios import BudgetShare, BudgetState, KeptScenario, ScenarioTerms
from workstation.domain.workshop import Device


class Scenarios:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, kept: KeptScenario) -> None:
        terms = kept.terms
        row = {
            "id": terms.id,
            "version": terms.version,
            "sha256": terms.sha256,
            "starts": terms.starts.isoformat(),
            "until": terms.until.isoformat(),
            "budget": terms.budget,
            "most_each": terms.most_each,
            "body": kept.body,
            "signatures": kept.signatures,
            "published_at": kept.published_at,
        }
        self._connection.execute(sa.insert(SCENARIO).values(row))

    def newest(self) -> tuple[KeptScenario, ...]:
        later = SCENARIO.alias("later")
        replaced = sa.exists().where(later.c.id == SCENARIO.c.id, later.c.version > SCENARIO.c.version)
        query = sa.select(SCENARIO).where(~replaced).order_by(SCENARIO.c.id)
        return tuple(_kept(row) for row in self._connection.execute(query))

    def called(self, sha256: str) -> KeptScenario | None:
        query = sa.select(SCENARIO).where(SCENARIO.c.sha256 == sha256)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _kept(row)

    def used(self, terms: ScenarioTerms) -> int:
        days = SCENARIO_USE.c.day.between(terms.starts.isoformat(), terms.until.isoformat())
        query = sa.select(sa.func.coalesce(sa.func.sum(SCENARIO_USE.c.amount), 0))
        query = query.where(SCENARIO_USE.c.scenario_id == terms.id, days)
        return int(self._connection.execute(query).scalar_one())

    def use(
        self, scenario_id: str, *, applicant_id: str, application_id: str, decision_id: str,
        officer_id: str, amount: int, day: date,
    ) -> None:  # fmt: skip
        row = {
            "applicant_id": applicant_id,
            "application_id": application_id,
            "scenario_id": scenario_id,
            "decision_id": decision_id,
            "officer_id": officer_id,
            "amount": amount,
            "day": day.isoformat(),
        }
        self._connection.execute(sa.insert(SCENARIO_USE).values(row))

    def taken(self, applicant_id: str, application_id: str) -> Mapping[str, int]:
        query = sa.select(SCENARIO_USE.c.scenario_id, SCENARIO_USE.c.amount)
        rows = self._connection.execute(query.where(_on(applicant_id, application_id)))
        return {row.scenario_id: row.amount for row in rows}

    def free(self, applicant_id: str, application_id: str, keep: Collection[str] = ()) -> None:
        others = SCENARIO_USE.c.scenario_id.not_in(sorted(keep))
        self._connection.execute(sa.delete(SCENARIO_USE).where(_on(applicant_id, application_id), others))

    def shares(self, scenario_id: str) -> Mapping[str, BudgetShare]:
        query = sa.select(SCENARIO_SHARE).where(SCENARIO_SHARE.c.scenario_id == scenario_id)
        return {
            row.device_id: BudgetShare(row.amount, date.fromisoformat(row.until))
            for row in self._connection.execute(query)
        }

    def put_share(self, scenario_id: str, device_id: str, share: BudgetShare) -> None:
        this = sa.and_(SCENARIO_SHARE.c.scenario_id == scenario_id, SCENARIO_SHARE.c.device_id == device_id)
        row = {"amount": share.amount, "until": share.until.isoformat()}
        if self._connection.execute(sa.update(SCENARIO_SHARE).where(this).values(row)).rowcount == 0:
            named = row | {"scenario_id": scenario_id, "device_id": device_id}
            self._connection.execute(sa.insert(SCENARIO_SHARE).values(named))

    def states(self, device: Device) -> Mapping[str, BudgetState]:
        """Of the newest versions that have a budget."""
        found: dict[str, BudgetState] = {}
        for kept in self.newest():
            terms = kept.terms
            if terms.budget is not None:
                share = self.shares(terms.id).get(device.id)
                if share is not None:
                    share = BudgetShare(share.amount, share.until, self._counted(terms, device.officer.id))
                found[terms.id] = BudgetState(self.used(terms), share)
        return found

    def _counted(self, terms: ScenarioTerms, officer_id: str) -> tuple[str, ...]:
        query = (
            sa.select(SCENARIO_USE.c.decision_id)
            .where(
                SCENARIO_USE.c.scenario_id == terms.id,
                SCENARIO_USE.c.officer_id == officer_id,
                SCENARIO_USE.c.day.between(terms.starts.isoformat(), terms.until.isoformat()),
            )
            .order_by(SCENARIO_USE.c.decision_id)
        )
        return tuple(self._connection.execute(query).scalars())


def _on(applicant_id: str, application_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        SCENARIO_USE.c.applicant_id == applicant_id, SCENARIO_USE.c.application_id == application_id
    )


def _kept(row: sa.Row[tuple[object, ...]]) -> KeptScenario:
    terms = ScenarioTerms(
        row.id,
        row.version,
        row.sha256,
        date.fromisoformat(row.starts),
        date.fromisoformat(row.until),
        row.budget,
        row.most_each,
    )
    return KeptScenario(terms, row.body, row.signatures, row.published_at)
