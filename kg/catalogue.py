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
from kg.stores.endpoint import Address
from kg.stores.remote import RemoteStore
from kg.vocabulary import Vocabulary


def open_store(settings: Settings) -> Store:
    """Return the store that the settings name: a folder, or a SPARQL server by its URL."""
    if settings.is_remote:
        address = Address.of(
            settings.store, settings.store_update, settings.store_user, settings.store_password, settings.store_token
        )
        return RemoteStore(address, settings.query_timeout_s)
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
