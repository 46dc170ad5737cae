"""Where the sellers of the demonstration are and when they are open: their towns are real, the sellers and
their doors are not. Who is left out has told nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Place(NamedTuple):
    """As an officer writes them (`domain.places`, `domain.hours`)."""

    position: str
    hours: str = ""


_SHOP, _YARD, _OFFICE = "9:30-21:30", "1-6 8:00-12:00 13:30-18:00", "1-5 9:00-12:00 13:30-17:30"

PLACES: Mapping[str, Place] = {
    "S001": Place("29.3068, 120.0751", _SHOP),
    "S002": Place("30.2741, 120.1551", _OFFICE),
    "S003": Place("23.4660, 116.7560", _SHOP),
    "S005": Place("23.1291, 113.2644", _OFFICE),
    "S006": Place("22.8054, 113.2930", "1-6 10:00-18:00"),
    "S008": Place("22.5431, 114.0850", "10:00-19:00"),
    "S009": Place("24.7814, 118.5525", _YARD),
    "S010": Place("29.9425, 121.8410", _OFFICE),
    "S011": Place("27.9940, 120.6990", "1-4 8:00-12:00 13:30-17:30"),
    "S012": Place("30.6634, 104.0720", _SHOP),
    "S013": Place("31.2983, 120.6203", _YARD),
    "S014": Place("31.3012, 120.6251", _OFFICE),
    "S015": Place("31.7790, 119.9550", _SHOP),
    "S017": Place("29.0790, 119.6470", _SHOP),
    "S018": Place("36.0671, 120.3826", _OFFICE),
    "S019": Place("34.2050, 117.2840", _YARD),
    "S020": Place("39.1130, 116.0200", _SHOP),
    "S022": Place("36.6840, 118.4800", _YARD),
    "S023": Place("30.8430, 120.2670"),
    "S024": Place("40.8420, 111.7490", _OFFICE),
    "S025": Place("22.9372, 113.9463", _YARD),
    "S026": Place("30.5110, 120.6800", _YARD),
    "S027": Place("28.3720, 121.3860", _YARD),
    "S028": Place("22.6770, 113.2430", "1-6 8:30-12:00 14:00-18:00"),
    "S029": Place("33.5810, 114.0160", _SHOP),
    "S030": Place("31.3520, 118.4330", _SHOP),
}
