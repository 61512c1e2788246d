"""Wordings: what else the words of a sentence may be called there, written by hand, anchored to the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from ingest.nodes import Field, NodeReader, compose
from kg.errors import Mistake
from kg.model import Document, Passage, Sentence, Wording

SENTENCE_FIELDS = ("sentence", "words")
WORD_FIELDS = ("said", "same", "not")


def read_wordings(
    path: Path, document: Document, sentences: Sequence[Sentence]
) -> tuple[tuple[Wording, ...], tuple[Mistake, ...]]:
    """Read `wordings.yaml`, which a document may lack; return what it says in file order and every mistake."""
    if not path.is_file():
        return (), ()
    root = compose(path)
    if isinstance(root, Mistake):
        return (), (root,)
    reader = _Reader(str(path), document, sentences)
    found = reader.items(root, "file", reader.sentence)
    return tuple(wording for wordings in found for wording in wordings), tuple(reader.mistakes)


class _Reader(NodeReader):
    """Reads the nodes of a wordings file and finds their words in the document."""

    def __init__(self, file: str, document: Document, sentences: Sequence[Sentence]) -> None:
        super().__init__(file)
        self.document = document
        self.places = [(_flat(document.text[s.start : s.end]), s) for s in sentences]
        self.seen: set[int] = set()

    def sentence(self, node: yaml.Node) -> list[Wording]:
        entries = self.mapping(node, "sentence", SENTENCE_FIELDS)
        words = entries.pop("words", None)
        opening = self.scalars(entries).get("sentence")
        if opening is None or words is None:
            self.mistake(node, "sentence", "how a sentence begins, and its words", "less")
            return []
        found = self._find(node, opening)
        if found is None:
            return []
        passage = Passage.cut(self.document, found.start, found.end)
        wordings = self.items(words, "words", lambda item: self._wording(item, passage))
        return [wording for wording in wordings if wording is not None]

    def _find(self, node: yaml.Node, opening: Field) -> Sentence | None:
        matching = [s for text, s in self.places if text.startswith(_flat(opening.value))]
        if len(matching) != 1:
            found = f"{len(matching)} that begin {opening.value!r}"
            self.mistake(node, "sentence", "the beginning of one sentence of the document", found)
            return None
        if matching[0].start in self.seen:
            self.mistake(node, "sentence", "each sentence once", f"{opening.value!r} again")
        self.seen.add(matching[0].start)
        return matching[0]

    def _wording(self, node: yaml.Node, sentence: Passage) -> Wording | None:
        entries = self.mapping(node, "words", WORD_FIELDS)
        same, excluded = (self._phrases(entries.pop(name, None), name) for name in ("same", "not"))
        said = self.scalars(entries).get("said")
        if said is None or not (same or excluded):
            self.mistake(node, "said", "words of the sentence, with what is the same or is not", "less")
            return None
        if twice := {p.casefold() for p in same} & {p.casefold() for p in excluded}:
            self.mistake(node, "not", "phrases that are not the same", ", ".join(sorted(twice)))
        place = re.search(_pattern(said.value), sentence.exact, re.IGNORECASE)
        if place is None:
            self.mistake(node, "said", f"words of {_flat(sentence.exact)!r}", repr(said.value))
            return None
        start = sentence.start + place.start()
        passage = Passage.cut(self.document, start, start + len(place[0]))
        return Wording(sentence, passage, same, excluded)

    def _phrases(self, node: yaml.Node | None, field: str) -> tuple[str, ...]:
        if node is None:
            return ()
        found = self.items(node, field, lambda item: self._phrase(item, field))
        return tuple(dict.fromkeys(phrase for phrase in found if phrase))

    def _phrase(self, node: yaml.Node, field: str) -> str:
        read = self.scalars({field: node}).get(field)
        if read is not None and ";" in read.value:
            self.mistake(node, field, "a phrase without a semicolon", repr(read.value))
        return read.value if read else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())
