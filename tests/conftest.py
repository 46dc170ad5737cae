"""What every test stands on: no display, no real home, no real key store, warnings as faults.

Importing this file changes the environment of the test process before Qt or the program is loaded, so that
nothing a test does can reach the person's own profile.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

_HOME = tempfile.TemporaryDirectory(prefix="workstation-tests-")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait leave the core to others
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
for _variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
    os.environ[_variable] = _HOME.name

pytest_plugins = ["tests.helpers.logfail", "tests.helpers.leaks"]

settings.register_profile("default", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_unconfigure() -> None:
    _HOME.cleanup()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real data sets: `$WORKSTATION_SHARED`, or `shared` beside the checkout.

    Without it the tests on real data are skipped; where `CI` is set that would hide a hole, so they fail.
    """
    folder = Path(os.environ.get("WORKSTATION_SHARED") or ROOT.parent / "shared")
    if (folder / "data").is_dir():
        return folder
    reason = f"the real data sets are not at {folder}; set WORKSTATION_SHARED to the folder that holds data/"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
