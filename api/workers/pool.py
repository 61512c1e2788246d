"""The pool of workers: hands out jobs, stops those that take too long, and follows the store's state."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from api.problems import Problem, ProblemError, retry_after
from api.settings import MEBIBYTE, ServerSettings
from api.snapshot import Snapshot
from api.workers.frames import Job, Kind, encode_job, read_frame
from api.workers.nursery import COMMAND, END, FORK
from api.workers.worker import OUT_OF_MEMORY
from kg.catalogue import open_store
from kg.errors import StoreError
from kg.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("assay.pool")

POLL_S = 0.3
REMOTE_POLL_S = 5.0
RETRY_S = 5.0
WRITE_LIMIT_S = 300.0
LOW_PRIORITY = 10
READ_LIMIT = 1 << 18

TIMED_OUT = Problem(
    503, "timeout", "The question took too long",
    "The work was stopped at the time limit. Ask for less, or try again.", {}, retry_after(30),
)  # fmt: skip
BUSY = Problem(503, "busy", "The server is busy", "Too many questions are waiting. Try again.", {}, retry_after())
TOO_MANY_LONG = Problem(
    503, "too-many-long", "Too many long questions",
    "As many long questions are running as may. Try again, or ask for less.", {}, retry_after(30),
)  # fmt: skip
NO_STORE = Problem(
    503, "store-missing", "There is no graph to answer from yet",
    "The graph has not been built or is being loaded. Try again.", {}, retry_after(),
)  # fmt: skip


class Nursery:
    """The process that holds one state of the graph and forks workers."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket, state: str) -> None:
        self.process = process
        self.state = state
        self.workers: set[WorkerHandle] = set()
        self.is_warm = False
        self.renewal: asyncio.Task[None] | None = None
        self._control = control

    @classmethod
    async def start(cls, settings: Settings, server: ServerSettings, state: str) -> Nursery:
        """Start the process and wait until it has loaded the graph; raise StoreError when it can't."""
        ours, theirs = socket.socketpair()
        bytes_allowed = (server.worker_memory_mib * MEBIBYTE, server.copy_mib * MEBIBYTE)
        limits = [str(number) for number in (server.query_workers, *bytes_allowed)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "api.workers.nursery", str(theirs.fileno()), *limits,
                pass_fds=[theirs.fileno()], start_new_session=True, env=environment,
            )  # fmt: skip
        ours.send(pickle.dumps(settings))
        ours.setblocking(False)
        if not await asyncio.get_running_loop().sock_recv(ours, 1):
            ours.close()
            await process.wait()
            raise StoreError("the graph could not be loaded")
        return cls(process, ours, state)

    async def warm(self) -> None:
        """Wait until the process has read what takes seconds; return at once when it is gone."""
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().sock_recv(self._control, 1)
        self.is_warm = True

    async def fork(self) -> WorkerHandle:
        """Fork a worker and wait until it is ready."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [COMMAND.pack(FORK, 0)], [theirs.fileno()])
        reader, writer = await asyncio.open_connection(sock=ours, limit=READ_LIMIT)
        worker = WorkerHandle(self, reader, writer)
        try:
            _, payload = await read_frame(reader)
        except asyncio.IncompleteReadError:
            writer.close()
            raise StoreError("a worker could not start") from None
        worker.pid = pickle.loads(payload)
        self.workers.add(worker)
        return worker

    def end(self, worker: WorkerHandle) -> None:
        """Kill a worker; a nursery that is out of use ends with its last one."""
        worker.writer.close()
        self.workers.discard(worker)
        with contextlib.suppress(OSError):
            self._control.send(COMMAND.pack(END, worker.pid))

    async def stop(self) -> None:
        """Kill the process and all its workers."""
        # A socket that is closed while the loop reads it takes the next connection of its number along.
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


class WorkerHandle:
    """The server's side of one worker."""

    def __init__(self, nursery: Nursery, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.nursery = nursery
        self.reader = reader
        self.writer = writer
        self.pid = 0
        self.is_long = False
        self.is_warm = nursery.is_warm

    @property
    def is_fresh(self) -> bool:
        """Tell whether a worker forked now would be no better."""
        return self.is_warm or not self.nursery.is_warm


class Pool:
    """Gives jobs to workers of the store's current state."""

    def __init__(self, settings: Settings, server: ServerSettings) -> None:
        self._settings = settings
        self._server = server
        self._store = open_store(settings)
        self._nursery: Nursery | None = None
        self._retired: set[Nursery] = set()
        self._idle: list[WorkerHandle] = []
        self._waiting: deque[asyncio.Future[WorkerHandle]] = deque()
        self._long: Counter[str] = Counter()
        self._forking = 0
        self._is_loading = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.time_limit_s = settings.query_timeout_s
        self.long_after_s = server.long_after_s

    @property
    def state(self) -> str | None:
        """Return the name of the state that answers come from, or None while there is none."""
        return self._nursery.state if self._nursery else None

    @property
    def figures(self) -> dict[str, int]:
        """Return how many workers there are of each sort, and how many jobs wait."""
        workers = len(self._nursery.workers) if self._nursery else 0
        return {"workers": workers, "idle": len(self._idle), "waiting": len(self._waiting), "long": self._long.total()}

    async def start(self) -> None:
        """Begin to load and to follow the store; jobs wait until it is loaded."""
        self._is_loading = await asyncio.to_thread(self._store.state) is not None
        self._spawn(self._keep_following())

    async def stop(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for nursery in (*self._retired, *([self._nursery] if self._nursery else [])):
            await nursery.stop()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _keep_following(self) -> None:
        while True:
            try:
                await self._follow()
            except (StoreError, OSError):
                log.exception("the state of the graph could not be loaded; the last one stays")
                await asyncio.sleep(RETRY_S)
            finally:
                self._is_loading = False
            await asyncio.sleep(REMOTE_POLL_S if self._settings.is_remote else POLL_S)

    async def _follow(self) -> None:
        """Move to the store's current state: new jobs go to it, running ones end where they are."""
        state = await asyncio.to_thread(self._store.state)
        died = self._nursery is not None and self._nursery.process.returncode is not None
        if state is not None and (state != self.state or died):
            await self._replace(await Nursery.start(self._settings, self._server, state))

    async def _replace(self, nursery: Nursery) -> None:
        fresh = [await nursery.fork() for _ in range(self._server.query_workers)]
        old, self._nursery = self._nursery, nursery
        stale, self._idle = self._idle, []
        for worker in fresh:
            self._hand_out(worker)
        if old is not None:
            self._retired.add(old)
            for worker in stale:
                old.end(worker)
            await self._bury(old)
        log.info("answering from state %s", nursery.state)
        nursery.renewal = self._spawn(self._renew(nursery))

    async def _renew(self, nursery: Nursery) -> None:
        """Replace the first workers by ones that have read everything, one after another."""
        await nursery.warm()
        for worker in [one for one in self._idle if one.nursery is nursery]:
            if nursery is self._nursery and worker in self._idle:
                self._idle.remove(worker)
                nursery.end(worker)
                self._forking += 1
                await self._add_worker(nursery)

    async def _bury(self, nursery: Nursery) -> None:
        if nursery in self._retired and not nursery.workers:
            self._retired.discard(nursery)
            if nursery.renewal is not None:
                nursery.renewal.cancel()
            await nursery.stop()

    async def _acquire(self) -> WorkerHandle:
        if self._nursery is None and not self._is_loading:
            raise ProblemError(NO_STORE)
        while self._idle:
            worker = self._idle.pop()
            if not worker.reader.at_eof():
                return worker
            self._release(worker, is_sound=False)
        if len(self._waiting) >= self._server.waiting_jobs:
            raise ProblemError(BUSY)
        future: asyncio.Future[WorkerHandle] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            return await asyncio.wait_for(future, self._server.waiting_s)
        except TimeoutError:
            raise ProblemError(BUSY) from None
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._hand_out(future.result())
            raise

    def _hand_out(self, worker: WorkerHandle) -> None:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    def _release(self, worker: WorkerHandle, *, is_sound: bool) -> None:
        """Take a worker back; one that is stale, was long at work or left work undone is ended."""
        if is_sound and worker.nursery is self._nursery and worker.is_fresh and not worker.is_long:
            self._hand_out(worker)
            return
        worker.nursery.end(worker)
        if worker.nursery is self._nursery:
            self._fill()
        else:
            self._spawn(self._bury(worker.nursery))

    def _fill(self) -> None:
        """Fork until there are as many workers for short jobs as there should be."""
        nursery = self._nursery
        if nursery is None:
            return
        short = sum(not worker.is_long for worker in nursery.workers) + self._forking
        for _ in range(self._server.query_workers - short):
            self._forking += 1
            self._spawn(self._add_worker(nursery))

    async def _add_worker(self, nursery: Nursery) -> None:
        try:
            worker = await nursery.fork()
        except (StoreError, OSError):
            log.exception("a worker could not be forked")
            return
        finally:
            self._forking -= 1
        if nursery is self._nursery:
            self._hand_out(worker)
        else:
            nursery.end(worker)

    def mark_long(self, worker: WorkerHandle, client: str) -> bool:
        """Move a job to the long ones; tell whether there was room."""
        if self._long.total() >= self._server.long_jobs:
            return False
        if client and self._long[client] >= self._server.long_jobs_per_client:
            return False
        self._long[client] += 1
        worker.is_long = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, LOW_PRIORITY)
        if worker.nursery is self._nursery:
            self._fill()
        return True

    async def call(self, function: Callable[Concatenate[Snapshot, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run a function in a worker and return what it returns; raise ProblemError for a failure."""
        assert not named, "jobs take positional arguments"
        async with self.stream(function, *arguments, streams=False) as answer:
            async for _ in answer:
                raise RuntimeError("a call sends no data")
            return cast(T, answer.result)

    async def write(self, function: Callable[Concatenate[Snapshot, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run a function that changes the store, and return when answers come from what it left."""
        assert not named, "jobs take positional arguments"
        async with self.stream(function, *arguments, streams=False, writes=True) as answer:
            async for _ in answer:
                raise RuntimeError("a write sends no data")
        state = await asyncio.to_thread(self._store.state)
        deadline = time.monotonic() + WRITE_LIMIT_S
        while self.state != state and time.monotonic() < deadline:
            await asyncio.sleep(POLL_S / 3)
        return cast(T, answer.result)

    @asynccontextmanager
    async def stream(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        client: str = "",
        streams: bool = True,
        writes: bool = False,
    ) -> AsyncIterator[Answer]:
        """Run a function that writes to an output in a worker; leaving early kills the work."""
        worker = await self._acquire()
        answer = Answer(self, worker, client, WRITE_LIMIT_S if writes else self.time_limit_s)
        try:
            job = Job(function, arguments, streams, self._server.result_mib * MEBIBYTE, writes)
            worker.writer.write(encode_job(job))
            yield answer
        finally:
            if worker.is_long:
                self._long[client] -= 1
                if not self._long[client]:
                    del self._long[client]
            self._release(worker, is_sound=answer.is_done)


class Answer:
    """What a worker sends for one job: pieces of data, then a result; the clock runs while it works."""

    def __init__(self, pool: Pool, worker: WorkerHandle, client: str, limit_s: float) -> None:
        self._pool = pool
        self._worker = worker
        self._client = client
        self._limit_s = limit_s
        self._worked_s = 0.0
        self.result: Any = None
        self.is_done = False

    def __aiter__(self) -> Answer:
        return self

    async def __anext__(self) -> bytes:
        if self.is_done:
            raise StopAsyncIteration
        kind, payload = await self._next_frame()
        if kind is Kind.DATA:
            return payload
        self.is_done = True
        if kind is Kind.PROBLEM:
            raise ProblemError(pickle.loads(payload))
        self.result = pickle.loads(payload)
        raise StopAsyncIteration

    async def _next_frame(self) -> tuple[Kind, bytes]:
        """Wait for a frame while the job's time lasts; a job that turns long must find room."""
        limit = self._limit_s
        started = time.monotonic()
        reading = asyncio.ensure_future(read_frame(self._worker.reader))
        try:
            if not self._worker.is_long:
                patience = min(self._pool.long_after_s, limit) - self._worked_s
                await asyncio.wait((reading,), timeout=max(patience, 0))
                if not reading.done() and not self._pool.mark_long(self._worker, self._client):
                    raise ProblemError(TOO_MANY_LONG)
            if not reading.done():
                left = limit - self._worked_s - (time.monotonic() - started)
                await asyncio.wait((reading,), timeout=max(left, 0))
            if not reading.done():
                raise ProblemError(TIMED_OUT)
            return reading.result()
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ProblemError(OUT_OF_MEMORY) from None
        finally:
            self._worked_s += time.monotonic() - started
            reading.cancel()
