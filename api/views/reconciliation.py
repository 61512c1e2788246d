"""Answer the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from api.presenting import Json, term_json
from api.snapshot import Snapshot
from kg import iris
from kg.claims import ClaimFilter, describe, find_claims, load_claims
from kg.errors import InvalidInputError, UnknownTermError
from kg.model import Iri
from kg.rdf import Term, text_of
from kg.reconciliation import Wanted, entity_iri, folded
from kg.sparql import values_block
from kg.vocabulary import Entity

DEFAULT_TYPES = 8
SUGGESTIONS = 10
PREVIEW_QUOTES = 2

_TYPES = """SELECT ?type ?label ?comment (COUNT(?e) AS ?n) { ?e skos:prefLabel ?name ; a ?type . ?type rdfs:label ?label
OPTIONAL { ?type rdfs:comment ?comment } } GROUP BY ?type ?label ?comment ORDER BY DESC(?n) ?label"""
_PROPERTIES = """SELECT ?property (SAMPLE(?l) AS ?label) (SAMPLE(?c) AS ?comment) (COUNT(DISTINCT ?e) AS ?n)
{ ?e skos:prefLabel ?name ; ?property ?o . %s
OPTIONAL { ?property rdfs:label ?l } OPTIONAL { ?property rdfs:comment ?c }
FILTER(STRSTARTS(STR(?property), STR(kg:)) || ?property IN (skos:altLabel, skos:exactMatch, skos:closeMatch)) }
GROUP BY ?property ORDER BY DESC(?n) ?property"""
_QUOTES = """SELECT ?e ?p ?quote ?slug { %s ?claim kg:asserts ?said ; kg:quote ?quote ; kg:statedIn/kg:slug ?slug .
?said kg:subject ?e ; kg:predicate ?p } ORDER BY ?slug ?quote"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of a batch, as the protocol names its parts."""

    query: str
    types: tuple[str, ...]
    type_strict: str
    properties: tuple[tuple[str, tuple[str, ...]], ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A type or property that can be named in a query."""

    iri: Iri
    name: str
    description: str

    def json(self) -> Json:
        shown = {"id": short_id(self.iri), "name": self.name}
        return shown | ({"description": self.description} if self.description else {})


def short_id(iri: str) -> str:
    """Return the identifier of an entity ("country/china"), or of a type or property ("Country", "skos:altLabel")."""
    for space in (iris.ID, iris.KG):
        if iri.startswith(space):
            return iri.removeprefix(space)
    return iris.compact(iri)


def _term_iri(identifier: str) -> Iri:
    """Return the IRI of a type's or property's identifier."""
    iri = iris.expand(identifier) or Iri(iris.KG + identifier)
    try:
        NamedNode(iri)
    except ValueError:
        raise InvalidInputError("type or property", "an identifier or IRI", repr(identifier)) from None
    return iri


def default_types(snapshot: Snapshot) -> list[Json]:
    """Return the types that most entities have."""
    return [{"id": short_id(one.iri), "name": one.name} for one in _types(snapshot)[:DEFAULT_TYPES]]


def reconcile(snapshot: Snapshot, batch: Mapping[str, Asked]) -> Json:
    """Answer every query of a batch under its key."""
    return {key: {"result": _candidates(snapshot, asked)} for key, asked in batch.items()}


def _candidates(snapshot: Snapshot, asked: Asked) -> list[Json]:
    wanted = Wanted(
        name=asked.query,
        types=tuple(_term_iri(kind) for kind in asked.types),
        all_types=asked.type_strict == "all",
        must_be_type=asked.type_strict != "should",
        properties=tuple((_term_iri(pid), values) for pid, values in asked.properties),
        limit=asked.limit,
    )
    return [
        _entity(snapshot, match.entity, "type")
        | {
            "score": match.score,
            "match": match.certain,
            "features": [{"id": name, "value": value} for name, value in match.features.items()],
        }
        for match in snapshot.reconciler.match(wanted)
    ]


def _entity(snapshot: Snapshot, entity: Entity, types_as: str) -> Json:
    types = [{"id": short_id(kind), "name": snapshot.vocabulary.label(kind)} for kind in entity.types]
    return {"id": short_id(entity.iri), "name": entity.label, "description": entity.comment, types_as: types}


def _types(snapshot: Snapshot) -> list[Suggestion]:
    return _suggestions(snapshot, _TYPES)


def _properties(snapshot: Snapshot, kind: str | None = None) -> list[Suggestion]:
    of_kind = f"?e a/rdfs:subClassOf* {NamedNode(_term_iri(kind))} ." if kind else ""
    return _suggestions(snapshot, _PROPERTIES % of_kind)


def _suggestions(snapshot: Snapshot, query: str) -> list[Suggestion]:
    return [
        _suggestion(text_of(iri), label, comment)
        for iri, label, comment, _ in snapshot.reader.select(query).rows
        if iri
    ]


def _suggestion(iri: str, label: Term | None, comment: Term | None) -> Suggestion:
    return Suggestion(Iri(iri), text_of(label) if label else short_id(iri), text_of(comment) if comment else "")


def suggest_entities(snapshot: Snapshot, prefix: str, skipped: int) -> Json:
    """Complete what a user types to entities: names that begin with it first, then those that look like it."""
    wanted = folded(prefix)
    entities = [entity for entity in snapshot.vocabulary.entities.values() if entity.iri.startswith(iris.ID)]
    begun = [e for e in entities if any(folded(name).startswith(wanted) for name in (e.label, *e.names))]
    begun.sort(key=lambda e: (not folded(e.label).startswith(wanted), len(e.label), e.label))
    similar = [match.entity for match in snapshot.reconciler.match(Wanted(prefix, limit=SUGGESTIONS))]
    found = list(dict.fromkeys((*begun, *similar)))[skipped : skipped + SUGGESTIONS]
    return {"result": [_entity(snapshot, entity, "notable") for entity in found]}


def suggest_types(snapshot: Snapshot, prefix: str, skipped: int) -> Json:
    """Complete what a user types to types that entities have."""
    return _completed(_types(snapshot), prefix, skipped)


def suggest_properties(snapshot: Snapshot, prefix: str, skipped: int) -> Json:
    """Complete what a user types to properties that entities have."""
    return _completed(_properties(snapshot), prefix, skipped)


def _completed(offers: Sequence[Suggestion], prefix: str, skipped: int) -> Json:
    wanted = folded(prefix)
    fitting = [
        offer
        for offer in offers
        if folded(offer.name).startswith(wanted)
        or f" {wanted}" in folded(offer.name)
        or short_id(offer.iri).casefold().startswith(prefix.strip().casefold())
    ]
    return {"result": [offer.json() for offer in fitting[skipped : skipped + SUGGESTIONS]]}


def propose_properties(snapshot: Snapshot, kind: str | None, limit: int) -> Json:
    """Propose properties that entities of a type have, the most frequent first."""
    offers = _properties(snapshot, kind)[:limit]
    return {"type": kind, "properties": [{"id": short_id(one.iri), "name": one.name} for one in offers], "limit": limit}


def extend(snapshot: Snapshot, ids: Sequence[str], properties: Sequence[tuple[str, bool]]) -> Json:
    """Return the values of properties of entities, or the quotes that state them where `True` stands beside one."""
    subjects = {name: entity_iri(name) for name in ids}
    known = [iri for iri in subjects.values() if iri in snapshot.vocabulary.entities]
    held = describe(snapshot.reader, [iri for iri in known if iri is not None])
    quoted = [_term_iri(pid) for pid, with_quotes in properties if with_quotes]
    quotes = _quotes(snapshot, [iri for iri in known if iri is not None], quoted) if quoted and known else {}
    names = {one.iri: one.name for one in _properties(snapshot)}
    rows: Json = {}
    for name, iri in subjects.items():
        rows[name] = {}
        for pid, with_quotes in properties:
            predicate = _term_iri(pid)
            rows[name][pid] = (
                [{"str": quote} for quote in quotes.get((iri or "", predicate), ())]
                if with_quotes
                else [_value(snapshot, term) for term in held.get(iri or "", {}).get(predicate, ())]
            )
    meta = [{"id": pid, "name": names.get(_term_iri(pid), pid)} for pid, _ in properties]
    return {"meta": meta, "rows": rows}


def _quotes(snapshot: Snapshot, entities: Sequence[Iri], predicates: Sequence[Iri]) -> dict[tuple[str, str], list[str]]:
    blocks = f"{values_block('e', _nodes(entities))} {values_block('p', _nodes(predicates))}"
    found: dict[tuple[str, str], list[str]] = {}
    for e, p, quote, slug in snapshot.reader.select(_QUOTES % blocks).rows:
        if e is not None and p is not None and quote is not None and slug is not None:
            told = f"“{' '.join(text_of(quote).split())}” ({text_of(slug)})"
            found.setdefault((text_of(e), text_of(p)), []).append(told)
    return found


def _nodes(things: Sequence[Iri]) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(thing) for thing in things)


def _value(snapshot: Snapshot, term: Term) -> Json:
    text = text_of(term)
    if isinstance(term, NamedNode):
        return {"id": short_id(text), "name": snapshot.vocabulary.label(text)}
    plain = term_json(term)
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return {"str": text}
    return {"int": plain} if isinstance(plain, int) else {"float": plain}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the preview of an entity shows; quotes are (words, document)."""

    name: str
    kinds: tuple[str, ...]
    comment: str
    names: tuple[str, ...]
    claims: int
    quotes: tuple[tuple[str, str], ...]


def preview(snapshot: Snapshot, identifier: str) -> Preview:
    """Collect the preview of an entity; raise UnknownTermError for one that is not there."""
    iri = entity_iri(identifier)
    entity = snapshot.vocabulary.entities.get(iri) if iri else None
    if entity is None:
        raise UnknownTermError("entity", identifier)
    claims = find_claims(snapshot.reader, ClaimFilter(entities=(entity.iri,)))
    shown = load_claims(snapshot.reader, claims[:PREVIEW_QUOTES])
    return Preview(
        entity.label,
        tuple(snapshot.vocabulary.label(kind) for kind in entity.types),
        entity.comment,
        entity.names,
        len(claims),
        tuple((" ".join(claim.passage.exact.split()), str(claim.document)) for claim in shown),
    )
