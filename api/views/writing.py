"""Change the store, for those who may."""

from __future__ import annotations

from pyoxigraph import NamedNode

from api.snapshot import Snapshot
from kg.catalogue import open_store
from kg.data import data_folder
from kg.settings import Settings
from kg.writing import Author, Change, parse_triples, run_update, write_layer


def update(snapshot: Snapshot, settings: Settings, text: str, author: Author) -> dict[str, int]:
    """Carry out a SPARQL update; return how many quads it added and removed."""
    return _counts(run_update(open_store(settings), text, author, data_folder("ontology")))


def put_layer(
    snapshot: Snapshot, settings: Settings, layer: str, body: bytes, media_type: str, author: Author, keep: bool
) -> dict[str, int]:
    """Replace a layer by the triples of a body, or add them to it."""
    triples = parse_triples(body, media_type)
    store = open_store(settings)
    return _counts(write_layer(store, NamedNode(layer), triples, author, data_folder("ontology"), keep=keep))


def delete_layer(snapshot: Snapshot, settings: Settings, layer: str, author: Author) -> dict[str, int]:
    """Remove a layer."""
    return _counts(write_layer(open_store(settings), NamedNode(layer), (), author, data_folder("ontology"), keep=False))


def has_layer(snapshot: Snapshot, layer: str) -> bool:
    """Tell whether a layer holds anything."""
    return snapshot.reader.ask(f"ASK {{ GRAPH {NamedNode(layer)} {{ ?s ?p ?o }} }}")


def _counts(change: Change) -> dict[str, int]:
    return {"added": len(change.added), "removed": len(change.removed)}
