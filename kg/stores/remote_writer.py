"""Writes a remote store: changes are collected here and sent with the commit.

A commit is one update request, which servers apply whole or not at all (SPARQL 1.1 Update, 3, asks for that; Virtuoso
needs its transactions switched on for it). What is too large for one request goes to staging graphs, which no reader
of ours sees, and one short request then moves it all; a failure before that leaves the last good state. What the
protocol can't give: an answer that gets lost leaves it open whether the request was applied. Repeating is safe.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from types import TracebackType

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from kg import iris
from kg.errors import RequestTooLargeError, StoreError
from kg.stores.base import Reader
from kg.stores.changes import Changes, batches, data_block, emptying, request
from kg.stores.embedded import OxigraphReader
from kg.stores.endpoint import Endpoint
from kg.stores.lease import Lease

STAGING = iris.BASE + "staging/"
MAX_REQUEST_BYTES = 96 * 1024 * 1024
SMALLER_REQUESTS = (24 * 1024 * 1024, 4 * 1024 * 1024, 512 * 1024, 64 * 1024)


class RemoteWriter:
    """Collects changes while it holds the lease."""

    def __init__(self, endpoint: Endpoint, before: Reader, lease: Lease, committed: Callable[[], None]) -> None:
        self._endpoint, self._before, self._lease, self._committed = endpoint, before, lease, committed
        self._changes = Changes()

    @property
    def reader(self) -> Reader:
        return self._before

    @property
    def pending(self) -> OxigraphReader:
        """Return the changed state as a copy in this process's memory."""
        copy = pyoxigraph.Store()
        copy.bulk_extend(self._before.quads())
        for layer in self._changes.cleared:
            copy.remove_graph(layer)
        for layer, triples in self._changes.removed:
            for triple in triples:
                copy.remove(Quad(triple.subject, triple.predicate, triple.object, layer))
        for layer, triples in self._changes.added:
            copy.extend(Quad(t.subject, t.predicate, t.object, layer) for t in triples)
        return OxigraphReader(copy, "pending")

    def clear(self, layer: NamedNode) -> None:
        self._changes.clear(layer)

    def remove(self, quads: Iterable[Quad]) -> None:
        self._changes.remove(quads)

    def insert(self, quads: Iterable[Quad]) -> None:
        self._changes.insert(quads)

    def commit(self) -> None:
        if not self._changes:
            return
        self._lease.check()
        update = self._changes.as_update()
        if len(update.encode()) > MAX_REQUEST_BYTES:
            self._commit_staged()
        else:
            try:
                self._endpoint.update(update)
            except RequestTooLargeError:
                self._commit_staged()
        self._changes = Changes()
        self._committed()

    def _commit_staged(self) -> None:
        refused: RequestTooLargeError | None = None
        for size in SMALLER_REQUESTS:
            try:
                return self._stage_and_move(size)
            except RequestTooLargeError as error:
                refused = error
        if refused is not None:
            raise refused
        return None

    def _stage_and_move(self, size: int) -> None:
        base = f"{STAGING}{uuid.uuid4().hex}/"
        moves = [emptying(layer.value) for layer in self._changes.cleared]
        staged: list[str] = []
        try:
            for operation, content in (("DELETE", self._changes.removed), ("INSERT", self._changes.added)):
                for layer, triples in content:
                    staged.append(f"{base}{len(staged)}")
                    self._stage(staged[-1], triples, size)
                    moves.append(_moving(operation, layer, staged[-1]))
        except StoreError:
            with suppress(StoreError):
                sweep(self._endpoint, staged)
            raise
        self._lease.check()
        self._endpoint.update(request(moves))
        with suppress(StoreError):
            sweep(self._endpoint, staged)

    def _stage(self, graph: str, triples: Sequence[Triple], size: int) -> None:
        for batch in batches(triples, size):
            self._endpoint.update(request([data_block("INSERT DATA", [(NamedNode(graph), batch)])]))

    def __enter__(self) -> RemoteWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._changes = Changes()
        self._lease.release()


def _moving(operation: str, layer: NamedNode, staged: str) -> str:
    return f"{operation} {{ GRAPH {layer} {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{staged}> {{ ?s ?p ?o }} }}"


def sweep(endpoint: Endpoint, graphs: Iterable[str]) -> None:
    """Remove staging graphs, also what an interrupted writer left; DROP is quicker where a server knows it."""
    for graph in graphs:
        try:
            endpoint.update(f"DROP SILENT GRAPH <{graph}>")
        except StoreError:
            endpoint.update(emptying(graph))
