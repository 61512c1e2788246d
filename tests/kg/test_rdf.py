"""Model objects survive the way to quads and back."""

from __future__ import annotations

from ingest.preparing import prepare, read_background
from ingest.reading import default_sources
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_claims, load_evidence


def test_every_claim_comes_back_as_it_was_written(catalogue: Catalogue) -> None:
    prepared, _ = prepare(default_sources(), read_background(), progress=lambda step: None)
    written = {claim.id: claim for one in prepared for claim in one.source.claims}
    read = {claim.id: claim for claim in load_claims(catalogue.reader, find_claims(catalogue.reader, ClaimFilter()))}
    assert read == written


def test_the_citation_chain_comes_back_whole(catalogue: Catalogue) -> None:
    prepared, _ = prepare(default_sources(), read_background(), progress=lambda step: None)
    citations = {c.id: c for one in prepared for c in one.source.citations}
    references = {r.id: r for one in prepared for r in one.source.references}
    found = find_claims(catalogue.reader, ClaimFilter(document="hanif-2025"))
    evidence = load_evidence(catalogue.reader, found)
    assert evidence.citations
    assert all(citations[name] == citation for name, citation in evidence.citations.items())
    assert all(references[name] == reference for name, reference in evidence.references.items())


def test_the_chain_can_be_followed_in_spar_terms(catalogue: Catalogue) -> None:
    query = """SELECT ?work {
      ?mark a c4o:InTextReferencePointer ; kg:citationText ?text ; c4o:denotes ?entry .
      ?entry a biro:BibliographicReference ; biro:references ?work .
      ?work a fabio:Expression . ?document cito:cites ?work FILTER(CONTAINS(?text, "Baskaran"))
    }"""
    assert len(list(catalogue.reader.select(query).rows)) == 1
