"""Runs of equal labels over the tokens of a reference, and where a sentence in one ends."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.references.tokens import Token


def runs(labels: Sequence[str]) -> list[tuple[int, int]]:
    """Give the spans [start, end) of equal neighbouring labels, in order; they cover all tokens."""
    bounds = [i for i in range(len(labels)) if i == 0 or labels[i] != labels[i - 1]]
    return list(zip(bounds, [*bounds[1:], len(labels)], strict=True))


def sentence_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Give the end of the sentence that begins at `start`, at most `end`."""
    stops = (i + 1 for i in range(start + 1, end - 1) if tokens[i].text in ".?!" and tokens[i + 1].spaced)
    return next(stops, end)
