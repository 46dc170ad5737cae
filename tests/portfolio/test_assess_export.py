"""`portfolio assess`: every applicant of an export gets a line, scored as the desk would score it."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import applicant, ledgers, moment
from tests.features.test_point_in_time import FUTURE, PAST
from tests.functional.command import warm
from tests.portfolio.exports import delivery, two_firms
from workstation.domain.ledger import LEDGERS, Ledgers
from workstation.domain.records import Applicant
from workstation.errors import KnownError
from workstation.lending import load_rulebook
from workstation.paths import resources
from workstation.portfolio import COLUMNS, AssessedLine, Gathered, Tally
from workstation.scoring import open_suite
from workstation.services.currency import load_currencies
from workstation.services.portfolio_assessing import BookTerms, assess_files

AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def terms() -> BookTerms:
    return BookTerms(
        open_suite(resources() / "models"),
        load_rulebook(resources()),
        load_currencies(resources() / "policies/currencies.toml"),
        "credit",
    )


def lines(terms: BookTerms, held: Ledgers, who: Applicant | None = None) -> list[AssessedLine]:
    with Gathered.of([delivery(who or applicant(), held)]) as gathered:
        return list(assess_files(gathered.files(), terms))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_firm_of_an_export_has_a_line_and_who_has_no_answer_says_why(tmp_path: Path) -> None:
    export, out = two_firms(tmp_path / "book"), tmp_path / "lines.csv"
    said = warm("portfolio", "assess", "--source", "cumcm", export, "--out", out, "--json").json
    rows = {row["applicant"]: row for row in table(out)}
    assert tuple(rows["E1"]) == COLUMNS
    assert set(rows) == {"E1", "E2", "E3"}
    known = rows["E1"]
    assert 0 < float(known["pd"]) < 1 and known["grade"] and known["limit_yuan"] and known["reasons"]
    assert known["coverage"] == "supply_chain; trades_around"
    for thin in (rows["E2"], rows["E3"]):
        assert thin["pd"] or (thin["reasons"] and thin["why"])
    assert rows["E3"]["pd"] == "" and rows["E3"]["limit_yuan"] == ""
    assert said["applicants"] == 3 and said["assessed"] == sum(bool(row["pd"]) for row in rows.values())
    assert said["assumed"]["request"]["product"] == "credit"
    assert "imulated" in said["trained_on"]


def test_a_firm_is_assessed_on_the_day_of_its_last_record_or_on_one_day_for_all(tmp_path: Path) -> None:
    export, out = two_firms(tmp_path / "book"), tmp_path / "lines.csv"
    words = ("portfolio", "assess", "--source", "cumcm", export, "--out", out)
    warm(*words)
    own = {row["applicant"]: row["as_of"] for row in table(out)}
    assert own["E1"] == "2019-05-06"  # its last purchase
    assert own["E2"] == "2018-01-13"
    warm(*words, "--as-of", "2018-12-31")
    assert {row["as_of"] for row in table(out)} == {"2018-12-31"}


def test_the_line_is_what_the_suite_itself_says(terms: BookTerms) -> None:
    from workstation.domain.records import ApplicantFile
    from workstation.features import compute_features, coverage_of

    held = ledgers(**PAST)
    (line,) = lines(terms, held)
    file = ApplicantFile(applicant(), ledgers=held)
    features = compute_features(held, applicant(), AS_OF)
    alone = terms.suite.assess(features, coverage_of(file, AS_OF), "test:S1")
    assert (line.pd, line.grade, line.model) == (alone.probability, alone.grade, alone.leading)
    assert line.row()[1] == repr(alone.probability)


def test_rows_of_the_future_in_every_ledger_move_no_cell_of_the_line(terms: BookTerms) -> None:
    tomorrow = moment(AS_OF + timedelta(days=1), 0)
    dated = replace(terms, as_of=AS_OF)
    planted: dict[str, list[dict[str, Any]]] = {
        kind: [*PAST.get(kind, []), {**FUTURE[kind], "source_id": "planted", LEDGERS[kind].when: tomorrow}]
        for kind in LEDGERS
    }
    assert lines(dated, ledgers(**planted)) == lines(dated, ledgers(**PAST))


def test_an_id_that_a_spreadsheet_would_run_is_only_shown(terms: BookTerms) -> None:
    (line,) = lines(terms, ledgers(**PAST), applicant(source_id="=cmd()"))
    assert line.row()[0] == "'=cmd()"


def test_a_currency_without_a_rate_is_a_line_with_its_reason(terms: BookTerms) -> None:
    (line,) = lines(terms, ledgers(**PAST), applicant(currency="XAU"))
    assert line.reasons == ("currency.unknown",) and line.pd is None and line.limit is None


def test_a_product_that_lends_nothing_itself_is_refused_before_anything_is_read(terms: BookTerms) -> None:
    with pytest.raises(KnownError) as refused:
        assess_files(iter(()), replace(terms, product="referral"))
    assert refused.value.code == "portfolio.product"


def test_a_broken_export_leaves_no_table_behind(tmp_path: Path) -> None:
    export, out = two_firms(tmp_path / "book"), tmp_path / "out" / "lines.csv"
    (export / "firms.csv").unlink()
    error = warm("portfolio", "assess", "--source", "cumcm", export, "--out", out, "--json").error
    assert error["code"] == "source.file_missing"
    assert not out.exists()


def test_the_425_real_firms_get_an_answer_or_a_reason_and_spread_over_the_grades(
    shared: Path, tmp_path: Path
) -> None:
    """No label of these firms is known here; what can be held is that the answers are whole and differ."""
    out = tmp_path / "firms.csv"
    said = warm(
        "portfolio", "assess", "--source", "cumcm", shared / "data/cumcm2020c", "--out", out, "--json"
    ).json
    rows = table(out)
    assert len({row["applicant"] for row in rows}) == len(rows) == 425
    answered = [row for row in rows if row["pd"]]
    assert len(answered) >= 400
    assert all(row["reasons"] and row["coverage"] for row in answered)
    assert all(0 < float(row["pd"]) < 1 for row in answered)
    assert all(row["reasons"] and row["why"] for row in rows if not row["pd"])
    largest = max(said["grades"].values())
    assert len(said["grades"]) >= 4 and largest <= len(answered) / 2
    conduct = ("void", "negative", "buyer", "gap", "last_sale", "volatility", "growth", "drop")
    for moved in said["moved_by"].values():
        assert math.fsum(share for name, share in moved.items() if any(w in name for w in conduct)) > 0.3


def test_a_tally_of_nobody_has_no_quantiles() -> None:
    empty = Tally().to_json()
    assert empty["applicants"] == 0 and empty["pd"] == {} and empty["rank_agreement_with_size"] is None
