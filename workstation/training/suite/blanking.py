"""What leaving evidence out does to a model's answer: how often it moves it in the seller's favour.

In: a definition, its trees, rows of another world. Out: `Blanking`, a sweep of every field and of every kind
of evidence that a row has. Two sorts of fields are no part of it: those without which the model gives no
answer, and those that say what kind of firm somebody is, which nobody brings and nobody can leave out. In a
seller's favour is a lower answer, or a higher amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.features import DICTIONARY, Family
from workstation.scoring import Kind
from workstation.training.definitions import Definition
from workstation.training.evaluation import Raw
from workstation.training.missing import blanked
from workstation.training.table import Matrix

_TOLERANCE = 1e-9  # log-odds: what a float sum of trees may wobble


@dataclass(frozen=True, slots=True)
class Swept:
    """`cases` in which there was something to leave out, the share of them that it `favoured`, and by how
    much on average where it did: in log-odds of a probability or share, in the logarithm of an amount."""

    cases: int
    favoured: float
    by: float


@dataclass(frozen=True, slots=True)
class Blanking:
    """`signed` and `free` count the fields swept: one at a time, of these the signed ones, and a whole kind
    of evidence at a time; `worst` is the kind that favours most often, empty where none ever does."""

    signed: int
    free: int
    field: Swept
    signed_field: Swept
    kind: Swept
    worst: str


def blanking_of(definition: Definition, trees: Raw, values: Matrix) -> Blanking:
    """Sweep rows in the columns of the definition."""
    base = trees.raw(values)
    favour = 1.0 if definition.kind is Kind.QUANTILES else -1.0
    swept = brought(definition)
    place = {name: i for i, name in enumerate(definition.features) if name in swept}

    def gain(names: Sequence[str]) -> Matrix:
        copy, had = blanked(values, [place[name] for name in names])
        moved: Matrix = favour * (trees.raw(copy) - base)[had]
        return moved

    signs = {name: definition.directions[i] for name, i in place.items()}
    fields = {name: gain([name]) for name in place}
    kinds = {name: gain(names) for name, names in kinds_of(definition).items()}
    often = {name: _swept([moved]).favoured for name, moved in kinds.items()}
    worst = max(often, key=lambda name: often[name], default="")
    return Blanking(
        signed=sum(sign != 0 for sign in signs.values()),
        free=sum(sign == 0 for sign in signs.values()),
        field=_swept(list(fields.values())),
        signed_field=_swept([moved for name, moved in fields.items() if signs[name]]),
        kind=_swept(list(kinds.values())),
        worst=worst if worst and often[worst] else "",
    )


def brought(definition: Definition) -> tuple[str, ...]:
    """The fields that a file may lack while the model still answers."""
    needed = {need.feature for need in definition.applies_when}
    return tuple(
        name
        for name in definition.features
        if name not in needed and DICTIONARY[name].family is not Family.FIRM
    )


def kinds_of(definition: Definition) -> Mapping[str, Sequence[str]]:
    """What goes missing together: the definition's kinds of evidence, and the families of the dictionary
    that are not the same as one of these."""
    features = brought(definition)
    found = {
        name: kept
        for name, names in definition.evidence.items()
        if (kept := tuple(n for n in names if n in features))
    }
    families: dict[str, tuple[str, ...]] = {}
    for name in features:
        family = DICTIONARY[name].family.value
        families[family] = (*families.get(family, ()), name)
    known = {frozenset(names) for names in found.values()}
    return found | {f"all {k}": names for k, names in families.items() if frozenset(names) not in known}


def _swept(parts: Sequence[Matrix]) -> Swept:
    every = np.concatenate(parts) if parts else np.empty(0)
    favoured = every[every > _TOLERANCE]
    return Swept(
        len(every),
        len(favoured) / max(len(every), 1),
        float(favoured.mean()) if len(favoured) else 0.0,
    )
