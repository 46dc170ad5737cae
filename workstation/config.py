"""The officer's own settings: language, theme, text size, where the window stood. No applicant's data.

They lie beside the profile as plain JSON, so that the sign-in screen already speaks the right language. A
damaged file counts as none and is no error: settings are never worth a day's work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from workstation.domain.text import Language
from workstation.files import write_whole

THEMES = ("system", "light", "dark")
TEXT_SIZES = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Settings:
    """`window` and `tables` hold opaque state texts by name; `business_day` (ISO) fixes the day for a
    profile that replays a past one, empty for the real calendar."""

    language: str = Language.ZH.value
    theme: str = "system"
    text_size: int = 100
    window: str = ""
    tables: dict[str, str] | None = None
    business_day: str = ""


def load_settings(path: Path) -> Settings:
    """The settings under `path`, or the defaults where there are none or they cannot be read. A single value
    that makes no sense becomes its default; the others stay."""
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    known = {name: value for name, value in kept.items() if name in _MAKES_SENSE}
    sensible = {name: value for name, value in known.items() if _MAKES_SENSE[name](value)}
    return Settings(**sensible)


def _is_day(value: object) -> bool:
    try:
        return value == "" or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _is_table_states(value: object) -> bool:
    return value is None or (
        isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    )


_MAKES_SENSE: Mapping[str, Callable[[object], bool]] = {
    "language": lambda value: value in tuple(language.value for language in Language),
    "theme": lambda value: value in THEMES,
    "text_size": lambda value: value in TEXT_SIZES,
    "window": lambda value: isinstance(value, str),
    "tables": _is_table_states,
    "business_day": _is_day,
}
"""What each setting may be."""


def save_settings(path: Path, settings: Settings) -> None:
    write_whole(path, json.dumps(asdict(settings), ensure_ascii=False, indent=2).encode())


def changed(settings: Settings, **values: object) -> Settings:
    """A copy with some settings changed; an unknown name raises `TypeError`."""
    names = {field.name for field in fields(Settings)}
    if unknown := set(values) - names:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    return replace(settings, **values)  # type: ignore[arg-type]
