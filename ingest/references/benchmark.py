"""Precision, recall and F1 of the reference parser by field: `python -m ingest.references.benchmark`."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.references.corpus import Example, Segment, read_corpus
from ingest.references.tagger import MODEL, Tagger

FIELDS = (
    "author",
    "date",
    "title",
    "container",
    "publisher",
    "location",
    "editor",
    "volume",
    "pages",
    "url",
    "doi",
    "edition",
    "genre",
    "number",
)


@dataclass(frozen=True, slots=True)
class Score:
    """One field: shares of found and expected values that agree exactly after case and punctuation are folded."""

    field: str
    precision: float
    recall: float
    f1: float
    expected: int


def score(examples: Iterable[Example], segment: Callable[[str], Iterable[Segment]]) -> tuple[Score, ...]:
    """Compare the segments that a method finds in each text with the tagged ones, value by value."""
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for example in examples:
        there = _values(example.text, segment(example.text))
        wanted = _values(example.text, example.segments)
        for counter, values in ((hits, there & wanted), (found, there), (expected, wanted)):
            for (field, _), count in values.items():
                counter[field] += count
    return tuple(_score(field, hits[field], found[field], expected[field]) for field in FIELDS)


def _score(field: str, hits: int, found: int, expected: int) -> Score:
    precision, recall = hits / found if found else 0.0, hits / expected if expected else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Score(field, round(precision, 3), round(recall, 3), round(f1, 3), expected)


def _values(text: str, segments: Iterable[Segment]) -> Counter[tuple[str, str]]:
    folded = ((s.label, re.sub(r"\W+", " ", text[s.start : s.end]).strip().casefold()) for s in segments)
    return Counter((label, value) for label, value in folded if value)


def main(model: str | None = None) -> None:
    """Print one line of JSON per field."""
    held_out = [example for example in read_corpus() if example.held_out]
    tagger = Tagger(Path(model) if model else MODEL)
    for field in score(held_out, tagger.segments):
        print(json.dumps(asdict(field)))


if __name__ == "__main__":
    main(*sys.argv[1:2])
