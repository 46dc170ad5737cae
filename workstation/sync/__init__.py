"""Keeps the local cache and the hub equal: feed in, outbox out, blobs both ways.

`enrol` makes a workstation known, `HubClient` talks to the hub, `Synchroniser.run` does one whole sync.
"""

from __future__ import annotations

from workstation.sync.client import DeviceKey, HubAddress, HubClient
from workstation.sync.enrol import enrol, register_signer
from workstation.sync.loop import Synchroniser
from workstation.sync.report import SyncProgress, SyncReport

__all__ = [
    "DeviceKey",
    "HubAddress",
    "HubClient",
    "SyncProgress",
    "SyncReport",
    "Synchroniser",
    "enrol",
    "register_signer",
]
