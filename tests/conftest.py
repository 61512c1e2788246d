"""Fixtures: the store of the two documents, built once, and small documents with mistakes of one's choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.pipeline import build
from ingest.reading import default_sources
from kg.catalogue import Catalogue
from kg.stores.embedded import EmbeddedStore


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The store of both documents; tests only read it."""
    store = EmbeddedStore(tmp_path_factory.mktemp("store"))
    build(store, default_sources(), progress=lambda step: None)
    return store


@pytest.fixture(scope="session")
def catalogue(built_store: EmbeddedStore) -> Catalogue:
    """The built store, opened."""
    return Catalogue(built_store.reader())


DOCUMENT = "China dominates mining. The US may follow.\n\nJapan holds over 40%\nof output.\n"
METADATA = """slug: {slug}
title: A small document
authors: [A. Writer]
issued: "2024"
rights: "free"
source_file: small.txt
"""
CLAIMS = """- text: "China dominates mining."
  claims:
  - subject: country:china
    predicate: dominates
    object: concept:mining-business
- text: "The US may follow."
  skip: transition
- text: "Japan holds over 40% of output."
  claims:
  - quote: "holds over 40% of output"
    subject: country:japan
    predicate: holdsShareOf
    object: aggregate:small-output
    quantity: {text: "over 40%", minimum: 40, maximum: 41, unit: PERCENT, excluded: minimum}
"""
ENTITIES = """@prefix kg: <https://w3id.org/assay/kg#> .
@prefix concept: <https://w3id.org/assay/id/concept/> .
@prefix aggregate: <https://w3id.org/assay/id/aggregate/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

concept:mining-business a kg:Concept ; skos:prefLabel "mining business"@en ; rdfs:comment "The trade of mining."@en .
aggregate:small-output a kg:Aggregate ; skos:prefLabel "output"@en ; rdfs:comment "All output."@en .
"""


@dataclass(frozen=True)
class Folder:
    """A folder of document folders, with one document in it."""

    root: Path
    slug: str = "small-2024"

    @property
    def path(self) -> Path:
        return self.root / self.slug

    def write(self, **files: str) -> Folder:
        """Replace files, by the stem of their name."""
        names = {
            "document": "document.txt",
            "metadata": "metadata.yaml",
            "claims": "claims.yaml",
            "entities": "entities.ttl",
        }
        for stem, content in files.items():
            (self.path / names[stem]).write_text(content, encoding="utf-8")
        return self

    def replace(self, stem: str, old: str, new: str) -> Folder:
        """Replace words in one file; the words must be there."""
        path = next(self.path.glob(f"{stem}.*"))
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., Folder]:
    """Make a folder with a small, correct document."""

    def make(slug: str = "small-2024") -> Folder:
        folder = Folder(tmp_path / "sources", slug)
        folder.path.mkdir(parents=True)
        metadata = METADATA.format(slug=slug)
        return folder.write(document=DOCUMENT, metadata=metadata, claims=CLAIMS, entities=ENTITIES)

    return make
