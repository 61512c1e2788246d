"""Titles that got no label: found behind the names, before "edited by", in a container or after the date of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.references.lexicons import LEXICONS
from ingest.references.runs import runs, sentence_end
from ingest.references.tokens import Token, TokenKind

_HANDS = frozenset(("edited", "translated", "traduit", "übersetzt", "herausgegeben", "compiled"))
_AND = LEXICONS["conjunction"]


def find_title(tokens: Sequence[Token], labels: list[str]) -> None:
    """Label the title where nothing is one: it may hide behind the names, before "edited by", or in a container."""
    for find in (_in_part, _found_in_container):
        if "title" not in labels:
            find(tokens, labels)


def _in_part(tokens: Sequence[Token], labels: list[str]) -> None:
    for start, end in runs(labels):
        begin, stop = start, end
        if labels[start] in ("editor", "translator"):
            stop = next((i for i in range(start + 2, end) if _is_hand(tokens, i)), start)
            begin = start if "author" in labels[:start] else sentence_end(tokens, start, stop)
        elif labels[start] == "author" and end < len(labels):
            begin = _after_names(tokens, start, end, contained="container" in labels)
        elif labels[start] != "container" or not _stands_alone(tokens[start:end], labels):
            continue
        if begin < stop:
            labels[start:begin] = ["author"] * (begin - start)
            labels[begin:stop] = ["title"] * (stop - begin)
            return


def _is_hand(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "edited by" and the like begins here, or the bracket around it."""
    word = i + 1 if tokens[i].text in "([" and i + 1 < len(tokens) else i
    return tokens[word].text.lower() in _HANDS and (word > i or tokens[i - 1].kind is TokenKind.MARK)


def _stands_alone(part: Sequence[Token], labels: Sequence[str]) -> bool:
    """Tell whether a container is more likely a title: no volume or pages follow, and it is not abbreviated."""
    words = [token.text for token in part if token.kind is TokenKind.WORD]
    abbreviated = part[-1].text == "." and bool(words) and len(words[-1]) < 5
    return bool(words) and words[0].lower() != "in" and not abbreviated and not {"volume", "pages"} & set(labels)


def _after_names(tokens: Sequence[Token], start: int, end: int, *, contained: bool) -> int:
    """Find where a title begins in a run of names: behind "Family, Given" and its stop; else `end`."""
    for i in range(start + 1, end - 1):
        before, after = tokens[start : i + 1], [t for t in tokens[i + 1 : end] if t.kind is TokenKind.WORD]
        inverted = any(token.text == "," for token in before[:-1])
        family = any(token.kind is TokenKind.MARK or len(token.text.rstrip(".")) > 1 for token in before[:-1])
        if not tokens[i + 1].spaced or not after or any(len(word.text.rstrip(".")) == 1 for word in after[:2]):
            continue
        initial = tokens[i].kind is TokenKind.WORD and tokens[i].text.endswith(".")
        stops = tokens[i].text == "." or (initial and inverted)
        joined = any(token.text in ("&", ",") or token.text.lower() in _AND for token in tokens[i + 1 : end - 1])
        if stops and family and (len(after) > 2 if contained else not joined or len(after) > 4):
            return i + 1
        comma = tokens[i].text == "," and inverted and not contained and not joined
        if comma and len(after) > 1 and not any(word.text.lower() in LEXICONS["given"] for word in after):
            return i + 1
    return end


def _found_in_container(tokens: Sequence[Token], labels: list[str]) -> None:
    """A container of two sentences begins with a title, or a page names it after the date."""
    parts = runs(labels)
    for start, end in parts:
        stop = sentence_end(tokens, start, end)
        abbreviated = len(tokens[stop - 2].text) < 5 if stop - start > 2 else True
        if labels[start] == "container" and stop < end and not abbreviated and tokens[start].text.lower() != "in":
            labels[start:stop] = ["title"] * (stop - start)
            return
    for (date, _), (start, end) in pairwise(parts):
        words = sum(token.kind is TokenKind.WORD for token in tokens[start:end])
        if (
            "url" in labels
            and labels[date] == "date"
            and words > 1
            and labels[start] not in ("author", "url", "doi", "note")
        ):
            stop = sentence_end(tokens, start, end)
            labels[start:stop] = ["title"] * (stop - start)
            return
