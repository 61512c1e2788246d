"""Exclusive statements: "X rather than Y", "X, not Y", "not Y but X" say X and deny Y."""

from __future__ import annotations

import re
from dataclasses import dataclass

RATHER = re.compile(r",?\s+(?:rather than|instead of|as opposed to|and not|but not|not|never)\s+", re.IGNORECASE)
NOT_BUT = re.compile(r"\b(?:not|n't)\s+(?P<denied>[^,;]{3,80}?),?\s+but\s+(?:rather\s+)?(?P<said>.+)$", re.IGNORECASE)
CLEFT_NOT = re.compile(
    r"^(?P<head>it (?:was|is) )(?P<said>[^,]+), not (?P<denied>[^,]+), (?P<tail>(?:that|which|who) .+)$", re.IGNORECASE
)
RATHER_INSIDE = re.compile(r",?\s+(?P<mark>rather than|instead of|as opposed to|and not|but not)\s+", re.IGNORECASE)
COMMA_NOT = re.compile(r",\s+(?:and\s+|but\s+)?not\s+(?P<denied>[^,;.]+)[.]?$", re.IGNORECASE)
OPENING = re.compile(r"^\W*(?:rather than|instead of)\s+(?P<denied>[^,]+),\s*(?P<said>.+)$", re.IGNORECASE)
CLAUSE_BREAK = re.compile(
    r"\b(?:is|are|was|were|be|been|has been|have been|hit|to|by|of|from|on|at|as|for|against|with|in|because|due to"
    r"|owes|called)\b",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"(?:\W*(?:above|below|over|under|more|less|fewer|higher|lower|it|that|this|them|not|than|at|all|so)\b)*\W*",
    re.IGNORECASE,
)
PREPOSITIONS = frozenset(
    [
        "to",
        "by",
        "of",
        "from",
        "on",
        "at",
        "as",
        "for",
        "against",
        "with",
        "in",
        "because",
        "through",
        "under",
        "an",
        "a",
        "the",
    ]
)
FOCUS_WORDS = 6


@dataclass(frozen=True, slots=True)
class Contrast:
    """What an exclusive statement says and denies, as full statements, and the words set against each other."""

    said: str
    denied: str
    focus: str
    excluded: str


def read_contrast(text: str) -> Contrast | None:
    """Take an exclusive statement apart, or return None for one that excludes nothing."""
    body = text.strip().rstrip(".")
    if found := CLEFT_NOT.match(body):
        tail = re.sub(r"^(?:that|which|who) ", "", found["tail"])
        return Contrast(f"{found['said']} {tail}", f"{found['denied']} {tail}", found["said"], found["denied"])
    if found := OPENING.match(body):
        return Contrast(found["said"], found["denied"], found["said"], found["denied"])
    if found := RATHER_INSIDE.search(body):
        return _around(body[: found.start()], body[found.end() :])
    if found := COMMA_NOT.search(body):
        return _around(body[: found.start()], found["denied"])
    if found := NOT_BUT.search(body):
        head = body[: found.start()]
        return Contrast(f"{head} {found['said']}", f"{head} {found['denied']}", found["said"], found["denied"])
    return None


def _around(before: str, after: str) -> Contrast | None:
    """Find the words before the mark that stand where the words after it would stand."""
    words = after.split()
    if not words or not before.strip():
        return None
    cut = _focus_start(before, words[0].casefold())
    focus = before[cut:].strip(" ,")
    if not focus or EMPTY.fullmatch(after):
        return None
    return Contrast(before, f"{before[:cut].rstrip(' ,')} {after}", focus, after)


def _focus_start(before: str, first: str) -> int:
    if first in PREPOSITIONS:
        same = [m.start() for m in re.finditer(rf"\b{re.escape(first)}\b", before, re.IGNORECASE)]
        if same and same[-1] > 0:
            return same[-1]
    breaks = [m.end() for m in CLAUSE_BREAK.finditer(before)]
    return breaks[-1] if breaks else max(0, len(before) - len(" ".join(before.split()[-FOCUS_WORDS:])))
