"""Entries of two national standards whose marks leave nothing to guess: GB/T 7714 (China) and GOST 7.1 (Russia)."""

from __future__ import annotations

import re

from ingest.references.corpus import Segment

_YEAR = r"(?:1[5-9]|20)\d\d"
_GBT = re.compile(
    r"(?:(?P<author>[^.．。]+?)[.．。]\s*)?(?P<title>[^\[\]]+?)\s*\[(?P<mark>[A-Z]{1,2})(?:/OL)?\]\s*[.．。]?\s*(?P<rest>.*)",
    re.DOTALL,
)
_GBT_BOOK = re.compile(
    rf"(?:(?P<location>[^:：,，.]+)[:：]\s*)?(?P<publisher>[^,，.]+)[,，]\s*(?P<date>{_YEAR}[\d.-]*)"
)
_GBT_ARTICLE = re.compile(
    rf"(?P<container>[^,，]+?)[,，]\s*(?P<date>{_YEAR}[\d-]*)(?:[,，]\s*(?P<volume>\d*\s*(?:[(（][^)）]+[)）])?))?"
    r"(?:\s*[:：]\s*(?P<pages>[A-Z]?\d+(?:\s*[-–—~]\s*[A-Z]?\d+)?))?"
)
_GOST_NAMES = r"(?:[А-ЯЁA-Z][\w’-]+,?\s+(?:[А-ЯЁA-Z]\.\s?){1,2}(?:,\s*|\s+(?=[А-ЯЁA-Z])|\s*))+"
_GOST = re.compile(
    rf"(?P<author>{_GOST_NAMES})?(?P<title>[^/]+?)\s*(?:/\s[^/]+?)?//\s*(?P<container>.+?)\.?\s*[–—-]\s+(?P<rest>.*)",
    re.DOTALL,
)
_GOST_BOOK = re.compile(
    rf"(?P<author>{_GOST_NAMES})?(?P<title>[^/]+?)(?:\s*/\s[^/]+?)?[.\s]*[–—]\s+(?P<location>[^:–—]+?)\s?:\s*(?P<publisher>[^,–—]+),\s*(?P<date>{_YEAR})",
    re.DOTALL,
)
_GOST_PARTS = {
    "date": re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
    "volume": re.compile(
        r"(?:\b[ТT]|Vol|Вып)\.\s*\d+(?:\s*[,.–—-]*\s*(?:№|No\.?)\s*[\d-]+(?:\s*\(\d+\))?)?|(?:№|No\.)\s*\d+"
    ),
    "pages": re.compile(r"(?<=[СCPS]\.)\s*\d+(?:\s*[-–—]\s*\d+)?"),
}


def standard_segments(text: str) -> tuple[Segment, ...] | None:
    """Read an entry by the marks of a national standard, or return None when it does not have them."""
    if (match := _GBT.fullmatch(text)) and re.search(r"[^\x00-\u024f]", text):
        rest = match.start("rest")
        inner = (_GBT_BOOK if match["mark"] in ("M", "D", "R") else _GBT_ARTICLE).match(text, rest) or _GBT_BOOK.match(
            text, rest
        )
        return _segments([match, *([inner] if inner else [])])
    if not re.search(r"[\u0400-\u04ff]", text):
        return None
    if match := _GOST.fullmatch(text):
        parts = [
            Segment(label, *found.span())
            for label, form in _GOST_PARTS.items()
            if (found := form.search(text, match.start("rest")))
        ]
        return _segments([match], parts)
    if match := _GOST_BOOK.match(text):
        return _segments([match])
    return None


def _segments(matches: list[re.Match[str]], parts: list[Segment] | None = None) -> tuple[Segment, ...]:
    found = list(parts or [])
    for match in matches:
        found += [
            Segment(label, *match.span(label))
            for label, value in match.groupdict().items()
            if value and label not in ("rest", "mark")
        ]
    return tuple(sorted(found, key=lambda segment: segment.start))
