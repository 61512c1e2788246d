"""The names that claims may use: entities with all their labels, and predicates with what they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rapidfuzz import fuzz, process

from kg import iris
from kg.errors import InvalidInputError, UnknownTermError
from kg.model import Iri
from kg.rdf import KG, OWL, RDF, RDFS, SKOS, Properties, Term, properties, text_of

SUGGESTIONS = 3
SUGGESTION_CUTOFF = 70


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that claims are about: an individual of the domain, or a class that is used as an object."""

    iri: Iri
    label: str
    names: tuple[str, ...]
    types: tuple[Iri, ...]
    comment: str = ""


class Role(StrEnum):
    """What a predicate is for when claims are compared (kg:PredicateRole)."""

    TRIGGER = "TriggerRole"
    CONTENT = "ContentRole"
    BEGIN = "BeginRole"
    ORDER = "OrderRole"
    SAME_TIME = "SameTimeRole"
    RANK = "RankRole"
    ADDITIVE = "AdditiveRole"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property that claims may use; `values` are the kinds of value it takes (kg:EntityValue, …)."""

    iri: Iri
    label: str
    phrases: tuple[str, ...]
    values: frozenset[str]
    inverse: Iri | None = None
    parents: tuple[Iri, ...] = ()
    symmetric: bool = False
    functional: bool = False
    roles: frozenset[Role] = frozenset()


IS_A = Predicate(
    Iri(RDF.type.value), "is a", ("is a", "is one of the", "belongs to", "counts as"), frozenset({"EntityValue"})
)
"""Class membership, which OWL 2 DL lets nobody declare anew."""


@dataclass(frozen=True)
class Vocabulary:
    """Lookup of entities and predicates by IRI, CURIE or any of their names."""

    entities: Mapping[Iri, Entity]
    predicates: Mapping[Iri, Predicate]
    superclasses: Mapping[Iri, frozenset[Iri]]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Iri, ...]]:
        found: dict[str, list[Iri]] = {}
        for entity in self.entities.values():
            for name in dict.fromkeys(name.casefold() for name in (entity.label, *entity.names)):
                found.setdefault(name, []).append(entity.iri)
        return {name: tuple(places) for name, places in found.items()}

    def label(self, iri: str) -> str:
        """Return the preferred name of an entity, class or predicate; its CURIE where it has none."""
        known = self.entities.get(Iri(iri)) or self.predicates.get(Iri(iri))
        return known.label if known else iris.compact(iri)

    def has_role(self, predicate: str, role: Role) -> bool:
        """Tell whether a predicate has a role."""
        known = self.predicates.get(Iri(predicate))
        return known is not None and role in known.roles

    def resolve(self, name: str) -> Iri:
        """Return the IRI that an IRI, a CURIE or a name stands for; raise UnknownTermError with the nearest names.

        A name of several things stands for the one that bears it as its preferred label.
        """
        expanded = iris.expand(name)
        if expanded is not None and (expanded in self.entities or expanded in self.predicates):
            return expanded
        candidates = self._by_name.get(name.strip().casefold(), ())
        preferred = [iri for iri in candidates if self.entities[iri].label.casefold() == name.strip().casefold()]
        if len(preferred) == 1 or len(candidates) == 1:
            return (preferred or list(candidates))[0]
        if candidates:
            raise InvalidInputError(
                "entity", "a name of one thing, or one of its IRIs", f"{name!r}, a name of {self._listed(candidates)}"
            )
        raise UnknownTermError("entity", name, self.nearest(name))

    def resolve_all(self, name: str) -> tuple[Iri, ...]:
        """Return every thing that a name may stand for, the same way as `resolve` where it stands for one."""
        expanded = iris.expand(name)
        if expanded is not None and (expanded in self.entities or expanded in self.predicates):
            return (expanded,)
        candidates = self._by_name.get(name.strip().casefold(), ())
        if not candidates:
            raise UnknownTermError("entity", name, self.nearest(name))
        return candidates

    def resolve_predicate(self, name: str) -> Iri:
        """Return the predicate that a local name, label, CURIE or IRI stands for; raise UnknownTermError."""
        iri = iris.expand(name if ":" in name or name == "a" else f"kg:{name}")
        if iri is not None and iri in self.predicates:
            return iri
        labelled = [p.iri for p in self.predicates.values() if p.label.casefold() == name.casefold()]
        if not labelled:
            raise UnknownTermError("predicate", name, self.nearest_predicate(name))
        return labelled[0]

    def _listed(self, candidates: Iterable[Iri]) -> str:
        return ", ".join(iris.compact(iri) for iri in candidates)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return up to SUGGESTIONS known names or CURIEs that look like the given one."""
        choices = [iris.compact(iri) for iri in self.entities] if ":" in name else list(self._by_name)
        hits = process.extract(
            name, choices, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=SUGGESTION_CUTOFF, processor=str.casefold
        )
        return tuple(str(hit[0]) for hit in hits)

    def nearest_predicate(self, name: str) -> tuple[str, ...]:
        """Return up to SUGGESTIONS predicate names that look like the given one."""
        choices = [iri.rsplit("#", 1)[-1] for iri in self.predicates]
        return tuple(str(hit[0]) for hit in process.extract(name, choices, scorer=fuzz.WRatio, limit=SUGGESTIONS))

    def classes_of(self, iri: str) -> frozenset[Iri]:
        """Return all classes of an entity, superclasses included."""
        entity = self.entities.get(Iri(iri))
        direct = entity.types if entity else ()
        return frozenset(parent for kind in direct for parent in (kind, *self.superclasses.get(kind, ())))


