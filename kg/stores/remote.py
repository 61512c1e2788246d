"""A store on any SPARQL 1.1 query and update server, or a cluster behind one URL.

The default graph of a query is the union of the layers, as in the embedded store. How a server is told so is found
out by asking it, not by its name: servers whose default graph is the union need nothing (GraphDB, Neptune, Virtuoso,
QLever); Oxigraph understands `union-default-graph`; any other, and one that holds graphs of others too, gets every
layer as `default-graph-uri` and `named-graph-uri` (SPARQL 1.1 Protocol, 2.1.4). Only graphs whose IRI begins with
that of our layers are ever read, cleared or written.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import IO, TypeVar

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg import iris
from kg.errors import InvalidInputError, QueryRefusedError, StoreError, StoreMissingError, StoreUnavailableError
from kg.iris import PREFIXES
from kg.rdf import Term, text_of
from kg.recording import layer_hashes
from kg.sparql import check_read_only, names_its_graphs, syntax_error, with_prefixes
from kg.stores.base import ALL_GRAPHS, GraphSelection, Reader, Rows
from kg.stores.embedded import OxigraphReader
from kg.stores.endpoint import Address, Answer, Endpoint
from kg.stores.lease import take_lease
from kg.stores.remote_writer import STAGING, RemoteWriter, sweep

STATE_TTL_S = 1.0
BUFFER_SIZE = 64 * 1024
RESULTS_TYPES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
TRIPLES_TYPES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_UNION_PARAMETER = (("union-default-graph", "true"),)
_NAMES = "SELECT ?g { GRAPH ?g {} }"
_FILLED_NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

Form = TypeVar("Form", QuerySolutions, QueryBoolean, QueryTriples)
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """The graphs of a server that are ours, and whether there are others beside them."""

    own: tuple[str, ...]
    with_others: bool


class RemoteReader:
    """Answers SPARQL from a server; what it sees follows the server, its layers are those of its opening."""

    def __init__(self, endpoint: Endpoint, layers: Layers, dataset: Parameters, limit_s: float) -> None:
        self._endpoint, self._layers, self._dataset, self._limit_s = endpoint, layers, dataset, limit_s
        self._grammar = pyoxigraph.Store()

    @cached_property
    def version(self) -> str:
        """Hash the layers, what each was made from, and the length of the history."""
        (count,) = next(self.select("SELECT (COUNT(*) AS ?n) { GRAPH graph:history { ?s ?p ?o } }").rows)
        hashes = (f"{layer} {sha256}" for layer, sha256 in sorted(layer_hashes(self).items()))
        parts = (*self._layers.own, str(self._dataset), str(count), *hashes)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _check(self, query: str, form: type[Form], expected: str) -> None:
        """Parse the query here, so that mistakes are told as in the embedded store."""
        if not isinstance(self._parse(query), form):
            raise InvalidInputError("query", expected, "another query form")

    def _parse(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        check_read_only(query)
        try:
            return self._grammar.query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(query, str(error.msg)) from error

    def _ask_server(
        self, query: str, accept: str, limit_s: float | None, graphs: GraphSelection = ALL_GRAPHS
    ) -> Answer:
        dataset = () if names_its_graphs(query) else self._dataset
        if graphs:
            named = (("named-graph-uri", graph.value) for graph in graphs.named)
            dataset = (*(("default-graph-uri", graph.value) for graph in graphs.default), *named)
        return self._endpoint.query(with_prefixes(query), dataset, accept, limit_s)

    def select(self, query: str) -> Rows:
        self._check(query, QuerySolutions, "a SELECT")
        return self._select(query, self._limit_s)

    def _select(self, query: str, limit_s: float | None) -> Rows:
        answer = self._ask_server(query, _ACCEPT_RESULTS, limit_s)
        return rows_of(answer, self._endpoint.place)

    def ask(self, query: str) -> bool:
        self._check(query, QueryBoolean, "an ASK")
        answer = self._ask_server(query, _ACCEPT_RESULTS, self._limit_s)
        return truth_of(answer, self._endpoint.place)

    def construct(self, query: str) -> Iterator[Triple]:
        self._check(query, QueryTriples, "a CONSTRUCT or DESCRIBE")
        answer = self._ask_server(query, _ACCEPT_TRIPLES, self._limit_s)
        form = TRIPLES_TYPES.get(answer.media_type)
        if form is None:
            raise _not_sparql(answer, self._endpoint.place)
        parsed = (Triple(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(_file(answer), form))
        return _told_plainly(parsed, answer, self._endpoint.place)

    def write_answer(self, query: str, media_type: str, output: IO[bytes], graphs: GraphSelection = ALL_GRAPHS) -> None:
        """Pass rows on as they come where the server has the syntax wanted; graphs are written here, with prefixes."""
        is_graph = isinstance(self._parse(query), QueryTriples)
        accept = _ACCEPT_TRIPLES if is_graph else f"{media_type}, application/sparql-results+json;q=0.5"
        answer = self._ask_server(query, accept, self._limit_s, graphs)
        try:
            if is_graph:
                _write_triples(answer, media_type, output, self._endpoint.place)
            elif answer.media_type == media_type and not answer.most_rows:
                shutil.copyfileobj(_file(answer), output)
            else:
                _write_results(answer, media_type, output, self._endpoint.place)
        except (OSError, SyntaxError, ValueError) as error:
            if answer.failure is None:
                raise
            raise answer.failure from error
        finally:
            answer.close()

    def quads(self, layer: NamedNode | None = None) -> Iterator[Quad]:
        """Yield quads as one streamed answer, so that blank nodes keep their names; no time limit holds."""
        if layer is not None:
            for s, p, o in self._select(f"SELECT ?s ?p ?o {{ GRAPH {layer} {{ ?s ?p ?o }} }}", None).rows:
                yield _quad(s, p, o, layer)
            return
        ours = f"FILTER(STRSTARTS(STR(?g), '{iris.GRAPH}'))" if self._layers.with_others else ""
        for s, p, o, g in self._select(f"SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}", None).rows:
            yield _quad(s, p, o, g)


def _quad(s: Term | None, p: Term | None, o: Term | None, g: Term | None) -> Quad:
    if isinstance(s, NamedNode | BlankNode) and isinstance(p, NamedNode) and o is not None and isinstance(g, NamedNode):
        return Quad(s, p, o, g)
    raise StoreError(f"the server answered with what is no quad: {s} {p} {o} {g}")


def _write_triples(answer: Answer, media_type: str, output: IO[bytes], place: str) -> None:
    source, target = TRIPLES_TYPES.get(answer.media_type), RdfFormat.from_media_type(media_type)
    if source is None:
        raise _not_sparql(answer, place)
    if target is None:
        raise InvalidInputError("format", "an RDF syntax", media_type)
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in pyoxigraph.parse(_file(answer), source))
    serialize(triples, output, format=target, prefixes=PREFIXES)


def _write_results(answer: Answer, media_type: str, output: IO[bytes], place: str) -> None:
    target = QueryResultsFormat.from_media_type(media_type)
    if target is None:
        raise InvalidInputError("format", "a syntax for query results", media_type)
    if not answer.most_rows:
        _results(answer, place).serialize(output, format=target)
        return
    form = _results_form(answer, place)
    body = answer.read()
    solutions = pyoxigraph.parse_query_results(body, form)
    if isinstance(solutions, QuerySolutions):
        for _ in _counted(solutions, answer, place):
            pass
    pyoxigraph.parse_query_results(body, form).serialize(output, format=target)


def rows_of(answer: Answer, place: str) -> Rows:
    """Read a SELECT's answer as it arrives."""
    solutions = _results(answer, place)
    if not isinstance(solutions, QuerySolutions):
        raise _not_sparql(answer, place)
    columns = tuple(variable.value for variable in solutions.variables)
    rows = (tuple(solution[column] for column in columns) for solution in solutions)
    return Rows(columns, _told_plainly(_counted(rows, answer, place), answer, place))


