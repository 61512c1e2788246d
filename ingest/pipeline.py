"""The build: prepared documents become quads, reasoned over, held to the shapes and stored; it wires the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from ingest.coverage import Coverage
from ingest.preparing import Background, Prepared, Progress, prepare, read_background
from ingest.quotes import Quotes, compare_quotes
from kg import iris
from kg.conflicts.detection import find_conflicts
from kg.conflicts.ground import Ground
from kg.errors import ShapeViolationError
from kg.integrity import claim_warnings
from kg.model import DocumentId, content_id, normalised_url
from kg.origins import Sources
from kg.rdf import (
    CONFLICTS,
    ONTOLOGY,
    ORIGINS,
    REFERENCE,
    WARNINGS,
    claim_quads,
    conflict_quads,
    document_graph,
    document_quads,
    held_quad,
    origin_quads,
    possibly_same,
    warning_quads,
    work_quads,
)
from kg.reasoning.layers import Derived, derive, derived_layers
from kg.recording import forget_documents, layer_hashes, record_source, replace_layer
from kg.stores.base import Store, Writer
from kg.validation import shape_files, validate_change
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: coverage per document, documents that changed, quotes compared, the graph's hash."""

    coverage: tuple[Coverage, ...]
    changed: tuple[DocumentId, ...]
    removed: tuple[DocumentId, ...]
    quotes: Quotes
    quads: int
    rdfc10_sha256: str


def build(store: Store, sources: Path, progress: Progress, background: Background | None = None) -> BuildReport:
    """Bring the store to what the source folders say; commit everything at once or nothing.

    Only documents whose files, vocabulary or software changed are validated and written again.
    """
    ground = background or read_background()
    prepared, vocabulary = prepare(sources, ground, progress)
    with store.writer() as writer:
        before = layer_hashes(writer.reader)
        changed = tuple(one for one in prepared if before.get(_layer(one).value) != one.sha256)
        removed = _removed(before, prepared)
        _replace_background(writer, ground, before)
        progress("reasoning")
        derived = _derive(prepared, ground)
        conflicts = _conflicts(prepared, vocabulary, derived)
        for one in changed:
            progress(f"validating {one.source.document.id}")
            _gate(one, [*ground.ontology, *ground.reference, *derived.asserted, *derived.inferred], ground.folder)
        progress("writing")
        forget_documents(writer, [*(one.source.document.id for one in changed), *removed])
        for one in changed:
            record_source(writer, one.source, one.entities, one.sha256, one.metadata.annotated)
        extra = ((WARNINGS, _warnings(prepared)), (CONFLICTS, conflicts), (ORIGINS, _origins(prepared, vocabulary)))
        for layer, layer_quads in (*derived_layers(derived), *extra):
            writer.clear(layer)
            writer.insert(layer_quads)
        writer.commit()
    progress("hashing")
    quads, digest = canonical_sha256(store.reader().quads())
    changed_ids = tuple(one.source.document.id for one in changed)
    texts = {str(one.source.document.id): one.source.document.text for one in prepared}
    quotes = compare_quotes(texts, (claim for one in prepared for claim in one.source.claims))
    return BuildReport(tuple(one.coverage for one in prepared), changed_ids, removed, quotes, quads, digest)


def _derive(prepared: Sequence[Prepared], ground: Background) -> Derived:
    """Derive the layers that rest on all documents together; they are made anew by every build."""
    entities = [quad for one in prepared for quad in one.entities]
    claims = [claim for one in prepared for claim in one.source.claims]
    return derive([*ground.ontology, *ground.reference, *entities], claims)


def _origins(prepared: Sequence[Prepared], vocabulary: Vocabulary) -> tuple[Quad, ...]:
    """Say what each claim rests on, and which of the works behind claims are held."""
    citations = {citation.id: citation for one in prepared for citation in one.source.citations}
    references = {reference.id: reference for one in prepared for reference in one.source.references}
    sources = Sources(citations, references, vocabulary)
    held = {normalised_url(one.source.document.url) for one in prepared if one.source.document.url}
    quads = [
        quad
        for one in prepared
        for claim in one.source.claims
        for quad in origin_quads(
            iris.mint("claim", claim.id), sources.of(claim) or {iris.mint("doc", one.source.document.id)}
        )
    ]
    works = {
        iris.mint("work", r.work.id): bool(r.work.url) and normalised_url(r.work.url or "") in held
        for r in references.values()
    }
    return (*quads, *(held_quad(work, is_held) for work, is_held in works.items()))


def _warnings(prepared: Sequence[Prepared]) -> tuple[Quad, ...]:
    """Describe what is odd about the authority that claims lean on."""
    claims = [claim for one in prepared for claim in one.source.claims]
    citations = {citation.id: citation for one in prepared for citation in one.source.citations}
    references = {reference.id: reference for one in prepared for reference in one.source.references}
    alike = possibly_same(quad for one in prepared for quad in one.entities)
    found: list[Quad] = []
    for flaw in claim_warnings(claims, citations, references, alike):
        warning = flaw.warning
        subject = iris.mint("warning", content_id(flaw.claim, warning.kind, warning.evidence))
        found += warning_quads(subject, flaw.claim, warning.kind, warning.message, warning.evidence, WARNINGS)
    return tuple(dict.fromkeys(found))


def _conflicts(prepared: Sequence[Prepared], vocabulary: Vocabulary, derived: Derived) -> tuple[Quad, ...]:
    """Find where the claims of all documents disagree, with each other and with the reference layer."""
    sources = [one.source for one in prepared]
    ground = Ground(
        claims=[claim for source in sources for claim in source.claims],
        vocabulary=vocabulary,
        closure=derived.closure,
        citations={citation.id: citation for source in sources for citation in source.citations},
        references={reference.id: reference for source in sources for reference in source.references},
    )
    found = find_conflicts(ground, derived.conflicts)
    return tuple(dict.fromkeys(quad for conflict in found for quad in conflict_quads(conflict)))


def _layer(one: Prepared) -> NamedNode:
    return document_graph(one.source.document.id)


def _removed(before: dict[str, str], prepared: Sequence[Prepared]) -> tuple[DocumentId, ...]:
    stem = document_graph(DocumentId("")).value
    held = {layer.removeprefix(stem) for layer in before if layer.startswith(stem)}
    return tuple(DocumentId(slug) for slug in sorted(held - {one.source.document.id for one in prepared}))


def _replace_background(writer: Writer, ground: Background, before: dict[str, str]) -> None:
    for layer, triples in ((ONTOLOGY, ground.ontology), (REFERENCE, ground.reference)):
        if before.get(layer.value) != ground.sha256:
            quads = dict.fromkeys(Quad(t.subject, t.predicate, t.object, layer) for t in triples)
            replace_layer(writer, layer, quads, ground.sha256)


def _gate(one: Prepared, background: Sequence[Quad | Triple], ontology: Path) -> None:
    """Refuse a document whose quads violate the shapes (pyshacl, the document's own subgraph)."""
    changed = [*document_quads(one.source), *one.entities]
    changed += [quad for claim in one.source.claims for quad in claim_quads(claim)]
    changed += [quad for reference in one.source.references for quad in work_quads(reference.work)]
    report = validate_change(changed, background, shape_files(ontology))
    if not report.conforms:
        raise ShapeViolationError(one.source.document.id, [str(f) for f in report.of_severity("Violation")])


def canonical_sha256(quads: Iterable[Quad]) -> tuple[int, str]:
    """Return the number of quads and the SHA-256 of their canonical N-Quads (RDFC-1.0)."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()
