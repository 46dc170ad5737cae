"""Beyond the reasons: what would change it, who is comparable, what missing records cost."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.helpers.explaining import explaining_models, silent_models
from tests.services.conftest import OpenOffice
from tests.services.office import Office
from workstation.domain.lending import Outcome
from workstation.features import DICTIONARY
from workstation.lending import Rulebook
from workstation.paths import resources
from workstation.scoring import Grade
from workstation.services.comparing import (
    COMPARED,
    compare,
    cost_of_missing,
    neighbours_for,
    points_by_domain,
)
from workstation.services.explained import Advice
from workstation.services.levers import Levers, load_levers
from workstation.services.models import Models
from workstation.services.values import Appraisal
from workstation.services.ways_out import advise

Advise: TypeAlias = Callable[[Appraisal], Advice]

DECLINED_BY_SCORE = "sample:S015"
DECLINED_AND_TOO_SMALL = "sample:S016"
LENT_TO = ("sample:S001", "sample:S004", "sample:S006", "sample:S020")


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return explaining_models(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def levers() -> Levers:
    return load_levers(resources() / "reasons" / "levers.toml")


@pytest.fixture
def office(sit_down: OpenOffice, explained: Models) -> Office:
    return sit_down(models=explained)


@pytest.fixture
def advice(office: Office, rules: Rulebook, levers: Levers) -> Advise:
    def of(appraisal: Appraisal) -> Advice:
        suite = office.appraisals.models.current()
        return advise(appraisal, suite, rules, levers, office.appraisals.what_if)

    return of


class TestWhatWouldChangeIt:
    def test_a_decline_by_the_score_has_a_way_out_that_holds_when_scored_again(
        self, office: Office, advice: Advise
    ) -> None:
        appraisal = office.appraisals.appraise(DECLINED_BY_SCORE)
        found = advice(appraisal)
        assert (found.aim, found.target) == ("admission", 0.16)
        assert found.ways
        for way in found.ways:
            again = office.appraisals.what_if(appraisal, {m.feature: m.after for m in way.moved})
            assert again.assessment.probability == way.probability <= 0.16
            assert again.proposal.outcome is way.outcome
            assert way.outcome.lends
            assert way.still is None

    def test_what_would_still_stand_in_the_way_is_said(self, office: Office, advice: Advise) -> None:
        """A good score is not a limit: this one asks for too little business to lend on."""
        found = advice(office.appraisals.appraise(DECLINED_AND_TOO_SMALL))
        assert found.ways
        assert all(way.outcome is Outcome.DECLINE and way.still is not None for way in found.ways)

    @pytest.mark.parametrize("seller", LENT_TO)
    def test_who_is_lent_to_hears_of_the_next_better_grade(
        self, office: Office, advice: Advise, seller: str
    ) -> None:
        appraisal = office.appraisals.appraise(seller)
        found = advice(appraisal)
        assert found.aim == "grade"
        grades = [grade.name for grade in appraisal_grades(office)]
        for way in found.ways:
            assert grades.index(way.grade) < grades.index(appraisal.assessment.grade)

    @pytest.mark.parametrize("seller", [DECLINED_BY_SCORE, *LENT_TO])
    def test_only_what_can_be_changed_moves_and_the_right_way(
        self, office: Office, advice: Advise, levers: Levers, seller: str
    ) -> None:
        movable = {move.feature for lever in levers.levers for move in lever.moves}
        appraisal = office.appraisals.appraise(seller)
        for way in advice(appraisal).ways:
            assert way.how
            assert way.days >= 30
            for moved in way.moved:
                assert moved.feature in movable
                assert moved.before == appraisal.assessment.features.get(moved.feature)
                assert (moved.after - moved.before) * int(DICTIONARY[moved.feature].direction) < 0

    def test_a_step_less_would_not_do(self, office: Office, advice: Advise) -> None:
        """Cancelled orders fall in steps of a point; the way goes two steps, because one is not enough."""
        appraisal = office.appraisals.appraise("sample:S020")
        found = advice(appraisal)
        (moved,) = next(way.moved for way in found.ways if way.moved[0].feature == "shop_cancel_share")
        assert moved.before - moved.after == pytest.approx(0.02)
        again = office.appraisals.what_if(appraisal, {moved.feature: moved.after + 0.01})
        assert (again.assessment.probability or 0) > (found.target or 0)

    def test_a_hard_rule_is_not_talked_away(self, office: Office, advice: Advise) -> None:
        found = advice(office.appraisals.appraise("sample:S019"))
        assert (found.aim, found.ways, found.nearest) == ("", (), None)
        assert found.why_none is not None
        assert "rule" in found.why_none.en

    def test_where_no_model_speaks_evidence_comes_first(self, office: Office, advice: Advise) -> None:
        found = advice(office.appraisals.appraise("sample:S021"))
        assert found.why_none is not None
        assert "evidence" in found.why_none.en

    def test_the_same_question_has_the_same_answer(self, office: Office, advice: Advise) -> None:
        appraisal = office.appraisals.appraise(DECLINED_BY_SCORE)
        assert advice(appraisal) == advice(appraisal)

    def test_nothing_of_it_is_kept(self, office: Office, advice: Advise) -> None:
        before = office.appraisals.appraise(DECLINED_BY_SCORE)
        advice(before)
        after = office.appraisals.appraise(DECLINED_BY_SCORE)
        assert (after.assessment, after.proposal) == (before.assessment, before.proposal)


class TestReasons:
    def test_are_given_against_the_just_approved(self, office: Office) -> None:
        rationale = office.appraisals.appraise(DECLINED_BY_SCORE).proposal.rationale
        assert "just-approved median" in rationale.method
        assert len(rationale.against) == 4

    def test_none_is_absurd(self, office: Office, explained: Models, rules: Rulebook) -> None:
        """No reason against is one where the applicant is no worse than the reference on every figure."""
        judged = 0
        for number in range(1, 27):
            appraisal = office.appraisals.appraise(f"sample:S{number:03}")
            output = appraisal.assessment.output
            if output is None:
                continue
            entry = explained.current().model(output.model).entry
            reference = dict(zip(entry.features, entry.reference, strict=True))
            for reason in appraisal.proposal.rationale.against:
                row = rules.reasons.reason_of(reason.features[0]) if reason.features else None
                if row is None:
                    continue
                judged += 1
                read = [name for name in row.features if name in reference]
                assert any(_worse(name, appraisal, reference) for name in read), (number, reason.code)
        assert judged > 20

    def test_points_by_kind_of_evidence_add_up_to_those_of_the_figures(self, office: Office) -> None:
        for seller in (DECLINED_BY_SCORE, *LENT_TO):
            output = office.appraisals.appraise(seller).assessment.output
            assert output is not None
            domains = points_by_domain(output)
            whole = math.fsum(c.points for c in output.against)
            assert math.fsum(points for _, points in domains) == pytest.approx(whole, abs=1e-5)
            assert [abs(p) for _, p in domains] == sorted((abs(p) for _, p in domains), reverse=True)
        assert points_by_domain(None) == ()

    def test_a_decision_on_them_replays(self, office: Office) -> None:
        made = office.decide(DECLINED_BY_SCORE.partition(":")[2])
        assert office.decisions.replay(made.id).same


class TestComparableCases:
    def test_are_counted_with_what_became_of_them(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        found = compare(office.appraisals.appraise("sample:S001"), suite)
        assert found is not None
        assert (found.model, found.simulated, found.count) == ("pd_shop", True, COMPARED)
        assert 0 <= found.bad <= found.count < found.set_count == 300
        likeness = [case.likeness for case in found.nearest]
        assert likeness == sorted(likeness, reverse=True)
        assert all(case.differences for case in found.nearest)

    def test_are_weighed_by_what_moved_this_applicant(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        appraisal = office.appraisals.appraise(DECLINED_BY_SCORE)
        output = appraisal.assessment.output
        assert output is not None
        at_large = suite.model("pd_shop").neighbours
        here = neighbours_for(appraisal, suite)
        assert at_large is not None
        assert here is not None
        assert here.weights.sum() == pytest.approx(1.0, abs=1e-5)
        strongest = max(range(len(output.against)), key=lambda n: abs(output.against[n].points))
        assert here.weights[strongest] > at_large.weights[strongest]

    def test_are_not_invented_for_a_bundle_without_any(self, sit_down: OpenOffice, tmp_path: Path) -> None:
        models = silent_models(tmp_path)
        appraisal = sit_down(models=models).appraisals.appraise("sample:S001")
        suite = models.of(appraisal.assessment.bundle)
        assert compare(appraisal, suite) is None
        assert cost_of_missing(appraisal, suite) == ()


class TestWhatMissingRecordsCost:
    def test_a_ledger_that_is_not_there_has_its_price_between_weak_and_strong(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        costs = {c.domain.value: c for c in cost_of_missing(office.appraisals.appraise("sample:S024"), suite)}
        reviews = costs["trading"]
        assert reviews.covered, "other records of trading are there"
        assert set(reviews.features) == {"shop_stars_mean", "shop_negative_review_share"}
        assert reviews.weak is not None
        assert reviews.usual is not None
        assert reviews.strong is not None
        assert reviews.weak <= reviews.usual <= reviews.strong
        assert reviews.strong > 0

    def test_what_no_model_reads_has_no_price(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        costs = {c.domain.value: c for c in cost_of_missing(office.appraisals.appraise("sample:S024"), suite)}
        assert costs["financials"].usual is None
        assert not costs["financials"].covered

    def test_a_complete_file_of_one_model_lacks_nothing_that_it_reads(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        costs = cost_of_missing(office.appraisals.appraise("sample:S001"), suite)
        assert all(cost.features == () for cost in costs)

    def test_without_a_model_nothing_is_reckoned(self, office: Office) -> None:
        suite = office.appraisals.models.current()
        assert cost_of_missing(office.appraisals.appraise("sample:S021"), suite) == ()


def test_figures_off_by_less_than_their_last_place_leave_the_principal_reason(office: Office) -> None:
    appraisal = office.appraisals.appraise(DECLINED_BY_SCORE)
    first = [reason.code for reason in appraisal.proposal.rationale.against]
    for sign in (-1, 1):
        nudged = {
            name: None if value is None else value + sign * 0.4 * 10.0 ** -DICTIONARY[name].places
            for name, value in appraisal.assessment.features.values.items()
        }
        again = office.appraisals.what_if(appraisal, nudged).proposal.rationale.against
        assert [reason.code for reason in again] == first


def appraisal_grades(office: Office) -> tuple[Grade, ...]:
    return office.appraisals.models.current().model("pd_shop").entry.scale.grades


def _worse(name: str, appraisal: Appraisal, reference: dict[str, float | None]) -> bool:
    own, theirs = appraisal.assessment.features.get(name), reference[name]
    if own is None or theirs is None:
        return own is None and theirs is not None
    sign = int(DICTIONARY[name].direction)
    return own != theirs if sign == 0 else (own - theirs) * sign > 0
