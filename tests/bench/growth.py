"""Grow the real claims: copies about other things, in other documents, with the same shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from kg import iris
from kg.model import Claim, Iri, Proposition

RENAMED = ("policy", "org", "facility", "concept", "event", "product", "aggregate", "group", "technology")


def _renamed(iri: Iri | None, copy: int) -> Iri | None:
    if iri is None or copy == 0:
        return iri
    kind = iri.removeprefix(iris.ID).partition("/")[0]
    return Iri(f"{iri}-{copy}") if iri.startswith(iris.ID) and kind in RENAMED else iri


def _proposition(said: Proposition, copy: int) -> Proposition:
    return replace(
        said,
        subject=_renamed(said.subject, copy) or said.subject,
        object=_renamed(said.object, copy),
        regarding=_renamed(said.regarding, copy),
    )


def grow_claims(claims: Sequence[Claim], factor: int) -> Iterator[Claim]:
    """Yield `factor` times as many claims; copies stand in documents of their own."""
    for copy in range(factor):
        for claim in claims:
            if copy == 0:
                yield claim
                continue
            sha256 = f"{claim.passage.document_sha256}-{copy}"
            document = f"{claim.document}-{copy}"
            yield replace(
                claim,
                proposition=_proposition(claim.proposition, copy),
                passage=replace(claim.passage, document=document, document_sha256=sha256),
                sentence=replace(claim.sentence, document=document, document_sha256=sha256),
            )


def grow_entities(triples: Sequence[Triple], factor: int) -> Iterator[Triple]:
    """Yield the description of every entity, once for each copy that the claims speak of."""
    for copy in range(factor):
        for triple in triples:
            subject = triple.subject
            if copy and isinstance(subject, NamedNode):
                renamed = _renamed(Iri(subject.value), copy)
                if renamed == subject.value:
                    continue
                subject = NamedNode(str(renamed))
            yield Triple(subject, triple.predicate, triple.object)
