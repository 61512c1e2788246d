"""Writing over HTTP: closed by default, gated by the shapes, told in the history."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.keys import KeyRing, Scope
from kg.settings import Settings
from kg.stores.embedded import EmbeddedStore

NOTES = "https://w3id.org/assay/graph/notes"
INSERT = 'INSERT DATA { GRAPH graph:notes { country:china kg:note "Looked at by hand." } }'
COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}"
UPDATE_TYPE = "application/sparql-update"


@pytest.fixture(scope="module")
def folder(built_store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built store that may be written."""
    return Path(shutil.copytree(built_store.folder, tmp_path_factory.mktemp("written") / "store"))


@pytest.fixture(scope="module")
def ring(folder: Path) -> KeyRing:
    """The keys of the store."""
    return KeyRing(folder)


@pytest.fixture(scope="module")
def writer(folder: Path) -> Iterator[TestClient]:
    """A client of an application over the copy."""
    with TestClient(create_app(Settings(store=str(folder))), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def admin(ring: KeyRing) -> dict[str, str]:
    """Headers with a key that allows everything."""
    return {"Authorization": f"Bearer {ring.create('tests', [Scope.ADMIN])}"}


def count(client: TestClient, query: str = COUNT) -> int:
    return int(client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])


def send(client: TestClient, update: str, headers: dict[str, str]) -> tuple[int, str]:
    answer = client.post("/sparql", content=update, headers={"Content-Type": UPDATE_TYPE, **headers})
    kind = answer.json().get("type", "") if answer.content else ""
    return answer.status_code, kind.rsplit("/", 1)[-1]


def test_nobody_writes_without_a_key_that_allows_it(writer: TestClient, ring: KeyRing) -> None:
    assert send(writer, INSERT, {}) == (401, "unauthorized")
    assert send(writer, INSERT, {"Authorization": "Bearer assay_00000000_guess"}) == (401, "unauthorized")
    assert send(writer, INSERT, {"Authorization": "Basic YTpi"}) == (401, "unauthorized")
    for scope in (Scope.READ, Scope.PROPOSE, Scope.REVIEW):
        token = ring.create(scope.value, [scope])
        assert send(writer, INSERT, {"Authorization": f"Bearer {token}"}) == (403, "forbidden")
    for method in ("PUT", "POST", "DELETE"):
        assert writer.request(method, "/graph-store", params={"graph": NOTES}).status_code == 401
    assert count(writer) == 0


def test_a_revoked_key_opens_nothing(writer: TestClient, ring: KeyRing) -> None:
    token = ring.create("short-lived", [Scope.ADMIN])
    key = ring.find(token)
    assert key is not None
    ring.revoke(key.id)
    assert ring.find(token) is None
    assert send(writer, INSERT, {"Authorization": f"Bearer {token}"}) == (401, "unauthorized")


def test_secrets_are_kept_as_hashes_in_a_file_of_the_owner(ring: KeyRing, folder: Path) -> None:
    token = ring.create("secret", [Scope.READ])
    file = folder / "keys.json"
    assert token.split("_", 2)[2] not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_an_update_is_carried_out_and_told_in_the_history(writer: TestClient, admin: dict[str, str]) -> None:
    assert send(writer, INSERT, admin) == (200, "")
    assert count(writer) == 1
    told = 'GRAPH graph:history { ?run a kg:Run ; rdfs:label ?label FILTER(CONTAINS(?label, "tests")) }'
    assert count(writer, f"SELECT (COUNT(*) AS ?n) {{ {told} }}") >= 1
    assert send(writer, "DELETE WHERE { GRAPH graph:notes { ?s ?p ?o } }", admin) == (200, "")
    assert count(writer) == 0


def test_an_update_that_the_shapes_refuse_changes_nothing(writer: TestClient, admin: dict[str, str]) -> None:
    claim = "SELECT (SAMPLE(?c) AS ?n) { ?c a kg:Claim }"
    found = writer.get("/sparql", params={"query": claim}).json()["results"]["bindings"][0]["n"]["value"]
    spoiled = f"DELETE WHERE {{ GRAPH graph:claims {{ <{found}> kg:asserts ?p }} }}"
    total = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = count(writer, total)
    assert send(writer, spoiled, admin) == (422, "shape-violation")
    assert count(writer, total) == before


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("LOAD <http://127.0.0.1:9/>", (403, "query-refused")),
        ("INSERT DATA { <a:a> <a:b> 1 } ; LOAD SILENT <http://127.0.0.1:9/>", (403, "query-refused")),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", (403, "query-refused")),
        ("INSERT DATA { <a:a> <a:b> 1 }", (403, "query-refused")),
        ("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }", (403, "query-refused")),
        ("INSERT DATA { GRAPH graph:history { <a:a> <a:b> 1 } }", (403, "query-refused")),
        ("DROP GRAPH graph:history", (403, "query-refused")),
        ("INSERT NONSENSE", (400, "query-syntax")),
    ],
)  # fmt: skip
def test_what_an_update_may_not_do(
    writer: TestClient, admin: dict[str, str], update: str, expected: tuple[int, str]
) -> None:
    assert send(writer, update, admin) == expected


def test_layers_are_put_added_to_and_deleted(writer: TestClient, admin: dict[str, str]) -> None:
    turtle = '<https://w3id.org/assay/id/country/china> <https://w3id.org/assay/kg#note> "{}" .'
    headers = {**admin, "Content-Type": "text/turtle"}
    where = {"graph": NOTES}
    assert writer.put("/graph-store", params=where, content=turtle.format("one"), headers=headers).status_code == 201
    assert writer.post("/graph-store", params=where, content=turtle.format("two"), headers=headers).status_code == 204
    assert count(writer) == 2
    assert '"two"' in writer.get("/graph-store", params=where, headers={"Accept": "text/turtle"}).text
    assert writer.put("/graph-store", params=where, content=turtle.format("new"), headers=headers).status_code == 204
    assert count(writer) == 1
    assert writer.delete("/graph-store", params=where, headers=admin).status_code == 204
    assert writer.get("/graph-store", params=where).status_code == 404
    assert writer.delete("/graph-store", params=where, headers=admin).status_code == 404


@pytest.mark.parametrize(
    ("graph", "body", "media_type", "status"),
    [
        (NOTES, b"nonsense", "text/turtle", 400),
        (NOTES, b"\xff", "text/turtle", 400),
        (NOTES, b"{}", "application/pdf", 415),
        ("http://example.org/g", b"", "text/turtle", 403),
        ("not an iri", b"", "text/turtle", 400),
        (None, b"", "text/turtle", 400),
        (NOTES, b'[{"@context": "http://127.0.0.1:9/", "@id": "a:a"}]', "application/ld+json", 400),
    ],
)
def test_bodies_that_are_no_graph_of_ours_are_refused(
    writer: TestClient, admin: dict[str, str], graph: str | None, body: bytes, media_type: str, status: int
) -> None:
    params = {"graph": graph} if graph else {}
    answer = writer.put("/graph-store", params=params, content=body, headers={**admin, "Content-Type": media_type})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
