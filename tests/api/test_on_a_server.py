"""The service over a store on a SPARQL server answers as over the embedded one, and says when the server is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ingest.pipeline import build
from ingest.reading import default_sources
from kg.catalogue import open_store
from kg.iris import graph
from kg.settings import Settings
from tests.api.live import assay_serve
from tests.servers import free_port, oxigraph, oxigraph_command, running

QUERIES = [
    "SELECT ?measure ?against { ?measure kg:retaliatesAgainst ?against } ORDER BY ?measure ?against",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "ASK { country:china a kg:Country }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
]
FORMS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
PATHS = ["/api/v1/claims?entity=China&limit=20", "/api/v1/entities/country:china", "/api/v1/statistics", "/"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("server")) as url:
        build(open_store(Settings(url)), default_sources(), progress=lambda step: None)
        yield url


@pytest.fixture(scope="module")
def served(server: str) -> Iterator[str]:
    with assay_serve(server) as url:
        yield url


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", QUERIES)
def test_queries_are_answered_alike(served: str, client: TestClient, query: str, form: str) -> None:
    there = httpx2.get(f"{served}/sparql", params={"query": query}, headers={"Accept": form})
    here = client.get("/sparql", params={"query": query}, headers={"Accept": form})
    assert there.status_code == here.status_code == 200
    assert there.headers["content-type"] == here.headers["content-type"]
    if form.endswith("json"):
        assert there.json() == here.json()
    elif form == "text/csv":
        assert there.text == here.text


def test_graphs_are_answered_alike(served: str, client: TestClient) -> None:
    query = "CONSTRUCT { ?s a kg:Country } { ?s a kg:Country }"
    for form in ("text/turtle", "application/n-triples", "application/ld+json"):
        there = httpx2.get(f"{served}/sparql", params={"query": query}, headers={"Accept": form})
        here = client.get("/sparql", params={"query": query}, headers={"Accept": form})
        assert there.status_code == 200
        assert len(there.content) == len(here.content)
        assert parsed(there.content, form) == parsed(here.content, form)


def parsed(content: bytes, form: str) -> set[str]:
    found = RdfFormat.from_media_type(form)
    assert found is not None
    return {str(quad) for quad in parse(content, found)}


@pytest.mark.parametrize("path", PATHS)
def test_resources_are_the_same(served: str, client: TestClient, path: str) -> None:
    there, here = httpx2.get(f"{served}{path}"), client.get(path)
    assert there.status_code == here.status_code == 200
    assert there.text == here.text


def test_names_are_reconciled_alike(served: str, client: TestClient) -> None:
    form = {"queries": json.dumps({"q": {"query": "Galium"}, "r": {"properties": [{"pid": "isoAlpha2", "v": "CN"}]}})}
    assert httpx2.post(f"{served}/reconcile", data=form).json() == client.post("/reconcile", data=form).json()


def test_a_commit_is_served_without_a_restart(tmp_path: Path) -> None:
    layer = NamedNode(graph("one"))

    def count(url: str) -> str:
        return httpx2.get(f"{url}/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"}).text.split()[1]

    with oxigraph(tmp_path / "server") as place:
        write(place, Quad(layer, layer, Literal("one"), layer))
        with assay_serve(place) as url:
            assert count(url) == "1"
            write(place, Quad(layer, layer, Literal("two"), layer))
            assert count(url) == "2"


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def write(place: str, *quads: Quad) -> None:
    with open_store(Settings(place)).writer() as writer:
        writer.insert(quads)
        writer.commit()


def test_a_server_that_goes_away_is_told_as_unavailable_and_found_again(tmp_path: Path) -> None:
    layer = NamedNode(graph("one"))
    port = free_port()
    command = [*oxigraph_command(), "serve", "--location", str(tmp_path / "server"), "--bind", f"127.0.0.1:{port}"]
    place = f"http://127.0.0.1:{port}"
    with running(command, port):
        write(place, Quad(layer, layer, Literal("one"), layer))
        serving = assay_serve(place)
        url = serving.__enter__()
        asked = {"params": {"query": COUNT}, "headers": {"Accept": "text/csv"}}
        assert httpx2.get(f"{url}/sparql", **asked).status_code == 200
    try:
        gone = httpx2.get(f"{url}/sparql", **asked, timeout=30)
        assert gone.status_code == 503
        assert "Retry-After" in gone.headers
        assert place not in gone.text
        with running(command, port):
            assert httpx2.get(f"{url}/sparql", **asked).text.split()[1] == "1"
    finally:
        serving.__exit__(None, None, None)
