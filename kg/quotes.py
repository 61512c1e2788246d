"""Is a quote real? Verbatim, verbatim but for its dress, altered, spliced from two passages, or absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from kg.errors import InvalidInputError

ALTERED_SCORE = 72.0
LEAST_PIECE_WORDS = 3
ELLIPSIS_REACH = 1_200
INSERTION_REACH = 60
SAME_PASSAGE = 80
WIDENING = 60
MAXIMUM_LENGTH = 5_000
OMISSION = re.compile(r"\s*(?:\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.\.?|…)\s*")
INSERTION = re.compile(r"\s*\[[^\[\]]{0,80}\]\s*")
MARKS = dict.fromkeys(map(ord, "’‘ʼ`´′‚"), "'") | dict.fromkeys(map(ord, "“”„«»″"), '"')
MARKS |= dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
WRAPPING = "\"'“”‘’«»„ \t\r\n"


class QuoteStatus(StrEnum):
    """How a quote stands to the documents."""

    VERBATIM = "verbatim"
    DRESSED = "verbatim but for whitespace, quotation marks or case"
    ALTERED = "altered"
    SPLICED = "spliced from separate passages"
    ABSENT = "absent"


class Change(StrEnum):
    """What a word-level difference is."""

    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words that the quote shares with the document, leaves out or puts in."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a document; offsets count code points, the end is excluded."""

    document: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The answer: a status, where the words stand, how they differ, and one sentence that says so."""

    quote: str
    status: QuoteStatus
    places: tuple[Place, ...]
    differences: tuple[Difference, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text with one kind of quotation mark and dash, single spaces and no case, and each character's raw offset."""

    text: str
    offsets: tuple[int, ...]
    raw: str

    @classmethod
    def of(cls, raw: str) -> _Folded:
        letters: list[str] = []
        offsets: list[int] = []
        for at, character in enumerate(raw):
            if character.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    offsets.append(at)
                continue
            if character == "\\" and raw[at + 1 : at + 2] in ("$", "%", "&", "_", "#"):
                continue
            for part in character.translate(MARKS).casefold():
                letters.append(part)
                offsets.append(at)
        return cls("".join(letters), tuple(offsets), raw)

    def place(self, document: str, start: int, end: int) -> Place:
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Place(document, first, last, self.raw[first:last])


def verify_quote(quote: str, documents: Mapping[str, str]) -> QuoteCheck:
    """Compare a quote with documents' raw texts, by slug; "…" and "[word]" are read as omission and insertion.

    Raise InvalidInputError for a quote without words or of more than MAXIMUM_LENGTH characters.
    """
    words = quote.strip(WRAPPING)
    if not re.search(r"\w", words):
        raise InvalidInputError("quote", "some words", repr(quote))
    if len(words) > MAXIMUM_LENGTH:
        raise InvalidInputError("quote", f"at most {MAXIMUM_LENGTH} characters", str(len(words)))
    for document, text in documents.items():
        start = text.find(words)
        if start >= 0:
            place = Place(document, start, start + len(words), words)
            return QuoteCheck(
                quote, QuoteStatus.VERBATIM, (place,), (), f"{document} has these exact words at {start}."
            )
    folded = {document: _Folded.of(text) for document, text in documents.items()}
    for judge in (_dressed, _in_pieces, _spliced):
        if (answer := judge(quote, words, folded)) is not None:
            return answer
    return _altered(quote, words, folded)


def _dressed(quote: str, words: str, documents: Mapping[str, _Folded]) -> QuoteCheck | None:
    wanted = _Folded.of(words).text.strip()
    for document, text in documents.items():
        start = text.text.find(wanted)
        if start >= 0:
            place = text.place(document, start, start + len(wanted))
            explanation = f"{document} has these words at {place.start}; only {_dress(words, place.exact)} differ."
            return QuoteCheck(quote, QuoteStatus.DRESSED, (place,), (), explanation)
    return None


def _dress(quote: str, exact: str) -> str:
    found = ["escape signs"] if "\\" in exact else []
    if " ".join(quote.split()).translate(MARKS).casefold() != quote.translate(MARKS).casefold() or "\n" in exact:
        found.append("white space")
    if {c for c in quote if ord(c) in MARKS} != {c for c in exact if ord(c) in MARKS}:
        found.append("quotation marks or dashes")
    if " ".join(quote.split()).translate(MARKS) != " ".join(exact.split()).translate(MARKS).replace("\\", ""):
        found.append("capital letters")
    return " and ".join(found) or "white space"


