"""Precision, recall and F1 of the reference parser by field: `python -m ingest.references.benchmark`."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz import fuzz

from ingest.references.baseline import rule_segments
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


NEAR_RATIO = 90.0
"""Values at least this alike (0 to 100) agree nearly."""


@dataclass(frozen=True, slots=True)
class Score:
    """One field: shares of found and expected values that agree exactly after case and punctuation are folded.

    `near` is the F1 when values that are alike by NEAR_RATIO count as well.
    """

    field: str
    precision: float
    recall: float
    f1: float
    near: float
    expected: int


def score(examples: Iterable[Example], segment: Callable[[str], Iterable[Segment]]) -> tuple[Score, ...]:
    """Compare the segments that a method finds in each text with the tagged ones, value by value."""
    exact: Counter[str] = Counter()
    near: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for example in examples:
        there, wanted = _values(example.text, segment(example.text)), _values(example.text, example.segments)
        for field in FIELDS:
            found[field] += len(there[field])
            expected[field] += len(wanted[field])
            exact[field] += _matches(there[field], wanted[field], 100.0)
            near[field] += _matches(there[field], wanted[field], NEAR_RATIO)
    return tuple(
        Score(
            field,
            _share(exact[field], found[field]),
            _share(exact[field], expected[field]),
            _share(2 * exact[field], found[field] + expected[field]),
            _share(2 * near[field], found[field] + expected[field]),
            expected[field],
        )
        for field in FIELDS
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _matches(found: Sequence[str], expected: Sequence[str], ratio: float) -> int:
    """Count the expected values that a found one answers to, each found value used once."""
    left = list(found)
    count = 0
    for value in expected:
        best = max(left, key=lambda other: fuzz.ratio(value, other), default=None)
        if best is not None and fuzz.ratio(value, best) >= ratio:
            left.remove(best)
            count += 1
    return count


def _values(text: str, segments: Iterable[Segment]) -> defaultdict[str, list[str]]:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for segment in segments:
        value = re.sub(r"\W+", " ", text[segment.start : segment.end]).strip().casefold()
        if value:
            values[segment.label].append(value)
    return values


def main(model: str | None = None) -> None:
    """Print one line of JSON per method and field, on references that no model was trained on."""
    held_out = [example for example in read_corpus() if example.held_out]
    methods = {"model": Tagger(Path(model) if model else MODEL).segments, "rules": rule_segments}
    for name, method in methods.items():
        for field in score(held_out, method):
            print(json.dumps({"method": name, **asdict(field)}))


if __name__ == "__main__":
    main(*sys.argv[1:2])
