"""The catalogue of forms over both its sources: what is offered, what follows, what is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.surveys.workbooks import form
from workstation.commands.forms import check_file, lists_beside
from workstation.crypto import sha256
from workstation.domain.forms import KeptForm
from workstation.domain.records import ShopKind
from workstation.errors import KnownError
from workstation.form_package import MOST_BYTES, pack_form
from workstation.services.hub_forms import form_to_publish
from workstation.services.survey_forms import Forms, form_in
from workstation.surveys.form import compile_form


@cache
def workbook(version: str, own_id: str = "own_visit") -> bytes:
    settings = [["form_title", "form_id", "version"], [f"Own {version}", own_id, version]]
    return form(["text", "a", "A"], settings=settings)


def kept(version: str, form_id: str = "own", ended_at: str = "", own_id: str = "own_visit") -> KeptForm:
    made = form_to_publish(workbook(version, own_id), "own.xlsx", {}, form_id)
    return replace(made, form=replace(made.form, published_at=f"2026-12-0{version}", ended_at=ended_at))


def catalogue(folder: Path, *forms: KeptForm) -> Forms:
    (folder / "reseller.xlsx").write_bytes(workbook("9", "reseller"))
    bodies = {one.form.package: one.body for one in forms}
    return Forms(folder, lambda: [one.form for one in forms], bodies.__getitem__)


def ids(forms: Forms) -> Sequence[str]:
    return [one.id for one in forms.all()]


def test_the_programs_own_stand_first_and_a_published_one_takes_their_place(tmp_path: Path) -> None:
    assert ids(catalogue(tmp_path)) == ["reseller"]
    beside = catalogue(tmp_path, kept("1"))
    assert ids(beside) == ["reseller", "own"] and beside.info("own").title == "Own 1"
    instead = catalogue(tmp_path, kept("1", "reseller"))
    assert ids(instead) == ["reseller"]
    assert instead.form(instead.of_kind(ShopKind.RESELLER).sha256).title == "Own 1"
    withdrawn = catalogue(tmp_path, kept("1", "reseller", ended_at="2026-12-02"))
    assert withdrawn.of_kind(ShopKind.RESELLER) == catalogue(tmp_path).of_kind(ShopKind.RESELLER)


def test_a_withdrawn_form_opens_what_was_made_with_it_and_begins_nothing(tmp_path: Path) -> None:
    old = kept("1", ended_at="2026-12-02")
    forms = catalogue(tmp_path, old)
    assert forms.form(old.form.sha256).title == "Own 1"
    assert forms.titles() == {"own": "Own 1", "own_visit": "Own 1"}
    with pytest.raises(KnownError, match=r"form\.withdrawn.*own"):
        forms.info("own")
    with pytest.raises(KnownError, match=r"form\.unknown.*never"):
        forms.info("never")


def test_a_correction_is_made_with_the_form_that_follows(tmp_path: Path) -> None:
    old, new = kept("1", ended_at="2026-12-02"), kept("2")
    following = catalogue(tmp_path, old, new).that_follows("own_visit", old.form.sha256)
    assert following is not None and following.sha256 == new.form.sha256
    elsewhere = catalogue(tmp_path, old, kept("2", "other")).that_follows("own_visit", old.form.sha256)
    assert elsewhere is not None and elsewhere.id == "other", "it calls itself the same"
    with pytest.raises(KnownError, match=r"form\.withdrawn"):
        catalogue(tmp_path, old).that_follows("own_visit", old.form.sha256)
    shipped = catalogue(tmp_path, old).that_follows("reseller", "0" * 64)
    assert shipped is not None and shipped.id == "reseller"
    assert catalogue(tmp_path).that_follows("gone", "0" * 64) is None


def test_what_cannot_be_read_is_refused_by_name_and_the_others_go_on(tmp_path: Path) -> None:
    good, torn, newer, other = kept("1"), kept("2", "torn"), kept("3", "newer"), kept("4", "other")
    torn = replace(torn, body=torn.body[:-3])
    newer = replace(newer, body=good.body[:4] + b"another format")
    other = replace(other, body=pack_form("own.xlsx", workbook("5"), {}))
    forms = catalogue(tmp_path, good, torn, newer, other)
    assert ids(forms) == ["reseller", "own", "torn", "newer", "other"]
    for one in (torn, newer, other):
        with pytest.raises(KnownError, match=rf"form\.damaged.*{one.form.id}"):
            forms.form(one.form.sha256)
    assert forms.form(good.form.sha256).title == "Own 1"
    missing = Forms(tmp_path, lambda: [good.form])
    assert missing.form(good.form.sha256).title == "Own 1", "compiled before in this process"
    absent = kept("6", "absent")
    with pytest.raises(KnownError, match=r"form\.damaged.*absent"):
        Forms(tmp_path, lambda: [absent.form]).form(absent.form.sha256)


def test_one_that_this_version_cannot_run_is_refused_by_its_row(tmp_path: Path) -> None:
    data = form(["txet", "a", "A"])
    body = pack_form("future.xlsx", data, {})
    said = replace(kept("1").form, id="future", sha256=sha256(data), package=sha256(body))
    with pytest.raises(KnownError) as refused:
        Forms(tmp_path, lambda: [said], lambda package: body).form(said.sha256)
    assert refused.value.code in ("form.refused", "form.unsupported")
    assert "sheet survey, row 2" in refused.value.where


def test_many_threads_compile_a_form_once(tmp_path: Path) -> None:
    one = kept("7")
    forms = catalogue(tmp_path, one)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(forms.form, [one.form.sha256] * 24))
    assert len({id(found) for found in made}) == 1


def test_lists_beyond_measure_are_not_packed() -> None:
    with pytest.raises(KnownError, match=r"form\.too_large"):
        pack_form("a.xlsx", b"", {"a.csv": bytes(MOST_BYTES)})


def test_forms_of_others_that_pass_the_check_come_out_of_their_packages_as_they_went_in(
    shared: Path,
) -> None:
    refused = []
    for path in sorted((shared / "data/xlsforms").glob("*.xls*")):
        data = path.read_bytes()
        if not check_file(path, data).ok:
            with pytest.raises(KnownError):
                form_to_publish(data, path.name, {}, path.stem)
            refused.append(path.name)
            continue
        lists = lists_beside(path, data)
        one = form_to_publish(data, path.name, lists, path.stem)
        made, direct = form_in(one.body, one.form), compile_form(data, path.name, files=lists)
        assert (made.id, made.version, made.title) == (direct.id, direct.version, direct.title)
        assert (made.id, made.sha256) == (one.form.own_id, one.form.sha256)
        assert [spot.path for spot in made.questions] == [spot.path for spot in direct.questions]
    assert refused == ["unknown_question_type.xls"]
