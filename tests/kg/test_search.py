"""Behaviour of full-text search over claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_claims
from kg.errors import InvalidInputError
from kg.model import Claim
from kg.search import SearchIndex, claim_entries


@pytest.fixture(scope="module")
def claims(catalogue: Catalogue) -> dict[str, Claim]:
    loaded = load_claims(catalogue.reader, find_claims(catalogue.reader, ClaimFilter()))
    return {claim.id: claim for claim in loaded}


@pytest.fixture(scope="module")
def index(catalogue: Catalogue, claims: dict[str, Claim]) -> SearchIndex:
    return SearchIndex.build(claim_entries(claims.values(), catalogue.vocabulary))


def test_the_nearest_claim_comes_first(index: SearchIndex, claims: dict[str, Claim]) -> None:
    first = claims[index.search("embargo on Japan")[0].key]
    assert "embargo on Japan" in first.passage.exact


def test_inflected_words_find_each_other(index: SearchIndex, claims: dict[str, Claim]) -> None:
    found = [claims[hit.key].passage.exact for hit in index.search("retaliating gallium", 5)]
    assert any("retaliatory" in quote for quote in found)


def test_a_phrase_in_quotation_marks_must_stand_as_it_is(index: SearchIndex, claims: dict[str, Claim]) -> None:
    found = index.search('"fragile détente"', 20)
    assert found
    assert all("détente" in claims[hit.key].sentence.exact for hit in found)


@pytest.mark.parametrize("words", ["", "AND OR NOT", '"', "a* NEAR(b", "'; DROP TABLE passages; --"])
def test_operators_in_a_query_are_plain_words(index: SearchIndex, words: str) -> None:
    index.search(words)


def test_a_limit_below_one_is_refused(index: SearchIndex) -> None:
    with pytest.raises(InvalidInputError):
        index.search("rare earths", 0)


def test_an_index_on_disk_is_replaced_by_a_new_one(
    catalogue: Catalogue, claims: dict[str, Claim], tmp_path: Path
) -> None:
    place = tmp_path / "search.sqlite"
    few = list(claims.values())[:10]
    for _ in range(2):
        index = SearchIndex.build(claim_entries(few, catalogue.vocabulary), place)
    assert len(index.search(" ".join(claim.passage.exact for claim in few), 50)) == 10
