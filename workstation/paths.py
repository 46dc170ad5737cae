"""Where things lie: the bundled resources, in a checkout, installed or frozen, and the profile's folder."""

from __future__ import annotations

import sys
from pathlib import Path

APPLICATION = "loan-workstation"
_ROOT = Path(__file__).resolve().parent.parent  # resolved once: it asks the disk for every part of the path


def resources() -> Path:
    """The folder of bundled data: models, products, policies, fonts, icons, translations, sample."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else _ROOT) / "resources"


def default_profile() -> Path:
    """The profile folder of this computer's user: local, never roaming."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False, roaming=False)


def default_demo() -> Path:
    """Where the demonstration keeps its hub and profile, apart from any real profile."""
    profile = default_profile()
    return profile.with_name(f"{profile.name}-demo")
