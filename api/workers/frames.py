"""What server and worker say to each other over a socket: frames of a kind, a length and so many bytes."""

from __future__ import annotations

import asyncio
import io
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from api.problems import Problem

_HEADER = struct.Struct("!BI")
CHUNK_BYTES = 1 << 17


class Kind(IntEnum):
    """What a frame carries: a job, a piece of streamed answer, a pickled result, or a problem."""

    JOB = 1
    DATA = 2
    RESULT = 3
    PROBLEM = 4


@dataclass(frozen=True, slots=True)
class Job:
    """A function of the `views` that a worker is to call; one that streams writes to the output it is given.

    One that writes the store is trusted with as much memory as it takes.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    streams: bool
    max_bytes: int
    writes: bool = False


class FrameWriter(io.RawIOBase):
    """Send what is written as DATA frames; raise OverflowError beyond `max_bytes`, then send nothing more."""

    def __init__(self, channel: socket.socket, max_bytes: int) -> None:
        self._channel = channel
        self._left = max_bytes
        self.overflowed = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = len(data)
        if self.overflowed:
            return size
        self._left -= size
        if self._left < 0:
            self.overflowed = True
            raise OverflowError
        send_frame(self._channel, Kind.DATA, bytes(data))
        return size


def send_frame(channel: socket.socket, kind: Kind, payload: bytes) -> None:
    """Send one frame, waiting until it is taken."""
    channel.sendall(_HEADER.pack(kind, len(payload)) + payload)


def receive_frame(channel: socket.socket) -> tuple[Kind, bytes] | None:
    """Receive one frame, or None when the other side has closed."""
    header = _receive(channel, _HEADER.size)
    if header is None:
        return None
    kind, length = _HEADER.unpack(header)
    payload = _receive(channel, length)
    return None if payload is None else (Kind(kind), payload)


def _receive(channel: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(length - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


async def read_frame(reader: asyncio.StreamReader) -> tuple[Kind, bytes]:
    """Receive one frame in the server; raise IncompleteReadError when the worker is gone."""
    kind, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    return Kind(kind), await reader.readexactly(length) if length else b""


def encode_job(job: Job) -> bytes:
    """Return the frame of a job."""
    payload = pickle.dumps(job)
    return _HEADER.pack(Kind.JOB, len(payload)) + payload


def encode_problem(problem: Problem) -> bytes:
    """Return the payload of a problem."""
    return pickle.dumps(problem)
