"""The workstation's end of the line: one method for each thing a hub can be asked.

Requests are signed with the device's key over a nonce of the hub's. What the network does is retried a few
times with growing pauses (everything a hub does is safe to repeat); what the hub says is raised as the
`KnownError` it sent. A hub that does not answer is `hub.unreachable`, in the network's lane: work goes on.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx
import msgspec
import stamina

from workstation import crypto, wire
from workstation.domain.acts import Act, ActAnswer
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError, Lane
from workstation.ports import FilePart

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0
ATTEMPTS = 3

Message = TypeVar("Message", bound=wire.WireStruct)

log = logging.getLogger(__name__)


def _note_retry(details: stamina.instrumentation.RetryDetails) -> None:
    log.info("asking again, attempt %d: %s", details.retry_num + 1, details.caused_by)


# The library's own hook warns in the log each time; a network that comes and goes is nothing to warn of.
stamina.instrumentation.set_on_retry_hooks([_note_retry])


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """What makes a request this device's: its id at the hub and its private Ed25519 key."""

    device_id: str
    private: bytes


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where a hub is. `authority` is a PEM file with the lender's own certificate authority: with one, no
    other is trusted."""

    url: str
    authority: Path | None = None


class HubClient:
    """One connection to a hub, used by one thread at a time. `epoch` is the hub's memory as this workstation
    knows it; a hub with another says so (`sync.epoch`, the new one in `where`)."""

    def __init__(
        self,
        address: HubAddress,
        key: DeviceKey | None = None,
        *,
        epoch: str = "",
        attempts: int = ATTEMPTS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = address.url.rstrip("/")
        self.epoch = epoch
        self._key = key
        self._attempts = attempts
        self._nonce = ""
        self._http = httpx.Client(
            base_url=self.url,
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            verify=_trust(address),
            transport=transport,
            trust_env=False,
        )

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> HubClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def hello(self) -> wire.Hello:
        """Ask for a nonce; unsigned."""
        hello = wire.decode(self._retried("GET", "/v1/nonce").content, wire.Hello)
        self._nonce = hello.nonce
        return hello

    def enrol(self, request: wire.EnrolRequest) -> wire.EnrolAnswer:
        """Redeem a one-time code; unsigned. Raises `KnownError` (`enrol.code`, `enrol.too_many`)."""
        answer = self._retried("POST", "/v1/enrol", wire.encode(request))
        return wire.decode(answer.content, wire.EnrolAnswer)

    def index(self, tag: str) -> tuple[str, wire.Index | None]:
        """The officer's files and their heads with a tag; None where nothing is new since `tag`."""
        answer = self._signed("GET", "/v1/index", headers={"If-None-Match": tag} if tag else {})
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return tag, None
        return answer.headers.get("ETag", ""), wire.decode(answer.content, wire.Index)

    def pull(self, wanted: Sequence[tuple[str, int]]) -> list[FilePart]:
        page = self._ask("/v1/pull", wire.PullRequest(tuple(wanted)), wire.Page)
        return [wire.part_from_wire(part) for part in page.parts]

    def push(self, acts: Sequence[Act]) -> tuple[ActAnswer, ...]:
        """One answer for each act, in their order."""
        answer = self._ask("/v1/acts", wire.ActsRequest(wire.to_wire(acts)), wire.ActsAnswer)
        return wire.answers_from_wire(answer.answers)

    def numbers(self, count: int) -> wire.NumbersAnswer:
        return self._ask("/v1/numbers", wire.NumbersRequest(count), wire.NumbersAnswer)

    def register_signer(self, certificate_sha256: str) -> tuple[PaperSigner, ...]:
        """Tell the hub which certificate signs this device's papers; gives everybody's. Raises `KnownError`
        (`signer.malformed`, `signer.taken`)."""
        answer = self._ask("/v1/signer", wire.SignerRequest(certificate_sha256), wire.SignersAnswer)
        return wire.signers_from_wire(answer.signers)

    def checks(self, applicant_ids: Sequence[str]) -> list[wire.FileCheck]:
        return self._ask("/v1/checks", wire.ChecksRequest(tuple(applicant_ids)), wire.ChecksAnswer).files

    def blob_state(self, sha256: str) -> wire.BlobState:
        return _blob_state(self._signed("HEAD", f"/v1/blobs/{sha256}"))

    def upload_chunk(self, sha256: str, offset: int, total: int, data: bytes) -> wire.BlobState:
        """Send one piece; the answer says how much the hub now has, whatever became of this piece."""
        path = f"/v1/blobs/{sha256}?offset={offset}&total={total}"
        headers = {wire.HEADER_CHUNK_SHA256: hashlib.sha256(data).hexdigest()}
        return _blob_state(self._signed("PUT", path, data, headers))

    def download_range(self, sha256: str, start: int, size: int) -> tuple[bytes, int]:
        """At most `size` bytes from `start` on, and the size of the whole."""
        headers = {"Range": f"bytes={start}-{start + size - 1}", "If-Range": f'"{sha256}"'}
        answer = self._signed("GET", f"/v1/blobs/{sha256}", headers=headers)
        if answer.status_code != httpx.codes.PARTIAL_CONTENT:
            return answer.content[start:], len(answer.content)
        return answer.content, int(answer.headers["Content-Range"].rpartition("/")[2])

    def assessment(self, applicant_id: str, product: str, at: str) -> bytes:
        """The hub's own assessment as canonical JSON; `at` is a day, 2026-11-23."""
        query = httpx.QueryParams({"product": product, "at": at})
        return self._signed("GET", f"/v1/files/{applicant_id}/assessment?{query}").content

    def _ask(self, path: str, message: wire.WireStruct, kind: type[Message]) -> Message:
        return wire.decode(self._signed("POST", path, wire.encode(message)).content, kind)

    def _signed(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send under this device's signature; with a nonce that ran out, once more with a fresh one."""
        if not self._nonce:
            self.hello()
        try:
            return self._retried(method, path, body, headers, signed=True)
        except KnownError as error:
            if error.code != "sign_in.nonce":
                raise
        return self._retried(method, path, body, headers, signed=True)

    def _retried(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        signed: bool = False,
    ) -> httpx.Response:
        for attempt in stamina.retry_context(on=_is_passing, attempts=self._attempts, wait_initial=0.2):
            with attempt:
                return self._send(method, path, body, headers or {}, signed)
        raise AssertionError("a retry ends with an answer or an error")

    def _send(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], signed: bool
    ) -> httpx.Response:
        request = self._http.build_request(method, path, content=body, headers=headers)
        request.headers[wire.HEADER_PROTOCOL] = str(wire.PROTOCOL)
        if signed:
            request.headers[wire.HEADER_EPOCH] = self.epoch
            request.headers["Authorization"] = self._token(method, request.url.raw_path.decode(), body)
        try:
            answer = self._http.send(request)
        except httpx.HTTPError as error:
            raise self._no_answer(error) from error
        self._nonce = answer.headers.get(wire.HEADER_NONCE, self._nonce)
        if answer.is_success or answer.status_code == httpx.codes.NOT_MODIFIED:
            return answer
        raise self._refused(answer)

    def _token(self, method: str, path: str, body: bytes) -> str:
        if self._key is None:
            raise KnownError(
                "sign_in.device_unknown",
                "this workstation is not enrolled",
                remedy="Enrol it first.",
                lane=Lane.SIGN_IN,
            )
        message = wire.token_message(method, path, self._nonce, hashlib.sha256(body).hexdigest())
        signature = base64.urlsafe_b64encode(crypto.sign(self._key.private, message)).decode()
        return f"{wire.AUTHORIZATION_SCHEME} {self._key.device_id}.{self._nonce}.{signature}"

    def _no_answer(self, error: httpx.HTTPError) -> KnownError:
        if _is_about_certificates(error):
            return KnownError(
                "hub.certificate",
                "the hub does not prove that it is the lender's",
                where=self.url,
                remedy="Check the address, or ask the administrator for the certificate authority's file.",
            )
        return KnownError(
            "hub.unreachable",
            "the hub does not answer",
            where=self.url,
            remedy="Work continues offline; nothing is lost and the next sync sends it.",
            lane=Lane.NETWORK,
        )

    def _refused(self, answer: httpx.Response) -> KnownError:
        """The error that the hub sent; one that is not in its form comes from something between us."""
        try:
            detail: dict[str, Any] = msgspec.json.decode(answer.content)["error"]
            error = KnownError(
                str(detail["code"]),
                str(detail["message"]),
                where=str(detail.get("where", "")),
                remedy=str(detail.get("remedy", "")),
                lane=Lane(detail.get("lane", Lane.ITEM)),
            )
        except (msgspec.DecodeError, KeyError, TypeError, ValueError):
            error = KnownError("hub.failed", f"an answer of status {answer.status_code}", where=self.url)
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            error.lane = Lane.NETWORK
            error.remedy = error.remedy or "Work continues offline; tell the administrator."
        return error


def _is_passing(error: Exception) -> bool:
    """Worth another try: the network, or a hub in trouble. What a hub refuses stays refused."""
    return isinstance(error, KnownError) and error.lane is Lane.NETWORK


def _trust(address: HubAddress) -> ssl.SSLContext | bool:
    """What to trust; nothing is loaded for a plain connection (the loopback of an embedded hub)."""
    if not address.url.startswith("https"):
        return False
    if address.authority is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(address.authority))
    except (OSError, ssl.SSLError) as error:
        raise KnownError(
            "hub.certificate",
            f"the certificate authority's file cannot be used: {error}",
            where=str(address.authority),
            remedy="Ask the administrator for it.",
        ) from error


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _blob_state(answer: httpx.Response) -> wire.BlobState:
    have = int(answer.headers.get(wire.HEADER_BLOB_OFFSET, "0"))
    return wire.BlobState(have, whole=bool(answer.headers.get(wire.HEADER_BLOB_SIZE)))
