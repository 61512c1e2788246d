"""Short ways to write graphs for the tests of reasoning."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg import iris
from kg.model import Claim, Document, DocumentId, Iri, Passage, Proposition
from kg.vocabulary import read_triples, turtle_files

ROOT = Path(__file__).resolve().parents[3]
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in iris.PREFIXES.items())


def iri(curie: str) -> Iri:
    expanded = iris.expand(curie)
    assert expanded is not None, curie
    return expanded


def triple(text: str) -> Triple:
    """Read "element:samarium a kg:Material"."""
    subject, predicate, value = (NamedNode(iri(curie)) for curie in text.split())
    return Triple(subject, predicate, value)


def turtle(text: str) -> list[Triple]:
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE)
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


@cache
def ontology() -> tuple[Triple, ...]:
    """Return the ontology with its reference layer."""
    return tuple(read_triples(turtle_files(ROOT / "ontology")))


def claim(text: str, document: str = "extra-2025", **fields: object) -> Claim:
    """Make a claim of "subject predicate object", said in those words by a document of one sentence."""
    subject, predicate, value = (iri(curie) for curie in text.split())
    held = Document(DocumentId(document), text, document.ljust(64, "0"), "", (), None, None, "", "")
    passage = Passage.cut(held, 0, len(text))
    parts = {name: fields.pop(name) for name in list(fields) if name in Proposition.__slots__}
    proposition = Proposition(subject, predicate, value, **parts)  # type: ignore[arg-type]
    return Claim(proposition, passage, passage, **fields)  # type: ignore[arg-type]
