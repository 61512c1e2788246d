"""Labels that contradict the marks of an entry are put right: dates in brackets, quoted titles, lone strays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.references.lexicons import LEXICONS, YEAR
from ingest.references.quotations import quotations
from ingest.references.runs import runs, sentence_end
from ingest.references.tokens import Token, TokenKind
from ingest.references.untitled import find_title

_TEXTS = ("title", "container", "author", "publisher", "editor")
_DATE_WORDS = (
    LEXICONS["month"] | LEXICONS["retrieval"] | LEXICONS["nodate"] | frozenset(("n", "d", "c", "ca", "circa", "de"))
)

_GENRES_LINE = "report brief thesis dissertation film video picture dvd dataset online manuscript poster memorandum"
_GENRES = frozenset(_GENRES_LINE.split())
_MEDIA_LINE = "dvd cd rom film video audio web print online internet television radio podcast tape mail"
_MEDIA = frozenset(_MEDIA_LINE.split())
_PRESSES = frozenset(("press", "verlag", "publishers", "publishing", "éditions", "publications"))


def repaired(tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """Return the labels with the repairs made, in the order in which later ones rest on earlier ones."""
    found = [
        token.kind.value if token.kind in (TokenKind.URL, TokenKind.DOI) else label
        for token, label in zip(tokens, labels, strict=True)
    ]
    if not found:
        return found
    for repair in (
        _bracketed_dates,
        _undated,
        _media,
        _title_brackets,
        _before_date,
        _dates,
        _quotes,
        _strays,
        _colons,
        _emphasis,
        _presses,
        _within,
        _given_names,
        find_title,
    ):
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
        stop = end + 2 if end + 1 < len(tokens) and tokens[end + 1].text in ".,:;" else end + 1
        if i and labels[i - 1] == "title" and _is_dated(labels, i, end):
            labels[i:stop] = ["title"] * (stop - i)
            continue
        words = "".join(t.text for t in tokens[i + 1 : end]).lower()
        if YEAR.match(words) or words.startswith("n.d"):
            labels[i:stop] = ["date"] * (stop - i)


def _is_dated(labels: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a bracket that follows a title is dated elsewhere: before it, or after it while a title still."""
    return "date" in labels[:start] or (labels[start] == labels[end] == "title" and "date" in labels[end + 1 :])


def _undated(tokens: Sequence[Token], labels: list[str]) -> None:
    """A date without a number or a word of dates belongs to the part before it."""
    for start, end in runs(labels)[1:]:
        words = [token for token in tokens[start:end] if token.kind in (TokenKind.WORD, TokenKind.NUMBER)]
        if labels[start] == "date" and words and not any(map(_is_date_part, words)):
            labels[start:end] = [labels[start - 1]] * (end - start)


def _media(tokens: Sequence[Token], labels: list[str]) -> None:
    """On a page, what is called a medium and names none is the site."""
    for start, end in runs(labels):
        words = {token.text.lower() for token in tokens[start:end] if token.kind is TokenKind.WORD}
        if labels[start] == "medium" and "url" in labels and words and not words & _MEDIA:
            labels[start:end] = ["container"] * (end - start)


def _title_brackets(tokens: Sequence[Token], labels: list[str]) -> None:
    """A bracket at the end of a title is its genre if it names one; years in it date it only if nothing else does."""
    for start, end in runs(labels):
        last = end - 2 if tokens[end - 1].text in ".," and end - start > 2 else end - 1
        if tokens[last].text not in ")]":
            continue
        opening = next((i for i in range(last, start - 1, -1) if tokens[i].text in "(["), None)
        if opening is None or not opening:
            continue
        words = [token.text.lower() for token in tokens[opening:end]]
        if labels[start] == "title" and opening > start and _GENRES & set(words):
            labels[opening:end] = ["genre"] * (end - opening)
        years = sum(YEAR.fullmatch(word) is not None for word in words)
        others = "date" in labels[:start] or (years > 1 and "date" in labels[end:])
        if labels[start] == "date" and opening == start and labels[start - 1] == "title" and others:
            labels[start:end] = ["title"] * (end - start)


def _before_date(tokens: Sequence[Token], labels: list[str]) -> None:
    """What stands before a bracketed date that a title follows is its author, not author and title both."""
    parts = runs(labels)
    dates = [n for n, (start, _) in enumerate(parts) if labels[start] == "date" and tokens[start].text == "("]
    if (
        not dates
        or [labels[start] for start, _ in parts[: dates[0]]] != ["author", "title"]
        or dates[0] + 1 == len(parts)
    ):
        return
    start, end = parts[dates[0] + 1]
    if labels[start] in ("title", "container", "publisher") and '"' not in (token.text for token in tokens[:start]):
        first, _ = parts[dates[0]]
        labels[:first] = ["author"] * first
        if "title" not in labels[start:]:
            labels[start:end] = ["title"] * (end - start)


