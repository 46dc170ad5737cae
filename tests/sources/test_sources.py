"""The list of sources is cheap to show and cannot be changed by who shows it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workstation.sources import SOURCES


def test_listing_the_sources_loads_no_reader() -> None:
    code = (
        "import sys, workstation.sources as sources\n"
        "print(sorted(sources.SOURCES), *sys.modules.keys() & {'numpy', 'pandas', 'pyarrow'})"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['cumcm', 'jdd', 'koubei', 'olist', 'refunds', 'repayments']"


def test_every_source_says_in_both_languages_what_it_is_and_what_it_needs() -> None:
    for name, source in SOURCES.items():
        assert source.name == name
        assert all((source.title.zh, source.title.en, source.holds.zh, source.holds.en))
        assert callable(source.load())


def test_the_list_is_not_for_changing() -> None:
    with pytest.raises(TypeError):
        SOURCES["mine"] = SOURCES["olist"]  # type: ignore[index]
