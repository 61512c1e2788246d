"""In-text citations of the paper, each checked by reading, and of other styles; what only looks like one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.citations import apparatus_warnings, read_citations, uncited
from ingest.references import read_references
from kg.model import Document, DocumentId, InTextCitation, LinkStatus
from kg.text.sentences import split_sentences

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
LIST = """

References

- Smith, J. (2020). Mining the deep sea. Ocean Review, 12(3), 45-67.
- Smith, J., & Doe, A. (2021). Lithium markets. Energy Letters, 4, 1-9.
- García, M., Li, B., & Roe, C. (2019a). Cobalt in Congo. Energy Letters, 2, 1-9.
- García, M., Li, B., & Roe, C. (2019b). Nickel in Norway. Energy Letters, 2, 10-19.
- U.S. Geological Survey. (2022). Mineral commodity summaries. https://www.usgs.gov/mcs2022
- Chip war. (2022, October 4). Simon & Schuster. https://www.simonandschuster.com/books/Chip-War
- Waltz, K. N. (1979). Theory of international politics. McGraw-Hill.
"""
NUMBERED = """

References

[1] A. Smith, “Deep mining,” Ocean Review, vol. 12, no. 3, pp. 45–67, 2020.
[2] B. Jones, “Lithium,” Energy Letters, vol. 4, pp. 1–9, 2019.
[3] C. Roe, “Cobalt,” Energy Letters, vol. 5, pp. 1–9, 2018.
"""


def document(text: str, slug: str = "sample") -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(DocumentId(slug), text, sha256, slug, (), None, None, "", "document.txt")


def read(text: str, slug: str = "sample") -> tuple[InTextCitation, ...]:
    found = document(text, slug)
    citations = read_citations(found, read_references(found), split_sentences(text))
    for citation in citations:
        assert citation.text == text[citation.start : citation.end]
        assert citation.scope_start <= citation.start < citation.end <= citation.scope_end
    return citations


def source(slug: str) -> str:
    return (ROOT / "ingest" / "sources" / slug / "document.txt").read_bytes().decode()


def test_every_citation_of_the_paper_is_where_a_reader_found_it() -> None:
    rows = (GOLDEN / "hanif-2025.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = [
        "\t".join(
            [
                str(c.start),
                c.status,
                ",".join(map(str, c.references)),
                c.text.replace("\n", "\\n"),
                str(c.scope_start),
                str(c.scope_end),
            ]
        )
        for c in read(source("hanif-2025"))
    ]
    assert found == rows


def test_a_text_without_references_has_no_citations() -> None:
    assert read(source("induqin-2025")) == ()


def test_the_best_candidate_is_the_one_that_the_sentence_is_about() -> None:
    ambiguous = [c for c in read(source("hanif-2025")) if c.text == "(Discovery Alert, 2025)"]
    assert [c.references for c in ambiguous] == [(7, 17), (17, 7)]
    assert "terbium" in ambiguous[1].reason


def test_uncited_entries_are_known_and_a_copy_of_a_cited_one_is_cited() -> None:
    paper = document(source("hanif-2025"))
    references = read_references(paper)
    citations = read_citations(paper, references, split_sentences(paper.text))
    assert [reference.index for reference in uncited(references, citations)] == [6, 14, 15]
    warnings = apparatus_warnings(references, citations)
    assert sum(warning.kind == "uncited-reference" for warning in warnings) == 3
    assert "(Rao, 2024)" in [warning.evidence for warning in warnings]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Prices rose (Smith, 2020).", [("(Smith, 2020)", (1,))]),
        ("Prices rose (Smith 2020, p. 12).", [("(Smith 2020, p. 12)", (1,))]),
        ("Prices rose (see Smith & Doe, 2021).", [("(see Smith & Doe, 2021)", (2,))]),
        ("Prices rose (Smith, 2020; Waltz, 1979).", [("Smith, 2020", (1,)), ("Waltz, 1979", (7,))]),
        ("Prices rose (García et al., 2019a, 2019b).", [("García et al., 2019a", (3,)), ("2019b", (4,))]),
        ("Waltz (1979) says so.", [("Waltz (1979)", (7,))]),
        ("As Smith and Doe (2021) argue, prices rose.", [("Smith and Doe (2021)", (2,))]),
        ("Prices rose (USGS, 2022).", [("(USGS, 2022)", (5,))]),
        ("Prices rose (U.S. Geological Survey [USGS], 2022).", [("(U.S. Geological Survey [USGS], 2022)", (5,))]),
        ("Chips decide (*Chip War*, 2022).", [("(*Chip War*, 2022)", (6,))]),
        ('Chips decide ("Chip War," 2022).', [('("Chip War," 2022)', (6,))]),
        ("Smith's (2020) study is known.", [("Smith's (2020)", (1,))]),
        (
            "Prices rose (cf. Smith, 2020; but see Waltz, 1979).",
            [("cf. Smith, 2020", (1,)), ("but see Waltz, 1979", (7,))],
        ),
        ("In *Chip war* (2022) it is told.", [("*Chip war* (2022)", (6,))]),
        ("According to the U.S. Geological Survey (2022), prices rose.", [("U.S. Geological Survey (2022)", (5,))]),
        ("Prices rose. (Smith, 2020) They fell.", [("(Smith, 2020)", (1,))]),
    ],
)
def test_a_citation_resolves(sentence: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    citations = read(f"The study is of metals. {sentence} It goes on here.{LIST}")
    assert [(c.text, c.references) for c in citations] == expected
    assert all(c.status is LinkStatus.RESOLVED for c in citations)


@pytest.mark.parametrize(
    "words",
    [
        "Rare Earth Elements (REE) matter.",
        "Research and development (R&D) matters.",
        "By virtue of the Chips and Science Act, 2022 the US pays.",
        "They met in spring (May 2020).",
        "The act (Chips and Science Act, 2022) passed.",
        "Raw materials (CRM) matter.",
        "It grew fast (2019-2021).",
        "It grew fast (in 2022) and (since 2019).",
        "The firm (founded 2022) is new.",
        "They met in the capital (Beijing, 2022).",
        "The law (No. 12, 2020) holds.",
        "In the CHIPS Act (2022) money was given, and China (2023) exported.",
        "The group (Osaka, 2019) met, and the virus (SARS-CoV-2, 2019) spread.",
        "Production (in tonnes, 2023) rose under the president (2021-2025).",
        "The array a[1] and the year [2020] stand.",
        "An area of 5 km² is small.",
    ],
)
def test_other_brackets_are_no_citations(words: str) -> None:
    assert read(f"The study is of metals. {words} It goes on here.{LIST}") == ()


def test_what_no_entry_answers_to_dangles_with_a_reason() -> None:
    missing, misdated = read(f"Prices rose (Rao, 2024). They fell (Waltz, 1989). It goes on.{LIST}")
    assert (missing.status, missing.references) == (LinkStatus.DANGLING, ())
    assert (misdated.status, misdated.references) == (LinkStatus.DANGLING, (7,))
    assert "1979" in misdated.reason


def test_a_letter_that_is_left_out_makes_a_citation_ambiguous() -> None:
    (citation,) = read(f"Nickel comes from Norway (García et al., 2019). It goes on.{LIST}")
    assert (citation.status, citation.references) == (LinkStatus.AMBIGUOUS, (4, 3))


def test_numbers_in_square_brackets_point_to_numbered_entries() -> None:
    citations = read(f"Prices rose [1]. They fell [1, 3]. They stayed [1–3]. They ended [9].{NUMBERED}")
    assert [(c.text, c.references, c.status) for c in citations] == [
        ("[1]", (1,), LinkStatus.RESOLVED),
        ("1", (1,), LinkStatus.RESOLVED),
        ("3", (3,), LinkStatus.RESOLVED),
        ("[1–3]", (1, 2, 3), LinkStatus.RESOLVED),
        ("[9]", (), LinkStatus.DANGLING),
    ]


def test_footnote_marks_point_to_their_notes() -> None:
    text = "Prices rose.[^1] They fell.[^2]\n\n[^1]: Smith, J. (2020). Mining. Ocean Review, 12(3), 45-67.\n"
    text += "[^2]: Doe, A. (2021). Lithium. Energy Letters, 4, 1-9. https://example.org/a\n"
    citations = read("Metals are dear. " + text.replace("\n\n", "\n\nReferences\n\n"))
    assert [(c.text, c.references) for c in citations] == [("[^1]", (1,)), ("[^2]", (2,))]
    assert read(f"Prices rose.² They fell.{NUMBERED}")[0].references == (2,)


def test_a_source_line_is_one_citation() -> None:
    figure = "Figure 1: Prices\n\nSource: U.S. Geological Survey, 2022"
    text = f"Text is here.\n\n{figure}\n\nText goes on (Smith, 2020).{LIST}"
    first, second = read(text)
    assert (first.text, first.references, first.status) == ("U.S. Geological Survey, 2022", (5,), LinkStatus.RESOLVED)
    assert second.references == (1,)


def test_the_scope_is_the_sentence_also_after_its_full_stop() -> None:
    text = f"Nothing here. Prices rose much. (Smith, 2020) They fell again.{LIST}"
    (citation,) = read(text)
    assert text[citation.scope_start : citation.scope_end] == "Prices rose much. (Smith, 2020)"


def test_citations_in_other_scripts_resolve() -> None:
    text = "稀土很重要（王伟, 2020）。价格上涨 (王伟等, 2020)。\n\n参考文献\n\n"
    text += "[1] 王伟, 李强. 稀土产业政策研究[J]. 中国稀土学报, 2020, 38(3): 45-52.\n"
    assert [c.references for c in read(text)] == [(1,), (1,)]
    text = "Цены выросли (Иванов, 2019).\n\nСписок литературы\n\n"
    text += "1. Иванов И. И. Рынок металлов // Вопросы экономики. – 2019. – № 2. – С. 10–25.\n"
    assert [c.references for c in read(text)] == [(1,)]
