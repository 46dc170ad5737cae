"""A position from a satellite receiver on a serial port (NMEA 0183), as USB receivers give it on every
system."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from workstation.domain.places import MILLION
from workstation.domain.surveying import Position, PositionSource
from workstation.errors import KnownError

_BAUD = (9600, 4800, 38400, 115200)
_METRES_OF_DILUTION = 5.0
"""What one unit of horizontal dilution stands for, in metres, as receivers of this kind give it."""


def ports() -> tuple[str, ...]:
    """The serial ports of this computer, those of USB devices first."""
    from serial.tools.list_ports import comports

    found = sorted(comports(), key=lambda port: (port.vid is None, port.device))
    return tuple(port.device for port in found)


def read_position(port: str, *, seconds: float = 20.0, cancelled: Callable[[], bool] = bool) -> Position:
    """The first position with a fix that the receiver at `port` gives. Raises `KnownError` `position.none`
    where it gives none in time, `position.port` where nothing can be read there."""
    import serial

    until = time.monotonic() + seconds
    for baud in _BAUD:
        try:
            with serial.Serial(port, baud, timeout=0.5) as line:
                share = min(until, time.monotonic() + seconds / len(_BAUD))
                found = fix_in(_lines(line.readline, lambda end=share: time.monotonic() > end or cancelled()))  # type: ignore[misc]
        except (OSError, serial.SerialException):
            raise KnownError(
                "position.port",
                "nothing can be read from the receiver",
                where=port,
                remedy="Plug it in again, or type the position.",
            ) from None
        if found is not None:
            return found
        if cancelled():
            break
    raise KnownError(
        "position.none",
        "the receiver knows no position yet",
        where=port,
        remedy="Go under open sky and try again, or type the position.",
    )


def fix_in(lines: Iterable[str]) -> Position | None:
    """The first position with a fix among NMEA sentences; lines that are none, or damaged, are passed
    over."""
    import pynmea2

    for text in lines:
        with suppress(pynmea2.ParseError, ValueError, TypeError, AttributeError):
            said = pynmea2.parse(text.strip(), check=True)
            if said.sentence_type != "GGA" or not int(said.gps_qual or 0):
                continue
            accuracy = round(float(said.horizontal_dil or 0) * _METRES_OF_DILUTION)
            return Position(
                round(said.latitude * MILLION),
                round(said.longitude * MILLION),
                accuracy,
                PositionSource.DEVICE,
            )
    return None


def _lines(read: Callable[[], bytes], over: Callable[[], bool]) -> Iterator[str]:
    while not over():
        yield read().decode("ascii", "replace")
