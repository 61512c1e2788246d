"""A SPARQL server that is down, slow, read-only, full or closed to us says so in plain words."""

from __future__ import annotations

import base64
import http.client
import io
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.catalogue import open_store
from kg.errors import InvalidInputError, StoreError, StoreLockedError, StoreUnavailableError
from kg.iris import graph
from kg.settings import Settings
from kg.sparql import with_prefixes
from kg.stores import endpoint as endpoints
from kg.stores import remote_writer
from kg.stores.endpoint import Address
from kg.stores.lease import LEASE, LEASE_TIME
from kg.stores.remote import RemoteStore
from tests.servers import free_port, oxigraph

ONE = NamedNode(graph("one"))
LONG_QUERY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f && ?i != ?l) }"


class Gateway:
    """An HTTP gateway before a server, as sites put one there: it passes on, and refuses what it is told to refuse."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream.removeprefix("http://")
        self.credentials = ""
        self.most_bytes = 1 << 30
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.cut_at: int | None = None
        self.seen: list[str] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                gateway.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["content-length"]))
        self.seen.append(request.path)
        if self.credentials and request.headers.get("authorization") != self.credentials:
            return self.send(request, 401, {"WWW-Authenticate": 'Basic realm="x"'}, b"who are you?")
        if len(body) > self.most_bytes:
            return self.send(request, 413, {}, b"too large")
        if self.answers:
            return self.send(request, *self.answers.pop(0))
        upstream = http.client.HTTPConnection(self.upstream)
        headers = {k: v for k, v in request.headers.items() if k.lower() in ("content-type", "accept")}
        upstream.request("POST", request.path, body, headers)
        response = upstream.getresponse()
        return self.send(
            request, response.status, {"Content-Type": response.headers.get("content-type", "")}, response.read()
        )

    def send(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body if self.cut_at is None else body[: self.cut_at])
        if self.cut_at is not None:
            request.wfile.flush()
            request.connection.shutdown(socket.SHUT_RDWR)
            request.close_connection = True


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with oxigraph(tmp_path / "server") as address:
        yield address


@pytest.fixture
def gateway(url: str) -> Iterator[Gateway]:
    opened = Gateway(url)
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


def store_at(url: str, **settings: str | float) -> RemoteStore:
    store = open_store(Settings(url, **settings))  # type: ignore[arg-type]
    assert isinstance(store, RemoteStore)
    return store


def write(store: RemoteStore, *values: str) -> None:
    with store.writer() as writer:
        writer.insert(Quad(ONE, ONE, Literal(value), ONE) for value in values)
        writer.commit()


def count(store: RemoteStore) -> int:
    return len(list(store.reader().quads()))


ADDRESSES = [
    ("http://localhost:7878", "http://localhost:7878/query", "http://localhost:7878/update"),
    ("http://localhost:7878/", "http://localhost:7878/query", "http://localhost:7878/update"),
    ("https://a.org/x/query", "https://a.org/x/query", "https://a.org/x/update"),
    (
        "https://a.org/repositories/kg",
        "https://a.org/repositories/kg",
        "https://a.org/repositories/kg/statements",
    ),
    ("https://a.org:8182/sparql", "https://a.org:8182/sparql", "https://a.org:8182/sparql"),
]


@pytest.mark.parametrize(("url_given", "query", "update"), ADDRESSES)
def test_the_update_url_follows_from_the_query_url(url_given: str, query: str, update: str) -> None:
    address = Address.of(url_given)
    assert (address.query, address.update) == (query, update)


def test_credentials_in_the_url_are_used_and_never_shown() -> None:
    address = Address.of("https://me:s%40crt@a.org/query")
    assert (address.user, address.password, address.query) == ("me", "s@crt", "https://a.org/query")
    assert "s@crt" not in repr(address)
    assert "hidden" not in repr(Settings("https://a.org/query", store_password="hidden", store_token="hidden"))


def test_settings_come_from_the_environment() -> None:
    names = ("ASSAY_STORE", "ASSAY_STORE_UPDATE", "ASSAY_STORE_USER", "ASSAY_STORE_PASSWORD", "ASSAY_STORE_TOKEN")
    values = ("https://a.org/sparql", "https://a.org/u", "x", "y", "z")
    settings = Settings.from_environment(dict(zip(names, values, strict=True)))
    assert settings == Settings(values[0], settings.query_timeout_s, *values[1:])


@pytest.mark.parametrize("bad", ["http://", "https:///query"])
def test_a_url_without_a_host_is_refused(bad: str) -> None:
    with pytest.raises(InvalidInputError, match="ASSAY_STORE"):
        open_store(Settings(bad))


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    assert with_prefixes("SELECT * { ?s a ?o # kg:x\n }") == "SELECT * { ?s a ?o # kg:x\n }"
    declared = "PREFIX kg: <https://example.org/> SELECT * { ?s kg:p 'skos:x' }"
    assert with_prefixes(declared) == declared
    assert with_prefixes("ASK { ?s skos:broader ?o }").startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>")


def test_a_server_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "BACKOFF_S", (0.0,))
    store = store_at(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnavailableError, match=r"no answer .*refused"):
        store.reader()
    with pytest.raises(StoreUnavailableError, match="no answer"):
        store.writer()


def test_a_server_that_is_slow(url: str) -> None:
    write(store_at(url), *map(str, range(300)))
    reader = store_at(url, query_timeout_s=0.5).reader()
    with pytest.raises(StoreUnavailableError, match="no answer in time to the query"):
        list(reader.select(LONG_QUERY).rows)


def test_a_server_with_a_time_limit_of_its_own(tmp_path: Path) -> None:
    with oxigraph(tmp_path / "server", "--timeout-s", "1") as url:
        store = store_at(url)
        write(store, *map(str, range(300)))
        with pytest.raises(StoreUnavailableError):
            list(store.reader().select(LONG_QUERY).rows)


def test_a_server_that_is_read_only(tmp_path: Path) -> None:
    with oxigraph(tmp_path / "server") as url:
        write(store_at(url), "one")
    with oxigraph(tmp_path / "server", command="serve-read-only") as url:
        store = store_at(url)
        assert count(store) == 1
        with pytest.raises(StoreUnavailableError, match="takes no updates: it is read-only"):
            store.writer()


def test_a_server_without_space(gateway: Gateway) -> None:
    store = store_at(gateway.url)
    write(store, "one")
    with store.writer() as writer:
        writer.insert([Quad(ONE, ONE, Literal("two"), ONE)])
        gateway.answers = [(200, {"Content-Type": "application/sparql-results+json"}, NO_GRAPHS)] * 2
        gateway.answers += [(500, {}, b"IO error: No space left on device: While appending to file")]
        with pytest.raises(StoreUnavailableError, match="out of space"):
            writer.commit()
    assert count(store) == 1


NO_GRAPHS = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'


def test_a_server_that_wants_credentials(gateway: Gateway) -> None:
    gateway.credentials = "Basic " + base64.b64encode(b"me:secret").decode()
    with pytest.raises(StoreUnavailableError, match="wants credentials; set ASSAY_STORE_USER"):
        store_at(gateway.url).reader()
    with pytest.raises(StoreUnavailableError, match="refuses the credentials") as caught:
        store_at(gateway.url, store_user="me", store_password="guess").reader()
    assert "guess" not in str(caught.value)
    store = store_at(gateway.url, store_user="me", store_password="secret")
    write(store, "one")
    assert count(store) == 1
    gateway.credentials = "Bearer t0ken"
    assert count(store_at(gateway.url, store_token="t0ken")) == 1


def test_a_url_that_is_no_sparql_endpoint(url: str) -> None:
    with pytest.raises(StoreUnavailableError, match=r"answered (404|405)|not with SPARQL"):
        store_at(f"{url}/nothing").reader()


def test_reads_are_tried_again_and_updates_are_not(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "BACKOFF_S", (0.0, 0.0))
    store = store_at(gateway.url)
    write(store, "one")
    reader = store.reader()
    gateway.answers = [(503, {"Retry-After": "0"}, b"busy")] * 2
    assert reader.ask("ASK { ?s ?p ?o }")
    gateway.answers = [(503, {}, b"busy")] * 3
    with pytest.raises(StoreUnavailableError, match="503 busy"):
        reader.ask("ASK { ?s ?p ?o }")
    gateway.answers = [(503, {}, b"busy")]
    with pytest.raises(StoreUnavailableError, match="503 busy"):
        store.endpoint.update("INSERT DATA { GRAPH <g:g> { <a:a> <a:a> 1 } }")
    assert gateway.answers == []


def test_an_answer_that_breaks_off_is_no_answer(gateway: Gateway) -> None:
    store = store_at(gateway.url)
    write(store, *map(str, range(100)))
    reader = store.reader()
    gateway.cut_at = 2000
    with pytest.raises(StoreUnavailableError, match="broke off"):
        list(reader.select("SELECT * { ?s ?p ?o }").rows)
    with pytest.raises(StoreUnavailableError, match="broke off"):
        list(reader.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))


def test_an_answer_that_the_server_cut_is_no_answer(gateway: Gateway) -> None:
    store = store_at(gateway.url)
    write(store, "one")
    reader = store.reader()
    body = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}}]}}'
    kind = {"Content-Type": "application/sparql-results+json"}
    gateway.answers = [(200, {**kind, "X-SPARQL-MaxRows": "1"}, body), (200, {**kind, "X-SQL-State": "S1TAT"}, body)]
    with pytest.raises(StoreUnavailableError, match="cuts answers at 1 rows"):
        list(reader.select("SELECT ?a { ?s ?p ?a }").rows)
    with pytest.raises(StoreUnavailableError, match="partial"):
        list(reader.select("SELECT ?a { ?s ?p ?a }").rows)
    gateway.answers = [(200, {**kind, "X-SPARQL-MaxRows": "1"}, body), (200, {**kind, "X-SPARQL-MaxRows": "2"}, body)]
    output = io.BytesIO()
    with pytest.raises(StoreUnavailableError, match="cuts answers at 1 rows"):
        reader.write_answer("SELECT ?a { ?s ?p ?a }", "text/csv", output)
    assert output.getvalue() == b""
    reader.write_answer("SELECT ?a { ?s ?p ?a }", "text/csv", output)
    assert output.getvalue().split() == [b"a", b"1"]


def test_a_gateway_that_takes_small_requests_only(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_writer, "SMALLER_REQUESTS", (20_000, 1_000))
    gateway.most_bytes = 10_000
    store = store_at(gateway.url)
    write(store, *(f"value {number}" for number in range(300)))
    assert count(store) == 300
    assert store.layers().with_others is False
    gateway.most_bytes = 500
    with pytest.raises(StoreUnavailableError, match="takes no request of"):
        write(store, *(f"other {number}" for number in range(300)))
    gateway.most_bytes = 10_000
    assert count(store) == 300


def test_a_failure_while_staging_leaves_the_last_good_state(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_writer, "MAX_REQUEST_BYTES", 1000)
    monkeypatch.setattr(remote_writer, "SMALLER_REQUESTS", (1000,))
    store = store_at(gateway.url)
    write(store, "one")
    with store.writer() as writer:
        writer.clear(ONE)
        writer.insert(Quad(ONE, ONE, Literal(f"value {number}"), ONE) for number in range(100))
        sent = len(gateway.seen)
        monkeypatch.setattr(gateway, "answer", failing_after(gateway, sent + 6))
        with pytest.raises(StoreError):
            writer.commit()
        monkeypatch.undo()
    assert {str(quad.object) for quad in store_at(gateway.url).reader().quads()} == {'"one"'}
    assert len(list(store_at(gateway.url).reader().select("SELECT * { ?s ?p ?o }").rows)) == 1
    write(store_at(gateway.url), "two")
    assert not [name for name in store.graph_names() if "/staging/" in name]


def failing_after(gateway: Gateway, requests: int) -> Callable[[BaseHTTPRequestHandler], None]:
    answer = gateway.answer

    def failing(request: BaseHTTPRequestHandler) -> None:
        if len(gateway.seen) >= requests:
            gateway.answers = [(500, {}, b"broken")]
        answer(request)

    return failing


def test_a_lease_of_another_machine_holds_until_its_end(url: str) -> None:
    store = store_at(url)
    held = f"{LEASE}elsewhere/1/29990101T000000Z/x"
    store.endpoint.update(f"INSERT DATA {{ GRAPH <{held}> {{ <{LEASE}> <{held}> 1 }} }}")
    with pytest.raises(StoreLockedError, match="process 1 on elsewhere, at most until 2999-01-01"):
        store.writer()
    store.endpoint.update(f"DROP GRAPH <{held}>")
    ended = held.replace("2999", "1999")
    store.endpoint.update(f"INSERT DATA {{ GRAPH <{ended}> {{ <{LEASE}> <{ended}> 1 }} }}")
    write(store, "one")
    assert store.graph_names() == (ONE.value,)
    assert LEASE_TIME.total_seconds() > 0


def test_a_writer_that_lost_its_lease_writes_nothing(url: str) -> None:
    store = store_at(url)
    write(store, "one")
    with store.writer() as writer:
        writer.insert([Quad(ONE, ONE, Literal("two"), ONE)])
        held = f"{LEASE}elsewhere/1/29990101T000000Z/x"
        store.endpoint.update(f"INSERT DATA {{ GRAPH <{held}> {{ <{LEASE}> <{held}> 1 }} }}")
        with pytest.raises(StoreLockedError, match="elsewhere"):
            writer.commit()
    assert count(store) == 1
