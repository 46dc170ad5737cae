"""A model's folder, verified before any of it is used: seal, signatures, hashes, format, promises.

In: the folder that training wrote, and the trust root where one is asked for. Out: `OpenModel`. Whatever does
not fit is a `KnownError` that begins with `score.` and names the file; LightGBM, which a damaged file would
kill, sees nothing before that. Without signatures the hashes show what was changed by accident, not by
somebody who wrote the manifest anew: then the answer says that the model is not signed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.crypto import sha256
from workstation.errors import KnownError
from workstation.scoring.entry import plain_name
from workstation.scoring.model_text import broken_promise
from workstation.scoring.trust import SIGNATURES, TrustRoot, check_signatures
from workstation.training.book.prohibited import prohibited_by
from workstation.training.book.recipe import FORMAT, Recipe, read_recipe

MANIFEST = "manifest.json"
TREES, RECIPE = "model.txt", "model.json"
_NONSENSE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What comes of taking JSON for something that it is not."""
_AGAIN = "Copy the folder again from where it was made, or train the model again."


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model whose every file is what its manifest says. `sha256` is the manifest's; `signed` where enough
    people of the trust root signed it."""

    folder: Path
    sha256: str
    signed: bool
    recipe: Recipe
    text: str


def plain_json(data: Mapping[str, Any]) -> str:
    """JSON as the folder's files are written: sorted, one key a line."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def seal_of(manifest: Mapping[str, Any]) -> str:
    """The hash of a manifest without its seal."""
    return sha256(plain_json({key: value for key, value in manifest.items() if key != "seal"}).encode())


def open_model(folder: Path, trust: TrustRoot | None, *, must_be_signed: bool = False) -> OpenModel:
    """Raises `KnownError`: `score.none` where there is no manifest, `score.signature`, `score.damaged`,
    `score.newer`, `score.older`, `score.model`, `score.prohibited`."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError:
        raise KnownError(
            "score.none",
            "the folder holds no model that may score",
            where=f"{folder.name}/{MANIFEST}",
            remedy="Train one with `workstation train --data`; one with prohibited columns has no manifest.",
        ) from None
    signed = _signed(folder, data, trust, must_be_signed)
    manifest = _manifest(folder, data)
    files = {name: _verified(folder, name, digest) for name, digest in manifest["files"].items()}
    recipe = _recipe(folder, files[RECIPE])
    _read_nothing_prohibited(recipe)
    text = _text(folder, files[TREES], recipe)
    return OpenModel(folder, sha256(data), signed, recipe, text)


def _signed(folder: Path, data: bytes, trust: TrustRoot | None, must: bool) -> bool:
    try:
        signatures = (folder / SIGNATURES).read_bytes()
    except FileNotFoundError:
        if must:
            raise _unsigned(folder, "it is not signed") from None
        return False
    except OSError:
        raise _unsigned(folder, "its signatures cannot be read") from None
    if trust is None:
        raise _unsigned(folder, "there is no trust root to check its signatures by")
    try:
        check_signatures(data, signatures, trust, folder.name)
    except KnownError as refused:
        raise _unsigned(folder, refused.message) from None
    return True


def _unsigned(folder: Path, why: str) -> KnownError:
    return KnownError(
        "score.signature",
        f"the model's signatures do not hold: {why}",
        where=f"{folder.name}/{SIGNATURES}",
        remedy="Name the public keys that you trust with --trust, or have two people sign it.",
    )


def _damaged(folder: Path, name: str, why: str) -> KnownError:
    return KnownError(
        "score.damaged", f"a file of the model {why}", where=f"{folder.name}/{name}", remedy=_AGAIN
    )


def _manifest(folder: Path, data: bytes) -> dict[str, Any]:
    damaged = _damaged(folder, MANIFEST, "was changed or is not a manifest")
    try:
        manifest = json.loads(data)
        version = int(manifest.get("format", 1))
        kind = manifest["kind"]
        names = {plain_name(name) for name, _ in manifest["files"].items()}
        whole = plain_json(manifest).encode() == data and manifest.get("seal") == seal_of(manifest)
    except _NONSENSE:
        raise damaged from None
    if kind != "book":
        raise damaged
    if version > FORMAT:
        raise _of_another_time("score.newer", folder, version, "Update the program.")
    if version < FORMAT:
        raise _of_another_time("score.older", folder, version, "Train the model again.")
    if not whole or not {TREES, RECIPE} <= names:
        raise damaged
    found: dict[str, Any] = manifest
    return found


def _of_another_time(code: str, folder: Path, version: int, remedy: str) -> KnownError:
    return KnownError(
        code,
        f"the model is of format {version}, and this program scores by format {FORMAT}",
        where=f"{folder.name}/{MANIFEST}",
        remedy=remedy,
    )


def _verified(folder: Path, name: str, digest: object) -> bytes:
    try:
        content = (folder / name).read_bytes()
    except OSError:
        raise _damaged(folder, name, "is missing or cannot be read") from None
    if sha256(content) != digest:
        raise _damaged(folder, name, "is not the one that was trained")
    return content


def _recipe(folder: Path, content: bytes) -> Recipe:
    try:
        plain = json.loads(content)
        plain_json(plain).encode()  # neither an infinite figure nor half a character
        return read_recipe(plain)
    except _NONSENSE:
        raise _no_model(folder, RECIPE, "it does not say how its columns are made") from None


def _text(folder: Path, content: bytes, recipe: Recipe) -> str:
    shape = recipe.encoder.shape
    try:
        text = content.decode()
        broken = broken_promise(text, shape.names, shape.signs, categories=shape.categories)
    except (ValueError, KeyError, IndexError):
        broken = "its file is not a model of LightGBM's"
    if broken:
        raise _no_model(folder, TREES, broken)
    return text


def _no_model(folder: Path, name: str, why: str) -> KnownError:
    return KnownError(
        "score.model", f"the model breaks a promise: {why}", where=f"{folder.name}/{name}", remedy=_AGAIN
    )


def _read_nothing_prohibited(recipe: Recipe) -> None:
    for made in recipe.made:
        levels = (*recipe.encoder.kept.get(made.name, ()), *made.rare)
        for column in made.source.columns:
            attribute = prohibited_by(column, levels if len(levels) < 20 else ())
            if attribute:
                raise KnownError(
                    "score.prohibited",
                    f"the model reads {attribute}, which no lending decision may read",
                    where=column,
                    remedy="Train it without --keep-prohibited.",
                )
