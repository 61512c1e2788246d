"""Read the reference lists of a document: find, split, parse, compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.references.cleaning import cleaned
from ingest.references.entries import split_entries
from ingest.references.fields import parse_work
from ingest.references.oddities import Oddity, uninverted, with_oddities
from ingest.references.section import find_sections
from ingest.references.standards import standard_segments
from ingest.references.tagger import Tagger, default_tagger
from kg.model import Document, Reference, Warning, Work

_SAME_AUTHOR = re.compile(r"[-–—_]{2,}[\s.,]|—[.,]|[-–—]{3}")


def read_references(document: Document, tagger: Tagger | None = None) -> tuple[Reference, ...]:
    """Read every entry of the document's reference lists, in order; `raw` is document.text[start:end].

    The index counts from 1 over all lists. What cannot be parsed stays as an entry with its raw text and a warning.
    """
    tagger = tagger or default_tagger()
    sections = find_sections(document.text)
    references = tuple(_read_entries(document, tagger))
    body = document.text
    for section in reversed(sections):
        body = body[: section.heading] + body[section.end :]
    return with_oddities(references, body)


def parse_reference(raw: str, tagger: Tagger | None = None) -> Work:
    """Parse one entry to the work that it describes."""
    text = cleaned(raw).text
    segments = standard_segments(text) or (tagger or default_tagger()).segments(text)
    return parse_work(text, segments)


def _read_entries(document: Document, tagger: Tagger) -> Iterator[Reference]:
    index = 0
    previous: tuple[str, ...] = ()
    for section in find_sections(document.text):
        for span in split_entries(document.text, section.start, section.end):
            index += 1
            raw = document.text[span.start : span.end]
            work = parse_reference(raw, tagger)
            if previous and _SAME_AUTHOR.match(cleaned(raw).text):
                work = replace(work, authors=previous)
            warnings: tuple[Warning, ...] = ()
            if name := uninverted(work):
                warnings = (
                    Warning(
                        Oddity.INVERTED_ORGANISATION,
                        f"An organisation's name is turned like a person's: {name}.",
                        work.authors[0],
                    ),
                )
                work = replace(work, authors=(name,))
            previous = work.authors
            yield Reference(document.id, index, raw, span.start, span.end, work, warnings)
