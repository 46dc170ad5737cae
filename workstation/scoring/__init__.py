"""Scoring: from features to an assessment, by a bundle of models that two people signed.

Takes a `FeatureVector` and a `Coverage`, gives an `Assessment`: every model's probability, points, grade and
contributions. A bundle is verified to the last byte before LightGBM sees any of it. Scoring advises; it
never decides, and it reads nothing but the bundle and what it is handed.
"""

from workstation.scoring.bundle import TrainedModel, load_bundle, sign_bundle, write_bundle
from workstation.scoring.installed import open_suite
from workstation.scoring.manifest import Manifest, Need, TrainedOn
from workstation.scoring.scale import (
    STANDARD_FACTOR,
    STANDARD_OFFSET,
    Grade,
    Scale,
    geometric_grades,
    probability_of,
)
from workstation.scoring.suite import Model, ModelSuite
from workstation.scoring.trust import TrustRoot, key_id, read_trust

__all__ = [
    "STANDARD_FACTOR",
    "STANDARD_OFFSET",
    "Grade",
    "Manifest",
    "Model",
    "ModelSuite",
    "Need",
    "Scale",
    "TrainedModel",
    "TrainedOn",
    "TrustRoot",
    "geometric_grades",
    "key_id",
    "load_bundle",
    "open_suite",
    "probability_of",
    "read_trust",
    "sign_bundle",
    "write_bundle",
]
