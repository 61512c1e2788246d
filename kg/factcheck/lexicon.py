"""The general-English tables: which words and phrases stand for one another, and which exclude one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.factcheck.stems import stem
from kg.factcheck.tables import lines

WORD = re.compile(r"(?<!\w['’])[^\W\d_]+(?:['’](?!s\b)[a-z]+)?|\d+(?:[.,]\d+)*")

Phrases = dict[str, list[tuple[tuple[str, ...], frozenset[int]]]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a stretch of words can mean: synonym sets, and sides of oppositions as (line, side)."""

    start: int
    end: int
    sets: frozenset[int]
    sides: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Lexicon:
    """Synonym sets and oppositions, looked up by sequences of stems; longer phrases count beside their words."""

    synonyms: Phrases
    oppositions: Phrases
    side_of: tuple[tuple[int, int], ...]

    def meanings(self, stems: Sequence[str]) -> Iterator[Meaning]:
        """Yield what each word and phrase of a text, given as stems, can mean; offsets count words."""
        for start in range(len(stems)):
            found: dict[int, tuple[set[int], set[tuple[int, int]]]] = {}
            for phrase, sets in self.synonyms.get(stems[start], ()):
                if tuple(stems[start : start + len(phrase)]) == phrase:
                    found.setdefault(len(phrase), (set(), set()))[0].update(sets)
            for phrase, numbers in self.oppositions.get(stems[start], ()):
                if tuple(stems[start : start + len(phrase)]) == phrase:
                    sides = found.setdefault(len(phrase), (set(), set()))[1]
                    sides.update(self.side_of[number] for number in numbers)
            for length, (sets_found, sides) in found.items():
                yield Meaning(start, start + length, frozenset(sets_found), frozenset(sides))


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in WORD.findall(phrase))


def _phrases(groups: Sequence[str]) -> Phrases:
    numbers: dict[tuple[str, ...], set[int]] = {}
    for number, group in enumerate(groups):
        for phrase in group.split(","):
            stems = _stems(phrase)
            if stems:
                numbers.setdefault(stems, set()).add(number)
    table: Phrases = {}
    for stems, members in numbers.items():
        table.setdefault(stems[0], []).append((stems, frozenset(members)))
    return table


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the tables once."""
    sides: list[str] = []
    side_of: list[tuple[int, int]] = []
    for line_number, line in enumerate(lines("antonyms")):
        for side_number, side in enumerate(line.split("|")):
            sides.append(side)
            side_of.append((line_number, side_number))
    return Lexicon(_phrases(list(lines("synonyms"))), _phrases(sides), tuple(side_of))
