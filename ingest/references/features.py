"""What the sequence model sees of each token: its form, its neighbours, its place and the stretch around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from ingest.references.lexicons import LEXICONS, YEAR
from ingest.references.outline import outline
from ingest.references.quotations import quotations
from ingest.references.stretches import clauses, sentences
from ingest.references.tokens import Token, TokenKind


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """Give the names of the binary features of every token, in order."""
    own = [_form(token) for token in tokens]
    regions = _regions(tokens)
    levels = {"s": sentences(tokens, regions), "c": clauses(tokens, regions)}
    outlined = outline(tokens, levels["c"])
    whole = _whole(tokens)
    years = list(accumulate(int(_is_year(token)) for token in tokens))
    quotes = list(accumulate(int("quoted" in region) for region in regions))
    italics = list(accumulate(int("italic" in region) for region in regions))
    rows: list[list[str]] = []
    count = len(tokens)
    for i, token in enumerate(tokens):
        row = [*own[i], *regions[i]]
        for offset in (-3, -2, -1, 1, 2, 3):
            j = i + offset
            if 0 <= j < count:
                row += [f"{offset}:{name}" for name in own[j] if abs(offset) == 1 or name[:2] in ("l=", "s=", "x=")]
            else:
                row.append(f"{offset}:{'end' if offset > 0 else 'start'}")
        row += _pairs(tokens, i)
        for level, stretches in levels.items():
            stretch = stretches[i]
            row += stretch.features(level, i)
            row += [f"{level}+1:{flag}" for flag in stretches[stretch.end].flags] if stretch.end < count else []
            row += [f"{level}-1:{flag}" for flag in stretches[stretch.start - 1].flags] if stretch.start else []
        row += [
            f"place={10 * i // count}",
            f"first={min(i, 6)}",
            f"last={min(count - 1 - i, 6)}",
            f"years-seen={min(years[i], 2)}",
            f"years-left={min(years[-1] - years[i], 2)}",
            f"quote-seen={quotes[i] > 0}",
            f"quote-left={quotes[-1] > quotes[i]}",
            f"italic-seen={italics[i] > 0}",
            f"italic-left={italics[-1] > italics[i]}",
            f"years-seen={min(years[i], 2)},s#={min(levels['s'][i].number, 5)}",
            f"quote={_state(quotes, i)},year={_state(years, i)}",
        ]
        if token.spaced:
            row.append("spaced")
        row += outlined[i]
        row += whole
        rows.append(row)
    return rows


def _form(token: Token) -> list[str]:
    text = token.text
    lower = text.lower().rstrip(".") if token.kind is TokenKind.WORD else text.lower()
    if token.kind in (TokenKind.URL, TokenKind.DOI):
        return [f"l=<{token.kind}>", f"s=<{token.kind}>"]
    row = [f"l={_plain(lower)}", f"s={_shape(text)}"]
    if token.kind is TokenKind.NUMBER:
        row = [f"l={text if len(text) < 3 else '#' * len(text)}", f"s={'year' if _is_year(token) else f'd{len(text)}'}"]
    if token.kind is TokenKind.WORD:
        plain = _plain(lower)
        row += [f"p2={plain[:2]}", f"p3={plain[:3]}", f"f2={plain[-2:]}", f"f3={plain[-3:]}"]
        row += [f"x={name}" for name, words in LEXICONS.items() if lower in words]
    return row


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("’", "'")


def _shape(text: str) -> str:
    shape = "".join(
        "X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else "c" if c.isalpha() else c for c in text
    )
    return re.sub(r"(.)\1{2,}", r"\1\1", shape)


def _is_year(token: Token) -> bool:
    return token.kind is TokenKind.NUMBER and YEAR.fullmatch(token.text) is not None


def _state(counts: Sequence[int], i: int) -> str:
    if counts[-1] == 0:
        return "none"
    return "before" if counts[i] == 0 else "after" if counts[i] == counts[-1] else "amid"


def _pairs(tokens: Sequence[Token], i: int) -> list[str]:
    row = []
    shapes = [
        _shape(t.text) if t.kind is not TokenKind.NUMBER else ("Y" if _is_year(t) else "9")
        for t in tokens[max(0, i - 2) : i + 3]
    ]
    left = min(i, 2)
    if left >= 1:
        row.append("s-1s0=" + "|".join(shapes[left - 1 : left + 1]))
    row.append("s0s1=" + "|".join(shapes[left : left + 2]))
    row.append("s0s1s2=" + "|".join(shapes[left : left + 3]))
    if left >= 2:
        row.append("s-2s-1s0=" + "|".join(shapes[: left + 1]))
    if left >= 1 and len(shapes) > left + 1:
        row.append("s-1s0s1=" + "|".join(shapes[left - 1 : left + 2]))
    return row


def _regions(tokens: Sequence[Token]) -> list[list[str]]:
    """Mark each token that stands in quotes, italics (asterisks or underscores), brackets or angle brackets."""
    quoted = [False] * len(tokens)
    for start, end in quotations(tokens):
        quoted[start:end] = [True] * (end - start)
    rows: list[list[str]] = []
    italic = False
    depth = 0
    for token, inside in zip(tokens, quoted, strict=True):
        text = token.text
        row = ["quoted"] if inside else []
        if text in "([":
            depth += 1
        if italic or text in "*_":
            row.append("italic")
        if depth:
            row.append("bracketed")
        if text in "*_":
            italic = not italic
        if text in ")]" and depth:
            depth -= 1
        rows.append(row)
    return rows


def _whole(tokens: Sequence[Token]) -> list[str]:
    """Describe the entry as a whole: its style shows in these."""
    if not tokens:
        return []
    year = next((i for i, token in enumerate(tokens) if _is_year(token)), None)
    bracketed = year is not None and year > 0 and tokens[year - 1].text == "("
    place = "none" if year is None else str(4 * year // len(tokens))
    return [f"entry-year={place}{'b' if bracketed else ''}", f"entry-opens={_shape(tokens[0].text)[:3]}"]
