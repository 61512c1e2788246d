"""Conflicts that reasoning finds: with the reference layer, between claims that clash together, and denials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import NamedNode
from pyoxigraph import Triple as RdfTriple

from kg.conflicts.ground import UNFULFILLED, Ground
from kg.conflicts.scope import compare_scopes
from kg.conflicts.wording import conflict, documents, listed, side, statement, with_articles
from kg.model import Claim, Conflict, ConflictKind, Modality, Polarity, Severity, Side
from kg.rdf import Term
from kg.reasoning.axioms import Axiom, AxiomKind
from kg.reasoning.clashes import contradictions, grounds_of, minimal
from kg.reasoning.layers import FACTUAL
from kg.reasoning.trust import ReferenceConflict, plain_triple

_SOFT = frozenset({Modality.HEDGED, Modality.OPINION})


def reference_conflicts(ground: Ground, found: Sequence[ReferenceConflict]) -> Iterator[Conflict]:
    """Tell each claim that ontology and reference layer exclude as a conflict."""
    for one in found:
        facts = [f"{said(ground, fact.triple)}{_cited(fact.titles)}" for fact in one.facts]
        axioms = [axiom_text(ground, axiom) for axiom in one.axioms]
        held = listed(facts) or listed(axioms)
        hedged = all(claim.modality in _SOFT for claim in one.claims)
        names = " As long as different names stand for different things." if one.by_names else ""
        yield conflict(
            ConflictKind.REFERENCE_CONTRADICTION,
            Severity.MEDIUM if hedged or one.by_names else Severity.HIGH,
            said(ground, one.statement),
            [
                side(statement(ground, one.claims[0]), _last(ground, one.statement), one.claims),
                Side("reference layer", held),
            ],
            f"{documents(one.claims)} says that {statement(ground, one.claims[0])}; the reference layer excludes it: "
            f"{'; '.join([*facts, *axioms])}.{names}",
            "The works that the reference facts are taken from, or a newer authority that replaces them.",
        )


def _cited(sources: Sequence[str]) -> str:
    return f" ({listed(sources)})" if sources else ""


def said(ground: Ground, triple: RdfTriple) -> str:
    """Say a triple with the labels of its terms."""
    return with_articles(" ".join(_term(ground, term) for term in (triple.subject, triple.predicate, triple.object)))


def _last(ground: Ground, triple: RdfTriple) -> str:
    return _term(ground, triple.object)


def _term(ground: Ground, term: Term) -> str:
    return ground.label(term.value) if isinstance(term, NamedNode) else getattr(term, "value", str(term))


_AXIOM_TEXT: Mapping[AxiomKind, str] = {
    AxiomKind.SUB_CLASS: "every {0} is a {rest_or}",
    AxiomKind.DISJOINT_CLASSES: "nothing is two of these: {all}",
    AxiomKind.CLOSED_CLASS: "{0} is only: {rest}",
    AxiomKind.SUB_PROPERTY: "whatever {0} something also {1} it",
    AxiomKind.INVERSE: "'{0}' is the inverse of '{1}'",
    AxiomKind.SYMMETRIC: "'{0}' holds both ways",
    AxiomKind.TRANSITIVE: "'{0}' is passed on",
    AxiomKind.CHAIN: "'{0}' follows from the chain {rest}",
    AxiomKind.DOMAIN: "whatever '{0}' something is a {rest_or}",
    AxiomKind.RANGE: "whatever something '{0}' is a {rest_or}",
    AxiomKind.FUNCTIONAL: "'{0}' has one value",
    AxiomKind.ASYMMETRIC: "'{0}' holds one way only",
    AxiomKind.IRREFLEXIVE: "nothing '{0}' itself",
    AxiomKind.DIFFERENT: "these are different things: {all}",
    AxiomKind.NEGATIVE: "it is not so that {0} {1} {2}",
    AxiomKind.RESTRICTION: "'{1}' between such things is '{0}'",
}


def axiom_text(ground: Ground, axiom: Axiom) -> str:
    """Say an axiom in words."""
    names = [_term(ground, term) for term in axiom.terms]
    text = _AXIOM_TEXT[axiom.kind].format(
        *names, rest=listed(names[1:]), rest_or=" or a ".join(names[1:]), all=listed(names)
    )
    return with_articles(text)


def clash_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each minimal set of factual claims that cannot all be true, though each could."""
    said_by = _claims_by_triple(ground)
    seen: set[frozenset[RdfTriple]] = set()
    for clash in contradictions(ground.closure):
        grounds = minimal(grounds_of(ground.closure, clash), by_names=clash.by_names)
        told = sorted((one for one in grounds if isinstance(one, RdfTriple) and one in said_by), key=str)
        if len(told) < 2 or frozenset(told) in seen:
            continue
        seen.add(frozenset(told))
        axioms = [axiom_text(ground, one) for one in grounds if isinstance(one, Axiom)]
        facts = [said(ground, one) for one in grounds if isinstance(one, RdfTriple) and one not in said_by]
        sides = [side(said(ground, one), _last(ground, one), said_by[one]) for one in told]
        names = ", as long as different names stand for different things" if clash.by_names else ""
        yield conflict(
            ConflictKind.CONTRADICTION,
            Severity.MEDIUM if clash.by_names else Severity.HIGH,
            listed(one.label for one in sides),
            sides,
            f"These cannot all be true{names}: {listed(one.label for one in sides)}; {listed([*facts, *axioms])}.",
            "Evidence for one of the sides from a source that none of them rests on.",
        )


