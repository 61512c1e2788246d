"""Sentences that join claims are taken apart into full claims."""

from __future__ import annotations

import pytest

from kg.factcheck.joined import split_joined


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The bank raised its rates in May and did not lower them in June.",
            ["The bank raised its rates in May.", "The bank did not lower them in June."],
        ),
        (
            "In 2022 the council banned cars but spared lorries from the rule.",
            ["In 2022 the council banned cars.", "In 2022 the council spared lorries from the rule."],
        ),
        (
            "Oslo used to stress trade with Sweden, but now it promotes tourism.",
            ["Oslo used to stress trade with Sweden.", "now Oslo promotes tourism."],
        ),
        (
            "The mayor's first plan relied on trams; his current one relies on buses.",
            ["The mayor's first plan relied on trams.", "The mayor's current plan relies on buses."],
        ),
    ],
)
def test_each_claim_keeps_its_subject_and_what_stands_before_it(text: str, parts: list[str]) -> None:
    assert split_joined(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "It was through the Parks and Rivers Act that the state bought the forest.",
        "The price did not fall but rose in June.",
        "The ministry wants to cut taxes and raise wages.",
        "Both the bank and the state own shares of the plant.",
    ],
)
def test_what_is_one_claim_stays_whole(text: str) -> None:
    assert split_joined(text) == [text]
