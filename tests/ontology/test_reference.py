"""The reference layer: 17 cited rare earths, names that stand for one thing each, nothing undescribed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

FOLDER = Path(__file__).parents[2] / "ontology" / "reference"
FILES = sorted(FOLDER.glob("*.ttl"))
KG = Namespace("https://w3id.org/assay/kg#")
ID = "https://w3id.org/assay/id/"
ELEMENT, GROUP = Namespace(ID + "element/"), Namespace(ID + "group/")
LIGHT = {"La": 57, "Ce": 58, "Pr": 59, "Nd": 60, "Pm": 61, "Sm": 62, "Eu": 63, "Gd": 64}
HEAVY = {"Y": 39, "Tb": 65, "Dy": 66, "Ho": 67, "Er": 68, "Tm": 69, "Yb": 70, "Lu": 71}
NEITHER = {"Sc": 21}
AMBIGUOUS_ON_PURPOSE = {"beijing"}


@pytest.fixture(scope="module")
def reference() -> Graph:
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def rare_earths(reference: Graph) -> set[URIRef]:
    return {s for s in reference.subjects(RDF.type, KG.RareEarthElement) if isinstance(s, URIRef)}


def symbols(graph: Graph, kind: URIRef) -> dict[str, int]:
    return {
        str(graph.value(s, KG.symbol)): int(str(graph.value(s, KG.atomicNumber)))
        for s in graph.subjects(RDF.type, kind)
    }


def entities(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type, None) if isinstance(s, URIRef) and s.startswith(ID)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_parses_and_says_what_it_is_for(path: Path) -> None:
    assert len(Graph().parse(path)) > 0
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_the_rare_earths_are_the_17_with_symbol_and_atomic_number(reference: Graph) -> None:
    assert symbols(reference, KG.RareEarthElement) == LIGHT | HEAVY | NEITHER


def test_light_and_heavy_follow_the_authority_that_is_cited(reference: Graph) -> None:
    assert symbols(reference, KG.LightRareEarthElement) == LIGHT
    assert symbols(reference, KG.HeavyRareEarthElement) == HEAVY


def test_the_lanthanides_are_57_to_71(reference: Graph) -> None:
    assert sorted(symbols(reference, KG.Lanthanide).values()) == list(range(57, 72))


def test_each_rare_earth_has_one_wikidata_id_and_a_source(reference: Graph, rare_earths: set[URIRef]) -> None:
    matches = [list(reference.objects(element, SKOS.exactMatch)) for element in rare_earths]
    assert all(len(found) == 1 and "wikidata.org/entity/Q" in str(found[0]) for found in matches)
    assert len({found[0] for found in matches}) == 17
    assert all((element, KG.factSource, None) in reference for element in rare_earths)


def test_groups_include_exactly_the_elements_of_their_class(reference: Graph, rare_earths: set[URIRef]) -> None:
    def members(group: URIRef) -> set[object]:
        return set(reference.objects(group, KG.includes))

    assert members(GROUP["rare-earth-elements"]) == rare_earths
    assert members(GROUP["light-rare-earths"]) == set(reference.subjects(RDF.type, KG.LightRareEarthElement))
    assert members(GROUP["heavy-rare-earths"]) == set(reference.subjects(RDF.type, KG.HeavyRareEarthElement))
    assert members(GROUP["lanthanides"]) == set(reference.subjects(RDF.type, KG.Lanthanide))


def test_no_other_material_is_a_rare_earth(reference: Graph, rare_earths: set[URIRef]) -> None:
    others = set(reference.subjects(RDF.type, KG.OtherCriticalMineral))
    names = {str(reference.value(s, SKOS.prefLabel)) for s in others}
    assert {"gallium", "germanium", "antimony", "graphite", "lithium", "cobalt", "nickel"} <= names
    assert not others & rare_earths


def test_promethium_and_silicon_are_not_listed_as_critical(reference: Graph) -> None:
    listed = set(reference.subjects(RDF.type, KG.CriticalMineral)) | set(
        reference.subjects(RDF.type, KG.OtherCriticalMineral)
    )
    assert ELEMENT.samarium in listed
    assert ELEMENT.promethium not in listed
    assert URIRef(ID + "material/silicon") not in listed


def test_elements_and_materials_are_declared_different(reference: Graph, rare_earths: set[URIRef]) -> None:
    (axiom,) = reference.subjects(RDF.type, OWL.AllDifferent)
    head = reference.value(axiom, OWL.distinctMembers)
    assert head is not None
    members = list(Collection(reference, head))
    assert len(members) == len(set(members))
    assert rare_earths | set(reference.subjects(RDF.type, KG.OtherCriticalMineral)) <= set(members)


def test_countries_have_unique_iso_codes_and_their_source(reference: Graph) -> None:
    countries = set(reference.subjects(RDF.type, KG.Country))
    for code, length in ((KG.isoAlpha2, 2), (KG.isoAlpha3, 3)):
        found = [str(value) for value in reference.objects(None, code)]
        assert len(found) == len(set(found)) >= len(countries)
        assert all(len(value) == length and value.isupper() for value in found)
        assert all((country, code, None) in reference for country in countries)
    assert all((country, KG.factSource, None) in reference for country in countries)


def test_every_entity_has_one_label_and_a_one_line_comment(reference: Graph) -> None:
    works = set(reference.subjects(RDF.type, KG.Work))
    for entity in entities(reference) - works:
        labels, comments = (list(reference.objects(entity, p)) for p in (SKOS.prefLabel, RDFS.comment))
        assert [label.language for label in labels if isinstance(label, Literal)] == ["en"], entity
        assert len(comments) == 1, entity
        assert "\n" not in str(comments[0]), entity


def test_everything_mentioned_is_described_and_typed(reference: Graph) -> None:
    mentioned = {t for triple in reference for t in triple if isinstance(t, URIRef) and t.startswith(ID)}
    assert mentioned == entities(reference)


def test_every_cited_work_says_who_published_it_when_and_where(reference: Graph) -> None:
    cited = set(reference.objects(None, KG.factSource))
    assert cited == set(reference.subjects(RDF.type, KG.Work))
    for work in cited:
        for required in (DCTERMS.title, DCTERMS.publisher, DCTERMS.issued, KG.url, RDFS.comment):
            assert len(list(reference.objects(work, required))) == 1, (work, required)


def test_a_name_stands_for_one_thing_unless_it_is_ambiguous_on_purpose(reference: Graph) -> None:
    named: dict[str, set[object]] = defaultdict(set)
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for entity, name in reference.subject_objects(predicate):
            assert str(name) == " ".join(str(name).split()), (entity, name)
            named[str(name).casefold()].add(entity)
    assert {name for name, bearers in named.items() if len(bearers) > 1} == AMBIGUOUS_ON_PURPOSE


def test_a_stage_of_an_aggregate_and_its_material_are_known(reference: Graph) -> None:
    aggregates = set(reference.subjects(RDF.type, KG.Aggregate))
    scoped = {a for p in (KG.ofMaterial, KG.ofActor) for a in reference.subjects(p, None)}
    assert aggregates == scoped
