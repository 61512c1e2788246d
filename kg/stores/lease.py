"""The right to write a remote store: one holder at a time, for a limited time.

SPARQL has no locks. A lease is one triple in a graph of its own, written only where there is none; whoever then sees
another one beside it gives its own up. It ends with its holder, by time, or when its process on this machine is gone.
A writer that is not Assay does not know of it.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pyoxigraph import Literal

from kg import iris
from kg.errors import StoreError, StoreLockedError
from kg.rdf import RDF
from kg.stores.endpoint import Endpoint

LEASE = iris.BASE + "lease/"
LEASE_TIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Lease:
    """A taken lease: its graph is named for holder and end, so that the list of graphs tells of it."""

    endpoint: Endpoint
    graph: str
    names: Callable[[], Iterable[str]]

    def check(self) -> None:
        """Raise StoreLockedError if the lease ended or another holds one."""
        others = [_Holder.of(name) for name in self.names() if name.startswith(LEASE) and name != self.graph]
        if others or _Holder.of(self.graph).is_gone():
            raise StoreLockedError(self.endpoint.place, others[0].told if others else "this one's time ended")

    def release(self) -> None:
        """Give the lease up; a server that is gone keeps it until its end."""
        with suppress(StoreError):
            _remove(self.endpoint, self.graph)


@dataclass(frozen=True, slots=True)
class _Holder:
    host: str
    process: int
    end: datetime

    @classmethod
    def of(cls, graph: str) -> _Holder:
        """Read holder and end from a lease's name; one that can't be read has ended."""
        parts = graph.removeprefix(LEASE).split("/")
        with suppress(ValueError, IndexError):
            return cls(parts[0], int(parts[1]), datetime.strptime(parts[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        return cls("unknown", 0, datetime.min.replace(tzinfo=UTC))

    @property
    def told(self) -> str:
        return f"process {self.process} on {self.host}, at most until {self.end:%Y-%m-%d %H:%M} UTC"

    def is_gone(self) -> bool:
        return self.end < datetime.now(UTC) or (self.host == _host() and not _runs(self.process))


def _host() -> str:
    return "".join(c if c.isalnum() or c in "-." else "-" for c in socket.gethostname()) or "unknown"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def take_lease(endpoint: Endpoint, names: Callable[[], Iterable[str]]) -> Lease:
    """Take the lease; raise StoreLockedError where another holds it, StoreUnavailableError where nothing is written."""
    for name in [name for name in names() if name.startswith(LEASE)]:
        holder = _Holder.of(name)
        if not holder.is_gone():
            raise StoreLockedError(endpoint.place, holder.told)
        _remove(endpoint, name)
    end = datetime.now(UTC) + LEASE_TIME
    graph = f"{LEASE}{_host()}/{os.getpid()}/{end:%Y%m%dT%H%M%SZ}/{uuid.uuid4().hex}"
    held = f"<{LEASE}> {RDF.value}"
    endpoint.update(
        f"INSERT {{ GRAPH <{graph}> {{ {held} {Literal(graph)} }} }} "
        f"WHERE {{ FILTER NOT EXISTS {{ GRAPH ?other {{ {held} ?holder }} }} }}"
    )
    lease = Lease(endpoint, graph, names)
    found = [name for name in names() if name.startswith(LEASE)]
    others = [name for name in found if name != graph]
    if others or not found:
        lease.release()
        raise StoreLockedError(endpoint.place, _Holder.of(others[0]).told if others else "")
    return lease


def _remove(endpoint: Endpoint, graph: str) -> None:
    endpoint.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    with suppress(StoreError):
        endpoint.update(f"DROP SILENT GRAPH <{graph}>")
