"""The graph of both documents on a SPARQL server is the one of the embedded store, and answers the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import BuildReport, build, canonical_sha256
from ingest.quotes import check_quotes
from ingest.reading import default_sources
from kg.catalogue import Catalogue, open_store
from kg.claims import ClaimFilter, find_claims, load_evidence
from kg.data import data_folder
from kg.questions import Questions, answer
from kg.settings import Settings
from kg.statistics import count_all
from kg.stores.embedded import EmbeddedStore
from kg.validation import shape_files, validate_all
from tests.servers import oxigraph

QUESTIONS = Questions.from_folder(data_folder("queries")).by_name


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def report(server: str) -> BuildReport:
    return build(open_store(Settings(server)), default_sources(), progress=lambda step: None)


@pytest.fixture(scope="module")
def remote(server: str, report: BuildReport) -> Catalogue:
    return Catalogue(open_store(Settings(server)).reader())


def test_the_canonical_graph_is_the_same(report: BuildReport, built_store: EmbeddedStore) -> None:
    assert canonical_sha256(built_store.reader().quads()) == (report.quads, report.rdfc10_sha256)


def test_counts_names_and_claims_are_the_same(remote: Catalogue, catalogue: Catalogue) -> None:
    assert count_all(remote.reader) == count_all(catalogue.reader)
    assert remote.vocabulary.entities == catalogue.vocabulary.entities
    assert remote.vocabulary.predicates == catalogue.vocabulary.predicates
    claims = find_claims(catalogue.reader, ClaimFilter())
    assert find_claims(remote.reader, ClaimFilter()) == claims
    assert load_evidence(remote.reader, claims) == load_evidence(catalogue.reader, claims)


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_have_the_same_answers(name: str, remote: Catalogue, catalogue: Catalogue) -> None:
    here = answer(QUESTIONS[name], {}, catalogue.reader, catalogue.vocabulary)
    there = answer(QUESTIONS[name], {}, remote.reader, remote.vocabulary)
    assert here.columns == there.columns
    assert sorted(map(str, here.rows)) == sorted(map(str, there.rows))


def test_the_validation_is_the_same(remote: Catalogue, catalogue: Catalogue) -> None:
    shapes = shape_files(data_folder("ontology"))
    assert validate_all(remote.reader.quads(), shapes) == validate_all(catalogue.reader.quads(), shapes)
    assert check_quotes(remote.reader, default_sources()).wrong == 0


def test_a_second_build_writes_nothing(server: str, report: BuildReport) -> None:
    store = open_store(Settings(server))
    before = store.reader().version
    again = build(store, default_sources(), progress=lambda step: None)
    assert again.changed == ()
    assert again.rdfc10_sha256 == report.rdfc10_sha256
    assert open_store(Settings(server)).reader().version == before


def test_a_command_prints_the_same(server: str, report: BuildReport, built_store: EmbeddedStore) -> None:
    arguments = ["claims", "--entity", "China", "--format", "json"]
    assert run(arguments, server) == run(arguments, str(built_store.folder))


def run(arguments: list[str], store: str) -> str:
    code = "from api.cli import main; main()"
    environment = {**os.environ, "ASSAY_STORE": store, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
