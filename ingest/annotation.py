"""Annotation files: claims written by hand, one entry per sentence, read with the line of each value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from kg.errors import Mistake

SENTENCE_FIELDS = ("text", "skip", "claims")
CLAIM_FIELDS = (
    "quote", "subject", "predicate", "object", "quantity", "period", "place", "stage", "regarding",
    "polarity", "modality", "hedge", "attributed_to", "attribution", "note",
)  # fmt: skip
QUANTITY_FIELDS = ("text", "minimum", "maximum", "unit", "excluded")
PERIOD_FIELDS = ("text", "edtf")
SKIP_REASONS = ("heading", "transition", "question", "method", "byline", "footer", "source")


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """A value as written, with its line."""

    value: str
    line: int


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim as written: plain fields, and the fields of its quantity and period."""

    line: int
    fields: Fields
    quantity: Fields | None
    period: Fields | None

    def get(self, name: str) -> str | None:
        field = self.fields.get(name)
        return field.value if field else None

    def line_of(self, name: str) -> int:
        field = self.fields.get(name)
        return field.line if field else self.line


@dataclass(frozen=True, slots=True)
class SentenceEntry:
    """One sentence with its candidates, or with the word that says why it has none."""

    line: int
    text: str
    skip: Field | None
    candidates: tuple[Candidate, ...]


class _Reader:
    """Walk the YAML node tree and collect every mistake with its line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []

    def mistake(self, node: yaml.Node, field: str, expected: str, found: str) -> None:
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, field, expected, found))

    def mapping(self, node: yaml.Node, field: str, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, field, f"a mapping with {', '.join(allowed)}", _describe(node))
            return {}
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in allowed:
                self.mistake(key, name, f"one of {', '.join(allowed)}", repr(name))
            elif name in entries:
                self.mistake(key, name, "one value", "the field twice")
            else:
                entries[name] = value
        return entries

    def items(self, node: yaml.Node, field: str, read: Callable[[yaml.Node], T]) -> list[T]:
        if not isinstance(node, yaml.SequenceNode):
            self.mistake(node, field, "a list", _describe(node))
            return []
        return [read(item) for item in node.value]

    def scalars(self, entries: Mapping[str, yaml.Node]) -> dict[str, Field]:
        fields = {}
        for name, node in entries.items():
            if isinstance(node, yaml.ScalarNode) and node.value:
                fields[name] = Field(node.value, node.start_mark.line + 1)
            else:
                self.mistake(node, name, "a value", _describe(node))
        return fields

    def claim(self, node: yaml.Node) -> Candidate:
        entries = self.mapping(node, "claim", CLAIM_FIELDS)
        quantity, period = entries.pop("quantity", None), entries.pop("period", None)
        return Candidate(
            line=node.start_mark.line + 1,
            fields=self.scalars(entries),
            quantity=self.scalars(self.mapping(quantity, "quantity", QUANTITY_FIELDS)) if quantity else None,
            period=self.scalars(self.mapping(period, "period", PERIOD_FIELDS)) if period else None,
        )

    def sentence(self, node: yaml.Node) -> SentenceEntry:
        entries = self.mapping(node, "sentence", SENTENCE_FIELDS)
        claims = entries.pop("claims", None)
        fields = self.scalars(entries)
        text, skip = fields.get("text"), fields.get("skip")
        if text is None:
            self.mistake(node, "text", "the words of the sentence", "nothing")
        if (skip is None) == (claims is None):
            found = "neither" if skip is None else "both"
            self.mistake(node, "claims", "either claims or a skip word", found)
        if skip is not None and skip.value not in SKIP_REASONS:
            self.mistake(entries["skip"], "skip", f"one of {', '.join(SKIP_REASONS)}", repr(skip.value))
        candidates = tuple(self.items(claims, "claims", self.claim)) if claims else ()
        return SentenceEntry(node.start_mark.line + 1, text.value if text else "", skip, candidates)


def _describe(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value) if node.value else "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def read_annotation(path: Path) -> tuple[tuple[SentenceEntry, ...], tuple[Mistake, ...]]:
    """Read `claims.yaml`; return its sentences in file order and every mistake of form."""
    reader = _Reader(str(path))
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return (), (Mistake(str(path), mark.line + 1 if mark else 1, "file", "YAML in UTF-8", str(problem)),)
    if root is None:
        return (), (Mistake(str(path), 1, "file", "a list of sentences", "nothing"),)
    entries = reader.items(root, "file", reader.sentence)
    return tuple(entries), tuple(reader.mistakes)
