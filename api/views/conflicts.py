"""Where claims disagree, which measures answer which, and why a statement holds."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from api.asking import ConflictsAsking, ExplanationAsking, LadderAsking
from api.cursors import decode_cursor, encode_cursor
from api.forms import CSV
from api.presenting import conflict_json, explanation_json, ladder_json
from api.snapshot import Snapshot
from api.views.rendering import Rendered, flattened, to_csv, to_json
from kg import iris
from kg.conflicts.stored import load_conflicts
from kg.errors import UnknownTermError
from kg.explaining import explain
from kg.ladder import build_ladder
from kg.rdf import text_of

COLUMNS = ("id", "kind", "severity", "topic", "sides", "explanation", "settled_by")


def list_conflicts(snapshot: Snapshot, media_type: str, asked: ConflictsAsking) -> Rendered:
    """List conflicts by kind, severity and topic."""
    found = snapshot.conflicts
    if asked.entity:
        found = load_conflicts(snapshot.reader, entities=snapshot.vocabulary.resolve_all(asked.entity))
    kept = [one for one in found if asked.kind in (None, one.kind) and asked.severity in (None, one.severity)]
    if asked.cursor:
        last = str(decode_cursor(asked.cursor, (str,))[0])
        ids = [one.id for one in kept]
        if last not in ids:
            raise UnknownTermError("part of this list", asked.cursor)
        kept = kept[ids.index(last) + 1 :]
    shown = kept[: asked.limit]
    after = encode_cursor(shown[-1].id) if len(kept) > asked.limit else None
    items = [conflict_json(one) for one in shown]
    if media_type == CSV:
        return Rendered(to_csv(COLUMNS, (flattened(item, COLUMNS) for item in items)), after)
    return Rendered(to_json({"items": items, "next": after}), after)


def one_conflict(snapshot: Snapshot, media_type: str, conflict_id: str) -> Rendered:
    """Return one conflict; raise UnknownTermError."""
    for one in snapshot.conflicts:
        if one.id == conflict_id:
            return Rendered(to_json(conflict_json(one)))
    raise UnknownTermError("conflict", conflict_id)


def ladder(snapshot: Snapshot, media_type: str, asked: LadderAsking) -> Rendered:
    """Return the ladder of measures."""
    entity = snapshot.vocabulary.resolve(asked.entity) if asked.entity else None
    found = build_ladder(snapshot.ground, entity, direction=asked.direction, strict=asked.strict)
    return Rendered(to_json(ladder_json(found, snapshot.vocabulary)))


def explanation(snapshot: Snapshot, media_type: str, asked: ExplanationAsking) -> Rendered:
    """Explain why a statement holds; raise UnknownTermError for one that does not."""
    vocabulary = snapshot.vocabulary
    triple = Triple(
        NamedNode(vocabulary.resolve(asked.subject)),
        NamedNode(vocabulary.resolve_predicate(asked.predicate)),
        NamedNode(vocabulary.resolve(asked.object)),
    )
    found = explain(snapshot.ground, snapshot.reader, triple)
    if found is None:
        raise UnknownTermError("statement that holds", " ".join(iris.compact(text_of(term)) for term in triple))
    return Rendered(to_json(explanation_json(found)))
