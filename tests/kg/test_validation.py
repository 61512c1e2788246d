"""Two SHACL engines read the real graph alike, also where violations are planted in it."""

from __future__ import annotations

from itertools import islice

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ingest.preparing import read_background
from kg.catalogue import Catalogue
from kg.rdf import CLAIMS, KG, RDF, XSD
from kg.validation import Finding, shape_files, validate_all, validate_change

SHAPES = shape_files(read_background().folder)


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(finding.severity, finding.focus_node, finding.message) for finding in findings}


@pytest.fixture(scope="module")
def damaged(catalogue: Catalogue) -> list[Quad]:
    """The real graph with a claim of two propositions, one without a quote and a share of 250 percent."""
    quads = [quad for quad in catalogue.reader.quads() if "induqin" in str(quad.graph_name) or _is_shared(quad)]
    claims = [quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == KG.Claim]
    first, second = islice((claim for claim in claims if isinstance(claim, NamedNode)), 2)
    quads = [quad for quad in quads if not (quad.subject == second and quad.predicate == KG.quote)]
    other = next(quad.object for quad in quads if quad.subject == second and quad.predicate == KG.asserts)
    share = next(quad for quad in quads if quad.predicate == KG.maximum and "%" not in str(quad.object))
    much = Quad(share.subject, KG.maximum, Literal("1", datatype=XSD.decimal), CLAIMS)
    return [*quads, Quad(first, KG.asserts, other, CLAIMS), much]


def _is_shared(quad: Quad) -> bool:
    return not str(quad.graph_name).startswith(("<https://w3id.org/assay/graph/documents/",))


def test_the_gate_and_the_native_engine_agree_on_the_real_graph(catalogue: Catalogue) -> None:
    quads = list(catalogue.reader.quads())
    gate, native = validate_change(quads, [], SHAPES), validate_all(quads, SHAPES)
    assert gate.conforms
    assert told(gate.findings) == told(native.findings)


def test_they_agree_where_the_real_graph_is_damaged(damaged: list[Quad]) -> None:
    gate, native = validate_change(damaged, [], SHAPES), validate_all(damaged, SHAPES)
    assert not gate.conforms
    assert len(gate.of_severity("Violation")) >= 3
    assert told(gate.findings) == told(native.findings)
