"""Names are found whole, longest first, by case where case tells them from words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Iri
from kg.text.names import NameIndex

ROOT = Path(__file__).parents[3]
NAMES = [
    ("US", "us"),
    ("U.S.", "us"),
    ("United States", "us"),
    ("China", "china"),
    ("Beijing", "china"),
    ("Beijing", "beijing"),
    ("AI", "ai"),
    ("REE", "ree"),
    ("rare earth", "ree"),
    ("rare earth element", "ree"),
    ("heavy rare earth element", "hree"),
    ("US Geological Survey", "usgs"),
    ("Biden's Administration", "biden"),
    ("Ga", "gallium"),
    ("gallium", "gallium"),
    ("chip", "chip"),
    ("中国", "china"),
    ("détente", "detente"),
    ("Straße", "street"),
    ("Made in China 2025", "mic2025"),
]
INDEX = NameIndex((name, Iri(iri)) for name, iri in NAMES)


def shown(text: str) -> list[tuple[str, tuple[str, ...]]]:
    mentions = INDEX.find(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, m.iris) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heavy rare earth elements", [("heavy rare earth elements", ("hree",))]),
        ("the US Geological Survey", [("US Geological Survey", ("usgs",))]),
        ("Made in China 2025 and China", [("Made in China 2025", ("mic2025",)), ("China", ("china",))]),
        ("Beijing", [("Beijing", ("china", "beijing"))]),
        ("US-China", [("US", ("us",)), ("China", ("china",))]),
        ("U.S. curbs, U.S.-led", [("U.S.", ("us",)), ("U.S.", ("us",))]),
        ("US’s and China's", [("US", ("us",)), ("China", ("china",))]),
        ("Biden’s  Administration", [("Biden’s  Administration", ("biden",))]),
        ("rare-earth elements", [("rare-earth elements", ("ree",))]),
        ("Rare\nEarth\xa0Elements", [("Rare\nEarth\xa0Elements", ("ree",))]),
        ("REEs and Ga", [("REEs", ("ree",)), ("Ga", ("gallium",))]),
        ("CHINA", [("CHINA", ("china",))]),
        ("在中国的稀土", [("中国", ("china",))]),
        ("de\u0301tente", [("de\u0301tente", ("detente",))]),
        ("STRASSE", [("STRASSE", ("street",))]),
    ],
)
def test_names_are_found(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tell us, said ai",
        "ga",
        "USB",
        "AIM",
        "Indochina",
        "chipmaker",
        "U.S.A",
        "https://china.org/us",
        "a@China.org",
        "China.org",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert shown(text) == []


def test_lookup_wants_the_whole_string() -> None:
    assert INDEX.lookup(" united states ") == ("us",)
    assert INDEX.lookup("Rare earth elements") == ("ree",)
    assert INDEX.lookup("the United States") == ()


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).find("China") == ()
    assert NameIndex([(" ", Iri("blank"))]).find("China") == ()


def test_spans_hold_in_a_whole_document() -> None:
    text = (ROOT / "ingest/sources/induqin-2025/document.txt").read_bytes().decode()
    found = shown(text)
    assert ("US Geological Survey", ("usgs",)) in found
    assert sum(iris == ("china",) for _, iris in found) == text.count("China")
