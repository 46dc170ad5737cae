"""What the hub asks of a survey's files: each is of the kind that its question asks for, and such a file.

Whoever calls a photo something else would need no consent for it, and its time would be held against nothing.
And what is opened at other desks, or handed on, is a picture as the program makes them: small, and without a
camera's words in it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from workstation.domain.surveying import Attachment, AttachmentKind, Survey
from workstation.hub.refusal import Refusal
from workstation.surveys.views import SIGNED, AnswerKind

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun
    from workstation.surveys.views import QuestionView

_KINDS = {
    AnswerKind.PHOTO: AttachmentKind.PHOTO,
    AnswerKind.AUDIO: AttachmentKind.AUDIO,
    AnswerKind.VIDEO: AttachmentKind.VIDEO,
    AnswerKind.FILE: AttachmentKind.FILE,
}
_MEDIA = {
    AttachmentKind.PHOTO: "image/jpeg",
    AttachmentKind.SIGNATURE: "image/png",
    AttachmentKind.AUDIO: "audio/ogg",
}
_ANY_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_SOUND = b"OggS"
_CAMERA_WORDS = frozenset({"exif", "xmp", "photoshop", "comment", "mp"})


def check_kinds(run: FormRun, survey: Survey) -> None:
    """Every file that an answer names is there, of its question's kind, and no other. Raises `Refusal`
    (`survey.files`)."""
    named = {(one.ref, one.name) for one in survey.attachments}
    if named != set(run.files()) or len(named) < len(survey.attachments):
        raise _refusal("its photos and files are not those that its answers name")
    for one in survey.attachments:
        if one.kind is not _kind_of(run.question(one.ref)):
            raise _refusal(f"{one.name} is not of the kind that its question asks for")


def check_contents(survey: Survey, read: Callable[[str], bytes]) -> None:
    """Every file is what it is said to be; `read` gives the bytes of a hash. Raises `Refusal`
    (`survey.files`)."""
    for one in survey.attachments:
        data = read(one.sha256)
        media = _MEDIA.get(one.kind)
        said = one.media_type == media if media else _ANY_MEDIA.fullmatch(one.media_type)
        if not said or len(data) != one.size or not _is_such(one, data):
            raise _refusal(f"{one.name} is not such a file as it is said to be")
    if survey.second is not None and not _is_picture(read(survey.second.signature), "PNG"):
        raise _refusal("the second investigator's signature is no picture")


def _kind_of(question: QuestionView) -> AttachmentKind:
    if question.kind is AnswerKind.PHOTO and question.appearance & SIGNED:
        return AttachmentKind.SIGNATURE
    return _KINDS[question.kind]


def _is_such(one: Attachment, data: bytes) -> bool:
    if one.kind is AttachmentKind.PHOTO:
        return _is_picture(data, "JPEG")
    if one.kind is AttachmentKind.SIGNATURE:
        return _is_picture(data, "PNG")
    return one.kind is not AttachmentKind.AUDIO or data.startswith(_SOUND)


def _is_picture(data: bytes, kind: str) -> bool:
    """Only its head is read."""
    from PIL import Image

    from workstation.surveys.media.photos import LONGEST_SIDE, MOST_KEPT

    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
            small = max(picture.size) <= LONGEST_SIDE and len(data) <= MOST_KEPT
            return small and picture.format == kind and not _CAMERA_WORDS & picture.info.keys()
    except Exception:  # noqa: BLE001  a decoder fed with anything may raise anything
        return False


def _refusal(words: str) -> Refusal:
    return Refusal("survey.files", f"{words}; attach it anew, with this version of the program")
