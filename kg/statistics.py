"""Counts of what a store holds."""

from __future__ import annotations

from kg.rdf import text_of
from kg.stores.base import Reader

_COUNTED = (
    ("documents", "kg:Document"),
    ("claims", "kg:Claim"),
    ("propositions", "kg:Proposition"),
    ("passages", "kg:Passage"),
    ("in-text citations", "kg:InTextCitation"),
    ("references", "kg:Reference"),
    ("works", "kg:Work"),
    ("conflicts", "kg:Conflict"),
)


def count_all(reader: Reader) -> dict[str, int]:
    """Return how many of each kind of thing, and how many triples, the store holds."""
    counts = {name: _count(reader, f"?x a {kind}", "DISTINCT ?x") for name, kind in _COUNTED}
    counts["entities"] = _count(reader, "?x skos:prefLabel ?name", "DISTINCT ?x")
    return counts | {"triples": _count(reader, "?s ?p ?o", "*")}


def _count(reader: Reader, pattern: str, what: str) -> int:
    (row,) = reader.select(f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}").rows
    return int(text_of(row[0])) if row[0] is not None else 0
