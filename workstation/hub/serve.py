"""Runs the hub as a process: says where it listens, stops when told, and never outlives its parent.

The ready line on stdout is one JSON object, `{"url": …}`, written once requests are answered. The process
ends on SIGTERM or SIGINT, and, where asked, when its standard input closes: a parent that died can leave no
hub behind.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from workstation.errors import KnownError

STOP_SECONDS = 10
_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class Listen:
    """Where a hub listens; port 0 takes a free one. Certificate and key are PEM files, both or neither."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    until_stdin_closes: bool = False


def print_ready(url: str) -> None:
    print(json.dumps({"url": url}), flush=True)


def serve(app: FastAPI, listen: Listen, ready: Callable[[str], None] = print_ready) -> None:
    """Answer requests until told to stop; `ready` is called once with the URL. Raises `KnownError`
    (`hub.port`, `hub.certificate`)."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        ssl_certfile=listen.certificate,
        ssl_keyfile=listen.key,
    )
    try:
        config.load()
    except OSError as error:
        raise KnownError(
            "hub.certificate",
            f"the certificate or its key cannot be used: {error}",
            where=str(listen.certificate),
            remedy="Give a certificate and its key as PEM files.",
        ) from error
    with _bind(listen) as bound:
        url = _url(listen, bound)
        server = _Server(config, lambda: ready(url))
        if listen.until_stdin_closes:
            threading.Thread(target=_stop_with_stdin, args=(server,), daemon=True, name="stdin").start()
        server.run(sockets=[bound])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _stop_with_stdin(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.should_exit = True


def _bind(listen: Listen) -> socket.socket:
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        return socket.create_server((listen.host, listen.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise KnownError(
            "hub.port",
            f"the hub cannot listen: {error}",
            where=f"{listen.host}:{listen.port}",
            remedy="Choose another port, or 0 for a free one.",
        ) from error


def _url(listen: Listen, bound: socket.socket) -> str:
    scheme = "https" if listen.certificate else "http"
    host = f"[{listen.host}]" if ":" in listen.host else listen.host
    return f"{scheme}://{host}:{bound.getsockname()[1]}"
