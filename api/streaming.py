"""Send what a worker writes as it comes; a failure before the first bytes is still told as a problem."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.problems import ProblemError
from api.workers.pool import Answer, Pool

START_BYTES = 1 << 16

log = logging.getLogger("assay.http")


class StreamedAnswer(Response):
    """The response to a job that writes: short ones with their length, long ones in pieces.

    A failure after the first pieces breaks the connection, so that nobody takes a part for the whole.
    A client that leaves, or takes nothing for `stalled_s`, ends the work.
    """

    def __init__(
        self,
        pool: Pool,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        *,
        client: str,
        media_type: str,
        headers: Mapping[str, str],
        stalled_s: float,
    ) -> None:
        super().__init__(status_code=200, media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._pool, self._function, self._arguments = pool, function, arguments
        self._client, self._stalled_s = client, stalled_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        work = asyncio.create_task(self._work(scope, receive, send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            if not work.done():
                work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False
        try:
            async with self._pool.stream(self._function, *self._arguments, client=self._client) as answer:
                first = await _first_pieces(answer)
                if answer.is_done:
                    self.headers["Content-Length"] = str(len(first))
                has_started = True
                await self._start(send)
                if scope.get("asked_head"):
                    await self._send_piece(send, b"", more=False)
                else:
                    await self._send_body(first, answer, send)
        except ProblemError as error:
            if has_started:
                log.warning("an answer was broken off: %s", error.problem.slug)
                return
            await error.problem.response(Request(scope).url.path)(scope, receive, send)
        except TimeoutError:
            log.warning("an answer was broken off: the client takes nothing")

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _send_body(self, first: bytes, answer: Answer, send: Send) -> None:
        await self._send_piece(send, first, more=not answer.is_done)
        if not answer.is_done:
            async for piece in answer:
                await self._send_piece(send, piece, more=True)
            await self._send_piece(send, b"", more=False)

    async def _send_piece(self, send: Send, piece: bytes, *, more: bool) -> None:
        message: Message = {"type": "http.response.body", "body": piece, "more_body": more}
        async with asyncio.timeout(self._stalled_s):
            await send(message)


async def _first_pieces(answer: Answer) -> bytes:
    """Return the whole answer if it is short, else its first START_BYTES or more."""
    pieces = bytearray()
    async for piece in answer:
        pieces += piece
        if len(pieces) >= START_BYTES:
            break
    return bytes(pieces)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
