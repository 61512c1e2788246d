"""SHACL validation: pyshacl gates what is written, a native engine reads whole stores.

Both give the same findings; severities are those of SHACL (violation, warning, info).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import shacl
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from kg import iris


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One validation result (sh:ValidationResult): `path` and `value` are empty where there are none."""

    severity: str
    focus_node: str
    path: str
    value: str
    message: str
    shape: str

    def __str__(self) -> str:
        value = f" (found {self.value})" if self.value else ""
        return f"{self.severity}: {iris.compact(self.focus_node)}: {self.message}{value}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, most severe first; `conforms` is false when there is a violation."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        return not self.of_severity("Violation")

    def of_severity(self, severity: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)


_ORDER = {"Violation": 0, "Warning": 1, "Info": 2}


def _report(findings: Iterable[Finding]) -> Report:
    return Report(tuple(sorted(set(findings), key=lambda f: (_ORDER.get(f.severity, 3), f))))


def shape_files(ontology: Path) -> tuple[Path, ...]:
    """Return the shapes files of an ontology folder."""
    return tuple(sorted((ontology / "shapes").glob("*.ttl")))


def _lines(quads: Iterable[Quad | Triple]) -> bytes:
    triples = dict.fromkeys(Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def validate_change(changed: Sequence[Quad], background: Iterable[Quad | Triple], shapes: Sequence[Path]) -> Report:
    """Validate the subjects of the changed quads with pyshacl, against a background that is not checked again.

    The background (ontology, reference layer, other documents' shared nodes) gives classes and names.
    """
    data = Graph().parse(data=_lines([*changed, *background]), format="nt11")
    graph = Graph()
    for path in shapes:
        graph.parse(path, format="turtle")
    focus = {quad.subject.value for quad in changed if isinstance(quad.subject, NamedNode)}
    # Told its focus nodes, pyshacl searches a list for each of them at each shape: a document takes four times as long.
    _, results, _ = pyshacl.validate(data, shacl_graph=graph, allow_warnings=True)
    return _report(finding for finding in _pyshacl_findings(results, graph) if finding.focus_node in focus)


def _pyshacl_findings(results: Graph, shapes: Graph) -> Iterable[Finding]:
    for result in results.subjects(predicate=SH.resultSeverity, unique=True):
        value = results.value(result, SH.value)
        path = results.value(result, SH.resultPath)
        message = results.value(result, SH.resultMessage)
        shape = results.value(result, SH.sourceShape)
        yield Finding(
            severity=str(results.value(result, SH.resultSeverity)).rsplit("#", 1)[-1],
            focus_node=str(results.value(result, SH.focusNode)),
            path=str(path) if isinstance(path, URIRef) else "",
            value=str(value) if isinstance(value, URIRef | Literal) else "",
            message=str(message or ""),
            shape=_named_shape(shape, shapes),
        )


def _named_shape(shape: object, shapes: Graph) -> str:
    seen = 0
    while shape is not None and not isinstance(shape, URIRef) and seen < 10:
        shape = next((s for s, _ in shapes.subject_predicates(shape)), None)  # type: ignore[arg-type]
        seen += 1
    return str(shape or "")


def validate_all(quads: Iterable[Quad | Triple], shapes: Sequence[Path]) -> Report:
    """Validate a whole store with the native engine."""
    compiled = shacl.Shapes.from_turtle("\n".join(path.read_text(encoding="utf-8") for path in shapes))
    report = compiled.validate_text(_lines(quads).decode(), format="ntriples", allow_warnings=True)
    return _report(
        Finding(
            severity=result.severity,
            focus_node=result.focus_node.strip("<>"),
            path=_plain_path(result.path),
            value=result.value_plain or "",
            message=result.message or "",
            shape=(result.root_shape or result.source_shape or "").strip("<>"),
        )
        for result in report.results
    )


def _plain_path(path: str | None) -> str:
    plain = path is not None and path.startswith("<") and path.endswith(">") and path.count("<") == 1
    return path.strip("<>") if path is not None and plain else ""
