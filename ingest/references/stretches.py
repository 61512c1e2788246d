"""Stretches of a reference: sentences and clauses between its marks, and what stands in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.references.lexicons import LEXICONS, YEAR
from ingest.references.tokens import Token, TokenKind

_FLAGGED = (
    "journal", "meeting", "publisher", "report", "editor", "translator", "edition", "volume", "pages", "retrieval",
    "function", "month", "organisation", "place", "nodate",
)  # fmt: skip
_SHORT = (
    "proc trans j rev lett ann bull vol vols no nos pp p ed eds univ dept inst int conf symp tech rep diss assoc soc "
    "sci phys chem math comput eng syst med biol am appl natl acad st dr jr sr inc ltd co corp fig al vs nr"
)
_ABBREVIATIONS = frozenset(_SHORT.split())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of tokens [start, end) and its flags; `number` counts from the start, `left` how many follow."""

    start: int
    end: int
    number: int
    left: int
    flags: tuple[str, ...]

    def features(self, level: str, i: int) -> list[str]:
        """Describe the stretch to the model from the token at i."""
        length = self.end - self.start
        row = [f"{level}:{flag}" for flag in self.flags]
        row += [
            f"{level}#={min(self.number, 7)}",
            f"{level}-left={min(self.left, 5)}",
            f"{level}-length={_bucket(length)}",
        ]
        row += [f"{level}-from={min(i - self.start, 3)}", f"{level}-to={min(self.end - 1 - i, 3)}"]
        return row


def sentences(tokens: Sequence[Token], regions: Sequence[Sequence[str]]) -> list[Stretch]:
    """Give for each token its stretch between full stops, quotes and italics."""
    return _spread(tokens, [i for i in range(1, len(tokens)) if _divides(tokens, regions, i)])


def clauses(tokens: Sequence[Token], regions: Sequence[Sequence[str]]) -> list[Stretch]:
    """Give for each token its stretch between any marks that can end a part, commas and brackets too."""
    cuts = []
    for i in range(1, len(tokens)):
        bracket = tokens[i].text in "([" or tokens[i - 1].text in ")]"
        comma = tokens[i - 1].text in ",:" and tokens[i].spaced and "quoted" not in regions[i]
        if bracket or comma or _divides(tokens, regions, i):
            cuts.append(i)
    return _spread(tokens, cuts)


def _divides(tokens: Sequence[Token], regions: Sequence[Sequence[str]], i: int) -> bool:
    for region in ("quoted", "italic"):
        if (region in regions[i]) != (region in regions[i - 1]):
            return True
    return _ends(tokens, i - 1) and "quoted" not in regions[i]


def _ends(tokens: Sequence[Token], i: int) -> bool:
    if tokens[i].text not in (".", "?", "!", ";") or not tokens[i + 1].spaced:
        return False
    before = tokens[i - 1].text if i else ""
    short = tokens[i].text == "." and len(before) <= 4 and before[:1].isupper() and tokens[i + 1].text[:1].islower()
    return not short and not (tokens[i].text == "." and before.lower() in _ABBREVIATIONS)


def _spread(tokens: Sequence[Token], cuts: Sequence[int]) -> list[Stretch]:
    spans = list(pairwise([0, *cuts, len(tokens)]))
    spread: list[Stretch] = []
    for number, (start, end) in enumerate(spans):
        flags = tuple(_flags(tokens[start:end]))
        spread += [Stretch(start, end, number, len(spans) - 1 - number, flags)] * (end - start)
    return spread


def _flags(part: Sequence[Token]) -> list[str]:
    words = [token.text.lower().rstrip(".") for token in part if token.kind is TokenKind.WORD]
    flags = [name for name in _FLAGGED if any(word in LEXICONS[name] for word in words)]
    flags.append(f"ends={part[-1].text if part[-1].kind is TokenKind.MARK else part[-1].kind}")
    flags.append(
        f"opens={words[0] if words and words[0] in ('in', 'dans', 'em', 'of', 'and', 'the') else part[0].kind}"
    )
    if any(token.kind is TokenKind.NUMBER for token in part):
        flags.append("number")
    if any(YEAR.fullmatch(token.text) for token in part):
        flags.append("year")
    if any(len(token.text) == 2 and token.text.endswith(".") for token in part):
        flags.append("initials")
    return flags + _capitals(part)


def _capitals(part: Sequence[Token]) -> list[str]:
    words = [token.text for token in part if token.kind is TokenKind.WORD and len(token.text) > 3]
    if not words:
        return []
    share = sum(word[0].isupper() for word in words) / len(words)
    return [f"capitals={'all' if share == 1 else 'most' if share > 0.6 else 'some' if share > 0.2 else 'few'}"]


def _bucket(length: int) -> str:
    return next((f"<{limit}" for limit in (2, 3, 4, 6, 9, 14, 20) if length < limit), "long")
