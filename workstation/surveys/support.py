"""What of the XLSForm standard the runner does, leaves aside or refuses, and why: one table, nothing hidden.

The names are those of the standard's reference table and of ODK's form reference. What is *ignored* changes
nothing about the answers: it is said once when a form is checked, and the form runs. What is *refused* would
make a form mean something else than its author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TYPE = "type"
    FUNCTION = "function"
    APPEARANCE = "appearance"
    PARAMETER = "parameter"
    COLUMN = "column"
    CHOICE_COLUMN = "choice column"
    SETTING = "setting"
    SHEET = "sheet"


class Standing(StrEnum):
    SUPPORTED = "supported"
    IGNORED = "ignored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Support:
    kind: Kind
    name: str
    standing: Standing
    why: str = ""


Words = tuple[tuple[str, str], ...]

_TYPES = (
    "text", "integer", "decimal", "range", "date", "time", "dateTime", "select_one", "select_multiple",
    "select_one_from_file", "select_multiple_from_file", "select_one_external", "rank", "note", "geopoint",
    "geotrace", "geoshape", "image", "audio", "video", "file", "barcode", "calculate", "acknowledge",
    "hidden", "xml-external", "csv-external", "start", "end", "today", "deviceid", "username",
    "start-geopoint", "background-geopoint", "begin_group", "end_group", "begin_repeat", "end_repeat",
    "begin_loop", "end_loop", "osm",
)  # fmt: skip
_TYPES_ASIDE: Words = (
    ("audit", "the survey keeps times, edits and positions of its own"),
    ("background-audio", "nobody is recorded without pressing record: use audio"),
    ("subscriberid", "a workstation has none: stays empty"),
    ("simserial", "a workstation has none: stays empty"),
    ("phonenumber", "a workstation has none: stays empty"),
    ("email", "a workstation has none: stays empty"),
)

_LOOKS = (
    "field-list", "table-list", "label", "list-nolabel", "list", "minimal", "autocomplete", "search",
    "search()", "quick", "quickcompact", "columns", "columns-N", "columns-pack", "no-buttons", "horizontal",
    "horizontal-compact",
    "compact", "compact-N", "likert", "multiline", "numbers", "masked", "month-year", "year", "no-calendar",
    "no-ticks", "picker", "thousands-sep", "signature", "draw", "annotate", "new",
    "table",  # our own: the rows of a repeat as lines of one table
)  # fmt: skip
_LOOKS_ASIDE: Words = (
    ("image-map", "the choices are shown as a list"),
    ("map", "there is no map without a network: shown as a list or as numbers"),
    ("maps", "there is no map without a network: the position is shown as numbers"),
    ("quick map", "there is no map without a network"),
    ("placement-map", "there is no map without a network: the position is typed or taken from a device"),
    ("hide-input", "there is no map without a network, so the position itself is shown"),
    ("streets", "there is no map without a network"),
    ("terrain", "there is no map without a network"),
    ("satellite", "there is no map without a network"),
    ("vertical", "the scale lies flat"),
    ("rating", "shown as a scale"),
    ("distress", "shown as a scale"),
    ("bearing", "a workstation has no compass: the number is typed"),
    ("url", "the address is shown, never opened"),
    ("printer", "a workstation drives no label printer"),
    ("new-front", "a workstation takes photos from a file, a card or the camera it has"),
    ("new-rear", "a workstation takes photos from a file, a card or the camera it has"),
    ("selfie", "a workstation takes photos from a file, a card or the camera it has"),
    ("front", "a barcode is read from a photo"),
    ("hidden-answer", "the answer is shown"),
    ("counter", "the number is typed"),
    ("ethiopian", "days are entered in the common calendar, as they are stored"),
    ("coptic", "days are entered in the common calendar, as they are stored"),
    ("islamic", "days are entered in the common calendar, as they are stored"),
    ("bikram-sambat", "days are entered in the common calendar, as they are stored"),
    ("myanmar", "days are entered in the common calendar, as they are stored"),
    ("persian", "days are entered in the common calendar, as they are stored"),
    ("buddhist", "days are entered in the common calendar, as they are stored"),
    ("wN", "questions are laid out by the window's width"),
    ("hidden", "the question is asked: use the type hidden for what nobody sees"),
    ("ex:", "no other program is started: the answer is typed, as the standard foresees"),
)

_PARAMETERS = ("start", "end", "step", "randomize", "seed", "value", "label", "rows")
_PARAMETERS_ASIDE: Words = (
    ("max-pixels", "photos are made smaller to the house's own limits"),
    ("app", "no other program is started"),
    ("quality", "sound is kept in the house's own quality"),
    ("tick_interval", "the scale draws its own ticks"),
    ("tick_labelset", "the scale draws its own labels"),
    ("placeholder", "an empty scale is shown empty"),
    ("capture-accuracy", "the accuracy is shown; who surveys decides"),
    ("warning-accuracy", "the accuracy is shown; who surveys decides"),
    ("allow-mock-accuracy", "where a position comes from is kept beside it"),
    ("incremental", "points are entered one by one"),
    ("reference-geometry", "there is no map without a network"),
    ("location-priority", "the survey keeps times, edits and positions of its own"),
    ("location-min-interval", "the survey keeps times, edits and positions of its own"),
    ("location-max-age", "the survey keeps times, edits and positions of its own"),
    ("track-changes", "every edit is tracked"),
    ("track-changes-reasons", "every edit may have a reason"),
    ("identify-user", "the user is who signed in"),
)

_COLUMNS = (
    "type", "name", "label", "hint", "guidance_hint", "constraint", "constraint_message", "required",
    "required_message", "default", "relevant", "read_only", "calculation", "repeat_count", "appearance",
    "choice_filter", "parameters", "trigger", "media::image", "media::audio", "media::video",
    "media::big-image", "image", "audio", "video", "big-image", "disabled", "rows", "bind::",
    "instance::", "body::", "control::",
)  # fmt: skip
_COLUMNS_ASIDE: Words = (
    ("autoplay", "sound is played when it is asked for"),
    ("body::accuracythreshold", "the accuracy is shown; who surveys decides"),
    ("body::intent", "no other program is started"),
    ("intent", "no other program is started"),
    ("noapperrorstring", "no other program is started"),
    ("save_to", "what belongs to an entity goes out with the survey; no list of entities is kept here"),
    ("compact_tag", "surveys are not sent as text messages"),
    ("sms_field", "surveys are not sent as text messages"),
    ("sms_option", "surveys are not sent as text messages"),
)

_CHOICE_COLUMNS = (
    "list_name", "name", "label", "image", "media::image", "big-image", "media::big-image", "geometry",
)  # fmt: skip
_CHOICE_COLUMNS_ASIDE: Words = (
    ("audio", "choices are read, not heard"),
    ("media::audio", "choices are read, not heard"),
    ("video", "choices are read, not seen"),
    ("media::video", "choices are read, not seen"),
)

_SETTINGS = (
    "form_title", "form_id", "version", "default_language", "instance_name", "namespaces", "name",
    "allow_choice_duplicates", "clean_text_values", "add_none_option", "instance_xmlns", "omit_instanceid",
    "attribute::",
)  # fmt: skip
_SETTINGS_ASIDE: Words = (
    ("submission_url", "surveys go to the hub; an export goes where it is taken"),
    ("auto_send", "the workstation sends by itself"),
    ("auto_delete", "a finished survey is kept"),
    ("client_editable", "a finished survey is never changed: a correction is a new one"),
    ("style", "the window shows one section at a time"),
    ("theme", "the window has its own"),
    ("sms_keyword", "surveys are not sent as text messages"),
    ("sms_separator", "surveys are not sent as text messages"),
    ("prefix", "surveys are not sent as text messages"),
    ("delimiter", "surveys are not sent as text messages"),
)
_SETTINGS_REFUSED: Words = (
    (
        "public_key",
        "its author wants answers that only the holder of a key can read: here supervisors read them",
    ),
)

_SHEETS = ("survey", "choices", "settings", "external_choices", "osm")
_SHEETS_ASIDE: Words = (
    ("entities", "what belongs to an entity goes out with the survey; no list of entities is kept here"),
)

_ALIASES = {
    Kind.COLUMN: {
        "relevance": "relevant", "readonly": "read_only", "calculate": "calculation", "caption": "label",
        "command": "type", "tag": "name", "value": "name", "constraining_message": "constraint_message",
        "constraint-msg": "constraint_message", "requiredmsg": "required_message", "count": "repeat_count",
        "jr:count": "repeat_count", "no_app_error_string": "noapperrorstring", "repeat-count": "repeat_count",
    },
    Kind.CHOICE_COLUMN: {"value": "name", "caption": "label", "list name": "list_name"},
    Kind.SETTING: {"title": "form_title", "set_form_title": "form_title", "id_string": "form_id",
                   "set_form_id": "form_id"},
}  # fmt: skip
_COUNTED = re.compile(r"^(columns|compact)-\d+$")
_GRID = re.compile(r"^w\d+$")


def _rows(kind: Kind, names: Iterable[str], aside: Words = (), refused: Words = ()) -> list[Support]:
    found = [Support(kind, name, Standing.SUPPORTED) for name in names]
    found += [Support(kind, name, Standing.IGNORED, why) for name, why in aside]
    return found + [Support(kind, name, Standing.REFUSED, why) for name, why in refused]


def table() -> tuple[Support, ...]:
    """Everything that the standard lists, in the order of a form: sheets, settings, columns, types …"""
    from workstation.surveys.xpath import FUNCTIONS

    return (
        *_rows(Kind.SHEET, _SHEETS, _SHEETS_ASIDE),
        *_rows(Kind.SETTING, _SETTINGS, _SETTINGS_ASIDE, _SETTINGS_REFUSED),
        *_rows(Kind.COLUMN, _COLUMNS, _COLUMNS_ASIDE),
        *_rows(Kind.CHOICE_COLUMN, _CHOICE_COLUMNS, _CHOICE_COLUMNS_ASIDE),
        *_rows(Kind.TYPE, _TYPES, _TYPES_ASIDE),
        *_rows(Kind.PARAMETER, _PARAMETERS, _PARAMETERS_ASIDE),
        *_rows(Kind.APPEARANCE, _LOOKS, _LOOKS_ASIDE),
        *_rows(Kind.FUNCTION, sorted(FUNCTIONS)),
    )


def spelled(column: str) -> str:
    """A column's name as the standard spells it now: older forms part its halves by a single colon."""
    return column if "::" in column or column.startswith("jr:") else column.replace(":", "::", 1)


class Supported:
    """The table by name, so that a form's own spellings find their row."""

    def __init__(self) -> None:
        self._rows = {(row.kind, row.name.lower()): row for row in table()}

    def of(self, kind: Kind, name: str) -> Support | None:
        """The row of a name as a form writes it; None if the standard has no such name."""
        plain = name.strip().lower()
        if kind is Kind.APPEARANCE:
            plain = _COUNTED.sub(r"\1-n", _GRID.sub("wn", plain))
            plain = "ex:" if plain.startswith("ex:") else plain
        elif kind in _ALIASES:
            plain = _ALIASES[kind].get(plain, plain)
        found = self._rows.get((kind, plain))
        if found is not None or "::" not in plain:
            return found
        head = plain.partition("::")[0]
        return self._rows.get((kind, _ALIASES.get(kind, {}).get(head, head))) or self._rows.get(
            (kind, f"{head}::")
        )
