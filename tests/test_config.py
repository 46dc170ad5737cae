"""The officer's settings: kept whole, mended where a value makes no sense, never worth an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.app import clock_of
from workstation.clock import FixedClock, SystemClock
from workstation.config import TEXT_SIZES, THEMES, Settings, changed, load_settings, save_settings
from workstation.domain.text import Language

OWN = Settings("en", "dark", 150, "AAAA/w==", {"worklist": "name:120"}, "2026-11-20")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "settings.json"


def written(path: Path, **values: Any) -> Settings:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")
    return load_settings(path)


def test_what_was_saved_is_loaded(path: Path) -> None:
    save_settings(path, OWN)
    assert load_settings(path) == OWN


@given(
    st.builds(
        Settings,
        language=st.sampled_from([language.value for language in Language]),
        theme=st.sampled_from(THEMES),
        text_size=st.sampled_from(TEXT_SIZES),
        window=st.text(),
        tables=st.none() | st.dictionaries(st.text(), st.text(), max_size=3),
        business_day=st.just("") | st.dates().map(str),
    )
)
def test_any_settings_survive_the_way_to_the_disk(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.mktemp("profile") / "settings.json"
    save_settings(path, settings)
    assert load_settings(path) == settings


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"null",
        b"[1]",
        b'{"text_size": "big"}',
        b'{"theme": "\xff"}',
        b"\x00" * 40,
        b'{"tables": [1]}',
        b'{"language": []}',
    ],
)
def test_a_damaged_file_gives_the_defaults(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    assert load_settings(path) == Settings()


def test_no_file_and_a_folder_in_its_place_give_the_defaults(path: Path) -> None:
    assert load_settings(path) == Settings()
    path.mkdir(parents=True)
    assert load_settings(path) == Settings()


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("language", "tlh"),
        ("language", ""),
        ("theme", "neon"),
        ("text_size", 99),
        ("text_size", 0),
        ("business_day", "2026-02-30"),
        ("business_day", "tomorrow"),
    ],
)
def test_one_value_that_makes_no_sense_is_mended_and_the_others_stay(
    path: Path, name: str, nonsense: object
) -> None:
    sound = {
        "language": "en",
        "theme": "dark",
        "text_size": 150,
        "window": "AAAA",
        "business_day": "2026-11-20",
    }
    settings = written(path, **{**sound, name: nonsense})
    assert settings == Settings(**{**sound, name: getattr(Settings(), name)})


def test_what_a_newer_program_added_is_passed_over(path: Path) -> None:
    assert written(path, theme="light", cursor="large") == Settings(theme="light")


def test_a_setting_is_changed_in_a_copy() -> None:
    assert changed(OWN, theme="light", text_size=200) == Settings(
        "en", "light", 200, OWN.window, OWN.tables, OWN.business_day
    )
    assert OWN.theme == "dark"


def test_an_unknown_setting_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="cursor, shape"):
        changed(OWN, shape="round", cursor="large")


def test_a_profile_that_replays_a_day_has_that_day_and_others_the_real_one(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    save_settings(settings, OWN)
    assert isinstance(clock_of(tmp_path), FixedClock)
    assert str(clock_of(tmp_path).today()) == "2026-11-20"
    written(settings, business_day="20. November")
    assert isinstance(clock_of(tmp_path), SystemClock)
