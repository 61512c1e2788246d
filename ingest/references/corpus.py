"""The tagged references that the sequence model is trained and measured on (AnyStyle core, BSD-2-Clause)."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.references.tokens import Token

CORPUS = Path(__file__).with_name("data") / "anystyle-core.xml"
HELD_OUT_SHARE = 5
"""One reference in this many is held out: it is never trained on, only measured."""

_LABELS = {
    "journal": "container", "container-title": "container", "director": "author", "producer": "author",
    "collection-title": "series", "citation-number": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch of a reference; the offsets count code points of its text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """One tagged reference."""

    text: str
    segments: tuple[Segment, ...]

    @property
    def held_out(self) -> bool:
        """Decide by the text alone, so that the split is the same whatever the order."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0

    def values(self, label: str) -> list[str]:
        """Give the words under one label, in order."""
        return [self.text[s.start : s.end] for s in self.segments if s.label == label]


def read_corpus(path: Path = CORPUS) -> tuple[Example, ...]:
    """Read the tagged references, parts joined by one space; the finer labels of the file are folded into ours."""
    return tuple(
        joined([(_LABELS.get(part.tag, part.tag), " ".join((part.text or "").split())) for part in sequence])
        for sequence in ET.parse(path).getroot()
    )


def joined(parts: Sequence[tuple[str, str]], separators: Sequence[str] | None = None) -> Example:
    """Make an example of labelled parts; `separators[i]` stands before part i (one space by default)."""
    text = ""
    segments: list[Segment] = []
    for i, (label, part) in enumerate(parts):
        if not part:
            continue
        text += (separators[i] if separators else " ") if text else ""
        segments.append(Segment(label, len(text), len(text) + len(part)))
        text += part
    return Example(text, tuple(segments))


def token_labels(tokens: Sequence[Token], example: Example) -> list[str]:
    """Give every token the label of the segment in which it begins."""
    labels = []
    for token in tokens:
        labels.append(next((s.label for s in example.segments if s.start <= token.start < s.end), "note"))
    return labels
