"""How a workstation becomes known: a one-time code from the administrator, and proof of its own key.

The hub keeps only the code's hash. A code works once, for a limited time; asking again with the same code
and the same key (the answer was lost on the way) gives the same device. Wrong codes are counted per caller,
so that guessing is hopeless long before fifty bits are through.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from workstation import crypto
from workstation.clock import Clock, iso
from workstation.domain.workshop import Device, EnrolmentCode
from workstation.errors import KnownError, Lane
from workstation.hub.ports import Workshop, Writing
from workstation.ids import IdMaker
from workstation.wire import EnrolAnswer, EnrolRequest, enrolment_message

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
CODE_LENGTH = 10
CODE_LIFE = timedelta(days=3)
MOST_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=10)
_MOST_CALLERS = 10_000

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": ""})


def new_code() -> str:
    """A fresh code as it is read out to the officer: two groups of five."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def plain_code(typed: str) -> str:
    """A code as typed, with what people misread put right: case, blanks, dashes, I for 1, O for 0."""
    return typed.strip().upper().translate(_MISREAD)


def code_hash(typed: str) -> str:
    return hashlib.sha256(b"workstation enrolment code " + plain_code(typed).encode()).hexdigest()


def issue_code(
    workshop: Workshop, clock: Clock, officer_id: str, *, life: timedelta = CODE_LIFE, by: str
) -> str:
    """Give out a code for one officer; raises `KnownError` (`officer.unknown`)."""
    code = new_code()
    now = clock.now()
    with workshop.writing() as writing:
        if writing.staff.get(officer_id) is None:
            raise KnownError(
                "officer.unknown",
                "the hub knows no such officer",
                where=officer_id,
                remedy="Add the officer first.",
            )
        writing.staff.add_code(EnrolmentCode(code_hash(code), officer_id, iso(now + life)))
        writing.audit.append(
            at=iso(now), who=by, what="code.issue", applicant_id="", subject=officer_id, detail=""
        )
    return code


class Enrolment:
    """Takes enrolment requests and answers with what the workstation needs to know of itself."""

    def __init__(self, workshop: Workshop, clock: Clock, ids: IdMaker) -> None:
        self._workshop = workshop
        self._clock = clock
        self._ids = ids
        self._failures = Failures()

    def enrol(self, request: EnrolRequest, caller: str) -> EnrolAnswer:
        """Register the device's key. Raises `KnownError` (`enrol.code`, `enrol.key`, `enrol.too_many`)."""
        now = self._clock.now()
        self._failures.check(caller, now)
        message = enrolment_message(request.code, request.public_key)
        if not crypto.verify(request.public_key, message, request.proof):
            raise KnownError("enrol.key", "the workstation did not prove that its key is its own")
        try:
            device = self._redeem(request, iso(now))
        except KnownError:
            self._failures.add(caller, now)
            raise
        identity = self._workshop.identity()
        return EnrolAnswer(
            device_id=device.id,
            officer_id=device.officer.id,
            officer_name=device.officer.name,
            role=device.officer.role,
            hub_public_key=crypto.public_key(identity.private_key),
            recovery_public_key=identity.recovery_public,
            epoch=identity.epoch,
        )

    def _redeem(self, request: EnrolRequest, now: str) -> Device:
        with self._workshop.writing() as writing:
            code = writing.staff.code(code_hash(request.code))
            if code is None:
                raise wrong_code("this code is not one of the hub's")
            if code.device_id:
                device = writing.staff.device(code.device_id)
                if device is not None and device.public_key == request.public_key and not device.revoked_at:
                    return device
                raise wrong_code("this code was used already")
            if code.expires_at < now:
                raise wrong_code("this code has run out")
            return self._register(writing, code, request, now)

    def _register(self, writing: Writing, code: EnrolmentCode, request: EnrolRequest, now: str) -> Device:
        officer = writing.staff.get(code.officer_id)
        if officer is None:
            raise wrong_code("this code belongs to nobody")
        name = request.device_name.strip()[:100] or "workstation"
        tag = self._free_tag(writing)
        device = Device(self._ids(), officer, name, request.public_key, tag)
        writing.staff.add_device(device)
        writing.staff.use_code(code.code_hash, device.id)
        writing.audit.append(
            at=now, who=officer.id, what="device.enrol", applicant_id="", subject=device.id, detail=name
        )
        return device

    @staticmethod
    def _free_tag(writing: Writing) -> str:
        """Three letters that name the device in its letters' numbers and no other device's."""
        taken = {device.tag for device in writing.staff.devices()}
        while (tag := "".join(secrets.choice(ALPHABET) for _ in range(3))) in taken:
            pass
        return tag


def wrong_code(why: str) -> KnownError:
    return KnownError(
        "enrol.code", why, remedy="Check the code, or ask the administrator for a new one.", lane=Lane.SIGN_IN
    )


class Failures:
    """Counts wrong codes per caller within a window; remembers a bounded number of callers."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def check(self, caller: str, now: datetime) -> None:
        """Raises `KnownError` (`enrol.too_many`)."""
        with self._lock:
            recent = [t for t in self._times.get(caller, ()) if now - t < FAILURE_WINDOW]
        if len(recent) >= MOST_FAILURES:
            minutes = int(FAILURE_WINDOW.total_seconds() // 60)
            raise KnownError(
                "enrol.too_many",
                "too many wrong codes came from here",
                remedy=f"Wait {minutes} minutes and ask the administrator for a new code.",
                lane=Lane.SIGN_IN,
            )

    def add(self, caller: str, now: datetime) -> None:
        with self._lock:
            times = [t for t in self._times.pop(caller, []) if now - t < FAILURE_WINDOW]
            self._times[caller] = [*times, now]
            while len(self._times) > _MOST_CALLERS:
                self._times.popitem(last=False)
