"""A worker: takes one job at a time from its socket, and answers it from its copy of the graph."""

from __future__ import annotations

import io
import logging
import os
import pickle
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from api.problems import Problem, ProblemError, problem_of, retry_after
from api.snapshot import Snapshot
from api.workers.frames import CHUNK_BYTES, FrameWriter, Job, Kind, encode_problem, receive_frame, send_frame
from kg.catalogue import open_store
from kg.errors import AssayError
from kg.settings import Settings
from kg.stores.base import Reader

log = logging.getLogger("assay.worker")


class Worker:
    """Answers jobs from a reader that it was given, or opens one in the process it is forked into."""

    def __init__(self, reader: Reader | None, settings: Settings, memory_bytes: int) -> None:
        self.settings = settings
        self._memory_bytes = memory_bytes
        self._snapshot = Snapshot(reader) if reader is not None else None

    def warm(self) -> None:
        """Read what every worker needs, before they are forked."""
        if self._snapshot is not None:
            self._snapshot.warm()

    def heavy_parts(self) -> tuple[Callable[[], object], ...]:
        """Return what can be read once for all workers, where there is a copy to read from."""
        return self._snapshot.heavy_parts() if self._snapshot is not None else ()

    def serve(self, channel: socket.socket) -> None:
        """Answer jobs until the server closes the socket."""
        is_copy = self._snapshot is not None
        snapshot = self._snapshot or Snapshot(open_store(self.settings).reader())
        most_bytes = _address_space() + self._memory_bytes
        send_frame(channel, Kind.RESULT, pickle.dumps(os.getpid()))
        while (frame := receive_frame(channel)) is not None:
            job: Job = pickle.loads(frame[1])
            _limit_memory(resource.RLIM_INFINITY if job.writes else most_bytes)
            with _no_new_files() if is_copy and job.streams else nullcontext():
                kind, payload = _answer(job, snapshot, channel)
            send_frame(channel, kind, payload)


def _address_space() -> int:
    """Return the bytes of address space that this process has now."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _limit_memory(most_bytes: int) -> None:
    """Let this process have so much address space; beyond it, it fails alone and leaves no core."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, hard))


@contextmanager
def _no_new_files() -> Iterator[None]:
    """Let this process open no file or socket: whatever a query says, it reaches nothing outside."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _answer(job: Job, snapshot: Snapshot, channel: socket.socket) -> tuple[Kind, bytes]:
    try:
        result: Any = None
        if job.streams:
            output = io.BufferedWriter(FrameWriter(channel, job.max_bytes), CHUNK_BYTES)
            job.function(snapshot, output, *job.arguments)
            output.flush()
        else:
            result = job.function(snapshot, *job.arguments)
        return Kind.RESULT, pickle.dumps(result)
    except AssayError as error:
        return Kind.PROBLEM, encode_problem(problem_of(error))
    except ProblemError as error:
        return Kind.PROBLEM, encode_problem(error.problem)
    except OverflowError:
        return Kind.PROBLEM, encode_problem(_TOO_LARGE)
    except MemoryError:
        return Kind.PROBLEM, encode_problem(OUT_OF_MEMORY)
    except Exception:
        log.exception("a job failed: %s", job.function.__name__)
        return Kind.PROBLEM, encode_problem(_FAILED)


_TOO_LARGE = Problem(
    403, "result-too-large", "The result is too large", "The result is larger than this server sends. Use LIMIT."
)
_FAILED = Problem(500, "internal", "Something went wrong here", "The server failed; the failure was logged.")
OUT_OF_MEMORY = Problem(
    503, "out-of-memory", "The question took too much memory",
    "The work was stopped because it took more memory than one question may.", {}, retry_after(60),
)  # fmt: skip
