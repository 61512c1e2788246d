"""A graph with all that follows from it, each inferred triple with the step that it follows by.

Forward chaining, semi-naive: a new triple is joined with those that are there, once. Additions cost in
proportion to what follows from them. A removal drops what was derived from the triple and derives again
what also follows otherwise (DRed). A change of axioms is a rebuild.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg.model import Iri
from kg.reasoning.axioms import Axiom, AxiomKind, Reading, read_axioms
from kg.reasoning.index import Ids, Index, Terms
from kg.reasoning.proofs import Proof
from kg.reasoning.rules import Rules, Step


class Closure:
    """Asserted and inferred triples under a fixed set of axioms."""

    def __init__(self, axioms: Sequence[Axiom], unsupported: Sequence[str] = ()) -> None:
        self.axioms = tuple(axioms)
        self.unsupported = tuple(unsupported)
        self.terms = Terms()
        self.index = Index()
        self.rules = Rules(self.axioms, self.terms)
        self._asserted: set[Ids] = set()
        self._steps: dict[Ids, Step] = {}
        self._used_in: dict[Ids, set[Ids]] = {}
        self._saturate(self.rules.axiomatic)

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, triple: RdfTriple) -> bool:
        subject, predicate, value = (
            self.terms.known(term) for term in (triple.subject, triple.predicate, triple.object)
        )
        if subject is None or predicate is None or value is None:
            return False
        return (subject, predicate, value) in self.index

    def add(self, triples: Iterable[RdfTriple | Quad]) -> tuple[RdfTriple, ...]:
        """Add facts and all that follows from them; return the triples that are new, facts first.

        What follows from stated classes is recorded before what follows from relations, so that proofs of
        classes are the ones that readers expect.
        """
        return tuple(self.terms.triple(ids) for ids in self._add(triples))

    def _add(self, triples: Iterable[RdfTriple | Quad]) -> list[Ids]:
        facts = [self.terms.ids(triple) for triple in triples]
        new = [ids for ids in dict.fromkeys(facts) if ids not in self.index]
        self._asserted.update(facts)
        for ids in new:
            self.index.put(ids)
        new.sort(key=lambda ids: ids[1] != self.rules.type)
        classes = sum(ids[1] == self.rules.type for ids in new)
        return new + self._propagate(new[:classes]) + self._propagate(new[classes:])

    def _saturate(self, steps: Iterable[Step]) -> list[Ids]:
        new = [step.triple for step in steps if self._record(step)]
        return new + self._propagate(new)

    def _propagate(self, frontier: Sequence[Ids]) -> list[Ids]:
        found: list[Ids] = []
        waiting = list(frontier)
        while waiting:
            ids = waiting.pop()
            for step in self.rules.follow(ids, self.index):
                if self._record(step):
                    waiting.append(step.triple)
                    found.append(step.triple)
        return found

    def _record(self, step: Step) -> bool:
        if step.triple in self.index:
            return False
        self.index.put(step.triple)
        self._steps[step.triple] = step
        for premise in step.premises:
            self._used_in.setdefault(premise, set()).add(step.triple)
        return True

    def remove(self, triples: Iterable[RdfTriple | Quad]) -> tuple[RdfTriple, ...]:
        """Withdraw facts; return all triples that no longer hold."""
        facts = {self.terms.ids(triple) for triple in triples}
        facts &= self._asserted
        self._asserted -= facts
        dropped = self._drop(facts)
        again = [step for ids in dropped if (step := self.rules.support(ids, self.index)) is not None]
        self._saturate(again)
        return tuple(self.terms.triple(ids) for ids in dropped if ids not in self.index)

    def _drop(self, facts: Iterable[Ids]) -> list[Ids]:
        dropped: list[Ids] = []
        waiting = [ids for ids in facts if ids not in self._steps]
        while waiting:
            ids = waiting.pop()
            if ids not in self.index:
                continue
            self._forget_step(ids)
            if ids not in self._asserted:
                self.index.drop(ids)
                dropped.append(ids)
                waiting += self._used_in.pop(ids, ())
        return dropped

    def _forget_step(self, ids: Ids) -> None:
        step = self._steps.pop(ids, None)
        for premise in step.premises if step else ():
            self._used_in.get(premise, set()).discard(ids)

    @contextmanager
    def trial(self, triples: Iterable[RdfTriple | Quad]) -> Iterator[tuple[Ids, ...]]:
        """Add facts for the length of a block, and give all that is new because of them."""
        facts = list(triples)
        before = {ids for ids in map(self.terms.ids, facts) if ids in self._asserted}
        new = self._add(facts)
        try:
            yield tuple(new)
        finally:
            self._asserted -= {self.terms.ids(fact) for fact in facts} - before
            for ids in new:
                self.index.drop(ids)
                self._forget_step(ids)
                self._used_in.pop(ids, None)

    def objects(self, subject: Iri, predicate: NamedNode) -> frozenset[Iri]:
        """Return the IRIs that a subject has for a predicate, stated or inferred."""
        mine, relation = self.terms.known(NamedNode(subject)), self.terms.known(predicate)
        found = self.index.objects(relation, mine) if mine is not None and relation is not None else ()
        return frozenset(Iri(term.value) for term in map(self.terms.term, found) if isinstance(term, NamedNode))

    def subjects(self, predicate: NamedNode, value: Iri) -> frozenset[Iri]:
        """Return the IRIs that have a value for a predicate, stated or inferred."""
        theirs, relation = self.terms.known(NamedNode(value)), self.terms.known(predicate)
        found = self.index.subjects(relation, theirs) if theirs is not None and relation is not None else ()
        return frozenset(Iri(term.value) for term in map(self.terms.term, found) if isinstance(term, NamedNode))

    def inferred(self) -> Iterator[RdfTriple]:
        """Yield every triple that holds without being asserted."""
        return (self.terms.triple(ids) for ids in self.index if ids not in self._asserted)

    def by_axiom(self, kind: AxiomKind) -> Iterator[RdfTriple]:
        """Yield the inferred triples whose last step is by an axiom of this kind."""
        steps = (step for step in self._steps.values() if step.triple not in self._asserted)
        return (self.terms.triple(step.triple) for step in steps if self.axioms[step.axiom].kind is kind)

    def explain(self, triple: RdfTriple) -> Proof | None:
        """Return how a triple follows, down to asserted triples and axioms; None if it does not hold."""
        known = self.terms.ids(triple) if triple in self else None
        return None if known is None else self.proof(known)

    def proof(self, ids: Ids) -> Proof:
        """Return the proof tree of a triple that holds; an asserted one has neither axiom nor premises."""
        step = None if ids in self._asserted else self._steps.get(ids)
        if step is None:
            return Proof(self.terms.triple(ids), None, ())
        premises = tuple(self.proof(premise) for premise in step.premises)
        return Proof(self.terms.triple(ids), self.axioms[step.axiom], premises)


def materialise(triples: Iterable[RdfTriple | Quad]) -> Closure:
    """Read axioms and facts from a graph and infer all that follows from them."""
    return closure_of(read_axioms(triples))


def closure_of(reading: Reading) -> Closure:
    """Infer all that follows from axioms and facts that were read already."""
    closure = Closure(reading.axioms, reading.unsupported)
    closure.add(reading.facts)
    return closure
