"""Whose certificate signs papers: each device tells the hub its own, and the hub tells everybody.

A certificate that a device made for itself proves nothing. Here it becomes that of a device of the lender's:
the request that names it is signed by the device's enrolled key.
"""

from __future__ import annotations

import re

from workstation.clock import Clock, iso
from workstation.domain.workshop import Device, PaperSigner
from workstation.errors import KnownError
from workstation.hub.ports import Workshop

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def register(
    workshop: Workshop, clock: Clock, device: Device, certificate_sha256: str
) -> tuple[PaperSigner, ...]:
    """Keep the fingerprint with the device that names it; gives all that are kept. Naming it again changes
    nothing. Raises `KnownError` (`signer.malformed`, `signer.taken`)."""
    if not _FINGERPRINT.fullmatch(certificate_sha256):
        raise KnownError(
            "signer.malformed", "this is not the fingerprint of a certificate", where=certificate_sha256[:80]
        )
    with workshop.writing() as writing:
        known = {signer.certificate_sha256: signer.device_id for signer in writing.staff.signers()}
        if certificate_sha256 not in known:
            now = iso(clock.now())
            writing.staff.add_signer(certificate_sha256, device.id, now)
            writing.audit.append(
                at=now,
                who=device.officer.id,
                what="device.signer",
                applicant_id="",
                subject=device.id,
                detail=certificate_sha256,
            )
        elif known[certificate_sha256] != device.id:
            raise KnownError(
                "signer.taken",
                "another workstation signs its papers with this certificate",
                where=certificate_sha256,
                remedy="Move the file of the signing key away; a new key is made with the next paper.",
            )
        return writing.staff.signers()
