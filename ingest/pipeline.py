"""The build: read, annotate, anchor, quads, shapes, store; the one module that wires the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

import ingest
import kg
from ingest.anchoring import anchor
from ingest.annotation import read_annotation
from ingest.citations import read_citations
from ingest.coverage import Coverage, measure
from ingest.reading import Metadata, SourceFolder, read_document, source_folders
from ingest.references import read_references
from kg import iris
from kg.claims import ClaimFilter, find_claims, load_claims
from kg.conflicts.detection import find_conflicts
from kg.conflicts.ground import Ground
from kg.data import data_folder
from kg.errors import BuildFailedError, InvalidInputError, Mistake, ShapeViolationError
from kg.integrity import claim_warnings
from kg.model import Claim, DocumentId, Source, content_id
from kg.rdf import (
    CONFLICTS,
    ONTOLOGY,
    REFERENCE,
    SKOS,
    WARNINGS,
    claim_quads,
    conflict_quads,
    document_graph,
    document_quads,
    entities_graph,
    possibly_same,
    warning_quads,
    work_quads,
)
from kg.reasoning.layers import Derived, derive, derived_layers
from kg.recording import forget_documents, layer_hashes, record_source, replace_layer
from kg.stores.base import Reader, Store, Writer
from kg.text.sentences import split_sentences
from kg.validation import shape_files, validate_change
from kg.vocabulary import Vocabulary, build_vocabulary, read_triples, turtle_files

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read, annotated and anchored without a mistake."""

    folder: SourceFolder
    metadata: Metadata
    source: Source
    entities: tuple[Quad, ...]
    coverage: Coverage
    sha256: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """How many quotes were compared with their document, and how they matched."""

    checked: int
    exact: int
    tolerated: int
    wrong: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: coverage per document, documents that changed, quotes compared, the graph's hash."""

    coverage: tuple[Coverage, ...]
    changed: tuple[DocumentId, ...]
    removed: tuple[DocumentId, ...]
    quotes: Quotes
    quads: int
    rdfc10_sha256: str


@dataclass(frozen=True, slots=True)
class Background:
    """The ontology and the reference layer, with the hash of their files."""

    ontology: tuple[Triple, ...]
    reference: tuple[Triple, ...]
    sha256: str
    folder: Path


def read_background(folder: Path | None = None) -> Background:
    """Read ontology and reference layer from their Turtle files."""
    root = folder or data_folder("ontology")
    reference_files = turtle_files(root / "reference")
    ontology_files = tuple(path for path in turtle_files(root) if path not in reference_files)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(root.rglob("*.ttl"))))
    return Background(
        tuple(read_triples(ontology_files)), tuple(read_triples(reference_files)), digest.hexdigest(), root
    )


def prepare(root: Path, background: Background, progress: Progress) -> tuple[tuple[Prepared, ...], Vocabulary]:
    """Read every document below `root`; raise BuildFailedError with all mistakes of all of them."""
    folders = source_folders(root)
    if not folders:
        raise InvalidInputError("sources", f"document folders below {root}", "none")
    mistakes: list[Mistake] = []
    own_triples = {folder.path.name: _read_entities(folder, mistakes) for folder in folders}
    mistakes.extend(_declared_twice(own_triples, background, root))
    triples = [triple for own in own_triples.values() for triple in own]
    vocabulary = build_vocabulary([*background.ontology, *background.reference, *triples])
    prepared = []
    for folder in folders:
        progress(f"reading {folder.path.name}")
        one = _prepare(folder, own_triples[folder.path.name], vocabulary, background, mistakes)
        if one is not None:
            prepared.append(one)
    if mistakes:
        raise BuildFailedError(mistakes)
    return tuple(prepared), vocabulary


def _read_entities(folder: SourceFolder, mistakes: list[Mistake]) -> tuple[Triple, ...]:
    if not folder.entities.is_file():
        return ()
    try:
        return tuple(read_triples([folder.entities]))
    except InvalidInputError as error:
        file, _, line = error.field.rpartition(":")
        mistakes.append(Mistake(file, int(line), "entities", error.expected, error.found))
        return ()


