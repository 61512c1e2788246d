"""Accept headers, also odd ones."""

from __future__ import annotations

import pytest

from api.negotiation import choose

OFFERED = ("application/json", "text/csv", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/html, */*;q=0.1", "text/html"),
        ("text/csv;q=0.2, text/html;q=0.8", "text/html"),
        ("TEXT/CSV", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/*;q=0.5, text/html;q=0.4", "text/csv"),
        ("application/json; charset=utf-8", "application/json"),
        ('application/json; profile="a,b;q=0"; q=0.3, text/csv;q=0.2', "application/json"),
        ("nonsense, ,;;, text/csv", "text/csv"),
        ("text/csv;q=2", "text/csv"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("*/json", None),
    ],
)
def test_the_most_wanted_offer_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


def test_a_hostile_header_is_read_in_linear_time() -> None:
    assert choose('"\\' * 30_000 + ", text/csv", OFFERED) is None
