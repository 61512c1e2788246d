"""What a worker answers from: one state of the store, with names, questions and counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from ingest.reading import default_sources, read_document, source_folders
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_claims, load_documents
from kg.conflicts.ground import Ground
from kg.conflicts.stored import load_conflicts, load_ground
from kg.data import data_folder
from kg.factcheck import KnowledgeBase, check
from kg.model import Conflict
from kg.reconciliation import Reconciler
from kg.search import SearchIndex, claim_entries
from kg.statistics import count_all
from kg.validation import Report, shape_files, validate_all

WARMING = "One thing is part of another."


class Snapshot(Catalogue):
    """A catalogue with its counts and documents."""

    @cached_property
    def counts(self) -> dict[str, int]:
        return count_all(self.reader)

    @cached_property
    def source_files(self) -> dict[str, str]:
        """Return the file that each document came from, by slug."""
        return load_documents(self.reader)

    @cached_property
    def validation(self) -> Report:
        """Validate the whole graph against the shapes; seconds for a million quads."""
        return validate_all(self.reader.quads(), shape_files(data_folder("ontology")))

    @cached_property
    def reconciler(self) -> Reconciler:
        return Reconciler(self.vocabulary, self.reader)

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        """Return what statements are checked against."""
        return KnowledgeBase.from_reader(self.reader, self.vocabulary)

    @cached_property
    def ground(self) -> Ground:
        """Return what conflicts and the ladder stand on."""
        return load_ground(self.reader, self.vocabulary)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return load_conflicts(self.reader)

    @cached_property
    def index(self) -> SearchIndex:
        """Return the full-text index of the claims."""
        claims = load_claims(self.reader, find_claims(self.reader, ClaimFilter()))
        return SearchIndex.build(claim_entries(claims, self.vocabulary))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return the texts of the documents in the graph, by slug."""
        read = (read_document(folder)[0] for folder in source_folders(default_sources()))
        return {one.document.id: one.document.text for one in read if one and one.document.id in self.source_files}

    def heavy_parts(self) -> tuple[Callable[[], object], ...]:
        """Return what takes seconds to read, to be called before workers are forked."""
        return (
            lambda: self.index,
            lambda: check(WARMING, self.knowledge),
            lambda: self.conflicts,
            lambda: self.ground,
            lambda: self.texts,
        )

    def warm(self) -> None:
        """Read the parts that almost every answer needs."""
        _ = self.vocabulary, self.questions, self.counts, self.source_files
