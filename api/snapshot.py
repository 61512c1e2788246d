"""What a worker answers from: one state of the store, with names, questions and counts."""

from __future__ import annotations

from functools import cached_property

from kg.catalogue import Catalogue
from kg.claims import load_documents
from kg.statistics import count_all


class Snapshot(Catalogue):
    """A catalogue with its counts and documents."""

    @cached_property
    def counts(self) -> dict[str, int]:
        return count_all(self.reader)

    @cached_property
    def source_files(self) -> dict[str, str]:
        """Return the file that each document came from, by slug."""
        return load_documents(self.reader)

    def warm(self) -> None:
        """Read every part now."""
        _ = self.vocabulary, self.questions, self.counts, self.source_files
