"""What a model would do to cost and to the customer's time, by what was recorded and nothing else."""

from __future__ import annotations

import pytest

from tests.portfolio.test_monitor import row
from workstation.paths import resources
from workstation.portfolio import load_portfolio_policy
from workstation.services.aims import aims_by

POLICY = load_portfolio_policy(resources() / "policies/portfolio.toml")
LENT = row(waiting_days=1, documents=2, visits=0)
DECLINED = row(outcome="decline", drawn_on=None, waiting_days=5, documents=4)
REFERRED = row(outcome="refer", drawn_on=None, waiting_days=30, documents=9)


def test_lending_to_fewer_moves_the_means_toward_those_declined() -> None:
    aims = aims_by([LENT, DECLINED, REFERRED], POLICY, 0.16)
    everybody, half = aims([0.01, 0.02]), aims([0.01, 0.9])
    assert everybody.waiting_days == 1.0 and half.waiting_days == 3.0
    assert half.documents == 3.0
    lent, declined = 0.20 + 1.0 + 2.0, 0.20 + 1.0 + 4.0
    assert half.cost_yuan == pytest.approx((lent + declined) / 2)


def test_what_was_recorded_of_one_kind_alone_is_that_kinds() -> None:
    assert aims_by([LENT, DECLINED, REFERRED], POLICY, 0.16)([0.01, 0.9]).visits == 0.0


def test_a_model_that_declines_more_answers_for_the_complaints_of_those_declined() -> None:
    heard = [row(complaints=0), row(outcome="decline", drawn_on=None, complaints=3)]
    aims = aims_by(heard, POLICY, 0.16)
    assert (aims([0.01]).complaints, aims([0.01, 0.9]).complaints) == (0.0, 0.5)


def test_what_nobody_recorded_stays_unknown() -> None:
    aims = aims_by([row()], POLICY, 0.16)([0.5])
    assert (aims.waiting_days, aims.visits, aims.documents, aims.complaints) == (None,) * 4
    assert aims_by([], POLICY, 0.16)([]).cost_yuan is None
