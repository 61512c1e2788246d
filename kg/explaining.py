"""Why a triple holds: its proof with words, the claims that state its grounds, and the works behind facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode
from pyoxigraph import Triple as RdfTriple

from kg.conflicts.ground import Ground
from kg.conflicts.logic import axiom_text, said
from kg.model import Claim
from kg.rdf import DCTERMS, KG, text_of
from kg.reasoning.layers import FACTUAL
from kg.reasoning.proofs import Proof
from kg.reasoning.trust import plain_triple
from kg.sparql import values_block
from kg.stores.base import Reader


@dataclass(frozen=True, slots=True)
class Explanation:
    """A triple in words, with the axiom and premises that it follows from.

    A stated triple has no axiom: it has claims, or the titles of the works that the reference layer cites,
    or neither where ontology or entity files state it.
    """

    triple: RdfTriple
    text: str
    axiom: str | None
    premises: tuple[Explanation, ...]
    claims: tuple[Claim, ...] = ()
    sources: tuple[str, ...] = ()


def explain(ground: Ground, reader: Reader, triple: RdfTriple) -> Explanation | None:
    """Explain why a triple holds in the trusted layers; None if it does not."""
    proof = ground.closure.explain(triple)
    if proof is None:
        return None
    stated: dict[RdfTriple, list[Claim]] = {}
    for claim in ground.accepted:
        plain = plain_triple(claim.proposition) if claim.modality in FACTUAL else None
        if plain is not None:
            stated.setdefault(plain, []).append(claim)
    facts = [one for one in proof.grounds() if isinstance(one, RdfTriple) and one not in stated]
    return _explanation(ground, proof, stated, _sources(reader, facts))


def _explanation(
    ground: Ground, proof: Proof, stated: Mapping[RdfTriple, list[Claim]], sources: Mapping[str, tuple[str, ...]]
) -> Explanation:
    told = tuple(stated.get(proof.triple, ())) if proof.asserted else ()
    cited = sources.get(text_of(proof.triple.subject), ()) if proof.asserted and not told else ()
    return Explanation(
        triple=proof.triple,
        text=said(ground, proof.triple),
        axiom=axiom_text(ground, proof.axiom) if proof.axiom else None,
        premises=tuple(_explanation(ground, premise, stated, sources) for premise in proof.premises),
        claims=told,
        sources=cited,
    )


def _sources(reader: Reader, facts: Sequence[RdfTriple]) -> dict[str, tuple[str, ...]]:
    """Return the titles of the works that facts are taken from, by subject."""
    subjects = tuple(dict.fromkeys(fact.subject for fact in facts if isinstance(fact.subject, NamedNode)))
    if not subjects:
        return {}
    pattern = f"{values_block('fact', subjects)} ?fact {KG.factSource} ?work . ?work {DCTERMS.title} ?title"
    found: dict[str, tuple[str, ...]] = {}
    for fact, title in reader.select(f"SELECT DISTINCT ?fact ?title {{ {pattern} }} ORDER BY ?fact ?title").rows:
        if fact is not None and title is not None:
            found[text_of(fact)] = (*found.get(text_of(fact), ()), text_of(title))
    return found
