"""The officer's own settings: language, theme, text size, where the window stood. No applicant's data.

They lie beside the profile as plain JSON, so that the sign-in screen already speaks the right language. A
damaged file counts as none and is no error: settings are never worth a day's work.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
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
    """The settings under `path`, or the defaults where there are none or they cannot be read. A single value
    that makes no sense becomes its default; the others stay."""
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return Settings()
    usual = Settings()
    languages = {language.value for language in Language}
    return replace(
        settings,
        language=settings.language if settings.language in languages else usual.language,
        theme=settings.theme if settings.theme in THEMES else usual.theme,
        text_size=settings.text_size if settings.text_size in TEXT_SIZES else usual.text_size,
        business_day=settings.business_day if _is_day(settings.business_day) else usual.business_day,
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def save_settings(path: Path, settings: Settings) -> None:
    write_whole(path, msgspec.json.format(msgspec.json.encode(asdict(settings))))


def changed(settings: Settings, **values: object) -> Settings:
    """A copy with some settings changed; an unknown name raises `TypeError`."""
    names = {field.name for field in fields(Settings)}
    if unknown := set(values) - names:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    return replace(settings, **values)  # type: ignore[arg-type]
