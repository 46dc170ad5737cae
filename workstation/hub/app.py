"""The hub as a web application: one table of routes, and behind each a plain function over the workshop.

Requests and answers are the messages of `workstation.wire`; errors are JSON, `{"error": {"code",
"message", "where", …}}`. Bodies are bounded before they are read; all work on the database is done in
worker threads. The application keeps nothing between requests, so several processes may serve one workshop.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response

from workstation import wire
from workstation.domain.workshop import Device
from workstation.errors import KnownError, Lane
from workstation.hub import acts, feed, numbers, signers
from workstation.hub.blobs import Chunk
from workstation.hub.enrolment import Enrolment
from workstation.hub.gate import Asked, Gate
from workstation.hub.own_loans import Calendar
from workstation.hub.ports import Workshop
from workstation.hub.reservations import Reservations
from workstation.hub.scenarios import Budgets
from workstation.hub.services import HubServices

log = logging.getLogger(__name__)

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})", re.ASCII)

STATUS_BY_CODE: Mapping[str, int] = {
    "sign_in.nonce": 401,
    "sign_in.signature": 401,
    "sign_in.device_unknown": 401,
    "file.out_of_scope": 403,
    "file.unknown": 404,
    "blob.missing": 404,
    "sync.epoch": 409,
    "request.too_large": 413,
    "sync.version": 426,
    "enrol.too_many": 429,
}
"""The status of an error by its code; see `_status` for the others."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request that was let in: who asks, what, and the whole body."""

    device: Device
    request: Request
    body: bytes

    @property
    def officer_id(self) -> str:
        return self.device.officer.id

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "")

    def number(self, name: str) -> int:
        """A whole number from the query; raises `KnownError` (`request.malformed`)."""
        text = self.query(name)
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise KnownError("request.malformed", f"{name} is not a whole number", where=text[:40])
        return int(text)


Handler = Callable[[Call], Response]
Message = TypeVar("Message", bound=wire.WireStruct)


