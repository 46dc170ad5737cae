"""The hub as a process: ready when it says so, gone when told, never left behind."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import httpx
import pytest

from tests.hub.living import found
from tests.hub.papers import papers
from workstation.errors import KnownError
from workstation.hub.serve import Listen, serve
from workstation.sync import HubAddress, HubClient

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM; a hub there ends with its parent")


def test_it_says_where_it_listens_and_ends_with_its_parent(tmp_path: Path) -> None:
    with found(tmp_path / "hub") as hub:
        hub.start()
        assert httpx.get(f"{hub.url}/v1/nonce").status_code == 200
        assert httpx.get(f"{hub.url}/v1/nothing").status_code == 404
        assert hub.stop() == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{hub.url}/v1/nonce")


@posix
def test_it_ends_when_asked(tmp_path: Path) -> None:
    with found(tmp_path / "hub") as hub:
        hub.start()
        assert hub.ask_to_end() in (0, -15)


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KnownError, match=rf"hub\.port.*127\.0\.0\.1:{port}.*or 0 for a free one"):
            serve(nothing, Listen(port=port))


def test_a_certificate_that_is_none_is_said(tmp_path: Path) -> None:
    paper = tmp_path / "certificate.pem"
    paper.write_text("not a certificate")
    with pytest.raises(KnownError, match=r"hub\.certificate"):
        serve(nothing, Listen(certificate=paper, key=paper))


def test_over_tls_only_the_lenders_own_authority_is_trusted(tmp_path: Path) -> None:
    ours, theirs = papers(tmp_path / "ours", "our lender"), papers(tmp_path / "theirs", "another lender")
    with found(tmp_path / "hub") as hub:
        hub.papers = (ours.certificate, ours.key)
        hub.start()
        assert hub.url.startswith("https://127.0.0.1:")
        with HubClient(HubAddress(hub.url, ours.authority)) as client:
            assert client.hello().epoch == hub.workshop.identity().epoch
        for stranger in (theirs.authority, None):
            with (
                HubClient(HubAddress(hub.url, stranger)) as client,
                pytest.raises(KnownError, match=r"hub\.certificate.*Check the address"),
            ):
                client.hello()


def test_an_authority_that_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"hub\.certificate.*Ask the administrator"):
        HubClient(HubAddress("https://127.0.0.1:1", tmp_path / "nowhere.pem"))


async def nothing(scope: object, receive: object, send: object) -> None:
    """An application that is never asked anything."""
