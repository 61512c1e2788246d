"""Negation: the stretches of a text that a word denies, or sets against what is said."""

from __future__ import annotations

import re

from kg.factcheck.lexicon import WORD
from kg.factcheck.tables import words

REACH, LACK_REACH = 4, 8
STOPS = re.compile(r"[,;:.]|\b(?:but|and|because|since|which|that|who)\b")
SET_AGAINST = re.compile(
    r"\b(?:(?:recommend|prefer|favou?r|cho[os]s?e)\w*\b[^,;.]*?\bover"
    r"(?! (?:\d|half\b|an?\b|the \w+ (?:years?|decades?)\b))"
    r"|far from|no longer|yet to|fail(?:s|ed)? to"
    r"|(?:stop(?:s|ped)?|ceas(?:es?|ed)|quit|ended|abandoned|gave up|given up) (?=\w+ing\b)"
    r"|rather than|instead of|as opposed to|more than(?= \w+ing\b))",
    re.IGNORECASE,
)
HARMLESS = re.compile(
    r"\b(?:not only|not just|not merely|not least|no (?:more|less|fewer|later|earlier|sooner) than|not far from"
    r"|no doubt"
    r"|no (?=\w+ (?:has|have|is|owns|holds) (?:a )?(?:\w+er|more)\b[^.]*\bthan\b)|no longer than|not to mention)\b",
    re.IGNORECASE,
)

Span = tuple[int, int]


def denied_spans(text: str) -> list[Span]:
    """Return the stretches that are denied: the few words after a negator, up to the next clause."""
    harmless = [(m.start(), m.end()) for m in HARMLESS.finditer(text)]
    tokens = [(m.start(), m.end(), m[0].casefold().replace("’", "'")) for m in WORD.finditer(text)]
    spans: list[Span] = []
    for position, (start, end, word) in enumerate(tokens):
        if not (word in words("negators") or word.endswith("n't")) or within(start, end, harmless):
            continue
        reach = LACK_REACH if word.startswith("lack") else REACH
        last = tokens[min(position + reach, len(tokens) - 1)][1]
        stop = None if word in ("neither", "nor") else STOPS.search(text, end, last)
        spans.append((end, stop.start() if stop else last))
    for mark in SET_AGAINST.finditer(text):
        stop = STOPS.search(text, mark.end())
        spans.append((mark.end(), stop.start() if stop else len(text)))
    return spans


def within(start: int, end: int, spans: list[Span]) -> bool:
    """Tell whether a stretch lies inside one of the spans."""
    return any(low <= start and end <= high for low, high in spans)
