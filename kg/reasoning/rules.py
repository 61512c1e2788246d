"""Inference rules of OWL 2 RL, compiled from axioms: what one triple makes true together with those there.

Rule names in comments are those of OWL 2 Web Ontology Language Profiles, 4.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.rdf import RDF
from kg.reasoning.axioms import Axiom, AxiomKind
from kg.reasoning.index import Id, Ids, Index, Terms

Rule = tuple[int, Id]
Restriction = tuple[int, Id, Id, frozenset[Id], frozenset[Id]]
Pairs = dict[Id, list[Rule]]


@dataclass(frozen=True, slots=True)
class Step:
    """A triple that follows, the number of the axiom that it follows by, and the triples that it follows from."""

    triple: Ids
    axiom: int
    premises: tuple[Ids, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A property that follows from a path of properties; transitivity is the chain of a property with itself."""

    axiom: int
    head: Id
    steps: tuple[Id, ...]


class Rules:
    """Lookup tables from a triple's predicate or class to the axioms that apply to it."""

    def __init__(self, axioms: Sequence[Axiom], terms: Terms) -> None:
        self.type = terms.id(RDF.type)
        self.literals = terms.literals
        self.superclasses: Pairs = defaultdict(list)
        self.subclasses: Pairs = defaultdict(list)
        self.domains: Pairs = defaultdict(list)
        self.domain_of: Pairs = defaultdict(list)
        self.ranges: Pairs = defaultdict(list)
        self.range_of: Pairs = defaultdict(list)
        self.superproperties: Pairs = defaultdict(list)
        self.subproperties: Pairs = defaultdict(list)
        self.inverses: Pairs = defaultdict(list)
        self.chains: dict[Id, list[tuple[Chain, int]]] = defaultdict(list)
        self.chains_to: dict[Id, list[Chain]] = defaultdict(list)
        self.restrictions: list[Restriction] = []
        self.restricted_classes: set[Id] = set()
        self.axiomatic: list[Step] = []
        self._nil = terms.id(RDF.nil)
        for number, axiom in enumerate(axioms):
            self._compile(number, axiom.kind, [terms.id(term) for term in axiom.terms])

    def _compile(self, number: int, kind: AxiomKind, ids: list[Id]) -> None:
        one_class = len(ids) == 2
        if kind is AxiomKind.SUB_CLASS and one_class:
            self.superclasses[ids[0]].append((number, ids[1]))
            self.subclasses[ids[1]].append((number, ids[0]))
        elif kind is AxiomKind.DOMAIN and one_class:
            self.domains[ids[0]].append((number, ids[1]))
            self.domain_of[ids[1]].append((number, ids[0]))
        elif kind is AxiomKind.RANGE and one_class:
            self.ranges[ids[0]].append((number, ids[1]))
            self.range_of[ids[1]].append((number, ids[0]))
        elif kind is AxiomKind.SUB_PROPERTY:
            self.superproperties[ids[0]].append((number, ids[1]))
            self.subproperties[ids[1]].append((number, ids[0]))
        elif kind is AxiomKind.INVERSE:
            self.inverses[ids[0]].append((number, ids[1]))
            self.inverses[ids[1]].append((number, ids[0]))
        elif kind is AxiomKind.SYMMETRIC:
            self.inverses[ids[0]].append((number, ids[0]))
        elif kind is AxiomKind.TRANSITIVE:
            self._chain(Chain(number, ids[0], (ids[0], ids[0])))
        elif kind is AxiomKind.CHAIN:
            self._chain(Chain(number, ids[0], tuple(ids[1:])))
        elif kind is AxiomKind.CLOSED_CLASS:
            self.axiomatic += [Step((member, self.type, ids[0]), number, ()) for member in ids[1:]]

        elif kind is AxiomKind.RESTRICTION:
            cut = ids.index(self._nil)
            domain, reach = frozenset(ids[2:cut]), frozenset(ids[cut + 1 :])
            self.restrictions.append((number, ids[0], ids[1], domain, reach))
            self.restricted_classes |= domain | reach

    def _chain(self, chain: Chain) -> None:
        self.chains_to[chain.head].append(chain)
        for position, step in enumerate(chain.steps):
            self.chains[step].append((chain, position))

    def follow(self, ids: Ids, index: Index) -> Iterator[Step]:
        """Yield what follows from a triple of the index and the others there; some of it may be there already."""
        subject, predicate, value = ids
        if predicate == self.type:  # cax-sco
            for number, parent in self.superclasses.get(value, ()):
                yield Step((subject, predicate, parent), number, (ids,))
            if value in self.restricted_classes:
                yield from self._restrict_around(subject, index)
            return
        for number, kind in self.domains.get(predicate, ()):  # prp-dom
            yield Step((subject, self.type, kind), number, (ids,))
        for number, parent in self.superproperties.get(predicate, ()):  # prp-spo1
            yield Step((subject, parent, value), number, (ids,))
        if value in self.literals:
            return
        for number, kind in self.ranges.get(predicate, ()):  # prp-rng
            yield Step((value, self.type, kind), number, (ids,))
        for number, other in self.inverses.get(predicate, ()):  # prp-inv1, prp-inv2, prp-symp
            yield Step((value, other, subject), number, (ids,))
        for chain, position in self.chains.get(predicate, ()):  # prp-spo2, prp-trp
            yield from _paths_through(ids, chain, position, index)
        for restriction in self.restrictions:
            if restriction[2] == predicate:
                yield from self._restrict(ids, restriction, index)

    def _restrict_around(self, node: Id, index: Index) -> Iterator[Step]:
        for restriction in self.restrictions:
            broader = restriction[2]
            for value in tuple(index.objects(broader, node)):
                yield from self._restrict((node, broader, value), restriction, index)
            for subject in tuple(index.subjects(broader, node)):
                yield from self._restrict((subject, broader, node), restriction, index)

    def _restrict(self, ids: Ids, restriction: Restriction, index: Index) -> Iterator[Step]:
        number, narrower, _, domain, reach = restriction
        subject, _, value = ids
        mine = domain & index.objects(self.type, subject)
        theirs = reach & index.objects(self.type, value)
        if mine and theirs:
            premises = (ids, (subject, self.type, min(mine)), (value, self.type, min(theirs)))
            yield Step((subject, narrower, value), number, premises)

    def support(self, ids: Ids, index: Index) -> Step | None:
        """Return one step by which a triple follows from those of the index, or None."""
        return next(iter(self._supports(ids, index)), None)

    def _supports(self, ids: Ids, index: Index) -> Iterator[Step]:
        subject, predicate, value = ids
        if predicate == self.type:
            yield from (step for step in self.axiomatic if step.triple == ids)
            for number, child in self.subclasses.get(value, ()):
                if (subject, predicate, child) in index:
                    yield Step(ids, number, ((subject, predicate, child),))
            for number, relation in self.domain_of.get(value, ()):
                for other in _some(index.objects(relation, subject)):
                    yield Step(ids, number, ((subject, relation, other),))
            for number, relation in self.range_of.get(value, ()):
                for other in _some(index.subjects(relation, subject)):
                    yield Step(ids, number, ((other, relation, subject),))
            return
        for number, child in self.subproperties.get(predicate, ()):
            if (subject, child, value) in index:
                yield Step(ids, number, ((subject, child, value),))
        for number, other in self.inverses.get(predicate, ()):
            if (value, other, subject) in index:
                yield Step(ids, number, ((value, other, subject),))
        for restriction in self.restrictions:
            if restriction[1] == predicate and (subject, restriction[2], value) in index:
                yield from self._restrict((subject, restriction[2], value), restriction, index)
        for chain in self.chains_to.get(predicate, ()):
            for end, premises in _rightwards(subject, chain.steps, index):
                if end == value and ids not in premises:
                    yield Step(ids, chain.axiom, premises)


def _some(ids: Iterable[Id]) -> list[Id]:
    return list(ids)[:1]


def _paths_through(ids: Ids, chain: Chain, position: int, index: Index) -> Iterator[Step]:
    subject, _, value = ids
    for start, before in _leftwards(subject, chain.steps[:position], index):
        for end, after in _rightwards(value, chain.steps[position + 1 :], index):
            yield Step((start, chain.head, end), chain.axiom, (*before, ids, *after))


def _rightwards(node: Id, steps: tuple[Id, ...], index: Index) -> Iterator[tuple[Id, tuple[Ids, ...]]]:
    if not steps:
        yield node, ()
        return
    for following in tuple(index.objects(steps[0], node)):
        for end, rest in _rightwards(following, steps[1:], index):
            yield end, ((node, steps[0], following), *rest)


def _leftwards(node: Id, steps: tuple[Id, ...], index: Index) -> Iterator[tuple[Id, tuple[Ids, ...]]]:
    if not steps:
        yield node, ()
        return
    for before in tuple(index.subjects(steps[-1], node)):
        for start, rest in _leftwards(before, steps[:-1], index):
            yield start, (*rest, (before, steps[-1], node))
