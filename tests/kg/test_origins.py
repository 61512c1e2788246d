"""Origins: what counts once, what has none, and the chain that shows why."""

from __future__ import annotations

import pytest

from kg import iris
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_evidence
from kg.model import Claim
from kg.origins import NONE_GIVEN, SINGLE, Sources, find_standings


@pytest.fixture(scope="module")
def sources(catalogue: Catalogue) -> Sources:
    evidence = load_evidence(catalogue.reader, find_claims(catalogue.reader, ClaimFilter()))
    return Sources(evidence.citations, evidence.references, catalogue.vocabulary)


def claims_with(catalogue: Catalogue, words: str) -> list[Claim]:
    evidence = load_evidence(catalogue.reader, find_claims(catalogue.reader, ClaimFilter()))
    found = [claim for claim in evidence.claims if words in " ".join(claim.sentence.exact.split())]
    assert found
    return found


def test_a_cited_claim_rests_on_the_work_behind_its_citation(catalogue: Catalogue) -> None:
    (standing, *_) = find_standings(catalogue, "samarium")
    assert standing.verdict == SINGLE
    (origin,) = standing.origins
    assert origin.label.startswith("The Samarium (SM) Market")
    assert origin.taken_from_author
    assert origin.links[0].citation == "(*The Samarium (SM) Market | SFA (Oxford)*, n.d.)"


def test_a_named_agency_is_an_origin_and_nameless_analysts_are_none(catalogue: Catalogue, sources: Sources) -> None:
    survey = claims_with(catalogue, "according to the US Geological Survey")
    analysts = claims_with(catalogue, "Analysts warn that technological dependencies")
    assert {iris.compact(origin) for claim in survey for origin in sources.of(claim)} == {"org:usgs"}
    assert not any(sources.of(claim) for claim in analysts)


def test_a_dangling_citation_is_no_origin(catalogue: Catalogue, sources: Sources) -> None:
    claims = claims_with(catalogue, "reached only 23% in 2023")
    assert not any(sources.of(claim) for claim in claims)
    name = iris.mint("claim", claims[0].id)
    assert find_standings(catalogue, name)[0].verdict == NONE_GIVEN


def test_what_a_document_repeats_counts_once(catalogue: Catalogue, sources: Sources) -> None:
    cited = claims_with(catalogue, "Samarium, for example")[0]
    repeated = claims_with(catalogue, "At present, the US is heavily dependent")[0]
    assert repeated.document == cited.document
    assert len(sources.independent([repeated, cited])) == 1
    elsewhere = claims_with(catalogue, "according to the US Geological Survey")[0]
    assert len(sources.independent([repeated, cited, elsewhere])) == 2


def test_every_claim_and_every_work_says_in_the_graph_where_it_comes_from(catalogue: Catalogue) -> None:
    without = catalogue.reader.select("SELECT ?c { ?c a kg:Claim FILTER NOT EXISTS { ?c kg:origin ?o } }")
    unsaid = catalogue.reader.select("SELECT ?w { ?r kg:references ?w FILTER NOT EXISTS { ?w kg:isHeld false } }")
    assert list(without.rows) == list(unsaid.rows) == []
