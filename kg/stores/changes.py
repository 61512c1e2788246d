"""The net change of a writer: layers emptied, quads removed, quads added; and its text as SPARQL 1.1 Update.

Only INSERT DATA, DELETE DATA, DELETE WHERE and DELETE/INSERT WHERE are used, which every server with updates knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import InvalidInputError
from kg.iris import PREFIXES


class Changes:
    """Collects changes in any order; emptying goes first, then removals, then additions."""

    def __init__(self) -> None:
        self.cleared: dict[NamedNode, None] = {}
        self._removed: dict[NamedNode, dict[Triple, None]] = defaultdict(dict)
        self._added: dict[NamedNode, dict[Triple, None]] = defaultdict(dict)

    def clear(self, layer: NamedNode) -> None:
        """Empty a layer, and forget what was to be added to it."""
        self.cleared[layer] = None
        self._removed.pop(layer, None)
        self._added.pop(layer, None)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads; blank nodes can't be named in SPARQL, so a quad of the store with one can't be removed."""
        for quad in quads:
            layer, triple = _parts(quad)
            was_added = self._added[layer].pop(triple, "no") is None
            if layer not in self.cleared and not (was_added and _is_blank(triple)):
                if _is_blank(triple):
                    raise InvalidInputError("quad to remove", "no blank node", str(quad))
                self._removed[layer][triple] = None

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        for quad in quads:
            layer, triple = _parts(quad)
            self._removed[layer].pop(triple, None)
            self._added[layer][triple] = None

    @property
    def removed(self) -> Iterator[tuple[NamedNode, Sequence[Triple]]]:
        return ((layer, list(triples)) for layer, triples in self._removed.items() if triples)

    @property
    def added(self) -> Iterator[tuple[NamedNode, Sequence[Triple]]]:
        return ((layer, list(triples)) for layer, triples in self._added.items() if triples)

    def __bool__(self) -> bool:
        return bool(self.cleared) or any(self.removed) or any(self.added)

    def as_update(self) -> str:
        """Write the whole change as one update request."""
        operations = [emptying(layer.value) for layer in self.cleared]
        removed, added = list(self.removed), list(self.added)
        if removed:
            operations.append(data_block("DELETE DATA", removed))
        if added:
            operations.append(data_block("INSERT DATA", added))
        return request(operations)


def _parts(quad: Quad) -> tuple[NamedNode, Triple]:
    if isinstance(quad.graph_name, BlankNode | DefaultGraph):
        raise InvalidInputError("quad", "a layer", str(quad))
    return quad.graph_name, Triple(quad.subject, quad.predicate, quad.object)


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def emptying(graph: str) -> str:
    """Write the operation that empties a graph."""
    return f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


def data_block(operation: str, contents: Iterable[tuple[NamedNode, Iterable[Triple]]]) -> str:
    """Write INSERT DATA or DELETE DATA; the RDF library writes the triples as Turtle, whose body SPARQL shares."""
    return f"{operation} {{ {' '.join(f'GRAPH {layer} {{{_body(triples)}}}' for layer, triples in contents)} }}"


def _body(triples: Iterable[Triple]) -> str:
    """Return Turtle without its declarations, which take a line each."""
    turtle = (serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    return turtle.split("\n", len(PREFIXES))[-1]


def request(operations: Iterable[str]) -> str:
    """Join operations to one request, in which the known prefixes are declared."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + " ;\n".join(operations)


def batches(triples: Sequence[Triple], size: int) -> Iterator[list[Triple]]:
    """Cut triples into batches of about `size` bytes; those with blank nodes stay in one, whatever its size.

    A blank node's label means something within one request only.
    """
    blank = [triple for triple in triples if _is_blank(triple)]
    if blank:
        yield blank
    batch: list[Triple] = []
    used = 0
    for triple in triples:
        if _is_blank(triple):
            continue
        length = len(str(triple).encode())
        if batch and used + length > size:
            yield batch
            batch, used = [], 0
        batch.append(triple)
        used += length
    if batch:
        yield batch
