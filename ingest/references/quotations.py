"""Quotations in a reference: pairs of quotes of any kind, also TeX's and those that open inside each other."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.references.tokens import Token, TokenKind

_CLOSING = {
    '"': '"', "“": "”", "«": "»", "„": "“”\"", "‘": "’'", "'": "'’", "`": "'`´",
    "《": "》", "〈": "〉", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = "‘'`"


def quotations(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Give the spans [start, end) of tokens that stand in one pair of quotes, the quotes included.

    An apostrophe closes nothing unless a space or a mark follows it; a quote that nothing closes is none.
    """
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        end = _end(tokens, i)
        if end is None:
            i += 1
        else:
            spans.append((i, end))
            i = end
    return spans


def _end(tokens: Sequence[Token], start: int) -> int | None:
    opening = tokens[start].text
    if opening not in _CLOSING or (opening in _SINGLE and not _opens(tokens, start)):
        return None
    width = 2 if start + 1 < len(tokens) and opening in "`'" and tokens[start + 1].text == opening else 1
    depth = 1
    for i in range(start + width, len(tokens)):
        text = tokens[i].text
        if _closes(tokens, i, opening, width) and not (opening in _SINGLE and _is_genitive(tokens, i, opening, width)):
            depth -= 1
        elif text == opening:
            depth += 1
        if not depth:
            return i + (width if text in "'`’" and width == 2 else 1)
    return None


def _opens(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 == len(tokens) or tokens[i + 1].spaced or tokens[i + 1].kind is TokenKind.NUMBER:
        return False
    return tokens[i].spaced or tokens[i - 1].text in "(["


def _closes(tokens: Sequence[Token], i: int, opening: str, width: int) -> bool:
    text, after = tokens[i].text, tokens[i + 1] if i + 1 < len(tokens) else None
    if width == 2:
        paired = after is not None and after.text in "'`’´" and not after.spaced
        return text in '"”' or (text in _CLOSING[opening] and paired)
    ends = after is None or after.spaced or after.kind is TokenKind.MARK
    if text == opening == "“":
        return ends and not tokens[i].spaced
    return text in _CLOSING[opening] and (opening not in _SINGLE or ends)


def _is_genitive(tokens: Sequence[Token], i: int, opening: str, width: int) -> bool:
    """Tell whether a mark after an s is that of "workers' rights": a word follows, and later a mark that closes."""
    if width == 2 or not tokens[i - 1].text.endswith("s") or i + 1 == len(tokens):
        return False
    if tokens[i + 1].kind is not TokenKind.WORD:
        return False
    later = (j for j in range(i + 1, len(tokens)) if tokens[j].text == opening or _closes(tokens, j, opening, width))
    closing = next(later, None)
    return closing is not None and _closes(tokens, closing, opening, width)
