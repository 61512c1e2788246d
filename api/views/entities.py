"""Entities: lists, profiles, and the measures and facilities among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from api.asking import EntitiesAsking, Listing
from api.cursors import decode_cursor, encode_cursor
from api.presenting import entity_json
from api.snapshot import Snapshot
from api.views.claims import claims_json
from api.views.rendering import Json, Rendered, flattened, render, to_csv
from kg import iris
from kg.claims import ROLES, ClaimFilter, count_claims, find_claims
from kg.describing import claim_triples, node_triples
from kg.errors import UnknownTermError
from kg.model import Iri
from kg.vocabulary import Entity

ENTITY_COLUMNS = ("id", "curie", "label", "names", "types", "comment")
SHOWN_CLAIMS = 100
MEASURE = Iri(iris.KG + "Measure")
FACILITY = Iri(iris.KG + "Facility")
RETALIATES = "retaliatesAgainst"


def present_entity(snapshot: Snapshot, entity: Entity) -> Json:
    """Present an entity without what is said of it."""
    return {
        "id": entity.iri,
        "curie": iris.compact(entity.iri),
        "label": entity.label,
        "names": list(entity.names),
        "types": [entity_json(kind, snapshot.vocabulary) for kind in entity.types],
        "comment": entity.comment,
    }


def entity_of(snapshot: Snapshot, name: str) -> Entity:
    """Return the one entity that a name, CURIE or IRI stands for; raise UnknownTermError."""
    iri = snapshot.vocabulary.resolve(name)
    entity = snapshot.vocabulary.entities.get(iri)
    if entity is None:
        raise UnknownTermError("entity", name)
    return entity


def list_entities(snapshot: Snapshot, media_type: str, asked: EntitiesAsking) -> Rendered:
    """List entities by IRI."""
    kind = snapshot.vocabulary.resolve(asked.type) if asked.type else None
    words = asked.q.casefold() if asked.q else None

    def fits(entity: Entity) -> bool:
        is_kind = kind is None or kind in snapshot.vocabulary.classes_of(entity.iri)
        return is_kind and (words is None or any(words in name.casefold() for name in (entity.label, *entity.names)))

    return _list(snapshot, media_type, asked, fits, lambda entity: present_entity(snapshot, entity))


def list_policies(snapshot: Snapshot, media_type: str, asked: Listing) -> Rendered:
    """List measures with their retaliation in both directions."""
    return _list(
        snapshot, media_type, asked, lambda entity: _is(snapshot, entity, MEASURE), lambda e: _policy(snapshot, e)
    )


def list_facilities(snapshot: Snapshot, media_type: str, asked: Listing) -> Rendered:
    """List facilities with the claims about them."""
    return _list(
        snapshot, media_type, asked, lambda entity: _is(snapshot, entity, FACILITY), lambda e: _facility(snapshot, e)
    )


def _is(snapshot: Snapshot, entity: Entity, kind: Iri) -> bool:
    return kind in snapshot.vocabulary.classes_of(entity.iri)


def _policy(snapshot: Snapshot, entity: Entity) -> Json:
    predicate = snapshot.vocabulary.resolve_predicate(RETALIATES)

    def related(role: str, other: str) -> list[Json]:
        wanted = ClaimFilter(entities=(entity.iri,), roles=(role,), predicate=predicate)
        found: dict[str, Json] = {}
        for claim in claims_json(snapshot, find_claims(snapshot.reader, wanted)):
            measure = claim[other]
            found.setdefault(measure["id"], {"measure": measure, "claims": []})["claims"].append(claim)
        return list(found.values())

    relations = {
        "retaliates_against": related("subject", "object"),
        "retaliated_against_by": related("object", "subject"),
    }
    return present_entity(snapshot, entity) | relations


def _facility(snapshot: Snapshot, entity: Entity) -> Json:
    claims = find_claims(snapshot.reader, ClaimFilter(entities=(entity.iri,)), limit=SHOWN_CLAIMS)
    return present_entity(snapshot, entity) | {"claims": claims_json(snapshot, claims)}


def _list(
    snapshot: Snapshot,
    media_type: str,
    asked: Listing,
    fits: Callable[[Entity], bool],
    present: Callable[[Entity], Json],
) -> Rendered:
    after = str(decode_cursor(asked.cursor, (str,))[0]) if asked.cursor else ""
    entities = snapshot.vocabulary.entities
    found = [entities[iri] for iri in sorted(entities) if iri > after and fits(entities[iri])]
    shown, last = found[: asked.limit], None
    if len(found) > asked.limit:
        last = encode_cursor(shown[-1].iri)
    body = render(
        media_type,
        shown=lambda: {"items": [present(entity) for entity in shown], "next": last},
        triples=lambda: node_triples(snapshot.reader, [entity.iri for entity in shown]),
        flat=lambda: _csv([present_entity(snapshot, entity) for entity in shown]),
    )
    return Rendered(body, last)


def _csv(items: Sequence[Json]) -> bytes:
    return to_csv(ENTITY_COLUMNS, (flattened(item, ENTITY_COLUMNS) for item in items))


def entity_profile(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return an entity with all that is said about it and by it."""
    entity = entity_of(snapshot, name)
    return _profile(snapshot, media_type, entity, lambda: profile_json(snapshot, entity))


def policy_profile(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a measure with its retaliation in both directions."""
    entity = _of_kind(snapshot, name, MEASURE, "policy")
    return _profile(snapshot, media_type, entity, lambda: _policy(snapshot, entity))


def facility_profile(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a facility with the claims about it."""
    entity = _of_kind(snapshot, name, FACILITY, "facility")
    return _profile(snapshot, media_type, entity, lambda: _facility(snapshot, entity))


def _of_kind(snapshot: Snapshot, name: str, kind: Iri, said: str) -> Entity:
    entity = entity_of(snapshot, name)
    if not _is(snapshot, entity, kind):
        raise UnknownTermError(said, name)
    return entity


def profile_json(snapshot: Snapshot, entity: Entity) -> Json:
    """Present an entity with its claims by role, what is said about it and what it is said to say."""
    reader = snapshot.reader
    about = tuple(role for role in ROLES if role != "attribution")
    said_about = find_claims(reader, ClaimFilter(entities=(entity.iri,), roles=about), limit=SHOWN_CLAIMS)
    said_by = find_claims(reader, ClaimFilter(entities=(entity.iri,), roles=("attribution",)), limit=SHOWN_CLAIMS)
    counts = {role: count_claims(reader, ClaimFilter(entities=(entity.iri,), roles=(role,))) for role in ROLES}
    return present_entity(snapshot, entity) | {
        "claims_by_role": counts,
        "said_about": claims_json(snapshot, said_about),
        "said_by": claims_json(snapshot, said_by),
        "claims_url": f"/api/v1/claims?entity={quote(iris.compact(entity.iri), safe='')}",
    }


def _profile(snapshot: Snapshot, media_type: str, entity: Entity, shown: Callable[[], Json]) -> Rendered:
    claims = find_claims(snapshot.reader, ClaimFilter(entities=(entity.iri,)), limit=SHOWN_CLAIMS)
    body = render(
        media_type,
        shown=shown,
        triples=lambda: [*node_triples(snapshot.reader, [entity.iri]), *claim_triples(snapshot.reader, claims)],
        flat=lambda: _csv([present_entity(snapshot, entity)]),
    )
    return Rendered(body)
