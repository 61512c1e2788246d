"""The terms of a text: its words with their meanings, and its proper names with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.factcheck.lexicon import WORD, lexicon
from kg.factcheck.negation import Span, denied_spans, within
from kg.factcheck.stems import stem
from kg.factcheck.tables import words
from kg.model import Iri
from kg.text.names import NameIndex, NameMention

LIGHT, FULL = 0.35, 1.0
LABELLED = re.compile(r"\b(figure|fig|table|chart|box|section|chapter)\.?\s+(\d+)\b", re.IGNORECASE)
RANKED = re.compile(r"\b(?:second|third|fourth|one of the|among the)[ -]$", re.IGNORECASE)
PARTICLES = ("over", "up", "out", "off", "down")
TO_BE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
RANK_REACH = 12
RANKING = ("leading", "largest", "biggest", "top", "greatest", "main", "major")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or proper name: its stem, the meanings it can have, the things it can stand for, and its weight.

    `sets` are synonym sets, `sides` sides of oppositions (line, side); `negated` says that a negation reaches it.
    """

    start: int
    end: int
    text: str
    stem: str
    sets: frozenset[int]
    sides: frozenset[tuple[int, int]]
    names: frozenset[Iri]
    proper: bool
    weight: float
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """All units of a text, with what they have together."""

    text: str
    units: tuple[Unit, ...]
    stems: frozenset[str]
    sets: frozenset[int]
    sides: frozenset[tuple[int, int]]
    names: frozenset[Iri]

    @classmethod
    def of(cls, text: str, units: Iterable[Unit]) -> Terms:
        kept = tuple(sorted(units, key=lambda unit: unit.start))
        own = (unit.stem for unit in kept if unit.weight)
        parts = (part for unit in kept if unit.proper for part in unit.stem.split())
        return cls(
            text,
            kept,
            frozenset((*own, *parts)),
            frozenset(number for unit in kept for number in unit.sets),
            frozenset(side for unit in kept for side in unit.sides),
            frozenset(name for unit in kept for name in unit.names),
        )


@dataclass(frozen=True, slots=True)
class Names:
    """The names that texts are read with: proper and common ones, and things that stand for one another."""

    proper: NameIndex
    common: NameIndex
    kin: Mapping[Iri, frozenset[Iri]]


def read_terms(text: str, names: Names, taken: Iterable[Span] = ()) -> Terms:
    """Read a text's terms; spans in `taken` (quantities, times) are read by others and give no units."""
    return Terms.of(text, _Reader(text, names, list(taken)).units())


class _Reader:
    """Reads one text: words first, then what phrases and names make of them."""

    def __init__(self, text: str, names: Names, taken: list[Span]) -> None:
        self.text, self.names = text, names
        self.labels = [m for m in LABELLED.finditer(text) if not within(m.start(), m.end(), taken)]
        self.closed = [*taken, *((m.start(), m.end()) for m in self.labels)]
        self.tokens = [(m.start(), m.end(), m[0]) for m in WORD.finditer(text)]
        self.stems = [stem(word) for _, _, word in self.tokens]
        self.sets: list[set[int]] = [set() for _ in self.tokens]
        self.sides: list[set[tuple[int, int]]] = [set() for _ in self.tokens]
        self.things: list[set[Iri]] = [set() for _ in self.tokens]
        self.denied = denied_spans(text)
        self._give_meanings()

    def _give_meanings(self) -> None:
        for meaning in lexicon().meanings(self.stems):
            for position in range(meaning.start, meaning.end):
                self.sets[position] |= meaning.sets
                self.sides[position] |= meaning.sides
        for mention in self.names.common.find(self.text):
            for position in self._inside(mention):
                self.things[position] |= set(mention.iris)
        for position, (start, _, word) in enumerate(self.tokens):
            before = self.text[max(0, start - RANK_REACH) : start]
            if word.casefold() in RANKING and RANKED.search(before):
                self.sets[position] = set()

    def _inside(self, mention: NameMention) -> list[int]:
        return [p for p, (start, end, _) in enumerate(self.tokens) if mention.start <= start and end <= mention.end]

    def units(self) -> Iterator[Unit]:
        """Yield one unit per label ("Figure 2"), proper name and remaining word."""
        nothing: frozenset[Iri] = frozenset()
        for label in self.labels:
            name = f"{stem(label[1])}{label[2]}"
            yield Unit(
                label.start(), label.end(), label[0], name, frozenset(), frozenset(), nothing, proper=True, weight=FULL
            )
        covered: set[int] = set()
        for mention in self.names.proper.find(self.text):
            if not within(mention.start, mention.end, self.closed):
                covered.update(self._inside(mention))
                yield self._named(mention)
        for position, (start, end, _) in enumerate(self.tokens):
            if position not in covered and not within(start, end, self.closed):
                yield self._word(position)

    def _named(self, mention: NameMention) -> Unit:
        inside = self._inside(mention)
        kin = (other for iri in mention.iris for other in self.names.kin.get(iri, ()))
        is_kin = any(iri in self.names.kin for iri in mention.iris)
        parts = {number for position in inside for number in self.sets[position]} if is_kin and len(inside) > 1 else ()
        return Unit(
            mention.start,
            mention.end,
            mention.text,
            " ".join(self.stems[position] for position in inside),
            frozenset(parts),
            frozenset(),
            frozenset((*mention.iris, *kin)),
            proper=True,
            weight=FULL,
            negated=within(mention.start, mention.start, self.denied),
        )

    def _word(self, position: int) -> Unit:
        start, end, word = self.tokens[position]
        return Unit(
            start,
            end,
            word,
            self.stems[position],
            frozenset(self.sets[position]),
            frozenset(self.sides[position]),
            frozenset(self.things[position]),
            proper=self._is_unknown_name(start, word),
            weight=FULL if self._is_predicate(start, end, word) else _weight(word),
            negated=within(start, start, self.denied),
        )

    def _is_predicate(self, start: int, end: int, word: str) -> bool:
        """Tell whether a particle closes a clause as its predicate ("the contest is over")."""
        return (
            word.casefold() in PARTICLES and not self.text[end:].strip(" .!") and bool(TO_BE.search(self.text[:start]))
        )

    def _is_unknown_name(self, start: int, word: str) -> bool:
        """Tell whether a capitalised word inside a sentence is a name that the graph does not know."""
        if not word[0].isupper() or word.casefold() in words("function"):
            return False
        before = self.text[:start].rstrip(" \"'“‘(")
        return bool(before) and before[-1] not in ".!?:\n"


@lru_cache(maxsize=1)
def _light_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in words("light_verbs"))


def _weight(word: str) -> float:
    plain = word.casefold()
    if plain in words("function"):
        return 0.0
    return LIGHT if plain in words("light") or stem(plain) in _light_stems() else FULL
