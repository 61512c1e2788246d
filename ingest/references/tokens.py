"""Tokens of one reference: words, numbers, marks and whole URLs and DOIs, each with its offsets in the entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

URL = r"(?:https?://|ftp://|www\.)(?:(?!https?://)[^\s<>\"“”«»])+"
DOI = r"10\.\d{4,9}/[^\s<>\"“”«»]+"
URL_PATTERN = re.compile(URL, re.IGNORECASE)
DOI_PATTERN = re.compile(DOI)
_TRAILING = ".,;:)]}*_'’"


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    URL = "url"
    DOI = "doi"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of an entry; `spaced` says that whitespace stands before it."""

    text: str
    start: int
    end: int
    kind: TokenKind
    spaced: bool


_TOKEN = re.compile(
    rf"(?P<url>{URL})|(?P<doi>{DOI})|(?P<number>\d+)|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*\.?)|(?P<mark>[^\w\s]|_)",
    re.IGNORECASE,
)


def tokenise(text: str) -> list[Token]:
    """Split an entry into tokens; everything except whitespace is in exactly one of them."""
    tokens: list[Token] = []
    position = 0
    while match := _TOKEN.search(text, position):
        kind = TokenKind(match.lastgroup or "mark")
        start, end = match.span()
        if kind in (TokenKind.URL, TokenKind.DOI):
            end = start + len(trimmed_link(match.group()))
        elif kind is TokenKind.WORD and match.group().endswith(".") and not _keeps_period(text, start, end):
            end -= 1
        tokens.append(Token(text[start:end], start, end, kind, start == 0 or text[start - 1].isspace()))
        position = end
    return tokens


def trimmed_link(link: str) -> str:
    """Cut closing punctuation off a link, but keep a bracket that the link itself opened."""
    while link and link[-1] in _TRAILING:
        if link[-1] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[:-1]
    return link


def _keeps_period(text: str, start: int, end: int) -> bool:
    """Tell whether the period after the word is a part of it: an initial or a short abbreviation."""
    word = text[start : end - 1]
    return len(word) == 1 and word.isupper()
