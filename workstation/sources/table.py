"""The declaration of a source's tables: which files, which columns, what each means. Data, no reading."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.sources.parse import Parser


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical value and where it stands.

    `columns` are the spellings of the column's name, the first that a file has is taken. A row whose
    `required` value is empty is refused; a file without an `optional` column is read with nothing in it.
    """

    name: str
    columns: tuple[str, ...]
    parse: Parser
    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file of a source.

    `stems` are file names without their ending, `*` stands for anything; `key` names the fields that
    together name a row: a second row with the same key is refused. An `optional` table may be absent; only a
    table of `many` files may lie in several.
    """

    name: str
    stems: tuple[str, ...]
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    optional: bool = False
    many: bool = False

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)