def truth_of(answer: Answer, place: str) -> bool:
    """Read an ASK's answer."""
    truth = _results(answer, place)
    if not isinstance(truth, QueryBoolean):
        raise _not_sparql(answer, place)
    return bool(truth)


def _results_form(answer: Answer, place: str) -> QueryResultsFormat:
    form = RESULTS_TYPES.get(answer.media_type)
    if form is None:
        raise _not_sparql(answer, place)
    return form


def _file(answer: Answer) -> io.BufferedReader:
    return io.BufferedReader(answer, BUFFER_SIZE)


def _results(answer: Answer, place: str) -> QuerySolutions | QueryBoolean:
    form = _results_form(answer, place)
    try:
        return pyoxigraph.parse_query_results(_file(answer), form)
    except (OSError, SyntaxError, ValueError) as error:
        raise answer.failure or StoreUnavailableError(place, f"the answer can't be read ({error})") from error


Item = TypeVar("Item")


def _told_plainly(items: Iterable[Item], answer: Answer, place: str) -> Iterator[Item]:
    """Pass items on; tell a connection or a document that broke off as a failure of the store."""
    try:
        yield from items
    except (OSError, SyntaxError, ValueError) as error:
        raise answer.failure or StoreUnavailableError(place, f"the answer broke off ({error})") from error
    finally:
        answer.close()


