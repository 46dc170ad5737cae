"""A finished survey arrives at the hub: what is honest is proved, and what was forged is refused.

The forger owns the device: whatever he changes, he signs anew, so that the survey agrees with itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.filling import (
    DEVICE_KEY,
    JUDGING,
    OPINION,
    PHOTO,
    SALES,
    SELLER,
    SHELF,
    STAFF,
    STOCK,
    at_the_desk,
    prepare,
    write_form,
)
from tests.helpers.surveying import signed
from workstation import crypto
from workstation.domain.records import ApplicantFile, ShopKind
from workstation.domain.surveying import AttachmentKind, SecondInvestigator, Survey
from workstation.hub.refusal import Refusal
from workstation.hub.services import SurveyRules
from workstation.services.proving_surveys import survey_rules
from workstation.services.survey_forms import Forms

Forge = Callable[[Survey], Survey]
FILE = ApplicantFile(SELLER)


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    folder = tmp_path_factory.mktemp("desk")
    prepare(folder)
    with at_the_desk(folder) as surveys:
        survey = surveys.open(SELLER.id)
        survey.answer(SALES, "120000")
        survey.answer(STAFF, "6")
        survey.add_row(STOCK)
        survey.answer(f"{STOCK}[1]/qty", "30")
        survey.answer(f"{STOCK}[1]/price", "12.5")
        survey.answer(OPINION, "可以放款")
        survey.attach(SHELF, AttachmentKind.PHOTO, PHOTO, "image/jpeg")
        return survey.finalise()


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SurveyRules:
    return survey_rules(Forms(write_form(tmp_path_factory.mktemp("hub"))), JUDGING)


def rewritten(old: str, new: str) -> Forge:
    def forge(survey: Survey) -> Survey:
        assert old in survey.instance
        return replace(survey, instance=survey.instance.replace(old, new))

    return forge


def other_figure(survey: Survey) -> Survey:
    more = replace(survey.figures[0], value=survey.figures[0].value * 2)
    return replace(survey, figures=(more, *survey.figures[1:]))


def refused(hub: SurveyRules, survey: Survey, whole: bool) -> str:
    with pytest.raises(Refusal) as caught:
        hub.prove(survey, FILE, whole)
    return caught.value.code


FORGED: list[tuple[Forge, str]] = [
    (other_figure, "survey.figures"),
    (lambda survey: replace(survey, figures=survey.figures[1:]), "survey.figures"),
    (lambda survey: replace(survey, opinion="不可放款"), "survey.figures"),
    (rewritten("<sales>120000", "<sales>-5"), "survey.answers"),
    (rewritten("<sales>120000</sales>", "<sales/>"), "survey.answers"),
    (rewritten("<sales>120000", "<sales>220000"), "survey.figures"),
    (rewritten("<worth>375", "<worth>975"), "survey.answers"),
    (rewritten("<stock_worth>375", "<stock_worth>999"), "survey.answers"),
    (rewritten('id="small_visit"', 'id="another"'), "survey.answers"),
    (lambda survey: replace(survey, instance="<data"), "survey.answers"),
    (rewritten("<sales>", "<note>身份证</note><sales>"), "survey.answers"),
    (rewritten("<sales>", "<!-- 身份证 --><sales>"), "survey.answers"),
    (rewritten("<sales>", "<?note 身份证?><sales>"), "survey.answers"),
    (rewritten("<sales>120000</sales>", "<sales>120000</sales><sales>120000</sales>"), "survey.answers"),
    (rewritten("<staff>6</staff>", "<staff>6</staff><why>旺季</why>"), "survey.answers"),
    (lambda survey: replace(survey, attachments=()), "survey.files"),
    (lambda survey: replace(survey, attachments=(*survey.attachments, *survey.attachments)), "survey.files"),
    (
        lambda survey: replace(
            survey, attachments=tuple(replace(one, ref=OPINION) for one in survey.attachments)
        ),
        "survey.files",
    ),
    (lambda survey: replace(survey, visited_on=survey.visited_on - timedelta(days=9)), "survey.day"),
    (lambda survey: replace(survey, form=replace(survey.form, sha256="0" * 64)), "survey.form"),
    (lambda survey: replace(survey, form=replace(survey.form, version="9")), "survey.form"),
    (lambda survey: replace(survey, finalised_at="9999-12-31T23:59:59+00:00"), "record.days"),
    (lambda survey: replace(survey, started_at="0001-01-01T00:00:00+00:00"), "record.days"),
    (lambda survey: replace(survey, started_at="2026-06-30T08:00:00"), "record.days"),
    (lambda survey: replace(survey, finalised_at="one day"), "record.days"),
]


def test_what_is_honest_is_proved(honest: Survey, hub: SurveyRules) -> None:
    assert hub.prove(honest, FILE, True) == ""
    assert hub.prove(honest, FILE, False) == ""


@pytest.mark.parametrize(("forge", "code"), FORGED, ids=[f"{n}-{code}" for n, (_, code) in enumerate(FORGED)])
def test_what_does_not_follow_from_the_answers_is_refused(
    honest: Survey, hub: SurveyRules, forge: Forge, code: str
) -> None:
    forged = signed(forge(honest), lambda words: crypto.sign(DEVICE_KEY, words))
    assert refused(hub, forged, True) == code


def all_within(survey: Survey) -> Survey:
    return replace(survey, checks=tuple(replace(one, within=True) for one in survey.checks))


def other_sides(survey: Survey) -> Survey:
    sides = tuple(replace(side, value="1") for side in survey.checks[0].sides)
    return replace(survey, checks=(replace(survey.checks[0], sides=sides), *survey.checks[1:]))


def test_where_policy_asks_for_two_investigators_both_sign(honest: Survey, hub: SurveyRules) -> None:
    maker = ApplicantFile(replace(SELLER, shop_kind=ShopKind.MANUFACTURER))
    with pytest.raises(Refusal) as caught:
        hub.prove(honest, maker, True)
    assert caught.value.code == "survey.second"
    both = replace(honest, second=SecondInvestigator("李明", crypto.sha256(b"a signature")))
    assert hub.prove(both, maker, True) == ""


@pytest.mark.parametrize("whole", [True, False])
def test_nobody_keeps_still_about_a_contradiction(honest: Survey, hub: SurveyRules, whole: bool) -> None:
    """Neither by another policy nor by a file of which nobody can tell how far it was fetched."""
    assert [one.within for one in honest.checks] == [False]
    silent, without = all_within(honest), replace(honest, checks=())
    elsewhere = [replace(one, policy="another") for one in (silent, without)]
    assert [refused(hub, one, whole) for one in elsewhere] == ["survey.policy", "survey.checks"]
    assert refused(hub, without, whole) == refused(hub, other_sides(honest), whole) == "survey.checks"
    assert refused(hub, silent, whole) == ("survey.checks" if whole else "survey.policy")


def test_what_cannot_be_held_against_the_ledgers_is_said(honest: Survey, hub: SurveyRules) -> None:
    looser = replace(
        honest, policy="another", checks=tuple(replace(one, tolerance="0.9") for one in honest.checks)
    )
    assert "another policy" in hub.prove(looser, FILE, True)


def test_a_form_of_an_earlier_version_of_the_program_is_known(honest: Survey, tmp_path: Path) -> None:
    folder = write_form(tmp_path)
    (folder / "earlier").mkdir()
    (folder / "exporter.xlsx").rename(folder / "earlier" / "exporter-1.xlsx")
    forms = Forms(folder)
    assert forms.all() == ()
    assert survey_rules(forms, JUDGING).prove(honest, FILE, True) == ""
