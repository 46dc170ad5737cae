"""Reference results that travel with a bundle: this computer must reproduce them to the bit.

Goes in: feature vectors and the suite's own outputs at the time of writing. Comes out: JSON bytes, and on
another computer the name of the first case that differs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from workstation.domain.assessment import FeatureVector, ModelOutput


def golden_bytes(cases: Sequence[tuple[FeatureVector, tuple[ModelOutput, ...]]]) -> bytes:
    """One case for each vector, with what every model said of it."""
    plain = [
        {
            "as_of": vector.as_of.isoformat(),
            "features": dict(vector.values),
            "outputs": {o.model: _plain(o) for o in outputs},
        }
        for vector, outputs in cases
    ]
    return (json.dumps({"cases": plain}, sort_keys=True, indent=1) + "\n").encode()


def golden_cases(data: bytes) -> list[tuple[FeatureVector, dict[str, Any]]]:
    """The cases of a verified golden file. Raises `ValueError`, `KeyError` or `TypeError` if malformed."""
    return [
        (FeatureVector(date.fromisoformat(case["as_of"]), case["features"]), case["outputs"])
        for case in json.loads(data)["cases"]
    ]


def agrees(expected: dict[str, Any], outputs: tuple[ModelOutput, ...]) -> bool:
    """Whether every model says exactly what it said when the bundle was made."""
    return expected == {o.model: _plain(o) for o in outputs}


def _plain(output: ModelOutput) -> dict[str, Any]:
    """What bundles of format 1 hold, and what an output holds beyond it."""
    plain: dict[str, Any] = {
        "applies": output.applies,
        "margin": output.margin,
        "probability": output.probability,
        "points": output.points,
        "grade": output.grade,
        "contributions": {c.feature: c.points for c in output.contributions},
    }
    if output.value is not None:
        plain["value"] = output.value
    if output.quantiles:
        plain["quantiles"] = [list(pair) for pair in output.quantiles]
    if output.interval is not None:
        plain["interval"] = list(output.interval)
    if output.against:
        plain["against"] = {c.feature: c.points for c in output.against}
    return plain
