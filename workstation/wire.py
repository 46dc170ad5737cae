"""What hub and workstation say to each other, as data: msgpack by msgspec, compressed with zstandard.

Both ends build and read exactly these values; a message that is anything else raises `KnownError`
(`wire.malformed`). Structs travel as arrays, so fields may only be added at the end, with a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec
import zstandard

from workstation.domain.acts import Act, ActAnswer, ActKind, ActOutcome
from workstation.domain.forms import PublishedForm
from workstation.domain.scenarios import BudgetShare, PublishedScenario
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError
from workstation.ports import FilePart, RecordPut

PROTOCOL = 1
"""The version of everything in this file. A hub answers its own version and refuses others with words."""

PAGE_ROWS = 5_000
PAGE_BYTES = 1 << 20
"""A page is at most so many rows and so many bytes before compression: decoding one holds the interpreter,
and a larger one would be seen as a stall in the window."""

CHUNK_BYTES = 1 << 20
"""A file is uploaded in chunks of at most this size, each with its own hash."""

ACTS_AT_ONCE = 50
MESSAGE_BYTES = 4 << 20
"""The largest request a hub reads, and the largest answer (unpacked) a workstation reads."""

HEADER_PROTOCOL = "Workstation-Protocol"
HEADER_EPOCH = "Workstation-Epoch"
HEADER_NONCE = "Workstation-Nonce"
HEADER_CHUNK_SHA256 = "Workstation-Chunk-Sha256"
HEADER_BLOB_SIZE = "Workstation-Blob-Size"
HEADER_BLOB_OFFSET = "Workstation-Blob-Offset"
AUTHORIZATION_SCHEME = "Workstation"
CONTENT_TYPE = "application/vnd.workstation.msgpack+zstd"

_ZSTD_LEVEL = 1  # a loopback or office network is faster than a higher level's gain


class WireStruct(msgspec.Struct, array_like=True, frozen=True):
    """A message or a part of one."""


class WireAct(WireStruct, frozen=True):
    id: str
    kind: ActKind
    applicant_id: str
    base_version: int
    body: bytes
    made_by: str
    made_at: str
    blobs: tuple[str, ...]


class WireAnswer(WireStruct, frozen=True):
    act_id: str
    outcome: ActOutcome
    code: str
    reason: str


class Hello(WireStruct, frozen=True):
    """The first word of a hub: a nonce to sign with, and what it is."""

    nonce: str
    epoch: str
    protocol: int


class EnrolRequest(WireStruct, frozen=True):
    """`proof` is the device's signature over the code, so that nobody enrols a key that is not theirs."""

    code: str
    device_name: str
    public_key: bytes
    proof: bytes


class EnrolAnswer(WireStruct, frozen=True):
    device_id: str
    officer_id: str
    officer_name: str
    role: str
    hub_public_key: bytes
    recovery_public_key: bytes
    epoch: str


class ActsRequest(WireStruct, frozen=True):
    acts: tuple[WireAct, ...]


class ActsAnswer(WireStruct, frozen=True):
    answers: tuple[WireAnswer, ...]


class WireSigner(WireStruct, frozen=True):
    certificate_sha256: str
    device_id: str
    device_name: str
    officer_id: str
    registered_at: str
    revoked_at: str


class SignerRequest(WireStruct, frozen=True):
    """The fingerprint of the certificate that this device signs its papers with."""

    certificate_sha256: str


class SignersAnswer(WireStruct, frozen=True):
    """Every certificate that signs the lender's papers."""

    signers: tuple[WireSigner, ...]


class WireScenario(WireStruct, frozen=True):
    """A published scenario: its file and signatures as they were signed; what approvals use of its budget,
    and what is reserved of it for the person who asks: (amount, last day, decisions counted)."""

    id: str
    version: int
    sha256: str
    body: bytes
    signatures: bytes
    published_at: str
    used: int
    share: tuple[int, str, tuple[str, ...]] | None


