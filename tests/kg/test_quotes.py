"""Behaviour of quote checking, on the raw texts of the two documents."""

from __future__ import annotations

import pytest

from ingest.reading import default_sources
from kg.errors import InvalidInputError
from kg.quotes import Change, QuoteStatus, verify_quote

DOCUMENTS = {
    slug: (default_sources() / slug / "document.txt").read_bytes().decode() for slug in ("hanif-2025", "induqin-2025")
}


def test_exact_words_are_verbatim_and_placed() -> None:
    answer = verify_quote("nearly 69% of production output", DOCUMENTS)
    assert answer.status is QuoteStatus.VERBATIM
    place = answer.places[0]
    assert DOCUMENTS[place.document][place.start : place.end] == place.exact == "nearly 69% of production output"


@pytest.mark.parametrize(
    "quote",
    [
        "China's dominance in rare earth processing is no accident",  # straight quotation mark
        "CHINA’S DOMINANCE IN RARE EARTH PROCESSING",
        "invest approximately $47.5 billion in domestic chip fabrication",  # escaped in the raw text
        "destabilizing factor in the region that is stroking tensions",  # a line break in the raw text
    ],
)
def test_dress_of_a_quote_does_not_count(quote: str) -> None:
    assert verify_quote(quote, DOCUMENTS).status is QuoteStatus.DRESSED


def test_a_left_out_hedge_is_an_alteration_with_a_word_level_difference() -> None:
    answer = verify_quote("over 37% of proven rare earth reserves, 69% of production output", DOCUMENTS)
    assert answer.status is QuoteStatus.ALTERED
    assert [(one.change, one.words) for one in answer.differences if one.change is not Change.SAME] == [
        (Change.LEFT_OUT, "nearly")
    ]


def test_a_replaced_word_is_an_alteration() -> None:
    answer = verify_quote("Alternatives to China’s processing capabilities are plentiful", DOCUMENTS)
    changed = [(one.change, one.words) for one in answer.differences if one.change is not Change.SAME]
    assert answer.status is QuoteStatus.ALTERED
    assert (Change.PUT_IN, "plentiful") in changed


@pytest.mark.parametrize(
    "quote",
    [
        "Holding half of the world’s reserves … Beijing wields unparalleled control",
        "Holding half of the world’s reserves [...] Beijing wields unparalleled control",
        "[China] possesses over 37% of proven rare earth reserves",
        "Holding half of the world’s reserves [and more], Beijing wields unparalleled control",
    ],
)
def test_omissions_and_insertions_in_marks_are_allowed(quote: str) -> None:
    assert verify_quote(quote, DOCUMENTS).status is QuoteStatus.VERBATIM


def test_two_real_halves_from_separate_passages_are_a_splice() -> None:
    quote = "This dependency is particularly troubling for Washington, as China agreed to resume rare earth exports"
    answer = verify_quote(quote, DOCUMENTS)
    assert answer.status is QuoteStatus.SPLICED
    assert len(answer.places) == 2


def test_words_that_nobody_wrote_are_absent() -> None:
    quote = "Lithium prices in Chile collapsed within weeks of the announcement"
    assert verify_quote(quote, DOCUMENTS).status is QuoteStatus.ABSENT


@pytest.mark.parametrize("quote", ["", "  “” … ", "x" * 6000])
def test_a_quote_without_words_or_without_end_is_refused(quote: str) -> None:
    with pytest.raises(InvalidInputError):
        verify_quote(quote, DOCUMENTS)
