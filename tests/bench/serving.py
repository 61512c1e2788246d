"""What the service costs beside `oxigraph serve`: the same data, queries and client, in one run."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph

from ingest.pipeline import build
from ingest.preparing import prepare, read_background
from ingest.reading import default_sources
from kg.iris import PREFIXES
from kg.rdf import claim_quads
from kg.stores.embedded import EmbeddedStore
from tests.api.live import assay_serve
from tests.bench.growth import grow_claims
from tests.servers import oxigraph

FACTOR = 20
LOOKUPS = 300
LARGE_REPEATS = 5
NEIGHBOUR_LOOKUPS = 150
RUNAWAY_S = 15.0
SETTLING_S = 10.0
CHUNK_BYTES = 1 << 16
_DECLARED = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in ("kg", "country"))
LOOKUP = _DECLARED + "SELECT ?c ?q { ?p kg:subject country:china . ?c kg:asserts ?p ; kg:quote ?q } LIMIT 10"
LARGE = _DECLARED + "SELECT ?c ?p ?s ?q { ?c kg:asserts ?p ; kg:quote ?q . ?p kg:subject ?s . ?c ?any ?o }"
GRAPH = _DECLARED + "CONSTRUCT { ?c ?p ?o } { ?c a kg:Claim ; ?p ?o }"
LARGE_ANSWERS = (("rows", LARGE, "application/sparql-results+json"), ("graph", GRAPH, "application/n-triples"))
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"


class Client:
    """One connection to a SPARQL endpoint, kept open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self._connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=300)

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> int:
        """Return the number of bytes of the answer; raise when it is no success."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        self._connection.request("POST", self._path, body=query, headers=headers)
        response = self._connection.getresponse()
        size = 0
        while piece := response.read(CHUNK_BYTES):
            size += len(piece)
        if response.status != 200:
            raise RuntimeError(f"{response.status} from {self._path}")
        return size


def _times_ms(work: Callable[[], object], repeats: int) -> list[float]:
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def _percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.2f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.2f} ms"


def _grown(folder: Path) -> tuple[EmbeddedStore, Path]:
    """Build a store with FACTOR times the claims, and the same database alone for the other server."""
    store = EmbeddedStore(folder / "store")
    build(store, default_sources(), lambda step: None)
    prepared, _ = prepare(default_sources(), read_background(), lambda step: None)
    claims = [claim for one in prepared for claim in one.source.claims]
    with store.writer() as writer:
        writer.insert(quad for claim in grow_claims(claims, FACTOR) for quad in claim_quads(claim))
        writer.commit()
    current = store.current()
    assert current is not None
    pyoxigraph.Store.read_only(str(current)).backup(str(folder / "database"))
    return store, folder / "database"


def _measure(name: str, url: str) -> dict[str, float]:
    client = Client(url)
    lookups = _times_ms(lambda: client.ask(LOOKUP), LOOKUPS)
    print(f"{name}, small lookup: {_percentiles(lookups)}, {1000 / statistics.mean(lookups):.0f} a second")
    figures = {"lookup": statistics.median(lookups)}
    for label, query, accept in LARGE_ANSWERS:
        size = client.ask(query, accept)
        spent = statistics.median(_times_ms(lambda q=query, a=accept: client.ask(q, a), LARGE_REPEATS))  # type: ignore[misc]
        figures[label] = size / spent / 1000
        print(f"{name}, large {label}: {size / 1e6:.1f} MB in {spent:.0f} ms, {figures[label]:.1f} MB/s")
    return figures


def _beside_runaway(name: str, url: str) -> None:
    client = Client(url)
    alone = _times_ms(lambda: client.ask(LOOKUP), NEIGHBOUR_LOOKUPS)
    is_over = threading.Event()

    def run_away() -> None:
        try:
            Client(url).ask(RUNAWAY)
        except (RuntimeError, OSError, http.client.HTTPException):
            is_over.set()

    threading.Thread(target=run_away, daemon=True).start()
    time.sleep(0.5)
    times: list[float] = []
    start = time.perf_counter()
    while time.perf_counter() - start < RUNAWAY_S and len(times) < NEIGHBOUR_LOOKUPS:
        began = time.perf_counter()
        client.ask(LOOKUP)
        times.append((time.perf_counter() - began) * 1000)
    print(f"{name}, lookups alone: {_percentiles(alone)}; beside a runaway query: {_percentiles(times)}")
    is_over.wait(RUNAWAY_S)
    print(f"{name}, the runaway query was {'stopped' if is_over.is_set() else f'still running after {RUNAWAY_S:g} s'}")


def run() -> None:
    """Print throughput and latency of both servers, their ratios, and what a runaway query does to its neighbours."""
    with tempfile.TemporaryDirectory() as name:
        store, database = _grown(Path(name))
        limits = {"requests_per_minute": "10000000", "query_timeout_s": "10", "query_workers": "2"}
        with assay_serve(store.folder, **limits) as ours, oxigraph(database, command="serve-read-only") as theirs:
            time.sleep(SETTLING_S)
            endpoints = {"assay": f"{ours}/sparql", "oxigraph": f"{theirs}/query?union-default-graph"}
            figures = {label: _measure(label, url) for label, url in endpoints.items()}
            us, them = figures["assay"], figures["oxigraph"]
            for label in ("rows", "graph"):
                print(f"large {label}: {us[label] / them[label]:.2f} times the throughput of oxigraph serve")
            print(f"small lookup: {us['lookup'] - them['lookup']:+.2f} ms beside oxigraph serve")
            for label, url in endpoints.items():
                _beside_runaway(label, url)
