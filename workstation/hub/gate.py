"""The door of the hub: every request is signed by an enrolled device, over a nonce that the hub gave out.

A nonce is a token the hub can check without remembering it: its time and an HMAC over it. It lives a few
minutes; a request with an old one is turned away with a fresh one, and the workstation asks again. What is
signed is the whole request (method, path with query, nonce, hash of the body), so none of it can be changed
on the way or be used for another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from workstation import crypto
from workstation.clock import Clock
from workstation.domain.workshop import Device
from workstation.errors import KnownError, Lane
from workstation.hub.ports import Workshop
from workstation.wire import AUTHORIZATION_SCHEME, PROTOCOL, token_message

NONCE_SECONDS = 300

_TIME_BYTES = 8
_SALT_BYTES = 8
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of itself; `path` with its query as it was sent, headers as they came."""

    method: str
    path: str
    body: bytes
    authorization: str
    protocol: str
    epoch: str


@dataclass(frozen=True, slots=True)
class Token:
    device_id: str
    nonce: str
    signature: bytes


def unknown_device() -> KnownError:
    return KnownError(
        "sign_in.device_unknown",
        "the hub does not know this workstation, or it was locked out",
        remedy="Ask the administrator for a new enrolment code; unsent work stays here.",
        lane=Lane.SIGN_IN,
    )


def stale_nonce() -> KnownError:
    return KnownError(
        "sign_in.nonce", "the request's token has run out", remedy="Ask again.", lane=Lane.SIGN_IN
    )


class Gate:
    """Lets a device in, or says why not."""

    def __init__(self, workshop: Workshop, clock: Clock) -> None:
        identity = workshop.identity()
        self._workshop = workshop
        self._clock = clock
        self._key = hashlib.sha256(b"workstation nonces" + identity.private_key).digest()
        self.epoch = identity.epoch

    def nonce(self) -> str:
        """A fresh nonce: eight bytes of time, eight of chance, and an HMAC over both."""
        moment = int(self._clock.now().timestamp()).to_bytes(_TIME_BYTES, "big")
        stem = moment + secrets.token_bytes(_SALT_BYTES)
        return base64.urlsafe_b64encode(stem + self._mac(stem)).decode()

    def check_protocol(self, spoken: str) -> None:
        """Raises `KnownError` (`sync.version`) unless the workstation speaks this hub's version."""
        if spoken != str(PROTOCOL):
            raise KnownError(
                "sync.version",
                f"the workstation speaks protocol {spoken or 'none'}, the hub protocol {PROTOCOL}",
                remedy="Update the older of the two; unsent work stays safe meanwhile.",
            )

    def admit(self, asked: Asked) -> Device:
        """The device that signed this request. Raises `KnownError` in the sign-in lane (`sign_in.nonce`,
        `sign_in.device_unknown`, `sign_in.signature`) or `sync.version`, `sync.epoch`."""
        self.check_protocol(asked.protocol)
        token = parse_token(asked.authorization)
        self._check_nonce(token.nonce)
        device = self._workshop.device(token.device_id)
        if device is None or device.revoked_at:
            raise unknown_device()
        body_hash = hashlib.sha256(asked.body).hexdigest()
        message = token_message(asked.method, asked.path, token.nonce, body_hash)
        if not crypto.verify(device.public_key, message, token.signature):
            raise KnownError(
                "sign_in.signature",
                "the request was not signed by this workstation, or was changed",
                where=device.id,
                remedy="Enrol the workstation again.",
                lane=Lane.SIGN_IN,
            )
        self._check_epoch(asked.epoch)
        return device

    def _check_epoch(self, known: str) -> None:
        if known != self.epoch:
            raise KnownError(
                "sync.epoch",
                "the hub was restored or replaced since the last sync",
                where=self.epoch,
                remedy="Nothing to do: the workstation sends and fetches again.",
            )

    def _check_nonce(self, nonce: str) -> None:
        raw = unbase64(nonce)
        stem, mac = raw[: _TIME_BYTES + _SALT_BYTES], raw[_TIME_BYTES + _SALT_BYTES :]
        if not hmac.compare_digest(mac, self._mac(stem)):
            raise stale_nonce()
        given = int.from_bytes(stem[:_TIME_BYTES], "big")
        if abs(self._clock.now().timestamp() - given) > NONCE_SECONDS:
            raise stale_nonce()

    def _mac(self, stem: bytes) -> bytes:
        return hmac.digest(self._key, stem, "sha256")[:_MAC_BYTES]


def parse_token(header: str) -> Token:
    """Read `Workstation <device>.<nonce>.<signature>`; without one the answer is a nonce to begin with."""
    scheme, _, text = header.partition(" ")
    parts = text.split(".")
    if scheme != AUTHORIZATION_SCHEME or len(parts) != 3:
        raise stale_nonce()
    device_id, nonce, signature = parts
    return Token(device_id, nonce, unbase64(signature))


def unbase64(text: str) -> bytes:
    """Base64url, or nothing where it is not: what follows then fails its own check."""
    try:
        return base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
