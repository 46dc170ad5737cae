"""The sample sellers of the demonstration: how they are made, written and read.

`write_sample` makes them anew from a seed, `read_sample` reads the committed folder. They are invented; no
model is trained on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workstation.training.sample.cases import BUSINESS_DAY, CASES, Case
from workstation.training.sample.folder import SampleSeller, read_sample

if TYPE_CHECKING:
    from workstation.training.sample.making import write_sample

__all__ = ["BUSINESS_DAY", "CASES", "Case", "SampleSeller", "read_sample", "write_sample"]


def __getattr__(name: str) -> Any:
    if name != "write_sample":
        raise AttributeError(name)
    from workstation.training.sample.making import write_sample

    return write_sample
