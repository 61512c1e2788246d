"""Annotation files: claims written by hand, one entry per sentence, read with the line of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ingest.nodes import Field, NodeReader, compose
from kg.errors import Mistake

SENTENCE_FIELDS = ("text", "skip", "claims")
CLAIM_FIELDS = (
    "quote", "subject", "predicate", "object", "quantity", "period", "place", "stage", "regarding",
    "polarity", "modality", "hedge", "attributed_to", "attribution", "note",
)  # fmt: skip
QUANTITY_FIELDS = ("text", "minimum", "maximum", "unit", "excluded")
PERIOD_FIELDS = ("text", "edtf")
SKIP_REASONS = ("heading", "transition", "question", "method", "byline", "footer", "source")


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


class _Reader(NodeReader):
    """Reads the nodes of an annotation file."""

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


def read_annotation(path: Path) -> tuple[tuple[SentenceEntry, ...], tuple[Mistake, ...]]:
    """Read `claims.yaml`; return its sentences in file order and every mistake of form."""
    root = compose(path)
    if isinstance(root, Mistake):
        return (), (root,)
    reader = _Reader(str(path))
    entries = reader.items(root, "file", reader.sentence)
    return tuple(entries), tuple(reader.mistakes)
