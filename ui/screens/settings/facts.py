"""What the settings screen tells of this device and of what is in force. Read in a worker: the models are
loaded when somebody first asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class InForce:
    """Models, rules and products that decisions on this device rest on; hashes cut to their first digits.
    `trained_on` is the first line of the models' card, `ordered` the reason for which an order put this
    bundle in force, `passed_over` names newer bundles that were not taken."""

    bundle: str
    bundle_sha256: str
    rules_sha256: str
    products: tuple[Bilingual, ...]
    created: str
    in_use: int
    models: int
    trained_on: Bilingual
    card: str
    ordered: str = ""
    passed_over: tuple[str, ...] = ()


def read_in_force(desk: Desk) -> InForce:
    """Raises `KnownError` (`bundle.*`) where the models are damaged."""
    models, rules = desk.appraisals.models, desk.appraisals.rules
    suite = models.current()
    ref, manifest = suite.ref, suite.manifest
    return InForce(
        created=manifest.created,
        in_use=sum(entry.enabled for entry in manifest.models),
        models=len(manifest.models),
        trained_on=manifest.trained_on.statement,
        card=models.card(),
        ordered=suite.order.reason if suite.order is not None else "",
        passed_over=tuple(error.where for error in suite.refused),
        bundle=f"{ref.name}-{ref.version}",
        bundle_sha256=ref.sha256[:_HASH_SHOWN],
        rules_sha256=rules.version_hash[:_HASH_SHOWN],
        products=tuple(product.name.fill() for product in rules.products.values()),
    )
