"""Open what the environment names, for a command."""

from __future__ import annotations

import os

from kg.catalogue import Catalogue, open_store
from kg.settings import Settings
from kg.stores.base import Store


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_environment(os.environ)


def store() -> Store:
    """Return the store of this process."""
    return open_store(settings())


def catalogue() -> Catalogue:
    """Open the store for reading."""
    return Catalogue(store().reader())