def _counted(rows: Iterable[Item], answer: Answer, place: str) -> Iterator[Item]:
    """Pass rows on; raise where the server says that it cut the answer (Virtuoso's X-SPARQL-MaxRows)."""
    count = 0
    for row in rows:
        count += 1
        yield row
    if answer.most_rows and count >= answer.most_rows:
        raise StoreUnavailableError(place, f"the server cuts answers at {answer.most_rows} rows; raise its limit")


def _not_sparql(answer: Answer, place: str) -> StoreUnavailableError:
    answer.close()
    reason = f"answered with {answer.media_type or 'no media type'}, not with SPARQL results; is this its query URL?"
    return StoreUnavailableError(place, reason)


class RemoteStore:
    """A server as a store; its state is asked for at most every STATE_TTL_S, and after each commit."""

    def __init__(self, address: Address, query_timeout_s: float) -> None:
        self.endpoint = Endpoint(address)
        self._limit_s = query_timeout_s
        self._mutex = Lock()
        self._last: tuple[float, RemoteReader] | None = None
        self._union: Parameters | None = None

    def state(self) -> str | None:
        try:
            return self.reader().version
        except StoreMissingError:
            return None

    def reader(self) -> RemoteReader:
        with self._mutex:
            if self._last is None or time.monotonic() - self._last[0] > STATE_TTL_S:
                self._last = (time.monotonic(), self._open())
            return self._last[1]

    def _open(self) -> RemoteReader:
        layers = self.layers()
        if not layers.own:
            raise StoreMissingError(self.endpoint.place)
        return RemoteReader(self.endpoint, layers, self._dataset(layers), self._limit_s)

    def layers(self) -> Layers:
        """Return the graphs that the server holds, empty ones included where it tells of them."""
        names = self.graph_names()
        own = tuple(name for name in names if name.startswith(iris.GRAPH))
        return Layers(own, len(own) < len(names))

    def graph_names(self) -> tuple[str, ...]:
        """Return all graphs of the server, in order; where it lists none by name, those that hold a triple."""
        return self._names(_NAMES) or self._names(_FILLED_NAMES)

    def _names(self, query: str) -> tuple[str, ...]:
        try:
            rows = rows_of(self.endpoint.query(query, (), _ACCEPT_RESULTS, self._limit_s), self.endpoint.place).rows
            return tuple(sorted({text_of(name) for (name,) in rows if isinstance(name, NamedNode)}))
        except QueryRefusedError:
            if query == _FILLED_NAMES:
                raise
            return ()

    def _dataset(self, layers: Layers) -> Parameters:
        listed = [(name, layer) for name in ("default-graph-uri", "named-graph-uri") for layer in layers.own]
        if layers.with_others:
            return tuple(listed)
        if self._union is None:
            filled = next((layer for layer in layers.own if self._is_filled(layer)), None)
            if filled is None:
                return ()
            offers = ((), _UNION_PARAMETER)
            self._union = next((offer for offer in offers if self._is_union(filled, offer)), None)
        return tuple(listed) if self._union is None else self._union

    def _is_filled(self, layer: str) -> bool:
        return self._ask(f"ASK {{ GRAPH <{layer}> {{ ?s ?p ?o }} }}", ())

    def _is_union(self, layer: str, offer: Parameters) -> bool:
        one = f"SELECT ?s ?p ?o {{ GRAPH <{layer}> {{ ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }} }} LIMIT 1"
        return self._ask(f"ASK {{ {{ {one} }} ?s ?p ?o }}", offer)

    def _ask(self, query: str, dataset: Parameters) -> bool:
        answer = self.endpoint.query(query, dataset, _ACCEPT_RESULTS, self._limit_s)
        return truth_of(answer, self.endpoint.place)

    def writer(self, *, fresh: bool = False) -> RemoteWriter:
        lease = take_lease(self.endpoint, self.graph_names)
        try:
            sweep(self.endpoint, [name for name in self.graph_names() if name.startswith(STAGING)])
            layers = self.layers().own
            before: Reader = self._open() if layers and not fresh else OxigraphReader(pyoxigraph.Store(), "none")
        except StoreError:
            lease.release()
            raise
        writer = RemoteWriter(self.endpoint, before, lease, self.forget_state)
        for layer in layers if fresh else ():
            writer.clear(NamedNode(layer))
        return writer

    def forget_state(self) -> None:
        """Ask for the state anew when the next reader is opened."""
        with self._mutex:
            self._last = None
