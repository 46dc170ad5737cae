"""What a LightGBM model file promises about itself, read from its text before the library sees it.

Three promises matter to a lender and none is enforced by the library: the columns are the manifest's, in
its order; the monotone signs are the dictionary's; and a missing value is missing. The last is a trap: a
column that had no missing value in training treats one as zero when it scores.
"""

from __future__ import annotations

from collections.abc import Sequence

_MISSING_TYPE_SHIFT, _MISSING_TYPE_MASK = 2, 3
_MISSING_IS_NAN = 2


def broken_promise(text: str, features: Sequence[str], directions: Sequence[int]) -> str:
    """The first promise that the model's text breaks, in words; empty where it keeps all.

    Raises `ValueError` for a text that is no model of LightGBM's.
    """
    header = _fields(text.split("\nTree=", 1)[0])
    if not header.get("objective", "").startswith("binary"):
        return "it is not a model of a probability"
    if header.get("feature_names", "").split(" ") != list(features):
        return "its columns are not the features it claims, in their order"
    signs = header.get("monotone_constraints", "").split()
    if signs != [str(d) for d in directions] and (signs or any(directions)):
        return "it was not trained under the directions of its features"
    zeroed = {features[i] for i in _columns_with_missing_as_zero(text, len(features))}
    if zeroed:
        return f"it would take a missing {min(zeroed)} for zero"
    return ""


def _fields(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _columns_with_missing_as_zero(text: str, width: int) -> set[int]:
    found: set[int] = set()
    for tree in text.split("\nTree=")[1:]:
        fields = _fields(tree)
        columns = [int(column) for column in fields.get("split_feature", "").split()]
        if not all(0 <= column < width for column in columns):
            raise ValueError("a tree splits on a column that is not there")
        kinds = map(int, fields.get("decision_type", "").split())
        found |= {c for c, k in zip(columns, kinds, strict=True) if not _missing_is_nan(k)}
    return found


def _missing_is_nan(decision_type: int) -> bool:
    """Bits 2 and 3 of LightGBM's decision type: 0 no missing value known, 1 zero is missing, 2 NaN is."""
    return (decision_type >> _MISSING_TYPE_SHIFT) & _MISSING_TYPE_MASK == _MISSING_IS_NAN
