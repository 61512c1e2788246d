"""Limits on what one client may send: requests in a minute, bytes in a body, time to send them."""

from __future__ import annotations

import asyncio
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem

_UNLIMITED = frozenset({"/health", "/ready", "/metrics"})


def _is_tricky(path: str) -> bool:
    return any(ord(character) < 0x20 or character == "\x7f" for character in path)


class RateLimit:
    """Answer 429 to a client that sends more than so many requests a minute; refuse control characters in paths."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _UNLIMITED:
            await self._app(scope, receive, send)
            return
        if _is_tricky(scope["path"]):
            problem = Problem(404, "not-found", "There is no such thing", "The path has control characters.")
            await problem.response()(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else "unknown"
        if await self._limiter.hit(self._item, client):
            await self._app(scope, receive, send)
            return
        window = await self._limiter.get_window_stats(self._item, client)
        wait = max(1, round(window.reset_time - time.time()))
        detail = f"This server answers {self._item.amount} requests a minute to one client."
        headers = {"Retry-After": str(wait)}
        await Problem(429, "too-many-requests", "Too many requests", detail, {}, headers).response()(
            scope, receive, send
        )


class _TooLargeError(Exception):
    pass


class _TooSlowError(Exception):
    pass


class BodyLimit:
    """Answer 413 to a body that is too large, and 408 to one that comes too slowly."""

    def __init__(self, app: ASGIApp, max_bytes: int, patience_s: float) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._patience_s = patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._max_bytes:
            await self._refuse_large(scope, receive, send)
            return
        counter = _Counter(receive, self._max_bytes, self._patience_s)
        try:
            await self._app(scope, counter.receive, send)
        except _TooLargeError:
            await self._refuse_large(scope, receive, send)
        except _TooSlowError:
            detail = f"The body did not come within {self._patience_s:g} seconds."
            await Problem(408, "request-timeout", "Request timeout", detail).response()(scope, receive, send)

    async def _refuse_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"A body has at most {self._max_bytes} bytes."
        problem = Problem(413, "content-too-large", "Content too large", detail, {}, {"Connection": "close"})
        await problem.response()(scope, receive, send)


class _Counter:
    """Receives a body, counting bytes and time until its end; what comes after is not limited."""

    def __init__(self, receive: Receive, max_bytes: int, patience_s: float) -> None:
        self._receive = receive
        self._left = max_bytes
        self._deadline = time.monotonic() + patience_s
        self._is_complete = False

    async def receive(self) -> Message:
        if self._is_complete:
            return await self._receive()
        try:
            async with asyncio.timeout(self._deadline - time.monotonic()):
                message = await self._receive()
        except TimeoutError:
            raise _TooSlowError from None
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            self._is_complete = not message.get("more_body", False)
            if self._left < 0:
                raise _TooLargeError
        return message
