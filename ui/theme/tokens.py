"""Design tokens: every colour, distance and text size of the desk has a name here and nowhere else.

Colours come in pairs that are read together; `READ_TOGETHER` names them, and a test holds each pair to a
contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). Distances are multiples of four pixels at 100 % text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `*_soft` is a quiet ground on which the colour of the same name is read."""

    window: str  # the ground of everything
    surface: str  # what is read: tables, papers, cards
    raised: str  # heads of tables, hovered rows, fields
    line: str  # hairlines
    line_strong: str  # borders of fields
    text: str
    text_soft: str  # second line, labels
    text_faint: str  # what may be overlooked
    accent: str  # the one colour of action and selection
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    focus: str
    series: tuple[str, ...]  # lines and bars of charts, in order


LIGHT = Colours(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#eef0f3",
    line="#e1e4e9",
    line_strong="#c3c9d2",
    text="#1b212b",
    text_soft="#4d5664",
    text_faint="#656e7c",
    accent="#1f5fbf",
    accent_soft="#e6eefb",
    on_accent="#ffffff",
    good="#196b42",
    good_soft="#e3f3ea",
    warn="#855000",
    warn_soft="#fbf0dc",
    bad="#b0261c",
    bad_soft="#fbe7e5",
    focus="#1f5fbf",
    series=("#1f5fbf", "#c2660c", "#27845a", "#8a4fb5", "#b0261c", "#4d7d8c"),
)

DARK = Colours(
    window="#14171c",
    surface="#1b1f26",
    raised="#252a33",
    line="#2c323c",
    line_strong="#454d5a",
    text="#e8ebf0",
    text_soft="#aeb6c2",
    text_faint="#939cab",
    accent="#7db0ff",
    accent_soft="#1f3050",
    on_accent="#0c1420",
    good="#6fcf9c",
    good_soft="#17352a",
    warn="#eab75e",
    warn_soft="#3a2e17",
    bad="#ff9387",
    bad_soft="#43211f",
    focus="#7db0ff",
    series=("#7db0ff", "#f0a45c", "#6fcf9c", "#c79bea", "#ff9387", "#8fc3d3"),
)

THEMES: dict[str, Colours] = {"light": LIGHT, "dark": DARK}

READ_TOGETHER: tuple[tuple[str, str], ...] = (
    *(
        (ink, ground)
        for ink in ("text", "text_soft", "text_faint")
        for ground in ("window", "surface", "raised")
    ),
    ("accent", "surface"),
    ("accent", "window"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    ("on_accent", "accent"),
    *((ink, ground) for ink in ("good", "warn", "bad") for ground in ("surface", f"{ink}_soft")),
)

# Distances in pixels at 100 %.
HAIR, TIGHT, SNUG, GAP, ROOM, WIDE, BROAD = 1, 4, 8, 12, 16, 24, 32
RADIUS = 6
ROW_HEIGHT = 34

# Text sizes in points at 100 %.
SMALL, BODY, LARGE, TITLE, FIGURE = 9.0, 10.5, 12.5, 16.0, 20.0


def colour_names() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Colours) if f.name != "series")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0–1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
