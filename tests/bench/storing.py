"""What a build and typical questions cost at 1, 10 and 100 times the claims of the two documents."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from ingest.pipeline import build, canonical_sha256
from ingest.preparing import prepare, read_background
from ingest.reading import default_sources
from kg.rdf import claim_quads, document_quads
from kg.stores.embedded import EmbeddedStore, OxigraphReader
from kg.validation import shape_files, validate_all
from tests.bench.growth import grow_claims

FACTORS = (1, 10, 100)
REPEATS = 9
QUERIES = {
    "retaliation": "SELECT ?a ?b { ?p kg:predicate kg:retaliatesAgainst ; kg:subject ?a ; kg:object ?b }",
    "claims per document": "SELECT ?d (COUNT(?c) AS ?n) { ?c kg:statedIn ?d } GROUP BY ?d",
    "claims about China": "SELECT ?c { ?p kg:subject country:china . ?c kg:asserts ?p } LIMIT 50",
}


def median_ms(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median time of a piece of work in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def run() -> None:
    """Print what building, rebuilding, validating and asking cost."""
    ground = read_background()
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder))
        start = time.perf_counter()
        build(store, default_sources(), lambda step: None, ground)
        first = time.perf_counter() - start
        start = time.perf_counter()
        build(store, default_sources(), lambda step: None, ground)
        print(f"build {first:.2f} s; again, unchanged, {time.perf_counter() - start:.2f} s")
        quads = list(store.reader().quads())
    start = time.perf_counter()
    validate_all(quads, shape_files(ground.folder))
    print(f"native SHACL over {len(quads)} quads {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    canonical_sha256(quads)
    print(f"RDFC-1.0 hash {time.perf_counter() - start:.2f} s")
    _growth()


def _growth() -> None:
    prepared, _ = prepare(default_sources(), read_background(), lambda step: None)
    claims = [claim for one in prepared for claim in one.source.claims]
    passages = [quad for one in prepared for quad in document_quads(one.source)]
    base: dict[str, float] = {}
    for factor in FACTORS:
        database = pyoxigraph.Store()
        database.bulk_extend(
            [*passages, *(quad for claim in grow_claims(claims, factor) for quad in claim_quads(claim))]
        )
        reader = OxigraphReader(database, "bench")
        for name, query in QUERIES.items():
            spent = median_ms(lambda query=query, reader=reader: list(reader.select(query).rows))  # type: ignore[misc]
            base.setdefault(name, spent)
            print(f"{name}, {factor * len(claims)} claims: {spent:.2f} ms ({spent / base[name]:.1f} times the first)")
