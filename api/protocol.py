"""SPARQL 1.1 Protocol: read a query request, and choose the form of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from api.negotiation import choose, named
from api.problems import http_problem
from kg.sparql import check_graph_iri, query_form
from kg.stores.base import GraphSelection

RESULT_FORMS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPH_FORMS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "rdfxml": "application/rdf+xml",
}
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
_GRAPH_ALIASES = {"ttl": "text/turtle", "nt": "application/n-triples", "nq": "application/n-quads"}
_GRAPH_MEDIA_ALIASES = {
    "application/json": "application/ld+json",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
    "application/xml": "application/rdf+xml",
}
FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query or update with the graphs that the request names."""

    query: str | None
    update: str | None
    graphs: GraphSelection
    form: str | None


def read_pairs(text: str) -> list[tuple[str, str]]:
    """Decode form or query-string pairs; raise a 400 problem for bytes that are not UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        raise http_problem(400, "Malformed request", "The parameters are not UTF-8.") from None
    except ValueError:
        raise http_problem(400, "Malformed request", "There are too many parameters.") from None


def read_request(method: str, query_string: str, content_type: str, body: bytes) -> SparqlRequest:
    """Read a request of the SPARQL 1.1 Protocol (2.1, 2.2); raise a 400 or 415 problem for one that is none."""
    pairs = read_pairs(query_string)
    query = update = None
    if method == "POST":
        kind = content_type.partition(";")[0].strip().lower()
        if kind == FORM_TYPE:
            pairs = [*pairs, *read_pairs(_decoded(body))]
        elif kind == QUERY_TYPE:
            query = _decoded(body)
        elif kind == UPDATE_TYPE:
            update = _decoded(body)
        else:
            expected = f"{FORM_TYPE}, {QUERY_TYPE} or {UPDATE_TYPE}"
            raise http_problem(415, "Unsupported media type", f"Expected {expected}, found {kind or 'none'}.")
    if method == "GET" and any(name == "update" for name, _ in pairs):
        raise http_problem(400, "Malformed request", "An update is sent by POST.")
    query = _single("query", pairs, query)
    update = _single("update", pairs, update)
    if query is not None and update is not None:
        raise http_problem(400, "Malformed request", "A request has a query or an update, not both.")
    prefix = "using-" if update is not None else ""
    graphs = GraphSelection(
        _graphs(f"{prefix}graph-uri" if prefix else "default-graph-uri", pairs),
        _graphs(f"{prefix}named-graph-uri", pairs),
    )
    return SparqlRequest(query, update, graphs, _single("format", pairs, None))


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise http_problem(400, "Malformed request", f"The body is not UTF-8 at byte {error.start}.") from None


def _single(name: str, pairs: Sequence[tuple[str, str]], given: str | None) -> str | None:
    values = [value for key, value in pairs if key == name] + ([given] if given is not None else [])
    if len(values) > 1:
        raise http_problem(400, "Malformed request", f"Expected one {name}, found {len(values)}.")
    return values[0] if values else None


def _graphs(name: str, pairs: Sequence[tuple[str, str]]) -> tuple[NamedNode, ...]:
    named_graphs = []
    for key, value in pairs:
        if key == name:
            check_graph_iri(value, name)
            try:
                named_graphs.append(NamedNode(value))
            except ValueError:
                raise http_problem(400, "Malformed request", f"{name}: {value!r} is no IRI.") from None
    return tuple(named_graphs)


def answer_type(query: str, accept: str | None, form: str | None) -> str:
    """Return the media type to answer a query in; raise a 406 problem that lists what there is."""
    is_graph = query_form(query) in ("CONSTRUCT", "DESCRIBE")
    forms = GRAPH_FORMS if is_graph else RESULT_FORMS
    if form is not None:
        wanted = named(form, forms) or (_GRAPH_ALIASES.get(form) if is_graph else None)
        if wanted is None:
            raise http_problem(406, "Not acceptable", f"format={form} is none of {', '.join(forms)}.")
        return wanted
    aliases = _GRAPH_MEDIA_ALIASES if is_graph else _ALIASES
    chosen = choose(accept, [*forms.values(), *aliases])
    if chosen is None:
        raise http_problem(406, "Not acceptable", f"This query is answered as {', '.join(forms.values())}.")
    return aliases.get(chosen, chosen)
