"""Audio notes: recorded from the microphone or taken from a file, mono, kept as Ogg within limits."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from workstation.errors import KnownError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
MOST_SECONDS = 600
MOST_BYTES = 60 << 20
MEDIA_TYPE = "audio/ogg"
_OPUS_RATES = frozenset({8_000, 12_000, 16_000, 24_000, 48_000})
_FORMATS = frozenset({"WAV", "WAVEX", "FLAC", "OGG", "MP3", "AIFF"})
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Sound:
    data: bytes
    seconds: float


class Stream(Protocol):
    def start(self) -> object: ...

    def stop(self) -> object: ...

    def close(self) -> object: ...


Heard = Callable[[Any, int, Any, Any], None]


def microphone(heard: Heard) -> Stream:
    """The default microphone. Raises `KnownError` `audio.none` where there is none, or none that we may
    use."""
    try:
        import sounddevice

        stream: Stream = sounddevice.InputStream(samplerate=RATE, channels=1, dtype="int16", callback=heard)
    except Exception:  # noqa: BLE001  no library, no device, no right to it: one answer to the officer
        raise KnownError(
            "audio.none",
            "no microphone can be used on this computer",
            remedy="Allow the program to use it in the system's settings, or add a recording as a file.",
        ) from None
    return stream


class Recorder:
    """One recording. The device's own thread brings the pieces; after the longest time no more is kept."""

    def __init__(self, listen: Callable[[Heard], Stream] = microphone) -> None:
        self._pieces: list[NDArray[np.int16]] = []
        self._frames = 0
        self.level = 0.0
        """How loud the last piece was, 0 to 1."""
        self._stream = listen(self._heard)
        self._stream.start()

    @property
    def seconds(self) -> float:
        return self._frames / RATE

    @property
    def full(self) -> bool:
        return self.seconds >= MOST_SECONDS

    def stop(self) -> Sound:
        """Raises `KnownError` `audio.empty` where nothing was heard."""
        self.drop()
        import numpy as np

        if not self._pieces:
            raise KnownError("audio.empty", "nothing was recorded", remedy="Record again, a little longer.")
        samples = np.concatenate(self._pieces)[: RATE * MOST_SECONDS]
        return Sound(_ogg(samples, RATE), len(samples) / RATE)

    def drop(self) -> None:
        """End it and keep nothing of it elsewhere."""
        self._stream.stop()
        self._stream.close()

    def _heard(self, piece: Any, frames: int, _time: Any, _status: Any) -> None:
        if self.full:
            return
        mono = piece[:, 0].copy()
        self._pieces.append(mono)
        self._frames += frames
        self.level = float(abs(mono.astype("int32")).max(initial=0)) / 32_768


def sound_of(data: bytes, name: str = "") -> Sound:
    """A recording from a file, written anew without what its maker wrote beside the sound. Raises
    `KnownError`: `audio.size`, `audio.type`, `audio.length`."""
    import soundfile

    if not data or len(data) > MOST_BYTES:
        raise KnownError(
            "audio.size",
            f"the file has {len(data):,} bytes; it may have 1 to {MOST_BYTES:,}",
            where=name,
            remedy="Choose a shorter recording.",
        )
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.format not in _FORMATS or not 4_000 <= file.samplerate <= 192_000 or file.channels > 8:
                raise _unreadable(name)
            samples, rate = _mono(file, name), int(file.samplerate)
    except (soundfile.SoundFileError, OSError, ValueError, MemoryError):
        raise _unreadable(name) from None
    if not len(samples):
        raise _unreadable(name)
    return Sound(_ogg(samples, rate), len(samples) / rate)


def _mono(file: Any, name: str) -> NDArray[np.float32]:
    """Read in pieces: what a file claims of its length is not believed."""
    import numpy as np

    pieces: list[NDArray[np.float32]] = []
    frames = 0
    while len(piece := file.read(_PIECE, dtype="float32", always_2d=True)):
        frames += len(piece)
        if frames > MOST_SECONDS * file.samplerate:
            raise KnownError(
                "audio.length",
                f"the recording is longer than {MOST_SECONDS // 60} minutes",
                where=name,
                remedy="Choose a shorter recording.",
            )
        pieces.append(np.nan_to_num(piece.mean(axis=1)))
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _ogg(samples: Any, rate: int) -> bytes:
    import soundfile

    stream = io.BytesIO()
    subtype = "OPUS" if rate in _OPUS_RATES else "VORBIS"
    soundfile.write(stream, samples, rate, format="OGG", subtype=subtype)
    return stream.getvalue()


def _unreadable(name: str) -> KnownError:
    return KnownError(
        "audio.type",
        "the file is no recording in WAV, FLAC, OGG or MP3",
        where=name,
        remedy="Save it as one of these and add it again.",
    )
