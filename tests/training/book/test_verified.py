"""Whatever stands in a model's folder, it is a model or is refused by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workstation.crypto import sha256
from workstation.errors import KnownError
from workstation.training.book.recipe import FORMAT
from workstation.training.book.verified import MANIFEST, open_model, plain_json, seal_of

PLAIN: dict[str, Any] = {"kind": "book", "format": FORMAT, "files": {}}


def sealed(**more: Any) -> str:
    """A manifest that is what its seal says."""
    manifest = PLAIN | more
    return plain_json({**manifest, "seal": seal_of(manifest)})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '"book"',
        "{}",
        '{"format": 1e999, "kind": "book", "files": {}}',
        '{"format": NaN, "kind": "book", "files": {}}',
        f'{{"format": {FORMAT}, "kind": "book", "files": {{}}, "target": NaN}}',
        f'{{"format": {FORMAT}, "kind": "book", "files": {{}}, "target": "\\ud800"}}',
        '{"files": ' + "[" * 100_000,
        sealed(files=["model.json", "model.txt"]),
        sealed(files="model.json"),
        sealed(files={"model.json": "0" * 64}),
        sealed(files={"model.json": "0" * 64, "model.txt": "0" * 64, "../trust.json": "0" * 64}),
        sealed(files={"model.json": None, "model.txt": 1}),
    ],
)
def test_what_is_no_manifest_is_a_damaged_one(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(KnownError) as refused:
        open_model(tmp_path, None)
    assert refused.value.code == "score.damaged" and tmp_path.name in refused.value.where


@pytest.mark.parametrize("text", ["", "[]", '{"columns": 1e999}', '{"bad": ["\\ud800"]}', "[" * 100_000])
def test_what_is_no_recipe_is_no_model(text: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(text, encoding="utf-8")
    (tmp_path / "model.txt").write_text("tree", encoding="utf-8")
    files = {name: sha256((tmp_path / name).read_bytes()) for name in ("model.json", "model.txt")}
    (tmp_path / MANIFEST).write_text(sealed(files=files), encoding="utf-8")
    with pytest.raises(KnownError, match=r"score\.model"):
        open_model(tmp_path, None)
