"""Brings the survey forms that the hub published. Nothing is asked of the hub where all of them are here.

A form that does not come, or comes damaged, holds up neither files nor other forms: it is asked for again at
the next synchronisation, and whoever opens it until then is told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from workstation.domain.forms import PublishedForm
from workstation.errors import KnownError, Lane
from workstation.ports import BlobStore
from workstation.sync import blobs as blob_transfer
from workstation.sync.client import HubClient

log = logging.getLogger(__name__)


def fetch_forms(
    client: HubClient, blobs: BlobStore, forms: Sequence[PublishedForm], cancel: threading.Event
) -> bool:
    """Bring what is missing or was damaged on the disk; whether anything came. Raises `KnownError` for
    trouble with the network."""
    came = False
    for form in forms:
        if cancel.is_set():
            break
        if _is_whole(blobs, form.package):
            continue
        try:
            came = blob_transfer.bring(client, blobs, form.package, cancel) or came
        except KnownError as error:
            if error.lane is not Lane.ITEM:
                raise
            log.warning("the form %s did not come: %s", form.id, error.code)
    return came


def _is_whole(blobs: BlobStore, sha256: str) -> bool:
    try:
        blobs.get(sha256)
    except KnownError:
        return False
    return True
