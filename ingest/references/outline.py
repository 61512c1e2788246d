"""The outline of a reference: the pattern of each clause, where its opening names end, what is still to come."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.references.lexicons import LEXICONS
from ingest.references.stretches import Stretch
from ingest.references.tokens import Token, TokenKind

_AHEAD = ("number", "year", "journal", "publisher", "place", "editor", "pages", "volume", "meeting", "report")
_LONGEST_PATTERN = 6
_FARTHEST = 3


def outline(tokens: Sequence[Token], clauses: Sequence[Stretch]) -> list[list[str]]:
    """Give for each token the features of its clause's place among the others."""
    distinct = [clauses[start] for start in dict.fromkeys(clause.start for clause in clauses)]
    patterns = [pattern(tokens[clause.start : clause.end]) for clause in distinct]
    names = _leading_names(tokens, distinct, patterns)
    rows: list[list[str]] = []
    for n, clause in enumerate(distinct):
        before = patterns[n - 1] if n else "^"
        after = patterns[n + 1] if n + 1 < len(distinct) else "$"
        row = [
            f"pattern={patterns[n]}",
            f"pattern-1={before}",
            f"pattern+1={after}",
            f"patterns={before}>{patterns[n]}",
            f"patterns+={patterns[n]}>{after}",
            f"after-names={min(max(n - names, -1), 4)}",
            f"after-names={min(max(n - names, -1), 4)},{patterns[n]}",
        ]
        for flag in _AHEAD:
            ahead = next((m - n for m in range(n + 1, len(distinct)) if flag in distinct[m].flags), None)
            row.append(f"to-{flag}={'none' if ahead is None else min(ahead, _FARTHEST)}")
        rows += [row] * (clause.end - clause.start)
    return rows


def pattern(part: Sequence[Token]) -> str:
    """Write a clause as a short pattern: I initial, G given name, P particle, C capitalised, A capitals, w word, 9."""
    marks = ""
    for token in part:
        mark = _mark(token)
        if mark and not (mark == marks[-1:] and mark in "w9A"):
            marks += mark
    return marks if len(marks) <= _LONGEST_PATTERN else marks[:_LONGEST_PATTERN] + "+"


def _mark(token: Token) -> str:
    word = token.text.rstrip(".")
    if token.kind is TokenKind.NUMBER:
        return "9"
    if token.kind is not TokenKind.WORD:
        return "&" if token.text == "&" else "U" if token.kind in (TokenKind.URL, TokenKind.DOI) else ""
    if word.lower() in LEXICONS["conjunction"] and word.islower():
        return "&"
    if word.islower():
        return "P" if word in LEXICONS["particle"] else "w"
    if len(word) == 1:
        return "I"
    if word.lower() in LEXICONS["given"]:
        return "G"
    return "A" if word.isupper() and len(word) > 1 else "C"


def _leading_names(tokens: Sequence[Token], clauses: Sequence[Stretch], patterns: Sequence[str]) -> int:
    """Count the clauses at the start that are all names: few words, each capitalised, an initial or a particle."""
    count = 0
    for clause, marks in zip(clauses, patterns, strict=True):
        words = [token for token in tokens[clause.start : clause.end] if token.kind is TokenKind.WORD]
        if len(words) > 8 or any(mark in "w9U+" for mark in marks):
            break
        if words and not any(mark in "IGA&" for mark in marks) and len(words) > 3:
            break
        count += 1
    return count
