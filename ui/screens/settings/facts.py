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
    """Models, rules and products that decisions on this device rest on; hashes cut to their first digits."""

    bundle: str
    bundle_sha256: str
    rules_sha256: str
    products: tuple[Bilingual, ...]


def read_in_force(desk: Desk) -> InForce:
    """Raises `KnownError` (`bundle.*`) where the models are damaged."""
    ref, rules = desk.appraisals.models.current().ref, desk.appraisals.rules
    return InForce(
        bundle=f"{ref.name}-{ref.version}",
        bundle_sha256=ref.sha256[:_HASH_SHOWN],
        rules_sha256=rules.version_hash[:_HASH_SHOWN],
        products=tuple(product.name.fill() for product in rules.products.values()),
    )
