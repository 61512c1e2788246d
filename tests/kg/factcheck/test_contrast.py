"""Exclusive statements are taken apart into what they say and what they deny, each as a full statement."""

from __future__ import annotations

import pytest

from kg.factcheck.contrast import read_contrast, without_reverse


@pytest.mark.parametrize(
    ("text", "said", "denied"),
    [
        (
            "It was Norway, not Sweden, that built the ship.",
            "Norway built the ship",
            "Sweden built the ship",
        ),
        (
            "It was Norway rather than Sweden that built the ship.",
            "Norway built the ship",
            "Sweden built the ship",
        ),
        (
            "It was the dollar, not the yen, that the ban weakened.",
            "the ban weakened the dollar",
            "the ban weakened the yen",
        ),
        (
            "Patient saving rather than luck made the village rich.",
            "Patient saving made the village rich",
            "luck made the village rich",
        ),
        (
            "Half, rather than most, of the fish comes from Norway.",
            "Half of the fish comes from Norway",
            "most of the fish comes from Norway",
        ),
        (
            "The bank serves farmers rather than traders.",
            "The bank serves farmers",
            "The bank serves traders",
        ),
    ],
)
def test_both_sides_get_what_they_share(text: str, said: str, denied: str) -> None:
    found = read_contrast(text)
    assert found is not None
    assert (" ".join(found.said.split()), " ".join(found.denied.split())) == (said, denied)


def test_not_the_reverse_denies_only_the_other_direction() -> None:
    assert (
        without_reverse("Oslo depends on Bergen for fish, not the other way round.")
        == "Oslo depends on Bergen for fish."
    )