def _declared_twice(own: dict[str, tuple[Triple, ...]], background: Background, root: Path) -> Iterable[Mistake]:
    def labelled(triples: Iterable[Triple]) -> set[str]:
        return {str(t.subject) for t in triples if t.predicate == SKOS.prefLabel}

    seen = dict.fromkeys(labelled(background.reference), "the reference layer")
    for slug, triples in own.items():
        for subject in sorted(labelled(triples)):
            if subject in seen:
                file = root / slug / "entities.ttl"
                name = iris.compact(subject.strip("<>"))
                line = next((n for n, text in enumerate(file.read_text().splitlines(), 1) if text.startswith(name)), 1)
                yield Mistake(
                    str(file), line, "entity", "an entity declared once", f"{name}, declared in {seen[subject]}"
                )
            seen.setdefault(subject, f"{slug}/entities.ttl")


def _prepare(
    folder: SourceFolder,
    own: Sequence[Triple],
    vocabulary: Vocabulary,
    background: Background,
    mistakes: list[Mistake],
) -> Prepared | None:
    metadata, problems = read_document(folder)
    if metadata is None:
        mistakes.extend(problems)
        return None
    document = metadata.document
    sentences = split_sentences(document.text)
    references = read_references(document)
    citations = read_citations(document, references, sentences)
    entries, problems = read_annotation(folder.claims)
    anchored = anchor(entries, document, sentences, citations, vocabulary, str(folder.claims))
    found = (*problems, *anchored.mistakes)
    if found:
        mistakes.extend(sorted(found, key=lambda mistake: mistake.line))
        return None
    source = Source(document, anchored.claims, anchored.skips, references, citations)
    layer = entities_graph(document.id)
    entities = tuple(dict.fromkeys(Quad(t.subject, t.predicate, t.object, layer) for t in own))
    sha256 = hashlib.sha256((folder.sha256() + background.sha256 + _software_sha256()).encode()).hexdigest()
    return Prepared(folder, metadata, source, entities, measure(source, sentences), sha256)


def _software_sha256() -> str:
    """Hash the code that makes quads, so that a changed mapping rebuilds what it made."""
    digest = hashlib.sha256()
    for package in (kg, ingest):
        folder = Path(str(package.__file__)).parent
        for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.crfsuite"))):
            digest.update(path.read_bytes())
    return digest.hexdigest()


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
        extra = ((WARNINGS, _warnings(prepared)), (CONFLICTS, conflicts))
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


def compare_quotes(texts: Mapping[str, str], claims: Iterable[Claim]) -> Quotes:
    """Compare every claim's words with its document's at its offsets."""
    exact = tolerated = wrong = 0
    for claim in claims:
        passage = claim.passage
        if texts.get(claim.document, "")[passage.start : passage.end] != passage.exact:
            wrong += 1
        elif claim.tolerated:
            tolerated += 1
        else:
            exact += 1
    return Quotes(exact + tolerated + wrong, exact, tolerated, wrong)


def check_quotes(reader: Reader, sources: Path) -> Quotes:
    """Compare every quote in a store with the bytes of its document below `sources`."""
    read = (read_document(folder)[0] for folder in source_folders(sources))
    texts = {str(one.document.id): one.document.text for one in read if one is not None}
    return compare_quotes(texts, load_claims(reader, find_claims(reader, ClaimFilter())))


def coverage(sources: Path, background: Background) -> tuple[Coverage, ...]:
    """Measure coverage of every document that can be read, whatever mistakes its claims have."""
    triples = [
        t for folder in source_folders(sources) if folder.entities.is_file() for t in read_triples([folder.entities])
    ]
    vocabulary = build_vocabulary([*background.ontology, *background.reference, *triples])
    measured = []
    for folder in source_folders(sources):
        metadata, problems = read_document(folder)
        if metadata is None:
            raise BuildFailedError(problems)
        sentences = split_sentences(metadata.document.text)
        entries, _ = read_annotation(folder.claims)
        anchored = anchor(entries, metadata.document, sentences, (), vocabulary, str(folder.claims))
        measured.append(measure(Source(metadata.document, anchored.claims, anchored.skips), sentences))
    return tuple(measured)


def canonical_sha256(quads: Iterable[Quad]) -> tuple[int, str]:
    """Return the number of quads and the SHA-256 of their canonical N-Quads (RDFC-1.0)."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()
