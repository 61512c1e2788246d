"""Exclusive statements: "X rather than Y", "X, not Y", "not Y but X" say X and deny Y."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.factcheck.parsing import Parse, Word, parse

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
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
KINDS = {
    "NOUN": "noun",
    "PROPN": "noun",
    "PRON": "noun",
    "NUM": "noun",
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "quality",
}
IT_WAS = re.compile(r"^\W*it (?:is|was) ", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:that|which|who)\b\s*")
REVERSE = re.compile(
    r",?\s*(?:and |but )?(?:not|rather than|instead of)"
    r" (?:the (?:reverse|opposite|other way (?:a?round|about))|vice versa)(?=[\s.]*$)",
    re.IGNORECASE,
)


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
        return _cleft(found["said"], found["denied"], found["tail"])
    if found := OPENING.match(body):
        return Contrast(found["said"], found["denied"], found["said"], found["denied"])
    if found := RATHER_INSIDE.search(body):
        return _around(body, found.start(), found.end())
    if found := COMMA_NOT.search(body):
        return _set_beside(body[: found.start()], found["denied"])
    if found := NOT_BUT.search(body):
        head = body[: found.start()]
        return Contrast(f"{head} {found['said']}", f"{head} {found['denied']}", found["said"], found["denied"])
    return None


def _around(body: str, start: int, end: int) -> Contrast | None:
    """Read "X rather than Y" at a mark: what follows Y belongs to both sides."""
    before, after = body[:start], body[end:]
    if (opening := IT_WAS.match(before)) and (found := RELATIVE.search(after)):
        return _cleft(before[opening.end() :], after[: found.start()], after[found.start() :])
    parsed = parse(body)
    root = next((word for at, word in enumerate(parsed.words) if word.head == at), None)
    if root is not None and root.start >= end and root.pos in ("VERB", "AUX") and not _is_report(root, start, parsed):
        beside = [w for w in parsed.words if w.relation in ("aux", "auxpass", "neg") and parsed.words[w.head] is root]
        cut = min(word.start for word in (root, *beside) if word.start >= end) - end
        denied, tail = after[:cut].strip(" ,"), after[cut:]
        closing = denied.find(",") if body[start] == "," else -1
        if closing > 0:
            denied, tail = denied[:closing], f"{denied[closing + 1 :].strip()} {tail}"
        said = before.strip(" ,")
        return Contrast(f"{said} {tail}", f"{denied} {tail}", said, denied) if denied and said else None
    return _set_beside(before, after)


def _is_report(root: Word, start: int, parsed: Parse) -> bool:
    """Tell whether a main verb only reports what stands before a place ("…, the authors say")."""
    return any(w.relation == "ccomp" and w.start < start and parsed.words[w.head] is root for w in parsed.words)


def _cleft(said: str, denied: str, tail: str) -> Contrast:
    """Put what "it was … that" brings forward back into its clause: as subject, or behind a clause with a subject."""
    rest, focus, excluded = RELATIVE.sub("", tail, count=1).strip(), said.strip(" ,"), denied.strip(" ,")
    parsed = parse(rest)
    if any(w.relation in ("nsubj", "nsubjpass") and parsed.words[w.head].head == w.head for w in parsed.words):
        return Contrast(f"{rest} {focus}", f"{rest} {excluded}", focus, excluded)
    return Contrast(f"{focus} {rest}", f"{excluded} {rest}", focus, excluded)


def _set_beside(before: str, after: str) -> Contrast | None:
    """Find the words before the mark that stand where the words after it would stand."""
    words = after.split()
    if not words or not before.strip():
        return None
    cut = _parallel_start(before, after)
    if cut is None:
        cut = _focus_start(before, words[0].casefold())
    focus = before[cut:].strip(" ,")
    if not focus or EMPTY.fullmatch(after):
        return None
    return Contrast(before, f"{before[:cut].rstrip(' ,')} {after}", focus, after)


def without_reverse(text: str) -> str:
    """Leave out "not the reverse", which denies no more than the direction that is stated affirms."""
    return REVERSE.sub("", text)


def _parallel_start(before: str, after: str) -> int | None:
    """Return where the last constituent begins that is of the kind of what stands after the mark, or None."""
    if after.split()[0].casefold() in PREPOSITIONS - {"a", "an", "the"}:
        return None
    there, here = parse(after), parse(before)
    kind = next((KINDS.get(word.pos) for at, word in enumerate(there.words) if word.head == at), None)
    last = len(here.words) - 1
    found = None
    while kind and last >= 0:
        word = here.words[last]
        if word.relation in SUBJECTS:
            break
        if KINDS.get(word.pos) == kind:
            found = word.start if kind == "verb" else min(here.words[i].start for i in _under(last, here))
        if word.head == last:
            break
        last = word.head
    return found or None


def _under(at: int, parsed: Parse) -> list[int]:
    found = [at]
    for child in parsed.children[at]:
        found += _under(child, parsed)
    return found


def _focus_start(before: str, first: str) -> int:
    if first in PREPOSITIONS:
        same = [m.start() for m in re.finditer(rf"\b{re.escape(first)}\b", before, re.IGNORECASE)]
        if same and same[-1] > 0:
            return same[-1]
    breaks = [m.end() for m in CLAUSE_BREAK.finditer(before)]
    return breaks[-1] if breaks else max(0, len(before) - len(" ".join(before.split()[-FOCUS_WORDS:])))
