"""Copy a store into memory through a pipe, so that the process with the copy never opens the database.

A process that has opened it runs its threads and must not fork; a process with a copy alone may.
"""

from __future__ import annotations

import os

import pyoxigraph
from pyoxigraph import RdfFormat, serialize

from kg.errors import StoreError
from kg.stores.embedded import EmbeddedStore, OxigraphReader


def copy_in_memory(store: EmbeddedStore) -> OxigraphReader:
    """Return a reader of a copy of the current generation; raise StoreError when it can't be read."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        _send(store, write_end)
    os.close(write_end)
    database = pyoxigraph.Store()
    with os.fdopen(read_end, "rb") as pipe:
        version = pipe.readline().decode().strip()
        database.bulk_load(input=pipe, format=RdfFormat.N_QUADS)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        raise StoreError(f"the store at {store.folder} cannot be read")
    return OxigraphReader(database, version)


def _send(store: EmbeddedStore, write_end: int) -> None:
    """Write version and quads to the pipe and leave the process."""
    status = 1
    try:
        reader = store.reader()
        with os.fdopen(write_end, "wb", buffering=1 << 16) as pipe:
            pipe.write(reader.version.encode() + b"\n")
            serialize(reader.quads(), pipe, format=RdfFormat.N_QUADS)
        status = 0
    finally:
        os._exit(status)
