"""Training: from sellers with outcomes to a signed bundle of models with its evaluation.

Takes a seed and a number of simulated sellers, gives a bundle folder and the figures that its card prints.
The desktop never imports it at start; LightGBM and numpy are loaded with the first run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workstation.training.pipeline import run
    from workstation.training.sample import read_sample, write_sample

__all__ = ["read_sample", "run", "write_sample"]

_HOMES = {
    "run": "pipeline",
    "read_sample": "sample",
    "write_sample": "sample",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"workstation.training.{_HOMES[name]}"), name)