def _claims_by_triple(ground: Ground) -> dict[RdfTriple, list[Claim]]:
    found: dict[RdfTriple, list[Claim]] = {}
    for claim in ground.accepted:
        triple = plain_triple(claim.proposition) if claim.modality in FACTUAL else None
        if triple is not None:
            found.setdefault(triple, []).append(claim)
    return found


def denial_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each denied statement that other claims make or entail."""
    said_by = _claims_by_triple(ground)
    soft = _unasserted(ground)
    denials: dict[RdfTriple, list[Claim]] = {}
    for claim in ground.accepted:
        proposition = claim.proposition
        if proposition.polarity is Polarity.NEGATIVE and proposition.object and claim.modality not in UNFULFILLED:
            parts = (proposition.subject, proposition.predicate, proposition.object)
            denials.setdefault(RdfTriple(*map(NamedNode, parts)), []).append(claim)
    for triple, denying in denials.items():
        for affirming in _affirmations(ground, triple, said_by, soft):
            yield _denial(ground, triple, affirming, denying)


def _unasserted(ground: Ground) -> dict[RdfTriple, list[Claim]]:
    found: dict[RdfTriple, list[Claim]] = {}
    for claim in ground.accepted:
        triple = plain_triple(claim.proposition) if claim.modality in _SOFT else None
        if triple is not None:
            found.setdefault(triple, []).append(claim)
    return found


def _affirmations(
    ground: Ground,
    triple: RdfTriple,
    said_by: Mapping[RdfTriple, list[Claim]],
    soft: Mapping[RdfTriple, list[Claim]],
) -> Iterator[list[Claim]]:
    proof = ground.closure.explain(triple)
    if proof is not None:
        claims = [claim for one in proof.grounds() if isinstance(one, RdfTriple) for claim in said_by.get(one, ())]
        if claims:
            yield [*claims, *soft.get(triple, ())]
            return
    if triple in soft:
        yield soft[triple]


def _denial(ground: Ground, triple: RdfTriple, affirming: Sequence[Claim], denying: Sequence[Claim]) -> Conflict:
    scopes = [compare_scopes(one, other) for one in affirming for other in denying]
    sides = [side("so", said(ground, triple), affirming), side("not so", f"not: {said(ground, triple)}", denying)]
    topic = said(ground, triple)
    said_so = f"{documents(affirming)} says so, {documents(denying)} denies it"
    if any(scope.same for scope in scopes):
        soft = all(claim.modality in _SOFT for claim in affirming) or all(c.modality in _SOFT for c in denying)
        return conflict(
            ConflictKind.CONTRADICTION,
            Severity.MEDIUM if soft else Severity.HIGH,
            topic,
            sides,
            f"One and the same statement is made and denied: {topic}; {said_so}.",
            "Evidence for one of the sides from a source that neither rests on.",
        )
    parts = listed(part for scope in scopes for part in (*scope.differ, *scope.open))
    return conflict(
        ConflictKind.DIFFERENT_SCOPE,
        Severity.LOW if all(scope.differ for scope in scopes) else Severity.MEDIUM,
        topic,
        sides,
        f"The statement is made and denied, but {parts} differ or are left open: {topic}; {said_so}.",
        "For which time, place and respect each side holds.",
    )
