"""What a worker answers from: one state of the store, with names, questions and counts."""

from __future__ import annotations

from functools import cached_property

from kg.catalogue import Catalogue
from kg.claims import load_documents
from kg.data import data_folder
from kg.reconciliation import Reconciler
from kg.statistics import count_all
from kg.validation import Report, shape_files, validate_all


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

    def warm(self) -> None:
        """Read every part now."""
        _ = self.vocabulary, self.questions, self.counts, self.source_files
