"""Writing by hand: SPARQL updates and whole layers, through the same gate of shapes as ingestion, with an audit trail.

The documents and their annotations stay the truth: a build makes a layer that was written by hand anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple

from kg import iris
from kg.errors import InvalidInputError, QueryRefusedError, ShapeViolationError
from kg.model import content_id
from kg.rdf import HISTORY, ONTOLOGY, REFERENCE, hash_quads, written_quads
from kg.recording import layer_hashes
from kg.sparql import check_update, syntax_error
from kg.stores.base import Store, Writer
from kg.validation import shape_files, validate_change


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the id and name of a key."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did to the graph."""

    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def run_update(store: Store, update: str, author: Author, ontology: Path) -> Change:
    """Carry out a SPARQL update; raise QuerySyntaxError, QueryRefusedError or ShapeViolationError."""
    check_update(update)

    def change(after: pyoxigraph.Store) -> None:
        try:
            after.update(update, prefixes=iris.PREFIXES)
        except SyntaxError as error:
            raise syntax_error(update, str(error.msg)) from error

    return _write(store, change, update.encode(), f"SPARQL update by {author.name} ({author.key})", ontology)


def write_layer(
    store: Store, layer: NamedNode, triples: Sequence[Triple], author: Author, ontology: Path, *, keep: bool
) -> Change:
    """Replace a layer (no triples: remove it), or add to it if `keep` is set (Graph Store HTTP Protocol)."""

    def change(after: pyoxigraph.Store) -> None:
        if not keep:
            after.remove_graph(layer)
        after.bulk_extend(Quad(t.subject, t.predicate, t.object, layer) for t in triples)

    what = "Addition to" if keep else "Replacement of" if triples else "Removal of"
    label = f"{what} {iris.compact(layer.value)} by {author.name} ({author.key})"
    return _write(store, change, "\n".join(map(str, triples)).encode(), label, ontology)


def parse_triples(data: bytes, media_type: str) -> tuple[Triple, ...]:
    """Read triples in any RDF syntax; raise InvalidInputError with the line of a mistake."""
    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise InvalidInputError("body", "an RDF syntax", media_type or "no media type")
    try:
        parsed = pyoxigraph.parse(data, form, without_named_graphs=True, rename_blank_nodes=True)
        return tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in parsed)
    except (SyntaxError, ValueError) as error:
        where = f"body, line {getattr(error, 'lineno', None) or 1}"
        raise InvalidInputError(where, form.name, str(getattr(error, "msg", error))) from error


def _write(store: Store, change: Callable[[pyoxigraph.Store], None], body: bytes, label: str, ontology: Path) -> Change:
    with store.writer() as writer:
        before = frozenset(writer.reader.quads())
        after = pyoxigraph.Store()
        after.bulk_extend(before)
        change(after)
        now = frozenset(after)
        done = Change(tuple(sorted(now - before, key=str)), tuple(sorted(before - now, key=str)))
        if done:
            _check_layers(done)
            _gate(after, done, ontology)
            writer.remove(done.removed)
            writer.insert(done.added)
            _record(writer, done, body, label)
            writer.commit()
        return done


def _check_layers(change: Change) -> None:
    for quad in (*change.added, *change.removed):
        layer = quad.graph_name
        if not isinstance(layer, NamedNode) or not layer.value.startswith(iris.GRAPH):
            raise QueryRefusedError("a write outside the layers", f"graphs are named {iris.GRAPH}…")
        if layer == HISTORY:
            raise QueryRefusedError("a write to graph:history", "the audit trail is written by the store alone")


def _gate(after: pyoxigraph.Store, change: Change, ontology: Path) -> None:
    """Validate every node that changed or points at one that lost something; what they point at is background."""
    touched = {quad.subject for quad in (*change.added, *change.removed)}
    poorer = {quad.subject for quad in change.removed}
    pointing = {quad.subject for node in poorer for quad in after.quads_for_pattern(None, None, node)}
    checked = _quads_of(after, touched | pointing)
    near = {quad.object for quad in checked if isinstance(quad.object, NamedNode | BlankNode)}
    far = {q.object for q in _quads_of(after, near) if isinstance(q.object, NamedNode | BlankNode)}
    background = [*_quads_of(after, near | far)]
    for layer in (ONTOLOGY, REFERENCE):
        background += after.quads_for_pattern(None, None, None, layer)
    report = validate_change(checked, background, shape_files(ontology))
    if not report.conforms:
        raise ShapeViolationError("the change", [str(finding) for finding in report.of_severity("Violation")])


def _quads_of(graph: pyoxigraph.Store, subjects: Iterable[object]) -> list[Quad]:
    nodes = [subject for subject in subjects if isinstance(subject, NamedNode | BlankNode)]
    return [quad for node in nodes for quad in graph.quads_for_pattern(node, None, None)]


def _record(writer: Writer, change: Change, body: bytes, label: str) -> None:
    """Note the write in the history, and forget what the layers it touched were made from, for the next build."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    sha256 = hashlib.sha256(body).hexdigest()
    note = f"{len(change.added)} quads added, {len(change.removed)} removed"
    run = iris.mint("run", f"write-{content_id(at, sha256)}")
    writer.insert(written_quads(run, label, note, at, sha256))
    layers = {quad.graph_name for quad in (*change.added, *change.removed)}
    shared = any(layer not in (ONTOLOGY, REFERENCE) for layer in layers)
    for layer, made_from in layer_hashes(writer.reader).items():
        is_document = layer.startswith(iris.graph("documents/"))
        if NamedNode(layer) in layers or (shared and is_document):
            writer.remove(hash_quads(NamedNode(layer), made_from))
