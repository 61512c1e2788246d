"""Every term of the project's namespace that is used anywhere is declared, with label, definition and example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[2]
KG = "https://w3id.org/assay/kg#"
MODULES = [ROOT / "ontology" / "core.ttl", ROOT / "ontology" / "domain.ttl"]
DECLARING = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
}
TURTLE = sorted([*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("ingest/sources/**/*.ttl")])
TEXT = sorted([*ROOT.glob("queries/**/*.rq"), *ROOT.glob("ingest/sources/**/claims.yaml"), *ROOT.glob("kg/rdf.py")])
MENTION = re.compile(
    r"""\bkg:([A-Za-z]\w*)|\bKG\.([A-Za-z]\w*)|\bKG\[["'](\w+)["']\]|^\s*-?\s*predicate:\s*(\w{2,})""", re.MULTILINE
)


def ontology() -> Graph:
    graph = Graph()
    for module in MODULES:
        graph.parse(module)
    return graph


def declared(graph: Graph) -> set[str]:
    subjects = {subject for kind in DECLARING for subject in graph.subjects(RDF.type, kind)}
    return {str(subject)[len(KG) :] for subject in subjects if str(subject).startswith(KG)}


def used_in_turtle(file: Path) -> set[str]:
    graph = Graph()
    graph.parse(file)
    return {
        str(term)[len(KG) :]
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(KG) and str(term) != KG
    }


def is_english(node: Node) -> bool:
    return isinstance(node, Literal) and node.language == "en"


def used_in_text(text: str) -> set[str]:
    return {next(filter(None, groups)) for groups in MENTION.findall(text)}


DECLARED = declared(ontology())


@pytest.mark.parametrize("file", TURTLE, ids=lambda file: str(file.relative_to(ROOT)))
def test_turtle_uses_declared_terms_only(file: Path) -> None:
    assert used_in_turtle(file) - DECLARED == set()


@pytest.mark.parametrize("file", TEXT, ids=lambda file: str(file.relative_to(ROOT)))
def test_queries_code_and_annotations_use_declared_terms_only(file: Path) -> None:
    assert used_in_text(file.read_text(encoding="utf-8")) - DECLARED == set()


@pytest.mark.parametrize("mention", ["kg:misspelt ?x", "KG.misspelt", 'KG["misspelt"]', "  predicate: misspelt"])
def test_misspelt_term_is_found(mention: str) -> None:
    assert used_in_text(mention) == {"misspelt"}


def test_every_term_has_label_definition_and_example() -> None:
    graph = ontology()
    lacking = [
        (term, str(annotation))
        for term in sorted(DECLARED)
        for annotation in (RDFS.label, SKOS.definition, SKOS.example)
        if not any(is_english(text) for text in graph.objects(URIRef(KG + term), annotation))
    ]
    assert lacking == []


def test_no_label_stands_for_two_terms_of_one_kind() -> None:
    graph = ontology()
    seen: dict[tuple[Node, str], Node] = {}
    for kind in DECLARING:
        for term in graph.subjects(RDF.type, kind):
            for text in graph.objects(term, RDFS.label):
                assert seen.setdefault((kind, str(text)), term) == term


def test_every_claim_predicate_has_a_kind_of_value_and_phrases() -> None:
    graph = ontology()
    kg = Namespace(KG)
    predicates = set(graph.subjects(kg.claimPredicate, Literal(True)))
    assert len(predicates) > 80
    for predicate in predicates:
        assert list(graph.objects(predicate, kg.valueKind)), predicate
        assert 3 <= len(list(graph.objects(predicate, kg.phrase))) <= 8, predicate


def test_every_term_is_declared_once() -> None:
    graph = ontology()
    twice = {str(term) for term in graph.subjects() if len(set(graph.objects(term, SKOS.definition))) > 1}
    assert twice == set()
