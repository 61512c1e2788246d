"""Find claims in a store and read them back as model objects, with their citation apparatus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.errors import UnknownTermError
from kg.model import Claim, InTextCitation, Iri, LinkStatus, Modality, Reference, Status
from kg.rdf import (
    KG,
    Properties,
    Term,
    citation_from,
    claim_from,
    individual,
    properties,
    reference_from,
    text_of,
)
from kg.sparql import values_block
from kg.stores.base import Reader
from kg.vocabulary import Row, Vocabulary, build_vocabulary

BATCH_SIZE = 500


ROLES = {
    "subject": "?proposition kg:subject ?entity",
    "object": "?proposition kg:object ?entity",
    "place": "?proposition kg:place ?entity",
    "regarding": "?proposition kg:regarding ?entity",
    "attribution": "?claim kg:attributedTo ?entity",
}
"""The parts that an entity can play in a claim."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to find; an empty filter finds all. `entities` are alternatives of one another.

    `roles` (keys of ROLES) are the parts that an entity may play; `period` is EDTF, and a year finds
    its months and days too.
    """

    entities: tuple[Iri, ...] = ()
    roles: tuple[str, ...] = ()
    predicate: Iri | None = None
    document: str | None = None
    modality: Modality | None = None
    status: Status | None = None
    citation_status: LinkStatus | None = None
    period: str | None = None
    proposition: Iri | None = None


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a claim stands in the order of documents and places, so that a list can go on after it."""

    document: Iri
    start: int
    claim: Iri


def find_claims(reader: Reader, wanted: ClaimFilter, *, limit: int | None = None) -> list[Iri]:
    """Return claim IRIs in the order of document and place."""
    return [place.claim for place in find_places(reader, wanted, limit=limit)]


def find_places(
    reader: Reader, wanted: ClaimFilter, *, limit: int | None = None, after: ClaimPlace | None = None
) -> list[ClaimPlace]:
    """Return claims with their places, in order; `after` leaves out a place and all before it."""
    patterns = [*_patterns(wanted), *([_after(after)] if after is not None else [])]
    body = " .\n".join(patterns)
    page = f" LIMIT {limit}" if limit is not None else ""
    query = f"SELECT DISTINCT ?claim ?document ?start {{ {body} }} ORDER BY ?document ?start ?claim{page}"
    return [
        ClaimPlace(Iri(text_of(document)), int(text_of(start)), Iri(text_of(claim)))
        for claim, document, start in reader.select(query).rows
        if claim is not None and document is not None and start is not None
    ]


def count_claims(reader: Reader, wanted: ClaimFilter) -> int:
    """Return how many claims there are."""
    body = " .\n".join(_patterns(wanted))
    (row,) = reader.select(f"SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ {body} }}").rows
    return int(text_of(row[0])) if row[0] is not None else 0


def _after(place: ClaimPlace) -> str:
    document, start, claim = Literal(place.document), Literal(place.start), Literal(place.claim)
    within = f"?start > {start} || (?start = {start} && STR(?claim) > {claim})"
    return f"FILTER(STR(?document) > {document} || (STR(?document) = {document} && ({within})))"


def _patterns(wanted: ClaimFilter) -> list[str]:
    patterns = [
        "?claim kg:asserts ?proposition ; kg:statedIn ?document ; kg:passage ?passage . ?passage kg:start ?start"
    ]
    if wanted.entities:
        patterns.append(values_block("entity", tuple(NamedNode(iri) for iri in wanted.entities)))
        patterns.append(" UNION ".join(f"{{ {ROLES[role]} }}" for role in wanted.roles or ROLES))
    if wanted.predicate:
        patterns.append(f"?proposition kg:predicate {NamedNode(wanted.predicate)}")
    if wanted.document:
        patterns.append(f"?document kg:slug {Literal(wanted.document)}")
    if wanted.modality:
        patterns.append(f"?claim kg:modality {individual(wanted.modality)}")
    if wanted.status:
        patterns.append(f"?claim kg:status {individual(wanted.status)}")
    if wanted.citation_status:
        patterns.append(f"?claim kg:citation/kg:linkStatus {KG[wanted.citation_status.capitalize()]}")
    if wanted.period:
        same = f"STR(?edtf) = {Literal(wanted.period)} || STRSTARTS(STR(?edtf), {Literal(wanted.period + '-')})"
        patterns.append(f"?proposition kg:period/kg:edtf ?edtf FILTER({same})")
    if wanted.proposition:
        patterns.append(values_block("proposition", (NamedNode(wanted.proposition),)))
    return patterns


