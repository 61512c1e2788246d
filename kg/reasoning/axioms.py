"""The axioms of an ontology as values: the constructs of OWL 2 that this project uses, read from RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg import iris
from kg.rdf import KG, OWL, RDF, RDFS, Term


class AxiomKind(StrEnum):
    """The sort of an axiom, named as in the OWL 2 functional syntax."""

    SUB_CLASS = "SubClassOf"
    DISJOINT_CLASSES = "DisjointClasses"
    CLOSED_CLASS = "ObjectOneOf"
    SUB_PROPERTY = "SubPropertyOf"
    INVERSE = "InverseProperties"
    SYMMETRIC = "SymmetricProperty"
    TRANSITIVE = "TransitiveProperty"
    CHAIN = "PropertyChain"
    DOMAIN = "PropertyDomain"
    RANGE = "PropertyRange"
    FUNCTIONAL = "FunctionalProperty"
    ASYMMETRIC = "AsymmetricProperty"
    IRREFLEXIVE = "IrreflexiveProperty"
    DIFFERENT = "DifferentIndividuals"
    NEGATIVE = "NegativePropertyAssertion"
    RESTRICTION = "RestrictionOf"


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom over named terms.

    Terms by kind: SUB_CLASS is (class, superclass…), where several superclasses are a union;
    DOMAIN and RANGE are (property, class…), likewise; CLOSED_CLASS is (class, member…);
    CHAIN is (property, step…); SUB_PROPERTY and INVERSE are pairs; the property characteristics hold
    one term; DISJOINT_CLASSES and DIFFERENT hold two or more; NEGATIVE is (subject, property, object).
    """

    kind: AxiomKind
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return f"{self.kind}({' '.join(_short(term) for term in self.terms)})"


def _short(term: Term) -> str:
    return iris.compact(term.value) if isinstance(term, NamedNode) else str(term)


@dataclass(frozen=True, slots=True)
class Reading:
    """Axioms and facts of a graph; `unsupported` names constructs that were met and are not reasoned with."""

    axioms: tuple[Axiom, ...]
    facts: tuple[RdfTriple, ...]
    unsupported: tuple[str, ...]


_CHARACTERISTICS: Mapping[Term, AxiomKind] = {
    OWL.SymmetricProperty: AxiomKind.SYMMETRIC,
    OWL.TransitiveProperty: AxiomKind.TRANSITIVE,
    OWL.FunctionalProperty: AxiomKind.FUNCTIONAL,
    OWL.AsymmetricProperty: AxiomKind.ASYMMETRIC,
    OWL.IrreflexiveProperty: AxiomKind.IRREFLEXIVE,
}
_DECLARATIONS = frozenset(
    {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
        OWL.Ontology,
        OWL.AllDifferent,
        OWL.AllDisjointClasses,
        OWL.NegativePropertyAssertion,
    }
)
_DOCUMENTATION = frozenset({RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy})
_STRUCTURE = frozenset({RDF.first, RDF.rest})
_EXPRESSIONS = frozenset({OWL.oneOf, OWL.unionOf, OWL.members, OWL.distinctMembers})
_NEGATIVE_PARTS = (OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual)
_RELATIONS = frozenset(
    {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        OWL.disjointWith,
        OWL.disjointUnionOf,
        OWL.equivalentClass,
        OWL.differentFrom,
        KG.restrictionOf,
        *_NEGATIVE_PARTS,
    }
)
_SCHEMA = _STRUCTURE | _EXPRESSIONS | _RELATIONS


