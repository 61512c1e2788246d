"""Wordings files: anchored to the words of a document, with every mistake named by its line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.reading import default_sources
from ingest.wordings import read_wordings
from kg.model import Document, DocumentId
from kg.text.sentences import split_sentences

TEXT = "Landings fell by a fifth.\nThe harbour lies\nat the river mouth."


def read(folder: Path, content: str):
    document = Document(
        DocumentId("harbour"), TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), "Harbour", (), None, "2020", "", "x.txt"
    )
    path = folder / "wordings.yaml"
    path.write_text(content, encoding="utf-8")
    return read_wordings(path, document, split_sentences(TEXT))


def test_words_are_found_in_their_sentence_across_a_line_break(tmp_path: Path) -> None:
    wordings, mistakes = read(
        tmp_path,
        "- sentence: The harbour\n  words:\n    - said: lies at\n      same: [stands at]\n      not: [is far from]\n",
    )
    assert not mistakes
    (wording,) = wordings
    assert wording.passage.exact == "lies\nat"
    assert TEXT[wording.passage.start : wording.passage.end] == "lies\nat"
    assert wording.sentence.exact == "The harbour lies\nat the river mouth."
    assert (wording.same, wording.excluded) == (("stands at",), ("is far from",))


def test_a_document_may_lack_wordings(tmp_path: Path) -> None:
    document = Document(DocumentId("x"), TEXT, "", "X", (), None, "2020", "", "x.txt")
    assert read_wordings(tmp_path / "none.yaml", document, ()) == ((), ())


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        ("- sentence: Landings rose\n  words: []\n", 1, "sentence"),
        ("- sentence: Landings\n  words:\n    - said: rose\n      same: [grew]\n", 3, "said"),
        ("- sentence: Landings\n  words:\n    - said: fell\n", 3, "said"),
        ("- sentence: Landings\n  words:\n    - said: fell\n      same: [dropped]\n      not: [Dropped]\n", 3, "not"),
        ("- sentence: Landings\n  words:\n    - said: fell\n      like: [dropped]\n", 4, "like"),
        ("- sentence: Landings\n  words: []\n- sentence: Landings fell\n  words: []\n", 3, "sentence"),
        ("- sentence: Landings\n  words:\n    - said: fell\n      same: [sank; dropped]\n", 4, "same"),
        ("- words: []\n", 1, "sentence"),
        ("", 1, "file"),
        ("- [", 2, "file"),
    ],
)
def test_every_mistake_names_its_line(tmp_path: Path, content: str, line: int, field: str) -> None:
    _, mistakes = read(tmp_path, content)
    assert (line, field) in [(mistake.line, mistake.field) for mistake in mistakes]


def test_the_shipped_wordings_fit_their_documents() -> None:
    for folder in ("hanif-2025", "induqin-2025"):
        path = default_sources() / folder
        text = (path / "document.txt").read_text(encoding="utf-8")
        document = Document(DocumentId(folder), text, "", "", (), None, "2025", "", "x.txt")
        wordings, mistakes = read_wordings(path / "wordings.yaml", document, split_sentences(text))
        assert wordings
        assert not mistakes
