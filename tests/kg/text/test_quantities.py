"""Quantities keep the author's words and get the bounds that those words allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.text.quantities import read_quantities

ROOT = Path(__file__).parents[3]


def shown(text: str) -> list[str]:
    """Write each mention as `words = bounds unit` with round brackets for excluded bounds."""
    rows = []
    for mention in read_quantities(text):
        q = mention.quantity
        assert text[mention.start : mention.end] == q.text
        low, high = ("*" if b is None else f"{b:.12g}" for b in (q.minimum, q.maximum))
        opening, closing = "[("[q.minimum_excluded], "])"[q.maximum_excluded]
        rows.append(f"{q.text} = {opening}{low}, {high}{closing} {q.unit}")
    return rows


def body(slug: str) -> str:
    text = (ROOT / "ingest" / "sources" / slug / "document.txt").read_bytes().decode()
    return text.partition("\nReferences\n")[0]


def test_the_paper_states_these_quantities_and_no_others() -> None:
    assert shown(body("hanif-2025")) == [
        "two = [2, 2] NUM",
        "two = [2, 2] NUM",
        "17 = [17, 17] NUM",
        "15 = [15, 15] NUM",
        "two = [2, 2] NUM",
        "over 37% = (37, 38] PERCENT",
        "nearly 69% = [68, 69) PERCENT",
        "over 90% = (90, 91] PERCENT",
        "two-third = [66, 67] PERCENT",
        "nearly 90% = [89, 90) PERCENT",
        "100% = [100, 100] PERCENT",
        "at least 60-70% = [60, 100] PERCENT",
        "approximately 30-40% = [30, 40] PERCENT",
        "5% = [5, 5] PERCENT",
        "80% = [80, 80] PERCENT",
        "over 70% = (70, 71] PERCENT",
        "11.6% = [11.6, 11.6] PERCENT",
        "145% = [145, 145] PERCENT",
        "two = [2, 2] NUM",
        "approximately \\$13 billion = [12500000000, 13500000000] USD",
        "70% = [70, 70] PERCENT",
        "70% = [70, 70] PERCENT",
        "23% = [23, 23] PERCENT",
        "approximately \\$47.5 billion = [47450000000, 47550000000] USD",
        "nearly 30% = [29, 30) PERCENT",
        "two = [2, 2] NUM",
    ]


def test_the_article_states_these_quantities_and_no_others() -> None:
    assert shown(body("induqin-2025")) == [
        "3 min = [3, 3] MIN",
        "half = [50, 50] PERCENT",
        "nearly all = [95, 100) PERCENT",
        "70% = [70, 70] PERCENT",
        "nearly 78% = [77, 78) PERCENT",
        "seven = [7, 7] NUM",
        "Decades = [20, *] YR",
        "over $1.25 billion = (1250000000, 1260000000] USD",
        "decades = [20, *] YR",
        "$500 million = [500000000, 500000000] USD",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exactly 70% of imports", ["exactly 70% = [70, 70] PERCENT"]),
        ("at least 70% of imports", ["at least 70% = [70, 100] PERCENT"]),
        ("grew by at least 70%", ["at least 70% = [70, *] PERCENT"]),
        ("70% or more", ["70% or more = [70, *] PERCENT"]),
        ("less than 10%", ["less than 10% = [0, 10) PERCENT"]),
        ("no more than 3%", ["no more than 3% = [0, 3] PERCENT"]),
        ("up to 90 per cent", ["up to 90 per cent = [0, 90] PERCENT"]),
        ("more than 90 percent", ["more than 90 percent = (90, 91] PERCENT"]),
        ("over 37.5%", ["over 37.5% = (37.5, 37.6] PERCENT"]),
        ("roughly 60 percent", ["roughly 60 percent = [57, 63] PERCENT"]),
        ("about 37%", ["about 37% = [36.5, 37.5] PERCENT"]),
        ("over 300 firms", ["over 300 = (300, 330] NUM"]),
        ("nearly 10,000 jobs", ["nearly 10,000 = [9000, 10000) NUM"]),
        ("300+ firms", ["300+ = [300, *] NUM"]),
        ("controls over seven metals", ["seven = [7, 7] NUM"]),
        ("over five years", ["five years = [5, 5] YR"]),
        ("for over five years", ["over five years = (5, 6] YR"]),
    ],
)
def test_hedges_move_bounds_by_the_written_precision(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 60 and 70 percent", ["between 60 and 70 percent = [60, 70] PERCENT"]),
        ("from 60% to 70%", ["from 60% to 70% = [60, 70] PERCENT"]),
        ("rose from 60% to 70%", ["60% = [60, 60] PERCENT", "70% = [70, 70] PERCENT"]),
        ("60–70 per cent", ["60–70 per cent = [60, 70] PERCENT"]),
        ("$5-10 billion", ["$5-10 billion = [5000000000, 10000000000] USD"]),
        ("three or four firms", ["three or four = [3, 4] NUM"]),
        ("85% and 90%", ["85% = [85, 85] PERCENT", "90% = [90, 90] PERCENT"]),
    ],
)
def test_ranges_are_ranges_and_changes_are_not(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two thirds of it", ["two thirds = [66, 67] PERCENT"]),
        ("a third of it", ["a third = [33, 34] PERCENT"]),
        ("three quarters of it", ["three quarters = [75, 75] PERCENT"]),
        ("more than half of it", ["more than half = (50, 100] PERCENT"]),
        ("nearly half of it", ["nearly half = [45, 50) PERCENT"]),
        ("all of the capacity", ["all = [100, 100] PERCENT"]),
        ("one in ten firms", ["one in ten = [10, 10] PERCENT"]),
        ("9 out of 10 firms", ["9 out of 10 = [90, 90] PERCENT"]),
        ("a dozen firms", ["a dozen = [12, 12] NUM"]),
        ("exports doubled", ["doubled = [2, 2] RATIO"]),
        ("three times as much", ["three times = [3, 3] RATIO"]),
        ("three decades", ["three decades = [30, 30] YR"]),
        ("one hundred and forty-five percent", ["one hundred and forty-five percent = [145, 145] PERCENT"]),
        ("5 percentage points", ["5 percentage points = [5, 5] PERCENTAGE_POINT"]),
        ("half a million tonnes", ["half a million tonnes = [500000, 500000] TON_Metric"]),
    ],
)
def test_words_are_read_as_numbers(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("US$13bn", "USD", 13e9),
        ("USD 13 million", "USD", 13e6),
        ("13 billion dollars", "USD", 13e9),
        ("\\$13 billion", "USD", 13e9),
        ("€5m", "EUR", 5e6),
        ("£3.2 billion", "GBP", 3.2e9),
        ("344 billion yuan", "CNY", 344e9),
        ("RMB 5 billion", "CNY", 5e9),
        ("¥100 million", "JPY", 1e8),
        ("$1.2tn", "USD", 1.2e12),
        ("A$100m", "AUD", 1e8),
    ],
)
def test_money_has_its_currency(text: str, unit: str, value: float) -> None:
    (mention,) = read_quantities(text)
    assert (mention.quantity.unit, mention.quantity.minimum, mention.quantity.maximum) == (unit, value, value)
    assert mention.quantity.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "in 2024 the US",
        "April 14, 2025",
        "(Waltz 1979)",
        "the Chips and Science Act, 2022",
        "Made in China 2025 Initiative",
        "Figure 1: exports",
        "Section 301 tariffs",
        "G20 and 5G networks, F-35 jets, H100 chips",
        "a Cold War 2.0 is underway",
        "the 21st century, the third phase, the 2nd",
        "one of the leading firms needs a one-time approval",
        "https://example.org/45-percent/12 or 10.2307/40201892",
        "the second half of 2024",
        "24/7 and 9/11",
    ],
)
def test_dates_labels_and_names_are_no_quantities(text: str) -> None:
    assert shown(text) == []


def test_what_is_counted_and_per_what_are_kept() -> None:
    share, rate = read_quantities("over 37% of proven rare earth reserves, at $5 per kilogram")
    assert (share.of, share.hedge) == ("proven rare earth reserves", "over")
    assert rate.per == "kilogram"
    (count,) = read_quantities("a set of 17 naturally occurring metallic elements that share")
    assert count.of == "naturally occurring metallic elements"


def test_exactly_and_over_exclude_each_other() -> None:
    over, exactly = (read_quantities(text)[0].quantity for text in ("over 70%", "exactly 70%"))
    assert over.excludes(exactly)
    assert exactly.excludes(over)


def test_a_figure_in_brackets_with_its_year_is_no_citation() -> None:
    assert shown("the largest producer (37% of the total in 2024)") == ["37% = [37, 37] PERCENT"]