def _in_pieces(quote: str, words: str, documents: Mapping[str, _Folded]) -> QuoteCheck | None:
    """Read omissions and insertions: every piece must stand in one document, in order and not far apart."""
    pieces = list(_pieces(words))
    if not pieces or not (OMISSION.search(words) or INSERTION.search(words)):
        return None
    pattern = "".join(
        f"({re.escape(piece)})" + (f".{{0,{gap}}}?" if number < len(pieces) - 1 else "")
        for number, (piece, gap) in enumerate(pieces)
    )
    for document, text in documents.items():
        found = re.search(pattern, text.text)
        if found:
            places = tuple(text.place(document, *found.span(number)) for number in range(1, len(pieces) + 1))
            explanation = f"{document} has every piece in this order; the marks show what was left out or put in."
            return QuoteCheck(quote, QuoteStatus.VERBATIM, places, (), explanation)
    scattered = _anywhere([piece for piece, _ in pieces], documents)
    if len(scattered) > 1:
        explanation = "Every piece is real, but they stand in separate passages, too far apart for one quotation."
        return QuoteCheck(quote, QuoteStatus.SPLICED, tuple(scattered), (), explanation)
    return None


def _pieces(words: str) -> Iterator[tuple[str, int]]:
    """Yield the folded pieces between omissions and insertions, each with how far the next one may be."""
    for part in OMISSION.split(words):
        fragments = INSERTION.split(part)
        for number, fragment in enumerate(fragments):
            piece = _Folded.of(fragment).text.strip(" ,;:")
            if re.search(r"\w", piece):
                yield piece, (ELLIPSIS_REACH if number == len(fragments) - 1 else INSERTION_REACH)


def _anywhere(pieces: list[str], documents: Mapping[str, _Folded]) -> list[Place]:
    found = []
    for piece in pieces:
        place = next(
            (t.place(d, s, s + len(piece)) for d, t in documents.items() if (s := t.text.find(piece)) >= 0), None
        )
        if place is None:
            return []
        found.append(place)
    return found


def _spliced(quote: str, words: str, documents: Mapping[str, _Folded]) -> QuoteCheck | None:
    """Find a cut at which a quote falls into two real passages that do not meet."""
    tokens = _Folded.of(words).text.split()
    for cut in range(len(tokens) - LEAST_PIECE_WORDS, LEAST_PIECE_WORDS - 1, -1):
        head, tail = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        first, second = _anywhere([head], documents), _anywhere([tail], documents)
        if first and second:
            if _are_neighbours(first[0], second[0]):
                return None
            explanation = "Both halves are real, but they stand in separate passages."
            return QuoteCheck(quote, QuoteStatus.SPLICED, (*first, *second), (), explanation)
    return None


def _are_neighbours(a: Place, b: Place) -> bool:
    """Tell whether two places are so near that words between them were changed, and nothing was spliced."""
    return a.document == b.document and -1 <= b.start - a.end <= SAME_PASSAGE


def _altered(quote: str, words: str, documents: Mapping[str, _Folded]) -> QuoteCheck:
    wanted = _Folded.of(words).text.strip()
    best: tuple[float, str, int, int] | None = None
    for document, text in documents.items():
        if not text.text:
            continue
        found = fuzz.partial_ratio_alignment(wanted, text.text)
        if found is not None and (best is None or found.score > best[0]):
            best = (found.score, document, found.dest_start, found.dest_end)
    if best is None or best[0] < ALTERED_SCORE:
        nearest = (_snapped(documents[best[1]], *best[1:], wanted),) if best else ()
        return QuoteCheck(quote, QuoteStatus.ABSENT, nearest, (), "No document has these words or any like them.")
    place = _snapped(documents[best[1]], *best[1:], wanted)
    differences = tuple(_differences(place.exact, words))
    changed = [d for d in differences if d.change is not Change.SAME]
    listed = "; ".join(f"{d.change.value} “{d.words}”" for d in changed[:6])
    return QuoteCheck(
        quote, QuoteStatus.ALTERED, (place,), differences, f"{best[1]} has other words at {place.start}: {listed}."
    )


def _snapped(text: _Folded, document: str, start: int, end: int, wanted: str) -> Place:
    """Find the whole words around a span that the quote begins and ends with."""
    low, high = max(0, start - WIDENING), min(len(text.text), end + WIDENING)
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text.text[low:high])]
    plain = [text.text[low + a : low + b].strip(".,;:") for a, b in words]
    blocks = SequenceMatcher(
        None, plain, [w.strip(".,;:") for w in wanted.split()], autojunk=False
    ).get_matching_blocks()
    found = [block for block in blocks if block.size]
    if not found:
        return text.place(document, start, end)
    first = max(0, found[0].a - found[0].b)
    last = min(len(words), found[-1].a + found[-1].size + len(wanted.split()) - found[-1].b - found[-1].size)
    return text.place(document, low + words[first][0], low + words[last - 1][1])


def _differences(there: str, quoted: str) -> Iterator[Difference]:
    """Compare word by word; words that differ in case or quotation marks only are the same."""
    one, two = there.replace("\\", "").split(), quoted.split()
    plain = [[_Folded.of(word).text.strip(".,;:") for word in words] for words in (one, two)]
    for kind, a, b, c, d in SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_opcodes():
        if kind == "equal":
            yield Difference(Change.SAME, " ".join(two[c:d]))
            continue
        if a < b:
            yield Difference(Change.LEFT_OUT, " ".join(one[a:b]))
        if c < d:
            yield Difference(Change.PUT_IN, " ".join(two[c:d]))
