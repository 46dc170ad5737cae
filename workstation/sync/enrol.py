"""Makes a workstation known to its hub with a one-time code."""

from __future__ import annotations

import httpx

from workstation import crypto, wire
from workstation.errors import KnownError
from workstation.sync.client import DeviceKey, HubAddress, HubClient


def enrol(
    address: HubAddress,
    code: str,
    private_key: bytes,
    device_name: str,
    *,
    transport: httpx.BaseTransport | None = None,
) -> tuple[DeviceKey, wire.EnrolAnswer]:
    """Redeem `code` for the device whose Ed25519 key is `private_key`.

    The same code with the same key may be redeemed again: the answer may have been lost on the way. Raises
    `KnownError` (`enrol.code`, `enrol.too_many`, `sync.version`, `hub.unreachable`, `hub.address`).
    """
    if not address.url.startswith(("http://", "https://")):
        raise KnownError(
            "hub.address",
            "this is not the address of a hub",
            where=address.url[:80],
            remedy="It begins with https:// and the administrator knows it.",
        )
    public = crypto.public_key(private_key)
    proof = crypto.sign(private_key, wire.enrolment_message(code, public))
    with HubClient(address, transport=transport) as client:
        answer = client.enrol(wire.EnrolRequest(code, device_name, public, proof))
    return DeviceKey(answer.device_id, private_key), answer


def register_signer(
    address: HubAddress,
    device: DeviceKey,
    epoch: str,
    certificate_sha256: str,
    *,
    transport: httpx.BaseTransport | None = None,
) -> None:
    """Tell the hub which certificate signs the papers of a device that was just enrolled. Raises `KnownError`
    as a sync does, which does the same where this did not come through."""
    with HubClient(address, device, epoch=epoch, transport=transport) as client:
        client.register_signer(certificate_sha256)
