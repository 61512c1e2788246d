"""Links of an entry: its address, its DOI, and addresses that were run together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.references.tokens import DOI_PATTERN, URL_PATTERN, trimmed_link

_ARCHIVE = re.compile(r"(?:web\.archive\.org/web/[^/]+/|archive\.(?:ph|is|today|org)/\S*?/|[=]|%3D)$", re.IGNORECASE)
_DOI_HOST = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """What an entry links to; `joined` are the further addresses that follow the first without a space."""

    url: str | None
    doi: str | None
    joined: tuple[str, ...] = ()


def find_links(text: str) -> Links:
    """Find the first address and the DOI; an archived address keeps the one inside it."""
    spans: list[tuple[int, int]] = []
    joined: list[str] = []
    for match in URL_PATTERN.finditer(text):
        if spans and match.start() == spans[-1][1]:
            before = text[slice(*spans[-1])]
            if _ARCHIVE.search(before):
                spans[-1] = (spans[-1][0], match.end())
                continue
            joined.append(trimmed_link(match.group()))
        spans.append(match.span())
    urls = [trimmed_link(text[start:end]) for start, end in spans]
    doi = DOI_PATTERN.search(text)
    url = urls[0] if urls else None
    if url and url.lower().startswith("www."):
        url = f"https://{url}"
    return Links(url, trimmed_link(doi.group()) if doi and _is_doi(text, doi.start()) else None, tuple(joined))


def _is_doi(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].lower()
    return re.search(r"doi|(?:^|[\s.,;:(<])$", before) is not None