class WireForm(WireStruct, frozen=True):
    """A published survey form; its package is fetched like a file, by its hash."""

    id: str
    sha256: str
    own_id: str
    version: str
    title: str
    package: str
    published_at: str
    ended_at: str


class Index(WireStruct, frozen=True):
    """The files in the officer's scope, each with the newest sequence number that anything of it has; whose
    certificates sign papers, which scenarios are published, the signed file that puts forecasts right, and
    which survey forms are published: None from a hub that does not keep them yet."""

    files: tuple[tuple[str, int], ...]
    signers: tuple[WireSigner, ...] | None = None
    scenarios: tuple[WireScenario, ...] | None = None
    adjustment: str | None = None
    forms: tuple[WireForm, ...] | None = None


class PullRequest(WireStruct, frozen=True):
    """Files to bring, each from behind the sequence number up to which all of it is stored already."""

    wanted: tuple[tuple[str, int], ...]


class WireRecord(WireStruct, frozen=True):
    kind: str
    id: str
    version: int
    seq: int
    body: bytes | None


class WirePart(WireStruct, frozen=True):
    applicant_id: str
    cursor: int
    records: list[WireRecord]
    rows: dict[str, list[tuple[Any, ...]]]


class Page(WireStruct, frozen=True):
    parts: list[WirePart]


class NumbersRequest(WireStruct, frozen=True):
    count: int


class NumbersAnswer(WireStruct, frozen=True):
    prefix: str
    first: int
    last: int


class ChecksRequest(WireStruct, frozen=True):
    applicants: tuple[str, ...]


class FileCheck(WireStruct, frozen=True):
    """What the hub has of one file at sequence `head`: kind → (count, digest)."""

    applicant_id: str
    head: int
    kinds: dict[str, tuple[int, int]]


class ChecksAnswer(WireStruct, frozen=True):
    files: list[FileCheck]


class BlobState(WireStruct, frozen=True):
    """How much of a blob the hub has: `have` bytes, `whole` once it is finished and verified."""

    have: int
    whole: bool


Message = TypeVar("Message", bound=WireStruct)

_encoder = msgspec.msgpack.Encoder()
_decoders: dict[type[WireStruct], msgspec.msgpack.Decoder[Any]] = {}


def pack(message: WireStruct) -> bytes:
    """Encode without compressing."""
    return _encoder.encode(message)


def squeeze(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)


def encode(message: WireStruct) -> bytes:
    return squeeze(pack(message))