class Hub:
    """The handlers, one for each route."""

    def __init__(self, workshop: Workshop, services: HubServices) -> None:
        self.workshop = workshop
        self.services = services
        self.gate = Gate(workshop, services.clock)
        self.calendar = Calendar(workshop, services)
        rules = services.reservations
        self.reservations = None if rules is None else Reservations(rules, services.clock)
        scenarios = services.scenarios
        self.budgets = None if scenarios is None else Budgets(scenarios, services.clock)
        self.enrolment = Enrolment(workshop, services.clock, services.ids)

    def hello(self) -> Response:
        return self.answer(wire.Hello(self.gate.nonce(), self.gate.epoch, wire.PROTOCOL))

    def enrol(self, body: bytes, caller: str) -> Response:
        return self.answer(self.enrolment.enrol(wire.decode(body, wire.EnrolRequest), caller))

    def index(self, call: Call) -> Response:
        """The first thing that a synchronisation asks for: what the calendar changed is in it."""
        self.calendar.turn()
        if self.reservations is not None:
            self.reservations.renew(self.workshop, call.officer_id)
        if self.budgets is not None:
            self.budgets.renew(self.workshop, call.device)
        tag, found = feed.index(self.workshop, call.device, self.gate.epoch)
        headers = {"ETag": f'"{tag}"'}
        if call.request.headers.get("If-None-Match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return self.answer(found, headers)

    def pull(self, call: Call) -> Response:
        wanted = wire.decode(call.body, wire.PullRequest).wanted
        return self.packed(feed.page(self.workshop, call.device, wanted))

    def acts(self, call: Call) -> Response:
        wanted = wire.decode(call.body, wire.ActsRequest).acts
        answers = [
            acts.receive(self.workshop, self.services, call.device, wire.from_wire(act)) for act in wanted
        ]
        return self.answer(wire.ActsAnswer(wire.answers_to_wire(answers)))

    def numbers(self, call: Call) -> Response:
        count = wire.decode(call.body, wire.NumbersRequest).count
        block = numbers.grant(self.workshop, self.services.clock, call.device, count)
        return self.answer(wire.NumbersAnswer(block.prefix, block.first, block.last))

    def signer(self, call: Call) -> Response:
        asked = wire.decode(call.body, wire.SignerRequest)
        known = signers.register(self.workshop, self.services.clock, call.device, asked.certificate_sha256)
        return self.answer(wire.SignersAnswer(wire.signers_to_wire(known)))

    def checks(self, call: Call) -> Response:
        wanted = wire.decode(call.body, wire.ChecksRequest).applicants
        return self.answer(feed.checks(self.workshop, call.device, wanted))

    def blob_state(self, call: Call) -> Response:
        return self.blob_answer(self.services.blobs.state(_blob_name(call), call.device.id))

    def blob_chunk(self, call: Call) -> Response:
        chunk = Chunk(
            offset=call.number("offset"),
            total=call.number("total"),
            sha256=call.request.headers.get(wire.HEADER_CHUNK_SHA256, ""),
            data=call.body,
        )
        return self.blob_answer(self.services.blobs.receive(_blob_name(call), call.device.id, chunk))

    def blob(self, call: Call) -> Response:
        """The bytes, or the range of them that was asked for; a published form's are in the database."""
        name = _blob_name(call)
        form = self.workshop.form_package(name)
        if form is not None:
            return _piece(form, call.request.headers.get("Range", ""), self.headers())
        if not (self.services.blobs.has(name) and self.workshop.may_read_blob(call.officer_id, name)):
            raise KnownError("blob.missing", "no file in your scope has this paper", where=name)
        headers = self.headers() | {"ETag": f'"{name}"'}
        path = self.services.blobs.path(name)
        return FileResponse(path, media_type="application/octet-stream", headers=headers)

    def assessment(self, call: Call) -> Response:
        """The same assessment that the desktop makes, made here."""
        if self.services.assess is None:
            raise KnownError("hub.no_models", "this hub was started without models")
        applicant_id = call.request.path_params["applicant_id"]
        if not self.workshop.assigned(call.officer_id, applicant_id):
            raise KnownError("file.out_of_scope", "this file is not one of yours", where=applicant_id)
        try:
            at = date.fromisoformat(call.query("at"))
        except ValueError:
            raise KnownError("request.malformed", "`at` is not a day", where=call.query("at")[:40]) from None
        file = self.workshop.applicant_file(applicant_id)
        published = [kept.body for kept in self.workshop.scenarios()]
        made = self.services.assess(file, call.query("product"), at, published)
        return Response(made, media_type="application/json", headers=self.headers())

    def headers(self) -> dict[str, str]:
        return {wire.HEADER_EPOCH: self.gate.epoch}

    def answer(self, message: wire.WireStruct, headers: Mapping[str, str] | None = None) -> Response:
        return self.packed(wire.encode(message), headers)

    def packed(self, data: bytes, headers: Mapping[str, str] | None = None) -> Response:
        return Response(data, media_type=wire.CONTENT_TYPE, headers=self.headers() | dict(headers or {}))

    def blob_answer(self, state: wire.BlobState) -> Response:
        headers = {
            wire.HEADER_BLOB_OFFSET: str(state.have),
            wire.HEADER_BLOB_SIZE: str(state.have) if state.whole else "",
        }
        return Response(status_code=204, headers=self.headers() | headers)

    def refuse(self, error: KnownError) -> Response:
        detail = {
            "code": error.code,
            "message": error.message,
            "where": error.where,
            "remedy": error.remedy,
            "lane": error.lane.value,
        }
        headers = self.headers()
        if error.lane is Lane.SIGN_IN:
            headers[wire.HEADER_NONCE] = self.gate.nonce()
        return JSONResponse({"error": detail}, _status(error.code), headers)


def create_app(workshop: Workshop, services: HubServices) -> FastAPI:
    """The hub's application over an open workshop; whoever opened the workshop closes it."""
    hub = Hub(workshop, services)
    app = FastAPI(title="Loan workstation hub", openapi_url=None, docs_url=None, redoc_url=None)

    async def hello(request: Request) -> Response:
        return hub.hello()

    async def enrol(request: Request) -> Response:
        hub.gate.check_protocol(request.headers.get(wire.HEADER_PROTOCOL, ""))
        body = await _body(request)
        caller = request.client.host if request.client else ""
        return await run_in_threadpool(hub.enrol, body, caller)

    def signed(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        def work(request: Request, body: bytes) -> Response:
            device = hub.gate.admit(_asked(request, body))
            return handler(Call(device, request, body))

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(work, request, await _body(request))

        return endpoint

    app.add_route("/v1/nonce", hello, ["GET"])
    app.add_route("/v1/enrol", enrol, ["POST"])
    for method, path, handler in (
        ("GET", "/v1/index", hub.index),
        ("POST", "/v1/pull", hub.pull),
        ("POST", "/v1/acts", hub.acts),
        ("POST", "/v1/numbers", hub.numbers),
        ("POST", "/v1/signer", hub.signer),
        ("POST", "/v1/checks", hub.checks),
        ("HEAD", "/v1/blobs/{sha256}", hub.blob_state),
        ("PUT", "/v1/blobs/{sha256}", hub.blob_chunk),
        ("GET", "/v1/blobs/{sha256}", hub.blob),
        ("GET", "/v1/files/{applicant_id}/assessment", hub.assessment),
    ):
        app.router.add_route(path, signed(handler), [method])
    app.add_exception_handler(KnownError, _known_error(hub))
    app.add_exception_handler(Exception, _bug)
    return app


def _known_error(hub: Hub) -> Callable[[Request, Exception], Response]:
    def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, KnownError)
        log.info("refused %s %s: %s", request.method, request.url.path, error.code)
        return hub.refuse(error)

    return handle


def _bug(request: Request, error: Exception) -> Response:
    """A fault of ours: named to the caller without a word of what it was about; the log has the rest."""
    detail = {"code": "hub.failed", "message": "the hub failed at this request", "where": request.url.path}
    return JSONResponse({"error": detail}, 500)


def _asked(request: Request, body: bytes) -> Asked:
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    headers = request.headers
    return Asked(
        method=request.method,
        path=(path + b"?" + query if query else path).decode("latin-1"),
        body=body,
        authorization=headers.get("Authorization", ""),
        protocol=headers.get(wire.HEADER_PROTOCOL, ""),
        epoch=headers.get(wire.HEADER_EPOCH, ""),
    )


def _status(code: str) -> int:
    """Trouble with the database is the hub's own and passes; the rest is about the request."""
    return 503 if code.startswith("db.") else STATUS_BY_CODE.get(code, 422)


async def _body(request: Request) -> bytes:
    """The whole body, at most `MESSAGE_BYTES` of it; raises `KnownError` (`request.too_large`)."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > wire.MESSAGE_BYTES:
            raise KnownError("request.too_large", f"a request of more than {wire.MESSAGE_BYTES:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _piece(data: bytes, wanted: str, headers: Mapping[str, str]) -> Response:
    """The range of the bytes, `bytes=0-99`, or all of them where nothing else is asked for."""
    range_ = _RANGE.fullmatch(wanted)
    kind = "application/octet-stream"
    if range_ is None or int(range_[1]) >= len(data):
        return Response(data, media_type=kind, headers=headers)
    first, last = int(range_[1]), min(int(range_[2]), len(data) - 1)
    named = {"Content-Range": f"bytes {first}-{last}/{len(data)}", **headers}
    return Response(data[first : last + 1], 206, named, kind)


def _blob_name(call: Call) -> str:
    return str(call.request.path_params["sha256"])
