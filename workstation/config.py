"""The officer's own settings: language, theme, text size, where the window stood. No applicant's data.

They lie beside the profile as plain JSON, so that the sign-in screen already speaks the right language. A
damaged file is set aside, not an error: settings are never worth a day's work.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import msgspec

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
    """The settings under `path`, or the defaults where there are none or they cannot be read."""
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return Settings()
    if settings.theme not in THEMES or settings.text_size not in TEXT_SIZES:
        settings = replace(settings, theme="system", text_size=100)
    known = {language.value for language in Language}
    return settings if settings.language in known else replace(settings, language=Language.ZH.value)


def save_settings(path: Path, settings: Settings) -> None:
    write_whole(path, msgspec.json.format(msgspec.json.encode(asdict(settings))))


def changed(settings: Settings, **values: object) -> Settings:
    """A copy with some settings changed; an unknown name raises `TypeError`."""
    names = {field.name for field in fields(Settings)}
    if unknown := set(values) - names:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    return replace(settings, **values)  # type: ignore[arg-type]
