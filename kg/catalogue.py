"""The opened store with its vocabulary and questions: what every way of asking starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.claims import load_vocabulary
from kg.data import data_folder
from kg.questions import Questions
from kg.settings import Settings
from kg.stores.base import Reader, Store
from kg.stores.embedded import EmbeddedStore
from kg.vocabulary import Vocabulary


def open_store(settings: Settings) -> Store:
    """Return the store that the settings name."""
    return EmbeddedStore(Path(settings.store))


@dataclass(frozen=True)
class Catalogue:
    """One reader with the names and questions that go with it; parts are read when first needed."""

    reader: Reader

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return load_vocabulary(self.reader)

    @cached_property
    def questions(self) -> Questions:
        return Questions.from_folder(data_folder("queries"))
