"""The citation apparatus in a store: in-text citations, reference lists, and the works behind claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.bibliography import BibliographyEntry
from kg.claims import Evidence, describe, load_citations, load_references
from kg.model import InTextCitation, LinkStatus, Reference, Work
from kg.rdf import KG, document_work_from, text_of
from kg.stores.base import Reader


@dataclass(frozen=True, slots=True)
class CitedReference:
    """An entry of a reference list with the places of the citations that mean it, or may mean it."""

    reference: Reference
    cited_by: tuple[InTextCitation, ...]


def find_citations(
    reader: Reader, document: str | None = None, status: LinkStatus | None = None
) -> list[InTextCitation]:
    """Return in-text citations in the order of document and place."""
    of_status = f"?x kg:linkStatus {KG[status.capitalize()]} ." if status else ""
    return sorted(
        load_citations(reader, _ids(reader, "kg:InTextCitation", document, of_status)).values(),
        key=lambda citation: (citation.document, citation.start),
    )


def find_references(reader: Reader, document: str | None = None) -> list[CitedReference]:
    """Return the entries of reference lists, each with the citations that mean it."""
    references = load_references(reader, _ids(reader, "kg:Reference", document, "")).values()
    cited: dict[str, list[InTextCitation]] = {}
    for citation in find_citations(reader, document):
        for index in citation.references if citation.status is not LinkStatus.DANGLING else ():
            cited.setdefault(f"{citation.document}-{index}", []).append(citation)
    ordered = sorted(references, key=lambda reference: (reference.document, reference.index))
    return [CitedReference(reference, tuple(cited.get(reference.id, ()))) for reference in ordered]


def _ids(reader: Reader, kind: str, document: str | None, more: str) -> list[str]:
    held = f"?x kg:inDocument/kg:slug {Literal(document)} ." if document else ""
    rows = reader.select(f"SELECT ?x {{ ?x a {kind} . {held} {more} }}").rows
    return [text_of(row[0]).rsplit("/", 1)[-1] for row in rows if row[0] is not None]


def bibliography(evidence: Evidence, documents: Mapping[str, Work]) -> list[BibliographyEntry]:
    """Return the works behind claims: what they cite as far as it could be followed, and the documents themselves.

    The note of a cited work has the quote and where it stands; the note of a document likewise.
    """
    entries: list[BibliographyEntry] = []
    for claim in evidence.claims:
        place = f"{claim.document}, characters {claim.passage.start}–{claim.passage.end}"
        note = f"“{' '.join(claim.passage.exact.split())}” ({place})"
        entries.append(BibliographyEntry(documents[claim.document], note))
        entries += [BibliographyEntry(work, f"cited for {note}") for work in _works(claim.citations, evidence)]
    return entries


def _works(citations: Sequence[str], evidence: Evidence) -> Iterable[Work]:
    for name in citations:
        citation = evidence.citations.get(name)
        if citation is not None and citation.status is not LinkStatus.DANGLING:
            reference = evidence.references.get(f"{citation.document}-{citation.references[0]}")
            if reference is not None:
                yield reference.work


def load_document_works(reader: Reader) -> dict[str, Work]:
    """Return the documents that are held, each as a work that can be cited, by slug."""
    rows = reader.select("SELECT ?d { ?d a kg:Document }").rows
    nodes = describe(reader, (text_of(row[0]) for row in rows if row[0] is not None))
    return {iri.rsplit("/", 1)[-1]: document_work_from(iri, node) for iri, node in nodes.items()}
