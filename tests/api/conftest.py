"""Fixtures: the application over the built store, called in process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from kg.settings import Settings
from kg.stores.embedded import EmbeddedStore


@pytest.fixture(scope="session")
def settings(built_store: EmbeddedStore) -> Settings:
    """Settings that name the built store."""
    return Settings(store=str(built_store.folder))


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of the application; failures of the server come back as answers."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as opened:
        yield opened
