"""Read, annotate and anchor every document of a folder; collect all mistakes of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, Triple

import ingest
import kg
from ingest.anchoring import anchor
from ingest.annotation import read_annotation
from ingest.citations import read_citations
from ingest.coverage import Coverage, measure
from ingest.reading import Metadata, SourceFolder, read_document, source_folders
from ingest.references import read_references
from ingest.wordings import read_wordings
from kg import iris
from kg.data import data_folder
from kg.errors import BuildFailedError, InvalidInputError, Mistake
from kg.model import Source
from kg.rdf import SKOS, entities_graph
from kg.text.sentences import split_sentences
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
    wordings, unclear = read_wordings(folder.wordings, document, sentences)
    found = (*sorted((*problems, *anchored.mistakes), key=lambda mistake: mistake.line), *unclear)
    if found:
        mistakes.extend(found)
        return None
    source = Source(document, anchored.claims, anchored.skips, references, citations, wordings)
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
