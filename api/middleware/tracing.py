"""A request id, a log line and metrics for every request; a failure nobody expected becomes a plain 500."""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem
from api.telemetry import Metrics, request_id

_GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_FAILED = Problem(500, "internal", "Something went wrong here", "The server failed; the failure was logged.")

log = logging.getLogger("assay.http")


class Tracing:
    """Follow a request from its first byte to the last one of its answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        identifier = given.decode() if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(identifier)
        seen = _Seen(send, identifier)
        started = time.perf_counter()
        try:
            await self._app(scope, receive, seen.send)
        except Exception:
            log.exception("unexpected failure")
            if not seen.status:
                await _FAILED.response(scope["path"])(scope, receive, seen.send)
        finally:
            self._note(scope, seen, time.perf_counter() - started)
            request_id.reset(token)

    def _note(self, scope: Scope, seen: _Seen, seconds: float) -> None:
        self._metrics.count(scope["method"], _template(scope), seen.status, seconds, seen.sent_bytes)
        client = scope["client"][0] if scope.get("client") else None
        log.info(
            "request",
            extra={
                "method": scope["method"], "path": scope["path"], "status": seen.status, "client": client,
                "seconds": round(seconds, 4), "bytes": seen.sent_bytes,
            },
        )  # fmt: skip


def _template(scope: Scope) -> str:
    """Return the path of the route with its parameters' names, and the prefix that its router stands under."""
    own = getattr(scope.get("route"), "path", None)
    if not own:
        return "other"
    if ":path" in own:
        return str(own)
    segments = scope["path"].split("/")
    return "/".join(segments[: len(segments) - own.count("/")]) + str(own)


class _Seen:
    """Passes an answer on and notes its status and size."""

    def __init__(self, send: Send, identifier: str) -> None:
        self._send = send
        self._identifier = identifier
        self.status = 0
        self.sent_bytes = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-Id"] = self._identifier
        elif message["type"] == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
        await self._send(message)
