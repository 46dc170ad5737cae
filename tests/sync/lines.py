"""Lines between workstation and hub for tests: straight into the application, and lines that break."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
from fastapi import FastAPI


class DirectLine(httpx.BaseTransport):
    """Hands each request to the hub's application in this process, without a socket."""

    def __init__(self, app: Callable[[], FastAPI]) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._loop.run_until_complete(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        line = httpx.ASGITransport(self._app())
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await line.handle_async_request(asked)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())

    def close(self) -> None:
        self._loop.close()


class BreakingLine(httpx.BaseTransport):
    """Fails once, at request `at`: with the answer lost if `late`, else before anything was sent."""

    def __init__(self, at: int, late: bool, line: httpx.BaseTransport | None = None) -> None:
        self._line = line or httpx.HTTPTransport()
        self._left = at
        self._late = late
        self.asked: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._left -= 1
        self.asked.append(f"{request.method} {request.url.path}")
        if self._left:
            return self._line.handle_request(request)
        if self._late:
            self._line.handle_request(request).read()
        raise httpx.ReadError("the line broke", request=request)

    def close(self) -> None:
        self._line.close()

    @property
    def broke(self) -> bool:
        return self._left <= 0
