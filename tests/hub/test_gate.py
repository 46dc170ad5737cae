"""The door of the hub: who comes in, and everything that keeps others out."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.sync.field import Field
from tests.sync.station import Station
from workstation import crypto, wire
from workstation.clock import SystemClock, iso
from workstation.domain.workshop import EnrolmentCode
from workstation.errors import KnownError, Lane
from workstation.hub.enrolment import MOST_FAILURES, Enrolment, Failures, code_hash, new_code, plain_code
from workstation.hub.gate import NONCE_SECONDS, Asked, Gate, parse_token
from workstation.ids import SortableIds
from workstation.sync import HubAddress, HubClient, enrol


def test_a_code_enrols_one_device_once(field: Field) -> None:
    [one] = field.sellers()
    code = field.hub.officer("liu", [one])
    officer = field.station(code)
    assert (officer.officer_id, officer.role) == ("liu", "officer")
    with pytest.raises(KnownError, match=r"enrol\.code: this code was used already.*ask the administrator"):
        field.station(code)
    assert len([d for d in field.hub.workshop.devices() if d.officer.id == "liu"]) == 1


def test_a_code_may_be_asked_again_with_the_same_key(field: Field) -> None:
    """The first answer was lost on the way; the second gives the same device."""
    code = field.hub.officer("chen", field.sellers())
    private, _ = crypto.new_keypair()
    address = HubAddress(field.hub.url)
    first, again = (enrol(address, code, private, "laptop")[0] for _ in range(2))
    assert first == again


def test_a_wrong_code_says_so(field: Field) -> None:
    with pytest.raises(KnownError, match=r"enrol\.code: this code is not one of the hub's") as caught:
        field.station("AAAAA-AAAAA")
    assert caught.value.lane is Lane.SIGN_IN


def test_a_code_is_read_as_people_type_it() -> None:
    assert plain_code(" o1l-iuo0 b ") == "0111V00B"
    assert code_hash("abcde-fghjk") == code_hash("ABCDE FGHJK")
    assert len(plain_code(new_code())) == 10


def test_a_code_runs_out(field: Field) -> None:
    field.hub.officer("zhao", [])
    code, yesterday = new_code(), datetime.now(UTC) - timedelta(days=1)
    with field.hub.workshop.writing() as writing:
        writing.staff.add_code(EnrolmentCode(code_hash(code), "zhao", iso(yesterday)))
    with pytest.raises(KnownError, match=r"enrol\.code: this code has run out"):
        field.station(code)


def test_a_key_that_is_not_ones_own_is_not_enrolled(field: Field) -> None:
    code = field.hub.officer("qian", [])
    private, _ = crypto.new_keypair()
    _, somebody_elses = crypto.new_keypair()
    proof = crypto.sign(private, wire.enrolment_message(code, somebody_elses))
    with (
        HubClient(HubAddress(field.hub.url)) as client,
        pytest.raises(KnownError, match=r"enrol\.key"),
    ):
        client.enrol(wire.EnrolRequest(code, "laptop", somebody_elses, proof))


def test_guessing_codes_is_stopped(field: Field) -> None:
    enrolment = Enrolment(field.hub.workshop, SystemClock(), SortableIds())
    private, public = crypto.new_keypair()
    request = wire.EnrolRequest(
        "WRONG", "laptop", public, crypto.sign(private, wire.enrolment_message("WRONG", public))
    )
    for _ in range(MOST_FAILURES):
        with pytest.raises(KnownError, match=r"enrol\.code"):
            enrolment.enrol(request, "10.0.0.1")
    with pytest.raises(KnownError, match=r"enrol\.too_many"):
        enrolment.enrol(request, "10.0.0.1")
    with pytest.raises(KnownError, match=r"enrol\.code"):
        enrolment.enrol(request, "10.0.0.2")


def test_old_failures_are_forgotten() -> None:
    failures, start = Failures(), datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(MOST_FAILURES):
        failures.add("10.0.0.1", start)
    failures.check("10.0.0.1", start + timedelta(minutes=11))


def test_a_tampered_request_is_refused(field: Field) -> None:
    """Method, path, query and body are all signed: whatever is changed, the hub notices."""
    officer = field.officer(field.sellers())
    with httpx.Client(base_url=field.hub.url) as line:
        nonce = wire.decode(line.get("/v1/nonce").content, wire.Hello).nonce
        body = wire.encode(wire.NumbersRequest(1))
        headers = signed_headers(field, officer, "POST", "/v1/numbers", nonce, body)
        assert line.post("/v1/numbers", content=body, headers=headers).status_code == 200
        tampered = [
            line.post("/v1/numbers", content=wire.encode(wire.NumbersRequest(2)), headers=headers),
            line.post("/v1/numbers?x=1", content=body, headers=headers),
            line.post("/v1/checks", content=body, headers=headers),
            line.request("PUT", f"/v1/blobs/{'0' * 64}", content=body, headers=headers),
        ]
        assert [answer.json()["error"]["code"] for answer in tampered] == ["sign_in.signature"] * 4
        assert {answer.status_code for answer in tampered} == {401}


def test_a_nonce_the_hub_never_gave_out_is_worth_nothing(field: Field) -> None:
    officer = field.officer(field.sellers())
    made_up = base64.urlsafe_b64encode(b"\0" * 32).decode()
    headers = signed_headers(field, officer, "GET", "/v1/index", made_up, b"")
    answer = httpx.get(f"{field.hub.url}/v1/index", headers=headers)
    assert answer.json()["error"]["code"] == "sign_in.nonce"
    assert answer.headers[wire.HEADER_NONCE]  # one to go on with


def test_a_nonce_that_ran_out_is_replaced_within_the_same_call(field: Field) -> None:
    officer = field.officer(field.sellers())
    with HubClient(officer.address, officer.key, epoch=field.hub.workshop.identity().epoch) as client:
        client._nonce = base64.urlsafe_b64encode(b"\0" * 32).decode()
        _, index = client.index("")
        assert index is not None


def test_a_nonce_lives_a_few_minutes(field: Field) -> None:
    class Later:
        def __init__(self) -> None:
            self.moment = datetime(2026, 1, 1, tzinfo=UTC)

        def now(self) -> datetime:
            return self.moment

        def today(self) -> object:
            return self.moment.date()

    clock = Later()
    gate = Gate(field.hub.workshop, clock)  # type: ignore[arg-type]
    officer = field.officer(field.sellers())
    nonce = gate.nonce()
    headers = signed_headers(field, officer, "GET", "/v1/index", nonce, b"")
    asked = Asked("GET", "/v1/index", b"", headers["Authorization"], "1", gate.epoch)
    clock.moment += timedelta(seconds=NONCE_SECONDS)
    assert gate.admit(asked).id == officer.key.device_id
    clock.moment += timedelta(seconds=1)
    with pytest.raises(KnownError, match=r"sign_in\.nonce"):
        gate.admit(asked)


@pytest.mark.parametrize("header", ["", "Basic abc", "Workstation x.y", "Workstation a.b.c.d"])
def test_headers_that_are_no_token_are_told_to_begin_with_a_nonce(header: str) -> None:
    with pytest.raises(KnownError, match=r"sign_in\.nonce"):
        parse_token(header)


def test_a_device_that_was_locked_out_stays_out_and_keeps_its_work(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    act = officer.note(one, "unsent")
    field.hub.admin.revoke(officer.key.device_id)
    with pytest.raises(KnownError, match=r"sign_in\.device_unknown.*unsent work stays here") as caught:
        officer.sync()
    assert caught.value.lane is Lane.SIGN_IN
    assert [entry.act for entry in officer.cache.acts.outbox()] == [act]


def test_another_protocol_is_refused_with_words(field: Field) -> None:
    answer = httpx.get(f"{field.hub.url}/v1/index", headers={wire.HEADER_PROTOCOL: "99"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (426, "sync.version")
    assert "protocol 99" in error["message"]
    assert error["remedy"].startswith("Update the older of the two")


def test_what_is_too_large_is_not_read(field: Field) -> None:
    answer = httpx.post(f"{field.hub.url}/v1/pull", content=b"\0" * (wire.MESSAGE_BYTES + 1))
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "request.too_large")


def test_what_is_not_a_message_is_refused(field: Field) -> None:
    officer = field.officer(field.sellers())
    with httpx.Client(base_url=field.hub.url) as line:
        nonce = wire.decode(line.get("/v1/nonce").content, wire.Hello).nonce
        for body in (b"", b"not zstd", wire.squeeze(b"\xc1"), wire.squeeze(b"\0" * (wire.MESSAGE_BYTES + 1))):
            headers = signed_headers(field, officer, "POST", "/v1/pull", nonce, body)
            answer = line.post("/v1/pull", content=body, headers=headers)
            assert answer.json()["error"]["code"] == "wire.malformed"


def test_a_hub_with_a_certificate_nobody_vouches_for_is_not_trusted() -> None:
    """A connection error about certificates is told apart from a hub that is down."""
    import ssl

    class Untrusted(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("TLS") from ssl.SSLCertVerificationError("self-signed certificate")

    with (
        HubClient(HubAddress("https://hub.example"), transport=Untrusted()) as client,
        pytest.raises(KnownError, match=r"hub\.certificate"),
    ):
        client.hello()


def test_an_address_that_is_none_is_refused(field: Field) -> None:
    private, _ = crypto.new_keypair()
    with pytest.raises(KnownError, match=r"hub\.address"):
        enrol(HubAddress("hub.example"), "AAAAA-AAAAA", private, "laptop")


def signed_headers(
    field: Field, officer: Station, method: str, path: str, nonce: str, body: bytes
) -> dict[str, str]:
    message = wire.token_message(method, path, nonce, hashlib.sha256(body).hexdigest())
    signature = base64.urlsafe_b64encode(crypto.sign(officer.key.private, message)).decode()
    return {
        "Authorization": f"{wire.AUTHORIZATION_SCHEME} {officer.key.device_id}.{nonce}.{signature}",
        wire.HEADER_PROTOCOL: str(wire.PROTOCOL),
        wire.HEADER_EPOCH: field.hub.workshop.identity().epoch,
    }