def describe(reader: Reader, subjects: Iterable[str]) -> dict[str, dict[str, list[Term]]]:
    """Return the properties of each subject, by predicate IRI, read in batches of BATCH_SIZE."""
    wanted = list(dict.fromkeys(subjects))
    found: dict[str, dict[str, list[Term]]] = {}
    for start in range(0, len(wanted), BATCH_SIZE):
        block = values_block("s", tuple(NamedNode(iri) for iri in wanted[start : start + BATCH_SIZE]))
        rows = reader.select(f"SELECT ?s ?p ?o {{ {block} ?s ?p ?o }}").rows
        found.update(properties((s, p, o) for s, p, o in rows if s is not None and p is not None and o is not None))
    return found


def _objects(nodes: Mapping[str, Properties], *predicates: NamedNode) -> list[str]:
    return [text_of(term) for node in nodes.values() for p in predicates for term in node.get(p.value, ())]


def load_claims(reader: Reader, claims: Sequence[Iri]) -> list[Claim]:
    """Read claims back, in the order given; raise UnknownTermError for one that is not there."""
    nodes = describe(reader, claims)
    for iri in claims:
        if KG.asserts.value not in nodes.get(iri, {}):
            raise UnknownTermError("claim", iris.compact(iri))
    parts = describe(reader, _objects(nodes, KG.asserts, KG.passage, KG.sentence, KG.statedIn))
    values = describe(reader, _objects(parts, KG.quantity, KG.period))
    everything = {**nodes, **parts, **values}
    return [claim_from(iri, everything) for iri in claims]


def load_citations(reader: Reader, citations: Iterable[str]) -> dict[str, InTextCitation]:
    """Read in-text citations back, by id."""
    nodes = describe(reader, (iris.mint("cite", citation) for citation in citations))
    scopes = describe(reader, _objects(nodes, KG.scope))
    found = (citation_from(iri, {**nodes, **scopes}) for iri in nodes)
    return {citation.id: citation for citation in found}


def load_references(reader: Reader, references: Iterable[str]) -> dict[str, Reference]:
    """Read entries of reference lists back with their works and warnings, by id."""
    nodes = describe(reader, (iris.mint("ref", reference) for reference in references))
    parts = describe(reader, _objects(nodes, KG.references, KG.warning))
    found = (reference_from(iri, {**nodes, **parts}) for iri in nodes)
    return {reference.id: reference for reference in found}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims with the citations in their scope and the entries that those may mean, by id."""

    claims: tuple[Claim, ...]
    citations: Mapping[str, InTextCitation]
    references: Mapping[str, Reference]


def load_evidence(reader: Reader, claims: Sequence[Iri]) -> Evidence:
    """Read claims with their whole citation chain."""
    loaded = load_claims(reader, claims)
    citations = load_citations(reader, (citation for claim in loaded for citation in claim.citations))
    wanted = (f"{citation.document}-{index}" for citation in citations.values() for index in citation.references)
    return Evidence(tuple(loaded), citations, load_references(reader, wanted))


def load_vocabulary(reader: Reader) -> Vocabulary:
    """Read entities and predicates back from the ontology, reference and entity layers."""
    layers = "FILTER(STRSTARTS(STR(?g), STR(graph:entities)) || ?g IN (graph:ontology, graph:reference))"
    rows = reader.select(f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} {layers} }}").rows
    return build_vocabulary(Row(s, p, o) for s, p, o in rows if s is not None and p is not None and o is not None)


def load_documents(reader: Reader) -> dict[str, str]:
    """Return the documents that are held, with the file that each came from, by slug."""
    rows = reader.select(
        "SELECT ?slug ?file { ?d a kg:Document ; kg:slug ?slug ; kg:sourceFile ?file } ORDER BY ?slug"
    ).rows
    return {text_of(slug): text_of(file) for slug, file in rows if slug is not None and file is not None}
