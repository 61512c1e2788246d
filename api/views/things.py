"""Whatever the graph mints an IRI for: its page, its RDF, and the forms that suit its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from api.forms import JSON_LD, TURTLE
from api.snapshot import Snapshot
from api.views.claims import claims_json
from api.views.entities import SHOWN_CLAIMS, profile_json
from api.views.rendering import Json, Rendered, to_json, to_rdf
from kg import iris
from kg.claims import ClaimFilter, find_claims, load_evidence
from kg.describing import claim_triples, node_triples
from kg.documents import load_document, load_passage
from kg.errors import UnknownTermError
from kg.model import Iri
from kg.origins import statement
from kg.publishing import claim_review, nanopublication, reified, web_annotation
from kg.rdf import Term, text_of

SHOWN_LINKS = 100


@dataclass(frozen=True, slots=True)
class Value:
    """A value on a page: its words, and where they lead."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the page of a thing shows."""

    iri: str
    title: str
    kinds: tuple[str, ...]
    quote: str | None
    properties: tuple[tuple[Value, tuple[Value, ...]], ...]
    claims: tuple[Json, ...]
    links_here: tuple[tuple[Value, Value], ...]


def iri_of(kind: str, name: str) -> Iri:
    """Return the IRI of a thing; raise UnknownTermError for a kind or a name that no IRI of ours can have."""
    if kind not in (*iris.ENTITY_KINDS, *iris.RECORD_KINDS):
        raise UnknownTermError("kind of thing", kind, (*iris.ENTITY_KINDS, *iris.RECORD_KINDS))
    try:
        return Iri(NamedNode(iris.mint(kind, name)).value)
    except ValueError:
        raise UnknownTermError(kind, name) from None


def local_link(iri: str) -> str:
    """Return where an IRI of ours is described on this server; other IRIs stay."""
    return "/doc/" + iri.removeprefix(iris.ID) if iri.startswith(iris.ID) else iri


def check_thing(snapshot: Snapshot, kind: str, name: str) -> None:
    """Raise UnknownTermError when the graph says nothing of a thing."""
    iri = iri_of(kind, name)
    if not snapshot.reader.ask(f"ASK {{ {NamedNode(iri)} ?p ?o }}"):
        raise UnknownTermError(kind, name)


def _described(snapshot: Snapshot, iri: Iri) -> list[Triple]:
    if iri.startswith(iris.PREFIXES["claim"]):
        return claim_triples(snapshot.reader, [iri])
    if iri in snapshot.vocabulary.entities:
        claims = find_claims(snapshot.reader, ClaimFilter(entities=(iri,)), limit=SHOWN_CLAIMS)
        return [*node_triples(snapshot.reader, [iri]), *claim_triples(snapshot.reader, claims)]
    return node_triples(snapshot.reader, [iri])


def thing_rdf(snapshot: Snapshot, media_type: str, kind: str, name: str) -> Rendered:
    """Return a thing's description; an entity comes with claims about it, a claim with its parts."""
    check_thing(snapshot, kind, name)
    return Rendered(to_rdf(_described(snapshot, iri_of(kind, name)), media_type))


def thing_json(snapshot: Snapshot, media_type: str, kind: str, name: str) -> Rendered:
    """Return the JSON of the REST interface where it has one for the kind, else JSON-LD."""
    check_thing(snapshot, kind, name)
    iri = iri_of(kind, name)
    if kind == "claim":
        return Rendered(to_json(claims_json(snapshot, [iri])[0]))
    entity = snapshot.vocabulary.entities.get(iri)
    if entity is not None:
        return Rendered(to_json(profile_json(snapshot, entity)))
    return Rendered(to_rdf(_described(snapshot, iri), JSON_LD))