class _Schema:
    """The schema triples of a graph, by subject and predicate, with the reading of lists and unions."""

    def __init__(self) -> None:
        self.nodes: dict[Term, dict[NamedNode, list[Term]]] = {}
        self.unsupported: set[str] = set()

    def put(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        self.nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def get(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return self.nodes.get(subject, {}).get(predicate, [])

    def one(self, subject: Term, predicate: NamedNode) -> Term | None:
        return next(iter(self.get(subject, predicate)), None)

    def list(self, head: Term | None) -> tuple[Term, ...]:
        items: list[Term] = []
        while head is not None and head != RDF.nil:
            items += self.get(head, RDF.first)[:1]
            head = self.one(head, RDF.rest)
        return tuple(items)

    def union(self, expression: Term) -> tuple[Term, ...]:
        """Return the named classes whose union a class expression is; empty if it is no such union."""
        if isinstance(expression, NamedNode):
            return (expression,)
        members = self.list(self.one(expression, OWL.unionOf))
        if members and all(isinstance(member, NamedNode) for member in members):
            return members
        return ()


def read_axioms(triples: Iterable[RdfTriple | Quad]) -> Reading:
    """Split a graph into axioms, in a stable order, and facts; labels and annotations are left out of both."""
    schema = _Schema()
    facts: list[RdfTriple] = []
    annotations: set[Term] = set()
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate in _SCHEMA:
            schema.put(subject, predicate, value)
        elif predicate == RDF.type and isinstance(value, NamedNode) and value.value.startswith(iris.PREFIXES["owl"]):
            schema.put(subject, predicate, value)
            if value == OWL.AnnotationProperty:
                annotations.add(subject)
        elif predicate.value.startswith(iris.PREFIXES["owl"]):
            schema.unsupported.add(iris.compact(predicate.value))
        elif predicate not in _DOCUMENTATION:
            facts.append(RdfTriple(subject, predicate, value))
    axioms = {axiom for node in schema.nodes for axiom in _axioms_of(node, schema)}
    kept = tuple(dict.fromkeys(fact for fact in facts if fact.predicate not in annotations))
    return Reading(tuple(sorted(axioms, key=str)), kept, tuple(sorted(schema.unsupported)))


def _axioms_of(node: Term, schema: _Schema) -> Iterator[Axiom]:
    for kind in schema.get(node, RDF.type):
        if kind in _CHARACTERISTICS:
            yield Axiom(_CHARACTERISTICS[kind], (node,))
        elif kind not in _DECLARATIONS:
            schema.unsupported.add(_short(kind))
    if isinstance(node, NamedNode):
        yield from _class_axioms(node, schema)
        yield from _property_axioms(node, schema)
        for other in schema.get(node, OWL.differentFrom):
            yield Axiom(AxiomKind.DIFFERENT, (node, other))
    elif isinstance(node, BlankNode):
        yield from _group_axioms(node, schema)


def _class_axioms(node: NamedNode, schema: _Schema) -> Iterator[Axiom]:
    for parent in schema.get(node, RDFS.subClassOf):
        yield from _with_union(AxiomKind.SUB_CLASS, node, parent, schema)
    for other in schema.get(node, OWL.disjointWith):
        yield Axiom(AxiomKind.DISJOINT_CLASSES, (node, other))
    for head in schema.get(node, OWL.disjointUnionOf):
        members = schema.list(head)
        yield Axiom(AxiomKind.DISJOINT_CLASSES, members)
        yield Axiom(AxiomKind.SUB_CLASS, (node, *members))
        yield from (Axiom(AxiomKind.SUB_CLASS, (member, node)) for member in members)
    for equal in schema.get(node, OWL.equivalentClass):
        individuals = schema.list(schema.one(equal, OWL.oneOf))
        if individuals:
            yield Axiom(AxiomKind.CLOSED_CLASS, (node, *individuals))
        else:
            yield from _with_union(AxiomKind.SUB_CLASS, node, equal, schema)
            yield from (Axiom(AxiomKind.SUB_CLASS, (member, node)) for member in schema.union(equal))


def _property_axioms(node: NamedNode, schema: _Schema) -> Iterator[Axiom]:
    for parent in schema.get(node, RDFS.subPropertyOf):
        yield Axiom(AxiomKind.SUB_PROPERTY, (node, parent))
    for other in schema.get(node, OWL.inverseOf):
        yield Axiom(AxiomKind.INVERSE, (node, other))
    for head in schema.get(node, OWL.propertyChainAxiom):
        yield Axiom(AxiomKind.CHAIN, (node, *schema.list(head)))
    for domain in schema.get(node, RDFS.domain):
        yield from _with_union(AxiomKind.DOMAIN, node, domain, schema)
    for reach in schema.get(node, RDFS.range):
        yield from _with_union(AxiomKind.RANGE, node, reach, schema)
    for broader in schema.get(node, KG.restrictionOf):
        kinds, values = schema.one(node, RDFS.domain), schema.one(node, RDFS.range)
        if kinds is not None and values is not None:
            parts = (*schema.union(kinds), RDF.nil, *schema.union(values))
            yield Axiom(AxiomKind.RESTRICTION, (node, broader, *parts))


def _with_union(kind: AxiomKind, node: NamedNode, expression: Term, schema: _Schema) -> Iterator[Axiom]:
    members = schema.union(expression)
    if members:
        yield Axiom(kind, (node, *members))
    else:
        schema.unsupported.add(f"{kind} of {iris.compact(node.value)}")


def _group_axioms(node: BlankNode, schema: _Schema) -> Iterator[Axiom]:
    kinds = schema.get(node, RDF.type)
    if OWL.AllDisjointClasses in kinds:
        yield Axiom(AxiomKind.DISJOINT_CLASSES, schema.list(schema.one(node, OWL.members)))
    if OWL.AllDifferent in kinds:
        head = schema.one(node, OWL.distinctMembers) or schema.one(node, OWL.members)
        yield Axiom(AxiomKind.DIFFERENT, schema.list(head))
    if OWL.NegativePropertyAssertion in kinds:
        parts = tuple(schema.one(node, part) for part in _NEGATIVE_PARTS)
        if all(part is not None for part in parts):
            yield Axiom(AxiomKind.NEGATIVE, tuple(part for part in parts if part is not None))


def is_individual(term: Term) -> bool:
    """Tell whether a term can have classes and relations of its own."""
    return not isinstance(term, Literal)