def _dates(tokens: Sequence[Token], labels: list[str]) -> None:
    """A word after the end of a date that belongs to no date goes to the part that follows."""
    for start, end in runs(labels):
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
    for start, end in quotations(tokens):
        counts = Counter(label for label in labels[start:end] if label not in ("url", "doi"))
        if end - start < 4 or not counts:
            continue
        label, count = counts.most_common(1)[0]
        if "title" not in labels[:start] and counts["title"] * 3 >= count:
            label = "title"
        if "title" not in labels and end - start > 5:
            label = "title"
        if label in _TEXTS:
            labels[start:end] = [label] * (end - start)
        if label == "title" and labels[end - 1 : end + 1] == ["title", "title"]:
            after = end
            while after < len(labels) and labels[after] == "title":
                labels[after] = "container"
                after += 1


def _strays(tokens: Sequence[Token], labels: list[str]) -> None:
    """One or two tokens between two pieces of one title, container or publisher belong to it."""
    for start, end in runs(labels)[1:-1]:
        around = labels[start - 1]
        if around == labels[end] and around in _TEXTS and end - start <= 2:
            words = "".join(token.text for token in tokens[start:end])
            if not re.search(r"(?:1[5-9]|20)\d\d|https?:|10\.\d", words):
                labels[start:end] = [around] * (end - start)


def _colons(tokens: Sequence[Token], labels: list[str]) -> None:
    """A colon does not end a title: the words up to the next stop are its second half."""
    for start, end in runs(labels)[:-1]:
        if labels[start] == "title" and tokens[end - 1].text == ":" and labels[end] in ("container", "publisher"):
            stop = sentence_end(tokens, end, len(tokens))
            labels[end:stop] = [label if label in ("url", "doi", "date") else "title" for label in labels[end:stop]]


def _emphasis(tokens: Sequence[Token], labels: list[str]) -> None:
    """A title that opens in italics ends with them: after a full stop, its publisher or site follows."""
    for start, end in runs(labels):
        if labels[start] != "title" or tokens[start].text not in "*_":
            continue
        close = next((i for i in range(start + 2, end - 2) if tokens[i].text == tokens[start].text), None)
        if (
            close is not None
            and not tokens[close].spaced
            and tokens[close + 1].text == "."
            and tokens[close + 2].spaced
        ):
            label = "container" if "url" in labels or "publisher" in labels else "publisher"
            labels[close + 2 : end] = [label] * (end - close - 2)


def _presses(tokens: Sequence[Token], labels: list[str]) -> None:
    """A sentence at the end of a title that names a press is the publisher, if there is no other."""
    if "publisher" in labels:
        return
    for start, end in runs(labels):
        stop = sentence_end(tokens, start, end)
        words = {token.text.lower() for token in tokens[stop:end]}
        if labels[start] == "title" and stop < end and words & _PRESSES and end - stop <= 8:
            labels[stop:end] = ["publisher"] * (end - stop)


def _within(tokens: Sequence[Token], labels: list[str]) -> None:
    """A sentence of a title that begins with "In" is what the title stands in, if nothing else is."""
    if "container" in labels:
        return
    for start, end in runs(labels):
        stop = sentence_end(tokens, start, end)
        if labels[start] == "title" and stop + 2 < end and tokens[stop].text == "In":
            labels[stop:end] = ["container"] * (end - stop)


def _given_names(tokens: Sequence[Token], labels: list[str]) -> None:
    """A family name alone keeps the given name that stands after its comma."""
    parts = runs(labels)
    for (start, end), (begin, stop) in pairwise(parts):
        words = [token for token in tokens[start:end] if token.kind is TokenKind.WORD]
        if labels[start] != "author" or labels[begin] != "title" or len(words) != 1 or tokens[end - 1].text != ",":
            continue
        given = begin
        while given < stop and (
            tokens[given].text.lower() in LEXICONS["given"] or tokens[given].text == "-" or _is_initial(tokens[given])
        ):
            given += 1
        if given > begin and given + 1 < stop and (tokens[given].text in ",." or _is_initial(tokens[given - 1])):
            given += tokens[given].text in ",."
            labels[begin:given] = ["author"] * (given - begin)


def _is_initial(token: Token) -> bool:
    return token.kind is TokenKind.WORD and len(token.text) == 2 and token.text.endswith(".")
