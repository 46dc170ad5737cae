"""Where two cases of one file differ: the first figure, its two values, and the name of what is wrong.

Goes in: a frozen case and the one that was reckoned anew. Comes out: differences, each under a stable code.
Both are compared as plain JSON, so that a figure is named by where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from workstation.lending import LendingCase

WITHIN = 1e-9
"""How far a figure may lie from the one that was reckoned anew: margins are rounded to nine places, and
another kind of processor may round the last of them otherwise. On one platform all bits are the same."""

_ABSENT = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """`name` is the figure's, `stated` is what the case says and `reckoned` what came out."""

    code: str
    name: str
    stated: Any
    reckoned: Any

    def __str__(self) -> str:
        return f"{self.name} is {_shown(self.stated)} in the case and {_shown(self.reckoned)} at the hub"


def differences(stated: LendingCase, reckoned: LendingCase) -> tuple[Difference, ...]:
    """Everything that differs, at most one of each part, what the rest follows from first."""
    return tuple(_all(stated, reckoned))


def _all(stated: LendingCase, reckoned: LendingCase) -> Iterator[Difference]:
    for code, part in _PARTS:
        if (found := first_difference(part(stated), part(reckoned))) is not None:
            yield Difference(code, *found)
    yield from _outputs(stated, reckoned)
    for code, part in _BESIDE_THE_MODELS:
        if (found := first_difference(part(stated), part(reckoned))) is not None:
            yield Difference(code, *found)
    yield from _owes_less(stated, reckoned)


def first_difference(stated: Any, reckoned: Any, name: str = "") -> tuple[str, Any, Any] | None:
    """The first place at which two plain values differ, by its dotted name; figures may lie `WITHIN`."""
    if isinstance(stated, Mapping) and isinstance(reckoned, Mapping):
        for key in sorted(stated.keys() | reckoned.keys()):
            inner = f"{name}.{key}" if name else str(key)
            found = first_difference(stated.get(key), reckoned.get(key), inner)
            if found is not None:
                return found
        return None
    if _is_list(stated) and _is_list(reckoned):
        for number in range(max(len(stated), len(reckoned))):
            left, right = (one[number] if number < len(one) else _ABSENT for one in (stated, reckoned))
            if (found := first_difference(left, right, f"{name}[{number}]")) is not None:
                return found
        return None
    return None if _same(stated, reckoned) else (name, stated, reckoned)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        if not all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (left, right)):
            return False
        return bool(left == right or abs(left - right) <= WITHIN * max(1.0, abs(left), abs(right)))
    return type(left) is type(right) and bool(left == right)


def _shown(value: Any) -> str:
    return _ABSENT if value is None else str(value)[:80]


Part = Callable[["LendingCase"], Any]


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def _of_the_file(case: LendingCase) -> Any:
    return _plain(
        {
            "consents": case.consents,
            "draw_on": case.draw_on,
            "evidence_by": case.evidence_by,
            "former_limit": case.former_limit,
            "officer_role": case.officer_role,
            "platforms": case.platforms,
            "visited_on": case.visited_on,
            "contradictions": case.contradictions,
        }
    )


_PARTS: tuple[tuple[str, Part], ...] = (
    ("case.applicant_differs", lambda case: {"applicant": _plain(case.applicant)}),
    ("case.file_differs", _of_the_file),
    ("case.features_differ", lambda case: _plain(case.assessment.features.values)),
    ("case.coverage_differs", lambda case: {"coverage": _plain(case.assessment.coverage)}),
    ("case.cash_differs", lambda case: {"cash": _plain(case.cash)}),
    ("case.scenarios_differ", lambda case: {"scenarios": _plain(case.scenarios)}),
    ("case.bundle_differs", lambda case: {"bundle": _plain(case.assessment.bundle)}),
)
_BESIDE_THE_MODELS: tuple[tuple[str, Part], ...] = (
    ("case.models_differ", lambda case: {"leading": case.assessment.leading}),
    ("case.collateral_differs", lambda case: {"collateral": _plain(case.collateral)}),
)

_ANSWER = ("margin", "probability")
_SCORE = ("points", "grade")


def _outputs(stated: LendingCase, reckoned: LendingCase) -> Iterator[Difference]:
    """Which models spoke, in which order and what for: a case is read by the first that answers. Then, of the
    first that answers otherwise: its probability, its score, or whatever else it said."""
    named, spoke = ([(one.model, one.role) for one in c.assessment.outputs] for c in (stated, reckoned))
    if (found := first_difference(named, spoke, "outputs")) is not None:
        yield Difference("case.models_differ", *found)
        return
    for left, right in zip(stated.assessment.outputs, reckoned.assessment.outputs, strict=True):
        said, answered = _plain(left), _plain(right)
        found = first_difference(said, answered, left.model)
        if found is None:
            continue
        for code, names in (("case.pd_differs", _ANSWER), ("case.score_differs", _SCORE)):
            for name in names:
                figure = first_difference(said.get(name), answered.get(name), f"{left.model}.{name}")
                if left.role == "pd" and figure is not None:
                    yield Difference(code, *figure)
                    return
        yield Difference("case.models_differ", *found)
        return


def _owes_less(stated: LendingCase, reckoned: LendingCase) -> Iterator[Difference]:
    """What the applicant itself owes is at least what the hub knew; related files are the hub's to count."""
    for name in ("own", "monthly_service", "worst_days_past_due"):
        said, known = getattr(stated.exposure, name), getattr(reckoned.exposure, name)
        if said < known:
            yield Difference("case.exposure_differs", f"exposure.{name}", said, known)
