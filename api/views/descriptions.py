"""What the endpoint and the dataset say of themselves, in RDF."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from api.snapshot import Snapshot
from api.views.rendering import Rendered, to_rdf
from kg import iris
from kg.sparql import values_block, with_prefixes

FOLDER = Path(__file__).parent.parent / "descriptions"
_ENDPOINT = "VALUES ?endpoint { UNDEF }"
_NO_QUERY = "(UNDEF UNDEF UNDEF UNDEF UNDEF)"


def describe_service(snapshot: Snapshot, media_type: str, endpoint: str) -> Rendered:
    """Return the SPARQL service description."""
    return _construct(snapshot, "service", media_type, endpoint)


def describe_dataset(snapshot: Snapshot, media_type: str, endpoint: str) -> Rendered:
    """Return the VoID description."""
    return _construct(snapshot, "void", media_type, endpoint)


def describe_queries(snapshot: Snapshot, media_type: str, endpoint: str) -> Rendered:
    """Return the questions as SHACL SPARQL executables, with their prefixes declared."""
    root = endpoint.removesuffix("/sparql")
    rows = [
        (
            NamedNode(f"{iris.BASE}queries/{one.name}"), Literal(one.name), Literal(one.question, language="en"),
            Literal(with_prefixes(one.sparql.strip())), NamedNode(f"{root}/api/v1/questions/{one.name}"),
        )
        for one in snapshot.questions.by_name.values()
    ]  # fmt: skip
    listed = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return _construct(snapshot, "queries", media_type, endpoint, listed)


def _construct(snapshot: Snapshot, name: str, media_type: str, endpoint: str, rows: str = _NO_QUERY) -> Rendered:
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    query = query.replace(_ENDPOINT, values_block("endpoint", (NamedNode(endpoint),))).replace(_NO_QUERY, rows)
    return Rendered(to_rdf(sorted(snapshot.reader.construct(query), key=str), media_type))
