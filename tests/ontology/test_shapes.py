"""Nodes named for their fate: both engines find exactly the shapes that each node is said to break."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.paths import MulPath
from rdflib.term import Node

from kg.validation import Finding, shape_files, validate_all, validate_change

ROOT = Path(__file__).resolve().parents[2]
SHAPES = shape_files(ROOT / "ontology")
DATA = sorted((Path(__file__).parent / "data").glob("*.ttl"))
FATE = Namespace("https://example.org/fate#")
KG = Namespace("https://w3id.org/assay/kg#")
DATA_CLASSES = (
    "Claim Proposition Quantity Period Document Passage Skip InTextCitation Reference Work IntegrityWarning "
    "Conflict ConflictSide Run Measure ExportControl Facility Government Aggregate"
)


def written_out(file: Path) -> Graph:
    """Give every node that is like another the triples that it does not say otherwise."""
    graph = Graph().parse(file)
    waiting = dict(graph.subject_objects(FATE.like))
    while waiting:
        node, model = next((n, m) for n, m in waiting.items() if m not in waiting)
        own = {*graph.predicates(node), *graph.objects(node, FATE.without), FATE.breaks}
        for predicate, value in list(graph.predicate_objects(model)):
            if predicate not in own:
                graph.add((node, predicate, value))
        del waiting[node]
    return graph


def fates(graph: Graph) -> set[tuple[str, str]]:
    return {(str(node), str(shape)) for node, shape in graph.subject_objects(FATE.breaks)}


def quads(graph: Graph) -> list[Quad]:
    records = Graph()
    for triple in graph:
        if not str(triple[1]).startswith(FATE):
            records.add(triple)
    return list(parse(records.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES))


def broken(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(f.focus_node, f.shape) for f in findings if f.focus_node.startswith("https://example.org/")}


def shapes() -> Graph:
    graph = Graph()
    for file in SHAPES:
        graph.parse(file)
    return graph


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_gate_finds_each_fate_and_nothing_else(file: Path) -> None:
    graph = written_out(file)
    assert broken(validate_change(quads(graph), [], SHAPES).findings) == fates(graph)


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_native_engine_finds_each_fate_and_nothing_else(file: Path) -> None:
    graph = written_out(file)
    assert broken(validate_all(quads(graph), SHAPES).findings) == fates(graph)


def test_every_constraint_is_broken_by_some_node() -> None:
    constraints = {str(shape) for shape in shapes().subjects(SH.message) if isinstance(shape, URIRef)}
    assert constraints - {shape for file in DATA for _, shape in fates(Graph().parse(file))} == set()


def test_every_constraint_has_one_message_which_is_a_sentence() -> None:
    graph = shapes()
    constrained = {*graph.subjects(SH.path), *graph.subjects(SH["or"]), *graph.subjects(SH.sparql)}
    for shape in (shape for shape in constrained if isinstance(shape, URIRef)):
        (message,) = graph.objects(shape, SH.message)
        assert str(message)[0].isupper(), shape
        assert str(message).endswith("."), shape
        assert len(str(message).split()) > 3, shape


@pytest.mark.parametrize("name", DATA_CLASSES.split())
def test_class_that_carries_data_has_a_shape(name: str) -> None:
    assert (None, SH.targetClass, KG[name]) in shapes()


SHAPE = Namespace("https://w3id.org/assay/shapes#")


def listed(graph: Graph, shape: URIRef) -> set[Node]:
    """Return the members of the first sh:in list on or below a shape."""
    options = SH["or"] / MulPath(RDF.rest, "*") / RDF.first
    lists = list(graph.objects(shape, SH["in"] | (options / SH["not"] / SH["in"])))
    return set(Collection(graph, lists[0]))


def test_lists_of_predicates_in_shapes_repeat_the_ontology() -> None:
    graph, ontology = shapes(), Graph().parse(ROOT / "ontology" / "domain.ttl")
    predicates = set(ontology.subjects(KG.claimPredicate, Literal(True)))
    taking = {kind: set(ontology.subjects(KG.valueKind, kind)) for kind in (KG.ShareValue, KG.PeriodValue)}
    assert listed(graph, SHAPE["Statement-predicate"]) == predicates, "add it to ontology/shapes/domain.ttl"
    assert listed(graph, SHAPE["Statement-share"]) == taking[KG.ShareValue] - {KG.imposesTariffOn}
    assert listed(graph, SHAPE["Statement-time"]) == taking[KG.PeriodValue]
    assert listed(graph, SHAPE["Statement-stage"]) == set(ontology.subjects(RDF.type, KG.SupplyChainStage))


def test_targets_of_shapes_repeat_the_ontology() -> None:
    graph, ontology = shapes(), Graph().parse(ROOT / "ontology" / "domain.ttl")

    def targets(name: str) -> set[Node]:
        return set(graph.objects(SHAPE[name], SH.targetClass))

    def below(name: str) -> set[Node]:
        return {kind for kind in ontology.transitive_subjects(RDFS.subClassOf, KG[name]) if kind is not None}

    assert targets("Measure-actor") == below("Measure")
    assert targets("ExportControl-controlled") == below("ExportControl")
    assert targets("Facility-location") == below("Facility")
    classes = {kind for kind in ontology.subjects(RDF.type, OWL.Class) if isinstance(kind, URIRef)}
    assert targets("Entity-label") == classes - {KG.SupplyChainStage}
