"""Documents with their passages, citations and references."""

from __future__ import annotations

from dataclasses import asdict

from api.asking import Listing
from api.cursors import decode_cursor, encode_cursor
from api.presenting import citation_json
from api.snapshot import Snapshot
from api.views.rendering import Json, Rendered, flattened, render, to_csv
from kg import iris
from kg.claims import Evidence
from kg.describing import node_triples
from kg.documents import (
    DocumentRecord,
    find_citations,
    find_passages,
    find_references,
    load_document,
    load_document_records,
)
from kg.model import Reference

DOCUMENT_COLUMNS = (
    "id", "slug", "title", "authors", "publisher", "issued", "rights", "genre", "url", "source_file", "sha256",
    "code_points", "counts.claims", "counts.passages", "counts.citations", "counts.references",
)  # fmt: skip
PASSAGE_COLUMNS = ("id", "start", "end", "exact", "claims")
REFERENCE_COLUMNS = (
    "id", "index", "work.title", "work.authors", "work.issued", "work.container", "work.publisher", "work.doi",
    "work.url", "raw",
)  # fmt: skip
CITATION_COLUMNS = ("document", "text", "start", "end", "status", "reason")


def present_document(record: DocumentRecord) -> Json:
    """Present a document's metadata and counts."""
    return {"id": record.iri} | asdict(record)


def list_documents(snapshot: Snapshot, media_type: str) -> Rendered:
    """List all documents."""
    items = [present_document(record) for record in load_document_records(snapshot.reader)]
    body = render(
        media_type,
        shown=lambda: {"items": items},
        triples=lambda: node_triples(snapshot.reader, [item["id"] for item in items]),
        flat=lambda: to_csv(DOCUMENT_COLUMNS, (flattened(item, DOCUMENT_COLUMNS) for item in items)),
    )
    return Rendered(body)


def one_document(snapshot: Snapshot, media_type: str, slug: str) -> Rendered:
    """Return one document; raise UnknownTermError."""
    item = present_document(load_document(snapshot.reader, slug))
    body = render(
        media_type,
        shown=lambda: item,
        triples=lambda: node_triples(snapshot.reader, [item["id"]]),
        flat=lambda: to_csv(DOCUMENT_COLUMNS, [flattened(item, DOCUMENT_COLUMNS)]),
    )
    return Rendered(body)


def list_passages(snapshot: Snapshot, media_type: str, slug: str, asked: Listing) -> Rendered:
    """List a document's passages in the order of the text."""
    load_document(snapshot.reader, slug)
    after = None
    if asked.cursor:
        start, iri = decode_cursor(asked.cursor, (int, str))
        after = (int(start), str(iri))
    found = find_passages(snapshot.reader, slug, limit=asked.limit + 1, after=after)
    shown = found[: asked.limit]
    last = encode_cursor(shown[-1].start, shown[-1].iri) if len(found) > asked.limit else None
    items = [
        {
            "id": one.iri, "start": one.start, "end": one.end, "exact": one.exact, "prefix": one.prefix,
            "suffix": one.suffix, "claims": list(one.claims),
        }
        for one in shown
    ]  # fmt: skip
    body = render(
        media_type,
        shown=lambda: {"items": items, "next": last},
        triples=lambda: node_triples(snapshot.reader, [one.iri for one in shown]),
        flat=lambda: to_csv(PASSAGE_COLUMNS, (flattened(item, PASSAGE_COLUMNS) for item in items)),
    )
    return Rendered(body, last)


def present_reference(reference: Reference) -> Json:
    """Present an entry of a reference list with its work."""
    work = {"id": iris.mint("work", reference.work.id)} | asdict(reference.work)
    return {"id": iris.mint("ref", reference.id)} | asdict(reference) | {"work": work}


def list_references(snapshot: Snapshot, media_type: str, slug: str) -> Rendered:
    """List a document's reference list, in its order."""
    load_document(snapshot.reader, slug)
    references = find_references(snapshot.reader, slug)
    items = [present_reference(reference) for reference in references]
    nodes = [iri for item in items for iri in (item["id"], item["work"]["id"])]
    body = render(
        media_type,
        shown=lambda: {"items": items},
        triples=lambda: node_triples(snapshot.reader, nodes),
        flat=lambda: to_csv(REFERENCE_COLUMNS, (flattened(item, REFERENCE_COLUMNS) for item in items)),
    )
    return Rendered(body)


def list_citations(snapshot: Snapshot, media_type: str, slug: str) -> Rendered:
    """List a document's in-text citations, in the order of the text."""
    load_document(snapshot.reader, slug)
    citations = find_citations(snapshot.reader, slug)
    references = {reference.id: reference for reference in find_references(snapshot.reader, slug)}
    evidence = Evidence((), {}, references)
    items = [citation_json(citation, evidence) for citation in citations]
    body = render(
        media_type,
        shown=lambda: {"items": items},
        triples=lambda: node_triples(snapshot.reader, [iris.mint("cite", one.id) for one in citations]),
        flat=lambda: to_csv(CITATION_COLUMNS, (flattened(item, CITATION_COLUMNS) for item in items)),
    )
    return Rendered(body)
