"""What a negating word denies, and what it leaves alone."""

from __future__ import annotations

import pytest

from kg.factcheck.negation import denied_spans


def denied(text: str) -> set[str]:
    return {text[start:end].strip() for start, end in denied_spans(text)}


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("The bank did not raise rates because inflation fell.", {"raise", "rates"}, {"bank", "inflation", "fell"}),
        ("The plan is not viable but dangerous.", {"viable"}, {"dangerous"}),
        ("A complete split is neither viable nor possible.", {"viable", "possible"}, {"split"}),
        ("No village has a well.", {"village", "well"}, set()),
        ("None of the villages has a well.", {"well"}, {"villages"}),
        ("The firm refused to sell its shares, but it hired staff.", {"sell", "shares"}, {"firm", "hired", "staff"}),
        ("The company is unable to process the ore.", {"process", "ore"}, {"company"}),
        ("Farms grow in the absence of a regulator.", {"regulator"}, {"Farms", "grow"}),
        ("The ministry hardly ever publishes its figures.", {"publishes", "figures"}, {"ministry"}),
        ("It was the dollar, not the yen, that the ban weakened.", {"yen"}, {"dollar", "weakened"}),
        ("The region lacks ports but sells timber by rail.", {"ports"}, {"timber", "rail"}),
    ],
)
def test_a_denial_reaches_its_verb_and_what_that_takes(text: str, inside: set[str], outside: set[str]) -> None:
    found = denied(text)
    assert inside <= found
    assert not outside & found


@pytest.mark.parametrize(
    "text",
    [
        "The mine cannot run without foreign engineers.",
        "Nobody may fish here without a licence.",
        "Without a treaty, the quarrel could deepen.",
        "No other country has a bigger fleet than Norway.",
        "The stakes have never been higher.",
        "The plan was not only cheap but quick.",
    ],
)
def test_conditions_ranks_and_double_denials_deny_nothing(text: str) -> None:
    assert not denied(text)