def thing_page(snapshot: Snapshot, kind: str, name: str) -> ThingPage:
    """Collect what the page of a thing shows."""
    check_thing(snapshot, kind, name)
    iri = iri_of(kind, name)
    said = node_triples(snapshot.reader, [iri])
    grouped: dict[str, list[Term]] = {}
    for triple in said:
        if triple.subject == NamedNode(iri):
            grouped.setdefault(triple.predicate.value, []).append(triple.object)
    claims = [iri] if kind == "claim" else _claims_of(snapshot, kind, iri)
    quotes = grouped.get(iris.KG + "quote") or grouped.get(iris.KG + "exact") or []
    return ThingPage(
        iri=iri,
        title=_title(snapshot, iri, grouped),
        kinds=tuple(snapshot.vocabulary.label(text_of(one)) for one in grouped.get(iris.PREFIXES["rdf"] + "type", ())),
        quote=text_of(quotes[0]) if quotes else None,
        properties=tuple(
            (Value(snapshot.vocabulary.label(predicate), predicate), tuple(_value(snapshot, one) for one in values))
            for predicate, values in sorted(grouped.items())
        ),
        claims=tuple(claims_json(snapshot, claims)),
        links_here=_links_here(snapshot, iri),
    )


def _claims_of(snapshot: Snapshot, kind: str, iri: Iri) -> list[Iri]:
    if iri in snapshot.vocabulary.entities:
        return find_claims(snapshot.reader, ClaimFilter(entities=(iri,)), limit=SHOWN_CLAIMS)
    if kind == "prop":
        return find_claims(snapshot.reader, ClaimFilter(proposition=iri), limit=SHOWN_CLAIMS)
    if kind == "doc":
        return find_claims(snapshot.reader, ClaimFilter(document=iri.rsplit("/", 1)[-1]), limit=SHOWN_CLAIMS)
    return []


def _title(snapshot: Snapshot, iri: Iri, grouped: Mapping[str, Sequence[Term]]) -> str:
    titles = grouped.get(iris.PREFIXES["dcterms"] + "title") or grouped.get(iris.PREFIXES["rdfs"] + "label")
    if iri not in snapshot.vocabulary.entities and titles:
        return text_of(titles[0])
    return snapshot.vocabulary.label(iri)


def _value(snapshot: Snapshot, term: Term) -> Value:
    if isinstance(term, NamedNode):
        return Value(snapshot.vocabulary.label(term.value), local_link(term.value))
    return Value("…" if isinstance(term, BlankNode) else text_of(term))


def _links_here(snapshot: Snapshot, iri: Iri) -> tuple[tuple[Value, Value], ...]:
    rows = snapshot.reader.select(
        f"SELECT DISTINCT ?s ?p {{ ?s ?p {NamedNode(iri)} FILTER(ISIRI(?s)) }} ORDER BY ?p ?s LIMIT {SHOWN_LINKS}"
    ).rows
    return tuple((_value(snapshot, s), _value(snapshot, p)) for s, p in rows if s is not None and p is not None)


def claim_nanopublication(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a claim as a nanopublication in TriG."""
    iri = iri_of("claim", name)
    (claim,) = load_evidence(snapshot.reader, [iri]).claims
    quads = nanopublication(claim, claim_triples(snapshot.reader, [iri]))
    return Rendered(serialize(quads, format=RdfFormat.TRIG, prefixes=iris.PREFIXES) or b"")


def claim_reified(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a claim in RDF 1.2 Turtle, as a reifier of its triple."""
    iri = iri_of("claim", name)
    (claim,) = load_evidence(snapshot.reader, [iri]).claims
    return Rendered(to_rdf(reified(claim, claim_triples(snapshot.reader, [iri])), TURTLE))


def claim_as_review(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a claim as ClaimReview in JSON-LD."""
    iri = iri_of("claim", name)
    (claim,) = load_evidence(snapshot.reader, [iri]).claims
    document = load_document(snapshot.reader, claim.document)
    said = statement(claim.proposition, snapshot.vocabulary)
    return Rendered(to_json(claim_review(claim, document, said, iri)))


def passage_annotation(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Return a passage as a Web Annotation in JSON-LD."""
    passage, document = load_passage(snapshot.reader, iri_of("pass", name))
    return Rendered(to_json(web_annotation(passage, document)))


def layer_rdf(snapshot: Snapshot, media_type: str, layer: str) -> Rendered:
    """Return a whole layer of the graph."""
    try:
        graph = NamedNode(iris.graph(layer))
    except ValueError:
        raise UnknownTermError("layer", layer) from None
    triples = [Triple(q.subject, q.predicate, q.object) for q in snapshot.reader.quads(graph)]
    if not triples:
        raise UnknownTermError("layer", layer)
    return Rendered(to_rdf(sorted(triples, key=str), media_type))
