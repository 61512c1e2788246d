"""Documents as the store holds them: their metadata, passages, citations and references, without the text."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.claims import describe, load_citations, load_references
from kg.errors import UnknownTermError
from kg.model import InTextCitation, Iri, Reference
from kg.rdf import DCTERMS, KG, Properties, text_of
from kg.sparql import values_block
from kg.stores.base import Reader


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known about a document, and how much hangs on it."""

    slug: str
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    issued: str | None
    rights: str | None
    genre: str | None
    url: str | None
    source_file: str
    sha256: str
    code_points: int
    counts: dict[str, int]

    @property
    def iri(self) -> Iri:
        return iris.mint("doc", self.slug)


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage with its context and the claims that stand in it."""

    iri: Iri
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    claims: tuple[Iri, ...]


_COUNTED = (
    ("claims", "kg:Claim", "kg:statedIn"),
    ("passages", "kg:Passage", "kg:inDocument"),
    ("citations", "kg:InTextCitation", "kg:inDocument"),
    ("references", "kg:Reference", "kg:inDocument"),
)


def load_document_records(reader: Reader) -> list[DocumentRecord]:
    """Return all documents, by slug."""
    rows = reader.select("SELECT ?d { ?d a kg:Document ; kg:slug ?slug } ORDER BY ?slug").rows
    nodes = describe(reader, [text_of(row[0]) for row in rows if row[0] is not None])
    counts = {iri: dict.fromkeys((name for name, _, _ in _COUNTED), 0) for iri in nodes}
    for name, kind, link in _COUNTED:
        query = f"SELECT ?d (COUNT(DISTINCT ?x) AS ?n) {{ ?x a {kind} ; {link} ?d }} GROUP BY ?d"
        for document, number in reader.select(query).rows:
            if document is not None and number is not None and text_of(document) in counts:
                counts[text_of(document)][name] = int(text_of(number))
    return [_record(node, counts[iri]) for iri, node in nodes.items()]


def load_document(reader: Reader, slug: str) -> DocumentRecord:
    """Return one document; raise UnknownTermError with the slugs that there are."""
    records = load_document_records(reader)
    for record in records:
        if record.slug == slug:
            return record
    raise UnknownTermError("document", slug, tuple(record.slug for record in records))


def _record(node: Properties, counts: dict[str, int]) -> DocumentRecord:
    def one(name: str) -> str | None:
        values = node.get(name)
        return text_of(values[0]) if values else None

    return DocumentRecord(
        slug=one(KG.slug.value) or "",
        title=one(DCTERMS.title.value) or "",
        authors=tuple(sorted(text_of(term) for term in node.get(DCTERMS.creator.value, ()))),
        publisher=one(DCTERMS.publisher.value),
        issued=one(DCTERMS.issued.value),
        rights=one(DCTERMS.rights.value),
        genre=one(KG.genre.value),
        url=one(KG.url.value),
        source_file=one(KG.sourceFile.value) or "",
        sha256=one(KG.sha256.value) or "",
        code_points=int(one(KG.codePoints.value) or 0),
        counts=counts,
    )


def find_passages(reader: Reader, slug: str, *, limit: int, after: tuple[int, str] | None) -> list[PassageRecord]:
    """Return passages in the order of the text; `after` is the start and IRI of the last one seen."""
    keyset = ""
    if after is not None:
        last_start, last = Literal(after[0]), Literal(after[1])
        keyset = f"FILTER(?start > {last_start} || (?start = {last_start} && STR(?p) > {last}))"
    return _passages(reader, f"?d kg:slug {Literal(slug)} . ?p kg:inDocument ?d", f"{keyset} ", limit)


def load_passage(reader: Reader, iri: Iri) -> tuple[PassageRecord, DocumentRecord]:
    """Return one passage and its document; raise UnknownTermError."""
    found = _passages(reader, values_block("p", (NamedNode(iri),)), "", 1)
    if not found:
        raise UnknownTermError("passage", iri)
    rows = reader.select(f"SELECT ?slug {{ {NamedNode(iri)} kg:inDocument/kg:slug ?slug }}").rows
    (slug,) = [text_of(row[0]) for row in rows if row[0] is not None]
    return found[0], load_document(reader, slug)


def _passages(reader: Reader, which: str, condition: str, limit: int) -> list[PassageRecord]:
    rows = reader.select(
        "SELECT ?p ?start ?end ?exact ?prefix ?suffix (GROUP_CONCAT(DISTINCT STR(?c); separator=' ') AS ?claims) {"
        f" {which} . ?p a kg:Passage ; kg:start ?start ; kg:end ?end ; kg:exact ?exact ; kg:prefix ?prefix ;"
        f" kg:suffix ?suffix {condition} OPTIONAL {{ ?c kg:passage ?p ; a kg:Claim }} }}"
        f" GROUP BY ?p ?start ?end ?exact ?prefix ?suffix ORDER BY ?start ?p LIMIT {limit}"
    ).rows
    found = []
    for row in rows:
        iri, start, end, exact, prefix, suffix, claims = ("" if term is None else text_of(term) for term in row)
        named = tuple(Iri(claim) for claim in sorted(claims.split()))
        found.append(PassageRecord(Iri(iri), int(start), int(end), exact, prefix, suffix, named))
    return found


def find_references(reader: Reader, slug: str) -> list[Reference]:
    """Return the entries of a document's reference list, in its order."""
    found = load_references(reader, _named(reader, slug, "kg:Reference"))
    return sorted(found.values(), key=lambda reference: reference.index)


def find_citations(reader: Reader, slug: str) -> list[InTextCitation]:
    """Return a document's in-text citations, in the order of the text."""
    found = load_citations(reader, _named(reader, slug, "kg:InTextCitation"))
    return sorted(found.values(), key=lambda citation: citation.start)


def _named(reader: Reader, slug: str, kind: str) -> list[str]:
    rows = reader.select(f"SELECT ?x {{ ?d kg:slug {Literal(slug)} . ?x a {kind} ; kg:inDocument ?d }}").rows
    return [text_of(row[0]).rsplit("/", 1)[-1] for row in rows if row[0] is not None]


@dataclass(frozen=True, slots=True)
class ReadSentences:
    """How many of a document's sentences carry claims, and why the others are silent."""

    document: str
    with_claims: int
    claims: int
    silent: dict[str, int]

    @property
    def sentences(self) -> int:
        return self.with_claims + sum(self.silent.values())


def count_sentences(reader: Reader) -> list[ReadSentences]:
    """Count sentences with claims and silent ones, per document; a build refuses any other."""
    carrying = reader.select(
        "SELECT ?slug (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?c) AS ?m)"
        " { ?c a kg:Claim ; kg:statedIn/kg:slug ?slug ; kg:sentence ?s } GROUP BY ?slug ORDER BY ?slug"
    ).rows
    rows = reader.select(
        "SELECT ?slug ?reason (COUNT(?x) AS ?n) { ?x a kg:Skip ; kg:statedIn/kg:slug ?slug ; kg:skipReason ?reason }"
        " GROUP BY ?slug ?reason ORDER BY ?slug ?reason"
    ).rows
    silent: dict[str, dict[str, int]] = {}
    for slug, reason, number in rows:
        if slug is not None and reason is not None and number is not None:
            silent.setdefault(text_of(slug), {})[text_of(reason)] = int(text_of(number))
    return [
        ReadSentences(text_of(slug), int(text_of(n)), int(text_of(m)), silent.get(text_of(slug), {}))
        for slug, n, m in carrying
        if slug is not None and n is not None and m is not None
    ]
