"""From a seed to a signed bundle: a small run, whole, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workstation import crypto
from workstation.errors import KnownError
from workstation.scoring import TrustRoot, load_bundle
from workstation.training import TrainingReport, run, train_bundle
from workstation.training.pipeline import read_key

CREATED = date(2026, 11, 20)
SELLERS = 240


@pytest.fixture(scope="module")
def keys() -> list[tuple[bytes, bytes]]:
    return [crypto.new_keypair() for _ in range(3)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[bytes, bytes]]) -> TrainingReport:
    """A run as the command line makes it, keys from files: one raw, one in hex."""
    folder = tmp_path_factory.mktemp("run")
    raw, hexed = folder / "algorithm.key", folder / "business.key"
    raw.write_bytes(keys[0][0])
    hexed.write_text(keys[1][0].hex() + "\n")
    return run(
        out=folder / "models", seed=5, sellers=SELLERS, key_files=[raw, hexed], created=CREATED, threads=1
    )


def test_two_signatures_make_a_bundle_that_loads_and_reproduces_its_goldens(
    report: TrainingReport, keys: list[tuple[bytes, bytes]]
) -> None:
    suite = load_bundle(report.folder, TrustRoot.of(public for _, public in keys))
    assert report.signatures == 2
    assert [m.entry.id for m in suite.models] == ["pd_shop", "pd_invoice"]
    assert suite.golden_check() >= 20
    for model in suite.trees:
        assert len(model.entry.reference) == len(model.entry.features), "whom reasons are given against"
        assert model.neighbours is not None
        assert model.neighbours.simulated
        assert len(model.neighbours) == SELLERS


def test_one_thread_or_two_the_bytes_are_the_same(report: TrainingReport, tmp_path: Path) -> None:
    again = train_bundle(tmp_path, seed=5, sellers=SELLERS, created=CREATED, threads=2)
    for name in ("pd_shop.txt", "pd_invoice.txt", "golden.json", "card.md", "manifest.json"):
        assert (again.folder / name).read_bytes() == (report.folder / name).read_bytes(), name


def test_no_promise_is_broken_and_no_figure_is_missing(report: TrainingReport) -> None:
    for evaluation in report.evaluations:
        assert evaluation.promises.blank_cases > 1000
        assert evaluation.promises.blank_violations == 0.0
        assert evaluation.promises.ledger_violations == 0.0
        assert evaluation.promises.monotone_violations == 0.0
        assert evaluation.shifted.rows == SELLERS // 2
        assert 0.5 < evaluation.shifted.auc <= 1.0


def test_the_report_is_plain_data(report: TrainingReport) -> None:
    plain = report.to_json()
    assert plain["folder"].endswith("sellers-1")
    assert plain["evaluations"][0]["shifted"]["rows"] == SELLERS // 2


def test_the_card_says_first_that_the_sellers_were_simulated(report: TrainingReport) -> None:
    card = (report.folder / "card.md").read_text(encoding="utf-8")
    assert card.splitlines()[0] == "Trained on simulated sellers; not validated on real loans."


def test_too_few_sellers_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        train_bundle(tmp_path, seed=1, sellers=10, created=CREATED)
    assert refused.value.code == "train.sellers"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"short", b"zz" * 32, bytes(31)])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.key"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        read_key(path)
    assert refused.value.code == "train.key"


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="nowhere") as refused:
        read_key(tmp_path / "nowhere.key")
    assert refused.value.code == "train.key"
