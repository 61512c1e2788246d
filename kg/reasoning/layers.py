"""The layers that follow from claims: the plain triples that are trusted, and what can be inferred from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg.model import Claim, Modality, Status
from kg.rdf import ASSERTED, INFERRED, asserted_quad
from kg.reasoning.closure import Closure, materialise
from kg.reasoning.trust import ReferenceConflict, untrusted

FACTUAL = frozenset({Modality.ASSERTED, Modality.REPORTED})


@dataclass(frozen=True, slots=True)
class Derived:
    """What claims give rise to: asserted and inferred quads, the claims that are not trusted, and the closure."""

    asserted: tuple[Quad, ...]
    inferred: tuple[Quad, ...]
    conflicts: tuple[ReferenceConflict, ...]
    closure: Closure


def derive(background: Sequence[RdfTriple | Quad], claims: Sequence[Claim]) -> Derived:
    """Assert plainly what claims state as fact and the background does not exclude, then infer what follows."""
    conflicts = untrusted(background, claims)
    excluded = {conflict.statement for conflict in conflicts}
    held = {_triple(quad) for quad in background}
    kept_out = excluded | held
    asserted = [quad for quad in dict.fromkeys(_factual(claims)) if _triple(quad) not in kept_out]
    closure = materialise([*background, *asserted])
    inferred = [triple for triple in closure.inferred() if _is_plain(triple) and triple not in held]
    quads = tuple(Quad(t.subject, t.predicate, t.object, INFERRED) for t in inferred)
    return Derived(tuple(asserted), quads, conflicts, closure)


def _factual(claims: Iterable[Claim]) -> Iterator[Quad]:
    """Yield plain triples; what is hedged, forecast, wished for or opinion is no fact and stays with its claim."""
    for claim in claims:
        quad = asserted_quad(claim.proposition)
        if quad is not None and claim.status is Status.ACCEPTED and claim.modality in FACTUAL:
            yield quad


def _triple(quad: RdfTriple | Quad) -> RdfTriple:
    return RdfTriple(quad.subject, quad.predicate, quad.object)


def _is_plain(triple: RdfTriple) -> bool:
    return isinstance(triple.subject, NamedNode) and not isinstance(triple.object, BlankNode)


def derived_layers(derived: Derived) -> tuple[tuple[NamedNode, tuple[Quad, ...]], ...]:
    """Return each derived layer with its quads."""
    return (ASSERTED, derived.asserted), (INFERRED, derived.inferred)
