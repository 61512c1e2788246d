"""What every store offers: a Reader that never writes and a Writer that commits all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Protocol

from pyoxigraph import NamedNode, Quad, Triple

from kg.rdf import Term


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names in the query's order, and rows of terms, None where unbound."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class GraphSelection:
    """The graphs that a request names beside its query; they replace the query's FROM (SPARQL 1.1 Protocol, 2.1.4)."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


ALL_GRAPHS = GraphSelection()
"""Nothing is selected: the default graph is the union of all layers, or what the query's FROM says."""


class Reader(Protocol):
    """Answers SPARQL over the union of all layers; `version` names the state that it sees."""

    @property
    def version(self) -> str: ...

    def select(self, query: str) -> Rows:
        """Answer a SELECT; raise QuerySyntaxError or QueryRefusedError."""
        ...

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        ...

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        ...

    def write_answer(self, query: str, media_type: str, output: IO[bytes], graphs: GraphSelection = ALL_GRAPHS) -> None:
        """Write the answer to any query as it is found, serialised as the media type says."""
        ...

    def quads(self, layer: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one layer, or of all."""
        ...


class Writer(Protocol):
    """Collects changes on a state that nobody else sees, until `commit`; leaving without it drops them."""

    @property
    def reader(self) -> Reader:
        """Return a reader of the state as it was when the writer was opened."""
        ...

    @property
    def pending(self) -> Reader:
        """Return a reader of the changed state, before it is committed."""
        ...

    def clear(self, layer: NamedNode) -> None:
        """Empty a layer."""
        ...

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads; those that are not there are passed over."""
        ...

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add quads; those that are there already are passed over."""
        ...

    def commit(self) -> None:
        """Make all changes visible at once."""
        ...

    def __enter__(self) -> Writer: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """A place that gives readers and, one at a time, a writer."""

    def state(self) -> str | None:
        """Return a name of the last committed state that no other state ever has here, or None before the first."""
        ...

    def reader(self) -> Reader:
        """Open the last committed state; raise StoreMissingError if there is none."""
        ...

    def writer(self, *, fresh: bool = False) -> Writer:
        """Open a writer on the last committed state, or on an empty one; raise StoreLockedError if taken."""
        ...
