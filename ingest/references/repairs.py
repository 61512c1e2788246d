"""Labels that contradict the marks of an entry are put right: dates in brackets, quoted titles, lone strays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.references.lexicons import LEXICONS, YEAR
from ingest.references.tokens import Token, TokenKind

_TEXTS = ("title", "container", "author", "publisher", "editor")
_DATE_WORDS = (
    LEXICONS["month"] | LEXICONS["retrieval"] | LEXICONS["nodate"] | frozenset(("n", "d", "c", "ca", "circa", "de"))
)
_QUOTES = {'"': '"', "“": "”“", "«": "»", "„": "“”", "‘": "’"}


def repaired(tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """Return the labels with the repairs made, in the order in which later ones rest on earlier ones."""
    found = [
        token.kind.value if token.kind in (TokenKind.URL, TokenKind.DOI) else label
        for token, label in zip(tokens, labels, strict=True)
    ]
    for repair in (_bracketed_dates, _before_date, _dates, _quotes, _strays, _colons, _untitled):
        repair(tokens, found)
    return found


def _is_date_part(token: Token) -> bool:
    if token.kind is TokenKind.WORD:
        return token.text.lower().rstrip(".") in _DATE_WORDS or len(token.text) == 1
    if token.kind is TokenKind.NUMBER:
        return YEAR.fullmatch(token.text) is not None or int(token.text) <= 31
    return token.kind is TokenKind.MARK


def _bracketed_dates(tokens: Sequence[Token], labels: list[str]) -> None:
    """A bracket that opens with a year, or "n.d.", and has nothing but a date in it is a date."""
    for i, token in enumerate(tokens[:-1]):
        if token.text != "(":
            continue
        end = next((j for j in range(i + 1, min(i + 9, len(tokens))) if tokens[j].text == ")"), None)
        if end is None or not all(map(_is_date_part, tokens[i + 1 : end])):
            continue
        words = "".join(t.text for t in tokens[i + 1 : end]).lower()
        if YEAR.match(words) or words.startswith("n.d"):
            stop = end + 2 if end + 1 < len(tokens) and tokens[end + 1].text in ".,:;" else end + 1
            labels[i:stop] = ["date"] * (stop - i)


def _before_date(tokens: Sequence[Token], labels: list[str]) -> None:
    """What stands before a bracketed date that a title follows is its author, not author and title both."""
    runs = _runs(labels)
    dates = [n for n, (start, _) in enumerate(runs) if labels[start] == "date" and tokens[start].text == "("]
    if (
        not dates
        or [labels[start] for start, _ in runs[: dates[0]]] != ["author", "title"]
        or dates[0] + 1 == len(runs)
    ):
        return
    start, end = runs[dates[0] + 1]
    if labels[start] in ("title", "container", "publisher") and '"' not in (token.text for token in tokens[:start]):
        first, _ = runs[dates[0]]
        labels[:first] = ["author"] * first
        if "title" not in labels[start:]:
            labels[start:end] = ["title"] * (end - start)


def _dates(tokens: Sequence[Token], labels: list[str]) -> None:
    """A word after the end of a date that belongs to no date goes to the part that follows."""
    for start, end in _runs(labels):
        if labels[start] != "date":
            continue
        anchors = [i for i in range(start, end) if _ends_date(tokens, i)]
        for i in range(anchors[-1] if anchors else end, end):
            if tokens[i].kind is TokenKind.WORD and not _is_date_part(tokens[i]):
                following = labels[end] if end < len(labels) else "note"
                if following in ("url", "doi"):
                    following = "container" if "title" in labels else "title"
                labels[i:end] = [following] * (end - i)
                break


def _ends_date(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a token is a year, or the "d" of "n.d."."""
    undated = i > 1 and tokens[i].text.lower() == "d" and tokens[i - 2].text.lower() == "n"
    return undated or YEAR.fullmatch(tokens[i].text) is not None


def _quotes(tokens: Sequence[Token], labels: list[str]) -> None:
    """What stands in one pair of quotes has one label, and a title ends with its quotes."""
    i = 0
    while i < len(tokens):
        closing = _QUOTES.get(tokens[i].text) if tokens[i].spaced or tokens[i].text != "‘" else None
        end = next((j for j in range(i + 1, len(tokens)) if tokens[j].text in closing), None) if closing else None
        if end is None or end - i < 3:
            i += 1
            continue
        counts = Counter(label for label in labels[i : end + 1] if label not in ("url", "doi"))
        label, count = counts.most_common(1)[0]
        if "title" not in labels[:i] and counts["title"] * 3 >= count:
            label = "title"
        if label in _TEXTS:
            labels[i : end + 1] = [label] * (end + 1 - i)
        i = end + 1
        if label == "title" and labels[end : end + 2] == ["title", "title"]:
            while i < len(labels) and labels[i] == "title":
                labels[i] = "container"
                i += 1


def _strays(tokens: Sequence[Token], labels: list[str]) -> None:
    """One or two tokens between two pieces of one title, container or publisher belong to it."""
    for start, end in _runs(labels)[1:-1]:
        around = labels[start - 1]
        if around == labels[end] and around in _TEXTS and end - start <= 2:
            words = "".join(token.text for token in tokens[start:end])
            if not re.search(r"(?:1[5-9]|20)\d\d|https?:|10\.\d", words):
                labels[start:end] = [around] * (end - start)


def _colons(tokens: Sequence[Token], labels: list[str]) -> None:
    """A colon does not end a title: the words up to the next stop are its second half."""
    for start, end in _runs(labels)[:-1]:
        if labels[start] == "title" and tokens[end - 1].text == ":" and labels[end] in ("container", "publisher"):
            stop = _stop(tokens, end, len(tokens))
            labels[end:stop] = [label if label in ("url", "doi", "date") else "title" for label in labels[end:stop]]


def _untitled(tokens: Sequence[Token], labels: list[str]) -> None:
    """Where nothing is a title, a container of two sentences begins with one, or a page names it after the date."""
    if "title" in labels:
        return
    runs = _runs(labels)
    for start, end in runs:
        stop = _stop(tokens, start, end)
        abbreviated = len(tokens[stop - 2].text) < 5 if stop - start > 2 else True
        if labels[start] == "container" and stop < end and not abbreviated and tokens[start].text.lower() != "in":
            labels[start:stop] = ["title"] * (stop - start)
            return
    for (date, _), (start, end) in pairwise(runs):
        words = sum(token.kind is TokenKind.WORD for token in tokens[start:end])
        if (
            "url" in labels
            and labels[date] == "date"
            and words > 1
            and labels[start] not in ("author", "url", "doi", "note")
        ):
            stop = _stop(tokens, start, end)
            labels[start:stop] = ["title"] * (stop - start)
            return


def _stop(tokens: Sequence[Token], start: int, end: int) -> int:
    """Give the end of the sentence that begins at `start`, at most `end`."""
    stops = (i + 1 for i in range(start + 1, end - 1) if tokens[i].text in ".?!" and tokens[i + 1].spaced)
    return next(stops, end)


def _runs(labels: Sequence[str]) -> list[tuple[int, int]]:
    bounds = [i for i in range(len(labels)) if i == 0 or labels[i] != labels[i - 1]]
    return list(zip(bounds, [*bounds[1:], len(labels)], strict=True))
