"""Labels that contradict the marks of an entry are put right, and a title that got no label is found."""

from __future__ import annotations

import pytest

from ingest.references.corpus import Example, joined, token_labels
from ingest.references.repairs import repaired
from ingest.references.tokens import tokenise

Parts = list[tuple[str, str]]


def parts(example: Example) -> Parts:
    return [(s.label, example.text[s.start : s.end]) for s in example.segments]


def after_repair(labelled: Parts) -> Parts:
    example = joined(labelled)
    tokens = tokenise(example.text)
    labels = repaired(tokens, token_labels(tokens, example))
    found: Parts = []
    end = 0
    for token, label in zip(tokens, labels, strict=True):
        text = example.text[end if found else 0 : token.end]
        if found and found[-1][0] == label:
            found[-1] = (label, found[-1][1] + text)
        else:
            found.append((label, text.strip()))
        end = token.end
    return found


@pytest.mark.parametrize(
    ("labelled", "expected"),
    [
        (
            [("author", "Roe, A. B. Ports of Asia."), ("location", "Leiden:"), ("date", "2001.")],
            [("author", "Roe, A. B."), ("title", "Ports of Asia."), ("location", "Leiden:"), ("date", "2001.")],
        ),
        (
            [("author", "Roe, Ann, Ports Abroad,"), ("publisher", "Brill,"), ("date", "2001.")],
            [("author", "Roe, Ann,"), ("title", "Ports Abroad,"), ("publisher", "Brill,"), ("date", "2001.")],
        ),
        (
            [("author", "Roe."), ("translator", "Ports. Translated by Bo Li."), ("date", "2001.")],
            [("author", "Roe."), ("title", "Ports."), ("translator", "Translated by Bo Li."), ("date", "2001.")],
        ),
        (
            [("author", "B. Li"), ("container", "Ports of Asia"), ("date", "(2008),"), ("doi", "doi: 10.1000/p.84")],
            [("author", "B. Li"), ("title", "Ports of Asia"), ("date", "(2008),"), ("doi", "doi: 10.1000/p.84")],
        ),
    ],
)  # fmt: skip
def test_a_title_without_a_label_is_found(labelled: Parts, expected: Parts) -> None:
    assert after_repair(labelled) == expected


@pytest.mark.parametrize(
    "labelled",
    [
        [("author", "A. D. Roe and D. Li."), ("note", "Personal communication,"), ("date", "1995.")],
        [("author", "E. Roe,"), ("container", "J. Opt. Soc. Am."), ("date", "1982,"), ("volume", "72,")],
    ],
)  # fmt: skip
def test_an_entry_may_have_no_title(labelled: Parts) -> None:
    assert after_repair(labelled) == labelled


def test_years_in_the_brackets_of_a_title_do_not_date_it() -> None:
    labelled = [
        ("author", "Roe, A."), ("date", "(2010)."), ("title", "Prices in Asia"), ("date", "(2005-2008)."),
        ("container", "Ports,"), ("volume", "70(6),"),
    ]  # fmt: skip
    title = ("title", "Prices in Asia (2005-2008).")
    assert after_repair(labelled) == [*labelled[:2], title, *labelled[4:]]


def test_a_bracket_that_names_a_genre_ends_the_title() -> None:
    labelled = [
        ("author", "Roe, A."),
        ("date", "(2010)."),
        ("title", "Ports (Policy Brief 12)."),
        ("publisher", "Brill."),
    ]
    genre = [("title", "Ports"), ("genre", "(Policy Brief 12).")]
    assert after_repair(labelled) == [*labelled[:2], *genre, labelled[3]]


def test_what_follows_a_title_in_italics_is_its_publisher() -> None:
    labelled = [("author", "Roe, Ann."), ("date", "1979."), ("title", "*Theory of Ports*. Brill Social Sciences.")]
    found = [*labelled[:2], ("title", "*Theory of Ports*."), ("publisher", "Brill Social Sciences.")]
    assert after_repair(labelled) == found


def test_a_press_is_not_the_end_of_a_title() -> None:
    labelled = [("author", "Roe, Ann."), ("date", "1962."), ("title", "Ports in Maps. University of Asia Press.")]
    found = [*labelled[:2], ("title", "Ports in Maps."), ("publisher", "University of Asia Press.")]
    assert after_repair(labelled) == found


def test_a_family_name_keeps_its_given_name() -> None:
    labelled = [("author", "Roe,"), ("title", "Richard H. The Price of Ports,"), ("date", "1960.")]
    found = [("author", "Roe, Richard H."), ("title", "The Price of Ports,"), ("date", "1960.")]
    assert after_repair(labelled) == found


def test_a_date_has_a_number_or_a_word_of_dates() -> None:
    labelled = [
        ("title", "Prices."),
        ("date", "(n.d.)."),
        ("medium", "Roe"),
        ("date", "(Asia)."),
        ("url", "https://a.org/b"),
    ]
    assert after_repair(labelled) == [*labelled[:2], ("container", "Roe (Asia)."), labelled[4]]
