"""Sentence spans of the two documents, checked by eye and kept, and of other kinds of text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kg.text.sentences import split_sentences

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
SLUGS = ("hanif-2025", "induqin-2025")


def read_document(slug: str) -> str:
    return (ROOT / "ingest" / "sources" / slug / "document.txt").read_bytes().decode()


def words(text: str) -> list[str]:
    """Return the sentences with every run of white space as one space."""
    return [" ".join(text[s.start : s.end].split()) for s in split_sentences(text)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sentence_stands_where_a_reader_found_it(slug: str) -> None:
    text = read_document(slug)
    rows = [line.split("\t") for line in (GOLDEN / f"{slug}.tsv").read_text(encoding="utf-8").splitlines()]
    found = []
    for sentence in split_sentences(text):
        tokens = text[sentence.start : sentence.end].split()
        found.append([str(sentence.start), str(sentence.end), " ".join(tokens[:3]), " ".join(tokens[-3:])])
    assert found == rows


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_are_trimmed_and_in_order_and_leave_out_nothing_of_the_body_but_marks(slug: str) -> None:
    text = read_document(slug)
    sentences = split_sentences(text)
    body = text.partition("\nReferences\n")[0]
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    edges = [0, *(edge for s in sentences for edge in (s.start, s.end)), len(body)]
    between = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert set(between) <= set(" \n-\xa0")


def test_the_reference_list_is_not_body() -> None:
    text = read_document("hanif-2025")
    assert split_sentences(text)[-1].end < text.index("\nReferences\n")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("China, for its part", "other Asian states."),
        ("A notable example", "Supply Chain, 2025)."),
        ("In 2022 former US President", "2024)."),
    ],
)
def test_a_sentence_cut_by_a_page_break_is_one(first: str, last: str) -> None:
    text = read_document("hanif-2025")
    found = [text[s.start : s.end] for s in split_sentences(text) if "\n\n" in text[s.start : s.end]]
    assert [s for s in found if s.startswith(first) and s.endswith(last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n\t ", []),
        ("China leads", ["China leads"]),
        ("China holds 37% of reserves. It refines 90%", ["China holds 37% of reserves.", "It refines 90%"]),
        (
            "It runs on cars. (Cowle, 2025) In addition, it flies.",
            ["It runs on cars. (Cowle, 2025)", "In addition, it flies."],
        ),
        ("It runs (*Forum*, n.d.) In total, it is so.", ["It runs (*Forum*, n.d.)", "In total, it is so."]),
        ("It fell. [12], [13] China won.", ["It fell. [12], [13]", "China won."]),
        ("It fell.[12] China won.", ["It fell.[12]", "China won."]),
        ("This ended the rivalry.12 The US left.", ["This ended the rivalry.12", "The US left."]),
        (
            "It is said (Doe n.d.; Roe, 2020, pp. 3-4). Then this.",
            ["It is said (Doe n.d.; Roe, 2020, pp. 3-4).", "Then this."],
        ),
        ("According to Smith (2020) The Hague objected.", ["According to Smith (2020) The Hague objected."]),
        ("It is not alone. (Ibid.) It lags.", ["It is not alone. (Ibid.)", "It lags."]),
        ("(It was in 2020.) Then it ended.", ["(It was in 2020.)", "Then it ended."]),
    ],
)
def test_a_citation_belongs_to_the_sentence_before_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It owns Northern High-tech Co. Ltd, which mines. Yes.",
            ["It owns Northern High-tech Co. Ltd, which mines.", "Yes."],
        ),
        (
            "The power i.e. the US left. Dr. Hanif vs. M. Phil stays.",
            ["The power i.e. the US left.", "Dr. Hanif vs. M. Phil stays."],
        ),
        (
            "J. R. Allen of the U.S. Department of Defence left.",
            ["J. R. Allen of the U.S. Department of Defence left."],
        ),
        ("He lives in the U.S. The ban holds.", ["He lives in the U.S.", "The ban holds."]),
        ("We met Lt. Col. Fry. He left.", ["We met Lt. Col. Fry.", "He left."]),
        ("It grew 3.5% in 2024. It paid $1.25 billion.", ["It grew 3.5% in 2024.", "It paid $1.25 billion."]),
        ("“Why?” he asked. “It is over.” The end.", ["“Why?” he asked.", "“It is over.”", "The end."]),
        ("It waited... and left. Really?! Yes… The end.", ["It waited... and left.", "Really?!", "Yes…", "The end."]),
        ("稀土很重要。中国主导市场！为什么？因为。", ["稀土很重要。", "中国主导市场！", "为什么？", "因为。"]),
        ("It is the tech domain.The next one is not.", ["It is the tech domain.", "The next one is not."]),
    ],
)
def test_stops_inside_a_sentence_do_not_end_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Critical minerals\n\nChina leads.\n\n- first\n- second (Reuters, 2024)\n\n1. One\n2) Two\n",
            ["Critical minerals", "China leads.", "first", "second (Reuters, 2024)", "One", "Two"],
        ),
        (
            "Title\r\n\r\nChina leads in\r\n\r\nthe region. It wins.\r\nNext.\r\n",
            ["Title", "China leads in the region.", "It wins.", "Next."],
        ),
        ("First.\n\n***\n\n|---|---|\n\nSecond.", ["First.", "Second."]),
        ("U.S. Dominance in Chips\n\nChips are small.", ["U.S. Dominance in Chips", "Chips are small."]),
        (
            "Figure 3. Exports fell. By half.\nThe text goes on.",
            ["Figure 3. Exports fell. By half.", "The text goes on."],
        ),
        (
            "Heading Here\nThe text under it begins directly and ends here.",
            ["Heading Here", "The text under it begins directly and ends here."],
        ),
        (
            "By Jane Doe\nMarch 3, 2024\nBeijing hit back. The move, which\ncame late, hurt.",
            ["By Jane Doe", "March 3, 2024", "Beijing hit back.", "The move, which came late, hurt."],
        ),
        (
            "China is the main supplier of rare earth elements in the whole of\n\n12\n\nthe region. It wins.",
            [
                "China is the main supplier of rare earth elements in the whole of 12 the region.",
                "It wins.",
            ],
        ),
        (
            "Body.\n\n## 7. References\n\nDoe (2020). A title.\n\nAppendix A\n\nMore data.",
            ["Body.", "Appendix A", "More data."],
        ),
    ],
)
def test_lines_are_read_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert words(text) == expected
