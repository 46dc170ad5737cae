"""What a visit brings back: photos made anew, sound, signatures, codes and positions, and what is refused."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import segno
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests.surveys.pictures import SHANGHAI, jpeg, noise
from workstation.domain.surveying import Position, PositionSource
from workstation.errors import KnownError
from workstation.surveys.media import cards, photos, sound
from workstation.surveys.media.barcodes import barcodes_in
from workstation.surveys.media.photos import photo_of, thumbnail_of
from workstation.surveys.media.receiver import fix_in
from workstation.surveys.media.signatures import signature_of


def test_a_photo_is_kept_without_what_the_camera_wrote_and_that_beside_it() -> None:
    photo = photo_of(jpeg(gps=SHANGHAI, offset="+08:00"))

    assert photo.taken_at == "2026-11-28T14:03:22+08:00"
    assert photo.position == Position(31_230_400, 121_473_700, 12, PositionSource.PHOTO)
    with Image.open(io.BytesIO(photo.data)) as kept:
        assert kept.format == "JPEG" and kept.size == (400, 300)
        assert not kept.getexif() and "comment" not in kept.info
    assert b"secret" not in photo.data


def test_a_photo_taken_upright_is_kept_upright() -> None:
    photo = photo_of(jpeg(Image.new("RGB", (400, 300)), orientation=6))

    assert (photo.width, photo.height) == (300, 400)


def test_a_large_photo_is_made_smaller_until_a_weak_link_can_carry_it() -> None:
    photo = photo_of(jpeg(noise(4_000, 3_000)))

    assert photo.width == photos.LONGEST_SIDE
    assert len(photo.data) <= photos.MOST_KEPT


def test_what_is_see_through_turns_white_and_not_black() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")

    with Image.open(io.BytesIO(photo_of(stream.getvalue()).data)) as kept:
        assert kept.getpixel((20, 20)) == (255, 255, 255)


def test_a_thumbnail_shows_the_whole_photo() -> None:
    with Image.open(io.BytesIO(thumbnail_of(photo_of(jpeg(noise(1_600, 1_200))).data))) as small:
        assert small.size == (320, 240)


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = jpeg(noise())

    assert photo_of(data).data == photo_of(data).data


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 1.0)},
        {1: "N", 2: (31.0, 0.0, 0.0), 3: "E", 4: (IFDRational(1, 0), 0.0, 0.0)},
        {1: "X", 2: (31.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (31.0,), 3: "E", 4: (1.0, 0.0, 0.0)},
        {2: (31.0, 0.0, 0.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    ],
    ids=["beyond the pole", "no number", "no direction", "too short", "half", "none yet"],
)
def test_a_position_that_cannot_be_counts_as_not_said(gps: dict[int, object]) -> None:
    assert photo_of(jpeg(gps=gps)).position is None


def test_a_moment_that_cannot_be_counts_as_not_said() -> None:
    assert photo_of(jpeg(taken="0000:00:00 00:00:00")).taken_at == ""


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims to be 60,000 × 60,000."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


def grown(data: bytes) -> bytes:
    return data.ljust(photos.MOST_BYTES + 1, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo.size"),
        (grown(b"\xff\xd8"), "photo.size"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "photo.type"),
        (b"GIF89a" + b"\0" * 50, "photo.type"),
        (b"%PDF-1.7", "photo.type"),
        (bomb(), "photo.pixels"),
        (jpeg(noise())[:9_000], "photo.damaged"),
    ],
    ids=["empty", "huge", "a drawing with a script", "GIF", "PDF", "bomb", "cut off"],
)
def test_what_is_no_sound_photo_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        photo_of(data, "IMG_0001.JPG")

    assert (refused.value.code, refused.value.where) == (code, "IMG_0001.JPG")
    assert refused.value.remedy


@given(st.data())
def test_a_photo_with_any_bytes_changed_is_kept_or_refused_and_never_stumbled_over(
    data: st.DataObject,
) -> None:
    whole = bytearray(jpeg(gps=SHANGHAI))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        made = photo_of(bytes(whole)).data
    except KnownError as refused:
        made, code = b"", refused.code

    assert made.startswith(b"\xff\xd8") or code.startswith("photo.")


def test_a_barcode_and_a_code_of_squares_are_read_from_one_photo() -> None:
    sheet = Image.new("RGB", (600, 700), "white")
    for text, top in (("SF1234567890", 20), ("货号 8801", 360)):
        stream = io.BytesIO()
        segno.make(text).save(stream, kind="png", scale=8, border=4)
        with Image.open(stream) as code:
            sheet.paste(code.convert("RGB"), (40, top))

    assert barcodes_in(photo_of(jpeg(sheet)).data) == ("SF1234567890", "货号 8801")


def test_a_photo_without_a_code_says_what_to_do() -> None:
    with pytest.raises(KnownError, match="closer") as none:
        barcodes_in(photo_of(jpeg()).data, "IMG_2.JPG")

    assert (none.value.code, none.value.where) == ("barcode.none", "IMG_2.JPG")


def test_a_signature_becomes_black_ink_on_white() -> None:
    data = signature_of([[(0.1, 0.5), (0.5, 0.2), (0.9, 0.5)], [(0.5, 0.5), (0.5, 0.5)]])

    with Image.open(io.BytesIO(data)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (900, 300))
        assert drawn.getpixel((450, 62)) < 40 and drawn.getpixel((10, 10)) == 255


@pytest.mark.parametrize(
    "strokes",
    [[], [[(0.5, 0.5)]], [[(0.5, 0.5), (0.55, 0.5)]], [[(0.0, 0.0)] * 20_001]],
    ids=["nothing", "a dot", "a slip", "too much"],
)
def test_a_slip_of_the_pen_is_no_signature(strokes: list[list[tuple[float, float]]]) -> None:
    with pytest.raises(KnownError, match=r"signature\.empty"):
        signature_of(strokes)


FIX = "$GPGGA,123519,3113.8240,N,12128.4220,E,1,08,0.9,545.4,M,46.9,M,,*47"
NO_FIX = "$GPGGA,123519,,,,,0,00,,,M,,M,,*6B"


def test_a_receiver_gives_the_first_position_with_a_fix() -> None:
    lines = ["garbage", FIX[:-1] + "F", NO_FIX, "$GPRMC,,V,,,,,,,,,,N*53", FIX]

    assert fix_in(lines) == Position(31_230_400, 121_473_700, 4, PositionSource.DEVICE)
    assert fix_in([NO_FIX, "\x00\xff"]) is None


class FakeMicrophone:
    """Stands where the sound card is: says a tone whenever it is told to."""

    def __init__(self) -> None:
        self.heard: sound.Heard | None = None
        self.running = False

    def __call__(self, heard: sound.Heard) -> FakeMicrophone:
        self.heard = heard
        return self

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def close(self) -> None:
        assert not self.running

    def say(self, seconds: float, loud: float = 0.5) -> None:
        assert self.heard is not None and self.running
        count = int(seconds * sound.RATE)
        tone = (np.sin(np.arange(count) / 8) * 32_767 * loud).astype(np.int16)
        self.heard(tone[:, None], count, None, None)


def test_an_audio_note_is_recorded_with_its_level_and_kept_small() -> None:
    microphone = FakeMicrophone()
    recorder = sound.Recorder(microphone)
    microphone.say(1.5)
    microphone.say(0.5, loud=0.25)
    level, made = recorder.level, recorder.stop()

    assert 0.2 < level < 0.3
    assert made.seconds == 2.0 and not microphone.running
    assert len(made.data) < 2 * sound.RATE * 2 / 3
    assert soundfile.info(io.BytesIO(made.data)).format == "OGG"


def test_a_recording_ends_by_itself_at_the_longest_time() -> None:
    microphone = FakeMicrophone()
    recorder = sound.Recorder(microphone)
    for _ in range(11):
        microphone.say(60)

    assert recorder.full and recorder.seconds == sound.MOST_SECONDS
    recorder.drop()


def test_nothing_recorded_is_said_so() -> None:
    with pytest.raises(KnownError, match=r"audio\.empty"):
        sound.Recorder(FakeMicrophone()).stop()


def wave(seconds: float, rate: int = 8_000, channels: int = 2) -> bytes:
    stream = io.BytesIO()
    samples = np.zeros((int(seconds * rate), channels), np.float32)
    soundfile.write(stream, samples, rate, format="WAV")
    return stream.getvalue()


def test_a_recording_from_a_file_is_made_anew_as_one_channel() -> None:
    made = sound.sound_of(wave(1.0, rate=44_100))

    info = soundfile.info(io.BytesIO(made.data))
    assert (info.channels, info.samplerate, round(made.seconds, 3)) == (1, 44_100, 1.0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "audio.size"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "audio.type"),
        (b"<html>", "audio.type"),
        (wave(601, rate=4_000, channels=1), "audio.length"),
        (wave(0), "audio.type"),
    ],
    ids=["empty", "cut off", "a page", "too long", "silence without length"],
)
def test_what_is_no_recording_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        sound.sound_of(data, "note.wav")

    assert (refused.value.code, refused.value.where) == (code, "note.wav")


def test_the_newest_pictures_of_a_card_come_first_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "DCIM" / "100CANON"
    folder.mkdir(parents=True)
    for number, name in enumerate(("IMG_1.JPG", "IMG_2.jpg", "MVI_3.MOV", "._IMG_4.JPG", "IMG_5.PNG")):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (number, number))
    (tmp_path / "IMG_9.JPG").write_bytes(b"outside")
    (folder / "IMG_6.JPG").symlink_to(tmp_path / "IMG_9.JPG")

    found = cards.pictures_on([tmp_path, tmp_path / "gone"])

    assert [picture.path.name for picture in found] == ["IMG_5.PNG", "IMG_2.jpg", "IMG_1.JPG"]
    assert [p.path.name for p in cards.pictures_on([tmp_path], limit=1)] == ["IMG_5.PNG"]
