"""Quotes are found exactly or across white space, and in no other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.text.whitespace import Match, find_quote, nearest

HANIF = (Path(__file__).parents[3] / "ingest/sources/hanif-2025/document.txt").read_bytes().decode()


def test_an_exact_quote_is_not_tolerated_but_found() -> None:
    match = find_quote(HANIF, "possesses over 37% of proven rare earth reserves")
    assert match is not None
    assert not match.tolerated
    assert HANIF[match.start : match.end] == "possesses over 37% of proven rare earth reserves"


def test_a_quote_across_a_page_break_is_tolerated() -> None:
    match = find_quote(HANIF, "the single most destabilizing factor in the region that is stroking tensions")
    assert match is not None
    assert match.tolerated
    assert HANIF[match.start : match.end].replace("\n\n", " ").startswith("the single most destabilizing factor in the")


def test_exact_wins_over_an_earlier_tolerated_place() -> None:
    assert find_quote("rare  earth and rare earth", "rare earth") == Match(16, 26, tolerated=False)


@pytest.mark.parametrize("text", ["rare\xa0earth", "rare\r\n\r\nearth", "rare \t earth", "rare\u3000earth"])
def test_any_white_space_counts_as_a_space(text: str) -> None:
    assert find_quote(text, "rare earth") == Match(0, len(text), tolerated=True)


@pytest.mark.parametrize("quote", ["Rare earth", "rareearth", "rare-earth", "rare earths", "", "  "])
def test_nothing_else_is_tolerated(quote: str) -> None:
    assert find_quote("rare earth", quote) is None


def test_the_window_holds() -> None:
    text = "US and US"
    assert find_quote(text, "US", start=1) == Match(7, 9, tolerated=False)
    assert find_quote(text, "US", start=1, end=8) is None
    assert find_quote("a  b", "a b", end=3) is None


def test_the_nearest_words_are_shown() -> None:
    hint = nearest(HANIF, "China possesses more than 37% of the proven rare earth reserves")
    assert "37% of proven rare earth reserves" in hint
    assert nearest("", "quote") == ""
    assert nearest("short", "a much longer quote than the text, short") == "short"
