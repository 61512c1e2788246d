"""Bibliographies are read back by other programs with every title, name and link as it was."""

from __future__ import annotations

import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from kg.bibliography import BibliographyEntry, BibliographyFormat, write_bibliography
from kg.model import Work

TITLES = (
    "Braces {in} a title, and }one{ too many {",
    "Ünïcode é 稀土 Редкие земли",
    "Fish & Chips: 50% of $5, a_b #1 ~x^2 \\end",
    "<script>alert(1)</script> and <i>markup</i>",
    "Will prices rise?",
)
NOTE = '"over 37% of {proven} reserves" (hanif-2025, 12–48)'


def work(title: str) -> Work:
    return Work(
        title,
        ("Müller, Jörg", "O'Neil, A. B.", "Department of Energy and Climate"),
        "2025-04-14",
        "Journal of Fish & Chips",
        volume="12",
        issue="3",
        pages="45–67",
        doi=f"10.1000/a_{sum(map(ord, title))}",
        url="https://example.org/a?b=c&d=%20#x",
        type="article-journal",
    )


def write(form: BibliographyFormat, *titles: str) -> str:
    return write_bibliography([BibliographyEntry(work(title), NOTE) for title in titles], form)


def test_bibtex_is_read_back_as_it_was() -> None:
    library = parse_string(write(BibliographyFormat.BIBTEX, *TITLES), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    for entry, title in zip(library.entries, TITLES, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert fields["title"].replace("ˆ", "^") == title
        assert fields["note"] == NOTE
        assert fields["author"].split(" and ")[0] == "Müller, Jörg"
    assert len({entry.key for entry in library.entries}) == len(TITLES)


def test_links_in_bibtex_stand_as_they_are() -> None:
    (entry,) = parse_string(write(BibliographyFormat.BIBTEX, TITLES[0])).entries
    fields = {field.key: field.value for field in entry.fields}
    assert fields["url"] == "https://example.org/a?b=c&d=%20#x"
    assert fields["doi"] == work(TITLES[0]).doi


def test_an_organisation_with_and_in_its_name_is_one_author() -> None:
    text = write_bibliography([BibliographyEntry(work("A title"))], BibliographyFormat.BIBTEX)
    assert "{Department of Energy and Climate}" in text


def test_ris_is_read_back_as_it_was() -> None:
    records = rispy.loads(write(BibliographyFormat.RIS, *TITLES))
    assert [record["title"] for record in records] == list(TITLES)
    assert records[0]["authors"] == ["Müller, Jörg", "O'Neil, A. B.", "Department of Energy and Climate"]
    assert (records[0]["start_page"], records[0]["end_page"], records[0]["year"]) == ("45", "67", "2025")
    assert records[0]["notes"] == [NOTE]


def test_csl_json_is_read_back_as_it_was() -> None:
    items = json.loads(write(BibliographyFormat.CSL_JSON, *TITLES))
    assert [item["title"] for item in items] == list(TITLES)
    assert items[0]["author"][2] == {"literal": "Department of Energy and Climate"}
    assert items[0]["issued"] == {"date-parts": [[2025, 4, 14]]}


@pytest.mark.parametrize("form", [BibliographyFormat.APA, BibliographyFormat.CHICAGO, BibliographyFormat.MLA])
@pytest.mark.parametrize("title", TITLES)
def test_formatted_text_keeps_the_title_and_carries_the_note(form: BibliographyFormat, title: str) -> None:
    text = write(form, title)
    assert title in text
    assert NOTE in text.splitlines()[1]


def test_the_three_styles_set_a_book_as_their_handbooks_do() -> None:
    book = Work(
        "Theory of International Politics", ("Waltz, Kenneth Neal",), "1979", publisher="McGraw-Hill", type="book"
    )
    found = {
        form: write_bibliography([BibliographyEntry(book)], BibliographyFormat(form)).strip()
        for form in ("apa", "chicago", "mla")
    }
    assert found == {
        "apa": "Waltz, K. N. (1979). Theory of International Politics. McGraw-Hill.",
        "chicago": "Waltz, Kenneth Neal. 1979. Theory of International Politics. McGraw-Hill.",
        "mla": "Waltz, Kenneth Neal. Theory of International Politics. McGraw-Hill, 1979.",
    }


def test_a_page_without_author_or_date_is_set_too() -> None:
    page = Work("Is it undated?", issued="n.d.", url="https://example.org/a", type="webpage")
    entry = BibliographyEntry(page)
    assert write_bibliography([entry], BibliographyFormat.APA) == "Is it undated? (n.d.). https://example.org/a\n"
    assert write_bibliography([entry], BibliographyFormat.MLA) == "“Is it undated?” https://example.org/a.\n"


def test_one_work_quoted_twice_is_listed_once_with_both_notes() -> None:
    one = work("A title")
    text = write_bibliography(
        [BibliographyEntry(one, "first"), BibliographyEntry(one, "second")], BibliographyFormat.RIS
    )
    assert len(rispy.loads(text)) == 1
    assert "first; second" in text
