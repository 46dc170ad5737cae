"""Files of a survey at the hub: small pictures without a camera's words, sound, no false names."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.factories import AS_OF
from tests.helpers.surveying import photo, survey
from workstation.crypto import sha256
from workstation.domain.surveying import Attachment, AttachmentKind, SecondInvestigator
from workstation.hub.refusal import Refusal
from workstation.services.proving_files import check_contents
from workstation.surveys.media.photos import photo_of
from workstation.surveys.media.signatures import signature_of

SIGNATURE = signature_of([[(0.1, 0.1), (0.9, 0.9)]])
PHOTO = photo_of(SIGNATURE).data
SOUND = b"OggS and so on"
PAGE = b"<html><script>alert(1)</script></html>"


def jpeg(size: tuple[int, int], **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("L", size).save(stream, "JPEG", **more)  # type: ignore[arg-type]
    return stream.getvalue()


def with_place() -> bytes:
    words = Image.Exif()
    words.get_ifd(0x8825)[2] = (29.0, 18.0, 0.0)
    return jpeg((60, 60), exif=words)


def of(
    data: bytes, kind: AttachmentKind = AttachmentKind.PHOTO, media_type: str = "image/jpeg"
) -> Attachment:
    return photo(data, kind=kind, media_type=media_type)


SOUNDS, SIGNED = AttachmentKind.AUDIO, AttachmentKind.SIGNATURE


@pytest.mark.parametrize(
    ("one", "data"),
    [
        (of(PHOTO), PHOTO),
        (of(SIGNATURE, SIGNED, "image/png"), SIGNATURE),
        (of(SOUND, SOUNDS, "audio/ogg"), SOUND),
        (of(PAGE, AttachmentKind.FILE, "application/octet-stream"), PAGE),
    ],
)
def test_what_the_program_makes_is_taken(one: Attachment, data: bytes) -> None:
    check_contents(survey("t:1", AS_OF, attachments=(one,)), lambda _: data)


@pytest.mark.parametrize(
    ("one", "data"),
    [
        (of(PAGE), PAGE),
        (of(SIGNATURE), SIGNATURE),
        (of(with_place()), with_place()),
        (of(jpeg((60, 60), comment=b"330782199001011234")), jpeg((60, 60), comment=b"330782199001011234")),
        (of(jpeg((20_000, 4))), jpeg((20_000, 4))),
        (of(PHOTO, media_type="text/html"), PHOTO),
        (replace(of(PHOTO), size=1), PHOTO),
        (of(PAGE, SOUNDS, "audio/ogg"), PAGE),
        (of(PHOTO, SIGNED, "image/png"), PHOTO),
        (of(PAGE, AttachmentKind.FILE, "text/html\r\nX-Other: 1"), PAGE),
    ],
)
def test_what_it_does_not_make_is_refused(one: Attachment, data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        check_contents(survey("t:1", AS_OF, attachments=(one,)), lambda _: data)
    assert caught.value.code == "survey.files"


def test_the_second_investigator_signed_with_a_picture() -> None:
    second = SecondInvestigator("李明", sha256(SIGNATURE))
    check_contents(survey("t:1", AS_OF, second=second), lambda _: SIGNATURE)
    with pytest.raises(Refusal):
        check_contents(survey("t:1", AS_OF, second=second), lambda _: b"a signature")
