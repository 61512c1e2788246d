"""The knowledge base of both documents, read once."""

from __future__ import annotations

import pytest

from kg.catalogue import Catalogue
from kg.factcheck import KnowledgeBase


@pytest.fixture(scope="session")
def base(catalogue: Catalogue) -> KnowledgeBase:
    return KnowledgeBase.from_reader(catalogue.reader, catalogue.vocabulary)
