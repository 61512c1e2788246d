"""A reader of references by rules alone: what the trained model is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.references.corpus import Segment

_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_NUMBER = re.compile(r"\s*(?:\[\d+\]|\d{1,3}\.)\s+")
_BRACKETED = re.compile(rf"\((?:{_YEAR}|n\.d\.)[^)]*\)[.,:]?")
_BARE = re.compile(rf"\b(?:[A-Z][a-z]+\.?\s+)?{_YEAR}\b[.,;:]?")
_QUOTED = re.compile(r"[“\"«‘][^”\"»’]{4,}[”\"»’][.,]?")
_SENTENCE = re.compile(r"(?<![A-Z])[.?!]\s+(?=[^\W\d_])")
_CONTAINER = re.compile(r"[^\d(]+")
_PAGES = re.compile(r"(?:pp?\.|pages?)\s*\d+(?:\s*[-–—]+\s*\d+)?|\b\d+\s*[-–—]+\s*\d+\b")
_VOLUME = re.compile(r"(?:[Vv]ol(?:ume|\.)\s*\d+(?:,\s*[Nn]o\.\s*\d+)?)|\b\d{1,3}\s?\(\d+\)|\b\d{1,3}(?=[,:])")
_LINK = re.compile(r"https?://\S+")


def rule_segments(text: str) -> Iterator[Segment]:
    """Label a reference by its marks: author up to the date or title, title to its stop, then the container."""
    if number := _NUMBER.match(text):
        yield Segment("number", *number.span())
    start = number.end() if number else 0
    if link := _LINK.search(text):
        yield Segment("url", *link.span())
    end = link.start() if link else len(text)
    dates = list(_BARE.finditer(text, start, end))
    date = _BRACKETED.search(text, start, end) or (dates[-1] if dates else None)
    if date:
        yield Segment("date", *date.span())
    early = date is not None and date.start() < (start + end) / 2
    quoted = _QUOTED.search(text, start, end)
    first = _SENTENCE.search(text, start, end)
    stops = [m for m in (date.start() if date and early else None, quoted.start() if quoted else None) if m is not None]
    author_end = min(stops) if stops else first.start() + 1 if first else start
    yield Segment("author", start, author_end)
    title_start = date.end() if date and early else author_end
    stop = _SENTENCE.search(text, title_start, end)
    title_end = quoted.end() if quoted else stop.start() + 1 if stop else end
    yield Segment("title", quoted.start() if quoted else title_start, title_end)
    if (container := _CONTAINER.match(text, title_end, end)) and len(container.group()) > 4:
        yield Segment("container", *container.span())
    for label, form in (("pages", _PAGES), ("volume", _VOLUME)):
        if match := form.search(text, title_end, end):
            yield Segment(label, *match.span())
