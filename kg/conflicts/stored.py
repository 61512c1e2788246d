"""Read back from a store what conflicts stand on, and the conflicts themselves."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from kg import iris
from kg.claims import ClaimFilter, describe, find_claims, load_claims, load_evidence
from kg.conflicts.ground import Ground
from kg.model import Conflict, ConflictKind, Iri, Severity
from kg.rdf import ASSERTED, KG, ONTOLOGY, REFERENCE, conflict_from, text_of
from kg.reasoning.closure import materialise
from kg.sparql import values_block
from kg.stores.base import Reader
from kg.vocabulary import Vocabulary

_KINDS = {kind: number for number, kind in enumerate(ConflictKind)}
_SEVERITIES = {severity: number for number, severity in enumerate(Severity)}


def in_order(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Order conflicts by kind, severity and topic, each once."""
    once = {conflict.id: conflict for conflict in conflicts}
    return tuple(sorted(once.values(), key=lambda c: (_KINDS[c.kind], _SEVERITIES[c.severity], c.topic, c.id)))


def load_conflicts(
    reader: Reader, *, kind: ConflictKind | None = None, entities: Sequence[Iri] = ()
) -> tuple[Conflict, ...]:
    """Return the conflicts of the `conflicts` layer, filtered by kind and by any of several entities."""
    about = values_block("entity", tuple(NamedNode(iri) for iri in entities)) + " ?conflict kg:topic ?entity ."
    query = f"SELECT DISTINCT ?conflict {{ ?conflict a kg:Conflict . {about if entities else ''} }}"
    found = [text_of(row[0]) for row in reader.select(query).rows if row[0] is not None]
    nodes = describe(reader, found)
    sides = describe(reader, (text_of(side) for node in nodes.values() for side in node[KG.side.value]))
    told = sorted({text_of(claim) for side in sides.values() for claim in side.get(KG.sideClaim.value, ())})
    claims = {iris.mint("claim", claim.id): claim for claim in load_claims(reader, [Iri(iri) for iri in told])}
    everything = {**nodes, **sides}
    conflicts = [conflict_from(iri, everything, {str(iri): claim for iri, claim in claims.items()}) for iri in found]
    return in_order([conflict for conflict in conflicts if kind in (None, conflict.kind)])


def load_ground(reader: Reader, vocabulary: Vocabulary) -> Ground:
    """Read all claims with their citation chains, and infer what follows from the trusted layers again."""
    evidence = load_evidence(reader, find_claims(reader, ClaimFilter()))
    held = (ONTOLOGY, REFERENCE, ASSERTED)
    trusted = [quad for quad in reader.quads() if quad.graph_name in held or _is_entities(quad.graph_name)]
    return Ground(evidence.claims, vocabulary, materialise(trusted), evidence.citations, evidence.references)


def _is_entities(layer: object) -> bool:
    return isinstance(layer, NamedNode) and layer.value.startswith(iris.graph("entities/"))
