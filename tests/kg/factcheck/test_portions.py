"""Behaviour of shares in words: the rest of a whole, majorities, and what is not so."""

from __future__ import annotations

import pytest

from kg.factcheck import KnowledgeBase, Label, check
from kg.factcheck.statements import read_statement

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Two fifths of the copper comes from outside Chile.", 60.0, 60.0),
        ("Countries other than Chile dig 30% of the copper.", 70.0, 70.0),
        ("A quarter of the shipments were not delivered.", 75.0, 75.0),
        ("Most of the copper is smelted outside Chile.", 0.0, 50.0),
        ("The bulk of the copper is smelted in Chile.", 50.0, 100.0),
        ("A minority of the mines in Chile are dry.", 0.0, 50.0),
        ("Most copper mines lie in Chile.", 50.0, 100.0),
    ],
)
def test_a_share_is_read_as_the_share_that_is_meant(text: str, low: float, high: float, base: KnowledgeBase) -> None:
    (mention,) = read_statement(text, base).quantities
    assert (mention.quantity.minimum, mention.quantity.maximum) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "A third of all mines outside Chile are closed.",
        "Mines outside Chile sell 30% of their ore.",
        "The share of 30% has not changed.",
    ],
)
def test_a_share_of_what_is_elsewhere_is_no_rest(text: str, base: KnowledgeBase) -> None:
    (mention,) = read_statement(text, base).quantities
    assert not mention.quantity.text.startswith("all but")


@pytest.mark.parametrize("text", ["Chile has the most modern mines.", "Chile's most important mines are dry."])
def test_a_rank_is_no_majority(text: str, base: KnowledgeBase) -> None:
    assert not read_statement(text, base).quantities


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("The majority of the world's rare earth production happens in China.", S),
        ("A minority of rare earth production is Chinese.", R),
        ("The United States owns most of the world's rare earth reserves.", R),
        ("Most of the rare earth compounds imported by the US from 2020 to 2023 came from outside China.", R),
        ("China holds a minority of the world's rare earth reserves.", C),
        ("Most of the Chips and Science Act's money goes to universities.", N),
    ],
)
def test_shares_in_words_are_judged_by_figures(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label