def turtle_files(*folders: Path) -> tuple[Path, ...]:
    """Return the Turtle files below folders, or the files themselves, in a stable order; shapes are left out."""
    found = (path for folder in folders for path in (sorted(folder.rglob("*.ttl")) if folder.is_dir() else [folder]))
    return tuple(path for path in found if "shapes" not in path.parts)


def read_triples(paths: Iterable[Path]) -> Iterator[Triple]:
    """Yield the triples of Turtle files; raise InvalidInputError with file and line for a syntax error."""
    for path in paths:
        try:
            for quad in parse(path=path, format=RdfFormat.TURTLE):
                yield Triple(quad.subject, quad.predicate, quad.object)
        except SyntaxError as error:
            raise InvalidInputError(f"{path}:{error.lineno or 0}", "Turtle", str(error.msg)) from error


class Row(NamedTuple):
    """A triple as a row of terms."""

    subject: Term
    predicate: Term
    object: Term


def build_vocabulary(triples: Iterable[Triple | Quad | Row]) -> Vocabulary:
    """Build the lookup from ontology, reference and entity triples."""
    nodes = properties((t.subject, t.predicate, t.object) for t in triples)
    classes = {iri for iri, node in nodes.items() if OWL.Class in node.get(RDF.type.value, ())}
    entities = {}
    predicates = {IS_A.iri: IS_A}
    for iri, node in nodes.items():
        if KG.claimPredicate.value in node:
            predicates[Iri(iri)] = _predicate(Iri(iri), node)
        elif SKOS.prefLabel.value in node or (iri in classes and iri.startswith(iris.KG)):
            entities[Iri(iri)] = _entity(Iri(iri), node)
    return Vocabulary(entities, predicates, _superclasses(nodes, classes))


def _values(node: Properties, *terms: NamedNode) -> tuple[str, ...]:
    return tuple(text_of(value) for term in terms for value in node.get(term.value, ()))


def _sorted(node: Properties, *terms: NamedNode) -> tuple[str, ...]:
    """Return values in an order that no store changes."""
    return tuple(sorted(_values(node, *terms)))


def _entity(iri: Iri, node: Properties) -> Entity:
    labels = (*_sorted(node, SKOS.prefLabel), *_sorted(node, RDFS.label))
    names = _sorted(node, SKOS.altLabel, KG.symbol)
    types = tuple(Iri(kind) for kind in _sorted(node, RDF.type))
    comment = " ".join(_values(node, RDFS.comment)[:1])
    return Entity(iri, labels[0] if labels else iris.compact(iri), names, types, comment)


def _predicate(iri: Iri, node: Properties) -> Predicate:
    kinds = _values(node, RDF.type)
    inverse = _values(node, OWL.inverseOf)
    return Predicate(
        iri=iri,
        label=next(iter(_values(node, RDFS.label)), iris.compact(iri)),
        phrases=_sorted(node, KG.phrase),
        values=frozenset(value.rsplit("#", 1)[-1] for value in _values(node, KG.valueKind)),
        inverse=Iri(inverse[0]) if inverse else None,
        parents=tuple(Iri(parent) for parent in _sorted(node, RDFS.subPropertyOf)),
        symmetric=OWL.SymmetricProperty.value in kinds,
        functional=OWL.FunctionalProperty.value in kinds,
        roles=frozenset(Role(value.rsplit("#", 1)[-1]) for value in _values(node, KG.role)),
    )


def _superclasses(nodes: Mapping[str, Properties], classes: Iterable[str]) -> dict[Iri, frozenset[Iri]]:
    def climb(iri: str, seen: frozenset[str]) -> frozenset[str]:
        parents = [p for p in _values(nodes.get(iri, {}), RDFS.subClassOf) if p not in seen]
        return (
            frozenset(parents).union(*(climb(parent, seen | set(parents)) for parent in parents))
            if parents
            else frozenset()
        )

    return {Iri(iri): frozenset(Iri(parent) for parent in climb(iri, frozenset({iri}))) for iri in classes}
