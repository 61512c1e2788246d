"""A claim that ontology or reference facts exclude is found by reasoning and explained minimally."""

from __future__ import annotations

import pytest
from hand_made import claim, ontology, triple, turtle

from kg.model import Modality, Polarity, Status
from kg.reasoning.axioms import AxiomKind
from kg.reasoning.clashes import contradictions
from kg.reasoning.closure import Closure, materialise
from kg.reasoning.consistency import check
from kg.reasoning.proofs import Ground
from kg.reasoning.trust import Background, ReferenceConflict, untrusted

NEW_DOCUMENT = turtle("""
    material:tungsten a kg:ChemicalElement ; kg:symbol "W" ; kg:atomicNumber 74 .
    facility:lynas-kuantan a kg:Refinery ; kg:inCountry country:malaysia .
    country:malaysia a kg:Country ; kg:isoAlpha2 "MY" .
    org:lynas a kg:Company . policy:quota a kg:ExportControl . aggregate:world-tungsten a kg:Aggregate .
""")

MISTAKES = {
    "element:samarium a kg:HeavyRareEarthElement": AxiomKind.DISJOINT_CLASSES,
    "element:terbium a kg:LightRareEarthElement": AxiomKind.DISJOINT_CLASSES,
    "material:gallium a kg:RareEarthElement": AxiomKind.DISJOINT_CLASSES,
    "element:yttrium a kg:Lanthanide": AxiomKind.CLOSED_CLASS,
    "material:tungsten a kg:RareEarthElement": AxiomKind.CLOSED_CLASS,
    "element:dysprosium a kg:Company": AxiomKind.DISJOINT_CLASSES,
    "group:rare-earth-elements a kg:ChemicalElement": AxiomKind.DISJOINT_CLASSES,
    "org:lynas a kg:Person": AxiomKind.DISJOINT_CLASSES,
    "place:baotou kg:locatedIn country:japan": AxiomKind.FUNCTIONAL,
    "facility:lynas-kuantan kg:locatedIn country:australia": AxiomKind.FUNCTIONAL,
    "facility:lynas-kuantan kg:locatedIn place:california": AxiomKind.FUNCTIONAL,
    "policy:quota kg:retaliatesAgainst policy:quota": AxiomKind.IRREFLEXIVE,
    "element:neodymium kg:enactedBy country:china": AxiomKind.DISJOINT_CLASSES,
    "aggregate:world-tungsten kg:holdsShareOf aggregate:world-rare-earth-supply": AxiomKind.DOMAIN,
}
SOUND = [
    "element:samarium a kg:LightRareEarthElement",
    "element:dysprosium a kg:HeavyRareEarthElement",
    "place:baotou kg:locatedIn country:china",
    "place:baotou kg:locatedIn place:inner-mongolia",
    "org:lynas kg:locatedIn country:australia",
    "policy:quota kg:retaliatesAgainst policy:other",
    "material:gallium kg:usedIn product:semiconductors",
]


@pytest.fixture(scope="module")
def background() -> Background:
    return Background([*ontology(), *NEW_DOCUMENT])


def still_clash(grounds: tuple[Ground, ...]) -> bool:
    closure = Closure([ground for ground in grounds if hasattr(ground, "kind")])
    closure.add(ground for ground in grounds if not hasattr(ground, "kind"))
    return any(not clash.by_names for clash in contradictions(closure))


@pytest.mark.parametrize(("mistake", "kind"), MISTAKES.items(), ids=MISTAKES.keys())
def test_mistake_of_a_new_document_is_found(mistake: str, kind: AxiomKind) -> None:
    found = untrusted([*ontology(), *NEW_DOCUMENT], [claim(mistake)])
    assert [(conflict.kind, conflict.statement) for conflict in found] == [(kind, triple(mistake))]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_explanation_is_minimal(mistake: str, background: Background) -> None:
    grounds = background.refute(triple(mistake))
    assert grounds is not None
    assert triple(mistake) in grounds
    if still_clash(grounds):
        for ground in grounds:
            assert not still_clash(tuple(other for other in grounds if other != ground))


@pytest.mark.parametrize("sound", SOUND)
def test_what_the_background_allows_is_trusted(sound: str) -> None:
    assert untrusted([*ontology(), *NEW_DOCUMENT], [claim(sound)]) == ()


def test_ontology_and_reference_layer_do_not_contradict_themselves() -> None:
    assert contradictions(materialise(ontology())) == ()


def conflict_of(mistake: str) -> ReferenceConflict:
    (conflict,) = untrusted(ontology(), [claim(mistake)])
    return conflict


def test_explanation_names_reference_facts_with_their_citations() -> None:
    conflict = conflict_of("element:samarium a kg:HeavyRareEarthElement")
    assert [str(axiom) for axiom in conflict.axioms] == [
        "DisjointClasses(kg:LightRareEarthElement kg:HeavyRareEarthElement)"
    ]
    (fact,) = conflict.facts
    assert fact.triple == triple("element:samarium a kg:LightRareEarthElement")
    assert "https://w3id.org/assay/id/work/usgs-rare-earth-elements-2011" in fact.sources


def test_denial_of_a_reference_fact_is_a_conflict() -> None:
    denial = claim("element:scandium a kg:RareEarthElement", polarity=Polarity.NEGATIVE)
    (conflict,) = untrusted(ontology(), [denial])
    assert conflict.kind is AxiomKind.NEGATIVE


def test_denial_of_a_mistake_is_none() -> None:
    assert untrusted(ontology(), [claim("material:gallium a kg:RareEarthElement", polarity=Polarity.NEGATIVE)]) == ()


def test_proposed_claims_are_left_alone_and_hedged_ones_are_not() -> None:
    mistake = "material:gallium a kg:RareEarthElement"
    assert untrusted(ontology(), [claim(mistake, status=Status.PROPOSED)]) == ()
    assert len(untrusted(ontology(), [claim(mistake, modality=Modality.HEDGED)])) == 1


def test_documents_that_make_one_mistake_are_in_one_conflict() -> None:
    mistake = "material:gallium a kg:RareEarthElement"
    (conflict,) = untrusted(ontology(), [claim(mistake, "one"), claim(mistake, "two")])
    assert [one.document for one in conflict.claims] == ["one", "two"]


def test_clash_by_names_alone_is_marked() -> None:
    found = Background(ontology()).conflict(triple("material:tungsten a kg:RareEarthElement"), ())
    assert found is not None
    assert found.by_names


@pytest.mark.parametrize(
    "mistake",
    ["place:baotou kg:locatedIn country:japan", "element:yttrium a kg:Lanthanide", "element:dysprosium a kg:Company"],
)
def test_hermit_and_pellet_agree(mistake: str, background: Background) -> None:
    answer = check([*ontology(), triple(mistake)])
    assert not answer.consistent
    grounds = background.refute(triple(mistake))
    assert grounds is not None
    subject = mistake.split()[0].split(":")[1]
    assert any(subject in axiom for axiom in answer.explanation)


def test_hermit_finds_the_ontology_consistent_with_dated_claims() -> None:
    dated = turtle('facility:pit kg:establishedIn "2022"^^edtf:EDTF .')
    answer = check([*ontology(), *dated])
    assert answer.consistent
    assert answer.unsatisfiable == ()
