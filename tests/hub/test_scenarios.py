"""Scenarios over a hub: published by two makers, fetched by every workstation, and a budget nobody overdraws.

One hub process serves the stories, over a socket; each has a scenario and workstations of its own, which end
with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.factories import applicant
from tests.hub.lent import draw
from tests.hub.living import LivingHub, found
from tests.lending.cases import assessment, case
from tests.services.publishing import EMERGENCY, file_text, parsed, published
from tests.sync.field import Field
from tests.sync.station import Station
from workstation.domain.lending import Decision, Outcome
from workstation.domain.records import Application
from workstation.domain.scenarios import BudgetShare, PublishedScenario, StatedUse, plain_use
from workstation.errors import KnownError
from workstation.lending.case import ScenarioRef
from workstation.lending.scenarios.signing import Side

YUAN = 100
LOSS = 1_550 * YUAN
"""What is to be expected to be lost of 10,000 yuan over a year: 25 % × 62 %."""

SMALL = EMERGENCY.replace("60_000", "4_000").replace("0.20", "0.50")
"""Reaches for two approvals of 10,000 yuan, and no third."""


WITHDRAWN = date(2025, 12, 31)
_numbers = count(1)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHub]:
    with found(tmp_path_factory.mktemp("hub")) as hub:
        hub.start()
        yield hub


@pytest.fixture
def field(serving: LivingHub, tmp_path: Path) -> Iterator[Field]:
    story = Field(serving, tmp_path)
    yield story
    story.close()
    for device in serving.workshop.devices():
        serving.admin.revoke(device.id)
    for kept in serving.admin.scenarios():
        over = body(id=kept.terms.id, version=kept.terms.version + 1, starts=WITHDRAWN, until=WITHDRAWN)
        publish_at(serving, published(over))


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[LivingHub]:
    """A hub that serves nobody."""
    with found(tmp_path / "hub") as hub:
        yield hub


def body(text: str = SMALL, **values: Any) -> bytes:
    usual = {"id": f"d11-{next(_numbers)}", "starts": date(2026, 1, 1), "until": date(2099, 12, 31)}
    return file_text(text, **(usual | values))


def publish_at(hub: LivingHub, made: PublishedScenario) -> PublishedScenario:
    hub.admin.publish_scenario(made.body, made.signatures)
    return made


def publish(field: Field, made: PublishedScenario | None = None) -> PublishedScenario:
    return publish_at(field.hub, made or published(body()))


def held(station: Station) -> PublishedScenario:
    [one] = [one for one in station.cache.sync.scenarios() if parsed(one.body).until != WITHDRAWN]
    return one


def share(station: Station) -> BudgetShare:
    found = held(station).share
    assert found is not None
    return found


def approve(
    station: Station, seller: str, under: PublishedScenario | None, *, again: Application | None = None,
    outcome: Outcome = Outcome.APPROVE, stated: int | None = LOSS, **values: Any,
) -> Decision:  # fmt: skip
    """Lend 10,000 yuan to somebody whom the score alone declines, as the desk freezes it."""
    asked = again or station.application(seller, amount=10_000 * YUAN)
    refs = () if under is None else (ScenarioRef(under.id, under.version, under.sha256),)
    frozen = case(
        applicant=applicant(id=seller, opened_on=date(2022, 3, 1)),
        application=asked,
        assessment=assessment("H"),
        scenarios=refs,
    )
    frozen = replace(frozen, **values)
    uses = [plain_use(StatedUse(ref.id, ref.version, ref.sha256, stated)) for ref in refs]
    inputs = {"case": msgspec.to_builtins(frozen), "scenarios": uses}
    return station.decide(asked, outcome=outcome, inputs=inputs)


def refused(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


class TestPublishing:
    def test_a_workstation_fetches_it_whole_with_a_share_of_its_budget(self, field: Field) -> None:
        made = publish(field)
        station = field.officer(field.sellers())
        assert {"scenario", "rules"} <= station.sync().changes.kinds
        assert (held(station).body, held(station).signatures) == (made.body, made.signatures)
        assert share(station).amount == 2_000 * YUAN, "the half, though nobody else is waiting"
        changes = station.sync().changes
        assert "scenario" not in changes.kinds, "nothing new the second time"

    @pytest.mark.parametrize(
        ("made", "words"),
        [
            (published(body(), Side.ALGORITHM), r"scenario\.signature.*the business side has not"),
            (published(body(), Side.BUSINESS), r"scenario\.signature.*the algorithm side has not"),
            (
                replace(published(body(id="d11")), body=body(id="d11").replace(b"4_000", b"9_000")),
                r"scenario\.signature.*changed after",
            ),
            (published(body(SMALL[: SMALL.index("[budget]")])), r"scenario\.unbudgeted"),
        ],
    )
    def test_what_is_not_both_makers_word_or_makes_no_sense_is_refused(
        self, quiet: LivingHub, made: PublishedScenario, words: str
    ) -> None:
        with pytest.raises(KnownError, match=words):
            publish_at(quiet, made)
        assert quiet.admin.scenarios() == ()

    def test_versions_only_go_up(self, quiet: LivingHub) -> None:
        publish_at(quiet, published(body(id="d11", version=2)))
        for version in (1, 2):
            with pytest.raises(KnownError, match=r"scenario\.version.*version 2.*published already"):
                publish_at(quiet, published(body(id="d11", version=version)))
        publish_at(quiet, published(body(id="d11", version=3)))
        assert [kept.terms.version for kept in quiet.admin.scenarios()] == [3]

    def test_two_that_choose_other_models_for_the_same_sellers_are_refused(self, quiet: LivingHub) -> None:
        def choosing(digit: str, id: str) -> PublishedScenario:
            head = EMERGENCY[: EMERGENCY.index("[scope]")]
            weights = f'[weights]\nbundle = "b"\nversion = 1\nsha256 = "{digit * 64}"\n'
            return published(body(head + weights, id=id))

        publish_at(quiet, choosing("1", "a"))
        with pytest.raises(KnownError, match=r"scenario\.conflict"):
            publish_at(quiet, choosing("2", "b"))

    def test_it_is_a_link_of_the_audit_chain(self, quiet: LivingHub) -> None:
        made = publish_at(quiet, published(body()))
        last = quiet.workshop.audit(0, 100)[-1]
        assert (last.what, last.subject, last.detail) == ("scenario.publish", f"{made.id} 1", made.sha256)
        assert quiet.admin.verify_audit().broken is None


class TestBudget:
    def test_the_first_approval_beyond_it_is_refused(self, field: Field) -> None:
        sellers = field.sellers(3)
        made, station = publish(field), field.officer(sellers)
        station.sync()
        for seller in sellers[:2]:
            approve(station, seller, made)
            assert refused(station) == []
        assert held(station).used == 2 * LOSS
        approve(station, sellers[2], made)
        assert refused(station) == ["scenario.budget"]
        assert held(station).used == 2 * LOSS, "a refused approval takes nothing"

    def test_offline_two_officers_cannot_exceed_it_together(self, field: Field) -> None:
        first, second, third, fourth = field.sellers(4)
        made = publish(field)
        officer, colleague = field.officer([first, third]), field.officer([second, fourth])
        officer.sync()
        colleague.sync()
        assert (share(officer).amount, share(colleague).amount) == (2_000 * YUAN, 2_000 * YUAN)
        approve(officer, first, made)
        approve(colleague, second, made)
        assert refused(officer) == refused(colleague) == []
        approve(officer, third, made)  # a workstation that does not keep to its share
        assert refused(officer) == ["scenario.budget"]

    def test_two_laptops_of_one_officer_share_what_one_officer_may_have(self, field: Field) -> None:
        first, second = field.sellers(2)
        made = publish(field, published(body(SMALL.replace("4_000", "8_000"))))
        laptop = field.officer([first, second])
        tablet = field.second_device(laptop)
        laptop.sync()
        tablet.sync()
        assert (share(laptop).amount, share(tablet).amount) == (2_000 * YUAN, 2_000 * YUAN), "of 4,000"
        approve(tablet, first, made)
        approve(laptop, second, made)
        assert refused(laptop) == refused(tablet) == [], "what each was away with was its own"

    def test_what_a_laptop_was_away_with_is_free_once_it_is_revoked(self, field: Field) -> None:
        [seller] = field.sellers()
        publish(field)
        officer = field.officer([seller])
        lost = field.second_device(officer)
        lost.sync()
        officer.sync()
        assert share(officer).amount == 1_000 * YUAN, "the half of 2,000, which is the half of the budget"
        field.hub.admin.revoke(lost.key.device_id)
        officer.sync()
        assert share(officer).amount == 2_000 * YUAN

    def test_what_a_colleague_is_away_with_is_not_lent_to_somebody_else(self, field: Field) -> None:
        first, second = field.sellers(2)
        made = publish(field)
        officer, colleague = field.officer([first, second]), field.officer([])
        colleague.sync()
        officer.sync()
        approve(officer, first, made)
        approve(officer, second, made)
        assert refused(officer) == ["scenario.budget"], "4,000 less 2,000 that are away, less 1,550"

    def test_what_is_not_used_is_free_again_when_its_holder_comes_back(self, field: Field) -> None:
        [seller] = field.sellers()
        made = publish(field)
        officer, colleague = field.officer([seller]), field.officer([])
        officer.sync()
        colleague.sync()
        approve(officer, seller, made)
        officer.sync()
        # 4,000 less 1,550 used, less 2,000 that the colleague is away with.
        assert share(officer).amount == 450 * YUAN
        assert share(officer).counted != ()
        colleague.sync()
        assert share(colleague).amount == 2_000 * YUAN

    def test_a_new_decision_on_the_request_takes_the_place_of_the_old(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        first = approve(station, seller, made)
        station.sync()
        asked = next(a for a in station.cache.cases.applicant_file(seller).applications)
        again = approve(station, seller, made, again=asked, draw_on=date(2026, 7, 4))
        assert refused(station) == []
        assert (held(station).used, share(station).counted) == (LOSS, (again.id,))
        station.decide(asked, outcome=Outcome.DECLINE, supersedes=again.id)
        assert refused(station) == []
        assert held(station).used == 0 and first.id != again.id

    def test_what_was_paid_out_stays_taken_off_whatever_is_decided_later(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        lent = approve(station, seller, made)
        draw(station, lent, 10_000 * YUAN, on=date(2026, 7, 1))
        assert refused(station) == []
        asked = next(a for a in station.cache.cases.applicant_file(seller).applications)
        station.decide(asked, outcome=Outcome.DECLINE, supersedes=lent.id)
        assert refused(station) == []
        assert held(station).used == LOSS

    def test_a_lower_budget_in_a_later_version_counts_what_was_used_before(self, field: Field) -> None:
        first, second = field.sellers(2)
        made, station = publish(field), field.officer([first, second])
        station.sync()
        approve(station, first, made)
        assert refused(station) == []
        later = publish(field, published(body(SMALL.replace("4_000", "2_000"), id=made.id, version=2)))
        station.sync()
        assert (held(station).version, held(station).used) == (2, LOSS)
        approve(station, second, later)
        assert refused(station) == ["scenario.budget"]

    def test_a_later_version_without_a_budget_leaves_the_earlier_its_own(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        approve(station, seller, made)
        strict = SMALL[: SMALL.index("[admission]")] + '[limits]\nturnover_share = "0.10"\n'
        publish(field, published(body(strict, id=made.id, version=2)))
        assert refused(station) == [], "it was made while the first was in force"
        assert held(station).share is None

    def test_what_the_rules_allow_anyway_uses_nothing(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        approve(station, seller, made, assessment=assessment("B"), stated=None)
        assert refused(station) == []
        assert held(station).used == 0 and share(station).counted == ()

    def test_what_the_workstation_states_is_not_taken_on_trust(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        asked = station.application(seller, amount=10_000 * YUAN)
        honest = approve(station, seller, made, again=asked)
        station.cache.acts.drop_act(station.cache.acts.outbox()[-1].act.id)
        stated = plain_use(StatedUse(made.id, made.version, made.sha256, 1))
        station.decide(asked, inputs={**honest.inputs, "scenarios": [stated]})
        assert refused(station) == []
        assert held(station).used == LOSS


class TestRefusals:
    def test_a_scenario_that_the_hub_did_not_publish(self, field: Field) -> None:
        [seller] = field.sellers()
        station = field.officer([seller])
        station.sync()
        approve(station, seller, published(body()))
        assert refused(station) == ["scenario.unknown"]

    def test_one_that_is_over_or_has_not_begun(self, field: Field) -> None:
        first, second = field.sellers(2)
        gone = publish(field, published(body(until=date(2026, 6, 30))))
        soon = publish(field, published(body(starts=date(2026, 7, 2))))
        station = field.officer([first, second])
        station.sync()
        for seller, made in ((first, gone), (second, soon)):
            approve(station, seller, made)
            assert refused(station)[-1:] == ["scenario.expired"]

    def test_a_day_that_the_decision_was_not_made_on(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        approve(station, seller, made, today=date(2026, 7, 9))
        assert refused(station) == ["scenario.expired"]

    def test_one_whom_only_a_scenario_lets_in_and_that_is_not_named(self, field: Field) -> None:
        [seller] = field.sellers()
        publish(field)
        station = field.officer([seller])
        station.sync()
        approve(station, seller, None)
        assert refused(station) == ["scenario.unnamed"]

    def test_a_scenario_that_is_named_beside_the_case_and_not_in_it(self, field: Field) -> None:
        """The hub reckons by the case: what is not in it would cost the budget nothing."""
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        asked = station.application(seller, amount=10_000 * YUAN)
        honest = approve(station, seller, None, again=asked)
        station.cache.acts.drop_act(station.cache.acts.outbox()[-1].act.id)
        stated = plain_use(StatedUse(made.id, made.version, made.sha256, 0))
        station.decide(asked, inputs={**honest.inputs, "scenarios": [stated]})
        assert refused(station) == ["scenario.unnamed"]

    def test_one_whom_only_points_let_in_that_are_not_named(self, field: Field) -> None:
        [seller] = field.sellers()
        points = SMALL[: SMALL.index("[admission]")] + "[admission]\npoints = 20\n"
        points += '[budget]\nexpected_loss_yuan = 4_000\nofficer_share = "0.50"\n'
        publish(field, published(body(points)))
        station = field.officer([seller])
        station.sync()
        approve(station, seller, None)
        assert refused(station) == ["scenario.unnamed"]

    def test_a_scenario_that_is_named_without_a_case(self, field: Field) -> None:
        [seller] = field.sellers()
        made, station = publish(field), field.officer([seller])
        station.sync()
        asked = station.application(seller, amount=10_000 * YUAN)
        station.decide(asked, inputs={"scenarios": [plain_use(StatedUse(made.id, 1, made.sha256, LOSS))]})
        assert refused(station) == ["scenario.unnamed"]
