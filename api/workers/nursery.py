"""A process that loads one generation of the graph and forks the workers that answer from it.

It runs no threads and never opens the database on disk, so that it can fork at any time; its copy of
the graph is shared by all its workers. What takes seconds to read is read after the first workers are
forked; those are replaced when it is done. It ends with the server: its end of the socket then closes.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import struct
import sys
from contextlib import suppress

from api.workers.worker import Worker
from kg.catalogue import open_store
from kg.settings import Settings
from kg.stores.base import Reader
from kg.stores.copying import copy_in_memory
from kg.stores.embedded import EmbeddedStore

COMMAND = struct.Struct("!cQ")
READY = b"r"
WARM = b"w"
SETTINGS_BYTES = 1 << 16
FORK = b"f"
END = b"e"


def main(arguments: list[str]) -> None:
    """Serve the nursery's side of the control socket whose number is given, until the server closes it."""
    number, first_workers, memory_bytes, max_copied_bytes = arguments
    control = socket.socket(fileno=int(number))
    settings: Settings = pickle.loads(control.recv(SETTINGS_BYTES))
    worker = Worker(_copied(settings, int(max_copied_bytes)), settings, int(memory_bytes))
    worker.warm()
    gc.freeze()
    control.sendall(READY)
    children: set[int] = set()
    try:
        for _ in range(int(first_workers)):
            if not _obey(control, worker, children):
                return
        for read in worker.heavy_parts():
            while select.select([control], [], [], 0)[0]:
                if not _obey(control, worker, children):
                    return
            read()
        gc.collect()
        gc.freeze()
        with suppress(BrokenPipeError):
            control.sendall(WARM)
        while _obey(control, worker, children):
            pass
    finally:
        for pid in children:
            _end(pid)


def _copied(settings: Settings, max_bytes: int) -> Reader | None:
    """Return a copy in memory, or None where each worker opens the store itself."""
    store = open_store(settings)
    is_small = isinstance(store, EmbeddedStore) and store.size() <= max_bytes
    return copy_in_memory(store) if isinstance(store, EmbeddedStore) and is_small else None


def _obey(control: socket.socket, worker: Worker, children: set[int]) -> bool:
    """Carry out the next command; tell whether there was one."""
    message, descriptors, _, _ = socket.recv_fds(control, COMMAND.size, 1)
    if not message:
        return False
    command, pid = COMMAND.unpack(message)
    if command == FORK:
        with socket.socket(fileno=descriptors[0]) as channel:
            children.add(_fork(control, channel, worker))
    elif pid in children:
        children.discard(pid)
        _end(pid)
    return True


def _fork(control: socket.socket, channel: socket.socket, worker: Worker) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        control.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        worker.serve(channel)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
