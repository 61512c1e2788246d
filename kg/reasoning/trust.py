"""Claims against the reference layer: which claims the trusted background excludes, and by what.

Each claim is added alone to a closure of ontology, reference facts and entity types, tried, and taken out
again, so that the cost of a claim is what follows from that one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg.model import Claim, Iri, Polarity, Proposition, Status
from kg.rdf import DCTERMS, KG, asserted_quad, text_of
from kg.reasoning.axioms import Axiom, AxiomKind, read_axioms
from kg.reasoning.clashes import Clash, Detector, grounds_of, minimal
from kg.reasoning.closure import Closure, closure_of
from kg.reasoning.proofs import Ground

MINIMISED_CLASHES = 6


@dataclass(frozen=True, slots=True)
class ReferenceFact:
    """A fact that a conflict rests on, with the works that the reference layer takes it from and their titles."""

    triple: RdfTriple
    sources: tuple[Iri, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceConflict:
    """A claim that cannot be true in the trusted background, with a minimal explanation.

    `claims` say the same plain triple; `kind` is the axiom that is broken; none of `axioms` and `facts` can
    be left out. `by_names` marks a clash that holds as long as different names stand for different things.
    """

    claims: tuple[Claim, ...]
    statement: RdfTriple
    kind: AxiomKind
    axioms: tuple[Axiom, ...]
    facts: tuple[ReferenceFact, ...]
    by_names: bool = False


class Background:
    """The closure of what is trusted, ready to try claims against."""

    def __init__(self, triples: Iterable[RdfTriple | Quad]) -> None:
        held = [RdfTriple(t.subject, t.predicate, t.object) for t in triples]
        self.closure: Closure = closure_of(read_axioms(held))
        self.detector = Detector(self.closure)
        self.sources: dict[str, tuple[Iri, ...]] = {}
        self.titles: dict[str, str] = {}
        for triple in held:
            subject = text_of(triple.subject)
            if triple.predicate == KG.factSource and isinstance(triple.object, NamedNode):
                self.sources[subject] = (*self.sources.get(subject, ()), Iri(triple.object.value))
            elif triple.predicate == DCTERMS.title:
                self.titles[subject] = text_of(triple.object)

    def refute(self, statement: RdfTriple) -> tuple[Ground, ...] | None:
        """Return a minimal set of grounds, the statement among them, that cannot all be true, or None."""
        found = self._refutation(statement)
        return found[1] if found else None

    def _refutation(self, statement: RdfTriple) -> tuple[Clash, tuple[Ground, ...]] | None:
        with self.closure.trial([statement]) as new:
            clashes = list(self.detector.of_all(new))
            provable = [clash for clash in clashes if not clash.by_names] or clashes
            candidates = [(clash, grounds_of(self.closure, clash)) for clash in provable]
        candidates.sort(key=lambda candidate: len(candidate[1]))
        minimised = [
            (clash, minimal(grounds, by_names=clash.by_names)) for clash, grounds in candidates[:MINIMISED_CLASHES]
        ]
        return min(minimised, key=_length, default=None)

    def conflict(self, statement: RdfTriple, claims: Sequence[Claim]) -> ReferenceConflict | None:
        """Return the conflict of claims that say a statement, if the background excludes it."""
        found = self._refutation(statement)
        if found is None:
            return None
        clash, grounds = found
        return self._conflict(statement, claims, clash.kind, grounds, by_names=clash.by_names)

    def denial(self, statement: RdfTriple, claims: Sequence[Claim]) -> ReferenceConflict | None:
        """Return the conflict of claims that deny a statement, if the background entails it."""
        proof = self.closure.explain(statement)
        if proof is None:
            return None
        return self._conflict(statement, claims, AxiomKind.NEGATIVE, proof.grounds(), by_names=False)

    def _conflict(
        self,
        statement: RdfTriple,
        claims: Sequence[Claim],
        kind: AxiomKind,
        grounds: Sequence[Ground],
        *,
        by_names: bool,
    ) -> ReferenceConflict:
        facts = [ground for ground in grounds if isinstance(ground, RdfTriple)]
        if kind is not AxiomKind.NEGATIVE:
            facts = [fact for fact in facts if fact != statement]
        return ReferenceConflict(
            claims=tuple(claims),
            statement=statement,
            kind=kind,
            axioms=tuple(sorted((ground for ground in grounds if isinstance(ground, Axiom)), key=str)),
            facts=tuple(self._fact(fact) for fact in sorted(facts, key=str)),
            by_names=by_names,
        )

    def _fact(self, triple: RdfTriple) -> ReferenceFact:
        sources = tuple(sorted(self.sources.get(text_of(triple.subject), ())))
        return ReferenceFact(triple, sources, tuple(self.titles.get(source, source) for source in sources))


def _length(found: tuple[Clash, tuple[Ground, ...]]) -> tuple[int, int, list[str]]:
    """Prefer few grounds, then ones that name few things, then any, the same each time."""
    return len(found[1]), sum(map(_breadth, found[1])), sorted(map(str, found[1]))


def _breadth(ground: Ground) -> int:
    return len(ground.terms) if isinstance(ground, Axiom) else 3


def plain_triple(proposition: Proposition) -> RdfTriple | None:
    """Return the triple that an affirmative proposition states, or None where it has no object."""
    quad = asserted_quad(proposition)
    return RdfTriple(quad.subject, quad.predicate, quad.object) if quad else None


def denied_triple(proposition: Proposition) -> RdfTriple | None:
    """Return the triple that a negative proposition denies without any limit of time, place or respect."""
    scope = (proposition.period, proposition.place, proposition.stage, proposition.regarding, proposition.quantity)
    if proposition.polarity is not Polarity.NEGATIVE or proposition.object is None or any(scope):
        return None
    return RdfTriple(NamedNode(proposition.subject), NamedNode(proposition.predicate), NamedNode(proposition.object))


def by_statement(claims: Iterable[Claim]) -> tuple[Mapping[RdfTriple, list[Claim]], Mapping[RdfTriple, list[Claim]]]:
    """Group accepted claims by the triple that they state, and by the triple that they deny."""
    stated: dict[RdfTriple, list[Claim]] = {}
    denied: dict[RdfTriple, list[Claim]] = {}
    for claim in claims:
        if claim.status is Status.ACCEPTED:
            for groups, triple in (
                (stated, plain_triple(claim.proposition)),
                (denied, denied_triple(claim.proposition)),
            ):
                if triple is not None:
                    groups.setdefault(triple, []).append(claim)
    return stated, denied


def untrusted(background: Iterable[RdfTriple | Quad], claims: Sequence[Claim]) -> tuple[ReferenceConflict, ...]:
    """Return a conflict for each statement of accepted claims that ontology and reference layer exclude.

    The plain triples of these conflicts (`statement`) stay out of what reasoning trusts.
    """
    trusted = Background(background)
    stated, denied = by_statement(claims)
    conflicts = [trusted.conflict(statement, group) for statement, group in stated.items()]
    conflicts += [trusted.denial(statement, group) for statement, group in denied.items()]
    return tuple(conflict for conflict in conflicts if conflict is not None)
