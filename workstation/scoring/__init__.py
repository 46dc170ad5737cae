"""Scoring: from features to an assessment, by a bundle of models that two people signed.

Takes a `FeatureVector` and a `Coverage`, gives an `Assessment`: every model's probability, points, grade and
contributions. A bundle is verified to the last byte before LightGBM sees any of it. Scoring advises; it
never decides, and it reads nothing but the bundle and what it is handed.
"""

from workstation.crypto import key_id
from workstation.scoring.bundle import TrainedModel, load_bundle, sign_bundle, write_bundle
from workstation.scoring.entry import Kind, ModelEntry, Naive, Need, Subject
from workstation.scoring.in_force import Order
from workstation.scoring.installed import open_suite, put_in_force
from workstation.scoring.manifest import Manifest, TrainedOn
from workstation.scoring.model import AnyModel, Model, QuantileModel, TableModel
from workstation.scoring.scale import (
    STANDARD_FACTOR,
    STANDARD_OFFSET,
    Grade,
    Scale,
    geometric_grades,
    probability_of,
)
from workstation.scoring.suite import ModelSuite
from workstation.scoring.trust import TrustRoot, read_trust
from workstation.scoring.widths import Widths

__all__ = [
    "STANDARD_FACTOR",
    "STANDARD_OFFSET",
    "AnyModel",
    "Grade",
    "Kind",
    "Manifest",
    "Model",
    "ModelEntry",
    "ModelSuite",
    "Naive",
    "Need",
    "Order",
    "QuantileModel",
    "Scale",
    "Subject",
    "TableModel",
    "TrainedModel",
    "TrainedOn",
    "TrustRoot",
    "Widths",
    "geometric_grades",
    "key_id",
    "load_bundle",
    "open_suite",
    "probability_of",
    "put_in_force",
    "read_trust",
    "sign_bundle",
    "write_bundle",
]
