"""What a LightGBM model file promises about itself, read from its text before the library sees it.

Four promises matter to a lender and none is enforced by the library: the objective is that of the model's
kind; the columns are the manifest's, in its order; the monotone signs are the manifest's; and a missing value
is missing. The last is a trap: a column that had no missing value in training treats one as zero when it
scores. Quantiles have no signs: LightGBM refuses to grow them under `basic` constraints.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workstation.scoring.entry import Kind

_MISSING_TYPE_SHIFT, _MISSING_TYPE_MASK = 2, 3
_MISSING_IS_NAN = 2
_OBJECTIVES: dict[Kind, tuple[str, str]] = {
    Kind.PROBABILITY: ("binary", "a probability"),
    Kind.SHARE: ("cross_entropy", "a share"),
    Kind.QUANTILES: ("quantile", "a quantile"),
}


def broken_promise(
    text: str,
    features: Sequence[str],
    directions: Sequence[int],
    kind: Kind = Kind.PROBABILITY,
    categories: Collection[int] = (),
) -> str:
    """The first promise that the model's text breaks, in words; empty where it keeps all. Columns that are
    `categories` have a level for what is missing.

    Raises `ValueError` for a text that is no model of LightGBM's, `KeyError` for a kind without trees.
    """
    header = _fields(text.split("\nTree=", 1)[0])
    objective, what = _OBJECTIVES[kind]
    if header.get("objective", "").split(" ")[0] != objective:
        return f"it is not a model of {what}"
    if header.get("feature_names", "").split(" ") != list(features):
        return "its columns are not the features it claims, in their order"
    signs = header.get("monotone_constraints", "").split()
    if signs != [str(d) for d in directions] and (signs or any(directions)):
        return "it was not trained under the directions of its features"
    zeroed = {features[i] for i in _columns_with_missing_as_zero(text, len(features)) if i not in categories}
    if zeroed:
        return f"it would take a missing {min(zeroed)} for zero"
    return ""


def _fields(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _columns_with_missing_as_zero(text: str, width: int) -> set[int]:
    """All trees at once: the columns and the kinds of decision stand in the same order. A tree of one leaf
    has neither."""
    pairs = set(zip(_words(text, "split_feature"), _words(text, "decision_type"), strict=True))
    splits = {(int(column), int(kind)) for column, kind in pairs}
    if not all(0 <= column < width for column, _ in splits):
        raise ValueError("a tree splits on a column that is not there")
    return {column for column, kind in splits if not _missing_is_nan(kind)}


def _words(text: str, key: str) -> list[str]:
    """The words behind `key` in every tree, one after another. Found by the whole line's beginning: a text
    has thousands of lines, and a bundle is read at each start."""
    parts = text.split(f"\n{key}=")[1:]
    return " ".join([part[: part.index("\n")] for part in parts]).split()


def _missing_is_nan(decision_type: int) -> bool:
    """Bits 2 and 3 of LightGBM's decision type: 0 no missing value known, 1 zero is missing, 2 NaN is."""
    return (decision_type >> _MISSING_TYPE_SHIFT) & _MISSING_TYPE_MASK == _MISSING_IS_NAN
