"""Finding a quote in a text: exactly, or with every run of white space read as one space, and in no other way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands; `tolerated` says that it matched only with white space runs read as one space."""

    start: int
    end: int
    tolerated: bool


def find_quote(text: str, quote: str, start: int = 0, end: int | None = None) -> Match | None:
    """Find the first place of `quote` in text[start:end]; offsets count code points of `text`, the end is excluded.

    An exact match anywhere wins over a tolerated one. White space is what str.isspace says: line breaks,
    tabs and no-break spaces too. White space around the quote does not count. None when it is not there.
    """
    stop = len(text) if end is None else end
    if not quote.strip():
        return None
    at = text.find(quote, start, stop)
    if at >= 0:
        return Match(at, at + len(quote), tolerated=False)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    found = pattern.search(text, start, stop)
    return Match(found.start(), found.end(), tolerated=True) if found else None


def nearest(text: str, quote: str) -> str:
    """Return the whole words of `text` that come nearest to `quote`, for an error message; empty if nothing does."""
    if not quote or not text:
        return ""
    shown = " ".join(text.split())
    alignment = fuzz.partial_ratio_alignment(" ".join(quote.split()), shown)
    if alignment is None or alignment.score == 0:
        return ""
    if len(shown) <= len(quote):
        return shown
    start = shown.rfind(" ", 0, alignment.dest_start + 1) + 1
    end = shown.find(" ", max(alignment.dest_end - 1, start))
    return shown[start:] if end < 0 else shown[start:end]
