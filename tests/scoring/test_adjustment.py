"""What puts forecasts right, as a signed file: whole and from whom we trust, or not at all."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation import crypto
from workstation.domain.assessment import BundleRef
from workstation.errors import KnownError
from workstation.scoring import TrustRoot
from workstation.scoring.adjustment import ADJUSTMENT, Adjustment, read_adjustment, write_adjustment
from workstation.scoring.own_trees import OwnTrees
from workstation.scoring.putting_right import PutRight, amounts_of

KEYS = [crypto.new_keypair()[0] for _ in range(2)]
TRUST = TrustRoot.of(map(crypto.public_key, KEYS))
PLACES = (0.1, 0.5, 0.9)
OWN = OwnTrees(
    ("pace_month", "pace_variation"),
    (((0, 0.25, True, -0.5, -0.25),), ((0, 0.25, True, (1, 0.5, False, 0.0, 0.125), 0.25), 0.5), ((1.0,))),
)
PART = PutRight(90, PLACES, 0.01, 0.5, 0.2, 0.0, (-0.1, 0.0, 0.1), 4, 800, OWN, 0.05)
MADE = Adjustment(BundleRef("sellers", 2, "ab" * 32), date(2026, 10, 31), 200, (PART,))
figure = st.floats(-2, 2)


def test_it_is_read_back_as_it_was_signed(tmp_path: Path) -> None:
    write_adjustment(tmp_path, MADE, KEYS, TRUST)
    assert read_adjustment(tmp_path, TRUST) == MADE
    assert MADE.last(90) == date(2027, 1, 29)
    assert (MADE.of(90), MADE.of(30)) == (PART, None)


def test_where_there_is_none_none_is_read(tmp_path: Path) -> None:
    assert read_adjustment(tmp_path, TRUST) is None


@pytest.mark.parametrize("keys", [KEYS[:1], [KEYS[0], KEYS[0]], [KEYS[0], crypto.new_keypair()[0]]])
def test_one_signature_is_not_enough_and_nothing_is_written(tmp_path: Path, keys: list[bytes]) -> None:
    with pytest.raises(KnownError, match=r"bundle\.signature"):
        write_adjustment(tmp_path, MADE, keys, TRUST)
    assert not (tmp_path / ADJUSTMENT).exists()


def test_a_figure_changed_after_signing_is_refused(tmp_path: Path) -> None:
    path = write_adjustment(tmp_path, MADE, KEYS, TRUST)
    path.write_bytes(path.read_bytes().replace(b'\\"shift\\":0.2', b'\\"shift\\":0.9'))
    with pytest.raises(KnownError, match=r"bundle\.signature"):
        read_adjustment(tmp_path, TRUST)


def test_another_trust_root_refuses_it(tmp_path: Path) -> None:
    write_adjustment(tmp_path, MADE, KEYS, TRUST)
    others = TrustRoot.of(crypto.new_keypair()[1] for _ in range(2))
    with pytest.raises(KnownError, match=r"bundle\.signature"):
        read_adjustment(tmp_path, others)


def signed(folder: Path, changed: Any) -> None:
    """A file of any content under good signatures."""
    from workstation.scoring.signed_file import write_signed

    write_signed(folder / ADJUSTMENT, "adjustment", json.dumps(changed).encode(), KEYS, TRUST)


@pytest.mark.parametrize(
    "change",
    [
        {"widths": [0.0]},
        {"places": [0.9, 0.5, 0.1]},
        {"shift": 1e9},
        {"growth": math.nan},
        {"growth": 10**400},
        {"days": math.inf},
        {"horizon": 0},
        {"horizon": 10**7},
        {"own": {"features": ["pace_month"], "quantiles": [[10**400]] * 3}},
        {"own": {"features": ["pace_month"], "quantiles": [[[1, 0.0, True, 0.0, 0.0]]] * 3}},
        {"own": {"features": ["pace_month"], "quantiles": [[0.0]]}},
        {"own": {"features": ["pace_month"], "quantiles": [[[0, 0.0, True, 0.0]]] * 3}},
    ],
)
def test_signatures_do_not_make_sense_of_nonsense(tmp_path: Path, change: dict[str, Any]) -> None:
    plain = json.loads(MADE.to_bytes())
    plain["parts"][0] |= change
    signed(tmp_path, plain)
    with pytest.raises(KnownError, match=r"bundle\.damaged"):
        read_adjustment(tmp_path, TRUST)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"[" * 100_000,
        b'{"adjustment": ' + b"[" * 100_000,
        b'{"adjustment": "\\ud800", "signatures": []}',
        b'{"adjustment": "{}"}',
        b'{"adjustment": "{}", "signatures": 1e999}',
        '{"adjustment": "{}", "signatures": []}'.encode("utf-16"),
    ],
)
def test_what_is_no_signed_file_is_refused_as_a_bundle_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ADJUSTMENT).write_bytes(content)
    with pytest.raises(KnownError, match=r"bundle\.(damaged|signature)"):
        read_adjustment(tmp_path, TRUST)


def test_lists_without_an_end_are_no_adjustment_however_well_signed(tmp_path: Path) -> None:
    from workstation.scoring.signed_file import write_signed

    for body in (b"[" * 100_000, b'{"format": 1, "bundle": ' + b"[" * 100_000):
        write_signed(tmp_path / ADJUSTMENT, "adjustment", body, KEYS, TRUST)
        with pytest.raises(KnownError, match=r"bundle\.damaged"):
            read_adjustment(tmp_path, TRUST)


def test_a_newer_format_asks_for_a_newer_program(tmp_path: Path) -> None:
    signed(tmp_path, json.loads(MADE.to_bytes()) | {"format": 2})
    with pytest.raises(KnownError, match=r"bundle\.version"):
        read_adjustment(tmp_path, TRUST)


@given(
    st.lists(figure, min_size=3, max_size=3),
    st.lists(figure, min_size=3, max_size=3),
    st.tuples(figure, figure, figure, figure, st.floats(0, 1)),
    st.tuples(figure | st.just(math.nan), figure | st.just(math.nan)),
    st.booleans(),
)
def test_quantiles_put_right_rise_whatever_puts_them_right(
    logs: list[float], widths: list[float], moved: tuple[float, ...], told: tuple[float, float], trees: bool
) -> None:
    growth, season, shift, centre, unsure = moved
    part = PutRight(
        90, PLACES, growth, season, shift, unsure, tuple(widths), 1, 1, OWN if trees else None, centre
    )
    one = np.array([[0.3]])
    right = part.of(np.sort([logs], axis=1), one[0], np.array([told]))
    assert (np.diff(right[0]) >= 0).all()
    amounts = amounts_of(right, np.array([900.0]), np.array([1000.0]))
    assert (np.diff(amounts[0]) >= 0).all() and (amounts >= 0).all()


def test_one_that_knows_nothing_leaves_a_forecast_as_it_was() -> None:
    nothing = PutRight(90, PLACES, 0.0, 0.0, 0.0, 0.0, (0.0,) * 3, 0, 0)
    logs = np.array([[-0.5, 0.1, 0.7]])
    assert nothing.of(logs, np.zeros(1), None) == pytest.approx(logs)
    unsure = replace(nothing, unsure=0.3).of(logs, np.zeros(1), None)[0]
    assert unsure[1] == pytest.approx(0.1)
    assert unsure[0] == pytest.approx(0.1 - math.hypot(0.6, 0.3 * 1.2815515655))


def test_the_markets_growth_counts_from_the_middle_of_the_last_quarter_to_that_of_the_next() -> None:
    part = PutRight(30, PLACES, 0.05, 0.5, 0.0, 0.0, (0.0,) * 3, 0, 0)
    moved = part.of(np.zeros((1, 3)), np.array([0.4]), None)
    assert moved[0] == pytest.approx([0.05 * 2 + 0.5 * 0.4] * 3)


def test_a_missing_figure_goes_where_the_tree_sends_it() -> None:
    rows = np.array([[0.2, 0.6], [0.3, 0.6], [math.nan, math.nan]])
    assert OWN.logs(rows).tolist() == [[-0.5, 0.625, 1.0], [-0.25, 0.75, 1.0], [-0.5, 0.625, 1.0]]
