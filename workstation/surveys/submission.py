"""A finished survey as an OpenRosa submission: what an ODK server takes over HTTP.

The standard (OpenRosa 1.0, “Form Submission API”): a POST of `multipart/form-data` whose first part,
`xml_submission_file`, is the instance; each file that it names is a part of its own under that name. Where
all of them are more than the server takes at once, several POSTs repeat the instance, and all but the last
say `*isIncomplete*=yes`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from workstation.errors import KnownError
from workstation.surveys.definition import Form
from workstation.surveys.instance import read_instance
from workstation.surveys.tree import Node

HEADERS = {"X-OpenRosa-Version": "1.0"}
MOST_BYTES = 10_000_000
"""Of one POST, unless the server's `X-OpenRosa-Accept-Content-Length` says otherwise."""

_INSTANCE_PART = "xml_submission_file"
_INCOMPLETE_PART = "*isIncomplete*"


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file that the instance names."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """The body of one request, and its Content-Type."""

    content_type: str
    body: bytes


def attachment_names(form: Form, instance: bytes) -> tuple[str, ...]:
    """The files that an instance names, in the order of the form, each once. KnownError survey.instance."""
    tree = read_instance(form, instance)
    names = (node.text for node in tree.root.down() if node.spot.bind.type == "binary")
    return tuple(dict.fromkeys(name for name in names if name))


def instance_id(form: Form, instance: bytes) -> str:
    """The id by which a server knows the submission, as `uuid:…`; "" where the form has none."""
    node = read_instance(form, instance).find(f"{form.root.path}/meta/instanceID")
    return node.text if isinstance(node, Node) else ""


def posts(
    form: Form, instance: bytes, files: Mapping[str, FilePart], *, most: int = MOST_BYTES
) -> tuple[Post, ...]:
    """The requests that carry a submission with its files; the same input gives the same bytes.

    KnownError survey.files where a file that the instance names is not among `files`.
    """
    names = attachment_names(form, instance)
    missing = [name for name in names if name not in files]
    if missing:
        raise KnownError(
            "survey.files",
            f"the survey names a file that is not there: {missing[0]}",
            where=instance_id(form, instance),
            remedy="Put the photo or recording back, then export again.",
        )
    loads = list(_loads([files[name] for name in names], most - len(instance)))
    return tuple(_post(instance, load, last=load is loads[-1]) for load in loads)


def _loads(files: Sequence[FilePart], room: int) -> Iterator[list[FilePart]]:
    """The files, as many to a request as fit; one that is larger than the room goes alone."""
    load: list[FilePart] = []
    taken = 0
    for file in files:
        if load and taken + len(file.data) > room:
            yield load
            load, taken = [], 0
        load.append(file)
        taken += len(file.data)
    yield load


def _post(instance: bytes, files: Sequence[FilePart], *, last: bool) -> Post:
    boundary = _boundary(instance, files)
    parts = [_part(_INSTANCE_PART, "submission.xml", "text/xml; charset=utf-8", instance)]
    parts += [_part(file.name, file.name, file.media_type, file.data) for file in files]
    if not last:
        parts.append(b'Content-Disposition: form-data; name="%s"\r\n\r\nyes' % _INCOMPLETE_PART.encode())
    edge = b"--" + boundary.encode()
    body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
    return Post(f"multipart/form-data; boundary={boundary}", body)


def _part(name: str, file: str, media_type: str, data: bytes) -> bytes:
    head = (
        f'Content-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(file)}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n"
    )
    return head.encode() + data


def _quoted(name: str) -> str:
    """As browsers do (WHATWG HTML, “multipart form data”): quotes and line ends as per cent signs."""
    return "".join(quote(letter) if letter in '"\r\n' else letter for letter in name)


def _boundary(instance: bytes, files: Sequence[FilePart]) -> str:
    """Of the content, so that it is the same each time, and in none of the parts."""
    salt = 0
    while True:
        digest = hashlib.sha256(salt.to_bytes(4, "big") + instance)
        for file in files:
            digest.update(hashlib.sha256(file.data).digest())
        boundary = f"survey-{digest.hexdigest()[:40]}"
        if not any(boundary.encode() in data for data in (instance, *(file.data for file in files))):
            return boundary
        salt += 1
