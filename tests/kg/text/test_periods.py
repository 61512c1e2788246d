"""Times are EDTF where the words fix one; a year that is not said is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.text.edtf import is_edtf
from kg.text.periods import read_periods

ROOT = Path(__file__).parents[3]


def shown(text: str) -> list[tuple[str, str | None]]:
    mentions = read_periods(text)
    assert all(text[m.start : m.end] == m.period.text for m in mentions)
    assert all(m.period.edtf is None or is_edtf(m.period.edtf) for m in mentions)
    return [(m.period.text, m.period.edtf) for m in mentions]


def test_the_article_names_these_times() -> None:
    text = (ROOT / "ingest/sources/induqin-2025/document.txt").read_bytes().decode()
    assert shown(text) == [
        ("Aug 11", "XXXX-08-11"),
        ("From 2020 to 2023", "2020/2023"),
        ("April", "XXXX-04"),
        ("Decades of", None),
        ("since April", "XXXX-04/.."),
        ("decades", None),
    ]


def test_the_paper_names_these_times_and_reads_no_citation_year() -> None:
    text = (ROOT / "ingest/sources/hanif-2025/document.txt").read_bytes().decode().partition("\nReferences\n")[0]
    assert [row for row in shown(text) if row[1]] == [
        ("July 31, 2024", "2024-07-31"),
        ("2022", "2022"),
        ("2024", "2024"),
        ("2010", "2010"),
        ("2024", "2024"),
        ("2022", "2022"),
        ("October 2022", "2022-10"),
        ("2023", "2023"),
        ("2022", "2022"),
        ("Apr 14, 2025", "2025-04-14"),
        ("2024", "2024"),
        ("by the end of 2025", "2025"),
        ("2023", "2023"),
        ("May 2024", "2024-05"),
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2021-01-19", "2021-01-19"),
        ("14 April 2025", "2025-04-14"),
        ("April 14th, 2025", "2025-04-14"),
        ("Q3 2023", "2023-35"),
        ("the third quarter of 2024", "2024-35"),
        ("the second half of 2024", "2024-41"),
        ("summer of 2023", "2023-22"),
        ("the 1990s", "199X"),
        ("the 21st century", "20XX"),
        ("mid-2022", "2022"),
        ("early 2024", "2024"),
        ("around 2010", "2010~"),
        ("since 2020", "2020/.."),
        ("until 2023", "../2023"),
        ("from 2011-12 onwards", "2011/2012"),
        ("2020–23", "2020/2023"),
        ("January to March 2024", "2024-01/2024-03"),
        ("between April and June", "XXXX-04/XXXX-06"),
        ("from April 2023 to May 2024", "2023-04/2024-05"),
        ("from 2020 onwards", "2020/.."),
        ("Dec. 3, 2024", "2024-12-03"),
    ],
)
def test_words_become_edtf(text: str, edtf: str) -> None:
    assert [found for _, found in shown(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "relation"),
    [("by the end of 2025", "by the end of"), ("before 2012", "before"), ("since April", "since"), ("in 2012", None)],
)
def test_the_relation_to_the_time_is_kept(text: str, relation: str | None) -> None:
    assert [mention.relation for mention in read_periods(text)] == [relation]


@pytest.mark.parametrize(
    "text", ["At present", "currently", "In the present context", "most recent", "decades", "last year", "recently"]
)
def test_vague_times_keep_their_words_only(text: str) -> None:
    assert shown(text) == [(text, None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(Cowle, 2025)",
        "(Tan et al., 2025; CSET, 2023)",
        "Waltz (1979) says",
        "the Made in China 2025 Initiative",
        "2000 tonnes",
        "$2010",
        "they may march",
        "https://example.org/2025/04/22/china",
        "April 31, 2024",
        "now that",
    ],
)
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert shown(text) == []
