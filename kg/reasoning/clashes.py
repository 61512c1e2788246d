"""What cannot be true together: the false rules of OWL 2 RL, and what named unions exclude.

Two individuals differ if the graph says so, if a functional data property gives them different values, or
if their classes are disjoint. Where none of that holds, two IRIs are still taken for two things: a claim
that forces them to be one clashes `by_names`, which OWL alone would not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Triple as RdfTriple

from kg.reasoning.axioms import Axiom, AxiomKind
from kg.reasoning.closure import Closure
from kg.reasoning.index import Id, Ids
from kg.reasoning.proofs import Ground


@dataclass(frozen=True, slots=True)
class Clash:
    """A way in which triples cannot all be true: `kind` is that of the axiom that is broken."""

    kind: AxiomKind
    axioms: tuple[Axiom, ...]
    triples: tuple[RdfTriple, ...]
    by_names: bool = False


@dataclass(frozen=True, slots=True)
class _Difference:
    """Why two individuals are not one: axioms and triples, or nothing but their names."""

    axioms: tuple[int, ...] = ()
    triples: tuple[Ids, ...] = ()
    by_names: bool = False


class Detector:
    """Finds the clashes in which a triple of a closure takes part."""

    def __init__(self, closure: Closure) -> None:
        self.closure = closure
        self.disjoint: dict[Id, dict[Id, int]] = defaultdict(dict)
        self.closed: dict[Id, tuple[int, frozenset[Id]]] = {}
        self.unions: dict[tuple[AxiomKind, Id], list[tuple[int, tuple[Id, ...]]]] = defaultdict(list)
        self.characteristics: dict[AxiomKind, dict[Id, int]] = defaultdict(dict)
        self.different: dict[Id, dict[int, frozenset[Id]]] = defaultdict(dict)
        self.negative: dict[Ids, int] = {}
        for number, axiom in enumerate(closure.axioms):
            self._compile(number, axiom, [closure.terms.id(term) for term in axiom.terms])
        members = {member for unions in self.unions.values() for _, union in unions for member in union}
        self.excluding = {excluded for member in members for excluded in self.disjoint.get(member, ())}

    def _compile(self, number: int, axiom: Axiom, ids: list[Id]) -> None:
        kind = axiom.kind
        if kind is AxiomKind.DISJOINT_CLASSES:
            for one, other in combinations(ids, 2):
                self.disjoint[one].setdefault(other, number)
                self.disjoint[other].setdefault(one, number)
        elif kind is AxiomKind.CLOSED_CLASS:
            self.closed[ids[0]] = (number, frozenset(ids[1:]))
        elif kind in (AxiomKind.SUB_CLASS, AxiomKind.DOMAIN, AxiomKind.RANGE) and len(ids) > 2:
            self.unions[kind, ids[0]].append((number, tuple(ids[1:])))
        elif kind in (AxiomKind.FUNCTIONAL, AxiomKind.ASYMMETRIC, AxiomKind.IRREFLEXIVE):
            self.characteristics[kind][ids[0]] = number
        elif kind is AxiomKind.DIFFERENT:
            for one in ids:
                self.different[one][number] = frozenset(ids)
        elif kind is AxiomKind.NEGATIVE:
            self.negative[ids[0], ids[1], ids[2]] = number

    def of_all(self, triples: Iterable[Ids]) -> Iterator[Clash]:
        """Yield the clashes in which triples take part that were not there before."""
        is_a = self.closure.rules.type
        for ids in triples:
            yield from self.of(ids)
            if ids[1] == is_a and ids[2] in self.excluding:
                yield from self._of_membership(ids[0])

    def of(self, ids: Ids) -> Iterator[Clash]:
        """Yield the clashes in which a triple takes part, but those of a union that it only empties."""
        subject, predicate, value = ids
        if ids in self.negative:
            yield self._clash(AxiomKind.NEGATIVE, (self.negative[ids],), (ids,))
        if predicate == self.closure.rules.type:
            yield from self._of_class(subject, value)
            return
        for number in self._broken(AxiomKind.IRREFLEXIVE, predicate):
            if subject == value:
                yield self._clash(AxiomKind.IRREFLEXIVE, (number,), (ids,))
        for number in self._broken(AxiomKind.ASYMMETRIC, predicate):
            itself = subject == value and self._broken(AxiomKind.IRREFLEXIVE, predicate)
            if not itself and (value, predicate, subject) in self.closure.index:
                yield self._clash(AxiomKind.ASYMMETRIC, (number,), (ids, (value, predicate, subject)))
        for number in self._broken(AxiomKind.FUNCTIONAL, predicate):
            yield from self._of_functional(number, ids)
        yield from self._of_union(AxiomKind.DOMAIN, predicate, subject, ids)
        if value not in self.closure.terms.literals:
            yield from self._of_union(AxiomKind.RANGE, predicate, value, ids)

    def _broken(self, kind: AxiomKind, predicate: Id) -> tuple[int, ...]:
        number = self.characteristics[kind].get(predicate)
        return () if number is None else (number,)

    def _clash(
        self, kind: AxiomKind, axioms: Sequence[int], triples: Sequence[Ids], *, by_names: bool = False
    ) -> Clash:
        numbers = dict.fromkeys(axioms)
        ids = dict.fromkeys(triples)
        return Clash(
            kind,
            tuple(self.closure.axioms[number] for number in numbers),
            tuple(self.closure.terms.triple(one) for one in ids),
            by_names,
        )

    def _classes(self, node: Id) -> set[Id] | frozenset[Id]:
        return self.closure.index.objects(self.closure.rules.type, node)

    def _of_class(self, node: Id, kind: Id) -> Iterator[Clash]:
        is_a = self.closure.rules.type
        excluded = self.disjoint.get(kind, {})
        for other in excluded.keys() & self._classes(node) if excluded else ():
            yield self._clash(AxiomKind.DISJOINT_CLASSES, (excluded[other],), ((node, is_a, kind), (node, is_a, other)))
        if kind in self.closed and node not in self.closed[kind][1]:
            yield self._of_closed(node, kind, *self.closed[kind])
        yield from self._of_union(AxiomKind.SUB_CLASS, kind, node, (node, is_a, kind))

    def _of_closed(self, node: Id, kind: Id, number: int, members: frozenset[Id]) -> Clash:
        axioms, triples = [number], [(node, self.closure.rules.type, kind)]
        differences = [self.difference(node, member) for member in sorted(members)]
        for difference in differences:
            axioms += difference.axioms
            triples += difference.triples
        by_names = any(difference.by_names for difference in differences)
        return self._clash(AxiomKind.CLOSED_CLASS, axioms, triples, by_names=by_names)

    def _of_functional(self, number: int, ids: Ids) -> Iterator[Clash]:
        subject, predicate, value = ids
        for other in self.closure.index.objects(predicate, subject):
            if other == value or self._same_value(other, value):
                continue
            difference = self.difference(value, other)
            triples = (ids, (subject, predicate, other), *difference.triples)
            axioms = (number, *difference.axioms)
            yield self._clash(AxiomKind.FUNCTIONAL, axioms, triples, by_names=difference.by_names)

    def _same_value(self, one: Id, other: Id) -> bool:
        literals = self.closure.terms.literals
        if one not in literals or other not in literals:
            return False
        return _canonical(self.closure, one) == _canonical(self.closure, other)

    def _of_membership(self, node: Id) -> Iterator[Clash]:
        """Check again the unions that a node is in, now that it has one more class."""
        index, rules = self.closure.index, self.closure.rules
        for kind, head in list(self.unions):
            if kind is AxiomKind.DOMAIN and index.objects(head, node):
                value = next(iter(index.objects(head, node)))
                yield from self._of_union(kind, head, node, (node, head, value))
            elif kind is AxiomKind.RANGE and index.subjects(head, node):
                source = next(iter(index.subjects(head, node)))
                yield from self._of_union(kind, head, node, (source, head, node))
            elif kind is AxiomKind.SUB_CLASS and (node, rules.type, head) in index:
                yield from self._of_union(kind, head, node, (node, rules.type, head))

    def _of_union(self, kind: AxiomKind, head: Id, node: Id, because: Ids) -> Iterator[Clash]:
        for number, members in self.unions.get((kind, head), ()):
            axioms, triples = [number], [because]
            for member in members:
                excluding = self.disjoint.get(member, {})
                reason = next(iter(excluding.keys() & self._classes(node)), None) if excluding else None
                if reason is None:
                    break
                axioms.append(excluding[reason])
                triples.append((node, self.closure.rules.type, reason))
            else:
                yield self._clash(kind, axioms, triples)

    def difference(self, one: Id, other: Id) -> _Difference:
        """Return why two individuals or values are not one; at least their names."""
        for number, group in self.different.get(one, {}).items():
            if other in group:
                return _Difference((number,))
        literals = self.closure.terms.literals
        if one in literals and other in literals:
            return _Difference()
        return self._by_value(one, other) or self._by_class(one, other) or _Difference(by_names=True)

    def _by_value(self, one: Id, other: Id) -> _Difference | None:
        index, literals = self.closure.index, self.closure.terms.literals
        for predicate, number in self.characteristics[AxiomKind.FUNCTIONAL].items():
            mine, theirs = index.objects(predicate, one), index.objects(predicate, other)
            for first in mine & literals:
                for second in theirs & literals:
                    if not self._same_value(first, second):
                        return _Difference((number,), ((one, predicate, first), (other, predicate, second)))
        return None

    def _by_class(self, one: Id, other: Id) -> _Difference | None:
        is_a = self.closure.rules.type
        theirs = self._classes(other)
        for kind in self._classes(one):
            for excluded, number in self.disjoint.get(kind, {}).items():
                if excluded in theirs:
                    return _Difference((number,), ((one, is_a, kind), (other, is_a, excluded)))
        return None


def _canonical(closure: Closure, literal: Id) -> object:
    term = closure.terms.term(literal)
    text = getattr(term, "value", str(term))
    try:
        return float(text)
    except ValueError:
        return term


def contradictions(closure: Closure) -> tuple[Clash, ...]:
    """Return every clash of a closure once."""
    detector = Detector(closure)
    found: dict[tuple[object, ...], Clash] = {}
    for ids in list(closure.index):
        for clash in detector.of(ids):
            key = (clash.kind, frozenset(clash.triples), clash.axioms[0])
            found.setdefault(key, clash)
    return tuple(found.values())


def grounds_of(closure: Closure, clash: Clash) -> tuple[Ground, ...]:
    """Return the asserted triples and axioms that a clash rests on, by the recorded proofs; not yet minimal."""
    grounds: dict[Ground, None] = dict.fromkeys(clash.axioms)
    for triple in clash.triples:
        proof = closure.explain(triple)
        grounds |= dict.fromkeys(proof.grounds() if proof else (triple,))
    return tuple(grounds)


def minimal(grounds: Sequence[Ground], *, by_names: bool) -> tuple[Ground, ...]:
    """Return grounds that clash without any that can be left out (a justification), in their order."""
    kept = list(grounds)
    for ground in grounds:
        without = [other for other in kept if other != ground]
        if _clashes(without, by_names=by_names):
            kept = without
    return tuple(kept)


def _clashes(grounds: Sequence[Ground], *, by_names: bool) -> bool:
    closure = Closure([ground for ground in grounds if isinstance(ground, Axiom)])
    closure.add(ground for ground in grounds if isinstance(ground, RdfTriple))
    detector = Detector(closure)
    return any(by_names or not clash.by_names for ids in list(closure.index) for clash in detector.of(ids))
