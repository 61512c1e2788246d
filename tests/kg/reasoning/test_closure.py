"""What follows from a graph, the proof of each inferred triple, and what stays when facts are withdrawn."""

from __future__ import annotations

import random

import pytest
from hand_made import ontology, triple, turtle
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

from kg import iris
from kg.reasoning.axioms import Axiom, AxiomKind, read_axioms
from kg.reasoning.closure import Closure, closure_of, materialise

FAMILY = """
    kg:partOf a owl:TransitiveProperty . kg:hasPart owl:inverseOf kg:partOf .
    kg:allied a owl:SymmetricProperty . kg:retaliates rdfs:subPropertyOf kg:responds .
    kg:retaliates rdfs:domain kg:Measure ; rdfs:range kg:Measure .
    kg:Tariff rdfs:subClassOf kg:Measure . kg:Measure rdfs:subClassOf kg:Deed .
    kg:enactedBy owl:propertyChainAxiom ( kg:enactedBy kg:actsFor ) .
    kg:Twin owl:equivalentClass [ owl:oneOf ( org:a org:b ) ] . kg:Twin rdfs:subClassOf kg:Deed .
    place:x kg:partOf place:y . place:y kg:partOf place:z .
    org:a kg:allied org:b . policy:p kg:retaliates policy:q . policy:r a kg:Tariff ; kg:enactedBy org:a .
    org:a kg:actsFor country:c . country:c kg:actsFor country:d .
"""
FOLLOWS = [
    ("place:x kg:partOf place:z", AxiomKind.TRANSITIVE),
    ("place:z kg:hasPart place:x", AxiomKind.INVERSE),
    ("org:b kg:allied org:a", AxiomKind.SYMMETRIC),
    ("policy:p kg:responds policy:q", AxiomKind.SUB_PROPERTY),
    ("policy:p a kg:Measure", AxiomKind.DOMAIN),
    ("policy:q a kg:Measure", AxiomKind.RANGE),
    ("policy:r a kg:Deed", AxiomKind.SUB_CLASS),
    ("policy:r kg:enactedBy country:d", AxiomKind.CHAIN),
    ("org:b a kg:Twin", AxiomKind.CLOSED_CLASS),
]


@pytest.mark.parametrize(("text", "kind"), FOLLOWS, ids=[text for text, _ in FOLLOWS])
def test_what_follows_is_there_with_the_axiom_that_it_follows_by(text: str, kind: AxiomKind) -> None:
    proof = materialise(turtle(FAMILY)).explain(triple(text))
    assert proof is not None
    assert proof.axiom is not None
    assert proof.axiom.kind is kind


def test_proof_goes_down_to_asserted_triples_and_axioms() -> None:
    proof = materialise(turtle(FAMILY)).explain(triple("policy:r kg:enactedBy country:d"))
    assert proof is not None
    assert {str(ground) for ground in proof.grounds() if isinstance(ground, Axiom)} == {
        "PropertyChain(kg:enactedBy kg:enactedBy kg:actsFor)"
    }
    assert {ground for ground in proof.grounds() if isinstance(ground, Triple)} == {
        triple("policy:r kg:enactedBy org:a"),
        triple("org:a kg:actsFor country:c"),
        triple("country:c kg:actsFor country:d"),
    }


def test_what_does_not_follow_is_not_explained() -> None:
    closure = materialise(turtle(FAMILY))
    assert closure.explain(triple("place:z kg:partOf place:x")) is None
    assert closure.explain(triple("place:never kg:partOf place:x")) is None


def test_country_of_a_place_within_a_place_is_inferred() -> None:
    facts = turtle("place:pit a kg:City ; kg:locatedIn place:baotou .")
    closure = materialise([*ontology(), *facts])
    assert triple("place:pit kg:inCountry country:china") in closure


def test_every_construct_of_the_ontology_is_supported() -> None:
    assert read_axioms(ontology()).unsupported == ()


def test_construct_that_is_not_supported_is_named() -> None:
    reading = read_axioms(
        turtle("kg:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:p ; owl:hasValue kg:v ] .")
    )
    assert any("A" in name for name in reading.unsupported)


def shown(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Keep what both reasoners mean to infer: relations and named classes of named individuals."""
    return {
        (s, p, o)
        for s, p, o in triples
        if s.startswith(iris.ID) and (p.startswith(iris.KG) or p == str(RDF.type)) and not o.startswith(str(OWL))
    }


def test_same_triples_as_owlrl_on_ontology_and_reference_layer() -> None:
    graph = Graph().parse(data=serialize(ontology(), format=RdfFormat.N_TRIPLES) or b"", format="nt11")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    theirs = shown({(str(s), str(p), str(o)) for s, p, o in graph if isinstance(o, URIRef)})
    closure = materialise(ontology())
    rules = set(closure.by_axiom(AxiomKind.RESTRICTION))
    ours = shown(
        {
            (str(t.subject.value), t.predicate.value, t.object.value)
            for t in (*ontology(), *closure.inferred())
            if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode) and t not in rules
        }
    )
    assert ours == theirs


def random_world(seed: int) -> list[Triple]:
    dice = random.Random(seed)
    nodes = [f"place:n{number}" for number in range(7)]
    relations = ["kg:partOf", "kg:hasPart", "kg:allied", "kg:retaliates", "kg:enactedBy", "kg:actsFor"]
    lines = [f"{dice.choice(nodes)} {dice.choice(relations)} {dice.choice(nodes)} ." for _ in range(18)]
    lines += [f"{dice.choice(nodes)} a kg:Tariff ." for _ in range(2)]
    return turtle("\n".join(lines))


@pytest.mark.parametrize("seed", range(12))
def test_adding_and_removing_gives_what_a_rebuild_gives(seed: int) -> None:
    axioms, world = read_axioms(turtle(FAMILY)).axioms, random_world(seed)
    dice = random.Random(seed)
    changed = Closure(axioms)
    held: set[Triple] = set()
    for _ in range(6):
        more, fewer = dice.sample(world, 8), dice.sample(world, 5)
        changed.add(more)
        gone = changed.remove(fewer)
        held = (held | set(more)) - set(fewer)
        rebuilt = Closure(axioms)
        rebuilt.add(held)
        assert set(changed.inferred()) == set(rebuilt.inferred())
        assert all(fact not in changed for fact in gone)
        for fact in changed.inferred():
            proof = changed.explain(fact)
            assert proof is not None
            assert {ground for ground in proof.grounds() if isinstance(ground, Triple)} <= held


@pytest.mark.parametrize("seed", range(6))
def test_trial_leaves_no_trace(seed: int) -> None:
    axioms, world = read_axioms(turtle(FAMILY)).axioms, random_world(seed)
    closure, untouched = Closure(axioms), Closure(axioms)
    closure.add(world[:10])
    untouched.add(world[:10])
    with closure.trial(world[8:]):
        assert world[-1] in closure
    assert set(closure.inferred()) == set(untouched.inferred())
    assert closure.remove(world[:10])
    assert set(closure.inferred()) == set(Closure(axioms).inferred())


def test_reading_can_be_shared_between_closures() -> None:
    reading = read_axioms(turtle(FAMILY))
    assert len(closure_of(reading)) == len(materialise(turtle(FAMILY)))
