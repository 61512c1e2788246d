"""Search by words: claims, entities and passages."""

from __future__ import annotations

from api.asking import SearchAsking
from api.snapshot import Snapshot
from api.views.claims import claims_json
from api.views.entities import present_entity
from api.views.rendering import Json, Rendered, to_json
from kg import iris
from kg.claims import load_claims
from kg.model import Iri
from kg.search import WORD
from kg.vocabulary import Entity


def search(snapshot: Snapshot, media_type: str, asked: SearchAsking) -> Rendered:
    """Return what has the words asked for, best first: any of them, or every one."""
    hits = snapshot.index.search(asked.q, asked.limit, every_word=asked.every_word)
    claims = [iris.mint("claim", hit.key) for hit in hits]
    shown = {
        "claims": claims_json(snapshot, claims),
        "entities": [present_entity(snapshot, entity) for entity in _entities(snapshot, asked)],
        "passages": _passages(snapshot, claims),
    }
    return Rendered(to_json(shown))


def _entities(snapshot: Snapshot, asked: SearchAsking) -> list[Entity]:
    """Return entities by how many of the words their best name has, then by how short that name is."""
    words = _words(asked.q)
    ranked = []
    for entity in snapshot.vocabulary.entities.values():
        names = [(name, words & _words(name)) for name in (entity.label, *entity.names)]
        name, common = max(names, key=lambda one: (len(one[1]), -len(one[0])))
        if common and (common == words or not asked.every_word):
            ranked.append(((-len(common), len(name), entity.iri), entity))
    return [entity for _, entity in sorted(ranked, key=lambda one: one[0])[: asked.limit]]


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _passages(snapshot: Snapshot, claims: list[Iri]) -> list[Json]:
    """Return the sentences that the claims stand in, each once."""
    sentences = {claim.sentence.id: claim.sentence for claim in load_claims(snapshot.reader, claims)}
    return [
        {
            "id": iris.mint("pass", one.id), "document": one.document, "start": one.start, "end": one.end,
            "exact": one.exact,
        }
        for one in sentences.values()
    ]  # fmt: skip
