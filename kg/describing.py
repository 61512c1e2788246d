"""Triples that describe a thing with what belongs to it, as RDF for others to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import iris
from kg.rdf import RDF, XSD, Term, text_of
from kg.sparql import values_block
from kg.stores.base import Reader

_OF_CLAIMS = (
    "kg:asserts", "kg:asserts/kg:quantity", "kg:asserts/kg:period", "kg:passage", "kg:citation",
    "kg:citation/kg:bestReference", "kg:citation/kg:bestReference/kg:references",
)  # fmt: skip


def claim_triples(reader: Reader, claims: Sequence[str]) -> list[Triple]:
    """Return claims with their propositions, values, passages and citation chains.

    Parts are found path by path: one query with a union of paths takes an engine seconds.
    """
    nodes = dict.fromkeys(claims)
    block = values_block("claim", tuple(NamedNode(iri) for iri in claims))
    for path in _OF_CLAIMS if claims else ():
        rows = reader.select(f"SELECT DISTINCT ?part {{ {block} ?claim {path} ?part }}").rows
        nodes |= dict.fromkeys(text_of(row[0]) for row in rows if row[0] is not None)
    return node_triples(reader, list(nodes))


def node_triples(reader: Reader, nodes: Sequence[str]) -> list[Triple]:
    """Return what is said of nodes, and of the blank nodes that they point at."""
    if not nodes:
        return []
    block = values_block("s", tuple(NamedNode(iri) for iri in nodes))
    said = _triples(reader, f"{block} ?s ?p ?o")
    if any(isinstance(triple.object, BlankNode) for triple in said):
        above = values_block("above", tuple(NamedNode(iri) for iri in nodes))
        said += _triples(reader, f"{above} ?above ?via ?s FILTER(ISBLANK(?s)) ?s ?p ?o")
    return said


def _triples(reader: Reader, pattern: str) -> list[Triple]:
    rows = reader.select(f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}").rows
    found = [
        Triple(s, p, o)
        for s, p, o in rows
        if isinstance(s, NamedNode | BlankNode) and isinstance(p, NamedNode) and o is not None
    ]
    return sorted(found, key=str)


def compact_json_ld(triples: Iterable[Triple]) -> dict[str, Any]:
    """Return triples as JSON-LD 1.1 in which known prefixes shorten the IRIs; the context is in the document."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in dict.fromkeys(triples):
        name = _node_name(triple.subject)
        node = nodes.setdefault(name, {"@id": name})
        is_type = triple.predicate == RDF.type and isinstance(triple.object, NamedNode)
        key = "@type" if is_type else iris.compact(triple.predicate.value)
        value = iris.compact(text_of(triple.object)) if is_type else _json_ld_value(triple.object)
        node.setdefault(key, []).append(value)
    shown = [{key: _alone(value) for key, value in node.items()} for node in nodes.values()]
    return {"@context": dict(_used_prefixes(shown)), "@graph": shown}


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _node_name(node: Term) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else iris.compact(text_of(node))


def _json_ld_value(term: Term) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _node_name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return term.value
    return {"@value": term.value, "@type": iris.compact(term.datatype.value)}


def _used_prefixes(shown: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    text = str(shown)
    for prefix, iri in iris.PREFIXES.items():
        if f"'{prefix}:" in text:
            yield prefix, iri
