"""A running server: what clients of the real world do to it, good and bad."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg.iris import graph
from kg.stores.embedded import EmbeddedStore
from tests.api.live import assay_serve

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(CONCAT(STR(?c), STR(?f)))"
SELECT_TYPE = {"Content-Type": "application/sparql-query"}
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def live(built_store: EmbeddedStore) -> Iterator[str]:
    """A server with two workers and short limits."""
    limits = {
        "query_workers": "2", "query_timeout_s": "3", "long_after_s": "0.5", "requests_per_minute": "100000",
        "result_mib": "64", "worker_memory_mib": "512", "body_kib": "256", "body_s": "2",
    }  # fmt: skip
    with assay_serve(built_store.folder, **limits) as url:
        yield url


def ask(url: str, query: str) -> httpx2.Response:
    return httpx2.post(f"{url}/sparql", content=query, headers=SELECT_TYPE, timeout=PATIENCE_S)


def test_a_runaway_query_is_stopped_and_its_neighbours_go_on(live: str) -> None:
    with ThreadPoolExecutor(3) as clients:
        runaways = [clients.submit(ask, live, RUNAWAY) for _ in range(2)]
        time.sleep(0.3)
        answers = [ask(live, COUNT) for _ in range(20)]
        assert all(answer.status_code == 200 for answer in answers)
        stopped = [runaway.result() for runaway in runaways]
    assert [answer.status_code for answer in stopped] == [503, 503]
    assert all("Retry-After" in answer.headers for answer in stopped)
    assert {answer.json()["type"].rsplit("/", 1)[-1] for answer in stopped} <= {"timeout", "too-many-long"}


def test_more_long_questions_than_there_is_room_for_are_refused(live: str) -> None:
    with ThreadPoolExecutor(6) as clients:
        runaways = list(clients.map(lambda _: ask(live, RUNAWAY), range(6)))
    assert {answer.status_code for answer in runaways} == {503}
    assert any(answer.json()["type"].endswith("too-many-long") for answer in runaways)
    assert ask(live, COUNT).status_code == 200


def test_a_query_that_takes_too_much_memory_fails_alone(live: str) -> None:
    answer = ask(live, GREEDY)
    assert answer.status_code == 503
    assert answer.json()["type"].rsplit("/", 1)[-1] in ("out-of-memory", "timeout")
    assert ask(live, COUNT).status_code == 200


def test_an_endless_result_is_broken_off_and_never_looks_complete(live: str) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(live, ENDLESS)
    assert ask(live, COUNT).status_code == 200


def test_a_client_that_leaves_frees_its_worker(live: str) -> None:
    for _ in range(6):
        with pytest.raises(httpx2.TimeoutException):
            httpx2.post(f"{live}/sparql", content=RUNAWAY, headers=SELECT_TYPE, timeout=0.2)
    assert ask(live, COUNT).status_code == 200


@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_sparqlwrapper_reads_rows(live: str, form: str) -> None:
    for method in ("GET", "POST"):
        client = SPARQLWrapper(f"{live}/sparql", returnFormat=form)
        client.setMethod(method)
        client.setQuery("SELECT ?d { ?d a <https://w3id.org/assay/kg#Document> } ORDER BY ?d")
        assert client.query().convert()


def test_sparqlwrapper_reads_graphs(live: str) -> None:
    client = SPARQLWrapper(f"{live}/sparql", returnFormat=TURTLE)
    client.setQuery("CONSTRUCT { ?d a ?t } { ?d a ?t } LIMIT 5")
    assert b"kg#" in bytes(client.queryAndConvert())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "status", "media_type"),
    [
        (["-H", "Accept: text/csv;q=0.1,text/turtle,text/xml;q=0.9"], "200", "application/sparql-results+xml"),
        (["-H", "Accept: ,,;q=,text/tab-separated-values"], "200", "text/tab-separated-values"),
        (["-H", "Accept:"], "200", "application/sparql-results+json"),
        (["-H", "Accept: image/*"], "406", "application/problem+json"),
    ],
)  # fmt: skip
def test_curl_with_odd_accept_headers(live: str, arguments: list[str], status: str, media_type: str) -> None:
    command = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{content_type}", *arguments]
    told = subprocess.run(
        [*command, f"{live}/sparql", "--data-urlencode", f"query={COUNT}"], capture_output=True, text=True, check=True
    )
    code, _, kind = told.stdout.partition(" ")
    assert (code, kind.partition(";")[0]) == (status, media_type)


def talk(url: str, data: bytes) -> bytes:
    """Send raw bytes and return what comes back until the server closes or pauses."""
    address = urlsplit(url)
    with socket.create_connection((str(address.hostname), int(address.port or 80)), timeout=20) as connection:
        connection.sendall(data)
        received = b""
        while b"\r\n\r\n" not in received:
            piece = connection.recv(4096)
            if not piece:
                break
            received += piece
        return received


@pytest.mark.parametrize(
    ("request_line", "statuses"),
    [
        (b"GET /static/../app.py HTTP/1.1", (b"404", b"400")),
        (b"GET /static/%2e%2e/app.py HTTP/1.1", (b"404", b"400")),
        (b"GET /static/..%5c..%5capp.py HTTP/1.1", (b"404", b"400")),
        (b"GET /static/%00assay.css HTTP/1.1", (b"404",)),
        (b"GET //etc/passwd HTTP/1.1", (b"404",)),
        (b"GET /%ff%fe HTTP/1.1", (b"404",)),
        (b"GET /sparql?query=%ff HTTP/1.1", (b"400",)),
        (b"GET /api/v1/claims?entity=%ff HTTP/1.1", (b"404", b"400")),
        (b"GET /api/v1/claims/../../sparql HTTP/1.1", (b"404",)),
        (b"BREW /sparql HTTP/1.1", (b"405",)),
        (b"nonsense", (b"400",)),
    ],
)
def test_tricks_in_the_request_line_get_a_clean_refusal(
    live: str, request_line: bytes, statuses: tuple[bytes, ...]
) -> None:
    received = talk(live, request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received.split(b" ", 2)[1] in statuses


def test_bodies_that_are_too_large_are_refused(live: str) -> None:
    large = b"x" * (300 * 1024)
    assert httpx2.post(f"{live}/sparql", content=large, headers=SELECT_TYPE).status_code == 413
    pieces = (large[i : i + 1000] for i in range(0, len(large), 1000))
    assert httpx2.post(f"{live}/sparql", content=pieces, headers=SELECT_TYPE).status_code == 413


def test_a_body_that_comes_too_slowly_is_refused(live: str) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK"
    assert talk(live, head).split(b" ", 2)[1] == b"408"


@pytest.mark.parametrize(
    "query", ["(" * 20000, "SELECT * " + "{" * 5000 + "}" * 5000, "ASK {" + "?s ?p ?o ." * 9000 + "}"]
)
def test_deep_and_long_queries_harm_nobody(live: str, query: str) -> None:
    assert ask(live, query).status_code in (200, 400, 503)
    assert ask(live, COUNT).status_code == 200


def test_no_query_reaches_another_server(live: str) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.5)
    place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    queries = [
        f"SELECT * {{ SERVICE <{place}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE <{place}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 1e5service silent<{place}>{{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND(<{place}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{place}> {{ ?s ?p ?o }}",
        f"ASKFROM <{place}> {{ ?s ?p ?o }}",
        f"LOAD <{place}>",
    ]
    with listener:
        for query in queries:
            assert ask(live, query).status_code in (400, 403)
        assert httpx2.get(f"{live}/sparql", params={"query": COUNT, "default-graph-uri": place}).status_code == 403
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_new_state_is_served_without_a_failed_request(built_store: EmbeddedStore, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(built_store.folder, folder)
    store = EmbeddedStore(folder)
    layer = NamedNode(graph("test"))
    query = "SELECT (COUNT(*) AS ?n) { GRAPH graph:test { ?s ?p ?o } }"
    statuses: list[int] = []
    is_over = threading.Event()

    def keep_asking() -> None:
        while not is_over.is_set():
            statuses.append(ask(url, COUNT).status_code)

    def count() -> int:
        return int(ask(url, query).json()["results"]["bindings"][0]["n"]["value"])

    with assay_serve(folder, query_workers="2", requests_per_minute="100000") as url, ThreadPoolExecutor(2) as clients:
        asking = [clients.submit(keep_asking) for _ in range(2)]
        try:
            for number in (1, 2, 3):
                with store.writer() as writer:
                    writer.insert([Quad(layer, layer, Literal(number), layer)])
                    writer.commit()
                deadline = time.monotonic() + PATIENCE_S
                while count() != number and time.monotonic() < deadline:
                    time.sleep(0.1)
                assert count() == number
        finally:
            is_over.set()
        for one in asking:
            one.result()
    assert len(statuses) > 10
    assert set(statuses) == {200}