def decode(data: bytes, kind: type[Message], *, most: int = MESSAGE_BYTES) -> Message:
    """Unpack at most `most` bytes and read them as `kind`; raises `KnownError` (`wire.malformed`)."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.msgpack.Decoder(kind)
    try:
        message: Message = decoder.decode(_unsqueeze(data, most))
    except (msgspec.DecodeError, zstandard.ZstdError) as error:
        raise KnownError(
            "wire.malformed",
            f"a message is not what was agreed: {error}",
            where=kind.__name__,
            remedy="Check that hub and workstation are of the same release.",
        ) from error
    return message


def _unsqueeze(data: bytes, most: int) -> bytes:
    """Unpack a whole frame; one that says it is larger than `most`, or does not say, is refused unread."""
    size = zstandard.frame_content_size(data)
    if not 0 <= size <= most:
        raise zstandard.ZstdError(f"a message of {size} bytes where at most {most} are read")
    return zstandard.ZstdDecompressor().decompress(data)


def to_wire(acts: Iterable[Act]) -> tuple[WireAct, ...]:
    return tuple(
        WireAct(a.id, a.kind, a.applicant_id, a.base_version, a.body, a.made_by, a.made_at, a.blobs)
        for a in acts
    )


def from_wire(act: WireAct) -> Act:
    return Act(
        id=act.id,
        kind=act.kind,
        applicant_id=act.applicant_id,
        base_version=act.base_version,
        body=act.body,
        made_by=act.made_by,
        made_at=act.made_at,
        blobs=act.blobs,
    )


def answers_to_wire(answers: Iterable[ActAnswer]) -> tuple[WireAnswer, ...]:
    return tuple(WireAnswer(a.act_id, a.outcome, a.code, a.reason) for a in answers)


def answers_from_wire(answers: Iterable[WireAnswer]) -> tuple[ActAnswer, ...]:
    return tuple(ActAnswer(a.act_id, a.outcome, a.code, a.reason) for a in answers)


def signers_to_wire(signers: Iterable[PaperSigner]) -> tuple[WireSigner, ...]:
    return tuple(
        WireSigner(
            s.certificate_sha256, s.device_id, s.device_name, s.officer_id, s.registered_at, s.revoked_at
        )
        for s in signers
    )


def signers_from_wire(signers: Iterable[WireSigner]) -> tuple[PaperSigner, ...]:
    return tuple(
        PaperSigner(
            s.certificate_sha256, s.device_id, s.device_name, s.officer_id, s.registered_at, s.revoked_at
        )
        for s in signers
    )


def forms_to_wire(forms: Iterable[PublishedForm]) -> tuple[WireForm, ...]:
    return tuple(
        WireForm(f.id, f.sha256, f.own_id, f.version, f.title, f.package, f.published_at, f.ended_at)
        for f in forms
    )


def forms_from_wire(forms: Iterable[WireForm]) -> tuple[PublishedForm, ...]:
    return tuple(
        PublishedForm(f.id, f.sha256, f.own_id, f.version, f.title, f.package, f.published_at, f.ended_at)
        for f in forms
    )


def scenarios_to_wire(scenarios: Iterable[PublishedScenario]) -> tuple[WireScenario, ...]:
    return tuple(
        WireScenario(
            s.id, s.version, s.sha256, s.body, s.signatures, s.published_at, s.used,
            None if s.share is None else (s.share.amount, s.share.until.isoformat(), s.share.counted),
        )
        for s in scenarios
    )  # fmt: skip


def scenarios_from_wire(scenarios: Iterable[WireScenario]) -> tuple[PublishedScenario, ...]:
    """Raises `KnownError` (`wire.malformed`) for a day that is none."""
    return tuple(
        PublishedScenario(
            s.id, s.version, s.sha256, s.body, s.signatures, s.published_at, s.used, _share(s)
        )
        for s in scenarios
    )  # fmt: skip


def _share(scenario: WireScenario) -> BudgetShare | None:
    if scenario.share is None:
        return None
    amount, until, counted = scenario.share
    try:
        return BudgetShare(amount, date.fromisoformat(until), counted)
    except ValueError:
        raise KnownError("wire.malformed", "the last day of a share is no day", where=scenario.id) from None


def part_to_wire(part: FilePart) -> WirePart:
    records = [WireRecord(r.kind, r.id, r.version, r.seq, r.body) for r in part.records]
    rows: dict[str, list[tuple[Any, ...]]] = {kind: list(rows) for kind, rows in part.rows.items()}  # type: ignore[arg-type]
    return WirePart(part.applicant_id, part.cursor, records, rows)


def part_from_wire(part: WirePart) -> FilePart:
    records = tuple(RecordPut(r.kind, r.id, r.version, r.seq, r.body) for r in part.records)
    return FilePart(part.applicant_id, records, part.rows, part.cursor)


def token_message(method: str, path: str, nonce: str, body_sha256: str) -> bytes:
    """What a device signs for one request: everything that makes it this request and no other.

    `path` is the path with its query as sent; `body_sha256` is hex.
    """
    return "\n".join(("workstation request", method, path, nonce, body_sha256)).encode()


def enrolment_message(code: str, public_key: bytes) -> bytes:
    """What a device signs to prove that the key it enrols is its own."""
    return b"workstation enrolment\n" + code.encode() + b"\n" + public_key
